"""Under which addresses this machine can be reached."""

from types import SimpleNamespace

import pytest
from django.http.request import validate_host

from knightreplay.network import adapters
from knightreplay.network.adapters import Own, OwnNames, found_on, names_for


def adapter(name, *addresses, nice=None):
    ips = [
        SimpleNamespace(ip=(a, 0, 0) if ":" in a else a, is_IPv4=":" not in a)
        for a in addresses
    ]
    return SimpleNamespace(name=name, nice_name=nice or name, ips=ips)


LAPTOP = [
    adapter("lo", "127.0.0.1", "::1"),
    adapter("docker0", "172.17.0.1"),
    adapter("veth12ab", "fe80::1"),
    adapter("wlan0", "fe80::2", "2001:db8::7", "192.168.7.20"),
    adapter("wg0", "10.9.0.2"),
]


def test_addresses_come_as_likely_as_another_device_reaches_them():
    assert [found.address for found in found_on(LAPTOP)] == [
        "192.168.7.20",
        "2001:db8::7",
        "10.9.0.2",
        "172.17.0.1",
        "fe80::2",
        "fe80::1",
    ]


@pytest.mark.parametrize(
    ("name", "nice"),
    [
        *(("docker0", None), ("br-4f2a", None), ("tun0", None), ("utun3", None)),
        *(("vmnet8", None), ("virbr0", None), ("bridge100", None), ("awdl0", None)),
        ("{8C2B}", "vEthernet (WSL)"),
        ("{8C2C}", "VirtualBox Host-Only Ethernet Adapter"),
        ("{8C2D}", "Hyper-V Virtual Ethernet Adapter"),
    ],
)
def test_virtual_adapters_are_known_by_their_names(name, nice):
    (found,) = found_on([adapter(name, "10.0.0.1", nice=nice)])

    assert (found.virtual, found.likely) == (True, False)


@pytest.mark.parametrize(
    ("name", "nice"),
    [
        *(("eth0", None), ("en0", None), ("wlp3s0", None), ("enx00e04c", None)),
        ("{8C2E}", "Intel(R) Wi-Fi 6 AX201 160MHz"),
        ("{8C2F}", "Realtek PCIe GbE Family Controller"),
    ],
)
def test_real_adapters_are_likely(name, nice):
    (found,) = found_on([adapter(name, "192.168.1.4", nice=nice)])

    assert (found.virtual, found.likely) == (False, True)


def test_machine_without_a_network_has_no_address():
    assert found_on(LAPTOP[:1]) == []


@pytest.fixture
def here(monkeypatch):
    """A machine whose adapters can be changed; nothing is remembered between two looks."""
    fitted = list(LAPTOP)
    monkeypatch.setattr(
        "knightreplay.network.adapters.ifaddr.get_adapters", lambda: fitted
    )
    monkeypatch.setattr(adapters, "KEPT", -1.0)
    monkeypatch.setattr(adapters, "own", Own())
    return fitted


def test_new_address_of_the_machine_is_answered_to_and_nobody_elses_name(here):
    names = OwnNames(["localhost", "127.0.0.1"])
    assert validate_host("192.168.7.20", names)
    assert not validate_host("192.168.9.9", names)

    here[3] = adapter("wlan0", "192.168.9.9", "2001:db8::9")

    assert validate_host("192.168.9.9", names)
    assert validate_host("[2001:db8::9]", names)
    assert not validate_host("192.168.7.20", names)
    assert not validate_host("evil.example", names)
    assert not validate_host("192.168.9.9.evil.example", names)


def test_own_addresses_are_known_in_every_form(here):
    own = Own()

    assert all(
        own.has(a)
        for a in (
            "127.0.0.1",
            "::1",
            "192.168.7.20",
            "::ffff:192.168.7.20",
            "fe80::2%3",
        )
    )
    assert not own.has("192.168.7.21")


def test_adapters_are_not_looked_at_for_every_request(monkeypatch):
    looks = []

    def look():
        looks.append(1)
        return LAPTOP

    monkeypatch.setattr("knightreplay.network.adapters.ifaddr.get_adapters", look)
    own = Own()

    for _ in range(100):
        own.has("192.168.7.20")

    assert len(looks) == 1


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", []),
        ("localhost", []),
        ("192.168.7.20", ["192.168.7.20", "teacher"]),
        ("2001:db8::7", ["[2001:db8::7]", "teacher"]),
        ("0.0.0.0", ["teacher", "teacher.local"]),
    ],
)
def test_fixed_names_are_the_hosts_own(monkeypatch, host, names):
    monkeypatch.setattr(
        "knightreplay.network.adapters.socket.gethostname", lambda: "Teacher"
    )

    assert names_for(host) == names
