"""Write docs/states.md, every row of the machine's table: python docs/make_states.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from qoo10_cancel.events import By, ClockEvent, DutyLapse, RequestWithdrawal
from qoo10_cancel.machine import TABLE, Row, pending_is_not_shipped, refused_is_final
from qoo10_cancel.messages import word
from qoo10_cancel.order import FINAL, UNSENT, State

PAGE: Final = Path(__file__).with_name("states.md")

# These object to every order until a policy lifts their rule.
SHUT: Final = frozenset({refused_is_final, pending_is_not_shipped})

INTRO: Final = """\
# States

[![The states of an order and the events between them](states.svg)](states.svg)

This page and the picture are made from the table that the machine runs on. One order line has one
order number and is one order. The words in the boxes are those of [the glossary](glossary.md).

Three things are not in the picture:

- events that change no state, such as a reminder or recorded evidence;
- what only a policy opens: a second request after a refusal (QC-11), and marking as shipped while
  a request is pending (QC-19);
- events that are barred in a state and denied by name.

Below, each state has every event that the table knows for it. *Rules asked* are the rules that may
object or warn; [the rules](rules.md) have their sentences. **An event that a state does not list
is denied with QC-00.** Moves of the clock are taken by themselves before any later event, so
nobody has to send them; one that is handed in too early is denied by the rule beside it.

`record` and `observe` accept what has really happened, whatever this table says; see
[why](why.md#three-doors).
"""

SAME: Final = "stays"

SPAN: Final = 4
"""So many codes in a row are written as a range."""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRO, *(_section(state) for state in State)])


def _section(state: State) -> str:
    zh, ja = (word(f"state.{state.value}", lang) for lang in ("zh-CN", "ja"))
    final = "\nFinal: no command leaves it.\n" if state in FINAL else ""
    rows = [row for row in TABLE if row.source is state]
    return f"## {state.value}\n\n{zh} · {ja}\n{final}\n{_table(rows)}\n"


def _table(rows: Iterable[Row[Any]]) -> str:
    lines = ["| event | caused by | then | rules asked |", "| --- | --- | --- | --- |"]
    by_event = _by_event(rows)
    lines += [_line(event, same) for event, same in by_event.items() if not _is_idle(same[0])]
    if idle := [f"`{event}`" for event, same in by_event.items() if _is_idle(same[0])]:
        lines.append(f"| {', '.join(idle)} | | {SAME} | |")
    return "\n".join(lines)


def _is_idle(row: Row[Any]) -> bool:
    """Say whether nothing in this state is moved or asked by the row's event."""
    return row.target is row.source and not row.guards and row.event is not DutyLapse


def _line(event: str, same: list[Row[Any]]) -> str:
    by = same[0].event.by
    targets = " or ".join(_target(row) for row in same)
    then = "where it came from" if same[0].event is RequestWithdrawal else targets
    return f"| `{event}` | {_cause(by)} | {then} | {_codes(same)} |"


def _codes(rows: list[Row[Any]]) -> str:
    """Return the codes of the rules that the rows ask; four in a row or more as a range."""
    codes = {code for row in rows for guard in row.guards for code in codes_of(guard)}
    codes |= {row.event.rule.code for row in rows if issubclass(row.event, ClockEvent)}
    runs: list[list[int]] = []
    for number in sorted(int(code[3:]) for code in codes):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) >= SPAN:
        return f"QC-{run[0]:02} … QC-{run[-1]:02}"
    return ", ".join(f"QC-{number:02}" for number in run)


def _by_event(rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.event.__name__, []).append(row)
    return found


def _cause(by: By) -> str:
    return "Qoo10" if by is By.PLATFORM else f"the {by.value}"


def _target(row: Row[Any]) -> str:
    if row.target is None:
        return "denied"
    if row.target is row.source:
        return SAME
    # Before a request QC-11 objects only to the rare order that was refused before.
    guards = () if row.source in UNSENT else row.guards
    shut = [code for guard in guards if guard in SHUT for code in codes_of(guard)]
    lifted = f", if {shut[0]} is lifted" if shut else ""
    return f"[{row.target.value}](#{row.target.value}){lifted}{_when(row)}"


def _when(row: Row[Any]) -> str:
    """Say when this one of several rows holds."""
    if row.when is None:
        return ""
    return " (no reservation)" if row.target is State.CANCELLED else " (a reservation, or unknown)"


def codes_of(guard: Callable[..., object]) -> list[str]:
    """Return the codes that the first line of a guard's docstring names; `to` spans a range."""
    codes = (guard.__doc__ or "").split(":")[0]
    numbers = [int(number) for number in re.findall(r"QC-(\d\d)", codes)]
    span = re.search(r"QC-(\d\d) to QC-(\d\d)", codes)
    if span is not None:
        numbers += range(int(span[1]), int(span[2]))
    return [f"QC-{number:02}" for number in sorted(set(numbers))]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
