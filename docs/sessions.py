"""An MkDocs hook: a block that is a Python session is coloured as one, its output apart."""

from __future__ import annotations

from typing import Any


def on_page_markdown(markdown: str, **_more: Any) -> str:
    """Return the page with its sessions named so."""
    return markdown.replace("```python\n>>> ", "```pycon\n>>> ")
