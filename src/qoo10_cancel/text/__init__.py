"""Is this free text fit to be read by the buyer, and safe to show?"""

from __future__ import annotations

from .check import CheckedReason, canonical_text, check_reason
from .display import visible

__all__ = ["CheckedReason", "canonical_text", "check_reason", "visible"]
