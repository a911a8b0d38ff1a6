"""Any request at all: no server's error but one that a fault asks for, and no after-effect.

The requests go to the application without a socket between, so that an error shows its cause.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urlencode

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import State
from qoo10_cancel.reasons import ReasonKind
from qoo10_cancel.sandbox import ASSUMPTIONS, FaultKind, Shop, ShopClock, fill
from qoo10_cancel.sandbox.app import application
from qoo10_cancel.sandbox.box import API_KEY, Box
from qoo10_cancel.sandbox.commands import _ACTS
from qoo10_cancel.sandbox.methods import KEY_METHOD, METHODS
from qoo10_cancel.sandbox.pages import _PATHS
from qoo10_cancel.sandbox.routes import ROUTES, Route

from .conftest import NOON

KEY = "any-key"
SERVICE = "/GMKT.INC.Front.QAPIService/ebayjapan.qapi"
FIRST = 698016773
JSON = ("content-type", "application/json")
FORM = ("content-type", "application/x-www-form-urlencoded")


@attrs.frozen
class Asked:
    """A request as it reaches the application."""

    verb: str
    path: str
    query: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Site:
    """A sandbox with one full shop, somebody logged in, and no network."""

    def __init__(self) -> None:
        self.box = Box()
        self.shop = self.box.open(KEY, user_id="me", password="me", clock=ShopClock(NOON))  # noqa: S106
        fill(self.shop)
        self.app = application(self.box)
        self.cookie = self.token = ""
        self._loop = asyncio.Runner()

    def close(self) -> None:
        """End the loop in which the application runs."""
        self._loop.close()

    def login(self) -> None:
        """Log in, and find the token of the forms."""
        form = urlencode({"txtLoginID": "me", "txtLoginPwd": "me"}).encode()
        _, headers, _ = self.ask(Asked("POST", _PATHS["login"], headers=(FORM,), body=form))
        self.cookie = headers[b"set-cookie"].decode().partition(";")[0]
        _, _, page = self.ask(Asked("GET", _PATHS["home"]))
        self.token = re.findall(rb'name="token" value="([^"]+)"', page)[0].decode()

    def ask(self, asked: Asked) -> tuple[int, Mapping[bytes, bytes], bytes]:
        """Return status, headers and body of the answer; status 0: the connection was closed."""
        named = [("host", "127.0.0.1"), ("cookie", self.cookie), *asked.headers]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": asked.verb, "path": asked.path, "raw_path": asked.path.encode(),
            "root_path": "", "query_string": asked.query, "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in named],
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": asked.body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        try:
            self._loop.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        except ConnectionResetError:  # how a fault hangs up where there is no connection
            return 0, {}, b""
        return sent[0]["status"], dict(sent[0]["headers"]), b"".join(m["body"] for m in sent[1:])

    def check(self, asked: Asked) -> None:
        """Ask; an error of the server's is a fault that struck."""
        struck = self.shop.faults.struck
        status, headers, body = self.ask(asked)
        assert 200 <= status < 500 or self.shop.faults.struck > struck, (status, body[:300])
        if headers.get(b"content-type") == b"application/json":
            json.loads(body or b"null", parse_constant=pytest.fail)

    def check_all_answers(self) -> None:
        """Look at everything that shows something: nothing sent before has spoiled it."""
        self.shop.faults.clear()
        self.login()
        key = ("giosiscertificationkey", KEY)
        for route in ROUTES:
            verb, _, path = route.partition(" ")
            if verb == "GET":
                assert self.ask(Asked(verb, f"/_sandbox/{path}", headers=(key,)))[0] == 200, route
        for path in ("/_sandbox/", "/_sandbox/assumptions", "/_sandbox/shops"):
            assert self.ask(Asked("GET", path))[0] == 200, path
        for name, path in _PATHS.items():
            assert self.ask(Asked("GET", path))[0] == (404 if name == "logout" else 200), path
        for query in ("list=refused", "tab=shipping", "tab=done", "filter=DELAY"):
            for path in (_PATHS["claims"], _PATHS["delivery"]):
                assert self.ask(Asked("GET", path, query.encode()))[0] == 200, (path, query)
        for entry in self.shop.all()[:40]:
            query = f"order_no={entry.order_no}".encode()
            assert self.ask(Asked("GET", _PATHS["claims"], query))[0] == 200, entry
        period = {"search_Sdate": "20220701", "search_Edate": "20220831"}
        days = {"SearchStartDate": "20220701", "SearchEndDate": "20220831"}
        calls = [("GetClaimInfo_V3", period)]
        calls += [("GetShippingInfo_v3", {**days, "ShippingStatus": str(n)}) for n in range(1, 6)]
        for kind in ("json", "xml"):
            for method, fields in calls:
                form = urlencode({**fields, "returnType": kind}).encode()
                path = f"{SERVICE}/ShippingBasic.{method}"
                status, _, body = self.ask(Asked("POST", path, b"", (key, FORM), form))
                assert (status, b"SUCCESS" in body) == (200, True), (method, fields, body[:300])


# What is sent.

texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
numbers = st.integers(-5, 5) | st.sampled_from([10**6, 10**30, -(10**30)]) | st.floats()
scalars = st.none() | st.booleans() | numbers | texts
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts | st.just("act"), inner, max_size=3)
    ),
    max_leaves=8,
)
order_nos = st.sampled_from([str(FIRST + n) for n in range(18)] + ["$1", "$9", "", "1", "9" * 20])
moments = st.sampled_from(
    ["2022-08-13", "2022-08-13T00:00:00+09:00", "2022-08-10 09:00", "1970-01-01T00:00:00+14:00",
     "2199-12-31T23:59:59+09:00", "9998-12-31T23:59:59+09:00", "0001-01-01T00:00:00+14:00",
     "9999-12-31", "2022-08-15", "20220815", "soon", ""]
)  # fmt: skip
POOL: Mapping[str, st.SearchStrategy[Any]] = {
    "act": st.sampled_from([*_ACTS, "fly"]),
    "order_no": order_nos,
    "state": st.sampled_from([state.value for state in State] + ["flying"]),
    "reason": st.sampled_from([kind.value for kind in ReasonKind]) | texts,
    "kind": st.sampled_from([kind.value for kind in FaultKind] + ["earthquake"]),
    "method": st.sampled_from(["SetSendingInfo", "GetClaimInfo_V3", ""]),
    "code": st.integers(-1, 20),
    "ship_date": moments,
    "set": moments,
    "since": moments,
    "until": moments,
    "step": st.sampled_from(["1h", "45s", "999999d", "99999d", "1w", "-1h", "１h", ""]),
    "seconds": st.sampled_from([0, 0.0, -1, 601, 1e300]),
    "chance": st.sampled_from([0.5, 1, 0, -1]),
    "name": st.sampled_from(["a", "b", "", "n" * 101]),
    "count": st.integers(0, 3),
    "orders": st.integers(0, 5),
    "days": st.integers(0, 2),
    "cart_no": st.sampled_from(["249960001", "x", ""]),
    "key": st.sampled_from([KEY, "other", "", "鍵", "a b"]),
    "tracking_no": st.sampled_from(["412345678901", " ", "0" * 51, "\n"]),
    **dict.fromkeys(
        ASSUMPTIONS, st.sampled_from(sorted({c for a in ASSUMPTIONS.values() for c in a.choices}))
    ),
}


@st.composite
def bodies(draw: st.DrawFn, route: Route) -> Any:
    """Draw a body for a call: mostly of its fields, with values that nearly fit."""
    if route.name == "load":
        return draw(changed_states())
    if route.name == "scenario":
        return {"steps": draw(st.lists(steps() | documents, max_size=4) | documents)}
    body: dict[str, Any] = {}
    for name in route.body:
        if name in route.needs or draw(st.booleans()):
            fits = POOL.get(name, texts)
            body[name] = draw(fits if draw(st.integers(0, 4)) else documents)
    if body.get("kind") == "slow":
        body["seconds"] = 0
    return body


@st.composite
def steps(draw: st.DrawFn) -> Any:
    """Draw a step of a scenario."""
    kind = draw(st.sampled_from(["place", "act", "fault", "clock"]))
    if kind == "place":
        return {"place": draw(POOL["state"])}
    if kind == "fault":
        return {"fault": draw(bodies(ROUTES["POST shop/faults"]))}
    return draw(bodies(ROUTES["POST shop/acts" if kind == "act" else "POST shop/clock"]))


SHOP = Shop("k", clock=ShopClock(NOON))
fill(SHOP)
FULL = SHOP.as_json()
DELIVERED = next(entry.order_no for entry in SHOP.all() if entry.state is State.DELIVERED)


@st.composite
def changed_states(draw: st.DrawFn) -> Any:
    """Draw the state of a shop with some places in it changed, removed or doubled."""
    state: Any = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(0, 2))):
        here: Any = state
        while True:
            names = sorted(here) if isinstance(here, dict) else range(len(here))
            name: Any = draw(st.sampled_from(list(names)))
            inner = here[name]
            if not isinstance(inner, dict | list) or not inner or not draw(st.integers(0, 4)):
                break
            here = inner
        match draw(st.integers(0, 3)):
            case 0:
                del here[name]
            case 1 if isinstance(here, list):
                here.append(inner)
            case _:
                near = [inner + 1, -inner] if type(inner) is int else [moments, order_nos]
                wild = st.sampled_from(near) if type(inner) is int else st.one_of(*near)
                here[name] = draw(documents | wild)
        if not state:
            break
    return state


@st.composite
def commands(draw: st.DrawFn) -> Asked:
    """Draw a call of the control API."""
    place = draw(st.sampled_from(sorted(ROUTES)))
    verb, _, path = place.partition(" ")
    key = draw(st.sampled_from([KEY, KEY, KEY, KEY, "other"]))
    headers = (("giosiscertificationkey", key), JSON)
    body = json.dumps(draw(bodies(ROUTES[place]) | documents)).encode()
    return Asked(verb, f"/_sandbox/{path}", b"", headers, body)


@st.composite
def buttons(draw: st.DrawFn) -> Asked:
    """Draw a form of the control page."""
    form = {
        "shop": draw(POOL["key"]),
        "do": draw(st.sampled_from(BUTTONS)),
        "order_no": draw(order_nos),
        "state": draw(POOL["state"]),
        "by": draw(POOL["step"]),
    }  # fmt: skip
    headers = (("origin", "http://127.0.0.1"), FORM)
    return Asked("POST", "/_sandbox/act", b"", headers, urlencode(form).encode())


BUTTONS = ["request", "withdraw", "deliver", "place", "step", "next", "x"]
NAMES = [
    "OrderNo", "ContrNo", "EstShipDt", "DelayType", "DelayMemo", "ShippingCorp", "TrackingNo",
    "ShippingStat", "ShippingStatus", "ClaimStat", "search_Sdate", "search_Edate",
    "search_condition", "SearchStartDate", "SearchEndDate", "SearchCondition", "CancelReason",
    "SellerMemo", "user_id", "pwd", "returnType", "key", "method", "SendPlanDtInfoJson",
    "ShippingInfoJson",
]  # fmt: skip
cells = st.sampled_from(
    ["", "0", "1", "2", "3", "4", "5", "20220801", "20220831", "20220831235959", "99991231",
     "00010101", "99981231235959", "me", KEY, API_KEY, "text/xml", "9" * 21, "あ" * 2000, "\ud7ff"]
)  # fmt: skip


@st.composite
def bulk(draw: st.DrawFn) -> str:
    """Draw the JSON field of a bulk call."""
    names = st.sampled_from([*NAMES[:7], "x"])
    row = st.dictionaries(names, order_nos | cells | documents, max_size=4)
    return json.dumps(draw(st.lists(row | documents, max_size=4) | documents))


@st.composite
def calls(draw: st.DrawFn) -> Asked:
    """Draw a call of QAPI, in any form."""
    method = draw(st.sampled_from([*METHODS, KEY_METHOD, "ShippingBasic.X", "X", "", "../a b%"]))
    known = draw(st.dictionaries(st.sampled_from(NAMES), cells | order_nos, max_size=6))
    if "Bulk" in method:
        name = "SendPlanDtInfoJson" if "Seller" in method else "ShippingInfoJson"
        known[name] = draw(bulk())
    form = urlencode({"key": KEY, **known}, errors="replace").encode()
    headers = (("giosiscertificationkey", draw(st.sampled_from([KEY, API_KEY]))), FORM)
    if draw(st.booleans()):
        return Asked("POST", f"{SERVICE}/{method}", b"", headers, form)
    verb = draw(st.sampled_from(["GET", "POST", "HEAD", "BREW"]))
    path = draw(st.sampled_from([SERVICE, f"/{SERVICE}", f"{SERVICE}/{method}", f"{SERVICE}/%ff"]))
    return Asked(verb, path, form + b"&method=" + method.encode(), headers[:1], form)


@st.composite
def pages(draw: st.DrawFn) -> Asked:
    """Draw a look at a page, or one of its forms."""
    path = draw(
        st.sampled_from([*_PATHS.values(), "/gmkt.inc.gsm.web", "/gmkt.inc.gsm.web/x", "/"])
    )
    query = {
        "lang": draw(st.sampled_from(["ja", "zh", "xx", ""])),
        "list": draw(st.sampled_from(["", "1", "refused", "99"])),
        "tab": draw(st.sampled_from(["paid", "done", "x"])),
        "page": draw(st.sampled_from(["0", "1", "99999", "-1", "x"])),
        "order_no": draw(order_nos),
    }
    form = {
        "token": "TOKEN",
        "order_no": draw(order_nos),
        "action": draw(
            st.sampled_from(["refuse", "approve", "ask-withdrawal", "set-date", "ship", "x"])
        ),
        "reason": draw(st.sampled_from(["", "other", "shipped", "x"])),
        "confirmed": draw(st.sampled_from(["0", "1"])),
        "text": draw(st.sampled_from(["", "あ" * 30, "\x00", "x" * 9000])),
        "ship_date": draw(moments),
        "carrier": draw(st.sampled_from(["佐川急便", "\n", "x" * 300])),
        "tracking_no": draw(POOL["tracking_no"]),
    }
    verb = draw(st.sampled_from(["GET", "POST", "POST", "HEAD", "PUT"]))
    return Asked(verb, path, urlencode(query).encode(), (FORM,), urlencode(form).encode())


words = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=12)
strange = st.builds(
    Asked,
    verb=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW"]),
    path=st.text(max_size=20).map(lambda text: f"/{text}")
    | st.sampled_from(["*", "//", "/_sandbox/static/../x", "/_sandbox/shop/orders/", "/_sandboxx"])
    | st.sampled_from([f"/_sandbox/{route.partition(' ')[2]}" for route in ROUTES]),
    query=st.binary(max_size=20),
    headers=st.lists(
        st.tuples(
            st.sampled_from(["giosiscertificationkey", "cookie", "accept-language", "origin",
                             "authorization", "content-type", "host"]), words
        ), max_size=3,
    ).map(tuple),
    body=st.binary(max_size=30),
)  # fmt: skip
anything = st.lists(commands() | calls() | buttons() | pages() | strange, min_size=1, max_size=6)


def send_all(requests: list[Asked]) -> None:
    """Send *requests* to a full sandbox, and look at everything afterwards."""
    with closing(Site()) as site:
        site.login()
        for asked in requests:
            body = asked.body.replace(b"token=TOKEN", f"token={site.token}".encode())
            site.check(attrs.evolve(asked, body=body))
            site.box._shops = {KEY: site.shop}  # opened ones are closed, a closed one is opened
        site.check_all_answers()


class TestAnyRequest:
    """Each request is answered below 500, unless a fault asks for more; then all still answers."""

    @given(requests=anything)
    def test_no_error_of_the_server(self, requests: list[Asked]) -> None:
        """Of the control API, of QAPI, of the pages, of anything else, one after the other."""
        send_all(requests)

    @given(state=changed_states())
    def test_a_state_that_is_loaded_can_be_shown(self, state: Any) -> None:
        """Changed by hand in any place, it is refused whole or works."""
        key = ("giosiscertificationkey", KEY)
        body = json.dumps(state).encode()
        send_all([Asked("PUT", "/_sandbox/shop/state", b"", (key, JSON), body)])


def command(path: str, **body: Any) -> Asked:
    """Return a call of the control API."""
    headers = (("giosiscertificationkey", KEY), JSON)
    return Asked("POST", f"/_sandbox/shop/{path}", b"", headers, json.dumps(body).encode())


class TestBrokenBrothers:
    """A sandbox that checks less is found out, at once or by what it shows afterwards."""

    @pytest.mark.parametrize(
        ("left_out", "asked"),
        [
            ("control.read_json", command("acts", act="claim", order_no=DELIVERED, code=6,
                                          reason="\ud800")),
            ("routes.Route.check", command("scenario", steps="0")),
            ("routes.Route.check", command("orders", count="1")),
        ],
    )  # fmt: skip
    def test_found_out(self, monkeypatch: pytest.MonkeyPatch, left_out: str, asked: Asked) -> None:
        """Without a check, the request that it is there for."""
        send_all([asked])
        brother = json.loads if left_out.endswith("json") else lambda *_: None
        monkeypatch.setattr(f"qoo10_cancel.sandbox.{left_out}", brother)

        with pytest.raises(Exception):  # noqa: B017, PT011  whatever it is
            send_all([asked])
