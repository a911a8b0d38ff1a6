"""`python -m qoo10_cancel.sandbox`: a shop with an order in every state, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Sequence

from ..errors import CancelError
from .box import fill
from .clock import ShopClock
from .server import Sandbox

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a sandbox until it is interrupted; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m qoo10_cancel.sandbox",
        description="A local Qoo10 to rehearse on; it is not Qoo10.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8010, help="on which port (8010)")
    parser.add_argument("--key", default="sandbox-key", help="the shop's certification key")
    parser.add_argument("--seed", type=int, default=0, help="of everything left to chance (0)")
    parser.add_argument("--empty", action="store_true", help="begin without orders")
    asked = parser.parse_args(arguments)
    try:
        sandbox = Sandbox(asked.host, asked.port)
        clock = ShopClock(running=True)
        login = {"user_id": "sandbox", "password": "sandbox"}
        shop = sandbox.open(asked.key, clock=clock, seed=asked.seed, **login)
        if not asked.empty:
            fill(shop)
        sandbox.start()
    except CancelError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(_welcome(sandbox, asked.key, asked.seed), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    sandbox.stop()
    return 0


def _welcome(sandbox: Sandbox, key: str, seed: int) -> str:
    lines = [
        "A sandbox, not Qoo10: everything in it is invented.",
        "",
        f"  J·QSM     {sandbox.url}/   (login sandbox, password sandbox)",
        f"  controls  {sandbox.url}/_sandbox/",
        f"  QAPI      {sandbox.qapi_url}",
        f"  key       {key}",
        f"  seed      {seed}",
    ]
    if sandbox.token is not None:
        lines.append(f"  token     {sandbox.token}   (Authorization: Bearer …, for /_sandbox)")
    return "\n".join([*lines, "", "Ctrl-C ends it."])


if __name__ == "__main__":
    sys.exit(main())
