"""The words of the shop's own screen, as a small file that people write, in TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ..wording import Screen, screens
from .problems import Misuse

__all__ = ["screen_of"]


def screen_of(lang: str, path: str | None) -> Screen:
    """Return the screen in *lang*, with the words that the file has for it.

    Raises:
        Malformed: The file cannot be read, or holds anything but words of the screen.
    """
    if path is None:
        return Screen(lang)
    try:
        found = screens(tomllib.loads(Path(path).read_text("utf-8-sig")))
    except OSError as error:
        raise Misuse("unreadable", path=path, why=error.strerror) from None
    except (ValueError, RecursionError) as error:
        raise Misuse("screen_words", path=path, why=error) from None
    return found.get(lang) or Screen(lang)
