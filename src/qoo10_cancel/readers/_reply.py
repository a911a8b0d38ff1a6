"""The envelope of a QAPI reply, and the rows in it."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from ..errors import Unreadable
from ._cells import BadCell, cell_text, escaped, fold
from .codes import FAILED_CALLS
from .problems import Location, Problem

__all__ = [
    "LONGEST_REPLY",
    "CallFailed",
    "Doubled",
    "Reply",
    "check_reply",
    "markup_key",
    "parse_reply",
    "rows_of",
]

Reply = str | bytes | Mapping[str, Any]
"""One reply of QAPI: its JSON text, or the parsed object."""

LONGEST_REPLY: Final = 67_108_864
"""Bytes (or characters) of JSON text. A row has about 2,000."""


class CallFailed(Unreadable):
    """QAPI answered with the number of an error; HTTP says 200 all the same."""

    @property
    def code(self) -> str:
        """Return the number as QAPI writes it, such as `-90004`."""
        return str(self.problem.params["code"])


class Doubled(dict[str, Any]):
    """An object in which a key stands twice: *pairs* has every key with its value."""

    pairs: list[tuple[str, Any]]

    @property
    def doubled_key(self) -> str:
        """Return the key that stands there most often."""
        [(key, _times)] = Counter(name for name, _value in self.pairs).most_common(1)
        return key


_EMPTY: Final[dict[str, Any]] = {}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if not pairs:
        return _EMPTY  # a reply may hold a million of them
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = Doubled(made)
    doubled.pairs = pairs
    return doubled


def parse_reply(reply: Reply, source: str) -> Mapping[str, Any]:
    """Return the object that *reply* is, or that its text holds; numbers as they are written.

    Args:
        reply: JSON text, or the parsed object.
        source: The reply's name in errors.

    Raises:
        Unreadable: *reply* is not JSON, or not an object.
    """
    if isinstance(reply, str | bytes):
        reply = _loaded(reply, Location(source))
    if not isinstance(reply, Mapping):
        raise Location(source).problem("not-a-reply", type=type(reply).__name__)
    return reply


def _loaded(text: str | bytes, location: Location) -> Any:
    if len(text) > LONGEST_REPLY:
        raise location.problem("reply-too-long")
    if isinstance(text, bytes):
        text = _decoded(text, location)
    text = text.lstrip("\ufeff")
    try:
        # Numbers stay texts: 6.98E+08 must not look like a number that QAPI sent.
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except json.JSONDecodeError as wrong:
        raise Location(location.source, wrong.lineno).problem(_not_json(text)) from None
    except RecursionError:
        raise location.problem("reply-too-deep") from None


def _decoded(raw: bytes, location: Location) -> str:
    while raw.startswith(2 * BOM_UTF8):
        raw = raw.removeprefix(BOM_UTF8)
    try:
        return raw.decode(json.detect_encoding(raw))
    except UnicodeDecodeError:
        raise location.problem("reply-not-utf8") from None


def _not_json(text: str) -> str:
    """Return the key of the problem with a text that is not JSON."""
    start = text[:_MARKUP_READ].lstrip()
    return markup_key(start) if start.startswith("<") else "not-json"


_MARKUP_READ: Final = 4096
_OF_QAPI: Final = re.compile(r"<(Result|Error)(Code|Msg|Object)\b")
_OF_A_PAGE: Final = re.compile(r"<(!doctype\s+)?html\b", re.IGNORECASE)


def markup_key(start: str) -> str:
    """Return the key for markup that opens like this: `xml-reply` or `web-page`."""
    is_xml = start.startswith("<?xml") and not _OF_A_PAGE.search(start)
    return "xml-reply" if is_xml or _OF_QAPI.search(start) else "web-page"


def check_reply(reply: Mapping[str, Any], source: str) -> None:
    """Check that *reply* reports success, whatever else it holds.

    Raises:
        CallFailed: The reply has an error number.
        Unreadable: The reply does not say whether the call succeeded.
    """
    location = Location(source)
    _check_success(_by_folded_name(reply, location), location)


def rows_of(reply: Mapping[str, Any], source: str) -> list[Any]:
    """Return the rows of a reply that succeeded; none where ResultObject is an empty list.

    A row may be anything, also `Doubled`.

    Raises:
        CallFailed: The reply has an error number.
        Unreadable: The reply does not say that the call succeeded, or has neither rows nor
            an empty list.
    """
    location = Location(source)
    envelope = _by_folded_name(reply, location)
    _check_success(envelope, location)
    if "resultobject" not in envelope:
        raise location.problem("no-result-object", keys=_keys(envelope))
    rows = _listed(envelope["resultobject"], location)
    message = _text(envelope.get("resultmsg"))
    if not rows and message.casefold() not in ("", "success"):
        raise location.problem("empty-without-success", "ResultMsg", message)
    return rows


def _by_folded_name(reply: Mapping[str, Any], location: Location) -> dict[str, Any]:
    if isinstance(reply, Doubled):
        raise location.problem("key-twice", escaped(reply.doubled_key))
    envelope: dict[str, Any] = {}
    for name, value in reply.items():
        if fold(escaped(name)) in envelope:
            raise location.problem("key-twice", escaped(name))
        envelope[fold(escaped(name))] = value
    return envelope


def _keys(envelope: Mapping[str, Any]) -> list[str]:
    return [*envelope][:5]


def _check_success(envelope: Mapping[str, Any], location: Location) -> None:
    for code, message in (("errorcode", "errormsg"), ("resultcode", "resultmsg")):
        _check_not_failed(envelope.get(code), envelope.get(message), location)
    if "resultcode" not in envelope:
        raise location.problem("no-result-code", keys=_keys(envelope))
    if not _text(envelope["resultcode"]):
        raise location.problem("blank-result-code")
    if message := _text(envelope.get("errormsg")):
        raise location.problem("error-in-success", "ErrorMsg", message)


def _check_not_failed(code: object, message: object, location: Location) -> None:
    try:
        number = cell_text(code)
    except BadCell:
        raise location.problem("bad-result-code") from None
    if number not in ("", "0"):
        key = FAILED_CALLS.get(number, "failed")
        problem = Problem(key, {"code": escaped(number)})
        text = escaped(message) if message else None
        raise CallFailed(problem, location.source, value=text)


def _text(value: object) -> str:
    """Return a message's text; for a value of another type, that type."""
    try:
        return cell_text(value)
    except BadCell:
        return escaped(value)


_WRAPPER: Final = re.compile(r"(get)?(shipping|claim|shippingandclaim)info\w*", re.ASCII)
"""The key under which clients that read XML put the rows: ClaimInfo, ClaimInfo_V2."""


def _listed(result: Any, location: Location) -> list[Any]:
    if isinstance(result, Mapping):
        if not _is_wrapper(result):
            return [_filled(result, location)]
        [result] = _by_folded_name(result, location).values()
        if isinstance(result, Mapping):
            return [_filled(result, location)]
    if isinstance(result, list | tuple):
        return list(result)
    if result is None:
        return []
    raise location.problem("result-not-rows", value=result, type=type(result).__name__)


def _is_wrapper(result: Mapping[str, Any]) -> bool:
    names = {fold(escaped(name)) for name in result}
    return len(names) == 1 and bool(_WRAPPER.fullmatch(names.pop()))


def _filled(row: Mapping[str, Any], location: Location) -> Mapping[str, Any]:
    if not row:
        raise location.problem("empty-result-object")
    return row
