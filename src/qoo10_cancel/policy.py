"""What nobody states, as switches with cautious defaults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

import attrs

from ._fields import a_line, is_a
from .errors import Malformed, redacted
from .findings import LIFTABLE, OTHER_MIN_CHARS, Rule
from .japan import end_of, midnight

__all__ = ["DEFAULT_POLICY", "RULES_VERSION", "Policy", "TextPolicy"]

RULES_VERSION: Final = "1"
"""The version of the rules in this library; stored with every decision."""


_LONGEST_LEAD: Final = timedelta(days=366)


def _count(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if type(value) is not int or value <= 0:
        raise Malformed(f"{field.name} must be a whole number above 0, not {redacted(value)}")


def _share(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        raise Malformed(f"{field.name} must be a share above 0 and up to 1, not {redacted(value)}")


def _span(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, timedelta) or not timedelta(0) <= value <= _LONGEST_LEAD:
        raise Malformed(f"{field.name} must be a time of 0 up to 366 days, not {value!s:.40}")


@attrs.frozen
class TextPolicy:
    """The numbers by which a free text is judged; lengths in characters unless stated otherwise.

    Attributes:
        min_chars: Content length that 其他 needs (manual 3.4).
        max_units: Longest form length, in UTF-16 code units. Qoo10's limit is not known.
        raw_ceiling: Above this many UTF-16 code units a text is not looked at any further.
        min_kana: Kana that Japanese has at least.
        min_japanese_letters: Kana and Japanese Han together, at least.
        min_kana_share: Share of kana among kana, Han and Hangul, at least.
        max_lines: More lines than this are warned about.
        url_is_violation: Deny links instead of warning about them.
        version: Name of this set of numbers, stored with every decision.
    """

    min_chars: int = attrs.field(default=OTHER_MIN_CHARS, validator=_count)
    max_units: int = attrs.field(default=1000, validator=_count)
    raw_ceiling: int = attrs.field(default=8192, validator=_count)
    min_kana: int = attrs.field(default=5, validator=_count)
    min_japanese_letters: int = attrs.field(default=12, validator=_count)
    min_kana_share: float = attrs.field(default=0.10, validator=_share)
    max_lines: int = attrs.field(default=10, validator=_count)
    url_is_violation: bool = attrs.field(default=False, validator=is_a(bool))
    version: str = attrs.field(default="1", validator=a_line)


def _leads(values: Iterable[timedelta]) -> tuple[timedelta, ...]:
    try:
        leads = tuple(values)
    except TypeError:
        raise Malformed(
            f"lead times are several, as (timedelta(hours=6),), not {values!s:.40}"
        ) from None
    for lead in leads:
        if not isinstance(lead, timedelta) or not timedelta(0) < lead <= _LONGEST_LEAD:
            raise Malformed(
                f"a reminder's lead time is over 0 and up to 366 days, not {lead!s:.40}"
            )
    return tuple(sorted(set(leads), reverse=True))


def _rule(value: Rule | str) -> Rule:
    try:
        return Rule(value)
    except ValueError:
        raise Malformed(f"{redacted(value)} is no rule; a code reads as QC-19") from None


def _liftable(values: Iterable[Rule | str]) -> frozenset[Rule]:
    if isinstance(values, str):
        raise Malformed(
            f"lift takes several rules or codes, as {{'QC-19'}}, not {redacted(values)}"
        )
    try:
        given = list(values)
    except TypeError:
        raise Malformed(f"lift takes several rules or codes, not {redacted(values)}") from None
    rules = frozenset(map(_rule, given))
    if stuck := sorted(rule.code for rule in rules - LIFTABLE):
        may = ", ".join(sorted(rule.code for rule in LIFTABLE))
        raise Malformed(f"{', '.join(stuck)} cannot be lifted; only {may} can")
    return rules


@attrs.frozen(slots=False)
class Policy:
    """What nobody states, as switches with cautious defaults.

    Attributes:
        planned_day: The planned day itself is still in time. One switch for QC-03, QC-18,
            `observe` and the outlook. Nobody says on which midnight 运送延期 begins.
        lift: Rules that only warn: a subset of QC-03, QC-09, QC-11, QC-19, as rules or codes.
        text: The numbers for free text (QC-05 … QC-09).
        duty_reminders: How long before the end of a duty to remind the seller (QC-12).
        request_reminders: How long before an open request can no longer be refused to remind
            the seller (QC-03, QC-18).
        short_duty: A refusal that leaves less than this until midnight is warned about (QC-12).

    >>> Policy(lift={"QC-19"}).lift
    frozenset({<Rule.PENDING_IS_NOT_SHIPPED: 'QC-19'>})
    """

    planned_day: bool = attrs.field(default=True, validator=is_a(bool))
    lift: frozenset[Rule] = attrs.field(default=frozenset(), converter=_liftable)
    text: TextPolicy = attrs.field(factory=TextPolicy, validator=is_a(TextPolicy))
    duty_reminders: tuple[timedelta, ...] = attrs.field(
        default=(timedelta(hours=6), timedelta(hours=1)), converter=_leads
    )
    request_reminders: tuple[timedelta, ...] = attrs.field(
        default=(timedelta(hours=15), timedelta(hours=3)), converter=_leads
    )
    short_duty: timedelta = attrs.field(default=timedelta(hours=2), validator=_span)

    def lapse_of(self, ship_date: date) -> datetime:
        """Return the first moment at which *ship_date* has passed (QC-03, QC-18).

        >>> Policy().lapse_of(date(2022, 8, 15)).isoformat()
        '2022-08-16T00:00:00+09:00'
        >>> Policy(planned_day=False).lapse_of(date(2022, 8, 15)).isoformat()
        '2022-08-15T00:00:00+09:00'
        """
        return end_of(ship_date) if self.planned_day else midnight(ship_date)

    def refusable_until(self, ship_date: date | None) -> datetime | None:
        """Return when QC-03 begins to forbid a refusal; None when no date is known, or never.

        >>> Policy().refusable_until(date(2022, 8, 15)).isoformat()
        '2022-08-16T00:00:00+09:00'
        """
        if ship_date is None or Rule.PLANNED_DATE_AHEAD in self.lift:
            return None
        return self.lapse_of(ship_date)

    @cached_property
    def version(self) -> str:
        """Name the rules and these switches: what a stored decision was made under.

        >>> Policy().version == Policy().version != Policy(planned_day=False).version
        True
        """
        import hashlib  # noqa: PLC0415  it brings OpenSSL along, and few ask

        text = repr(attrs.asdict(self, recurse=False, value_serializer=_spoken))
        return f"{RULES_VERSION}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _spoken(_owner: object, _field: object, value: object) -> object:
    return sorted(rule.code for rule in value) if isinstance(value, frozenset) else value


DEFAULT_POLICY: Final = Policy()
"""The cautious one."""
