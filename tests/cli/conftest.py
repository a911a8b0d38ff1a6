"""What the tests of the command line share."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """Take back what a command has said to the logging of this process."""
    logger = logging.getLogger("qoo10_cancel")
    level, handlers = logger.level, list(logger.handlers)
    yield
    logger.setLevel(level)
    logger.handlers[:] = handlers
