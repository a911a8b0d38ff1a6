"""Draw docs/states.svg from the machine's table: python docs/make_diagram.py.

Which moves there are comes from the table; where they are drawn is said here. A move that has
no place here, or a place for which there is no move, is an error. To stay readable, the picture
leaves out what changes no state and what only a policy opens; docs/states.md lists every row.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from qoo10_cancel.events import By, Cancellation, Event, RequestWithdrawal
from qoo10_cancel.machine import TABLE, Row, pending_is_not_shipped, refused_is_final
from qoo10_cancel.messages import word
from qoo10_cancel.order import FINAL, UNSENT, State

PAGE: Final = Path(__file__).with_name("states.svg")

WIDTH, HEIGHT = 960, 630
BOX: Final = (172, 64)
MARGIN: Final = (22, 16)
GREY: Final = "#475569"
FONT: Final = "Helvetica, Arial, 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif"

# Where each state stands: the middle of its box.
PLACES: Final = {
    State.NEW: (140, 110),
    State.SCHEDULED: (140, 250),
    State.SHIPPING_DELAYED: (140, 390),
    State.WITHDRAWAL_ASKED: (480, 110),
    State.CANCEL_REQUESTED: (480, 250),
    State.CANCELLING: (480, 410),
    State.CANCELLED: (480, 530),
    State.REFUSED: (820, 110),
    State.AWAITING_SHIPMENT: (820, 250),
    State.SHIPPED: (820, 410),
    State.DELIVERED: (820, 530),
}

# States that stand together: fill, line. What all of them do is drawn once, from their frame.
FRAMES: Final = {
    "paid": ((State.NEW, State.SCHEDULED, State.SHIPPING_DELAYED), "#f1f5f9", "#64748b"),
    "a request is pending": (
        (State.WITHDRAWAL_ASKED, State.CANCEL_REQUESTED),
        "#fef3c7",
        "#b45309",
    ),
    "cancelled": ((State.CANCELLING, State.CANCELLED), "#fee2e2", "#b91c1c"),
    "refused": ((State.REFUSED, State.AWAITING_SHIPMENT), "#ede9fe", "#6d28d9"),
    "shipped": ((State.SHIPPED, State.DELIVERED), "#dcfce7", "#15803d"),
}

# The colour of a line says who causes the event.
INK: Final = {
    By.BUYER: "#1d4ed8",
    By.SELLER: "#15803d",
    By.PLATFORM: "#64748b",
    By.CLOCK: "#c2410c",
}

Point = tuple[int, int]

# From, event, to: the corners of the line, the place of its label, and a remark below it.
ROUTES: Final[dict[tuple[str, str, str], tuple[tuple[Point, ...], Point, str]]] = {
    ("new", "ShipDateSet", "scheduled"): (((140, 142), (140, 218)), (146, 176), ""),
    ("scheduled", "ShipDateLapse", "shipping_delayed"): (
        ((74, 282), (74, 358)),
        (80, 316),
        "the date passes",
    ),
    ("shipping_delayed", "ShipDateSet", "scheduled"): (((164, 358), (164, 282)), (170, 323), ""),
    ("new", "CancelRequest", "cancel_requested"): (
        ((226, 110), (276, 110), (276, 232), (394, 232)),
        (282, 128),
        "a reservation",
    ),
    ("scheduled", "CancelRequest", "cancel_requested"): (((226, 250), (394, 250)), (264, 266), ""),
    ("new", "CancelRequest", "cancelled"): (
        ((54, 110), (16, 110), (16, 545), (394, 545)),
        (38, 562),
        "before a ship date is set: refunded at once",
    ),
    ("shipping_delayed", "CancelRequest", "cancelled"): (
        ((140, 422), (140, 515), (394, 515)),
        (146, 486),
        "once delayed: refunded at once",
    ),
    ("a request is pending", "CancelRefusal", "refused"): (
        ((588, 110), (734, 110)),
        (614, 102),
        "",
    ),
    ("a request is pending", "CancelApproval", "cancelling"): (
        ((480, 298), (480, 378)),
        (486, 334),
        "",
    ),
    ("cancel_requested", "WithdrawalAsked", "withdrawal_asked"): (
        ((472, 218), (472, 142)),
        (380, 184),
        "",
    ),
    ("withdrawal_asked", "WithdrawalDenied", "cancel_requested"): (
        ((488, 142), (488, 218)),
        (494, 184),
        "",
    ),
    ("cancelling", "Refund", "cancelled"): (((480, 442), (480, 498)), (486, 474), ""),
    ("refused", "ShipmentRelease", "awaiting_shipment"): (
        ((820, 142), (820, 218)),
        (826, 176),
        "by itself",
    ),
    ("awaiting_shipment", "Shipment", "shipped"): (
        ((820, 282), (820, 378)),
        (826, 326),
        "the same day",
    ),
    ("paid", "Shipment", "shipped"): (
        ((140, 62), (140, 26), (944, 26), (944, 410), (906, 410)),
        (440, 20),
        "",
    ),
    ("shipped", "Delivery", "delivered"): (((820, 442), (820, 498)), (826, 474), ""),
}

# Two moves that start nearly everywhere are drawn once.
BACK: Final = (((372, 282), (248, 282)), (258, 298), "to where it came from")
ENDED: Final = (((700, 530), (566, 530)), (600, 522), "")

# The rows that ask these are shut until a policy lifts their rule (QC-11, QC-19).
SHUT: Final = frozenset({refused_is_final, pending_is_not_shipped})


def page() -> str:
    """Return the whole picture; the same table gives the same picture."""
    return "\n".join([*_opening(), *_body(), *_legend(), "</svg>\n"])


def _opening() -> Iterable[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" font-family="{FONT}">'
    )
    yield "<title>The states of an order on Qoo10 Japan</title>"
    yield "<desc>Which event brings an order from which state to which; see states.md.</desc>"
    yield "<defs>"
    for by, ink in INK.items():
        yield (
            f'<marker id="{by.value}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto">'
            f'<path d="M0 0.5 L8 4 L0 7.5 z" fill="{ink}"/></marker>'
        )
    yield "</defs>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>'


def _body() -> Iterable[str]:
    for name in FRAMES:
        yield from _frame(name)
    for source, row, target in _moves():
        yield from _line(row.event, *ROUTES[source, row.event.__name__, target])
    yield from _line(RequestWithdrawal, *BACK)
    yield from _line(Cancellation, *ENDED)
    yield _text(596, 546, "from every state that is", 10, GREY)
    yield _text(596, 559, "not marked as shipped", 10, GREY)


def _frame(name: str) -> Iterable[str]:
    states, fill, ink = FRAMES[name]
    middles = [PLACES[state] for state in states]
    aside, above = (BOX[0] // 2 + MARGIN[0], BOX[1] // 2 + MARGIN[1])
    left, right = min(x for x, _ in middles) - aside, max(x for x, _ in middles) + aside
    top, bottom = min(y for _, y in middles) - above, max(y for _, y in middles) + above
    yield (
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="12" '
        f'fill="{fill}" fill-opacity="0.45" stroke="{ink}" stroke-opacity="0.45"/>'
    )
    yield _text(left + 10, top + 13, name, 10, ink)
    for state in states:
        yield from _box(state, fill, ink)


def _box(state: State, fill: str, ink: str) -> Iterable[str]:
    (x, y), (width, height) = PLACES[state], BOX
    line = 3 if state in FINAL else 1.3
    yield (
        f'<rect x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" '
        f'rx="9" fill="{fill}" stroke="{ink}" stroke-width="{line}"/>'
    )
    yield _text(x, y - 10, state.value, 13, "#0f172a", "middle", "bold")
    for lang, below in (("zh-CN", 7), ("ja", 22)):
        text = word(f"state.{state.value}", lang)
        yield _text(x, y + below, text, 11, GREY, "middle", lang=lang)


def _moves() -> list[tuple[str, Row[Any], str]]:
    """Return the moves to draw; one from a frame where all its states make it.

    Raises:
        LookupError: A move has no route, or a route no move.
    """
    rows = [row for row in TABLE if row.target not in {None, row.source}]
    rows = [row for row in rows if row.source in UNSENT or not SHUT & {*row.guards}]
    moves: dict[tuple[str, str, str], Row[Any]] = {}
    for row in rows:
        if row.event not in (RequestWithdrawal, Cancellation):
            source = _frame_of(row, rows) or row.source.value
            moves.setdefault((source, row.event.__name__, row.target.value), row)
    if unplaced := moves.keys() ^ ROUTES.keys():
        raise LookupError(f"moves and routes differ: {sorted(unplaced)}")
    return [(source, row, target) for (source, _, target), row in moves.items()]


def _frame_of(row: Row[Any], rows: list[Row[Any]]) -> str | None:
    """Name the frame all of whose states make the same move as *row*, if there is one."""
    same = {
        other.source for other in rows if (other.event, other.target) == (row.event, row.target)
    }
    for name, (states, _fill, _ink) in FRAMES.items():
        if row.source in states and same.issuperset(states):
            return name
    return None


def _line(
    event: type[Event], corners: tuple[Point, ...], label: Point, remark: str
) -> Iterable[str]:
    ink, (x, y) = INK[event.by], label
    yield (
        f'<path d="{_path(corners)}" fill="none" stroke="{ink}" stroke-width="1.4" '
        f'marker-end="url(#{event.by.value})"/>'
    )
    yield _text(x, y, event.__name__, 11, ink)
    if remark:
        yield _text(x, y + 13, remark, 10, GREY)


def _path(corners: tuple[Point, ...], bend: int = 10) -> str:
    """Join *corners* by straight lines, with round bends."""
    path = [f"M{corners[0][0]} {corners[0][1]}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        (ax, ay), (bx, by) = _towards(corner, before, bend), _towards(corner, after, bend)
        path.append(f"L{ax} {ay} Q{corner[0]} {corner[1]} {bx} {by}")
    path.append(f"L{corners[-1][0]} {corners[-1][1]}")
    return " ".join(path)


def _towards(corner: Point, other: Point, by: int) -> Point:
    """Return the point *by* away from *corner* in the direction of *other*."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    return corner[0] + by * ((dx > 0) - (dx < 0)), corner[1] + by * ((dy > 0) - (dy < 0))


def _legend() -> Iterable[str]:
    yield _text(34, 612, "A line is an event, caused by the", 11, GREY)
    x = 210
    for by, ink in INK.items():
        yield f'<path d="M{x} 608 h26" stroke="{ink}" stroke-width="2.5"/>'
        yield _text(x + 32, 612, by.value, 11, ink)
        x += 96
    yield _text(x, 612, "A frame: all states in it.  A thick box is final.", 11, GREY)


def _text(
    x: float,
    y: float,
    text: str,
    size: float,
    ink: str,
    anchor: str = "start",
    weight: str = "normal",
    lang: str = "en",
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" text-anchor="{anchor}" '
        f'font-weight="{weight}" lang="{lang}">{escape(text)}</text>'
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
