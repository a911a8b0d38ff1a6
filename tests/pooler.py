"""A PgBouncer of the tests' own, in front of their private PostgreSQL."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postgres import Cluster

__all__ = ["PoolerMissing", "pooler"]

_SETTINGS = """
[databases]
* = host={server.folder} port={server.port} user={server.user}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
query_wait_timeout = 20
server_login_retry = 0
max_client_conn = 200
"""


class PoolerMissing(Exception):
    """There is no PgBouncer on this machine."""


@contextmanager
def pooler(server: Cluster, mode: str) -> Iterator[str]:
    """Start a pooler with few connections to the server, and yield the head of a DSN.

    Args:
        server: What it stands before.
        mode: When a connection to the server is given back: `transaction`, or `session`, where
            everybody who is connected holds one.
    """
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        raise PoolerMissing("PgBouncer is not found; install the package pgbouncer")
    with tempfile.TemporaryDirectory(prefix="qc-pooler-") as folder, socket.socket() as probe:
        Path(folder).chmod(0o755)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        settings = Path(folder) / "pgbouncer.ini"
        size = {"transaction": 2, "session": 10}[mode]
        settings.write_text(_SETTINGS.format(server=server, port=port, mode=mode, size=size))
        user = ["-u", server.user] if os.getuid() == 0 else []  # it refuses to be run by root
        running = subprocess.Popen([program, "-q", *user, settings])
        try:
            _wait_for(port)
            yield f"host=127.0.0.1 port={port} user={server.user}"
        finally:
            running.terminate()
            running.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise PoolerMissing("PgBouncer does not start")
