"""Which addresses a webhook may call: only ordinary public ones."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from hypothesis import example, given
from hypothesis import strategies as st

from qoo10_cancel.adapters.notifiers._http import may_be_called

# A second witness: the special-purpose registries of IANA, written out.
SPECIAL = [
    ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        "::/8", "2001:db8::/32", "2001::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10",
        "ff00::/8",
    )
]  # fmt: skip
OUR_OWN = [
    ip_network(net)
    for net in ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
                "::1/128", "fc00::/7")
]  # fmt: skip

addresses = st.one_of(
    st.ip_addresses(),
    *(st.ip_addresses(network=net) for net in SPECIAL),
)


class TestAddresses:
    """A webhook calls ordinary public addresses, and private ones only where that is allowed."""

    @given(address=addresses)
    @example(address=ip_address("fec0::1"))
    @example(address=ip_address("168.63.129.16"))
    def test_no_special_address_is_called(self, address: IPv4Address | IPv6Address) -> None:
        """What the registries set apart is not called."""
        if any(address in net for net in SPECIAL):
            assert not may_be_called(address)

    @given(address=addresses)
    @example(address=ip_address("169.254.169.254"))
    @example(address=ip_address("fd00:ec2::254"))
    def test_allowing_private_ones_allows_no_more(
        self, address: IPv4Address | IPv6Address
    ) -> None:
        """`allow_private` opens our own networks, and nothing else."""
        opened = may_be_called(address, allow_private=True) and not may_be_called(address)

        assert not opened or any(address in net for net in OUR_OWN)

    @given(inner=st.ip_addresses(v=4))
    def test_a_mapped_address_is_never_called(self, inner: IPv4Address) -> None:
        """`::ffff:a.b.c.d` could be any address in disguise."""
        assert not may_be_called(IPv6Address(f"::ffff:{inner}"), allow_private=True)

    def test_public_ones_are_called(self) -> None:
        """Ordinary servers, old and new."""
        for address in ("8.8.8.8", "93.184.215.14", "1.1.1.1", "2606:4700:4700::1111"):
            assert may_be_called(ip_address(address))
