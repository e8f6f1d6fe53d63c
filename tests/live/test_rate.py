"""How many messages a socket may send."""

from knightreplay.live.rate import Allowance, Allowances


def allowance():
    return Allowance(now=0.0, per_second=50, burst=100)


def passed(bucket, count, now):
    return sum(bucket.spend(now) for _ in range(count))


def test_allowance_lets_a_burst_pass_and_refills_with_time():
    bucket = allowance()

    assert passed(bucket, 103, now=0.0) == 100
    assert passed(bucket, 52, now=1.0) == 50


def test_allowance_refills_to_the_burst_and_no_further():
    bucket = allowance()
    passed(bucket, 100, now=0.0)

    assert passed(bucket, 101, now=3600.0) == 100


def test_allowance_tells_once_a_second():
    bucket = allowance()

    assert [bucket.tells(now) for now in (0.0, 0.5, 1.0, 1.5)] == [
        True,
        False,
        True,
        False,
    ]


def test_allowance_counts_as_abused_after_a_thousand_refusals():
    bucket = allowance()
    passed(bucket, 1100, now=0.0)
    assert not bucket.abused

    bucket.spend(0.0)

    assert bucket.abused


def test_allowance_of_one_is_not_that_of_another():
    allowances = Allowances(per_second=2.0, burst=3.0)

    first = [allowances.spend("seat:1", 10.0) for _ in range(5)]
    other = allowances.spend("seat:2", 10.0)
    later = [allowances.spend("seat:1", 11.0) for _ in range(3)]

    assert (first, other) == ([True] * 3 + [False] * 2, True)
    assert later == [True, True, False]
