"""J·QSM's pages as the manual shows them; every page says that it is a rehearsal."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import attrs
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ..errors import CancelError, Malformed, MissingExtra, UnknownLanguage
from ..messages import language
from ..reasons import ReasonKind
from ..snapshot import Claim
from .assumptions import ASSUMPTIONS
from .box import Box
from .exports import claim_grid, delivery_list
from .lists import FILTERS, claim_word, count_board, filter_of, is_listed, page_of, passes, tab_of
from .orders import NotPossible
from .requests import form_fields
from .shop import LONGEST_TEXT, Shop
from .words import LANGUAGES, word

try:
    from jinja2 import Environment, PackageLoader, StrictUndefined
except ModuleNotFoundError:
    raise MissingExtra("qoo10_cancel.sandbox", "sandbox") from None

__all__ = ["Pages", "templates"]

ROOT: Final = "/gmkt.inc.gsm.web"
_HOME: Final = "/GMKT.INC.Gsm.Web/Default.aspx"
_LOGIN: Final = "/GMKT.INC.Gsm.Web/Login.aspx"
_CLAIMS: Final = "/GMKT.INC.Gsm.Web/Claim/ClaimManagement.aspx"
_DELIVERY: Final = "/GMKT.INC.Gsm.Web/Delivery/DeliveryManagement.aspx"
_OUTBOX: Final = "/GMKT.INC.Gsm.Web/Sandbox/Outbox.aspx"
_LOGOUT: Final = "/GMKT.INC.Gsm.Web/Logout.aspx"

_COOKIE: Final = "sandbox_session"
_MOST_SESSIONS: Final = 1_000

_BOARD: Final = (
    ("cancel", (("cancel-request", Claim.CANCEL_REQUESTED), ("cancelling", Claim.CANCELLING),
                ("cancelled", Claim.CANCELLED))),
    ("return", (("return-request", Claim.RETURN_REQUESTED), ("returning", Claim.RETURNING),
                ("returned", Claim.RETURNED))),
    ("exchange", (("exchange-request", Claim.EXCHANGE_REQUESTED),
                  ("redelivering", Claim.REDELIVERING), ("exchange-late", None))),
    ("nonreceipt", (("nr-request", None), ("nr-confirm", None), ("nr-delivery", None))),
    ("withdrawal", (("wd-request", "asked"), ("wd-hold", None), ("wd-refunded", None))),
    ("refusal", (("refused-count", "refused"),)),
)  # fmt: skip
"""The rows of the board as the manual's screen has them (manual 3.2)."""

_COLUMNS: Final = (
    "select", "status", "closed-on", "reason", "nr-reason", "asked-on", "return-way",
    "ordered-on", "shipped-on", "order-no", "cart-no", "item-no", "seller-code",
)  # fmt: skip
"""The 13 columns of the grid; the fourth is the reason."""

_TABS: Final = {"paid": "tab-paid", "shipping": "tab-shipping", "done": "tab-done"}
_DONE: Final = frozenset({"refused", "approved", "withdrawal-asked", "date-set", "sent"})
_WRONG: Final = frozenset({"no-reason", "too-short", "date-passed", "date-bad", "text-bad"})


@cache
def templates() -> Environment:
    """Return the templates, which escape every value."""
    return Environment(
        loader=PackageLoader("qoo10_cancel.sandbox"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@attrs.define
class _Session:
    """A login: its shop, the token of its forms, and the news that the next page shows once."""

    shop: Shop
    token: str
    done: str = ""


class Pages:
    """The pages of every shop; the login decides which shop they show."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._templates = templates()

    def answer(self, request: Request, body: bytes) -> Response:
        """Return the page at the request's path, ignoring case."""
        path = request.url.path.lower().rstrip("/")
        if path == "":
            return _see(_HOME)
        if not path.startswith(ROOT):
            return PlainTextResponse("no such page", 404)
        door = path.removeprefix(ROOT).strip("/")
        page = _Page(self, request, form_fields(body))
        if request.method not in {"GET", "HEAD", "POST"}:
            return PlainTextResponse("GET or POST", 405)
        if door == "login.aspx":
            return page.login()
        session = self._sessions.get(request.cookies.get(_COOKIE, ""))
        if session is None:
            return _see(_LOGIN)
        if request.method == "POST" and not page.is_ours(session):
            return PlainTextResponse("this form is stale; go back and reload the page", 403)
        return page.show(door, session)

    def begin(self, shop: Shop) -> str:
        """Open a session and return its name; beyond 1,000 the oldest one ends."""
        name = secrets.token_urlsafe(24)
        self._sessions[name] = _Session(shop, secrets.token_urlsafe(24))
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return name

    def end(self, name: str) -> None:
        """Close a session."""
        self._sessions.pop(name, None)

    def login(self, user_id: str, password: str) -> Shop | None:
        """Return the shop of a login; None if the login is wrong."""
        return self._box.login(user_id, password)

    def hints(self) -> list[tuple[str, str]]:
        """Return the logins that the login page shows; they are no secret here."""
        return [(shop.user_id, shop.password) for shop in self._box.shops[:5]]

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return the page that a template makes of *values*."""
        return self._templates.get_template(name).render(values)


def _see(path: str, **query: str) -> RedirectResponse:
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)


class _Page:
    """One request for a page."""

    def __init__(self, pages: Pages, request: Request, form: dict[str, str]) -> None:
        self._pages = pages
        self._request = request
        self._form = form
        self._query = request.query_params
        self.lang = self._language()

    def _language(self) -> str:
        chosen = (self._query.get("lang"), self._request.cookies.get("lang"))
        for wish in (*chosen, *self._accepted()):
            with suppress(UnknownLanguage):
                return language(wish or "")
        return "zh-CN"

    def _accepted(self) -> list[str]:
        accepted = self._request.headers.get("accept-language", "")[:200]
        return [part.partition(";")[0].strip() for part in accepted.split(",")]

    def is_ours(self, session: _Session) -> bool:
        """Say whether the form came from a page of this session."""
        return hmac.compare_digest(self._form.get("token", "").encode(), session.token.encode())

    def _html(
        self, template: str, session: _Session | None, status: int = 200, **values: Any
    ) -> Response:
        assumed = sorted({"A-19", *values.pop("assumed", ())})
        if self.lang != "zh-CN":
            assumed = sorted({*assumed, "A-08"})
        done = ""
        if session is not None:
            done, session.done = session.done, ""
        html = self._pages.render(
            template,
            {
                "w": lambda key: word(key, self.lang),
                "lang": self.lang,
                "languages": LANGUAGES.items(),
                "paths": _PATHS,
                "here": self._request.url.path,
                "session": session,
                "done": done,
                "error": "",
                "assumed": [(name, ASSUMPTIONS[name].about) for name in assumed],
                **values,
            },
        )
        response = HTMLResponse(html, status)
        response.headers["Qoo10-Sandbox-Assumptions"] = ", ".join(assumed)
        response.headers["Content-Language"] = self.lang
        if "lang" in self._query:
            response.set_cookie("lang", self.lang, samesite="strict", httponly=True)
        return response

    # Logging in.

    def login(self) -> Response:
        """Show the login, or log in."""
        if self._request.method != "POST":
            return self._html("login.html", None, hints=self._pages.hints())
        user_id, password = self._form.get("txtLoginID", ""), self._form.get("txtLoginPwd", "")
        shop = self._pages.login(user_id, password)
        if shop is None:
            return self._html(
                "login.html", None, 403, hints=self._pages.hints(), error="login-wrong"
            )
        response = _see(_HOME)
        response.set_cookie(_COOKIE, self._pages.begin(shop), httponly=True, samesite="strict")
        return response

    def show(self, door: str, session: _Session) -> Response:
        """Show a page of the session, or do what its form asks."""
        posted = self._request.method == "POST"
        match door:
            case "" | "default.aspx":
                return self._html("home.html", session, counts=count_board(session.shop))
            case "claim/claimmanagement.aspx":
                return self._answer_claim(session) if posted else self._claims(session)
            case "delivery/deliverymanagement.aspx":
                return self._act(session) if posted else self._delivery(session)
            case "claim/download.aspx":
                return _download(claim_grid(session.shop.all()), "ClaimGrid_zh.csv")
            case "delivery/download.aspx":
                file = f"DeliveryManagement_brief_{session.shop.clock():%Y%m%d}.csv"
                return _download(delivery_list(session.shop.all()), file)
            case "sandbox/outbox.aspx":
                messages = list(reversed(session.shop.messages[-200:]))
                return self._html("outbox.html", session, messages=messages)
            case "logout.aspx" if posted:
                self._pages.end(self._request.cookies.get(_COOKIE, ""))
                return _see(_LOGIN)
            case _:
                return PlainTextResponse("no such page", 404)

    # Claims.

    def _claims(
        self,
        session: _Session,
        *,
        error: str = "",
        reason: str = "",
        text: str = "",
        order_no: str | None = None,
    ) -> Response:
        shop = session.shop
        chosen = self._query.get("list", "")
        order_no = self._query.get("order_no", "") if order_no is None else order_no
        entries = shop.all()
        detail = next((e for e in entries if e.order_no == order_no), None) if order_no else None
        page = page_of([e for e in entries if is_listed(e, chosen)], self._query.get("page"))
        return self._html(
            "claims.html",
            session,
            409 if error else 200,
            counts=count_board(shop),
            board=_BOARD,
            columns=_COLUMNS,
            chosen=chosen,
            rows=page.rows,
            more=page.more,
            detail=detail,
            kinds=[kind.value for kind in ReasonKind],
            error=error,
            reason=reason,
            text=text,
            asked=None if detail is None else detail.claim is Claim.CANCEL_REQUESTED,
            assumed={"A-04", "A-12"},
            claim_word=claim_word,
        )

    def _answer_claim(self, session: _Session) -> Response:
        shop, form = session.shop, self._form
        order_no, action = form.get("order_no", ""), form.get("action", "")
        try:
            match action:
                case "refuse":
                    return self._refuse(session, order_no)
                case "approve":
                    shop.approve(order_no)
                    session.done = "approved"
                case "ask-withdrawal":
                    shop.ask_withdrawal(order_no)
                    session.done = "withdrawal-asked"
                case _:
                    return PlainTextResponse("no such action", 400)
        except NotPossible as wrong:
            return self._claims(session, error=_error(wrong), order_no=order_no)
        return _see(_CLAIMS, list=str(Claim.CANCEL_REQUESTED.value))

    def _refuse(self, session: _Session, order_no: str) -> Response:
        """The form, its checks, the OK of the dialog, and the dialog that says it is done."""
        form = self._form
        chosen, text = form.get("reason", ""), form.get("text", "")[:LONGEST_TEXT]
        text = text.replace("\r\n", "\n")
        try:
            kind = ReasonKind(chosen) if chosen else None
            session.shop.check_refusal(order_no, kind, text)
            if form.get("confirmed") != "1":
                return self._html(
                    "confirm.html", session, order_no=order_no, reason=chosen, text=text
                )
            session.shop.refuse(order_no, kind, text)
        except NotPossible as wrong:
            return self._claims(
                session, error=_error(wrong), reason=chosen, text=text, order_no=order_no
            )
        except ValueError:
            return PlainTextResponse("no such reason", 400)
        session.done = "refused"
        return _see(_CLAIMS, list=str(Claim.CANCEL_REQUESTED.value))

    # Delivery.

    def _delivery(self, session: _Session, *, error: str = "", order_no: str = "") -> Response:
        shop = session.shop
        tab = self._query.get("tab", "paid")
        tab = tab if tab in _TABS else "paid"
        chosen = self._query.get("filter", "ALL")
        entries = shop.all()
        listed = [e for e in entries if tab_of(e) == tab and passes(e, chosen)]
        page = page_of(listed, self._query.get("page"))
        paid = [e for e in entries if tab_of(e) == "paid"]
        return self._html(
            "delivery.html",
            session,
            409 if error else 200,
            tab=tab,
            tabs=_TABS,
            chosen=chosen,
            filters=FILTERS,
            counts={name: sum(passes(e, name) for e in paid) for name in FILTERS},
            rows=page.rows,
            more=page.more,
            status_of=filter_of,
            error=error,
            wrong=order_no,
            assumed={"A-13", "A-17"},
        )

    def _act(self, session: _Session) -> Response:
        shop, form = session.shop, self._form
        order_no, action = form.get("order_no", ""), form.get("action", "")
        try:
            match action:
                case "set-date":
                    shop.set_ship_date(order_no, date.fromisoformat(form.get("ship_date", "")))
                    session.done = "date-set"
                case "ship":
                    number = form.get("tracking_no", "")[:50]
                    shop.ship(order_no, form.get("carrier", "")[:200], number)
                    session.done = "sent"
                case _:
                    return PlainTextResponse("no such action", 400)
        except NotPossible as wrong:
            date_words = {"date-in-the-past": "date-bad", "too-far-ahead": "date-bad"}
            error = date_words.get(wrong.detail) or _error(wrong)
            return self._delivery(session, error=error, order_no=order_no)
        except Malformed:
            return self._delivery(session, error="text-bad", order_no=order_no)
        except (ValueError, CancelError):
            return self._delivery(session, error="date-bad", order_no=order_no)
        return _see(_DELIVERY, tab="paid")


def _error(wrong: NotPossible) -> str:
    return wrong.detail if wrong.detail in _WRONG else "not-possible"


def _download(file: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file, media_type="text/csv; charset=utf-8", headers=headers)


_PATHS: Final = {
    "home": _HOME,
    "login": _LOGIN,
    "logout": _LOGOUT,
    "claims": _CLAIMS,
    "delivery": _DELIVERY,
    "outbox": _OUTBOX,
    "claims_file": "/GMKT.INC.Gsm.Web/Claim/Download.aspx",
    "delivery_file": "/GMKT.INC.Gsm.Web/Delivery/Download.aspx",
}
