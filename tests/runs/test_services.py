"""Every change to a run."""

import pytest
from django.db.models import F

from knightreplay.runs import services
from knightreplay.runs.acts import log_of
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.lists import recent
from knightreplay.runs.models import ClockChange, Intervention, Role, Run, RunKey
from knightreplay.runs.roles import role_of
from knightreplay.runs.services import ActRequest, Movement

KILL = ActRequest("kill", "8")


def intervene(run, request=KILL, *, command_id="c-1", role=Role.HOST, **given):
    return services.intervene(
        run.id, request, role=role, command_id=command_id, **given
    )


def strike(run, seq, *, command_id, role=Role.HOST):
    request = ActRequest("strike", seq=seq)
    return intervene(run, request, command_id=command_id, role=role)


def move(run, action, *, command_id="m-1", role=Role.HOST, maker="", **given):
    movement = Movement(action, **given)
    return services.move_clock(
        run.id, movement, role=role, command_id=command_id, maker=maker
    )


def test_start_run_gives_a_host_key_that_is_stored_as_a_hash_only(started):
    stored = RunKey.objects.get(run=started.run)

    assert role_of(started.run, started.host_key) is Role.HOST
    assert stored.key_hash != started.host_key
    assert len(started.host_key) >= 22


def test_start_run_stands_paused_at_eight(run):
    assert run.clock.at(run.clock_wall + 3600) == 0.0
    assert (run.seq, run.epoch, run.status) == (0, 0, "computing")


def test_start_run_takes_acts_as_its_first_epochs(db):
    acts = ((5700, ActRequest("take-over")), (5700, ActRequest("kill", "all")))

    run = services.start_run(scenario="sec-2013", seed=1, acts=acts).run

    run.refresh_from_db()
    rows = list(Intervention.objects.filter(run=run).values_list("seq", "op", "cut"))
    assert rows == [(1, "take-over", 5700), (2, "kill", 5700)]
    assert (run.seq, run.epoch) == (2, 2)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"scenario": "nowhere", "seed": 1}, "scenario: .*nowhere.*sec-2013"),
        ({"scenario": "sec-2013", "seed": -1}, "seed: value -1 "),
        ({"scenario": "sec-2013", "seed": 2**53}, "seed: value 9007199254740992 "),
        ({"scenario": "sec-2013", "seed": True}, "seed: value True "),
    ],
)
def test_start_run_refuses_what_cannot_be_and_stores_nothing(db, given, message):
    with pytest.raises(Invalid, match=message):
        services.start_run(**given)

    assert Run.objects.count() == 0


def test_intervene_makes_an_epoch_with_its_cut(run):
    answer = intervene(run, at=5700)

    row = Intervention.objects.get(run=run)
    run.refresh_from_db()
    assert (answer.seq, answer.epoch, answer.tick, answer.took) == (1, 1, 5700, "at")
    assert (row.op, row.cut, row.epoch, row.role) == ("kill", 5700, 1, "host")
    assert row.arguments == {"servers": [8]}
    assert (run.seq, run.epoch) == (1, 1)


def test_intervene_twice_with_one_id_acts_once(run):
    first = intervene(run, at=5700)
    second = intervene(run, ActRequest("kill", "all"), at=9000)

    assert second == first._replace(duplicate=True)
    assert Intervention.objects.filter(run=run).count() == 1


def test_intervene_takes_effect_where_it_was_seen_if_that_is_recent(run):
    move(run, "seek", to=5700)

    assert intervene(run, seen=5701).tick == 5701
    assert intervene(run, command_id="c-2", seen=5600)[4:] == (5700, "present")
    assert intervene(run, command_id="c-3")[4:] == (5700, "present")


def test_intervene_is_not_fooled_by_a_screen_ahead_of_a_paused_clock(run):
    move(run, "speed", speed=120)
    move(run, "seek", to=5700, command_id="m-2")

    assert intervene(run, seen=5702)[4:] == (5700, "present")


def test_intervene_at_high_speed_allows_one_wall_second(run):
    move(run, "speed", speed=120)
    move(run, "seek", to=5700, command_id="m-2")

    move(run, "play", command_id="m-3")
    Run.objects.update(clock_wall=F("clock_wall") - 10)  # ten seconds ago

    assert intervene(run, seen=6800).took == "seen"
    assert intervene(run, command_id="c-2", seen=6700).took == "present"


@pytest.mark.parametrize("role", [Role.WATCH])
def test_acts_and_clock_are_forbidden_to_those_who_watch(run, role):
    calls = [
        lambda: intervene(run, role=role),
        lambda: move(run, "play", role=role),
        lambda: strike(run, 1, command_id="s", role=role),
        lambda: services.give_reason(
            run.id, role=role, command_id="r", target=1, text=""
        ),
        lambda: services.hand_out_key(run.id, role=role),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()

    assert Intervention.objects.count() + ClockChange.objects.count() == 0


def test_operators_act_but_hand_out_no_keys(run):
    key = services.hand_out_key(run.id, role=Role.HOST)

    assert role_of(run, key) is Role.OPERATE
    assert intervene(run, role=Role.OPERATE, at=10).seq == 1
    with pytest.raises(Forbidden, match="Only the host"):
        services.hand_out_key(run.id, role=Role.OPERATE)


def test_keys_of_one_run_give_nothing_in_another(started):
    other = services.start_run(scenario="sec-2013", seed=29)

    assert role_of(other.run, started.host_key) is Role.WATCH
    assert role_of(started.run, "x" * 22) is Role.WATCH
    assert role_of(started.run, None) is Role.WATCH


@pytest.mark.parametrize(
    ("asked", "at", "message"),
    [
        (ActRequest("kill", "9"), 5700, "servers: .*9"),
        (ActRequest("kill"), 5700, "servers"),
        (ActRequest("explode", "8"), 5700, "op: .*explode"),
        (ActRequest("flag", "8"), 5700, "on: "),
        (ActRequest("kill", "8"), 28800, "tick: value 28800 "),
        (ActRequest("kill", "8"), -1, "tick: value -1 "),
        (ActRequest("kill", [True]), 5700, "servers"),
    ],
)
def test_intervene_refuses_what_the_engine_cannot_do(run, asked, at, message):
    with pytest.raises(Invalid, match=message):
        intervene(run, asked, at=at)

    run.refresh_from_db()
    assert (run.seq, run.epoch, Intervention.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("command_id", ["", "a" * 65, "a b", "<script>", "ä"])
def test_commands_refuse_a_command_id_out_of_the_alphabet(run, command_id):
    with pytest.raises(Invalid, match="command_id"):
        intervene(run, command_id=command_id, at=10)


def test_intervene_with_an_old_epoch_is_a_conflict(run):
    intervene(run, at=5700)

    with pytest.raises(Conflict, match="epoch 1"):
        intervene(run, command_id="c-2", at=5800, expect_epoch=0)
    assert intervene(run, command_id="c-3", at=5800, expect_epoch=1).epoch == 2


def test_strike_makes_an_epoch_from_the_acts_own_tick(run):
    act = intervene(run, at=5700)

    struck = strike(run, act.seq, command_id="s-1", role=Role.HOST)

    assert (struck.epoch, struck.tick) == (2, 5700)
    with pytest.raises(Invalid, match="struck out already"):
        strike(run, act.seq, command_id="s-2", role=Role.HOST)
    with pytest.raises(Invalid, match="no act"):
        strike(run, struck.seq, command_id="s-3", role=Role.HOST)


def test_act_that_was_struck_out_can_be_put_back_from_its_own_tick(run):
    act = intervene(run, at=5700)
    back = ActRequest("put-back", seq=act.seq)
    with pytest.raises(Invalid, match="act 1 is not struck out"):
        intervene(run, back, command_id="p-0")
    strike(run, act.seq, command_id="s-1")

    answer = intervene(run, back, command_id="p-1")

    log = log_of(run)
    assert (answer.epoch, answer.tick) == (3, 5700)
    assert [row.seq for row in log.in_force] == [act.seq]
    assert log.cuts == (0, 5700, 5700, 5700)
    strike(run, act.seq, command_id="s-2")
    assert log_of(run).in_force == ()


def test_reason_is_kept_without_a_new_epoch(run):
    act = intervene(run, at=5700)

    answer = services.give_reason(
        run.id, role=Role.HOST, command_id="r-1", target=act.seq, text=" volume "
    )

    run.refresh_from_db()
    assert (answer.epoch, run.epoch, run.seq) == (1, 1, 2)
    assert Intervention.objects.get(op="reason").reason == "volume"


def test_clock_moves_for_everybody_and_once_a_command(run):
    move(run, "seek", to=5700)
    move(run, "speed", speed=60, command_id="m-2")
    move(run, "play", command_id="m-3")
    again = move(run, "pause", command_id="m-3")

    run.refresh_from_db()
    assert again.duplicate
    assert (run.clock_speed, run.clock_paused) == (60, False)
    assert run.clock.at(run.clock_wall + 1) == pytest.approx(run.clock_sim + 60)
    assert ClockChange.objects.filter(run=run).count() == 3


def test_play_at_the_close_begins_again(run):
    move(run, "seek", to=28800)
    move(run, "play", command_id="m-2")

    run.refresh_from_db()
    assert run.clock_sim == 0.0


@pytest.mark.parametrize(
    ("action", "given", "message"),
    [
        ("jump", {}, "action: 'jump' is unknown"),
        ("seek", {}, "to:"),
        ("speed", {"speed": 121.0}, "speed:"),
        ("speed", {"speed": 0.0}, "speed:"),
        ("speed", {"speed": float("nan")}, "speed:"),
        ("stop-at-events", {}, "on:"),
        ("loop", {"first": 5400}, "loop: both"),
        ("loop", {"end": 5400}, "loop: both"),
        ("loop", {"first": 5400, "end": 5400}, "loop: from comes before to"),
    ],
)
def test_clock_refuses_a_movement_that_cannot_be(run, action, given, message):
    with pytest.raises(Invalid, match=message):
        move(run, action, **given)

    assert ClockChange.objects.count() == 0


def test_clock_that_stops_at_events_stops_at_the_next_and_goes_on(run):
    move(run, "stop-at-events", on=True)
    run.refresh_from_db()
    assert run.clock_stop_at == 60

    move(run, "seek", to=5400, command_id="m-2")
    run.refresh_from_db()
    assert run.clock_stop_at == 5640

    move(run, "seek", to=5640, command_id="m-3")
    run.refresh_from_db()
    assert run.clock_stop_at == 6855  # a second before Knight's people roll back

    intervene(run, at=6000)
    run.refresh_from_db()
    assert run.clock_stop_at == 6000

    move(run, "stop-at-events", on=False, command_id="m-4")
    run.refresh_from_db()
    assert run.clock_stop_at is None


def test_clock_loops_a_range_instead_of_stopping_and_ends_it_again(run):
    move(run, "stop-at-events", on=True)
    move(run, "loop", first=6840, end=6900, command_id="m-2")
    run.refresh_from_db()
    assert (run.clock.sim, run.clock.loop, run.clock_stop_at) == (
        6840,
        (6840, 6900),
        None,
    )

    move(run, "seek", to=6850, command_id="m-3")
    move(run, "loop", first=6800, end=6880, command_id="m-4")
    run.refresh_from_db()
    assert (run.clock.sim, run.clock.loop) == (6850, (6800, 6880))

    move(run, "loop", command_id="m-5")
    run.refresh_from_db()
    assert (run.clock.loop, run.clock_stop_at) == (None, 6855)


def test_same_command_id_for_an_act_and_the_clock_counts_once(run):
    act = intervene(run, at=10)

    answer = move(run, "play", command_id="c-1")

    assert (answer.seq, answer.duplicate) == (act.seq, True)
    assert ClockChange.objects.count() == 0


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "\x1b[31m", "x" * 501])
def test_reason_refuses_what_no_page_should_show(run, text):
    act = intervene(run, at=5700)

    with pytest.raises(Invalid, match="reason: "):
        services.give_reason(
            run.id, role=Role.HOST, command_id="r", target=act.seq, text=text
        )


def test_log_of_a_run_is_bounded(run, monkeypatch):
    monkeypatch.setattr("knightreplay.runs.services.act_request.HOSTS_ACTS", 2)
    intervene(run, at=10)
    intervene(run, at=10, command_id="c-2")

    with pytest.raises(Invalid, match="full"):
        intervene(run, at=10, command_id="c-3")


ACTS = "knightreplay.runs.services.act_request"
MOVES = "knightreplay.runs.services.clock_moves"


def test_acts_of_one_take_nothing_from_the_others_and_none_from_the_host(
    run, monkeypatch
):
    for name, most in (("HOSTS", 2), ("OTHERS", 3), ("MAKERS", 2)):
        monkeypatch.setattr(f"{ACTS}.{name}_ACTS", most)
    acting = {"role": Role.OPERATE, "at": 10}

    intervene(run, command_id="m-1", maker="seat:1", **acting)
    intervene(run, command_id="m-2", maker="seat:1", **acting)
    with pytest.raises(Invalid, match="you did 2 acts"):
        intervene(run, command_id="m-3", maker="seat:1", **acting)
    again = intervene(run, command_id="m-2", maker="seat:1", **acting)
    intervene(run, command_id="k-1", maker="seat:2", **acting)
    with pytest.raises(Invalid, match="3 acts and remarks of all others"):
        intervene(run, command_id="k-2", maker="seat:2", **acting)
    intervene(run, command_id="h-1", at=10)
    services.give_reason(run.id, role=Role.HOST, command_id="h-2", target=1, text="So")

    kept = Intervention.objects.order_by("seq").values_list("maker", flat=True)
    assert (list(kept), again.duplicate) == (["seat:1"] * 2 + ["seat:2", "", ""], True)


def test_movements_of_others_never_stop_the_hosts(run, monkeypatch):
    for name, most in (("HOSTS", 5), ("OTHERS", 3), ("MAKERS", 2)):
        monkeypatch.setattr(f"{MOVES}.{name}_MOVES", most)
    theirs = {"role": Role.OPERATE}

    for number in range(2):
        move(run, "play", command_id=f"m-{number}", maker="seat:1", **theirs)
    with pytest.raises(Invalid, match="you moved this clock 2 times"):
        move(run, "play", command_id="m-2", maker="seat:1", **theirs)
    again = move(run, "play", command_id="m-1", maker="seat:1", **theirs)
    move(run, "play", command_id="k-0", maker="seat:2", **theirs)
    with pytest.raises(Invalid, match="moved 3 times"):
        move(run, "play", command_id="k-1", maker="seat:2", **theirs)
    hosts = [move(run, "pause", command_id=f"h-{n}").duplicate for n in range(5)]

    assert (again.duplicate, hosts) == (True, [False] * 5)
    assert ClockChange.objects.filter(run=run, role=Role.HOST).count() == 5


def test_list_of_the_newest_runs_shows_the_hosts_before_what_strangers_made(db):
    made = ["", "", "a", "b", "c"]
    runs = [
        services.start_run(scenario="sec-2013", seed=1, made_by=m).run for m in made
    ]

    few = [entry.run.id for entry in recent.recent(3)]
    all_of_them = [entry.run.id for entry in recent.recent(9)]

    assert few == [runs[4].id, runs[1].id, runs[0].id]
    assert all_of_them == [run.id for run in reversed(runs)]
