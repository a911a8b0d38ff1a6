"""The forms in which public clients call QAPI, all read into one value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

import attrs

__all__ = ["LONGEST_BODY", "Question", "form_fields", "is_qapi", "read_json", "read_question"]

LONGEST_BODY: Final = 4_194_304
"""Bytes; 500 orders of a bulk call have some 100,000."""

_MOST_FIELDS: Final = 200
_SERVICE: Final = "gmkt.inc.front.qapiservice"
_KEY_NAMES: Final = ("giosiscertificationkey", "giosis-certification-key")
_OWN: Final = frozenset({"v", "returntype", "method", "key", *_KEY_NAMES, "qapiversion"})


@attrs.frozen
class Question:
    """A call of QAPI, in whichever form it came.

    Attributes:
        method: As the client wrote it, such as `ShippingBasic.GetClaimInfo_V3`; may be empty.
        key: The certification key.
        params: The method's parameters, by their names in lower case.
        xml: Whether the answer is XML; else JSON.
        form: T1 to T5 as in `docs/sandbox.md`, with a `+` for each oddity of T6.
    """

    method: str
    key: str = attrs.field(repr=False)
    params: Mapping[str, str] = attrs.field(repr=False)
    xml: bool
    form: str


def is_qapi(path: str) -> bool:
    """Say whether *path* leads to QAPI, ignoring case and doubled slashes.

    >>> is_qapi("//GMKT.INC.Front.QAPIService/ebayjapan.qapi/Claim.SetCancelProcess")
    True
    """
    parts = _parts(path)
    return len(parts) > 1 and parts[0].casefold() == _SERVICE


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def read_question(
    verb: str, path: str, query: str, headers: Mapping[str, str], body: bytes
) -> Question:
    """Return the call that a request makes. Methods ignore parameters they do not know.

    Args:
        verb: GET or POST.
        path: The path, with its slashes as they came.
        query: The text after the question mark.
        headers: The headers, by their names in lower case.
        body: A form, or nothing.
    """
    in_query = _fields(query)
    in_body = _fields(body.decode("utf-8", "replace"))
    fields = {**in_query, **in_body}
    in_headers = next((headers[name] for name in _KEY_NAMES if name in headers), None)
    key = in_headers or next(
        (fields[name] for name in ("key", *_KEY_NAMES) if fields.get(name)), ""
    )
    in_path = _method_in(path)
    return_type = fields.get("returntype", "").casefold()
    form = _form(verb, in_path, in_headers is not None, "key" in in_body)
    return Question(
        in_path or fields.get("method", ""),
        key,
        {name: value for name, value in fields.items() if name not in _OWN},
        xml="xml" in return_type,
        form=form + ("+//" if path.startswith("//") else ""),
    )


def read_json(text: str | bytes) -> Any:
    """Return the JSON value in *text*, which can be written as JSON again.

    Raises:
        ValueError: It is no JSON, too deep, or has what JSON has not: NaN, an infinity, half of a
            surrogate pair.
    """
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def form_fields(body: bytes) -> dict[str, str]:
    """Return the fields of a page's form; the first of a name counts."""
    return _first(_pairs(body.decode("utf-8", "replace")))


def _fields(text: str) -> dict[str, str]:
    """Return the fields of a call by their names in lower case; the first of a name counts."""
    return _first([(name.strip().casefold(), value) for name, value in _pairs(text)])


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than any client sends
        return []


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found


def _method_in(path: str) -> str:
    """Return the method in `ebayjapan.qapi/X.Y` or, as one client writes it, `X.qapi/Y`."""
    _service, door, *rest = [unquote(part) for part in _parts(path)]
    name = rest[0] if rest else ""
    group = door.casefold().removesuffix(".qapi")
    if name and group != "ebayjapan" and "." not in name:
        return f"{door[: len(group)]}.{name}"
    return name


def _form(verb: str, in_path: str, key_in_header: bool, key_in_body: bool) -> str:
    if verb == "GET":
        return "T3" if in_path else "T2"
    if in_path:
        return "T1"
    return "T5" if key_in_header or not key_in_body else "T4"
