"""Addresses of sites: as browsers write them, or refused in one line."""

import pytest

from knightreplay import environment


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://replay.example.org", "https://replay.example.org"),
        ("HTTPS://Replay.Example.ORG/", "https://replay.example.org"),
        ("https://replay.example.org:443/", "https://replay.example.org"),
        ("http://replay.example.org:80", "http://replay.example.org"),
        ("http://replay.example.org:443", "http://replay.example.org:443"),
        ("https://replay.example.org:8443", "https://replay.example.org:8443"),
        ("https://replay.example.org:", "https://replay.example.org"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://[FD00::2]:9195/", "http://[fd00::2]:9195"),
        ("http://[fd00:0::2]", "http://[fd00::2]"),
    ],
)
def test_public_url_is_the_origin_that_browsers_send(given, written, meant):
    assert given(environment.public_url, written).geturl() == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("https://replay.example.org/kr/", "a path is not supported"),
        ("https://replay.example.org/?x=1", "a path is not supported"),
        ("https://replay.example.org?", "a path is not supported"),
        ("https://replay.example.org#x", "a path is not supported"),
        ("https://replay.example.org:99999", "allowed: 1 to 65535"),
        ("https://replay.example.org:abc", "allowed: 1 to 65535"),
        ("https://replay.example.org:0", "allowed: 1 to 65535"),
        ("https://user:pw@replay.example.org", "names a user"),
        ("replay.example.org", "allowed: http, https"),
        ("ftp://replay.example.org", "allowed: http, https"),
        ("https://", "allowed: http, https"),
        ("https:/replay.example.org", "allowed: http, https"),
        ("https://*.example.org", "is no name"),
        ("https://a_b.example.org", "is no name"),
        ("https://[fd00::2", "is not an address"),
        ("https://[fe80::1%25eth0]", "names an adapter"),
        ("https://fd00::2", "allowed: 1 to 65535"),
        ("https://replay.example.org, https://b.example", "has a blank"),
        ("https://replay.\u200bexample.org", "has a blank"),
    ],
)
def test_public_url_that_cannot_be_is_refused(refused, written, said):
    line = refused(environment.public_url, written)

    assert said in line
    assert "pw" not in line


def test_public_url_may_be_missing(given):
    assert given(environment.public_url, " ") is None


def test_origins_are_sites_and_all_below_a_name(given):
    value = "https://Wiki.example.org/, https://*.example.org:8443, *"

    found = given(environment.origins, value)

    assert found == ["https://wiki.example.org", "https://*.example.org:8443", "*"]


@pytest.mark.parametrize(
    "word",
    ["wiki.example.org", "https://a.example/wiki", "https://*", "'self'", "a; b"],
)
def test_origins_that_cannot_be_are_refused(refused, word):
    assert refused(environment.origins, f"https://b.example,{word}")
