"""How well texts are judged: `python benchmarks/text_eval.py [FOLDER]`.

The folder holds any of: `sentences.tsv` and `hard.tsv` (real sentences and texts made from them;
not part of this project), `count_cases.tsv`, `store_delay.tsv`, `more_texts.tsv`, and `blind.tsv`
(text, class, note). Shares come with their 95 % interval (Wilson). The answer is 1 when a bar is
missed. `training/texts.tsv` is judged too: the part that the table was not trained on. Without a
folder, `training/` is taken: its `blind.tsv` was judged before anybody had read it, and is never
trained on.

`--folds` instead of a folder trains the table anew for each hand in `training/texts.tsv`, on the
texts of all others, and judges that hand's: what to expect of an author whom nobody has read.
`-v` prints what is judged otherwise than wanted.
"""

from __future__ import annotations

import math
import runpy
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

from qoo10_cancel.findings import Rule, Severity
from qoo10_cancel.reasons import RefusalReason
from qoo10_cancel.text import CheckedReason, check_reason, lexicon, likeness
from qoo10_cancel.text.meaning import Verdict

SHOP_UI = "e-commerce UI"
CUT = "…(cut)"
WHOLE = {
    "24": "発送済みです。" + "👨\u200d👩\u200d👧\u200d👦" * 10,
    "79": "商品は発送済みです。" + "".join(chr(0x4E00 + 3 * step) for step in range(991)),
}
"""Two rows of `count_cases.tsv` that are too long for a table."""

SHORT = ("24", "29")
"""Two rows whose text is Japanese and short: since then it is only called short."""

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
    if details & {"not-japanese", "too-little-japanese", "mojibake", "empty"}:
        return "refused"
    return "flagged" if "mixed-language" in details else "clean"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson."""
    z, share = 1.959964, part / whole
    middle = share + z * z / (2 * whole)
    reach = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


def share(part: int, whole: int) -> str:
    """Write a share with its interval."""
    low, high = wilson(part, whole)
    return f"{part} of {whole} = {part / whole:.1%} ({low:.1%}–{high:.1%})"


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
    lost = sum(others[f"{verdict.value} (violation)"] for verdict in DENIALS)
    yield "Japanese prose, denied as a delay", "≤ 1 %", share(lost, total), lost <= total / 100
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
    line = share(part, ok.total()) + f", {ok['flagged']} flagged"
    yield "awkward Japanese accepted", "–", line, True
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
        errors = row["errors"]
        if row["no"] in SHORT:
            errors = errors.replace(",REASON_NOT_JAPANESE", "")
        same = (
            codes(checked.violations) == {code for code in errors.split(",") if code}
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
        line = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
        missed = counts["denied"] if label == "legit" else counts["clean"]
        goal = {"legit": "none denied", "ambiguous": "–"}.get(label, "none clean")
        yield f"{label} ({counts.total()})", goal, line, not missed or label == "ambiguous"


CLASSES = ("delay", "legit", "carrier_delay", "no_ground", "unrelated")
# Class, what is counted, the bar, whether the share must be at least or at most that.
BARS = (
    ("delay", "denied", 0.90, True),
    ("delay", "silent", 0.015, False),
    ("legit", "denied", 0.01, False),
    ("legit", "warned", 0.08, False),
    ("carrier_delay", "warned", 0.90, True),
    ("no_ground", "warned", 0.90, True),
    ("unrelated", "denied", 0.01, False),
)


def spoken(checked: CheckedReason) -> str:
    """Say what QC-08 and QC-09 say of a text: denied, warned or silent.

    An emoji or half-width kana are warned about for themselves, in any class.
    """
    found = [found for found in checked.findings if found.rule in MEANT]
    if any(found.severity is Severity.VIOLATION for found in found):
        return "denied"
    return "warned" if found else "silent"


def by_class(name: str, texts: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Judge texts of the five classes; a text may be too short for 其他."""
    seen: dict[str, Counter[str]] = {}
    for label, text in texts:
        reason = RefusalReason(None, text)
        seen.setdefault(label, Counter())[spoken(check_reason(reason))] += 1
        if VERBOSE and spoken(check_reason(reason)) not in WANTED[label]:
            print(label, spoken(check_reason(reason)), text, file=sys.stderr)
    for label, what, bar, least in BARS:
        if label not in seen:
            continue
        part, total = seen[label][what], seen[label].total()
        met = part >= bar * total if least else part <= bar * total
        sign = "≥" if least else "≤"
        yield f"{name}: {label}, {what}", f"{sign} {bar:.1%}", share(part, total), met


DENIALS = (Verdict.STORE, Verdict.READS_LATE)
MEANT = {Rule.DELAY_IS_NO_REASON, Rule.REASON_AGREES}
VERBOSE = "-v" in sys.argv
WANTED = {
    "delay": ("denied",),
    "legit": ("silent",),
    "carrier_delay": ("warned",),
    "no_ground": ("warned",),
    "unrelated": ("warned", "silent"),
}


def of_own_texts(_folder: Path) -> Iterator[Line]:
    """Judge the labelled texts of the project that the table was not trained on."""
    texts = [(label, text) for label, split, _, text in trainer().samples() if split == "test"]
    yield from by_class("own, held out", texts)


def of_hands() -> Iterator[Line]:
    """Judge the texts of each hand by a table that has seen none of them."""
    train = trainer()
    texts = train.samples()
    for hand in sorted({hand for _, _, hand, _ in texts}):
        lexicon.packed()["weights"] = train.trained([text for text in texts if text[2] != hand])
        likeness._rows.cache_clear()  # noqa: SLF001
        unseen = [(label, text) for label, _, own, text in texts if own == hand]
        yield from by_class(f"hand {hand}, unseen", unseen)


def trainer() -> SimpleNamespace:
    """Return the names in `training/train.py`."""
    return SimpleNamespace(**runpy.run_path(str(TRAINING / "train.py")))


def of_blind(folder: Path) -> Iterator[Line]:
    """Judge texts of another author."""
    texts = [(row["class"], row["text"]) for row in rows(folder / "blind.tsv")]
    yield from by_class("blind", texts)


def class_of(row: dict[str, str]) -> str:
    """Return the class of a text of `more_texts.tsv`; nothing for another kind of text."""
    kind, expected = row["class"], row["expected"]
    if kind.startswith("a-"):
        return "delay" if expected == "error" else "no_ground"
    if not kind.startswith("b-"):
        return ""
    if kind == "b-other-noground":
        return "no_ground"
    return "legit" if expected == "silent" else "carrier_delay"


def of_more_texts(folder: Path) -> Iterator[Line]:
    """Judge reasons in 41 classes: delay and grounds, languages, fitness, contacts."""
    texts = list(rows(folder / "more_texts.tsv"))
    labelled = [(class_of(row), unescaped(row["text"])) for row in texts]
    yield from by_class("more", [(label, text) for label, text in labelled if label])
    groups = (
        ("foreign accepted", "c-", "error", 0.0),
        ("unfit accepted", "d-", "error", 0.03),
        ("contacts and links missed", "d-", "warning", 0.05),
    )
    for name, prefix, expected, bar in groups:
        chosen = [
            check_reason(unescaped(row["text"]))
            for row in texts
            if row["class"].startswith(prefix) and row["expected"] == expected
        ]
        if expected == "error":
            missed = sum(not checked.violations for checked in chosen)
        else:
            missed = sum(not checked.findings for checked in chosen)
        found = share(missed, len(chosen))
        yield f"more: {name}", f"≤ {bar:.1%}", found, missed <= bar * len(chosen)


TRAINING = Path(__file__).resolve().parents[1] / "training"
PARTS: dict[str, Callable[[Path], Iterator[Line]]] = {
    "sentences.tsv": of_sentences,
    "hard.tsv": of_hard,
    "count_cases.tsv": of_count_cases,
    "store_delay.tsv": of_store_delay,
    "more_texts.tsv": of_more_texts,
    "blind.tsv": of_blind,
    "": of_own_texts,
}


def main() -> int:
    """Print the table; answer 1 when a bar is missed."""
    names = [name for name in sys.argv[1:] if name != "-v"] or [str(TRAINING)]
    if len(names) != 1:
        print("python benchmarks/text_eval.py [FOLDER | --folds]", file=sys.stderr)
        return 2
    folder = Path(names[0])
    parts = [part(folder) for name, part in PARTS.items() if (folder / name).exists()]
    lines = list(of_hands()) if names == ["--folds"] else [line for part in parts for line in part]
    print("| texts | bar | found | |\n| --- | --- | --- | --- |")
    for what, bar, found, met in lines:
        print(f"| {what} | {bar} | {found} | {'' if bar == '–' else 'met' if met else 'missed'} |")
    return 0 if all(met for *_, met in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
