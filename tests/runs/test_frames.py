"""The frames of a run's line, as its stored segments have them."""

import pytest

from knightreplay.runs.frames import NotComputed, RunFrames, loss_at
from simulator.engine import simulate
from simulator.frames import to_columns
from simulator.scenario import load_scenario
from tests.reading import view_of

pytestmark = pytest.mark.django_db

KILL = 5730  # 09:35:30


def frames_of(run, *, alone=False):
    view = view_of(run)
    return RunFrames(view, alone)


def test_minutes_are_those_of_the_engine(run, compute):
    frames = frames_of(compute(run))
    straight = simulate(load_scenario("sec-2013"), 29, until=5460).frames

    assert list(frames.minutes(88, 91)) == [to_columns(f) for f in straight[88:]]


def test_clock_shows_the_row_of_the_second_before(run, compute):
    frames = frames_of(compute(run))
    (minute,) = frames.minutes(90, 91)

    assert frames.column("executions", 0) == 0
    assert frames.column("executions", 5401) == minute["columns"]["executions"][0]
    assert frames.column("executions", 5460) == minute["columns"]["executions"][59]
    assert frames.servers(5460) == [
        {name: column[59] for name, column in server.items()}
        for server in minute["servers"]
    ]


def test_line_parts_from_the_run_left_alone_where_somebody_acts(run, compute, act):
    act(run, KILL, "kill", "all")
    own, alone = frames_of(compute(run)), frames_of(run, alone=True)

    assert [frames.epoch(minute) for frames in (own, alone) for minute in (94, 95)] == [
        *(0, 1),
        *(0, 0),
    ]
    assert own.column("executions", KILL) == alone.column("executions", KILL)
    assert own.column("executions", 5760) < alone.column("executions", 5760)
    assert own.with_alone(479) == (*own.minutes(479), *alone.minutes(479))


def test_minute_that_is_not_computed_is_none(run):
    frames = frames_of(run)

    assert not frames.has(90)
    assert frames.messages(range(480)) == {}
    assert loss_at(frames.view, 5460) is None
    for read in (
        lambda: next(frames.minutes()),
        lambda: frames.servers(5460),
        lambda: frames.column("executions", 5460),
        lambda: frames.with_alone(479),
    ):
        with pytest.raises(NotComputed):
            read()
