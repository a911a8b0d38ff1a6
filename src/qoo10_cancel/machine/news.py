"""News of what has happened: in order one step of the table, late the timeline folded again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import attrs

from ..decision import Allowed, Denied, RuleBroken, Step
from ..errors import Malformed, redacted
from ..events import CancelRequest, Event, Origin, Retraction, ShipDateSet
from ..findings import Finding, Rule, Severity
from ..notices import Channel, Notice, NoticeKind, is_obsolete
from ..order import NO_LOOKS, Looks, Order, State
from ..policy import DEFAULT_POLICY, Policy
from .course import Course
from .doors import check, check_order, decided
from .engine import look_up, trigger
from .erasure import as_erased
from .fold import Fold, folded
from .looks import looked_at
from .rules import moments_run_forward
from .timeline import inserted, is_known, is_next, packed, retracted, tellings
from .unanswered import questions

__all__ = ["record", "refolded", "retract"]


def record(
    order: Order, event: Event, policy: Policy = DEFAULT_POLICY, *, newest: Looks = NO_LOOKS
) -> Allowed:
    """Accept a fact: *event* has happened, at Qoo10 or by a person's click, whenever it was.

    Nothing that really happened is denied: what `decide` would object to comes back as
    warnings, duties start, notices are made. News that comes late is put where it belongs, and
    the order is made again from all that is known. What is known already comes back
    without a step.

    Args:
        order: The order before.
        event: What has happened.
        policy: The switches.
        newest: When each source was last looked at; see `observe`.

    Raises:
        Malformed: An argument is not what it should be.

    >>> delayed = Order("698016773", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11))
    >>> clicked = record(delayed, CancelRefusal(noon, RefusalReason("prepared"), confirmed=True))
    >>> clicked.order.state.value, sorted({w.rule.code for w in clicked.warnings})
    ('awaiting_shipment', ['QC-02', 'QC-03', 'QC-09'])
    """
    check(order, event, policy)
    if event.automatic:
        return _moved(order, event, policy)
    event = as_erased(order, event)
    if is_known(order, packed(event)):
        return Allowed(order, (), (), (_KNOWN,))
    if is_next(looked_at(order, newest), event) and not _may_be_another_telling(order, event):
        decision = decided(order, event, policy, trigger)
        if isinstance(decision, Allowed) and not _is_only_inferred(decision.order, event):
            return _asking(decision, newest)
    return _asking(learn(order, event, policy, newest), newest)


def _asking(allowed: Allowed, newest: Looks) -> Allowed:
    """Return *allowed* with the newest looks on record, where they raise a question."""
    looked = looked_at(allowed.order, newest)
    if looked is allowed.order or questions(looked) == questions(allowed.order):
        return allowed
    *steps, last = allowed.steps
    return attrs.evolve(allowed, order=looked, steps=(*steps, attrs.evolve(last, became=looked)))


def _may_be_another_telling(order: Order, event: Event) -> bool:
    """Return whether *event* may be another telling of a fact, so that only a fold can say."""
    if event.origin is Origin.SEEN and isinstance(event, ShipDateSet):
        return True
    letters = _OTHER_TELLINGS.get(event.letter or "")
    if letters is None or (isinstance(event, CancelRequest) and event.origin is Origin.HERE):
        return False
    return any(code[0] in letters for code, _at, _detail in tellings(order.timeline))


_OTHER_TELLINGS: Final = {"r": "r", "s": "s", "v": "v", "m": "mc", "c": "mc"}
"""The letters of the events that may tell of the same fact, by an event's own letter."""


def _is_only_inferred(after: Order, event: Event) -> bool:
    """Return whether a request, as the table has it, was refunded at once."""
    return (
        isinstance(event, CancelRequest)
        and after.state is State.CANCELLED
        and (event.open or after.looks.unsent_at is not None)
    )


def _moved(order: Order, move: Event, policy: Policy) -> Allowed:
    """Take a move of the clock that is handed in: once when it is due, else not at all."""
    course = Course(order, policy)
    course.advance(move.moment, trigger)
    if not course.includes(move):
        course.judge(move)
        course.found = [found.as_warning() for found in course.found]
    return course.allowed()


def learn(order: Order, event: Event, policy: Policy, newest: Looks) -> Allowed:
    """Put *event* where it belongs on the timeline, and make the order again."""
    telling = packed(event)
    news = attrs.evolve(
        looked_at(order, newest),
        timeline=inserted(order.timeline, telling),
        base=order if order.base is None else order.base,
    )
    until = event.moment if order.last_at is None else max(order.last_at, event.moment)
    after = folded(news, policy, trigger, until, (telling, event))
    late = [f.as_warning() for f in moments_run_forward(order, event, policy)]
    return _became(order, event, after, policy, (*after.news, *late))


def refolded(order: Order, look: Event, looks: Looks, policy: Policy) -> Allowed:
    """Make *order* again, since *look* has shown what contradicts it: *looks*."""
    looking = attrs.evolve(order, looks=looks)
    after = folded(looking, policy, trigger, order.last_at)
    return _became(order, look, after, policy, ())


def _became(
    order: Order, event: Event, after: Fold, policy: Policy, warnings: Iterable[Finding]
) -> Allowed:
    """Return the order that *after* has come to as one step from *order*."""
    version = order.version + 1
    now = attrs.evolve(
        after.order,
        version=version,
        last_at=_latest(order.last_at, after.order.last_at),
        looks=after.looks,
    )
    step = Step(event, order.state, now.state, version, now)
    was_told = order.base is not None
    before = folded(order, policy, look_up, order.last_at).notices if was_told else []
    notices = tuple(_to_tell(before, after.notices, now, event))
    return Allowed(now, (step,), notices, _distinct(warnings))


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)


def _distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    distinct: list[Finding] = []
    for found in findings:
        if found not in distinct:
            distinct.append(found)
    return tuple(distinct)


_KNOWN: Final = Finding(Rule.MOMENTS_RUN_FORWARD, "known", Severity.WARNING)


# Whom to notify of what is new, and of what was announced and is not so.

_SET_RIGHT: Final = (
    NoticeKind.DUTY_MISSED,
    NoticeKind.DELAYED,
    NoticeKind.REFUNDED,
    NoticeKind.REQUEST,
)
"""What nobody would find out by itself, once it has been announced and was not so."""


def _to_tell(
    before: list[Notice], after: list[Notice], order: Order, event: Event
) -> Iterator[Notice]:
    old, new = (Counter((n.kind, n.channel) for n in accounts) for accounts in (before, after))
    for kind, channel in dict.fromkeys((n.kind, n.channel) for n in after):
        if new[kind, channel] > old[kind, channel]:
            last = next(n for n in reversed(after) if (n.kind, n.channel) == (kind, channel))
            if not is_obsolete(last, order, order.last_at or last.at):
                yield _about(last, order)
    for kind in _SET_RIGHT:
        fewer = old[kind, Channel.SELLER] > new[kind, Channel.SELLER]
        if fewer and not _is_another_kind_of_request(kind, old, new):
            last = next(n for n in reversed(before) if n.kind is kind)
            yield _set_right(last, order, event)


def _is_another_kind_of_request(
    kind: NoticeKind,
    old: Counter[tuple[NoticeKind, Channel]],
    new: Counter[tuple[NoticeKind, Channel]],
) -> bool:
    """Return whether another notice tells of the request, such as that of its refund."""
    if kind is not NoticeKind.REQUEST:
        return False
    kinds = (NoticeKind.REQUEST, NoticeKind.REFUNDED)
    return sum(old[k, Channel.SELLER] for k in kinds) <= sum(new[k, Channel.SELLER] for k in kinds)


def _about(notice: Notice, order: Order) -> Notice:
    key = f"{order.order_no}:{order.version}:{notice.kind.value}:{notice.channel.value}"
    return attrs.evolve(notice, key=key, version=order.version)


def _set_right(notice: Notice, order: Order, event: Event) -> Notice:
    kind = NoticeKind.SET_RIGHT
    what = notice.kind.value
    key = f"{order.order_no}:{order.version}:{kind.value}.{what}:{notice.channel.value}"
    params = {**notice.params, "what": what, "told_at": notice.at.isoformat()}
    return Notice(
        key, kind, notice.channel, order.order_no, order.version, event.moment, None, params
    )


# Taking back.


def retract(
    order: Order,
    retraction: Retraction,
    policy: Policy = DEFAULT_POLICY,
    *,
    newest: Looks = NO_LOOKS,
) -> Allowed:
    """Take back what was recorded here and did not happen; what followed from it goes with it.

    The tellings stay on the timeline, marked, so that the same file imported again does not
    bring them back.

    Args:
        order: The order before.
        retraction: What is taken back.
        policy: The switches.
        newest: When each source was last looked at; see `observe`.

    Raises:
        RuleBroken: Nothing like it was recorded here, or Qoo10 itself shows it (QC-22).
        Malformed: An argument is not what it should be.

    >>> wrong = record(Order("1", State.SCHEDULED), Shipment(noon)).order
    >>> right = retract(wrong, Retraction(noon, what=Shipment, note="mixed up", actor="Li"))
    >>> right.order.state.value
    'scheduled'
    """
    check_order(order, policy)
    if not isinstance(retraction, Retraction):
        raise Malformed(f"a fact is taken back by a Retraction, not {redacted(retraction)}")
    timeline, shown = retracted(order.timeline, retraction)
    params = {"actor": retraction.actor, "event": retraction.what.__name__}
    rule = Rule.MOMENTS_RUN_FORWARD
    found = Finding(rule, "shown-by-platform", Severity.VIOLATION, params)
    if timeline == order.timeline:
        none = Finding(rule, "not-recorded", Severity.VIOLATION, params)
        raise RuleBroken(Denied(order, retraction, (found if shown else none,), ()))
    left = attrs.evolve(looked_at(order, newest), timeline=timeline)
    after = folded(left, policy, trigger, order.last_at)
    warnings = (found.as_warning(),) if shown else ()
    done = Finding(rule, "retracted", Severity.WARNING, params)
    return _became(order, retraction, after, policy, (done, *warnings))
