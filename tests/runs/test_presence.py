"""Clocks that run are looked after: sleep, steps of the wall clock, nobody watching."""

import time

import pytest

from knightreplay.runs import presence, services
from knightreplay.runs.models import ClockChange, Role
from knightreplay.runs.services import Movement
from knightreplay.runs.signals import changed

START = 1_785_571_200.0


class World:
    """The wall clock and the one that nobody sets, both moved by hand."""

    def __init__(self) -> None:
        self.wall, self.steady = START, 500.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def world(monkeypatch) -> World:
    world = World()
    monkeypatch.setattr(time, "time", lambda: world.wall)
    monkeypatch.setattr(presence, "steady", lambda: world.steady)
    monkeypatch.setattr(presence.here, "_looked_at", None)
    return world


@pytest.fixture
def playing(world, started):
    """A run that plays at ten times the speed from 09:30, looked after and watched just now."""
    host = {"role": Role.HOST}
    for number, movement in enumerate(
        (Movement("speed", speed=10.0), Movement("seek", to=5400), Movement("play"))
    ):
        services.move_clock(started.run.id, movement, command_id=f"c-{number}", **host)
    return started.run


def clock(run):
    run.refresh_from_db()
    return run.clock


def shown(run):
    """(simulated second now, whether it is paused)."""
    now = clock(run)
    return now.at(time.time()), now.paused


def watched(world, run, seconds):
    """Seconds that pass with a server and a viewer there."""
    for _ in range(seconds):
        world.pass_by(1.0)
        services.watch([run.id])
        assert services.attend() == 0


def test_clock_that_is_looked_after_runs_on(world, playing):
    watched(world, playing, 100)

    assert shown(playing) == (6400.0, False)


def test_server_away_for_three_seconds_is_no_matter(world, playing):
    watched(world, playing, 10)
    world.pass_by(3.0)

    assert services.attend() == 0
    assert shown(playing) == (5530.0, False)


@pytest.mark.parametrize(
    ("away", "paused"), [(4.0, False), (30.0, False), (31.0, True)]
)
def test_server_that_was_away_goes_on_from_the_last_second_shown(
    world, playing, away, paused
):
    watched(world, playing, 10)
    world.pass_by(away)

    assert services.attend() == 1
    assert shown(playing) == (5500.0, paused)
    assert services.attend() == 0


def test_server_that_starts_again_has_no_memory_but_the_stamp(
    world, playing, monkeypatch
):
    watched(world, playing, 10)
    world.pass_by(40.0)
    monkeypatch.setattr(presence, "here", presence.ServerPresence())

    services.attend()

    assert shown(playing) == (5500.0, True)


@pytest.mark.parametrize("step", [3600.0, -3600.0])
def test_wall_clock_that_is_set_moves_no_run(world, playing, step):
    watched(world, playing, 10)
    world.wall += step

    services.attend()

    assert shown(playing) == (5500.0, False)
    watched(world, playing, 70)
    assert shown(playing) == (6200.0, False)


def test_command_after_a_sleep_finds_the_clock_where_it_was(world, playing):
    watched(world, playing, 10)
    world.pass_by(300.0)

    answer = services.intervene(
        playing.id, services.ActRequest("kill", "8"), role=Role.HOST, command_id="k"
    )

    assert answer.tick == 5500
    assert shown(playing) == (5500.0, True)


def test_run_that_nobody_watches_pauses_after_a_minute(world, playing):
    for _ in range(60):
        world.pass_by(1.0)
        assert services.attend() == 0
    world.pass_by(1.0)

    assert services.attend() == 1
    assert shown(playing) == (6010.0, True)
    change = ClockChange.objects.latest("seq")
    assert (change.action, change.role, change.seq) == ("leave", "", playing.seq)


def test_clock_that_was_set_right_is_told(
    world, playing, django_capture_on_commit_callbacks
):
    told = []
    changed.connect(
        lambda run, **signal: told.append(run.seq), weak=False, dispatch_uid="t"
    )
    world.pass_by(10.0)
    with django_capture_on_commit_callbacks(execute=True):
        services.attend()
    changed.disconnect(dispatch_uid="t")

    playing.refresh_from_db()
    assert told == [playing.seq]


def test_paused_run_is_left_alone(world, run):
    world.pass_by(1e6)

    assert services.attend() == 0
    assert clock(run).wall == run.clock_wall
