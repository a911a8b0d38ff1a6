"""Over TLS, under Qoo10's own name: a client that was written for api.qoo10.jp runs unchanged."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpcore2
import httpx2
import pytest
import trustme

from qoo10_cancel import JST, State
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.sandbox import Sandbox, ShopClock

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)


class _Hosts(httpcore2.SyncBackend):
    """Leads api.qoo10.jp to this machine, as a private hosts file does."""

    def __init__(self, port: int) -> None:
        self._port = port

    def connect_tcp(self, host: str, port: int, *args: object, **how: object) -> object:  # type: ignore[override]
        assert (host, port) == ("api.qoo10.jp", 443)
        return super().connect_tcp("127.0.0.1", self._port, *args, **how)  # type: ignore[arg-type]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Sandbox, ssl.SSLContext]]:
    """Serve a sandbox with a certificate for api.qoo10.jp."""
    authority = trustme.CA()
    certificate = authority.issue_cert("api.qoo10.jp", "127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(b"".join(part.bytes() for part in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    with Sandbox(certificate=(str(chain), str(key))) as sandbox:
        yield sandbox, trusted


class TestUnderItsName:
    """https://api.qoo10.jp, as it stands in the client."""

    def test_the_client_as_it_is(self, served: tuple[Sandbox, ssl.SSLContext]) -> None:
        """Its default address, its certificate check."""
        sandbox, trusted = served
        shop = sandbox.open(clock=ShopClock(NOON))
        shop.place(State.CANCEL_REQUESTED)
        transport = httpx2.HTTPTransport(verify=trusted, trust_env=False)
        port = int(sandbox.url.rpartition(":")[2])
        transport._pool = httpcore2.ConnectionPool(
            ssl_context=trusted, network_backend=_Hosts(port)
        )

        with Qapi(SellerKey(shop.key), transport=transport, clock=shop.clock, pace=0) as qapi:
            poll = qapi.poll(NOON - timedelta(days=1), NOON)

        assert len(poll.snapshots) == 1

    def test_a_certificate_that_is_not_trusted(
        self, served: tuple[Sandbox, ssl.SSLContext]
    ) -> None:
        """Nothing is sent."""
        sandbox, _ = served
        shop = sandbox.open()
        with Qapi(SellerKey(shop.key), url=sandbox.qapi_url, tries=1) as qapi:
            with pytest.raises(Exception, match="ConnectError"):
                qapi.find_order("1")

        assert shop.journal == []
