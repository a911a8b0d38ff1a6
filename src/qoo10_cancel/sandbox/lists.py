"""The lists and counts of J·QSM's pages: which order stands where."""

from __future__ import annotations

from typing import Final

import attrs

from ..order import State
from ..snapshot import Claim, Shipping
from .entries import Entry
from .shop import Shop

__all__ = [
    "FILTERS",
    "ListPage",
    "claim_word",
    "count_board",
    "filter_of",
    "is_listed",
    "page_of",
    "passes",
    "tab_of",
]

_ROWS: Final = 50
FILTERS: Final = ("ALL", "REQW", "REQN", "REQY", "DELAY")


@attrs.frozen
class ListPage:
    """One page of a list, and the number of the next one."""

    rows: list[Entry]
    more: int | None


def page_of(entries: list[Entry], page: str | None) -> ListPage:
    """Return the rows of the page whose number *page* is; the first page if it is none."""
    number = int(page) if page and page.isascii() and page.isdigit() and len(page) < 6 else 0  # noqa: PLR2004
    rows = entries[number * _ROWS : (number + 1) * _ROWS]
    return ListPage(rows, number + 1 if len(entries) > (number + 1) * _ROWS else None)


def count_board(shop: Shop) -> dict[str, int]:
    """Return how many orders each cell of the board counts, by its key."""
    entries = shop.all()
    counts = {"refused": sum(e.order.refused_at is not None for e in entries)}
    counts["asked"] = sum(e.state is State.WITHDRAWAL_ASKED for e in entries)
    for code in Claim:
        counts[str(code.value)] = sum(e.claim is code for e in entries)
    return counts


def is_listed(entry: Entry, chosen: str) -> bool:
    """Say whether the claim list *chosen* shows the entry; a blank one shows every claim."""
    match chosen:
        case "":
            return entry.claim is not None
        case "refused":
            return entry.order.refused_at is not None
        case "asked":
            return entry.state is State.WITHDRAWAL_ASKED
        case _:
            return entry.claim is not None and str(entry.claim.value) == chosen


_CLAIM_WORDS: Final = {
    Claim.CANCEL_REQUESTED: "row-request",
    Claim.CANCELLING: "cancelling",
    Claim.CANCELLED: "cancelled",
    Claim.RETURN_REQUESTED: "return-request",
    Claim.RETURNING: "returning",
    Claim.RETURNED: "returned",
    Claim.EXCHANGE_REQUESTED: "exchange-request",
    Claim.EXCHANGE_APPROVED: "exchange-request",
    Claim.REDELIVERING: "redelivering",
    Claim.NOT_RECEIVED_REFUNDED: "nr-confirm",
    Claim.NOT_RECEIVED_PARTLY_REFUNDED: "nr-confirm",
    Claim.UNPAID_CANCELLED: "cancelled",
}


def claim_word(entry: Entry) -> str:
    """Return the key of the word for an entry's claim."""
    return "refused-count" if entry.claim is None else _CLAIM_WORDS[entry.claim]


def tab_of(entry: Entry) -> str | None:
    """Return the tab of the delivery page that shows the entry, if one does."""
    match entry.shipping:
        case None:
            return None
        case Shipping.SHIPPED:
            return "shipping"
        case Shipping.DELIVERED:
            return "done"
        case _:
            return "paid"


def filter_of(entry: Entry) -> str:
    """Return the filter that counts an entry; blank if none does."""
    if entry.state is State.SHIPPING_DELAYED:
        return "DELAY"
    names = {Shipping.UNPAID: "REQW", Shipping.NEW: "REQN", Shipping.SCHEDULED: "REQY"}
    return names.get(entry.shipping, "") if entry.shipping is not None else ""


def passes(entry: Entry, chosen: str) -> bool:
    """Say whether the filter *chosen* lets the entry stand in its tab."""
    return chosen == "ALL" or tab_of(entry) != "paid" or filter_of(entry) == chosen
