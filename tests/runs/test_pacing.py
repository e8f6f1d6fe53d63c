"""A paced run tells nobody what its clock has not shown."""

import pytest

from knightreplay.runs import services
from knightreplay.runs.clock import LOOKAHEAD, Clock
from knightreplay.runs.errors import Forbidden, Invalid
from knightreplay.runs.line import Stretch, disclosed
from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import Movement
from tests.reading import view_of


def test_disclosed_cuts_at_the_last_minute_that_begins_before_the_tick():
    parts = (Stretch(0, 0, 479), Stretch(2, 95, 200))

    assert disclosed(parts, None) == parts
    assert disclosed(parts, 0) == ()
    assert disclosed(parts, 5700) == (Stretch(0, 0, 94),)
    assert disclosed(parts, 5701) == (Stretch(0, 0, 95), Stretch(2, 95, 95))


def test_horizon_is_the_clock_in_three_seconds_and_stops_with_it():
    playing = Clock(wall=0.0, sim=600.0, speed=120.0, paused=False)

    assert playing.horizon(10.0) == 600.0 + 120.0 * (10.0 + LOOKAHEAD)
    assert Clock(wall=0.0, sim=600.0).horizon(10.0) == 600.0
    stopped = Clock(wall=0.0, sim=600.0, speed=120.0, paused=False, stop_at=660)
    assert stopped.horizon(10.0) == 660.0


def test_horizon_keeps_what_was_shown_until_an_act_replaces_it():
    rewound = Clock(wall=0.0, sim=7200.0).moved(0.0, sim=5700.0)

    assert rewound.horizon(0.0) == 7200.0
    assert rewound.replaced(0.0, 5700).horizon(0.0) == 5700.0
    assert rewound.replaced(0.0, 7300).horizon(0.0) == 7200.0


def computed(run):
    view = view_of(run)
    return view.computed


def seek(run, to, role=Role.HOST):
    movement = Movement("seek", to=to)
    services.move_clock(run.id, movement, role=role, command_id=f"seek-{to}")


@pytest.fixture
def paced(run):
    move = Movement("paced", on=True)
    services.move_clock(run.id, move, role=Role.HOST, command_id="paced")
    return run


def test_view_of_a_paced_run_holds_what_the_clock_has_shown(paced, compute):
    compute(paced)
    assert computed(paced) == ()

    seek(paced, 5700)
    assert computed(paced) == (Stretch(0, 0, 94),)

    seek(paced, 5400)
    assert computed(paced) == (Stretch(0, 0, 94),)


def test_act_in_the_past_takes_the_new_future_back(paced, compute, act):
    compute(paced)
    seek(paced, 7200)
    seek(paced, 5730)
    act(paced, 5730, "kill", "all")
    compute(paced)

    assert computed(paced) == (Stretch(0, 0, 95), Stretch(1, 95, 95))


def test_run_of_ones_own_is_told_at_once(run, compute):
    compute(run)

    assert computed(run) == (Stretch(0, 0, 479),)


def test_only_the_host_says_whether_a_run_is_paced(run):
    on = Movement("paced", on=True)
    with pytest.raises(Forbidden):
        services.move_clock(run.id, on, role=Role.OPERATE, command_id="a")
    with pytest.raises(Invalid, match="on: allowed: true or false"):
        services.move_clock(run.id, Movement("paced"), role=Role.HOST, command_id="b")
    services.move_clock(run.id, on, role=Role.HOST, command_id="c")

    run.refresh_from_db()
    assert run.paced


def test_summary_of_a_paced_run_waits_for_the_last_second(paced, compute, client):
    compute(paced)
    summary = f"/api/v1/runs/{paced.id}/summary"
    seek(paced, 28799)
    refused = client.get(summary)
    seek(paced, 28800)

    assert refused.status_code == 409
    assert "16:00:00" in refused.json()["detail"]
    assert client.get(summary).json()["executions"] == 4_071_398


def test_run_can_begin_paced(client, db):
    body = {"seed": 29, "paced": True}

    begun = client.post("/api/v1/runs", body, content_type="application/json").json()

    assert Run.objects.get(id=begun["id"]).paced
