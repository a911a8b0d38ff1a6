"""The table in the package is what the labelled texts make of it."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from qoo10_cancel.text import lexicon
from qoo10_cancel.text.canonical import solid
from qoo10_cancel.text.meaning import meaning

TRAINING = Path(__file__).parents[2] / "training"
DENIED = {"store-delay", "reads-like-delay"}


@pytest.fixture(scope="module")
def train() -> SimpleNamespace:
    """The names in the trainer."""
    return SimpleNamespace(**runpy.run_path(str(TRAINING / "train.py")))


class TestTheTableIsMadeFromTheTexts:
    """`make text-train` gives the same bytes each time, and nobody edits them by hand."""

    def test_words_and_weights_are_made_again(self, train: SimpleNamespace) -> None:
        """From words.txt, spellings.txt and texts.tsv."""
        samples = [sample for sample in train.samples() if sample[1] == "train"]

        assert lexicon.packed()["words"] == train.words()
        assert lexicon.packed()["weights"] == train.trained(samples)

    def test_every_text_is_judged_as_before(self, train: SimpleNamespace) -> None:
        """What is judged otherwise than labelled stands in misses.tsv; a change shows there."""
        assert (TRAINING / "misses.tsv").read_text("utf-8") == train.misses()

    def test_nothing_is_learnt_from_the_blind_set(self, train: SimpleNamespace) -> None:
        """What nobody had read before it was judged stays unread."""
        _, *lines = (TRAINING / "blind.tsv").read_text("utf-8").splitlines()
        blind = {line.split("\t")[0] for line in lines}

        assert len(blind) == 650
        assert blind.isdisjoint(text for *_, text in train.samples())

    def test_no_text_has_two_labels(self, train: SimpleNamespace) -> None:
        """Each text stands there once."""
        texts = [text for *_, text in train.samples()]

        assert len(texts) == len(set(texts))


class TestWhatATableMayNotDo:
    """Whatever the table has learnt, on the texts that it was made from."""

    def test_no_legitimate_text_is_denied(self, train: SimpleNamespace) -> None:
        """A true text is never denied."""
        said = {t: meaning(solid(t)).verdict.value for c, *_, t in train.samples() if c == "legit"}

        assert [text for text, verdict in said.items() if verdict in DENIED] == []

    def test_no_delay_passes_in_silence(self, train: SimpleNamespace) -> None:
        """A delay of the store's own is at least warned about."""
        delays = [text for label, *_, text in train.samples() if label == "delay"]

        assert [text for text in delays if not meaning(solid(text)).verdict.value] == []
