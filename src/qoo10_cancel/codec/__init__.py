"""Values to plain JSON and back, without loss; the form carries a version."""

from __future__ import annotations

from .classes import SCHEMA
from .reading import from_json
from .writing import dumps, to_json

__all__ = ["SCHEMA", "dumps", "from_json", "to_json"]
