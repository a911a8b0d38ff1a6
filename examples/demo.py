"""A day at the desk: import, judge, word, refuse, watch; on sample files and one SQLite file."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.rule import Rule as Line

from qoo10_cancel import JST, CancelRefusal, Evidence, RefusalReason, check_reason, decide
from qoo10_cancel.adapters.notifiers import MemoryNotifier
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.cli.views.findings import findings_panel
from qoo10_cancel.cli.views.intake import intake_panel
from qoo10_cancel.cli.views.life import timeline
from qoo10_cancel.cli.views.sheet import sheet_panel, text_panel
from qoo10_cancel.cli.views.tables import board_panel, notices_table, queue_table
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.order import Order
from qoo10_cancel.readers import join, read_file
from qoo10_cancel.wording import advise

HERE = Path(__file__).parent
FILES = (
    "DeliveryManagement_detail_ja_20220812.csv",
    "GetShippingInfo_v3.json",
    "GetClaimInfo_V3.json",
)
BROKEN = "DeliveryManagement_detail_ja_bad.csv"
REFUSABLE, DELAYED = "698016773", "698016769"

WHAT = """
Buyers on Qoo10 Japan ask to cancel; some requests may be refused, others not.
This library knows which, helps to word the reason, and watches what follows.
It never talks to Qoo10: a person clicks in J·QSM.

Here is one day of a small shop, on sample files."""


class Hands:
    """A clock whose hands the story moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Tell the time of the story."""
        return self.now


def main(folder: Path) -> None:
    """Tell the story; the store stays in *folder* and can be opened again."""
    path = folder / "demo.sqlite"
    for old in folder.glob("demo.sqlite*"):
        old.unlink()
    clock = Hands(datetime(2022, 8, 12, 12, 0, tzinfo=JST))
    outbox_entries = MemoryNotifier()
    with SQLiteStore(path) as store:
        desk = Desk(store, clock=clock, notifiers={Channel.SELLER: outbox_entries})
        console = Console(width=min(Console().width, 100))
        console.print(WHAT)
        story = Story(desk, clock, console)
        story.ingest()
        story.look()
        story.explain()
        story.break_down()
        story.word()
        story.refuse()
        story.wait()
        story.ship()
    command = Path(sys.executable).with_name("qoo10-cancel")
    story.console.print(f"\nThe store is {path.name}; open it again:\n", style="bold")
    for words in (f"history {REFUSABLE}", "board --lang ja"):
        story.console.print(f"  {_short(command)} {words} --store {_short(path)}", soft_wrap=True)


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


class Story:
    """The chapters, in order."""

    def __init__(self, desk: Desk, clock: Hands, console: Console) -> None:
        self.desk = desk
        self.clock = clock
        self.console = console

    def chapter(self, title: str) -> None:
        """Open a chapter with the time of the story."""
        self.console.print()
        self.console.print(Line(f"[bold]{self.clock.now:%H:%M}  {title}", align="left"))
        self.console.print()

    def ingest(self) -> None:
        """Import what J·QSM and QAPI say, joined by order number."""
        self.chapter("Files from J·QSM and replies of QAPI come in")
        readings = [read_file(HERE / "data" / name, self.clock.now) for name in FILES]
        self.console.print(intake_panel(self.desk.ingest(join(readings)), (), "en"))

    def look(self) -> None:
        """Show what waits, the dearest first."""
        self.chapter("What waits for the seller, by what it costs to wait")
        self.console.print(queue_table(self.desk.queue(), self.clock.now, "en"))

    def explain(self) -> None:
        """Ask about an order that may not be refused, in two languages."""
        self.chapter(f"Why may {DELAYED} not be refused?")
        refusal = CancelRefusal(self.clock.now, RefusalReason("发送准备完了"), confirmed=True)
        denied = decide(self.desk.get(DELAYED), refusal)
        for lang in ("en", "zh-CN"):
            self.console.print(findings_panel(denied, lang))
            self.console.print()

    def break_down(self) -> None:
        """Take in a file that somebody has opened and saved in a spreadsheet."""
        self.chapter("A file broken on purpose: bad rows are named, not guessed")
        reading = read_file(HERE / "data" / BROKEN, self.clock.now)
        intake = self.desk.ingest(join([reading]))
        self.console.print(intake_panel(intake, reading.problems, "en"))

    def word(self) -> None:
        """Check a bad text, and take the ready one that the records support."""
        self.chapter("A reason for the buyer: one that must not be sent")
        bad = RefusalReason(
            "其他",
            "申し訳ございません。商品の入荷が遅れており、まだ発送できないため、"
            "キャンセルはお受けできません。<b>店長</b>",
        )
        worse = RefusalReason("其他", bad.text.replace("<b>店長</b>", ""))
        order = self._shown()
        ready = self._ready(order)
        for reason, lang in ((bad, "en"), (worse, "ja")):
            panel = text_panel(check_reason(reason), lang, self.desk.policy)
            self.console.print(panel)
            self.console.print()
        self.chapter("… and a true one that passes, filled from what is recorded")
        self.console.print(text_panel(check_reason(ready), "en", self.desk.policy))

    def _shown(self) -> Order:
        parcel = Evidence(
            carrier="佐川急便",
            tracking_no="403912345675",
            handed_over_at=self.clock.now - timedelta(minutes=30),
        )
        return self.desk.add_evidence(REFUSABLE, parcel, actor="Mihon").order

    def _ready(self, order: Order) -> RefusalReason:
        best = advise(order, self.clock.now, self.desk.policy).best
        if best is None or best.text is None:
            sys.exit("the sample files hold no record that supports a reason")
        return best.text.reason

    def refuse(self) -> None:
        """Prepare, hand over, and record the refusal; the same-day duty starts."""
        self.chapter(f"Refusing {REFUSABLE}: the sheet for the person who clicks")
        reason = self._ready(self.desk.get(REFUSABLE))
        prepared = self.desk.prepare(REFUSABLE, reason)
        self.console.print(sheet_panel(prepared.sheet, "en"), soft_wrap=True)
        self.clock.now += timedelta(minutes=5)
        self.chapter("The click is made. What follows, and who is told")
        self.desk.refuse(REFUSABLE, reason, confirmed=True, actor="Mihon", key="click-1")
        self._line()
        self.desk.deliver()
        found = self.desk.store.outbox_entries(order_no=REFUSABLE)  # type: ignore[attr-defined]
        self.console.print()
        self.console.print(notices_table(found, "en"))

    def wait(self) -> None:
        """Let the day run out: the desk reminds."""
        self.clock.now = datetime(2022, 8, 12, 23, 10, tzinfo=JST)
        self.chapter("Nothing is marked as shipped yet, and midnight is near")
        self.desk.tick()
        self.console.print(queue_table(self.desk.queue(), self.clock.now, "en"))

    def ship(self) -> None:
        """Mark as shipped in time; the duty is met."""
        self.clock.now = datetime(2022, 8, 12, 23, 20, tzinfo=JST)
        self.chapter("Marked as shipped in time: the duty is met")
        self.desk.ship(REFUSABLE, "佐川急便", "403912345675", actor="Mihon", key="ship-1")
        self._line()
        self.console.print()
        self.console.print(board_panel(self.desk.board(), "en"))

    def _line(self) -> None:
        order, entries = self.desk.get(REFUSABLE), self.desk.history(REFUSABLE)
        self.console.print(timeline(order, entries, self.clock.now, "en"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd())
