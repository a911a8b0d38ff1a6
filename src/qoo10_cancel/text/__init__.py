"""Is this free text fit to be read by the buyer?"""

from __future__ import annotations

from .check import CheckedReason, canonical_text, check_reason

__all__ = ["CheckedReason", "canonical_text", "check_reason"]
