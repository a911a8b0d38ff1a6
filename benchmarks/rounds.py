"""Interleaved rounds: every contender in turn, in shuffled order; medians of paired ratios."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping

Row = tuple[str, str, str, bool]
"""Operation, goal, measured, whether the goal is met."""


def seconds(run: Callable[[], object], slice_seconds: float) -> float:
    """Return how long one call of *run* takes, calling it for about *slice_seconds*."""
    calls, began = 0, time.process_time()
    while (spent := time.process_time() - began) < slice_seconds:
        run()
        calls += 1
    return spent / calls


def ratios(
    reference: Callable[[], object],
    contenders: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 11,
    slice_seconds: float = 0.08,
) -> dict[str, float]:
    """Return, for each contender, the median of its cost over the reference's.

    Each slice of a contender is paired with a slice of the reference right before it, so that
    a noisy neighbour weighs on both.
    """
    seen: dict[str, list[float]] = {name: [] for name in contenders}
    shuffled = random.Random(20220812)
    for run in (reference, *contenders.values()):
        run()
    for _ in range(rounds):
        names = list(contenders)
        shuffled.shuffle(names)
        for name in names:
            gc.collect()
            base = seconds(reference, slice_seconds)
            seen[name].append(seconds(contenders[name], slice_seconds) / base)
    return {name: statistics.median(values) for name, values in seen.items()}


def table(rows: list[Row]) -> str:
    """Return *rows* as the Markdown table that the docs show."""
    lines = ["| operation | goal | measured | |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {what} | {goal} | {measured} | {'met' if met else 'missed'} |"
        for what, goal, measured, met in rows
    ]
    return "\n".join(lines)
