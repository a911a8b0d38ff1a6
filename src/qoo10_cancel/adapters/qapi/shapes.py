"""The shapes of QAPI's answers, without their values: to be kept and compared."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

import attrs

from ...errors import Malformed
from ...messages import Problem
from ...snapshot import Claim, Shipping
from .calls import Answer, Call
from .errors import Unanswered
from .keys import SellerKey, without
from .operations import Procedure
from .windows import windows

__all__ = ["Difference", "capture", "compare"]

_FORMAT: Final = 1
_MOST_LOOKUPS: Final = 3
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
_CLASSES: Final = (
    ("empty", re.compile(r"\s*")),
    ("moment", re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("slashed-day", re.compile(r"\d{4}/\d\d/\d\d")),
    ("digits", re.compile(r"\d+")),
    ("labelled", re.compile(r"[A-Za-z ]*\(\d{1,3}\)")),
    ("phone", re.compile(r"\+\d[\d-]+")),
    ("decimal", re.compile(r"-?\d+\.\d+")),
)
_SILENT: Final = frozenset({"empty", "null"})
"""Classes that tell nothing about a field that is filled in."""

Shape = dict[str, Any]


class _Fields:
    """Collects the shapes of the fields of several objects."""

    def __init__(self) -> None:
        self._types: defaultdict[str, set[str]] = defaultdict(set)
        self._classes: defaultdict[str, set[str]] = defaultdict(set)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, row: Mapping[Any, Any]) -> None:
        for key, value in row.items():
            plain = isinstance(key, str) and _NAME.fullmatch(key)
            name = key if plain else "(no plain name)"  # it may be anybody's
            kind, length = _class_of(value)
            self._types[name].add(_type_of(value))
            self._classes[name].add(kind)
            if length is not None:
                self._lengths[name].add(length)

    def shape(self) -> Shape:
        return {name: self._field(name) for name in sorted(self._types)}

    def _field(self, name: str) -> Shape:
        field: Shape = {
            "types": sorted(self._types[name]),
            "classes": sorted(self._classes[name]),
        }
        if lengths := self._lengths[name]:
            field["lengths"] = [min(lengths), max(lengths)]
        return field


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "integer", float: "number", list: "array", dict: "object"}
    return names[type(value)]


def _class_of(value: object) -> tuple[str, int | None]:
    """Return the class of a value, and its length where that is no data of anybody's."""
    if not isinstance(value, str):
        if isinstance(value, int) and not isinstance(value, bool):
            return "whole", len(str(abs(value))) if abs(value) < 10**20 else None
        return _type_of(value), None
    for name, pattern in _CLASSES:
        if pattern.fullmatch(value):
            return name, len(value) if name in {"moment", "day", "digits"} else None
    return "text", None


class _Method:
    """Collects the answers of one method."""

    def __init__(self) -> None:
        self._envelope, self._rows = _Fields(), _Fields()
        self._results: set[str] = set()

    def add(self, reply: Any) -> list[Mapping[Any, Any]]:
        """Add an answer and return its rows."""
        if not isinstance(reply, Mapping):
            self._results.add("no object")
            return []
        head = {k: v for k, v in reply.items() if not _is_result(k)}
        self._envelope.add(head)
        rows: list[Mapping[Any, Any]] = []
        for key, value in reply.items():
            if _is_result(key):
                self._results.add(_type_of(value))
                rows += [row for row in _listed(value) if isinstance(row, Mapping)]
        for row in rows:
            self._rows.add(row)
        return rows

    def shape(self) -> Shape:
        return {
            "envelope": self._envelope.shape(),
            "result": sorted(self._results),
            "row": self._rows.shape(),
        }


def _is_result(key: object) -> bool:
    return str(key).casefold() == "resultobject"


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def capture(
    key: SellerKey, since: datetime, until: datetime, clock: datetime
) -> Procedure[dict[str, Any]]:
    """Call every method that changes nothing, and return the shapes of the answers.

    Names of fields, types, classes of values (a moment, digits, a label with a number, a text
    …) and the lengths of numbers and dates: no value, and no count of orders.
    """
    methods: dict[str, _Method] = {}
    numbers: dict[str, None] = {}
    for call in _calls(since, until):
        for row in (yield from _look(methods, call, key)):
            numbers |= {str(row[name]): None for name in row if _is_order_no(name)}
    for order_no in list(numbers)[:_MOST_LOOKUPS] or ["1"]:
        one = Call("ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2", {"OrderNo": order_no})
        yield from _look(methods, one, key)
    return {
        "format": _FORMAT,
        "taken_on": clock.date().isoformat(),
        "methods": {name: method.shape() for name, method in sorted(methods.items())},
    }


def _is_order_no(name: object) -> bool:
    return str(name).casefold() == "orderno"


def _look(
    methods: dict[str, _Method], call: Call, key: SellerKey
) -> Procedure[list[Mapping[Any, Any]]]:
    answer = yield call
    if answer is None:
        answer = Answer(0, b"")
    try:
        reply = json.loads(without(answer.body, key))
    except (ValueError, RecursionError):
        why = Problem("qapi-not-ours")
        raise Unanswered(call.method, why, status=answer.status) from None
    return methods.setdefault(call.method, _Method()).add(reply)


def _calls(since: datetime, until: datetime) -> Iterator[Call]:
    for window in windows(since, until):
        start, end = window.text
        old = {"search_Sdate": start, "search_Edate": end, "search_condition": "1"}
        new = {"SearchStartDate": start, "SearchEndDate": end, "SearchCondition": "1"}
        for status in map(str, range(1, len(Shipping) + 1)):
            yield Call("ShippingBasic.GetShippingInfo_v3", {"ShippingStatus": status, **new})
            yield Call("ShippingBasic.GetShippingInfo_v2", {"ShippingStat": status, **old})
        for claim in Claim:
            yield Call("ShippingBasic.GetClaimInfo_V3", {"ClaimStat": str(claim.value), **old})


@attrs.frozen
class Difference:
    """Where two captures disagree.

    Attributes:
        method: The method whose answers differ.
        field: The field; `ResultObject` for the result itself.
        what: The difference, in one sentence.
    """

    method: str
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.method}, {self.field}: {self.what}"


def compare(real: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    """Return where the capture *other* disagrees with the capture *real*.

    A field that was empty in one of them says nothing about its type there.

    Raises:
        Malformed: *real* or *other* is not a capture.

    >>> row = {"types": ["string"], "classes": ["digits"]}
    >>> one, two = ({"format": 1, "methods": {"M": {"envelope": {}, "result": ["array"],
    ...             "row": {name: row}}}} for name in ("orderNo", "OrderNumber"))
    >>> [str(found) for found in compare(one, two)]
    ['M, orderNo: is missing; perhaps it is called OrderNumber', 'M, OrderNumber: is not known']
    """
    ours, theirs = _methods(other), _methods(real)
    found: list[Difference] = []
    for name in theirs:
        if name not in ours:
            found.append(Difference(name, "ResultObject", "the method was not asked"))
            continue
        mine, yours = ours[name], theirs[name]
        for part in ("envelope", "row"):
            if mine[part] and yours[part]:
                found += _fields(name, yours[part], mine[part])
        filled = [set(shape["result"]) - _SILENT for shape in (mine, yours)]
        if all(filled) and not filled[0] & filled[1]:
            found.append(
                Difference(name, "ResultObject", _changed(yours["result"], mine["result"]))
            )
    return found


def _methods(document: Any) -> Mapping[str, Any]:
    try:
        if document["format"] != _FORMAT:
            raise Malformed(
                "this capture was written by another release; take it again with this one"
            )
        methods: Mapping[str, Any] = document["methods"]
        for shape in methods.values():
            for part in ("envelope", "row"):
                for field in shape[part].values():
                    _ = field["types"], field["classes"]
            _ = shape["result"]
    except (KeyError, TypeError, AttributeError):
        raise Malformed("this is not a capture of QAPI's answers") from None
    return methods


def _fields(method: str, real: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    found = []
    unknown = [name for name in other if name not in real]
    for name, field in real.items():
        if name not in other:
            near = _near(name, unknown)
            what = "is missing" + (f"; perhaps it is called {near}" if near else "")
            found.append(Difference(method, name, what))
            continue
        for part in ("types", "classes"):
            one, two = (set(shape[part]) - _SILENT for shape in (field, other[name]))
            if one and two and not one & two:
                found.append(Difference(method, name, _changed(one, two)))
                break
    return [*found, *(Difference(method, name, "is not known") for name in unknown)]


def _near(name: str, others: Iterable[str]) -> str | None:
    folded = {other.casefold(): other for other in others}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _changed(real: Iterable[str], other: Iterable[str]) -> str:
    return f"is {' or '.join(sorted(real))} there, and {' or '.join(sorted(other))} here"
