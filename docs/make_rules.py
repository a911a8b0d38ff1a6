"""Write docs/rules.md, every rule with its source and what it says: python docs/make_rules.py."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from qoo10_cancel.findings import LIFTABLE, Rule
from qoo10_cancel.messages import en, label
from qoo10_cancel.policy import RULES_VERSION

PAGE: Final = Path(__file__).with_name("rules.md")

INTRO: Final = f"""\
# Rules

What a seller on Qoo10 Japan may do with a cancel request, rule by rule; this is version
{RULES_VERSION} of the rules. A code is public and never changes its meaning. *Manual* is Qoo10's
manual for sellers on refusing a cancel request, by section.

*Certainty* says how well a rule is known: *stated* by the manual; *official*, said by another page
of Qoo10's; *derived* from what is stated; *assumed*, because nobody says it and this is the
cautious reading; *technical*, to keep the records sound.

*Switch* names the field of `Policy` that changes how a rule is applied. A rule that is lifted
still warns: {", ".join(sorted(rule.code for rule in LIFTABLE))} can be lifted, and no other.

Under each rule stand its details, which are as stable as the codes, with the message for each and
what can be done. What stands in {{braces}} is filled in with the order's own numbers and dates.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRO, *(_section(rule) for rule in Rule)])


def _section(rule: Rule) -> str:
    switch = f"`{rule.switch}`" if rule.switch else "none"
    return (
        f"## {rule.code} {label(rule, 'en')}\n\n"
        f"`{rule.name}` · source: {rule.source} · certainty: {rule.certainty.value} · "
        f"switch: {switch}\n\n{_details(rule)}"
    )


def _details(rule: Rule) -> str:
    sentences = {
        key.removeprefix(f"{rule.code}."): both
        for key, both in {**en.RULES, **en.TEXT}.items()
        if key.startswith(rule.code)
    }
    if not sentences:
        return "It objects to nothing by itself.\n"
    lines = ["| detail | message | what to do |", "| --- | --- | --- |"]
    lines += [f"| `{d}` | {_cell(what)} | {_cell(do)} |" for d, (what, do) in sentences.items()]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
