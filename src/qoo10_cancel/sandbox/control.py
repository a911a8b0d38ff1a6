"""The control API and page of a sandbox, under `/_sandbox`."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

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
from .assumptions import ASSUMPTIONS
from .box import Box
from .commands import BOX_COMMANDS, SHOP_COMMANDS, about, span, state_of
from .orders import NotPossible
from .pages import templates
from .requests import form_fields, read_json
from .routes import ROUTES, openapi
from .shop import Shop

__all__ = ["Control"]

_STATIC: Final = {"pages.css": "text/css; charset=utf-8", "pages.js": "text/javascript"}

Json = Any


class Control:
    """Answers everything under `/_sandbox`.

    Args:
        box: The shops.
        token: The token that every request must bring as `Authorization: Bearer`; None: no token.
    """

    def __init__(self, box: Box, token: str | None) -> None:
        self._box = box
        self._token = token
        self._templates = templates()

    def answer(self, request: Request, body: bytes) -> Response:
        """Answer a request; every error is a JSON document with `error`."""
        path = request.url.path.removeprefix("/_sandbox").strip("/")
        if path.startswith("static/"):
            return _static(path.removeprefix("static/"))
        if not self._may(request):
            return _problem("this sandbox needs its token: send Authorization: Bearer …", 401)
        try:
            return self._answer(request, path, body)
        except NotPossible as wrong:
            return JSONResponse({"error": str(wrong), "detail": wrong.detail}, 409)
        except CancelError as wrong:
            return _problem(str(wrong), 422)

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
                return JSONResponse([about(shop) for shop in self._box.shops])
            case "POST", "act":  # the buttons of the page
                return self._act(request, body)
            case _:
                return self._route(request, path, body)

    def _route(self, request: Request, path: str, body: bytes) -> Response:
        key = f"{request.method} {path}"
        route = ROUTES.get(key)
        if route is None:
            known = any(name.endswith(f" {path}") for name in ROUTES)
            return _problem("no such method" if known else "no such path", 405 if known else 404)
        document = _json(request, body)
        route.check(document)
        if key == "POST shops":
            return JSONResponse(self._open(document), 201)
        shop = self._shop(request)
        if route.name in BOX_COMMANDS:
            return JSONResponse(BOX_COMMANDS[route.name](self._box, shop, document))
        return JSONResponse(SHOP_COMMANDS[route.name](shop, document))

    def _shop(self, request: Request) -> Shop:
        key = request.headers.get("giosiscertificationkey")
        shops = self._box.shops
        if key is None and len(shops) == 1:
            return shops[0]
        shop = None if key is None else self._box.find(key)
        if shop is None:
            raise Malformed("name the shop by its key, in the header GiosisCertificationKey")
        return shop

    def _open(self, document: Mapping[str, Any]) -> Json:
        shop = self._box.open(
            document.get("key"),
            user_id=document.get("user_id"),
            password=document.get("password"),
            seed=document.get("seed", 0),
        )
        return about(shop)

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
            outcome=request.query_params.get("outcome", "")[:300],
        )
        return HTMLResponse(html)

    def _act(self, request: Request, body: bytes) -> Response:
        """Do what a button of the page asks. Forms on other sites carry another origin."""
        origin = request.headers.get("origin", "")
        if origin != str(request.base_url).rstrip("/"):
            return PlainTextResponse("this form is on another site", 403)
        fields = form_fields(body)
        shop = self._box.find(fields.get("shop", ""))
        if shop is None:
            return PlainTextResponse("no such shop", 404)
        try:
            outcome = _button(shop, fields)
        except CancelError as wrong:
            outcome = str(wrong)
        query = request.url.include_query_params(shop=shop.key, outcome=outcome).query
        return RedirectResponse(f"/_sandbox/?{query}", 303)


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
            return f"new order {shop.place(state_of(fields.get('state', 'new')))}"
        case "step":
            shop.clock.step(span(fields.get("by", "")))
            shop.all()
            return f"it is {shop.clock():%Y-%m-%d %H:%M} in this shop"
        case "next":
            return f"it is {shop.run_to_next():%Y-%m-%d %H:%M} in this shop"
        case _:
            raise Malformed("no such button")


def _json(request: Request, body: bytes) -> Mapping[str, Any]:
    """Return the document of a request; another site's form cannot send one."""
    if request.method not in {"POST", "PUT"}:
        return {}
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Malformed("send JSON, with Content-Type: application/json")
    try:
        document: Mapping[str, Any] = read_json(body or b"{}")
    except ValueError:
        raise Malformed(
            "this is not JSON, or has what JSON has not: NaN, Infinity, halves of surrogates"
        ) from None
    return document


def _problem(words: str, status: int) -> Response:
    return JSONResponse({"error": words}, status)


def _static(name: str) -> Response:
    if name not in _STATIC:
        return PlainTextResponse("no such file", 404)
    file = resources.files(__package__) / "static" / name
    return Response(file.read_bytes(), media_type=_STATIC[name])
