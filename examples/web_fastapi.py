"""A queue page in the reader's language, a preview, the recorded click and the watch, on FastAPI.

uvicorn --app-dir examples web_fastapi:app     serves it on a SQLite file in this folder
"""

from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from html import escape
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, BeforeValidator, WithJsonSchema

import qoo10_cancel as qc
from qoo10_cancel.adapters.notifiers import LoggingNotifier
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.wording import Prepared


class Refusal(BaseModel):
    """What the form sends: a reason by any of its names, the text, who clicks, and a key."""

    # A reason that is unknown is a 422.
    reason: Annotated[qc.ReasonKind, BeforeValidator(qc.ReasonKind.read)]
    text: str = ""
    actor: str
    key: str


def described(cls: type) -> Any:
    """Return the type of what `to_json` makes of *cls*: /docs shows its schema."""
    schema = {"$id": f"qoo10-cancel:{cls.__name__}", **qc.json_schema(cls)}
    return Annotated[dict[str, Any], WithJsonSchema(schema)]


def desk_of(request: Request) -> Desk:
    """Return the desk that the app opened."""
    return request.app.state.desk


def language_of(accept_language: Annotated[str, Header()] = "") -> str:
    """Return the first language that the browser asks for and the library speaks."""
    return qc.choose_language(accept_language, default="zh-CN")


Shop = Annotated[Desk, Depends(desk_of)]
Lang = Annotated[str, Depends(language_of)]


def make_app(path: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> FastAPI:
    """Return the app on the SQLite file *path*."""

    @asynccontextmanager
    async def opened(app: FastAPI) -> Any:
        with SQLiteStore(path) as store:
            notifiers = {Channel.SELLER: LoggingNotifier()}
            app.state.desk = Desk(store, clock=clock, notifiers=notifiers)
            yield

    app = FastAPI(lifespan=opened)

    # Plain functions, not coroutines: FastAPI runs them in threads, where a desk may wait.

    @app.get("/", response_class=HTMLResponse)
    def queue_page(desk: Shop, lang: Lang) -> str:
        rows = "".join(
            f"<tr><td>{waiting.order.order_no}<td>{escape(qc.label(waiting.order.state, lang))}"
            f"<td>{escape(qc.label(waiting.urgency, lang))}<td>{waiting.until or ''}</tr>"
            for waiting in desk.queue()
        )
        return f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><table>{rows}</table>'

    @app.post("/orders/{order_no}/preview")
    def preview(order_no: str, form: Refusal, desk: Shop, lang: Lang) -> described(Prepared):
        reason = qc.RefusalReason(form.reason, form.text)
        return qc.to_json(desk.prepare(order_no, reason, actor=form.actor), lang)

    # The click in J·QSM is a fact, whatever the rules say of it: recorded, and warned about.
    @app.post("/orders/{order_no}/clicked")
    def clicked(order_no: str, form: Refusal, desk: Shop, lang: Lang) -> described(qc.Allowed):
        reason = qc.RefusalReason(form.reason, form.text)
        refusal = qc.CancelRefusal(desk.now(), reason, confirmed=True, actor=form.actor)
        return qc.to_json(desk.record(order_no, refusal, key=form.key), lang)

    @app.post("/watch")  # called every minute by cron or a task of yours
    def watch(desk: Shop) -> dict[str, int]:
        return {"moved": desk.tick(), "delivered": desk.deliver().delivered}

    return app


app = make_app("qoo10_cancel.sqlite")  # the file is made when the app starts
