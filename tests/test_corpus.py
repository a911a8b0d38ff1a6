"""The cases in plain JSON, which another language could run as well."""

from __future__ import annotations

from typing import Any

import pytest

from cases import CASES, differences, event_of, order_of, policy_of
from qoo10_cancel import RuleBroken, apply, record

NAMES = [case["name"] for case in CASES]


class TestTheCorpus:
    """Each case: the state that is reached, or exactly the rules that are broken."""

    def test_there_are_enough(self) -> None:
        """A corpus that lost its cases would pass; this one has more than sixty, each named."""
        assert len(set(NAMES)) == len(CASES) >= 60
        assert all(("state" in case) != ("codes" in case) for case in CASES)

    @pytest.mark.parametrize("case", CASES, ids=NAMES)
    def test_it_comes_out_as_written(self, case: dict[str, Any]) -> None:
        """State or codes, and where they are written, steps, warnings and the duty's end."""
        assert differences(case) == []

    @pytest.mark.parametrize("case", CASES, ids=NAMES)
    def test_the_other_doors_agree(self, case: dict[str, Any]) -> None:
        """`apply` does or raises the same; `record` takes it and warns of the same."""
        order, event, policy = order_of(case), event_of(case), policy_of(case)

        accepted = record(order, event, policy)

        if "state" in case:
            late = order.last_at is not None and event.moment < order.last_at
            assert late or apply(order, event, policy) == accepted
            assert accepted.order.state.value == case["state"]
        else:
            with pytest.raises(RuleBroken) as broken:
                apply(order, event, policy)
            assert sorted({f.rule.code for f in broken.value.violations}) == case["codes"]
            warned = {found.rule.code for found in accepted.warnings}
            # What is told twice is one fact, and no second one to object to.
            again = any(found.detail == "more-exact" for found in accepted.warnings)
            assert again or set(case["codes"]) <= warned
