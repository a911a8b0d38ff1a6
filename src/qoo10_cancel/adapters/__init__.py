"""Stores, notifiers and clients: they carry, they do not judge. Import the one you use."""

from __future__ import annotations

from ._schema import schema_sql

__all__ = ["schema_sql"]
