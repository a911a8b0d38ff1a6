"""Hypothesis strategies for every value of the core, at home around the edges that matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from ..events import (
    EVENTS,
    By,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Event,
    EvidenceAdded,
    Retraction,
    ShipDateSet,
    Shipment,
)
from ..findings import LIFTABLE
from ..japan import JST, day_of, midnight
from ..machine import next_move
from ..order import (
    NO_EVIDENCE,
    NO_PURCHASE,
    PENDING,
    SENT,
    Duty,
    Evidence,
    Order,
    Purchase,
    Request,
    State,
)
from ..policy import Policy
from ..reasons import ReasonKind, RefusalReason
from ..snapshot import Claim, Shipping, Snapshot

__all__ = [
    "EVERYTHING_LIFTED",
    "days",
    "duties",
    "events",
    "events_of",
    "evidences",
    "fit_refusals",
    "moments",
    "odd_orders",
    "order_numbers",
    "orders",
    "policies",
    "poor_texts",
    "proofs",
    "purchases",
    "reasons",
    "requests",
    "retractions",
    "snapshots",
    "texts",
    "turns",
    "zones",
]

EVERYTHING_LIFTED: Final = Policy(planned_day=False, lift=LIFTABLE)
"""The most that a policy can let through; only the manual's own words are left."""

_DAY: Final = timedelta(days=1)
_FIRST: Final = date(2022, 8, 9)  # three days before the manual's example


# Time. What is drawn often is made once: building a strategy takes longer than drawing from it.


_FEW: Final = st.integers(0, 10)
_ANY_DAY: Final = st.dates(date(1971, 1, 1), date(9990, 12, 31))
_ANY_ZONE: Final = st.one_of(
    st.just(JST),
    st.just(UTC),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
_ANY_CLOCK: Final = st.one_of(
    st.sampled_from(
        (
            time(0, 0),
            time(0, 0, 0, 1),
            time(9, 0),  # midnight in UTC
            time(12, 0),
            time(14, 59, 59, 999999),
            time(18, 0),
            time(23, 0),
            time(23, 59, 30),
            time(23, 59, 59, 999999),
        )
    ),
    st.times(),
)


@st.composite
def days(draw: st.DrawFn, *, first: date | None = None, wide: bool = False) -> date:
    """Draw days in Japan: a handful of neighbours, so that they meet; any year when *wide*.

    With *first* none is earlier than it, and all lie within the next few days.
    """
    if wide:
        return draw(_ANY_DAY)
    return (first or _FIRST) + draw(_FEW) * _DAY


def zones() -> st.SearchStrategy[tzinfo]:
    """Draw time zones of whole and odd offsets; Japan's the most often."""
    return _ANY_ZONE


@st.composite
def moments(
    draw: st.DrawFn, *, not_before: datetime | None = None, wide: bool = False
) -> datetime:
    """Draw aware moments in any time zone, mostly at the edges of days in Japan.

    With *not_before* none is earlier than it, and all lie within the next few days.
    """
    first = None if not_before is None else day_of(not_before)
    day = draw(_ANY_DAY) if wide else (first or _FIRST) + draw(_FEW) * _DAY
    moment = datetime.combine(day, draw(_ANY_CLOCK), JST)
    if not_before is not None:
        moment = max(moment, not_before)
    return moment.astimezone(draw(_ANY_ZONE))


_DAYS: Final = days()
_MOMENTS: Final = moments()


# Words and numbers.


def order_numbers() -> st.SearchStrategy[str]:
    """Draw order numbers: of the usual nine and ten digits, and of any length allowed."""
    usual = st.sampled_from(("76206", "698016773", "1062428737", "1206890757"))
    return st.one_of(usual, st.text("0123456789", min_size=1, max_size=20))


_FIT: Final = (
    "ご注文の商品は検品と梱包を終えて発送済みですので、キャンセルをお受けできません。",
    "商品はすでに運送会社へ引き渡し、お届け先へ輸送中のため、取り消しを承ることができません。",
    "お名前を刻印する受注製作の品で、すでに製作を始めておりますので、取り消しをお受けできません。",
    "梱包と送り状の貼り付けまで発送準備が完了しているため、ご注文の取り消しをお受けできません。",
)

_POOR: Final = (
    "",
    "　\n ",
    "発送済みです",
    "商品は本日発送済みのため、取り消しをお受けできませんのでご",  # 29 characters
    "您好，您的订单已经打包完成并且交给了快递公司，所以现在无法再为您取消，请您谅解。",
    "This order has been packed and handed to the carrier, so it cannot be cancelled.",
    "입고가 늦어지고 있어 발송까지 시간이 걸리오니 취소는 받아 드릴 수 없는 점 양해 바랍니다.",
)


def texts() -> st.SearchStrategy[str]:
    """Draw texts that may be sent as the explanation of 其他."""
    return st.sampled_from(_FIT)


def poor_texts() -> st.SearchStrategy[str]:
    """Draw texts that do not explain 其他: empty, too short, not Japanese."""
    return st.sampled_from(_POOR)


def _lines(longest: int) -> st.SearchStrategy[str]:
    outbox_entries = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
    return st.text(outbox_entries, max_size=longest).filter(str.isprintable)


def reasons(kind: ReasonKind | None = None) -> st.SearchStrategy[RefusalReason]:
    """Draw reasons of one kind, or of any and none, with fit texts, poor ones and any others."""
    kinds = st.sampled_from((*ReasonKind, None)) if kind is None else st.just(kind)
    any_text = st.one_of(texts(), poor_texts(), st.text(max_size=60))
    notes = st.sampled_from(("", "運送会社の遅れです"))
    return st.builds(RefusalReason, kinds, any_text, notes)


# What is known of an order.


_CARRIERS: Final = ("ヤマト運輸", "佐川急便", "日本郵便", "Qxpress")
_TRACKED: Final = st.sampled_from(
    (None, "412098765433", "EA987654321JP", "111111111111", "1234567890", "x")
)


_FLAGS: Final = st.none() | st.booleans()
_MAYBE_DAY: Final = st.none() | _DAYS
_MAYBE_MOMENT: Final = st.none() | _MOMENTS
_EVIDENCES: Final = st.one_of(
    st.just(NO_EVIDENCE),
    st.builds(Evidence, prepared_at=_MOMENTS, made_to_order=_FLAGS),
    st.builds(
        Evidence,
        carrier=st.none() | st.sampled_from(_CARRIERS) | _lines(20),
        tracking_no=_TRACKED,
        handed_over_at=_MAYBE_MOMENT,
        origin=st.none() | st.just("韓国"),
        prepared_at=_MAYBE_MOMENT,
        pickup_on=_MAYBE_DAY,
        made_to_order=_FLAGS,
        started_on=_MAYBE_DAY,
        processed_on=_MAYBE_DAY,
        contacted_on=_MAYBE_DAY,
        sent_on=_MAYBE_DAY,
        bundled=_FLAGS,
        perishable=_FLAGS,
    ),
)


def evidences() -> st.SearchStrategy[Evidence]:
    """Draw any evidence, from none to everything."""
    return _EVIDENCES


def proofs(kind: ReasonKind, *, at: datetime) -> st.SearchStrategy[Evidence]:
    """Draw evidence that supports the reason *kind* at the moment *at* (QC-09)."""
    before = st.integers(0, 72).map(lambda hours: at - timedelta(hours=hours))
    match kind:
        case ReasonKind.SHIPPED:
            parcel = st.builds(
                Evidence, carrier=st.sampled_from(_CARRIERS), tracking_no=st.just("412098765433")
            )
            return st.one_of(parcel, st.builds(Evidence, handed_over_at=before))
        case ReasonKind.PREPARED:
            return st.builds(Evidence, prepared_at=before)
        case ReasonKind.MADE_TO_ORDER:
            return st.just(Evidence(made_to_order=True))
        case _:
            return st.just(Evidence())


def purchases(**known: Any) -> st.SearchStrategy[Purchase]:
    """Draw purchases; a field named in *known* has that value."""
    drawn: dict[str, st.SearchStrategy[Any]] = {
        "cart_no": st.none() | st.just("249960001"),
        "ordered_at": _MAYBE_MOMENT,
        "paid_at": _MAYBE_MOMENT,
        "reservation": _FLAGS,
    }
    drawn.update({name: st.just(value) for name, value in known.items()})
    return st.builds(Purchase, **drawn)


_RETURNS: Final = tuple(s for s in State if s not in PENDING and s is not State.REFUSED)


def requests(
    *, came_from: State | None = None, at: datetime | None = None
) -> st.SearchStrategy[Request]:
    """Draw cancel requests that came from one state, or from any a request can come from."""
    return st.builds(
        Request,
        _MOMENTS if at is None else st.just(at),
        st.sampled_from(_RETURNS) if came_from is None else st.just(came_from),
        st.sampled_from(("", "订购取消")),
    )


@st.composite
def duties(draw: st.DrawFn, *, started_at: datetime | None = None, met: bool = False) -> Duty:
    """Draw duties that end with the day of their refusal; when *met*, shipped since."""
    start = draw(_MOMENTS) if started_at is None else started_at
    duty = Duty.of(start)
    if not met:
        return duty
    met_at = draw(moments(not_before=start))
    return attrs.evolve(duty, met_at=met_at, missed=met_at >= duty.due)


_ASKABLE: Final = (State.NEW, State.SCHEDULED, State.AWAITING_SHIPMENT)
_PURCHASES: Final = st.one_of(st.just(NO_PURCHASE), purchases())
_NUMBERS: Final = order_numbers()


@st.composite
def orders(draw: st.DrawFn, state: State | None = None) -> Order:
    """Draw orders that hold together: a pending one has a request, an awaiting one a duty."""
    state = draw(st.sampled_from(State)) if state is None else state
    last_at = draw(_MOMENTS)
    asked = state in PENDING or state is State.CANCELLING
    was = draw(st.sampled_from(_ASKABLE)) if asked else state
    ended = state in SENT or state is State.CANCELLED
    refused = was in (State.REFUSED, State.AWAITING_SHIPMENT) or (ended and draw(st.booleans()))
    met = state in SENT
    waits = refused and state is not State.REFUSED
    return Order(
        draw(_NUMBERS),
        state,
        _ship_date(draw, was, last_at),
        draw(_PURCHASES),
        draw(_EVIDENCES),
        Request(last_at, was) if asked else None,
        last_at if refused else None,
        draw(duties(started_at=last_at, met=met)) if waits else None,
        last_at,
        draw(st.integers(1, 9)),
    )


def _ship_date(draw: st.DrawFn, was: State, last_at: datetime) -> date | None:
    today, few = day_of(last_at), draw(_FEW) * _DAY
    match was:
        case State.NEW:
            return None
        case State.SCHEDULED:
            return today + _DAY + few
        case State.SHIPPING_DELAYED:
            return today - _DAY - few
        case _:
            return draw(st.sampled_from((None, today - _DAY + few)))


_ODD_ORDERS: Final = st.builds(
    Order,
    _NUMBERS,
    st.sampled_from(State),
    _MAYBE_DAY,
    _PURCHASES,
    _EVIDENCES,
    st.none() | requests(),
    _MAYBE_MOMENT,
    st.none() | st.builds(Duty, _MOMENTS, _MOMENTS, _MAYBE_MOMENT, st.booleans(), _MAYBE_MOMENT),
    _MAYBE_MOMENT,
    st.integers(0, 2**40),
)


def odd_orders() -> st.SearchStrategy[Order]:
    """Draw any order that the class admits, whether or not it could come about."""
    return _ODD_ORDERS


# What happens.


@st.composite
def fit_refusals(draw: st.DrawFn, *, at: datetime) -> CancelRefusal:
    """Draw refusals at the moment *at* to which no rule about the reason objects."""
    kind = draw(st.sampled_from(ReasonKind))
    text = draw(texts() if kind is ReasonKind.OTHER else st.just("") | texts())
    proof = draw(proofs(kind, at=at))
    return CancelRefusal(at, RefusalReason(kind, text), proof, confirmed=True)


_PARTS: Final[Mapping[type[Event], Mapping[str, st.SearchStrategy[Any]]]] = {
    CancelRequest: {"reason": st.sampled_from(("", "订购取消"))},
    ShipDateSet: {"ship_date": _DAYS},
    EvidenceAdded: {"evidence": _EVIDENCES},
    CancelRefusal: {"reason": reasons(), "evidence": _EVIDENCES, "confirmed": st.booleans()},
    Shipment: {"carrier": st.none() | st.sampled_from(_CARRIERS), "tracking_no": _TRACKED},
    Cancellation: {"cause": st.sampled_from(("", "在庫切れ"))},
}
_ACTORS: Final = st.sampled_from((None, "佐藤"))


def events_of(cls: type[Event], *, at: datetime | date | None = None) -> st.SearchStrategy[Event]:
    """Draw events of one class, at *at* or at any moment or day."""
    when = st.one_of(_MOMENTS, _DAYS) if at is None else st.just(at)
    whole = st.builds(cls, at=when, actor=_ACTORS, **_PARTS.get(cls, {}))
    if cls is not CancelRefusal:
        return whole
    if at is None:
        return st.one_of(whole, _MOMENTS.flatmap(lambda moment: fit_refusals(at=moment)))
    moment = at if isinstance(at, datetime) else midnight(at)
    fit = fit_refusals(at=moment).map(lambda refusal: attrs.evolve(refusal, at=at))
    return st.one_of(whole, fit)


def events(
    *, kind: By | None = None, at: datetime | date | None = None
) -> st.SearchStrategy[Event]:
    """Draw any event that may be given to `decide`, or those that one party causes."""
    classes = [cls for cls in EVENTS if kind in (None, cls.by)]
    return st.one_of(*(events_of(cls, at=at) for cls in classes))


def retractions() -> st.SearchStrategy[Retraction]:
    """Draw retractions of anything that may have been recorded."""
    classes = [cls for cls in EVENTS if cls.letter is not None]
    return st.builds(
        Retraction,
        _MOMENTS,
        actor=st.just("佐藤"),
        what=st.sampled_from(classes),
        when=st.none() | _MOMENTS | _DAYS,
        note=st.just("取り違え"),
    )


@st.composite
def turns(draw: st.DrawFn, order: Order, policy: Policy) -> datetime:
    """Draw moments at, just before and just after the next move that *order* makes by itself."""
    move = next_move(order, policy)
    if move is None:
        return draw(_MOMENTS)
    return move.moment + timedelta(microseconds=draw(st.integers(-1, 1)))


def policies() -> st.SearchStrategy[Policy]:
    """Draw policies: the default, everything lifted, and any mixture of switches."""
    leads = st.lists(st.timedeltas(timedelta(minutes=1), 2 * _DAY), max_size=3)
    mixed = st.builds(
        Policy,
        planned_day=st.booleans(),
        lift=st.frozensets(st.sampled_from(sorted(LIFTABLE, key=lambda rule: rule.code))),
        duty_reminders=leads,
        request_reminders=leads,
        short_duty=st.timedeltas(timedelta(0), _DAY),
    )
    return st.one_of(st.just(Policy()), st.just(EVERYTHING_LIFTED), mixed)


# What Qoo10 shows.


_TOLD: Final = st.one_of(st.none(), _MOMENTS, _DAYS)


def snapshots(order_no: str | None = None) -> st.SearchStrategy[Snapshot]:
    """Draw any snapshot, of any order or of one: every pair of codes, dates that fit or not."""
    return st.builds(
        Snapshot,
        _NUMBERS if order_no is None else st.just(order_no),
        _MOMENTS,
        st.none() | st.sampled_from(Shipping),
        st.none() | st.sampled_from(Claim),
        st.booleans(),
        st.booleans(),
        _MAYBE_DAY,
        _PURCHASES,
        _TOLD,
        st.sampled_from(("", "订购取消")),
        _TOLD,
        _TOLD,
        _TOLD,
        st.none() | st.sampled_from(_CARRIERS),
        _TRACKED,
        _MAYBE_MOMENT,
    )
