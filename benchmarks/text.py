"""What judging a text costs: `python benchmarks/text.py`; `--search` looks for worse texts."""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qoo10_cancel.text import check_reason

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "text" / "corpus"
HOSTILE = CORPUS / "hostile.json"
ROUNDS = 15
UNITS = 1000
ONE_PATTERN = re.compile("[^<>{}]*発送(?:済み|しました|いたしました)[^<>{}]*")

Row = tuple[str, str, str, bool]


def ordinary() -> list[str]:
    """Return the texts of the corpus that are as long as reasons are."""
    lines = (CORPUS / "own_cases.tsv").read_text("utf-8").splitlines()[1:]
    texts = [line.split("\t")[4] for line in lines]
    return [text for text in texts if 40 <= len(text) <= 120]


def filled(piece: str, units: int) -> str:
    """Return *piece* again and again, in at most so many UTF-16 units."""
    width = len(piece.encode("utf-16-le", "surrogatepass")) // 2
    return piece * (units // width)


def hostile() -> list[str]:
    """Return the worst texts that a search has found."""
    return [filled(piece, UNITS) for piece in json.loads(HOSTILE.read_text("utf-8"))]


def seconds(run: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def medians(runs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median time of each, measured in turns."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(seconds(run))
    return {name: statistics.median(times) for name, times in taken.items()}


def of_ordinary() -> Row:
    """Measure ordinary texts beside one pattern matched against the same texts."""
    texts = ordinary()
    took = medians(
        {
            "check": lambda: [check_reason(text) for text in texts],
            "match": lambda: [ONE_PATTERN.fullmatch(text) for text in texts],
        }
    )
    micros = took["check"] / len(texts) * 1e6
    result = f"{micros:.0f} µs; {took['check'] / took['match']:.0f} × one `re.fullmatch`"
    return (
        f"`check_reason`, {len(texts)} ordinary texts of 40–120",
        "≤ 150 µs",
        result,
        micros <= 150,
    )


def of_hostile() -> Row:
    """Measure the worst texts that were found."""
    texts = hostile()
    took = medians(
        {str(at): lambda text=text: check_reason(text) for at, text in enumerate(texts)}, rounds=5
    )
    worst = max(took.values()) * 1e3
    what = f"`check_reason`, worst of {len(texts)} hostile texts of {UNITS} units"
    return what, "≤ 5 ms", f"{worst:.1f} ms", worst <= 5


def of_length() -> Row:
    """Measure what a unit costs at 8,000 units against 1,000 units, for the worst texts."""
    pieces = json.loads(HOSTILE.read_text("utf-8"))
    growth = []
    for piece in pieces:
        short, long = filled(piece, 1000), filled(piece, 8000)
        took = medians(
            {
                "short": lambda text=short: check_reason(text),
                "long": lambda text=long: check_reason(text),
            },
            rounds=3,
        )
        growth.append(took["long"] / took["short"] / (len(long) / len(short)))
    worst = max(growth)
    what = "`check_reason`, a unit of 8,000 against a unit of 1,000"
    return what, "≤ 1.5 ×", f"{statistics.median(growth):.2f} ×, worst {worst:.2f} ×", worst <= 1.5


def of_giant() -> Row:
    """Measure a text far above the ceiling."""
    giant = "あ" * 100_000_000
    took = medians({"giant": lambda: check_reason(giant)})["giant"] * 1e6
    return "`check_reason`, 100,000,000 characters", "≤ 150 µs", f"{took:.0f} µs", took <= 150


def rows() -> list[Row]:
    """Return operation, goal, what was measured, and whether the goal is met."""
    return [of_ordinary(), of_hostile(), of_length(), of_giant()]


_JAPANESE = (
    "あ|商品|遅れ|まだ|まだ届|入荷|次第|在庫|在庫が|発送|発送が|発送の|準備|準備が|生産|お|の|を|て|ここに|材料"
    "|予定どおり|遅延の|遅れの心配|変更|確認が|キャンセル|万が一遅れ|台風遅れ|商品遅|しょ|おく|まち|御|致|待って"
    "|受け取|届き|ん|ー|発送終|終わ|梱包|指定|お客様|同意|、|。|は|　"
)
_OTHERS = (
    "a|a-|-|1|0|0-|4|<|&|{|[|【|〇|×|x|_|%|%0|=?|=?a|\n|\nx-|x-a|a.|a@|@|.|.com|http|www|line|ライン|dm"
    "|ｶ|ﾞ|か\u3099|\u0301|縺|ã|¤|\u200b|\u202e|\x00|😀|葛\U000e0100|国|發|国的|的|가|ㄅ|é|İ|ﬃ|ﷺ"
    "|𝐀|\u2800| |㌀|½|Ё|the "
)
PIECES = f"{_JAPANESE}|{_OTHERS}".split("|")


def search(rounds: int) -> list[tuple[float, str]]:
    """Put pieces together at random and return the slowest texts with their milliseconds."""
    dice = random.Random(20220812)
    found = []
    for at in range(len(PIECES) + rounds):
        few = [PIECES[at]] if at < len(PIECES) else dice.choices(PIECES, k=dice.randint(2, 5))
        piece = "".join(few)
        text = filled(piece, UNITS)
        took = min(seconds(lambda text=text: check_reason(text)) for _ in range(2))
        found.append((took * 1e3, piece))
    return sorted(found, reverse=True)


def main() -> int:
    """Print the table, or the slowest texts."""
    if "--search" in sys.argv:
        for took, piece in search(4000)[:24]:
            print(f"{took:6.2f} ms  {piece!r}")
        return 0
    print("| operation | goal | measured | |\n| --- | --- | --- | --- |")
    for what, goal, measured, met in rows():
        print(f"| {what} | {goal} | {measured} | {'met' if met else 'missed'} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
