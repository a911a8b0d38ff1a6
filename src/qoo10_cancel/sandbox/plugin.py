"""Fixtures for pytest: each test that asks for `qoo10_shop` has a shop of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .server import Sandbox
from .shop import Shop

__all__ = ["qoo10_sandbox", "qoo10_shop"]


@pytest.fixture(scope="session")
def qoo10_sandbox() -> Iterator[Sandbox]:
    """Serve a sandbox on a free port for all tests."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def qoo10_shop(qoo10_sandbox: Sandbox) -> Iterator[Shop]:
    """Open an empty shop whose clock stands still, and close it after the test."""
    shop = qoo10_sandbox.open()
    yield shop
    qoo10_sandbox.box.close(shop)
