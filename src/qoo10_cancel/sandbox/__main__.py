"""`python -m qoo10_cancel.sandbox`: a shop with an order in every state, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Sequence
from typing import Final

from ..errors import CancelError
from .box import fill
from .clock import ShopClock
from .server import Sandbox

__all__ = ["main", "open_sandbox", "welcome"]


KEY: Final = "sandbox-key"


def open_sandbox(host: str, port: int, *, seed: int = 0, empty: bool = False) -> Sandbox:
    """Serve a shop whose clock runs, with an order in every state unless it is *empty*.

    Raises:
        Malformed: The port is in use, or *host* is not an address of this machine.
    """
    sandbox = Sandbox(host, port)
    login = {"user_id": "sandbox", "password": "sandbox"}
    shop = sandbox.open(KEY, clock=ShopClock(running=True), seed=seed, **login)
    if not empty:
        fill(shop)
    return sandbox.start()


def welcome(sandbox: Sandbox) -> str:
    """Return the lines that tell where the sandbox answers."""
    lines = [
        "A sandbox, not Qoo10: everything in it is invented.",
        "",
        f"  J·QSM     {sandbox.url}/   (login sandbox, password sandbox)",
        f"  controls  {sandbox.url}/_sandbox/",
        f"  QAPI      {sandbox.qapi_url}",
        f"  key       {KEY}",
    ]
    if sandbox.token is not None:
        lines.append(f"  token     {sandbox.token}   (Authorization: Bearer …, for /_sandbox)")
    return "\n".join([*lines, "", "Ctrl-C ends it."])


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a sandbox until it is interrupted; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m qoo10_cancel.sandbox",
        description="A local Qoo10 to rehearse on; it is not Qoo10.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8010, help="which port to listen on (8010)")
    parser.add_argument("--seed", type=int, default=0, help="seeds everything left to chance (0)")
    parser.add_argument("--empty", action="store_true", help="begin without orders")
    options = parser.parse_args(arguments)
    try:
        sandbox = open_sandbox(options.host, options.port, seed=options.seed, empty=options.empty)
    except CancelError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(welcome(sandbox), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    sandbox.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
