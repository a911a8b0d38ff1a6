"""What every test and every docstring example finds ready."""

from __future__ import annotations

import os
import signal
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, settings

import qoo10_cancel
from qoo10_cancel import (
    events,
    findings,
    japan,
    messages,
    notices,
    order,
    policy,
    reasons,
    snapshot,
    text,
)
from qoo10_cancel.machine import clock, grounds, rules, table
from qoo10_cancel.machine import doors as machine

MODULES = (
    japan,
    messages,
    findings,
    policy,
    reasons,
    order,
    events,
    snapshot,
    grounds,
    text,
    rules,
    table,
    notices,
    clock,
    machine,
)

# A slow machine is no defect of a test's.
patient = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("dev", patient, max_examples=40, stateful_step_count=25)
settings.register_profile(
    "ci", patient, max_examples=100, stateful_step_count=40, derandomize=True
)
settings.register_profile("nightly", patient, max_examples=2000, stateful_step_count=80)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# A shell's job in the background ignores Ctrl-C, and so would every program that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, object]) -> None:
    """Give docstring examples the public names, so that they stay free of imports."""
    for module in MODULES:
        doctest_namespace.update({name: getattr(module, name) for name in module.__all__})
    doctest_namespace.update({name: getattr(qoo10_cancel, name) for name in qoo10_cancel.__all__})
    doctest_namespace.update(date=date, datetime=datetime, timedelta=timedelta, timezone=timezone)
    doctest_namespace["noon"] = datetime(2022, 8, 12, 12, tzinfo=japan.JST)
