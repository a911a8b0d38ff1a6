"""True histories as polls, files and people tell them: `python tests/histories.py [ORDERS]`.

Prints how many orders were lived in which modes, what was believed that was false, and each kind
of question with how often it was asked and why it could not have been answered from what was
known. Fails if anything false was believed, or a question could have been answered.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count

from news.listener import lived
from news.world import MODES, Mode, News, Truth
from news.worlds import ARGUMENTS, second_world

ORDERS = 10_000


class Tally:
    """What has come of all histories."""

    def __init__(self) -> None:
        self.orders = Counter[str]()
        self.false: list[str] = []
        self.asked = Counter[str]()
        self.lagging = Counter[str]()
        self.open_to_doubt: list[str] = []

    def live(self, seed: int, mode: Mode) -> None:
        """Live one history."""

        def ask(truth: Truth, told: list[News], question: str) -> None:
            self.asked[question] += 1
            other = second_world(truth, told, mode, question)
            if other is None:
                self.open_to_doubt.append(f"{seed} {mode.name}: {question}")
            elif other[1]:
                self.lagging[question] += 1

        _shop, false = lived(seed, mode, ask)
        self.orders[mode.name] += 1
        self.false += false

    def lines(self) -> Iterator[str]:
        """Say what came of it."""
        for name, orders in self.orders.items():
            yield f"{orders:>9,}  {name}"
        yield f"{self.orders.total():>9,}  orders in {len(self.orders)} modes"
        yield f"{len(self.false):>9,}  false facts"
        yield from (f"           {false}" for false in self.false[:20])
        yield f"{self.asked.total():>9,}  questions"
        for question, times in self.asked.most_common():
            yield f"{times:>9,}  {question}: {ARGUMENTS.get(question, 'why?')}"
            yield f"{times - self.lagging[question]:>20,}  with the very same looks"
            if self.lagging[question]:
                yield f"{self.lagging[question]:>20,}  with a claim list that lags"
        yield f"{len(self.open_to_doubt):>9,}  questions for which no second world was found"
        yield from (f"           {asked}" for asked in self.open_to_doubt[:20])


def main(orders: int, seconds: float) -> int:
    """Live that many histories, and more until the time is over; return the exit code."""
    until, tally = time.monotonic() + seconds, Tally()
    for seed in count():
        if tally.orders.total() >= orders and time.monotonic() >= until:
            break
        for mode in MODES:
            tally.live(seed, mode)
    print("\n".join(tally.lines()))
    return int(bool(tally.false or tally.open_to_doubt))


if __name__ == "__main__":
    numbers = [float(argument) for argument in sys.argv[1:]]
    sys.exit(main(int(numbers[0]) if numbers else ORDERS, *(numbers[1:] or [0.0])))
