"""One clock for all teams: they move, sleep and wait together, to the very second."""

import time

import pytest

from knightreplay.rooms import services
from knightreplay.rooms.models import Team
from knightreplay.runs.models import ClockChange, Role, Run
from knightreplay.runs.services import Movement, move_clock, settle

AT = 5400  # 09:30
NAMES = [f"Team {number}" for number in range(1, 13)]


@pytest.fixture
def runs(opened, host, joining, new_id):
    """The runs of twelve teams at 09:30."""
    joining("Kim")
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.make_teams(host, NAMES, at=AT, command_id=new_id())
    return [team.run_id for team in Team.objects.order_by("number")]


@pytest.fixture
def moved(host, new_id):
    def move(action, **given):
        movement = Movement(action, **given)
        return services.move_teams(host, movement, command_id=new_id())

    return move


def seconds(runs, later=10.0):
    """What each clock shows at one moment, a while from now."""
    then = time.time() + later
    return [Run.objects.get(id=run_id).clock.at(then) for run_id in runs]


def paused(runs):
    return {Run.objects.get(id=run_id).clock_paused for run_id in runs}


@pytest.mark.slow
def test_twelve_teams_at_sixty_times_show_one_second_whatever_is_done(runs, moved):
    for action, given in (
        ("speed", {"speed": 60.0}),
        ("play", {}),
        ("speed", {"speed": 1.0}),
        ("pause", {}),
        ("seek", {"to": AT + 100}),
    ):
        moved(action, **given)

        assert len(set(seconds(runs))) == 1, action


def test_team_that_ran_ahead_comes_back_to_the_others(runs, moved):
    ahead = Movement("seek", to=AT + 22)
    move_clock(runs[3], ahead, role=Role.HOST, command_id="ahead")

    moved("play")

    assert len(set(seconds(runs))) == 1
    assert AT <= seconds(runs, later=0.0)[0] < AT + 22


@pytest.mark.slow
@pytest.mark.parametrize(("away", "waiting"), [(10.0, False), (38.0, True)])
def test_sleep_that_one_clock_noticed_is_one_for_all(
    runs, moved, away, waiting, django_capture_on_commit_callbacks
):
    moved("play")
    asleep = time.time() - away
    Run.objects.filter(id=runs[2]).update(alive_at=asleep, clock_wall=asleep)

    with django_capture_on_commit_callbacks(execute=True):
        assert settle(runs[2])

    assert paused(runs) == {waiting}
    assert len(set(seconds(runs))) == 1


@pytest.mark.slow
def test_clocks_that_agree_are_not_lined_up_again(runs, moved):
    moved("play")
    moved("pause")
    before = ClockChange.objects.count()

    services.line_up_teams(runs[0])

    assert ClockChange.objects.count() == before


@pytest.mark.slow
def test_teams_of_a_room_that_is_attended_are_watched(runs, opened):
    Run.objects.filter(id__in=runs).update(
        clock_paused=False, alive_at=time.time(), watched_at=0.0
    )

    services.watch_teams(opened.room.id)

    stamps = Run.objects.filter(id__in=runs).values_list("watched_at", flat=True)
    assert min(stamps) > time.time() - 60
