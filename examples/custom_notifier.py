"""A notifier of one's own: a file that a chat program reads, put before the suite."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from qoo10_cancel import Notice
from qoo10_cancel.errors import NotDelivered
from qoo10_cancel.notices import Channel
from qoo10_cancel.testing import Arrival, NotifierLife


class FileNotifier:
    """Appends each notice as one line of JSON; the reader recognises a repeat by its key."""

    def __init__(self, path: Path, lang: str) -> None:
        self.path = path
        self.lang = lang

    def notify(self, notice: Notice, /) -> None:
        """Append *notice*."""
        line = {
            "key": notice.key,
            "subject": notice.subject(self.lang),
            "body": notice.body(self.lang),
        }
        try:
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            # The disk may be back in a minute, so this is not for good.
            raise NotDelivered(f"the file cannot be written: {type(error).__name__}") from None


class FileLife(NotifierLife):
    """The suite: how the notifier is made, what arrived, and how its way is cut."""

    channels = (Channel.SELLER,)
    seller_lang = "zh-CN"

    def make(self) -> FileNotifier:
        """Make it, with a file that is not there yet."""
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "notices.jsonl"
        return FileNotifier(self.path, self.seller_lang)

    def teardown(self) -> None:
        """Take the file away."""
        self.folder.cleanup()

    def delivered(self) -> Sequence[Arrival]:
        """Read the file, as the chat program does."""
        lines = self.path.read_text("utf-8").splitlines() if self.path.exists() else []
        read = [json.loads(line) for line in lines]
        return [Arrival(line["key"], line["subject"], line["body"]) for line in read]

    @contextmanager
    def outage(self) -> Iterator[None]:
        """Have the file lie where no folder is."""
        self.notifier.path = self.path / "nowhere" / "notices.jsonl"
        yield
        self.notifier.path = self.path


class Forgetful(FileNotifier):
    """Says yes, whatever happens: the suite is to catch it."""

    def notify(self, notice: Notice, /) -> None:
        """Append *notice*, and keep quiet if that fails."""
        try:
            super().notify(notice)
        except NotDelivered:
            return


class ForgetfulLife(FileLife):
    """The same suite for the careless one."""

    def make(self) -> FileNotifier:
        """Make the careless one."""
        return Forgetful(super().make().path, self.seller_lang)


quick = settings(max_examples=20, stateful_step_count=10, database=None, deadline=None)

run_state_machine_as_test(FileLife, settings=quick)
print("FileNotifier keeps its promises")

try:
    run_state_machine_as_test(ForgetfulLife, settings=quick)
except AssertionError as caught:
    print("Forgetful is caught:", str(caught).splitlines()[0])
