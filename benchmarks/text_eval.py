"""How well texts are judged: `python benchmarks/text_eval.py FOLDER`.

The folder holds `sentences.tsv` and `hard.tsv` (real sentences and texts made from them; not part
of this project), `count_cases.tsv` and `store_delay.tsv`. The answer is 1 when a bar is missed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from qoo10_cancel.text import CheckedReason, check_reason

SHOP_UI = "e-commerce UI"
CUT = "…(cut)"
WHOLE = {
    "24": "発送済みです。" + "👨\u200d👩\u200d👧\u200d👦" * 10,
    "79": "商品は発送済みです。" + "".join(chr(0x4E00 + 3 * step) for step in range(991)),
}
"""Two rows of `count_cases.tsv` that are too long for a table."""

Line = tuple[str, str, str, bool]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file without quoting."""
    head, *lines = path.read_text("utf-8").split("\n")
    for line in lines:
        if line:
            yield dict(zip(head.split("\t"), line.split("\t"), strict=True))


def unescaped(text: str) -> str:
    """Return *text* with Python's escapes taken as the characters they stand for."""
    if "\\" not in text:
        return text
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")


def by_language(checked: CheckedReason) -> str:
    """Say what the language rule says: `refused`, `flagged` or `clean`."""
    details = {finding.detail for finding in checked.findings}
    if details & {"not-japanese", "mojibake", "empty"}:
        return "refused"
    return "flagged" if "mixed-language" in details else "clean"


def share(part: int, whole: int) -> str:
    """Write a share in words."""
    return f"{part} of {whole} ({part / whole:.2%})"


def of_sentences(folder: Path) -> Iterator[Line]:
    """Judge real sentences."""
    foreign: Counter[str] = Counter()
    prose: Counter[str] = Counter()
    shop: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for row in rows(folder / "sentences.tsv"):
        checked = check_reason(row["text"])
        verdict = by_language(checked)
        if row["lang"] != "ja":
            foreign[verdict] += 1
        elif row["domain"] == SHOP_UI:
            shop[verdict] += 1
        else:
            prose[verdict] += 1
            others.update(f"{f.detail} ({f.severity.value})" for f in checked.findings)
    accepted, total = foreign.total() - foreign["refused"], foreign.total()
    yield "zh, ko, en sentences accepted", "0", share(accepted, total), accepted == 0
    clean, total = prose["clean"], prose.total()
    yield "Japanese prose, clean", "≥ 99.9 %", share(clean, total), clean >= 0.999 * total
    lost = prose["refused"]
    yield "Japanese prose, refused by language", "0", share(lost, total), lost == 0
    yield "Japanese shop UI, refused by language", "–", share(shop["refused"], shop.total()), True
    for detail, count in sorted(others.items()):
        yield f"Japanese prose, {detail}", "–", share(count, total), True


def of_hard(folder: Path) -> Iterator[Line]:
    """Judge awkward and hostile texts."""
    seen: dict[str, Counter[str]] = {}
    denied: Counter[bool] = Counter()
    for row in rows(folder / "hard.tsv"):
        checked = check_reason(unescaped(row["text_escaped"]))
        group = row["expected"]
        if group == "no":
            group = "sprinkled" if "sprinkle" in row["category"] else "foreign"
        seen.setdefault(group, Counter())[by_language(checked)] += 1
        if group == "junk":
            denied[bool(checked.violations)] += 1
    ok, mixed, junk = seen["ok"], seen["mixed"], denied
    part = ok["clean"] + ok["flagged"]
    said = share(part, ok.total()) + f", {ok['flagged']} flagged"
    yield "awkward Japanese accepted", "–", said, True
    part = seen["foreign"].total() - seen["foreign"]["refused"]
    yield "own zh, ko, en reasons accepted", "0", share(part, seen["foreign"].total()), part == 0
    part, total = seen["sprinkled"]["clean"], seen["sprinkled"].total()
    yield "foreign with one Japanese word, clean", "≤ 1 %", share(part, total), part <= total / 100
    part, total = mixed.total() - mixed["clean"], mixed.total()
    yield "bilingual, flagged or refused", "≥ 97 %", share(part, total), part >= 0.97 * total
    yield "mojibake and junk denied", "all", share(junk[True], junk.total()), not junk[False]


def of_count_cases(folder: Path) -> Iterator[Line]:
    """Judge the cases of counting, code by code."""
    right = total = 0
    for row in rows(folder / "count_cases.tsv"):
        text = row["text_escaped_if_needed"]
        text = WHOLE[row["no"]] if text.endswith(CUT) else unescaped(text)
        checked = check_reason(text)
        same = (
            codes(checked.violations) == {code for code in row["errors"].split(",") if code}
            and codes(checked.warnings) == {code for code in row["warnings"].split(",") if code}
            and checked.content_length == int(row["content_length"])
        )
        total += 1
        right += same
        if not same:
            print(f"count_cases {row['no']}: {[f.detail for f in checked.findings]}")
    yield "counting cases, codes and lengths", "all", share(right, total), right == total


def codes(findings: tuple[object, ...]) -> set[str]:
    """Return the names that the table uses."""
    return {f"REASON_{f.detail}".upper().replace("-", "_") for f in findings}  # type: ignore[attr-defined]


def of_store_delay(folder: Path) -> Iterator[Line]:
    """Judge reasons that speak of delay, and such that only seem to."""
    seen: dict[str, Counter[str]] = {}
    for row in rows(folder / "store_delay.tsv"):
        checked = check_reason(row["text"])
        verdict = "denied" if checked.violations else "warned" if checked.warnings else "clean"
        seen.setdefault(row["label"], Counter())[verdict] += 1
    for label, counts in seen.items():
        said = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
        missed = counts["denied"] if label == "legit" else counts["clean"]
        goal = {"legit": "none denied", "ambiguous": "–"}.get(label, "none clean")
        yield f"{label} ({counts.total()})", goal, said, not missed or label == "ambiguous"


PARTS: tuple[Callable[[Path], Iterator[Line]], ...] = (
    of_sentences,
    of_hard,
    of_count_cases,
    of_store_delay,
)


def main() -> int:
    """Print the table; answer 1 when a bar is missed."""
    if len(sys.argv) != 2:
        print("python benchmarks/text_eval.py FOLDER", file=sys.stderr)
        return 2
    lines = [line for part in PARTS for line in part(Path(sys.argv[1]))]
    print("| texts | bar | found | |\n| --- | --- | --- | --- |")
    for what, bar, found, met in lines:
        print(f"| {what} | {bar} | {found} | {'' if bar == '–' else 'met' if met else 'missed'} |")
    return 0 if all(met for *_, met in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
