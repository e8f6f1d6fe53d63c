"""Words, numbers, ports: as they are meant, or refused in one line."""

import pytest

from knightreplay import environment


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_blank_value_is_no_value(given, blank):
    assert given(environment.text, blank, "else") == "else"
    assert given(environment.count, blank, 7) == 7
    assert given(environment.port, blank, 8000) == 8000
    assert given(environment.choice, blank, ("a", "b"), "b") == "b"
    assert given(environment.hosts, blank) == []


@pytest.mark.parametrize("port", ["0", "-1", "65536", "80a", "٨٠", "9" * 400, "8 0"])
def test_port_that_cannot_be_is_refused(refused, port):
    assert refused(environment.port, port, 8000).endswith("allowed: 1 to 65535")


def test_port_is_a_number(given):
    assert given(environment.port, " 9000 ", 8000) == 9000
