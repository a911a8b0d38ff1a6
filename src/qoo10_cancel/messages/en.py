"""PLACEHOLDER."""

RULES: dict[str, tuple[str, str]] = {}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "the text is empty; 其他 needs {required} characters",
        "write in Japanese why the request is refused",
    ),
    "QC-05.too-short": (
        "the text has {content_length} of the {required} characters needed (the form may count {form_length})",
        "add {missing} more characters; spaces, emoji and invisible characters do not count",
    ),
    "QC-06.not-japanese": (
        "the text is not Japanese",
        "write the whole text in Japanese, as the manual asks",
    ),
}

NOTICES: dict[str, tuple[str, str]] = {}

WORDS: dict[str, str] = {}
