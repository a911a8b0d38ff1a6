"""The commands that need no store: the rules, the diagram, the policy, the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...codec import VALUES, json_schema
from ...desk import ANSWERS
from ...findings import Rule
from ...machine import TABLE, Row
from ...messages import word
from ...order import FINAL, State
from .. import views
from ..documents import DOCUMENTS, Diagram, RuleCard, Rules
from ..options import argument, command
from ..policy_file import written
from ..problems import Misuse
from ..terminal import Terminal

__all__ = ["diagram", "mermaid", "policy", "rules", "schema"]


@command("rules")
@argument("rule", required=False)
def rules(terminal: Terminal, rule: str | None) -> None:
    """List the rules with their sources, or show one in detail."""
    lang = terminal.lang
    if rule is None:
        cards = tuple(RuleCard.of(known, lang) for known in Rule)
        terminal.show(Rules(cards), views.rules_table(lang))
    else:
        found = _rule(rule)
        terminal.show(RuleCard.of(found, lang), views.rule_card(found, lang))


def _rule(code: str) -> Rule:
    try:
        return Rule(code.strip().upper())
    except ValueError:
        last = max(rule.code for rule in Rule)
        raise Misuse("rule", code=code, last=last) from None


@command("diagram")
def diagram(terminal: Terminal) -> None:
    """Print the state machine as a Mermaid diagram."""
    drawn = mermaid(TABLE, terminal.lang)
    terminal.write(Diagram(drawn), drawn)


def mermaid(table: Iterable[Row[Any]], lang: str) -> str:
    """Return the diagram of *table*; what leaves an order where it is, is not drawn.

    >>> from qoo10_cancel.cli.commands.looking_up import mermaid
    >>> print(mermaid([Row(State.SHIPPED, Delivery, State.DELIVERED)], "en").splitlines()[-1])
        shipped --> delivered: delivery
    """
    arrows: dict[tuple[State, State], dict[str, None]] = {}  # a set that keeps the order
    for row in table:
        if row.target is not None and row.target is not row.source:
            events = arrows.setdefault((row.source, row.target), {})
            events[word(f"event.{row.event.__name__}", lang)] = None
    names = [f'    state "{word(f"state.{s.value}", lang)}" as {s.value}' for s in State]
    ends = [f"    {state.value} --> [*]" for state in State if state in FINAL]
    lines = [
        f"    {source.value} --> {target.value}: {' / '.join(events)}"
        for (source, target), events in arrows.items()
    ]
    start = f"    [*] --> {State.NEW.value}"
    return "\n".join(["stateDiagram-v2", *names, start, *ends, *lines])


@command("policy")
def policy(terminal: Terminal) -> None:
    """Print the policy that is in force, as a file that `--policy` reads."""
    terminal.write(terminal.policy, written(terminal.policy, terminal.lang))


@command("schema")
def schema(terminal: Terminal) -> None:
    """Print the JSON Schema of what the library writes: values, answers, documents."""
    described = json_schema(*dict.fromkeys((*VALUES, *ANSWERS, *DOCUMENTS)))
    terminal.write(described, json.dumps(described, indent=2))
