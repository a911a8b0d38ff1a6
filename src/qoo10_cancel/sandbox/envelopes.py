"""The two envelopes of QAPI's answers, in JSON or XML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

import attrs

__all__ = ["Answer", "Result", "number_answer", "result_answer"]

_TAG: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen
class Answer:
    """An answer before it is sent.

    Attributes:
        body: What is sent.
        media: Its content type.
        code: The number in it.
        assumptions: The ids of what was assumed for it.
    """

    body: bytes = attrs.field(repr=False)
    media: str
    code: int
    assumptions: tuple[str, ...] = ()


class Result:
    """What a method returns: rows, one value, or success alone."""

    def __init__(self, rows: list[bytes] | None = None, value: str | None = None) -> None:
        self.rows = rows
        self.value = value


def number_answer(
    code: int, words: str, *, routing: bool = False, xml: bool = False, assumed: Iterable[str] = ()
) -> Answer:
    """Return an error number in the envelope of methods, or of the routing."""
    names = ("ErrorCode", "ErrorMsg") if routing else ("ResultCode", "ResultMsg")
    plain = dict(zip(names, (code, words), strict=True))
    if xml:
        body = _document([_element(name, str(value)) for name, value in plain.items()])
        return Answer(body, "text/xml; charset=utf-8", code, (*assumed, "A-10"))
    body = json.dumps(plain, ensure_ascii=False).encode()
    return Answer(body, "application/json; charset=utf-8", code, tuple(assumed))


def result_answer(result: Result, name: str, assumed: tuple[str, ...], *, xml: bool) -> Answer:
    """Return the success of the method *name*, with what it gives."""
    if xml:
        return Answer(_as_xml(result, name), "text/xml; charset=utf-8", 0, (*assumed, "A-10"))
    body = b'{"ResultCode":0,"ResultMsg":"SUCCESS"'
    if result.rows is not None:
        body += b',"ResultObject":[' + b",".join(result.rows) + b"]"
    elif result.value is not None:
        body += b',"ResultObject":' + json.dumps(result.value).encode()
    return Answer(body + b"}", "application/json; charset=utf-8", 0, tuple(dict.fromkeys(assumed)))


def _as_xml(result: Result, name: str) -> bytes:
    parts = [_element("ResultCode", "0"), _element("ResultMsg", "SUCCESS")]
    if result.rows is not None:
        tag = name.partition(".")[2].removeprefix("Get")
        rows = "".join(
            f"<{tag}>{''.join(_element(k, str(v)) for k, v in json.loads(row).items())}</{tag}>"
            for row in result.rows
        )
        parts.append(f"<ResultObject>{rows}</ResultObject>")
    elif result.value is not None:
        parts.append(_element("ResultObject", result.value))
    return _document(parts)


def _element(name: str, text: str) -> str:
    assert _TAG.fullmatch(name), name  # noqa: S101  our own names
    return f"<{name}>{escape(_NOT_IN_XML.sub('', text))}</{name}>"


def _document(parts: Iterable[str]) -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><StdResult>{"".join(parts)}</StdResult>'.encode()
    )
