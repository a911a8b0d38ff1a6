"""The sandbox as an ASGI application: QAPI, J·QSM's pages, and the control API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any, Final

import attrs
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .box import Box
from .control import Control
from .envelopes import Answer, number_answer
from .faults import Fault, FaultKind
from .methods import KEY_METHOD, answer, name_of
from .pages import Pages
from .records import RecordedCall
from .requests import LONGEST_BODY, Question, is_qapi, read_question
from .shop import Shop

__all__ = ["application"]

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
_QOO10: Final = frozenset({"api.qoo10.jp", "qsm.qoo10.jp"})
_SLASHES: Final = re.compile(r"/{2,}")
_PAGE: Final = b"<html><head><title>Service</title></head><body>Service Unavailable</body></html>"

_SAFE: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Qoo10-Sandbox": "not Qoo10",
}

_UNDONE: Final = frozenset(
    {FaultKind.REFUSE, FaultKind.SERVER_ERROR, FaultKind.HTML, FaultKind.WRONG_JSON}
)
"""Faults that strike before anything is done."""

Handler = Callable[[Request, bytes], Response]


def application(box: Box, *, token: str | None = None) -> ASGIApp:
    """Return the application.

    Args:
        box: Its shops.
        token: The token that `/_sandbox` asks for; None: no token, and only requests to this
            machine's own names are answered.
    """
    pages, control = Pages(box), Control(box, token)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            body = await _body(request)
        except _TooLong:
            await _safe(PlainTextResponse("too long", 413))(scope, receive, send)
            return
        host = re.sub(r":\d+\Z", "", request.headers.get("host", "")).lower()
        if token is None and host not in _LOOPBACK | _QOO10:
            # DNS rebinding: pages of another site must not read or command this one.
            words = "this sandbox answers to 127.0.0.1, localhost and Qoo10's two names"
            await _safe(PlainTextResponse(words, 421))(scope, receive, send)
            return
        if not scope["query_string"].isascii():
            await _safe(PlainTextResponse("percent-encode the query", 400))(scope, receive, send)
            return
        path = scope["path"]
        if is_qapi(path):
            await _Qapi(box).answer(request, body, send)
            return
        plain = _SLASHES.sub("/", path)
        handler: Handler = control.answer if plain.startswith("/_sandbox") else pages.answer
        scope["path"] = plain
        await _safe(handler(Request(scope), body))(scope, receive, send)

    return app


class _TooLong(Exception):
    """The body is longer than any request needs."""


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise _TooLong
    return bytes(body)


def _safe(response: Response) -> Response:
    for name, value in _SAFE.items():
        response.headers.setdefault(name, value)
    return response


@attrs.frozen
class _Qapi:
    """Answers the calls of QAPI, with the faults of the shop called."""

    box: Box

    async def answer(self, request: Request, body: bytes, send: Send) -> None:
        headers = {name.lower(): value for name, value in request.headers.items()}
        question = read_question(
            request.method, request.scope["path"], request.url.query, headers, body
        )
        shop = self._shop(question)
        name = name_of(question) or question.method
        fault = None if shop is None else shop.faults.next(name, shop.clock())
        answered = self._answered(question, shop, fault)
        if shop is not None:
            code = "" if answered is None else str(answered.code)
            shop.note(_record(question, shop, name, code, fault))
        await _deliver(answered, fault, send)

    def _shop(self, question: Question) -> Shop | None:
        if name_of(question) == KEY_METHOD:
            params = question.params
            return self.box.login(params.get("user_id", ""), params.get("pwd", ""))
        return self.box.find(question.key)

    def _answered(
        self, question: Question, shop: Shop | None, fault: Fault | None
    ) -> Answer | None:
        kind = fault and fault.kind
        if kind in _UNDONE:
            return None
        if fault is not None and kind is FaultKind.CODE:
            return number_answer(fault.code, "fault", routing=fault.routing, xml=question.xml)
        if kind is FaultKind.ANSWERED_NOT_DONE:
            return Answer(b'{"ResultCode":0,"ResultMsg":"SUCCESS"}', "application/json", 0)
        done = answer(question, shop, fault, lambda params: self.box.new_key(question.key, params))
        if kind is FaultKind.NO_OBJECT:
            return Answer(b'{"ResultCode":0,"ResultMsg":"SUCCESS"}', "application/json", 0)
        return done


def _record(
    question: Question, shop: Shop, name: str, code: str, fault: Fault | None
) -> RecordedCall:
    params = {k[:100]: v[:1000] for k, v in question.params.items() if k != "pwd"}
    struck = "" if fault is None else fault.kind.value
    return RecordedCall(shop.clock(), name[:200], params, question.form, code, struck)


async def _deliver(answered: Answer | None, fault: Fault | None, send: Send) -> None:
    kind = fault and fault.kind
    if kind in {FaultKind.REFUSE, FaultKind.DONE_NOT_ANSWERED}:
        _hang_up(send)
        return
    if fault is not None and kind is FaultKind.SLOW:
        await asyncio.sleep(fault.seconds)
    status, media, body = 200, "text/html", _PAGE
    if answered is not None:
        media, body = answered.media, answered.body
    elif kind is FaultKind.SERVER_ERROR:
        status = 503
    elif kind is FaultKind.WRONG_JSON:
        media, body = "application/json", b'{"ResultCode":0,"ResultMsg":"SUCCESS","ResultObj'
    assumed = () if answered is None else dict.fromkeys(answered.assumptions)
    headers = [
        (b"content-type", media.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"qoo10-sandbox", b"not Qoo10"),
        (b"qoo10-sandbox-assumptions", ", ".join(assumed).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if kind is FaultKind.HALF:
        half: Message = {
            "type": "http.response.body", "body": body[: len(body) // 2], "more_body": True,
        }  # fmt: skip
        await send(half)
        await asyncio.sleep(0.01)  # so that it leaves before the connection ends
        _hang_up(send)
        return
    await send({"type": "http.response.body", "body": body})


def _hang_up(send: Send) -> None:
    """Close the connection at once."""
    transport: Any = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("a fault of the sandbox closed the connection")
    transport.abort()
