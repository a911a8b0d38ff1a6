"""Commanding a sandbox: over HTTP, isolated by key, safe against other sites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import JST, Malformed, State
from qoo10_cancel.sandbox import ASSUMPTIONS, Fault, FaultKind, Sandbox, Shop, ShopClock
from qoo10_cancel.sandbox.__main__ import main
from qoo10_cancel.sandbox.faults import Faults
from qoo10_cancel.sandbox.routes import ROUTES

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)


@pytest.fixture
def http(sandbox: Sandbox, shop: Shop) -> Iterator[httpx2.Client]:
    """Return a client for the control API of one shop."""
    headers = {"GiosisCertificationKey": shop.key}
    with httpx2.Client(
        base_url=f"{sandbox.url}/_sandbox/", headers=headers, trust_env=False
    ) as client:
        yield client


def told(http: httpx2.Client, verb: str, path: str, status: int = 200, **fields: Any) -> Any:
    """Call the control API and return what it answers."""
    body = {"json": fields} if verb in {"POST", "PUT"} else {}
    answer = http.request(verb, path, **body)
    assert answer.status_code == status, answer.text
    return answer.json()


class TestDriving:
    """Orders to a point, acts of buyers, the clock, faults, snapshots, the truth."""

    def test_a_story(self, http: httpx2.Client) -> None:
        """Placed, asked for, stepped, told."""
        [order_no] = told(http, "POST", "shop/orders", state="scheduled")["order_nos"]
        told(http, "POST", "shop/acts", act="request-cancel", order_no=order_no)
        told(http, "POST", "shop/clock", step="30m")

        truth = told(http, "POST", "shop/truth", order_no=order_no)

        assert (truth["state"], truth["claim"]) == ("cancel_requested", 1)
        assert told(http, "GET", "shop/clock")["now"] == "2022-08-12T12:30:00+09:00"
        assert len(told(http, "GET", "shop/orders")) == 1

    def test_a_scenario(self, http: httpx2.Client) -> None:
        """A list of steps; `$1` is the first order that was placed."""
        steps = [
            {"place": "cancel_requested"},
            {"act": "refuse", "order_no": "$1", "reason": "shipped"},
            {"step": "1h"},
            {"act": "ship", "order_no": "$1", "carrier": "佐川急便", "tracking_no": "1"},
            {"fault": {"kind": "html", "nth": 1}},
        ]

        told(http, "POST", "shop/scenario", steps=steps)

        [truth] = told(http, "GET", "shop/orders")
        assert (truth["state"], truth["duty"]) == ("shipped", "met")
        assert told(http, "GET", "shop/faults")["faults"] == [{"kind": "html", "nth": 1}]
        assert [m["kind"] for m in told(http, "GET", "shop/outbox")][::2] == ["refused", "shipped"]

    def test_snapshot_restore_fork(self, http: httpx2.Client, sandbox: Sandbox) -> None:
        """Kept by name; put back; opened as another shop."""
        told(http, "POST", "shop/fill")
        before = told(http, "GET", "shop/state")
        told(http, "POST", "shop/snapshots", name="full")
        told(http, "POST", "shop/live", seed=3, orders=30, days=2)

        told(http, "POST", "shop/restore", name="full")
        fork = told(http, "POST", "shop/fork", name="full")

        assert told(http, "GET", "shop/state") == before
        other = sandbox.box.find(fork["key"])
        assert other is not None
        assert other.as_json() == before
        sandbox.box.close(other)

    def test_the_state_as_a_document(self, http: httpx2.Client) -> None:
        """Read, edited by hand, put back."""
        told(http, "POST", "shop/orders", state="new")
        state = told(http, "GET", "shop/state")
        state["orders"][0]["goods"]["title"] = "別の見本"

        told(http, "PUT", "shop/state", **state)

        assert "別の見本" in json.dumps(told(http, "GET", "shop/state"), ensure_ascii=False)

    @pytest.mark.parametrize(
        ("path", "fields", "status"),
        [
            ("shop/acts", {"act": "refuse", "order_no": "1", "reason": "shipped"}, 409),
            ("shop/acts", {"act": "fly", "order_no": "1"}, 422),
            ("shop/acts", {}, 422),
            ("shop/acts", {"act": "claim", "order_no": "1", "code": 99}, 422),
            ("shop/orders", {"cuont": 1}, 422),
            ("shop/scenario", {"steps": "0"}, 422),
            ("shop/scenario", {"steps": ["0"]}, 422),
            ("shop/scenario", {"steps": [{"act": "pay", "order_no": "$1"}]}, 422),
            ("shop/orders", {"state": "flying"}, 422),
            ("shop/orders", {"count": 10_001}, 422),
            ("shop/clock", {"step": "soon"}, 422),
            ("shop/clock", {"set": "2022-08-11T00:00:00+09:00"}, 422),
            ("shop/clock", {"set": "2022-08-13"}, 422),
            ("shop/faults", {"kind": "earthquake"}, 422),
            ("shop/faults", {"kind": "html", "nth": 0}, 422),
            ("shop/restore", {"name": "never kept"}, 422),
            ("shop/nothing", {}, 404),
            ("shop/journal", {}, 405),
        ],
    )
    def test_what_is_wrong_is_said(
        self, http: httpx2.Client, path: str, fields: dict[str, Any], status: int
    ) -> None:
        """In a JSON document, and nothing is done."""
        assert told(http, "POST", path, status, **fields)["error"]

    def test_a_step_that_fails(self, http: httpx2.Client) -> None:
        """Is named, with the steps that are done."""
        steps = [{"place": "new"}, {"act": "refuse", "order_no": "$1", "reason": "shipped"}]

        error = told(http, "POST", "shop/scenario", 409, steps=steps)["error"]

        assert error.startswith("steps 1 to 1 are done; step 2: ")
        assert len(told(http, "GET", "shop/orders")) == 1

    def test_all_choices_or_none(self, http: httpx2.Client) -> None:
        """A wrong one leaves the others as they were."""
        told(http, "PUT", "shop/assumptions", 422, **{"A-03": "moment", "A-04": "x"})

        assert told(http, "GET", "shop/assumptions")["A-03"] == "day"

    def test_a_field_that_an_act_lacks(self, http: httpx2.Client) -> None:
        """It is named, with every field that the act takes."""
        act = {"act": "refuse", "order_no": "1"}

        error = told(http, "POST", "shop/acts", 422, **act)["error"]

        assert error == "the act refuse lacks 'reason'; it takes order_no, reason, text"


class TestIsolation:
    """One key is one shop: state, clock and faults of its own."""

    def test_shops_do_not_see_each_other(self, sandbox: Sandbox, shop: Shop) -> None:
        """Neither orders nor time nor faults."""
        other = sandbox.open(clock=ShopClock(NOON))
        shop.place(State.NEW)
        shop.clock.step(timedelta(days=1))
        shop.faults.add(Fault(FaultKind.HTML))

        assert other.all() == []
        assert other.clock() == NOON
        assert other.faults.all() == []
        sandbox.box.close(other)
        assert sandbox.box.find(other.key) is None

    def test_a_key_is_used_once(self, sandbox: Sandbox, shop: Shop) -> None:
        """Also a login."""
        with pytest.raises(Malformed, match="another shop"):
            sandbox.open(shop.key)
        with pytest.raises(Malformed, match="another shop"):
            sandbox.open(user_id=shop.user_id)

    def test_a_shop_must_be_named_where_there_are_several(self, sandbox: Sandbox) -> None:
        """By its key."""
        shops = [sandbox.open(), sandbox.open()]
        answer = httpx2.get(f"{sandbox.url}/_sandbox/shop/clock")

        assert answer.status_code == 422
        for shop in shops:
            sandbox.box.close(shop)


class TestCountedFaults:
    """The nth call, the first ones, one method, a time, seeded dice."""

    def test_counts_are_its_own(self) -> None:
        """A fault for one method does not count the calls of another."""
        faults = Faults()
        faults.add(Fault(FaultKind.HTML, method="setsendinginfo", nth=2))

        struck = [
            faults.next(name, NOON) is not None
            for name in ("ShippingBasic.SetSendingInfo", "ShippingBasic.GetClaimInfo_V3",
                         "ShippingBasic.SetSendingInfo", "ShippingBasic.SetSendingInfo")
        ]  # fmt: skip

        assert struck == [False, False, True, False]

    def test_first_since_until(self) -> None:
        """Every condition that is given must hold."""
        faults = Faults()
        hour = timedelta(hours=1)
        faults.add(Fault(FaultKind.HTML, first=2, since=NOON, until=NOON + hour))

        struck = [faults.next("x", at) is not None for at in (NOON - hour, NOON, NOON)]

        assert struck == [False, True, False]

    @given(seed=st.integers(0, 1_000))
    def test_dice_are_seeded(self, seed: int) -> None:
        """The same seed strikes the same calls."""

        def run() -> list[bool]:
            faults = Faults(seed)
            faults.add(Fault(FaultKind.HTML, chance=0.3))
            return [faults.next("x", NOON) is not None for _ in range(50)]

        assert run() == run()


class TestStrangers:
    """Other sites' pages, other machines, and whoever sends too much."""

    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
    def test_another_sites_name(self, sandbox: Sandbox, host: str) -> None:
        """A name that was made to lead here is not answered."""
        answer = httpx2.get(f"{sandbox.url}/_sandbox/shops", headers={"Host": host})

        assert answer.status_code == 421

    @pytest.mark.parametrize("host", ["api.qoo10.jp", "LOCALHOST:1", "127.0.0.1"])
    def test_its_own_names(self, sandbox: Sandbox, host: str) -> None:
        """Qoo10's name too, so that clients can be run unchanged."""
        answer = httpx2.get(f"{sandbox.url}/_sandbox/openapi.json", headers={"Host": host})

        assert answer.status_code == 200

    def test_another_sites_form(self, sandbox: Sandbox, shop: Shop) -> None:
        """It cannot send JSON, and its origin is seen."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://evil"}
        headers = {"GiosisCertificationKey": shop.key, **form}

        fill = httpx2.post(f"{sandbox.url}/_sandbox/shop/fill", headers=headers, content=b"")
        button = httpx2.post(
            f"{sandbox.url}/_sandbox/act", headers=form,
            data={"shop": shop.key, "do": "place", "state": "new"},
        )  # fmt: skip

        assert (fill.status_code, button.status_code) == (422, 403)
        assert shop.all() == []

    def test_too_much(self, sandbox: Sandbox) -> None:
        """Five megabytes are not read to the end."""
        answer = httpx2.post(f"{sandbox.url}/_sandbox/shops", content=b"x" * 5_000_000)

        assert answer.status_code == 413

    def test_where_others_can_reach_it_a_token_is_asked_for(self) -> None:
        """Made up if none is given."""
        with Sandbox("0.0.0.0") as open_to_all:  # noqa: S104  that is what is tested
            url = open_to_all.url.replace("0.0.0.0", "127.0.0.1") + "/_sandbox/shops"  # noqa: S104
            token = open_to_all.token

            assert httpx2.get(url).status_code == 401
            bearer = {"Authorization": f"Bearer {token}"}
            assert httpx2.get(url, headers=bearer).status_code == 200


class TestTheDescription:
    """`/_sandbox/openapi.json` is made from the routes, the page from the assumptions."""

    def test_every_route_is_in_it(self, http: httpx2.Client) -> None:
        """With its method."""
        described = told(http, "GET", "openapi.json")["paths"]

        assert {f"{verb.upper()} {path.removeprefix('/_sandbox/')}"
                for path, verbs in described.items() for verb in verbs} == set(ROUTES)  # fmt: skip

    def test_every_assumption_is_on_its_page(self, http: httpx2.Client) -> None:
        """With an anchor of its own."""
        page = http.get("assumptions").text

        assert all(f'id="{name}"' in page for name in ASSUMPTIONS)


class TestTheCommand:
    """`python -m qoo10_cancel.sandbox`."""

    def test_a_port_in_use(self, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
        """It is said, with what to do."""
        port = sandbox.url.rpartition(":")[2]

        assert main(["--port", port]) == 2
        assert "choose another port (--port 8011" in capsys.readouterr().err
