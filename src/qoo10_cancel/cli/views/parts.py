"""The small parts that every view is made of: moments, time left, states, titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ...events import Event
from ...japan import japan_time
from ...messages import word
from ...order import Order, State
from ...text import visible
from ..words import say
from .prose import Prose

__all__ = [
    "CALM",
    "FAINT",
    "LOUD",
    "STATES",
    "WARN",
    "Fitting",
    "Screen",
    "clock",
    "closed",
    "event_word",
    "indented",
    "left",
    "listings",
    "needs_text",
    "plain",
    "state_text",
    "state_word",
    "table",
    "title",
    "urgency",
    "wrapped",
]

LOUD: Final = "bold red"
WARN: Final = "yellow"
CALM: Final = "green"
FAINT: Final = "dim"

_ANY_WIDTH: Final = 10_000

_SHORT: Final = timedelta(hours=2)
_SOON: Final = timedelta(hours=6)

STATES: Final = {
    State.NEW: "",
    State.SCHEDULED: "cyan",
    State.SHIPPING_DELAYED: "red",
    State.CANCEL_REQUESTED: "yellow",
    State.WITHDRAWAL_ASKED: "yellow",
    State.CANCELLING: "magenta",
    State.CANCELLED: "dim",
    State.REFUSED: "blue",
    State.AWAITING_SHIPMENT: "bold blue",
    State.SHIPPED: "green",
    State.DELIVERED: "green",
}
"""The colour of each state."""


def plain(text: object, style: str | Style = "") -> Text:
    """Return *text* as it is: never markup, and with nothing in it that a terminal obeys."""
    return Text(visible(str(text)), style)


def clock(moment: datetime | date) -> str:
    """Write *moment* as Japan's clocks show it, to the minute; a day as a day.

    >>> from qoo10_cancel.cli.views.parts import clock
    >>> clock(noon), clock(noon.date())
    ('2022-08-12 12:00', '2022-08-12')
    """
    if isinstance(moment, datetime):
        return f"{japan_time(moment):%Y-%m-%d %H:%M}"
    return moment.isoformat()


def left(until: datetime, at: datetime) -> str:
    """Write the time from *at* until *until* as h:mm, begun minutes not counted.

    >>> from qoo10_cancel.cli.views.parts import left
    >>> left(noon + timedelta(hours=33, minutes=9, seconds=59), noon)
    '33:09'
    """
    minutes = max(int((until - at).total_seconds()) // 60, 0)
    return f"{minutes // 60}:{minutes % 60:02}"


def urgency(until: datetime, at: datetime) -> str:
    """Return the style for the time left: the less there is, the louder."""
    rest = until - at
    if rest < _SHORT:
        return LOUD
    return WARN if rest < _SOON else ""


def listings(order: Order) -> Iterator[tuple[str, datetime, bool]]:
    """Yield each list of Qoo10's, when it was last looked at, and whether it had the order."""
    looks = order.looks
    if looks.shipping_at is not None:
        yield "shipping_list", looks.shipping_at, looks.shipping is not None
    if looks.claims_at is not None:
        yield "claim_list", looks.claims_at, looks.claim is not None


def state_word(state: State, lang: str) -> str:
    """Name *state*."""
    return word(f"state.{state.value}", lang)


def state_text(state: State, lang: str) -> Text:
    """Name *state* in its colour."""
    return Text(state_word(state, lang), STATES[state])


def event_word(event: Event | type[Event], lang: str) -> str:
    """Name what happens, in *lang*."""
    cls = event if isinstance(event, type) else type(event)
    return word(f"event.{cls.__name__}", lang)


def needs_text(needs: Iterable[str], lang: str) -> str:
    """Name the input that is still needed."""
    names = say("comma", lang).join(word(f"need.{need}", lang) for need in needs)
    return say("action.needs", lang, needs=names)


def indented(view: RenderableType) -> Padding:
    """Set *view* in by two cells, and fill nothing up on its right."""
    return Padding(view, (0, 0, 0, 2), expand=False)


class Screen(Console):
    """A console that leaves it to the run how to end when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Raise the error, where Rich would end the program with the code of a denial."""
        raise BrokenPipeError


def wrapped(view: RenderableType) -> RenderableType:
    """Return *view*; a text is broken where its language allows it."""
    return Prose(view) if isinstance(view, Text) else view


class Fitting:
    """Shows the first view where no word of it is broken, else the second."""

    def __init__(self, wide: RenderableType, narrow: RenderableType) -> None:
        self.wide = wide
        self.narrow = narrow

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        free = options.update(max_width=_ANY_WIDTH)
        fits = Measurement.get(console, free, self.wide).minimum <= options.max_width
        yield self.wide if fits else self.narrow


def title(text: str) -> Text:
    """Return a heading."""
    return Text(text, "bold")


def closed(heading: Text | str, note: str = "") -> Text:
    """Return a heading with a faint note behind it."""
    text = Text.assemble((str(heading), "bold"))
    return text.append(f"  {note}", FAINT) if note else text


def table(*columns: str, heading: Text | None = None) -> Table:
    """Return a table with these column headings and no lines but one under them."""
    made = Table(
        box=SIMPLE_HEAD,
        title=heading,
        title_justify="left",
        title_style="",
        header_style=FAINT,
        pad_edge=False,
        show_edge=False,
    )
    for name in columns:
        made.add_column(Prose(Text(name, FAINT)))
    return made
