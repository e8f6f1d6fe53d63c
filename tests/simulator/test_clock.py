import pytest

from simulator.clock import CLOSE, MINUTE, MINUTES, OPEN, tick_of, time_of
from simulator.params import ParamsError


@pytest.mark.parametrize(
    ("text", "tick"),
    [
        ("08:00", 0),
        ("9:30", OPEN),
        ("9:35:07", 5707),
        ("\uff19\uff1a\uff13\uff10", OPEN),
        ("08:00:01", 1),
        ("09:30:00", OPEN),
        ("16:00", CLOSE),
    ],
)
def test_tick_of(text, tick):
    assert tick_of(text) == tick


@pytest.mark.parametrize("tick", [0, 1, OPEN, 8099, CLOSE])
def test_time_of_reads_back(tick):
    assert tick_of(time_of(tick)) == tick


@pytest.mark.parametrize(
    "text",
    [
        "07:59:59",
        "16:00:01",
        "09:60",
        "09:30:60",
        "24:00",
        "٠٩:٣٠",
        "",
        "nan",
        "09:30:00\n",
        "09:30:00.5",
        "-9:30",
        None,
        930,
    ],
)
def test_tick_of_refuses(text):
    with pytest.raises(ParamsError, match=r"^time: value .* is not valid; allowed: HH"):
        tick_of(text)


def test_day():
    assert MINUTES * MINUTE == CLOSE
    assert time_of(OPEN) == "09:30:00"
