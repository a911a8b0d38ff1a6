"""The commands of a sandbox: what each one does to a shop, and the routes that lead to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import attrs

from ..errors import Malformed
from ..order import State
from ..reasons import ReasonKind
from ..snapshot import Claim
from .box import Box, fill
from .faults import Fault
from .lives import live
from .shop import Shop

__all__ = ["BOX_COMMANDS", "ROUTES", "SHOP_COMMANDS", "about", "openapi", "span"]

_MOST_AT_ONCE: Final = 10_000
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
    found = _DURATION.fullmatch(str(text).strip())
    if found is None:
        raise Malformed("a duration is written 45s, 30m, 2h or 1d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _orders(shop: Shop, _body: Mapping[str, Any]) -> Json:
    return [shop.truth(entry.order_no) for entry in shop.all()]


def _truth(shop: Shop, body: Mapping[str, Any]) -> Json:
    return shop.truth(str(body["order_no"]))


def _place(shop: Shop, body: Mapping[str, Any]) -> Json:
    count = int(body.get("count", 1))
    if not 1 <= count <= _MOST_AT_ONCE:
        raise Malformed(f"at most {_MOST_AT_ONCE} orders at once")
    state = State(body.get("state", "new"))
    options = {name: body[name] for name in ("reservation", "cart_no") if name in body}
    return {"order_nos": [shop.place(state, **options) for _ in range(count)]}


def _fill(shop: Shop, _body: Mapping[str, Any]) -> Json:
    fill(shop)
    return {"orders": len(shop.entries)}


def _live(shop: Shop, body: Mapping[str, Any]) -> Json:
    seed = int(body.get("seed", shop.seed))
    live(shop, seed, orders=int(body.get("orders", 20)), days=int(body.get("days", 3)))
    return {"seed": seed, "now": shop.clock().isoformat()}


_ACTS: Final[Mapping[str, Callable[[Shop, str, Mapping[str, Any]], object]]] = {
    "pay": lambda shop, no, _body: shop.pay(no),
    "request-cancel": lambda shop, no, body: shop.request_cancel(
        no, str(body.get("reason", "订购取消"))
    ),
    "withdraw": lambda shop, no, _body: shop.withdraw(no),
    "deny-withdrawal": lambda shop, no, _body: shop.deny_withdrawal(no),
    "set-ship-date": lambda shop, no, body: shop.set_ship_date(
        no, date.fromisoformat(body["ship_date"])
    ),
    "refuse": lambda shop, no, body: shop.refuse(
        no, ReasonKind.read(body["reason"]), str(body.get("text", ""))
    ),
    "approve": lambda shop, no, _body: shop.approve(no),
    "ask-withdrawal": lambda shop, no, _body: shop.ask_withdrawal(no),
    "ship": lambda shop, no, body: shop.ship(
        no, str(body.get("carrier", "")), str(body.get("tracking_no", ""))
    ),
    "deliver": lambda shop, no, _body: shop.deliver(no),
    "refund": lambda shop, no, _body: shop.refund(no),
    "find-fake": lambda shop, no, _body: shop.find_fake(no),
    "claim": lambda shop, no, body: shop.open_claim(
        no, Claim(int(body["code"])), str(body.get("reason", ""))
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
    act = _ACTS.get(str(body["act"]))
    if act is None:
        raise Malformed(f"this act is unknown; choose one of {', '.join(_ACTS)}")
    order_no = str(body["order_no"])
    try:
        act(shop, order_no, body)
    except KeyError as missing:
        takes = ", ".join(("order_no", *_FIELDS.get(str(body["act"]), ())))
        raise Malformed(f"the act {body['act']} lacks {missing}; it takes {takes}") from None
    return shop.truth(order_no)


def _scenario(shop: Shop, body: Mapping[str, Any]) -> Json:
    """Run a list of steps: place, act, step, set, fault; `$1` is the first order placed."""
    placed: list[str] = []
    for step in list(body["steps"])[:_MOST_AT_ONCE]:
        no = str(step.get("order_no", ""))
        fields = {**step, "order_no": placed[int(no[1:]) - 1] if no.startswith("$") else no}
        if "place" in step:
            placed.append(shop.place(State(step["place"])))
        elif "act" in step:
            _act_on(shop, fields)
        elif "fault" in step:
            shop.faults.add(Fault.from_json(step["fault"]))
        else:
            _change_clock(shop, step)
    return {"order_nos": placed, "now": shop.clock().isoformat()}


def _change_clock(shop: Shop, body: Mapping[str, Any]) -> Json:
    if "set" in body:
        shop.clock.set(datetime.fromisoformat(body["set"]))
    if "step" in body:
        shop.clock.step(span(body["step"]))
    if body.get("next"):
        shop.run_to_next()
    if "running" in body:
        shop.clock.run(running=bool(body["running"]))
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
    name = body.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:  # noqa: PLR2004
        raise Malformed("a snapshot has a name of 1 to 100 characters")
    return name


@attrs.frozen
class Route:
    """One call of the control API."""

    name: str
    about: str
    body: Mapping[str, str] = attrs.field(factory=dict)


ROUTES: Final[Mapping[str, Route]] = {
    "POST shops": Route("open", "Open a shop", {"key": "string", "user_id": "string",
                                                 "password": "string", "seed": "integer"}),
    "DELETE shop": Route("close", "Close a shop"),
    "GET shop/orders": Route("orders", "The true state of every order"),
    "POST shop/orders": Route("place", "Place orders in a state",
                              {"state": "string", "count": "integer", "reservation": "boolean",
                               "cart_no": "string"}),
    "POST shop/truth": Route("truth", "The true state of one order", {"order_no": "string"}),
    "POST shop/fill": Route("fill", "Place an order in every state"),
    "POST shop/live": Route("live", "Random lives from a seed",
                            {"seed": "integer", "orders": "integer", "days": "integer"}),
    "POST shop/acts": Route("act", "Let a buyer, the seller or Qoo10 act on an order",
                            {"act": "string", "order_no": "string", "reason": "string",
                             "text": "string", "ship_date": "string", "carrier": "string",
                             "tracking_no": "string", "code": "integer"}),
    "POST shop/scenario": Route("scenario", "Run a list of steps", {"steps": "array"}),
    "GET shop/clock": Route("clock", "The shop's time, and when something happens next"),
    "POST shop/clock": Route("change-clock", "Set it, step it, run it to the next due moment",
                             {"set": "string", "step": "string", "next": "boolean",
                              "running": "boolean"}),
    "GET shop/faults": Route("faults", "The faults, and how often they struck"),
    "POST shop/faults": Route("add-fault", "Add a counted fault",
                              {"kind": "string", "method": "string", "nth": "integer",
                               "first": "integer", "since": "string", "until": "string",
                               "chance": "number", "seconds": "number", "code": "integer",
                               "routing": "boolean"}),
    "DELETE shop/faults": Route("clear-faults", "Remove every fault"),
    "GET shop/journal": Route("journal", "The calls of QAPI, without keys"),
    "GET shop/outbox": Route("outbox", "The messages to the buyers"),
    "GET shop/state": Route("state", "The shop as one readable document"),
    "PUT shop/state": Route("load", "Load the shop from such a document"),
    "GET shop/assumptions": Route("switches", "The choice for every assumption"),
    "PUT shop/assumptions": Route("choose", "Set the choice for assumptions", {"A-03": "string"}),
    "POST shop/snapshots": Route("save", "Keep the shop under a name", {"name": "string"}),
    "POST shop/restore": Route("restore", "Set the shop back to a snapshot", {"name": "string"}),
    "POST shop/fork": Route("fork", "Open another shop from a snapshot",
                            {"name": "string", "key": "string"}),
}  # fmt: skip
"""The routes by their method and path under `/_sandbox/`."""

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


def openapi() -> Json:
    """Return the description of the control API, made from its routes."""
    key = {
        "name": "GiosisCertificationKey",
        "in": "header",
        "schema": {"type": "string"},
        "description": "Which shop; not needed while there is only one.",
    }
    answers = {
        "200": {"description": "Done"},
        "201": {"description": "Opened"},
        "401": {"description": "The token is missing"},
        "409": {"description": "Qoo10 does not let this happen to the order as it stands"},
        "422": {"description": "The request does not fit"},
    }
    paths: dict[str, dict[str, Json]] = {}
    for place, route in ROUTES.items():
        verb, _, path = place.partition(" ")
        call: dict[str, Json] = {
            "operationId": route.name,
            "summary": route.about,
            "parameters": [key],
            "responses": answers,
        }
        if verb in {"POST", "PUT"}:
            fields = {name: {"type": kind} for name, kind in route.body.items()}
            schema = {"type": "object", "properties": fields}
            call["requestBody"] = {"content": {"application/json": {"schema": schema}}}
        paths.setdefault(f"/_sandbox/{path}", {})[verb.lower()] = call
    info = {"title": "The sandbox of qoo10_cancel; not Qoo10", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths}
