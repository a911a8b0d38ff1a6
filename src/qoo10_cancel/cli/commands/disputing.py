"""The command that compiles the dossier of a refusal."""

from __future__ import annotations

import json

from ...codec import to_json
from ...errors import Malformed
from ...wording import dossier as dossier_of
from .. import details
from ..files import Saved, write_file
from ..options import command, option
from ..problems import Misuse
from ..terminal import Terminal
from ..typed import Typed

__all__ = ["dossier"]


@command("dossier")
@details.order
@option("--output", type=Typed("PATH", str), help="page-output")
def dossier(terminal: Terminal, order_no: str, output: str | None) -> None:
    """Put together everything that is on record of a refusal, for a dispute."""
    order = terminal.order(order_no)
    try:
        made = dossier_of(order, terminal.desk().history(order_no), terminal.now())
    except Malformed:
        raise Misuse("not_refused", order_no=order_no) from None
    if output is None:
        # Without a language: words of ours in the rows would change their digest.
        view = terminal.say("dossier.digest", digest=made.digest)
        terminal.show(to_json(made), view)
        return
    page = made.html(terminal.lang)
    if output.endswith(".json"):
        page = json.dumps(to_json(made), ensure_ascii=False, indent=2) + "\n"
    write_file(output, page)
    view = terminal.say("dossier.done", path=output, digest=made.digest)
    terminal.show(Saved(output, made.digest), view)
