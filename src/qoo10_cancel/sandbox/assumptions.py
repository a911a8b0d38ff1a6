"""The assumptions of a sandbox where Qoo10 documents nothing, each with an id and a switch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from ..errors import Malformed, redacted

__all__ = ["ASSUMPTIONS", "Assumption", "Switches"]


@attrs.frozen
class Assumption:
    """One thing that the sandbox does although no source documents it.

    Attributes:
        id: Such as `A-03`; headers of answers and pages show it.
        about: What it decides.
        choices: What each choice does; the first is the default.
    """

    id: str
    about: str
    choices: Mapping[str, str] = attrs.field(hash=False)

    @property
    def default(self) -> str:
        """Give the choice that holds until another is made."""
        return next(iter(self.choices))


def _one(number: int, about: str, **choices: str) -> Assumption:
    named = {name.replace("_", "-"): says for name, says in choices.items()}
    return Assumption(f"A-{number:02}", about, named)


ASSUMPTIONS: Final[Mapping[str, Assumption]] = {
    a.id: a
    for a in (
        _one(1, "A blank ShippingStatus (two copies of the guide differ)",
             all_open="means 1, 2 and 3", unsent="means 1 and 2"),
        _one(2, "A refused order in the answers",
             gone="no claim; the claim status is blank and the order is at 3"),
        _one(3, "How EstimatedShippingDate is written (both forms are seen)",
             day="2022-08-15", moment="2022-08-15 00:00:00"),
        _one(4, "How the 30 characters of 其他 are counted",
             trimmed="code points without blanks at both ends", all="every code point",
             units="UTF-16 units, as a web form counts"),
        _one(5, "When a planned ship date has passed",
             next_day="on the next day in Japan", same_day="on the day itself"),
        _one(6, "SetCancelProcess while a buyer's request is open",
             barred="answers -10004", cancels="cancels as the seller; the request ends"),
        _one(7, "How long 取消中 lasts after an approval",
             hour="one hour", day="one day", minute="one minute"),
        _one(8, "The words of options and dialogs in Japanese, Korean and English",
             ours="our own words; only the Chinese ones are known"),
        _one(9, "The shipping status of a cancelled order, asked for by its number",
             last="the last one", blank="blank"),
        _one(10, "How XML answers are built inside ResultObject",
             named="one element a row, named after the method"),
        _one(11, "The number of an unknown class or method",
             routing="-90001 in the routing's envelope"),
        _one(12, "Refusing a request whose planned ship date has passed",
             barred="cannot be refused, as in 运送延期", allowed="can be refused"),
        _one(13, "How far ahead a ship date may be planned",
             two_weeks="14 days, else -10017", unlimited="any day"),
        _one(14, "Both ends of a period",
             inclusive="belong to it, to the second"),
        _one(15, "SetSellerCheckYN_V2 for an order that has a date",
             changes="changes the date", barred="answers -10012"),
        _one(16, "The number of SetSendingInfo for an order that cannot be shipped",
             row="-10103, seen in a bulk answer"),
        _one(17, "SetSendingInfo while a buyer's request is open",
             ships="ships the order; the request ends", barred="answers -10103"),
        _one(18, "How many rows a list has at most",
             unlimited="all of them", hundred="100", five_hundred="500"),
        _one(19, "Paths and ids of pages that nobody has published: home, the refusal form",
             ours="our own, marked data-assumption"),
        _one(20, "Which SearchCondition fits which ShippingStatus",
             reached="3 fits 4 and 5, 4 fits 5; else -10004"),
        _one(21, "A new order's cancel request while it is unknown whether it is a reservation",
             known="every order says whether it is one"),
        _one(22, "When a shipped order is delivered",
             never="only on command", two_days="two days after it was shipped"),
        _one(23, "A row that has no claim, asked for by its number",
             blank="claimStatus is blank", zero="claimStatus is 0"),
        _one(24, "SetSellerCheckYN_V2 without EstShipDt (one client says that it works)",
             refused="answers the number of a bad date",
             taken="the order goes to 3 without a date"),
    )
}  # fmt: skip
"""By id."""


class Switches:
    """The choices of one shop."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._chosen: dict[str, str] = {}
        for name, choice in (chosen or {}).items():
            self.choose(name, choice)

    def choose(self, name: str, choice: str) -> None:
        """Set the choice for the assumption *name*.

        Raises:
            Malformed: There is no such assumption, or no such choice.

        >>> from qoo10_cancel.sandbox import Switches
        >>> Switches({"A-03": "moment"})["A-03"]
        'moment'
        """
        assumption = ASSUMPTIONS.get(name) if isinstance(name, str) else None
        if assumption is None:
            raise Malformed(
                f"{redacted(name)} is not an assumption; choose one of {', '.join(ASSUMPTIONS)}"
            )
        if choice not in assumption.choices:
            known = ", ".join(assumption.choices)
            raise Malformed(f"{name} is one of {known}, not {redacted(choice)}")
        self._chosen[name] = choice

    def __getitem__(self, name: str) -> str:
        return self._chosen.get(name, ASSUMPTIONS[name].default)

    def as_json(self) -> dict[str, str]:
        """Return the choice for every assumption."""
        return {name: self[name] for name in ASSUMPTIONS}
