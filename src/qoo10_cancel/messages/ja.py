"""PLACEHOLDER."""

RULES: dict[str, tuple[str, str]] = {}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {}

NOTICES: dict[str, tuple[str, str]] = {}

WORDS: dict[str, str] = {}
