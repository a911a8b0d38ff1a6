"""What commands a sandbox: seeds, acts of buyers, the clock, faults, snapshots, the truth."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any, Final
from urllib.parse import parse_qsl

import attrs
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from ..errors import CancelError, Malformed
from ..order import State
from ..reasons import ReasonKind
from ..snapshot import Claim
from .assumptions import ASSUMPTIONS
from .box import Box, fill
from .faults import Fault
from .lives import live
from .pages import templates
from .shop import NotPossible, Shop

__all__ = ["Control"]

_STATIC: Final = {"pages.css": "text/css; charset=utf-8", "pages.js": "text/javascript"}
_MOST_AT_ONCE: Final = 10_000
_DURATION: Final = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

Json = Any
Handler = Callable[[Shop, Mapping[str, Any]], Json]


class Control:
    """Answers everything under `/_sandbox`.

    Args:
        box: The shops.
        token: What every request brings as `Authorization: Bearer`; None: nothing.
    """

    def __init__(self, box: Box, token: str | None) -> None:
        self._box = box
        self._token = token
        self._templates = templates()

    def answer(self, request: Request, body: bytes) -> Response:
        """Return what is asked for; every error is a JSON document with `error`."""
        path = request.url.path.removeprefix("/_sandbox").strip("/")
        if path.startswith("static/"):
            return _static(path.removeprefix("static/"))
        if not self._may(request):
            return _problem("this sandbox wants its token: Authorization: Bearer …", 401)
        try:
            return self._answer(request, path, body)
        except NotPossible as wrong:
            return JSONResponse({"error": str(wrong), "detail": wrong.detail}, 409)
        except CancelError as wrong:
            return _problem(str(wrong), 422)
        except (KeyError, TypeError, ValueError) as wrong:
            return _problem(f"this is not what is asked for here: {wrong!s:.200}", 422)

    def _may(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return self._token is None or hmac.compare_digest(given.encode(), self._token.encode())

    def _answer(self, request: Request, path: str, body: bytes) -> Response:
        match request.method, path:
            case (("GET" | "HEAD"), ""):
                return self._page(request)
            case (("GET" | "HEAD"), "assumptions"):
                html = self._templates.get_template("assumptions.html")
                return HTMLResponse(html.render(assumptions=ASSUMPTIONS.values()))
            case (("GET" | "HEAD"), "openapi.json"):
                return JSONResponse(openapi())
            case "GET", "shops":
                return JSONResponse([_about(shop) for shop in self._box.shops])
            case "POST", "act":  # the buttons of the page, which are a form of its own
                return self._act(request, body)
            case _:
                return self._route(request, path, body)

    def _route(self, request: Request, path: str, body: bytes) -> Response:
        key = f"{request.method} {path}"
        route = ROUTES.get(key)
        if route is None:
            known = any(name.endswith(f" {path}") for name in ROUTES)
            return _problem("no such method" if known else "no such path", 405 if known else 404)
        data = _json(request, body)
        if key == "POST shops":
            return JSONResponse(self._open(data), 201)
        shop = self._shop(request)
        if route.name in _OF_THE_BOX:
            return JSONResponse(_OF_THE_BOX[route.name](self._box, shop, data))
        return JSONResponse(_OF_A_SHOP[route.name](shop, data))

    def _shop(self, request: Request) -> Shop:
        key = request.headers.get("giosiscertificationkey")
        shops = self._box.shops
        if key is None and len(shops) == 1:
            return shops[0]
        shop = None if key is None else self._box.find(key)
        if shop is None:
            raise Malformed("say which shop by its key, in the header GiosisCertificationKey")
        return shop

    def _open(self, data: Mapping[str, Any]) -> Json:
        shop = self._box.open(
            data.get("key"),
            user_id=data.get("user_id"),
            password=data.get("password"),
            seed=int(data.get("seed", 0)),
        )
        return _about(shop)

    # The page.

    def _page(self, request: Request) -> Response:
        shops = self._box.shops
        first = shops[0] if shops else None
        shop = self._box.find(request.query_params.get("shop", "")) or first
        html = self._templates.get_template("sandbox.html").render(
            shop=shop,
            shops=shops,
            orders=[] if shop is None else shop.all()[-200:],
            journal=[] if shop is None else list(reversed(shop.journal[-20:])),
            base=str(request.base_url).rstrip("/"),
            states=[state.value for state in State if state is not State.REFUSED],
            said=request.query_params.get("said", "")[:300],
        )
        return HTMLResponse(html)

    def _act(self, request: Request, body: bytes) -> Response:
        """Do what a button of the page says. Other sites' forms carry another origin."""
        origin = request.headers.get("origin", "")
        if origin != str(request.base_url).rstrip("/"):
            return PlainTextResponse("this form is on another site", 403)
        fields = _fields(body)
        shop = self._box.find(fields.get("shop", ""))
        if shop is None:
            return PlainTextResponse("no such shop", 404)
        try:
            said = _button(shop, fields)
        except CancelError as wrong:
            said = str(wrong)
        query = request.url.include_query_params(shop=shop.key, said=said).query
        return RedirectResponse(f"/_sandbox/?{query}", 303)


def _fields(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode("utf-8", "replace"), True, max_num_fields=20))


def _button(shop: Shop, fields: Mapping[str, str]) -> str:
    order_no = fields.get("order_no", "")
    match fields.get("do", ""):
        case "request":
            return f"{order_no}: {shop.request_cancel(order_no).value}"
        case "withdraw":
            return f"{order_no}: {shop.withdraw(order_no).value}"
        case "deliver":
            shop.deliver(order_no)
            return f"{order_no}: delivered"
        case "place":
            return f"new order {shop.place(State(fields.get('state', 'new')))}"
        case "step":
            shop.clock.step(_span(fields.get("by", "")))
            shop.all()
            return f"it is {shop.clock():%Y-%m-%d %H:%M} in this shop"
        case "next":
            return f"it is {shop.run_to_next():%Y-%m-%d %H:%M} in this shop"
        case _:
            raise Malformed("no such button")


def _about(shop: Shop) -> Json:
    return {
        "key": shop.key,
        "user_id": shop.user_id,
        "password": shop.password,
        "seed": shop.seed,
        "now": shop.clock().isoformat(),
        "orders": len(shop.entries),
    }


def _json(request: Request, body: bytes) -> Mapping[str, Any]:
    """Return the document of a request; another site's form cannot send one."""
    if request.method not in {"POST", "PUT"}:
        return {}
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Malformed("send JSON, with Content-Type: application/json")
    try:
        data = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Malformed("this is not JSON") from None
    if not isinstance(data, dict):
        raise Malformed("send a JSON object")
    return data


def _problem(words: str, status: int) -> Response:
    return JSONResponse({"error": words}, status)


def _static(name: str) -> Response:
    if name not in _STATIC:
        return PlainTextResponse("no such file", 404)
    file = resources.files(__package__) / "static" / name
    return Response(file.read_bytes(), media_type=_STATIC[name])


def _span(text: str) -> timedelta:
    """Read `30m`, `2h`, `1d`."""
    found = _DURATION.fullmatch(str(text).strip())
    if found is None:
        raise Malformed("a span of time is written 45s, 30m, 2h or 1d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


# What can be told to one shop.


def _orders(shop: Shop, _data: Mapping[str, Any]) -> Json:
    return [shop.truth(entry.order_no) for entry in shop.all()]


def _truth(shop: Shop, data: Mapping[str, Any]) -> Json:
    return shop.truth(str(data["order_no"]))


def _place(shop: Shop, data: Mapping[str, Any]) -> Json:
    count = int(data.get("count", 1))
    if not 1 <= count <= _MOST_AT_ONCE:
        raise Malformed(f"at most {_MOST_AT_ONCE} orders at once")
    state = State(data.get("state", "new"))
    options = {name: data[name] for name in ("reservation", "cart_no") if name in data}
    return {"order_nos": [shop.place(state, **options) for _ in range(count)]}


def _fill(shop: Shop, _data: Mapping[str, Any]) -> Json:
    fill(shop)
    return {"orders": len(shop.entries)}


def _live(shop: Shop, data: Mapping[str, Any]) -> Json:
    seed = int(data.get("seed", shop.seed))
    live(shop, seed, orders=int(data.get("orders", 20)), days=int(data.get("days", 3)))
    return {"seed": seed, "now": shop.clock().isoformat()}


_ACTS: Final[Mapping[str, Callable[[Shop, str, Mapping[str, Any]], object]]] = {
    "pay": lambda shop, no, _data: shop.pay(no),
    "request-cancel": lambda shop, no, data: shop.request_cancel(
        no, str(data.get("reason", "订购取消"))
    ),
    "withdraw": lambda shop, no, _data: shop.withdraw(no),
    "deny-withdrawal": lambda shop, no, _data: shop.deny_withdrawal(no),
    "set-ship-date": lambda shop, no, data: shop.set_ship_date(
        no, date.fromisoformat(data["ship_date"])
    ),
    "refuse": lambda shop, no, data: shop.refuse(
        no, ReasonKind.read(data["reason"]), str(data.get("text", ""))
    ),
    "approve": lambda shop, no, _data: shop.approve(no),
    "ask-withdrawal": lambda shop, no, _data: shop.ask_withdrawal(no),
    "ship": lambda shop, no, data: shop.ship(
        no, str(data.get("carrier", "")), str(data.get("tracking_no", ""))
    ),
    "deliver": lambda shop, no, _data: shop.deliver(no),
    "refund": lambda shop, no, _data: shop.refund(no),
    "find-fake": lambda shop, no, _data: shop.find_fake(no),
    "claim": lambda shop, no, data: shop.open_claim(
        no, Claim(int(data["code"])), str(data.get("reason", ""))
    ),
}
"""What buyers, the seller and Qoo10 can do to one order."""


def _act_on(shop: Shop, data: Mapping[str, Any]) -> Json:
    act = _ACTS.get(str(data["act"]))
    if act is None:
        raise Malformed(f"there are the acts {', '.join(_ACTS)}")
    order_no = str(data["order_no"])
    act(shop, order_no, data)
    return shop.truth(order_no)


def _scenario(shop: Shop, data: Mapping[str, Any]) -> Json:
    """Run a list of steps: place, act, step, set, fault; `$1` is the first order placed."""
    placed: list[str] = []
    for step in list(data["steps"])[:_MOST_AT_ONCE]:
        no = str(step.get("order_no", ""))
        fields = {**step, "order_no": placed[int(no[1:]) - 1] if no.startswith("$") else no}
        if "place" in step:
            placed.append(shop.place(State(step["place"])))
        elif "act" in step:
            _act_on(shop, fields)
        elif "fault" in step:
            shop.faults.add(Fault.from_json(step["fault"]))
        else:
            _tell_clock(shop, step)
    return {"order_nos": placed, "now": shop.clock().isoformat()}


def _tell_clock(shop: Shop, data: Mapping[str, Any]) -> Json:
    if "set" in data:
        shop.clock.set(datetime.fromisoformat(data["set"]))
    if "step" in data:
        shop.clock.step(_span(data["step"]))
    if data.get("next"):
        shop.run_to_next()
    if "running" in data:
        shop.clock.run(running=bool(data["running"]))
    shop.all()
    return _clock(shop, data)


def _clock(shop: Shop, _data: Mapping[str, Any]) -> Json:
    due = shop.next_due()
    return {
        "now": shop.clock().isoformat(),
        "running": shop.clock.running,
        "next_due": None if due is None else due.isoformat(),
    }


def _faults(shop: Shop, _data: Mapping[str, Any]) -> Json:
    return {
        "faults": [fault.as_json() for fault in shop.faults.all()],
        "struck": shop.faults.struck,
    }


def _add_fault(shop: Shop, data: Mapping[str, Any]) -> Json:
    shop.faults.add(Fault.from_json(data))
    return _faults(shop, data)


def _clear_faults(shop: Shop, data: Mapping[str, Any]) -> Json:
    shop.faults.clear()
    return _faults(shop, data)


def _journal(shop: Shop, _data: Mapping[str, Any]) -> Json:
    return [{**attrs.asdict(asked), "at": asked.at.isoformat()} for asked in shop.journal]


def _outbox(shop: Shop, _data: Mapping[str, Any]) -> Json:
    return [{**attrs.asdict(m), "at": m.at.isoformat()} for m in shop.messages]


def _state(shop: Shop, _data: Mapping[str, Any]) -> Json:
    return shop.as_json()


def _load(shop: Shop, data: Mapping[str, Any]) -> Json:
    shop.load(data)
    return _about(shop)


def _switches(shop: Shop, _data: Mapping[str, Any]) -> Json:
    return shop.switches.as_json()


def _choose(shop: Shop, data: Mapping[str, Any]) -> Json:
    for name, choice in data.items():
        shop.choose(name, choice)
    return shop.switches.as_json()


def _save(box: Box, shop: Shop, data: Mapping[str, Any]) -> Json:
    box.save(shop, _name(data))
    return {"saved": _name(data)}


def _restore(box: Box, shop: Shop, data: Mapping[str, Any]) -> Json:
    box.restore(shop, _name(data))
    return _about(shop)


def _fork(box: Box, _shop: Shop, data: Mapping[str, Any]) -> Json:
    return _about(box.fork(_name(data), data.get("key")))


def _close(box: Box, shop: Shop, _data: Mapping[str, Any]) -> Json:
    box.close(shop)
    return {"closed": True}


def _name(data: Mapping[str, Any]) -> str:
    name = data.get("name")
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
    "GET shop/orders": Route("orders", "The truth of every order"),
    "POST shop/orders": Route("place", "Place orders in a state",
                              {"state": "string", "count": "integer", "reservation": "boolean",
                               "cart_no": "string"}),
    "POST shop/truth": Route("truth", "The truth of one order", {"order_no": "string"}),
    "POST shop/fill": Route("fill", "Place an order in every state"),
    "POST shop/live": Route("live", "Random lives from a seed",
                            {"seed": "integer", "orders": "integer", "days": "integer"}),
    "POST shop/acts": Route("act", "Let somebody do something",
                            {"act": "string", "order_no": "string", "reason": "string",
                             "text": "string", "ship_date": "string", "carrier": "string",
                             "tracking_no": "string", "code": "integer"}),
    "POST shop/scenario": Route("scenario", "Run a list of steps", {"steps": "array"}),
    "GET shop/clock": Route("clock", "What time it is, and when something happens next"),
    "POST shop/clock": Route("tell-clock", "Set it, step it, run it to the next due moment",
                             {"set": "string", "step": "string", "next": "boolean",
                              "running": "boolean"}),
    "GET shop/faults": Route("faults", "The faults, and how often they struck"),
    "POST shop/faults": Route("add-fault", "Add a counted fault",
                              {"kind": "string", "method": "string", "nth": "integer",
                               "first": "integer", "since": "string", "until": "string",
                               "chance": "number", "seconds": "number", "code": "integer",
                               "routing": "boolean"}),
    "DELETE shop/faults": Route("clear-faults", "Forget all faults"),
    "GET shop/journal": Route("journal", "The calls of QAPI, without keys"),
    "GET shop/outbox": Route("outbox", "What the buyers were sent"),
    "GET shop/state": Route("state", "The shop as one readable document"),
    "PUT shop/state": Route("load", "Make the shop what such a document says"),
    "GET shop/assumptions": Route("switches", "The choice for every assumption"),
    "PUT shop/assumptions": Route("choose", "Choose", {"A-03": "string"}),
    "POST shop/snapshots": Route("save", "Keep the shop under a name", {"name": "string"}),
    "POST shop/restore": Route("restore", "Put the shop back", {"name": "string"}),
    "POST shop/fork": Route("fork", "Open another shop from a snapshot",
                            {"name": "string", "key": "string"}),
}  # fmt: skip
"""By method and path behind `/_sandbox/`."""

_OF_A_SHOP: Final[Mapping[str, Handler]] = {
    "orders": _orders,
    "place": _place,
    "truth": _truth,
    "fill": _fill,
    "live": _live,
    "act": _act_on,
    "scenario": _scenario,
    "clock": _clock,
    "tell-clock": _tell_clock,
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
_OF_THE_BOX: Final[Mapping[str, Callable[[Box, Shop, Mapping[str, Any]], Json]]] = {
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
        "422": {"description": "This is not what is asked for here"},
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
