"""The signature of a webhook."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.adapters.notifiers import sign, verify
from qoo10_cancel.errors import Malformed
from qoo10_cancel.testing.strategies import moments

SECRET = "a secret that was invented here"  # noqa: S105
NOON = datetime(2022, 8, 12, 3, 0, tzinfo=UTC)
OPENSSL = "a75c61aa569d35fd6c08ad2ef9d4e915e69620bb0030698541c9a7d26ce4180d"


class TestSignature:
    """Only who knows the secret can sign, and a signature is good for this body and this time."""

    def test_it_is_hmac_sha256_of_time_dot_body(self) -> None:
        """Made once with `printf '1660273200.{"a":1}' | openssl dgst -sha256 -hmac ...`."""
        signature = sign(b'{"a":1}', secret=SECRET, at=NOON)

        assert signature == f"t=1660273200,v1={OPENSSL}"

    @given(body=st.binary(), at=moments(wide=True), late=st.integers(-299, 299))
    def test_what_was_signed_is_taken(self, body: bytes, at: datetime, late: int) -> None:
        """Within five minutes, whichever clock is ahead."""
        verify(
            body,
            sign(body, secret=SECRET, at=at),
            secret=SECRET,
            at=at + timedelta(seconds=late),
        )

    @given(body=st.binary(min_size=1), place=st.integers(0), bit=st.integers(0, 7))
    def test_another_body_is_not(self, body: bytes, place: int, bit: int) -> None:
        """One bit is enough."""
        signature = sign(body, secret=SECRET, at=NOON)
        other = bytearray(body)
        other[place % len(body)] ^= 1 << bit

        with pytest.raises(Malformed, match="not of this body"):
            verify(bytes(other), signature, secret=SECRET, at=NOON)

    @given(place=st.integers(0, 81), char=st.sampled_from("0123456789abcdef,=tv "))
    def test_another_signature_is_not(self, place: int, char: str) -> None:
        """One character is enough, in the time as well."""
        signature = sign(b"{}", secret=SECRET, at=NOON)
        other = signature[:place] + char + signature[place + 1 :]

        if other != signature:
            with pytest.raises(Malformed):
                verify(b"{}", other, secret=SECRET, at=NOON)

    def test_another_secret_is_not(self) -> None:
        """Who signs with another secret is somebody else."""
        with pytest.raises(Malformed):
            verify(b"{}", sign(b"{}", secret="x" * 32, at=NOON), secret=SECRET, at=NOON)

    @pytest.mark.parametrize("seconds", [301, -301, 86_400])
    def test_an_old_one_is_not(self, seconds: int) -> None:
        """What somebody recorded yesterday cannot be played again today."""
        signature = sign(b"{}", secret=SECRET, at=NOON)

        with pytest.raises(Malformed, match="300 seconds"):
            verify(b"{}", signature, secret=SECRET, at=NOON + timedelta(seconds=seconds))

    @given(st.text())
    def test_rubbish_is_not(self, rubbish: str) -> None:
        """Whatever stands in the header, the answer is Malformed."""
        with pytest.raises(Malformed):
            verify(b"{}", rubbish, secret=SECRET, at=NOON)

    def test_the_right_signature_is_never_told(self) -> None:
        """An error does not help to guess it."""
        right = sign(b"{}", secret=SECRET, at=NOON)[-64:]

        with pytest.raises(Malformed) as caught:
            verify(b"{}", f"t=1660273200,v1={'0' * 64}", secret=SECRET, at=NOON)

        assert right not in str(caught.value)
        assert SECRET not in str(caught.value)
