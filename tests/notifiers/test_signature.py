"""The signature of a webhook, with the receivers' library as the far end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from notifiers.lives import SECRET
from qoo10_cancel.adapters.notifiers.signature import key_of, new_secret, signed_headers
from qoo10_cancel.testing.strategies import moments

NOON = datetime(2022, 8, 12, 3, 0, tzinfo=UTC)
# printf '1:2:refusal:seller.1660273200.{"a":1}' | openssl dgst -sha256 -mac HMAC \
#   -macopt hexkey:$(printf 'an invented secret, of 32 bytes!' | xxd -p -c64) -binary | base64
OPENSSL = "3eV64rxwCQN2yzIJnO6fmT0eXWTfsNrx7K+OYn1qe30="

texts = st.text(st.characters(codec="utf-8"))


class TestSignature:
    """Whoever has the secret can tell who sent these bytes, when, and as which notice."""

    def test_it_is_hmac_sha256_of_id_time_and_body(self) -> None:
        """The same as another tool makes it."""
        headers = signed_headers("1:2:refusal:seller", b'{"a":1}', secret=SECRET, at=NOON)

        assert headers == {
            "webhook-id": "1:2:refusal:seller",
            "webhook-timestamp": "1660273200",
            "webhook-signature": f"v1,{OPENSSL}",
        }

    @given(body=texts, at=moments(wide=True))
    def test_the_library_of_receivers_makes_the_same(self, body: str, at: datetime) -> None:
        """Any body, any moment, any secret of ours."""
        secret = new_secret()

        headers = signed_headers("1:2:refusal:seller", body.encode(), secret=secret, at=at)

        expected = Webhook(secret).sign("1:2:refusal:seller", at.astimezone(UTC), body)
        assert headers["webhook-signature"] == expected

    @given(body=texts)
    def test_what_was_signed_now_is_taken(self, body: str) -> None:
        """By the library, with its own clock."""
        headers = signed_headers("1", body.encode(), secret=SECRET, at=datetime.now(UTC))

        Webhook(SECRET).verify(body, dict(headers), json_parse=False)

    @pytest.mark.parametrize("changed", ["webhook-id", "webhook-timestamp", "body", "secret"])
    def test_anything_else_is_not(self, changed: str) -> None:
        """Another notice, another time, another body, another sender."""
        now = datetime.now(UTC)
        headers = dict(signed_headers("1", b"{}", secret=SECRET, at=now))
        if changed in headers:
            headers[changed] = "2" if changed == "webhook-id" else str(int(now.timestamp()) - 1)
        body = "[]" if changed == "body" else "{}"
        secret = new_secret() if changed == "secret" else SECRET

        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, headers)

    def test_a_new_secret_is_long_and_new(self) -> None:
        """32 bytes, and never the same twice."""
        first, second = new_secret(), new_secret()

        assert len(key_of(first)) == 32
        assert first != second
