"""The commands of the control API: what each one does to a shop."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import attrs

from .._fields import read_day, read_moment
from ..errors import CancelError, Malformed, redacted
from ..order import State
from ..reasons import ReasonKind
from ..snapshot import Claim
from .assumptions import Switches
from .box import Box, fill
from .faults import Fault
from .lives import live
from .orders import NotPossible
from .routes import ROUTES
from .shop import Shop

__all__ = ["BOX_COMMANDS", "SHOP_COMMANDS", "about", "span", "state_of"]

_MOST_AT_ONCE: Final = 10_000
_MOST_LIVES: Final = 1_000
_MOST_DAYS: Final = 100
_DURATION: Final = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

Json = Any
Command = Callable[[Shop, Mapping[str, Any]], Json]


def about(shop: Shop) -> Json:
    """Return a shop's keys, login, time and number of orders."""
    return {
        "key": shop.key,
        "user_id": shop.user_id,
        "password": shop.password,
        "seed": shop.seed,
        "now": shop.clock().isoformat(),
        "orders": len(shop.entries),
    }


def span(text: str) -> timedelta:
    """Return the duration that *text* names, such as `30m`, `2h` or `1d`."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise Malformed("a duration is written 45s, 30m, 2h or 1d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _orders(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return [shop.truth(entry.order_no) for entry in shop.all()]


def _truth(shop: Shop, body: Mapping[str, Any]) -> Json:
    return shop.truth(body["order_no"])


def state_of(text: str) -> State:
    """Return the state that *text* names."""
    try:
        return State(text)
    except ValueError:
        known = ", ".join(state.value for state in State)
        raise Malformed(f"{redacted(text)} is no state; choose one of {known}") from None


def _count(body: Mapping[str, Any], name: str, default: int, most: int) -> int:
    number: int = body.get(name, default)
    if not 1 <= number <= most:
        raise Malformed(f"{name} is a number from 1 to {most}, not {redacted(number)}")
    return number


def _place(shop: Shop, body: Mapping[str, Any]) -> Json:
    count = _count(body, "count", 1, _MOST_AT_ONCE)
    state = state_of(body.get("state", "new"))
    options = {name: body[name] for name in ("reservation", "cart_no") if name in body}
    return {"order_nos": [shop.place(state, **options) for _ in range(count)]}


def _fill(shop: Shop, _body: Mapping[str, Any]) -> Json:
    fill(shop)
    return {"orders": len(shop.entries)}


def _live(shop: Shop, body: Mapping[str, Any]) -> Json:
    seed = body.get("seed", shop.seed)
    orders, days = _count(body, "orders", 20, _MOST_LIVES), _count(body, "days", 3, _MOST_DAYS)
    live(shop, seed, orders=orders, days=days)
    return {"seed": seed, "now": shop.clock().isoformat()}


def _claim(code: int) -> Claim:
    try:
        return Claim(code)
    except ValueError:
        known = ", ".join(f"{claim.value} {claim.name.lower()}" for claim in Claim)
        raise Malformed(f"{redacted(code)} is no claim; choose one of {known}") from None


_ACTS: Final[Mapping[str, Callable[[Shop, str, Mapping[str, Any]], object]]] = {
    "pay": lambda shop, no, _body: shop.pay(no),
    "request-cancel": lambda shop, no, body: shop.request_cancel(
        no, body.get("reason", "订购取消")
    ),
    "withdraw": lambda shop, no, _body: shop.withdraw(no),
    "deny-withdrawal": lambda shop, no, _body: shop.deny_withdrawal(no),
    "set-ship-date": lambda shop, no, body: shop.set_ship_date(no, read_day(body["ship_date"])),
    "refuse": lambda shop, no, body: shop.refuse(
        no, ReasonKind.read(body["reason"]), body.get("text", "")
    ),
    "approve": lambda shop, no, _body: shop.approve(no),
    "ask-withdrawal": lambda shop, no, _body: shop.ask_withdrawal(no),
    "ship": lambda shop, no, body: shop.ship(
        no, body.get("carrier", ""), body.get("tracking_no", "")
    ),
    "deliver": lambda shop, no, _body: shop.deliver(no),
    "refund": lambda shop, no, _body: shop.refund(no),
    "find-fake": lambda shop, no, _body: shop.find_fake(no),
    "claim": lambda shop, no, body: shop.open_claim(
        no, _claim(body["code"]), body.get("reason", "")
    ),
}
"""The acts of buyers, the seller and Qoo10 on one order."""


_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "request-cancel": ("reason",),
    "set-ship-date": ("ship_date",),
    "refuse": ("reason", "text"),
    "ship": ("carrier", "tracking_no"),
    "claim": ("code", "reason"),
}
"""The fields of an act beside the order's number."""


def _act_on(shop: Shop, body: Mapping[str, Any]) -> Json:
    name, order_no = body["act"], body["order_no"]
    act = _ACTS.get(name)
    if act is None:
        raise Malformed(f"this act is unknown; choose one of {', '.join(_ACTS)}")
    try:
        act(shop, order_no, body)
    except KeyError as missing:
        takes = ", ".join(("order_no", *_FIELDS.get(name, ())))
        raise Malformed(f"the act {name} lacks {missing}; it takes {takes}") from None
    return shop.truth(order_no)


def _scenario(shop: Shop, body: Mapping[str, Any]) -> Json:
    """Run a list of steps: place, act, fault, or the clock's; `$1` is the first order placed."""
    placed: list[str] = []
    if len(body["steps"]) > _MOST_AT_ONCE:
        raise Malformed(f"a scenario has {_MOST_AT_ONCE} steps at most")
    for number, step in enumerate(body["steps"], 1):
        done = (
            f"step {number}: "
            if number == 1
            else f"steps 1 to {number - 1} are done; step {number}: "
        )
        try:
            _run_step(shop, step, placed)
        except NotPossible as wrong:
            raise NotPossible(wrong.detail, done + wrong.words) from None
        except CancelError as wrong:
            raise Malformed(f"{done}{wrong}") from None
    return {"order_nos": placed, "now": shop.clock().isoformat()}


def _run_step(shop: Shop, step: Any, placed: list[str]) -> None:
    match step:
        case {"place": str(state), **other} if not other:
            placed.append(shop.place(state_of(state)))
        case {"fault": fault, **other} if not other:
            _do("POST shop/faults", shop, fault)
        case {"act": _}:
            _do(
                "POST shop/acts", shop, {**step, "order_no": _placed(step.get("order_no"), placed)}
            )
        case _:
            _do("POST shop/clock", shop, step)


def _do(route: str, shop: Shop, body: Any) -> None:
    """Do what the body of another call asks, checked as that call checks it."""
    ROUTES[route].check(body)
    SHOP_COMMANDS[ROUTES[route].name](shop, body)


def _placed(order_no: Any, placed: list[str]) -> Any:
    """Return the order that `$1`, `$2` … names; anything else as it is."""
    if not isinstance(order_no, str) or not order_no.startswith("$"):
        return order_no
    for number, known in enumerate(placed, 1):
        if order_no == f"${number}":
            return known
    raise Malformed(f"{redacted(order_no)} is no order that was placed before; {len(placed)} were")


def _change_clock(shop: Shop, body: Mapping[str, Any]) -> Json:
    at = read_moment(body["set"]) if "set" in body else None
    by = span(body["step"]) if "step" in body else None
    if at is not None:
        shop.clock.set(at)
    if by is not None:
        shop.clock.step(by)
    if body.get("next"):
        shop.run_to_next()
    if "running" in body:
        shop.clock.run(running=body["running"])
    shop.all()
    return _clock(shop, body)


def _clock(shop: Shop, _body: Mapping[str, Any]) -> Json:
    due = shop.next_due()
    return {
        "now": shop.clock().isoformat(),
        "running": shop.clock.running,
        "next_due": None if due is None else due.isoformat(),
    }


def _faults(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return {
        "faults": [fault.as_json() for fault in shop.faults.all()],
        "struck": shop.faults.struck,
    }


def _add_fault(shop: Shop, body: Mapping[str, Any]) -> Json:
    shop.faults.add(Fault.from_json(body))
    return _faults(shop, body)


def _clear_faults(shop: Shop, body: Mapping[str, Any]) -> Json:
    shop.faults.clear()
    return _faults(shop, body)


def _journal(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return [{**attrs.asdict(asked), "at": asked.at.isoformat()} for asked in shop.journal]


def _outbox(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return [{**attrs.asdict(m), "at": m.at.isoformat()} for m in shop.messages]


def _state(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return shop.as_json()


def _load(shop: Shop, body: Mapping[str, Any]) -> Json:
    shop.load(body)
    return about(shop)


def _switches(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return shop.switches.as_json()


def _choose(shop: Shop, body: Mapping[str, Any]) -> Json:
    Switches(body)  # all or none
    for name, choice in body.items():
        shop.choose(name, choice)
    return shop.switches.as_json()


def _save(box: Box, shop: Shop, body: Mapping[str, Any]) -> Json:
    box.save(shop, _name(body))
    return {"saved": _name(body)}


def _restore(box: Box, shop: Shop, body: Mapping[str, Any]) -> Json:
    box.restore(shop, _name(body))
    return about(shop)


def _fork(box: Box, _shop: Shop, body: Mapping[str, Any]) -> Json:
    return about(box.fork(_name(body), body.get("key")))


def _close(box: Box, shop: Shop, _body: Mapping[str, Any]) -> Json:
    box.close(shop)
    return {"closed": True}


def _name(body: Mapping[str, Any]) -> str:
    name: str = body["name"]
    if not 1 <= len(name) <= 100:  # noqa: PLR2004
        raise Malformed("a snapshot has a name of 1 to 100 characters")
    return name


SHOP_COMMANDS: Final[Mapping[str, Command]] = {
    "orders": _orders,
    "place": _place,
    "truth": _truth,
    "fill": _fill,
    "live": _live,
    "act": _act_on,
    "scenario": _scenario,
    "clock": _clock,
    "change-clock": _change_clock,
    "faults": _faults,
    "add-fault": _add_fault,
    "clear-faults": _clear_faults,
    "journal": _journal,
    "outbox": _outbox,
    "state": _state,
    "load": _load,
    "switches": _switches,
    "choose": _choose,
}
BOX_COMMANDS: Final[Mapping[str, Callable[[Box, Shop, Mapping[str, Any]], Json]]] = {
    "save": _save,
    "restore": _restore,
    "fork": _fork,
    "close": _close,
}
