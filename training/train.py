"""Make the table of the text rule from the words and the labelled texts in this folder.

`make text-train` writes `src/qoo10_cancel/text/table.json`, the same bytes each time.
"""

from __future__ import annotations

import json
import math
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from qoo10_cancel.text import facts, lexicon, likeness, meaning
from qoo10_cancel.text.canonical import solid

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "qoo10_cancel" / "text" / "table.json"
CLASSES = {"delay": 0, "legit": 1, "carrier_delay": 2, "no_ground": 3, "unrelated": 4}
ROUNDS, RATE, DECAY, KEPT, SCALE, NORM = 14, 0.1, 2e-5, 12000, 100, 4
BALANCE, SEEN, COMMON = 1.0, 0.5, 0.5

Sample = tuple[str, str, str, str]


def lines(name: str) -> Iterable[str]:
    """Yield the lines of a file that say something."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def spelled(word: str, pairs: list[tuple[str, str]]) -> set[str]:
    """Return the spellings of *word*: with up to three pairs of spellings.txt put in."""
    known = {word}
    for _ in range(3):
        known |= {
            other.replace(right, left)
            for other in known
            for left, right in pairs
            if right in other
        }
    return known


def words() -> dict[str, str]:
    """Return the words of each concept in every spelling; a word's first concept holds."""
    pairs = [tuple(pair.split("=")) for line in lines("spellings.txt") for pair in line.split()]
    owner: dict[str, str] = {}
    derived: dict[str, str] = {}
    for line in lines("words.txt"):
        concept, _, rest = line.partition(": ")
        for raw in rest.split():
            word = lexicon.in_hiragana(unicodedata.normalize("NFKC", raw).lower())
            owner.setdefault(word, concept)
            for other in sorted(spelled(word, pairs)):
                derived.setdefault(other, concept)
    derived.update(owner)
    concepts: dict[str, list[str]] = {}
    for word, concept in sorted(derived.items()):
        concepts.setdefault(concept, []).append(word)
    return {concept: " ".join(found) for concept, found in sorted(concepts.items())}


def samples() -> list[Sample]:
    """Return the labelled texts: class, split, hand, text."""
    return [tuple(line.split("\t")) for line in lines("texts.tsv")]  # type: ignore[misc]


def features(text: str) -> set[str]:
    """Return what the table looks at in *text*."""
    form = lexicon.in_hiragana(solid(text))
    tokens = lexicon.tokens(form)
    return likeness.features(form, tokens, facts.read(tokens))


def trained(texts: list[Sample]) -> dict[str, list[int]]:
    """Return the weights of each feature for delay, ground and carrier's delay against neither.

    Logistic regression over four classes by AdaGrad, once over everything and once over the
    heaviest features; order and numbers are fixed.
    """
    seen = [(sorted(features(text)), CLASSES[label]) for label, _, _, text in texts]
    counts = Counter(name for names, _ in seen for name in names)
    kept = sorted(name for name, count in counts.items() if count > 1)
    first = fitted(seen, kept, ROUNDS // 2)
    return fitted(seen, sorted(first), ROUNDS)


def fitted(
    seen: list[tuple[list[str], int]], kept: list[str], rounds: int
) -> dict[str, list[int]]:
    """Return the weights of the features *kept*.

    Each step looks at a random half of a text's features, so that no single one carries a class.
    """
    known = {name: at for at, name in enumerate(kept)}
    rows = [([known[n] for n in names if n in known], label) for names, label in seen]
    counts = Counter(name for names, _ in rows for name in names)
    share = Counter(label for _, label in rows)
    heavy = [(len(rows) / (5 * share[label])) ** BALANCE for label in range(5)]
    weights = [[0.0] * 5 for _ in known]
    square = [[1e-3] * 5 for _ in known]
    dice = random.Random(20220812)
    for _ in range(rounds):
        dice.shuffle(rows)
        for names, label in rows:
            some = [name for name in names if dice.random() < SEEN]
            step(some, label, heavy[label], weights, square)
    return packed_weights(known, weights, counts)


def step(
    names: list[int],
    label: int,
    weight: float,
    weights: list[list[float]],
    square: list[list[float]],
) -> None:
    """Move the weights a little towards *label*."""
    size = NORM / max(len(names), 1) ** 0.5
    scores = [size * sum([weights[name][of] for name in names]) for of in range(5)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    for of in range(5):
        slope = weight * size * (powers[of] / total - (of == label))
        if abs(slope) < 1e-4:  # noqa: PLR2004
            continue
        for name in names:
            row, squares = weights[name], square[name]
            pull = slope + DECAY * row[of]
            squares[of] += pull * pull
            row[of] -= RATE * pull / squares[of] ** 0.5


def packed_weights(
    known: dict[str, int], weights: list[list[float]], counts: Counter[int]
) -> dict[str, list[int]]:
    """Return the heaviest features, their weights as whole numbers against the last class."""
    table = {}
    for name, at in known.items():
        row = weights[at]
        whole = [round(SCALE * (row[of] - row[4])) for of in range(4)]
        if any(whole):
            table[name] = whole
    weight = {
        name: max(map(abs, row)) * counts[known[name]] ** COMMON for name, row in table.items()
    }
    heaviest = sorted(table, key=lambda name: (-weight[name], name))[:KEPT]
    return {name: table[name] for name in sorted(heaviest)}


def write(words: dict[str, str], weights: dict[str, list[int]]) -> None:
    """Write the table, a concept or a feature a line."""
    table = {"words": words, "scale": SCALE / NORM, "weights": weights}
    parts = []
    for name, value in table.items():
        rows = value.items() if isinstance(value, dict) else []
        lines = ",\n".join(f"{dumped(key)}:{dumped(row)}" for key, row in rows)
        parts.append(
            f"{dumped(name)}:" + (f"{{\n{lines}}}" if isinstance(value, dict) else dumped(value))
        )
    TABLE.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")


def dumped(value: object) -> str:
    """Return *value* as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


WANTED = {
    "delay": {"store-delay", "reads-like-delay"},
    "legit": {""},
    "carrier_delay": {"delay-mentioned"},
    "no_ground": {"no-ground", "delay-mentioned"},
    "unrelated": {"", "no-ground", "delay-mentioned"},
}


def misses() -> str:
    """Return the labelled texts that are judged otherwise than their class wants."""
    rows = ["# class, split, what is said instead, text; written by train.py"]
    for label, split, _, text in samples():
        verdict = meaning.meaning(solid(text)).verdict.value
        if verdict not in WANTED[label]:
            rows.append(f"{label}\t{split}\t{verdict or '-'}\t{text}")
    return "\n".join(rows) + "\n"


def forget() -> None:
    """Have the table read again."""
    for cached in (lexicon.packed, lexicon._index, likeness._rows):  # noqa: SLF001
        cached.cache_clear()


def main() -> int:
    """Make the table, and list the labelled texts that it still judges otherwise."""
    found = words()
    write(found, {})
    forget()
    weights = trained([sample for sample in samples() if sample[1] == "train"])
    write(found, weights)
    forget()
    (HERE / "misses.tsv").write_text(misses(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
