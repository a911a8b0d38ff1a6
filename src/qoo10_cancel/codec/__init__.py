"""Values to plain JSON and back, without loss, and the JSON Schema of that form."""

from __future__ import annotations

from .classes import SCHEMA
from .reading import from_json
from .schema import VALUES, json_schema
from .writing import dumps, to_json

__all__ = ["SCHEMA", "VALUES", "dumps", "from_json", "json_schema", "to_json"]
