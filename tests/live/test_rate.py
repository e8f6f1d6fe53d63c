"""How many messages a socket may send."""

from knightreplay.live.rate import Allowance


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
