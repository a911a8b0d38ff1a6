"""The routes of the control API: the fields that each takes, checked, and their description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from ..errors import Malformed, redacted
from .assumptions import ASSUMPTIONS

__all__ = ["ROUTES", "Route", "openapi"]

Json = Any

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


@attrs.frozen
class Route:
    """One call of the control API.

    Attributes:
        name: The command that it leads to.
        about: What it does.
        body: The JSON types of its fields, by their names.
        needs: The fields that must be there.
    """

    name: str
    about: str
    body: Mapping[str, str] = attrs.field(factory=dict)
    needs: tuple[str, ...] = ()

    def check(self, body: Any) -> None:
        """Check that *body* has the fields that it needs, and no others.

        Raises:
            Malformed: A field is missing or unknown, or of another type.

        >>> from qoo10_cancel.sandbox.routes import ROUTES
        >>> ROUTES["POST shop/clock"].check({"step": 5})
        Traceback (most recent call last):
        ...
        qoo10_cancel.errors.Malformed: step is a string, not 5
        """
        if not isinstance(body, dict):
            raise Malformed(f"{self.name} takes a JSON object, not {redacted(body)}")
        for name, value in body.items():
            kind = self.body.get(name)
            if kind is None:
                known = ", ".join(self.body) or "no fields"
                raise Malformed(f"{self.name} has no field {redacted(name)}; it takes {known}")
            if type(value) not in _TYPES[kind]:
                raise Malformed(
                    f"{name} is a{'n' * (kind[0] in 'aio')} {kind}, not {redacted(value)}"
                )
        for name in self.needs:
            if name not in body:
                raise Malformed(f"{self.name} lacks {name!r}; it takes {', '.join(self.body)}")

    def schema(self) -> Json:
        """Return the JSON schema of its body."""
        return {
            "type": "object",
            "properties": {name: {"type": kind} for name, kind in self.body.items()},
            "required": list(self.needs),
            "additionalProperties": False,
        }


_ACT: Final = {
    "act": "string", "order_no": "string", "reason": "string", "text": "string",
    "ship_date": "string", "carrier": "string", "tracking_no": "string", "code": "integer",
}  # fmt: skip
_CLOCK: Final = {"set": "string", "step": "string", "next": "boolean", "running": "boolean"}
_FAULT: Final = {
    "kind": "string", "method": "string", "nth": "integer", "first": "integer", "since": "string",
    "until": "string", "chance": "number", "seconds": "number", "code": "integer",
    "routing": "boolean",
}  # fmt: skip
_STATE: Final = {
    "format": "integer", "now": "string", "next": "integer", "switches": "object",
    "orders": "array", "messages": "array",
}  # fmt: skip

ROUTES: Final[Mapping[str, Route]] = {
    "POST shops": Route("open", "Open a shop", {"key": "string", "user_id": "string",
                                                 "password": "string", "seed": "integer"}),
    "DELETE shop": Route("close", "Close a shop"),
    "GET shop/orders": Route("orders", "The true state of every order"),
    "POST shop/orders": Route("place", "Place orders in a state",
                              {"state": "string", "count": "integer", "reservation": "boolean",
                               "cart_no": "string"}),
    "POST shop/truth": Route("truth", "The true state of one order", {"order_no": "string"},
                             ("order_no",)),
    "POST shop/fill": Route("fill", "Place an order in every state"),
    "POST shop/live": Route("live", "Random lives from a seed",
                            {"seed": "integer", "orders": "integer", "days": "integer"}),
    "POST shop/acts": Route("act", "Let a buyer, the seller or Qoo10 act on an order", _ACT,
                            ("act", "order_no")),
    "POST shop/scenario": Route("scenario", "Run a list of steps", {"steps": "array"}, ("steps",)),
    "GET shop/clock": Route("clock", "The shop's time, and when something happens next"),
    "POST shop/clock": Route("change-clock", "Set it, step it, run it to the next due moment",
                             _CLOCK),
    "GET shop/faults": Route("faults", "The faults, and how often they struck"),
    "POST shop/faults": Route("add-fault", "Add a counted fault", _FAULT, ("kind",)),
    "DELETE shop/faults": Route("clear-faults", "Remove every fault"),
    "GET shop/journal": Route("journal", "The calls of QAPI, without keys"),
    "GET shop/outbox": Route("outbox", "The messages to the buyers"),
    "GET shop/state": Route("state", "The shop as one readable document"),
    "PUT shop/state": Route("load", "Load the shop from such a document", _STATE, tuple(_STATE)),
    "GET shop/assumptions": Route("switches", "The choice for every assumption"),
    "PUT shop/assumptions": Route("choose", "Set the choice for assumptions",
                                  dict.fromkeys(ASSUMPTIONS, "string")),
    "POST shop/snapshots": Route("save", "Keep the shop under a name", {"name": "string"},
                                 ("name",)),
    "POST shop/restore": Route("restore", "Set the shop back to a snapshot", {"name": "string"},
                               ("name",)),
    "POST shop/fork": Route("fork", "Open another shop from a snapshot",
                            {"name": "string", "key": "string"}, ("name",)),
}  # fmt: skip
"""The routes by their method and path under `/_sandbox/`."""


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
        "422": {"description": "The request does not fit; nothing was done"},
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
            call["requestBody"] = {"content": {"application/json": {"schema": route.schema()}}}
        paths.setdefault(f"/_sandbox/{path}", {})[verb.lower()] = call
    info = {"title": "The sandbox of qoo10_cancel; not Qoo10", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths}
