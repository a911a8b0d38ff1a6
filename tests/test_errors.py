"""Every error can leave a worker process, and arrives as it was."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator

import pytest

from qoo10_cancel import CancelRefusal, Order, decide, errors
from qoo10_cancel.decision import RuleBroken
from qoo10_cancel.errors import CancelError, MissingExtra, NotDelivered, Unreadable
from qoo10_cancel.readers import Problem, read_jqsm_csv
from readers.written import NOON

_EVENT = CancelRefusal(NOON)
_DENIED = decide(Order("76206"), _EVENT)

MADE: dict[type[CancelError], CancelError] = {
    RuleBroken: RuleBroken(_DENIED),
    Unreadable: Unreadable(
        Problem("not-a-date"), source="list.csv", line=2, column="発送日", value="x"
    ),
    MissingExtra: MissingExtra("the command line", "cli"),
    NotDelivered: NotDelivered("not yet", retry_after=1.5),
}
"""The errors that carry more than a sentence."""


def tree(root: type[CancelError] = CancelError) -> Iterator[type[CancelError]]:
    """Give every class of errors.py."""
    yield root
    for cls in root.__subclasses__():
        if cls.__module__ == errors.__name__:
            yield from tree(cls)


class TestErrorsTravel:
    """Copied, deep-copied, pickled: the same class, words and attributes."""

    @pytest.mark.parametrize("kind", sorted(set(tree()), key=lambda cls: cls.__name__))
    def test_every_error_arrives_as_it_was(self, kind: type[CancelError]) -> None:
        """Also with a note on it."""
        error = MADE[kind] if kind in MADE else kind("a sentence")
        error.add_note("seen by worker 3")

        copies = [
            copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error)),  # noqa: S301
        ]  # fmt: skip

        for again in copies:
            assert type(again) is kind
            assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))

    def test_the_tree_is_public(self) -> None:
        """Nobody's error is forgotten here."""
        public = {name for name in errors.__all__ if isinstance(getattr(errors, name), type)}

        assert {cls.__name__ for cls in tree()} == public

    def test_a_reading_with_problems_arrives(self) -> None:
        """So that files can be read in other processes."""
        file = "配送状態,注文番号,発送予定日\r\n配送準備,1,\r\n配送準備,x,\r\n".encode()
        reading = read_jqsm_csv(file, NOON)

        again = pickle.loads(pickle.dumps(reading))  # noqa: S301

        assert again.snapshots == reading.snapshots
        assert [*map(str, again.problems)] == [*map(str, reading.problems)]
        assert len(again.problems) == 1
