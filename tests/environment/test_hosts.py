"""Names of machines: as browsers send them, or refused in one line."""

import ipaddress

import pytest
from django.http.request import validate_host
from hypothesis import given as examples
from hypothesis import strategies as st

from knightreplay import environment
from knightreplay.environment.hosts import host


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("replay.example.org", "replay.example.org"),
        ("Replay.Example.ORG.", "replay.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER。example", "xn--bcher-kva.example"),
        ("例え.jp", "xn--r8jz45g.jp"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("localhost", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
        ("fd00::2", "[fd00::2]"),
        ("[FD00:0:0::2]", "[fd00::2]"),
    ],
)
def test_host_is_written_as_browsers_send_it(written, sent):
    assert host(written) == sent
    assert validate_host(sent, [host(written)])


@pytest.mark.parametrize(
    "written",
    [
        *("", ".", "a..b", "-a.example", "a-.example", "a_b.example", "a b", "a/b"),
        *("x" * 64, ".".join(["x" * 60] * 5), "☃.net", "%41.example", "*.example.org"),
        *("192.0.2", "192.0.2.256", "0x7f.1", "127.1", "1", "192.0.2.07"),
        *("fd00::2::1", "[fd00::2", "fe80::1%eth0", "host:80", "[::1]:80"),
    ],
)
def test_host_that_cannot_be_is_refused(written):
    with pytest.raises(ValueError, match=r"^(is|names) "):
        host(written)


@examples(st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address))
def test_every_ipv6_address_is_taken_in_every_spelling(address: ipaddress.IPv6Address):
    spellings = (str(address), address.exploded, str(address).upper(), f"[{address}]")

    assert {host(spelling) for spelling in spellings} == {f"[{address}]"}


@examples(st.text(max_size=30))
def test_host_is_one_that_django_knows_or_refused(text):
    try:
        found = host(text)
    except ValueError:
        return
    assert validate_host(found, [found])
    assert host(found) == found


def test_hosts_are_patterns_of_django(given):
    value = "*, .Example.org, fd00::2, bücher.example"

    found = given(environment.hosts, value)

    assert found == ["*", ".example.org", "[fd00::2]", "xn--bcher-kva.example"]


@pytest.mark.parametrize("word", ["example.org:8000", "https://example.org", "a b"])
def test_hosts_with_more_than_a_name_are_refused(refused, word):
    assert "without a port" in refused(environment.hosts, f"example.org,{word}")


def test_proxies_are_addresses_networks_and_names(given):
    value = "127.0.0.1, 10.0.0.9/8, fd00::/8, proxy, my_proxy, lb.example.org"

    assert given(environment.proxies, value) == value.split(", ")


@pytest.mark.parametrize(
    "word",
    ["10.0.0.0/99", "10.0.0.0/", "300.1.1.1", "10.0.0", "10.0.0.1:80", "*", "fd00::/x"],
)
def test_proxies_that_cannot_be_are_refused(refused, word):
    assert word in refused(environment.proxies, f"127.0.0.1,{word}")
