"""The commands that need no store: the rules, the diagram, the policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from ..._fields import Answer
from ...findings import Certainty, Rule
from ...machine import TABLE, Row
from ...messages import label, word
from ...order import FINAL, State
from ..options import argument, command
from ..policy_file import written
from ..problems import Misuse
from ..terminal import Terminal
from ..views.findings import rule_card, rules_table

__all__ = ["Diagram", "RuleCard", "Rules", "diagram", "mermaid", "policy", "rules"]


@attrs.frozen
class RuleCard(Answer):
    """`rules RULE`: one rule.

    Attributes:
        code: Its public code.
        name: Its name in the library.
        sentence: What it says.
        source: Where it stands.
        certainty: How well it is known.
        switch: The fields of the policy that change how it is applied.
    """

    code: str
    name: str
    sentence: str
    source: str
    certainty: Certainty
    switch: str | None

    @classmethod
    def of(cls, rule: Rule, lang: str) -> RuleCard:
        """Return the card of *rule* in *lang*."""
        sentence = label(rule, lang)
        return cls(rule.code, rule.name, sentence, rule.source, rule.certainty, rule.switch)


@attrs.frozen
class Rules(Answer):
    """`rules`: all of them."""

    rules: tuple[RuleCard, ...]


@attrs.frozen
class Diagram(Answer):
    """`diagram`: the state machine, as Mermaid draws it."""

    mermaid: str


@command("rules")
@argument("rule", required=False)
def rules(terminal: Terminal, rule: str | None) -> None:
    """List the rules with their sources, or show one in detail."""
    lang = terminal.lang
    if rule is None:
        cards = tuple(RuleCard.of(known, lang) for known in Rule)
        terminal.show(Rules(cards), rules_table(lang))
    else:
        found = _rule(rule)
        terminal.show(RuleCard.of(found, lang), rule_card(found, lang))


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
