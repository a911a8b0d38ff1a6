"""The suite and the claims catch whoever breaks a promise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from notifiers import broken, claims
from qoo10_cancel.errors import CancelError
from qoo10_cancel.ports import Notifier
from qoo10_cancel.testing import NotifierLife

quick = settings(
    max_examples=600,  # ends with the first find
    stateful_step_count=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


class TestSuite:
    """What the suite says means something: it fails whoever breaks a promise."""

    @pytest.mark.parametrize("life", broken.LIVES, ids=lambda life: life.__name__)
    def test_a_broken_notifier_is_caught(self, life: type[NotifierLife]) -> None:
        """Each of these fails the suite."""
        with pytest.raises((AssertionError, CancelError)):
            run_state_machine_as_test(life, settings=quick)

    def test_a_notifier_that_keeps_its_promises_passes(self) -> None:
        """The notifier that the broken ones were made from is not caught."""
        run_state_machine_as_test(broken.BoxLife, settings=settings(quick, max_examples=15))


class TestClaims:
    """What is claimed of a hostile network means something."""

    @pytest.mark.parametrize(("make", "claim"), broken.CAUGHT)
    def test_a_careless_notifier_is_caught(
        self, make: Callable[..., Notifier], claim: str
    ) -> None:
        """Each of these breaks the claim."""
        with pytest.raises(AssertionError):
            getattr(claims, claim)(make)

    def test_every_claim_catches_somebody(self) -> None:
        """No claim is one that cannot fail."""
        caught = {claim for _, claim in broken.CAUGHT}

        assert caught == {claim.__name__ for claim in claims.CLAIMS}
