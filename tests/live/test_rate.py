"""How many messages a socket may send."""

from knightreplay.live.rate import Allowance


def verdicts(allowance, count, now):
    return [allowance.spend(now) for _ in range(count)]


def test_allowance_lets_a_burst_pass_and_tells_once_a_second():
    allowance = Allowance(now=0.0)

    first = verdicts(allowance, 103, now=0.0)

    assert first == ["pass"] * 100 + ["tell", "drop", "drop"]
    assert verdicts(allowance, 52, now=1.0) == ["pass"] * 50 + ["tell", "drop"]


def test_allowance_loses_patience_with_abuse():
    allowance = Allowance(now=0.0)

    assert verdicts(allowance, 1101, now=0.0)[-1] == "abuse"


def test_allowance_refills_to_the_burst_and_no_further():
    allowance = Allowance(now=0.0)
    verdicts(allowance, 100, now=0.0)

    assert verdicts(allowance, 101, now=3600.0) == ["pass"] * 100 + ["tell"]
