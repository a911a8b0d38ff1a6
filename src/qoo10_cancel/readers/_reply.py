"""The envelope of a QAPI reply, and the rows in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from ..errors import Malformed, Unreadable
from ._cells import fold, shown, text_of
from .codes import ERROR_CODES

__all__ = ["LONGEST_REPLY", "CallFailed", "Doubled", "Reply", "parsed", "rows_of"]

Reply = str | bytes | Mapping[str, Any]
"""One reply of QAPI: its JSON text, or the parsed object."""

LONGEST_REPLY: Final = 67_108_864
"""Bytes (or characters) of JSON text. A row has about 2,000."""


class CallFailed(Unreadable):
    """QAPI answered with the number of an error; HTTP says 200 all the same.

    Attributes:
        code: The number as QAPI writes it, such as `-90004`.
    """

    code = ""


class Doubled(dict[str, Any]):
    """An object in which a key stands twice, so that nothing tells which is right."""

    twice = ""

    def problem(self, source: str, line: int | None = None) -> Unreadable:
        """Say so."""
        why = "this key stands twice in one object, and nothing tells which is right"
        return Unreadable(why, source=source, line=line, column=self.twice)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    [(twice, _times)] = Counter(name for name, _value in pairs).most_common(1)
    doubled = Doubled(made)
    doubled.twice = shown(twice)
    return doubled


def parsed(reply: Reply, source: str) -> Mapping[str, Any]:
    """Return the object that *reply* is or says; its numbers as they are written.

    Raises:
        Unreadable: It is not JSON, or not an object.
    """
    if isinstance(reply, str | bytes):
        reply = _loaded(reply, source)
    if not isinstance(reply, Mapping):
        raise Unreadable(
            f"a reply of QAPI is an object with ResultCode and ResultObject, "
            f"not a {type(reply).__name__}",
            source=source,
        )
    return reply


def _loaded(text: str | bytes, source: str) -> Any:
    if len(text) > LONGEST_REPLY:
        raise Unreadable("this reply is too long; ask for shorter periods", source=source)
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        # Numbers stay texts: 6.98E+08 must not look like a number that QAPI sent.
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except UnicodeDecodeError:
        raise Unreadable("this reply is not UTF-8", source=source) from None
    except json.JSONDecodeError as wrong:
        raise Unreadable(
            f"this is not JSON: {wrong.msg}", source=source, line=wrong.lineno
        ) from None
    except RecursionError:
        raise Unreadable("this reply is nested too deeply", source=source) from None


def rows_of(reply: Mapping[str, Any], source: str) -> list[Any]:
    """Return the rows of a reply that succeeded; none where ResultObject is empty.

    A row may be anything, also `Doubled`, which costs that row alone.

    Raises:
        Unreadable: The reply says that the call failed, or is no reply of QAPI.
    """
    envelope = _by_folded_name(reply, source)
    for code, message in (("errorcode", "errormsg"), ("resultcode", "resultmsg")):
        _has_not_failed(envelope.get(code), envelope.get(message), source)
    if "resultcode" not in envelope:
        wanted = "ResultCode, ResultMsg and ResultObject"
        raise Unreadable(f"this is no reply of QAPI: it has not {wanted}", source=source)
    return _listed(envelope.get("resultobject"), source)


def _by_folded_name(reply: Mapping[str, Any], source: str) -> dict[str, Any]:
    if isinstance(reply, Doubled):
        raise reply.problem(source)
    envelope: dict[str, Any] = {}
    for name, value in reply.items():
        if fold(shown(name)) in envelope:
            raise Unreadable("this key stands twice", source=source, column=shown(name))
        envelope[fold(shown(name))] = value
    return envelope


def _has_not_failed(code: object, message: object, source: str) -> None:
    try:
        said = text_of(code)
    except Malformed:
        raise Unreadable("the code of this reply is no number", source=source) from None
    if said in ("", "0"):
        return
    advice = ERROR_CODES.get(said, "no row was sent")
    why = f"QAPI answered with code {shown(said)}: {advice}"
    failed = CallFailed(why, source=source, value=shown(message) if message else None)
    failed.code = shown(said)
    raise failed


def _listed(result: Any, source: str) -> list[Any]:
    if isinstance(result, Mapping):
        if {fold(shown(name)) for name in result} != {"claiminfo"}:
            return [result]
        [result] = _by_folded_name(result, source).values()  # one client's wrapper
        if isinstance(result, Mapping):
            return [result]
    if isinstance(result, list | tuple):
        return list(result)
    if result in (None, ""):
        return []
    raise Unreadable(
        f"ResultObject must be an object, a list of objects or empty, not {type(result).__name__}",
        source=source,
    )
