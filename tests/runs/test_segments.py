"""Segments: computed in slices, stored once, the same whoever computes them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knightreplay.runs import selectors, services
from knightreplay.runs.acts import log_of, to_acts
from knightreplay.runs.line import Stretch, epoch_of
from knightreplay.runs.models import Role, Run, Segment
from knightreplay.runs.segments import computing
from knightreplay.runs.segments.inheritance import payloads
from knightreplay.runs.segments.wire import decode
from knightreplay.runs.services import ActRequest, start_run
from simulator.engine import simulate
from simulator.frames import to_columns
from simulator.scenario import load_scenario
from tests import morning
from tests.reading import view_of


@pytest.fixture
def compute():
    """Computes a run to its end, every minute of it."""

    def to_end(run):
        morning.work(run.id)
        run.refresh_from_db()
        return run

    return to_end


def straight(run):
    """The run computed in one go from its log, as minutes of columns."""
    scenario = load_scenario(run.scenario)
    acts = to_acts(log_of(run).in_force, scenario)
    return [to_columns(f) for f in simulate(scenario, run.seed, acts).frames]


def summary_of(run):
    view = view_of(run)
    figures = selectors.summary(view)
    assert figures
    return figures


def line_of(run):
    """The stored line, minute by minute, decoded."""
    cuts = log_of(run).cuts
    pairs = [(epoch_of(minute, cuts), minute) for minute in range(480)]
    found = payloads(run.id, pairs)
    return [decode(found[pair])[1] for pair in pairs]


def test_advance_ends_with_the_figures_of_simulate(run, compute):
    compute(run)

    figures = summary_of(run)
    assert run.status == "complete"
    assert figures["state_hash"] == "7bf65eb8debf62ce14c67e8319a2892c"
    assert figures == simulate(load_scenario("sec-2013"), 29, ()).summary()


def test_segment_is_the_socket_message_of_its_minute(run, compute):
    compute(run)

    payload = payloads(run.id, [(0, 90)])[0, 90]
    assert payload[:8] == bytes([1, 1, 90, 0, 0, 0, 0, 0])
    epoch, columns = decode(payload)
    assert (epoch, columns["minute"]) == (0, 90)
    assert columns["columns"]["executions"][59] == 8613


ACTS = st.lists(
    st.tuples(
        st.integers(5300, 8200),
        st.sampled_from(
            [
                ActRequest("kill", "8"),
                ActRequest("kill", "all"),
                ActRequest("restore", "all"),
                ActRequest("flag", "all", on=False, scope="loop"),
                ActRequest("rollback", "1-3", mode="rolling"),
                ActRequest("deploy", "8"),
                ActRequest("take-over"),
                ActRequest("hand-back"),
                ActRequest("unwind"),
            ]
        ),
        st.booleans(),  # whether the worker catches up in between
        st.booleans(),  # whether the act is struck out again later
    ),
    max_size=5,
)


@pytest.mark.slow
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_line_equals_a_straight_run_whatever_was_done_and_struck_out(db, acts):
    run = start_run(scenario="sec-2013", seed=7).run
    for number, (at, request, catch_up, struck) in enumerate(acts):
        act = services.intervene(
            run.id, request, role=Role.HOST, command_id=f"a{number}", at=at
        )
        if catch_up:
            computing.advance(run.id)
        if struck:
            services.intervene(
                run.id,
                ActRequest("strike", seq=act.seq),
                role=Role.HOST,
                command_id=f"s{number}",
            )
    morning.compute(run.id)

    assert line_of(run) == straight(run)


def test_frames_before_a_cut_stay_as_they_were(run, compute, act):
    compute(run)
    before = decode(payloads(run.id, [(0, 95)])[0, 95])[1]

    act(run, 5730, "kill", "all")
    compute(run)

    after = decode(payloads(run.id, [(1, 95)])[1, 95])[1]
    for name, column in before["columns"].items():
        assert after["columns"][name][:30] == column[:30]
    assert after["columns"]["loops"][30:] == [0] * 30


def test_run_left_alone_stays_whole_beside_the_line(run, compute, act):
    act(run, 5700, "kill", "all")
    compute(run)

    assert len(payloads(run.id, [(0, m) for m in range(480)])) == 480
    _, columns = decode(payloads(run.id, [(0, 134)])[0, 134])
    assert columns["columns"]["executions"][-1] == 4_071_398


def test_replaced_futures_are_dropped_when_the_run_is_complete(run, compute, act):
    act(run, 5700, "kill", "8")
    compute(run)
    act(run, 6000, "kill", "all")
    compute(run)

    minutes = Segment.objects.filter(run=run, epoch=1).values_list("minute", flat=True)
    assert sorted(minutes) == [95, 96, 97, 98, 99]
    assert Segment.objects.filter(run=run, epoch=2).count() == 380


def test_tasks_that_run_twice_or_late_store_nothing_new(run, compute, act):
    compute(run)
    log, gap = log_of(run), Stretch(0, 90, 99)
    early = list(computing._minutes(run, log, gap))
    act(run, 5700, "kill", "all")
    compute(run)
    before = set(Segment.objects.filter(run=run).values_list("epoch", "minute"))
    stored = payloads(run.id, sorted(before))

    computing._store(run.id, early)

    assert set(Segment.objects.filter(run=run).values_list("epoch", "minute")) == before
    assert payloads(run.id, sorted(before)) == stored


def test_worker_without_the_lease_leaves_the_run_alone(run):
    Run.objects.filter(id=run.id).update(lease="somebody", lease_until=9e12)

    assert computing.advance(run.id) is False
    assert Segment.objects.count() == 0


def test_worker_that_died_is_followed_by_another_from_its_checkpoint(run, compute):
    computing.advance(run.id)
    first = Segment.objects.filter(run=run).count()
    Run.objects.filter(id=run.id).update(lease="dead", lease_until=1.0)

    compute(run)

    assert 0 < first < 480
    assert line_of(run) == straight(run)


def test_slice_of_work_is_short_and_comes_back(run):
    assert computing.advance(run.id) is True
    assert 0 < Segment.objects.filter(run=run).count() < 480


@pytest.mark.parametrize("changed", ["engine_version", "data_hash"])
def test_worker_of_another_build_leaves_the_run_to_others(run, changed, caplog):
    Run.objects.filter(id=run.id).update(**{changed: "0.0.1"})

    assert computing.advance(run.id) is False

    run.refresh_from_db()
    assert (run.status, run.lease) == ("computing", "")
    assert Segment.objects.count() == 0
    assert "declined" in caplog.text


def test_failed_run_is_stored_as_failed_and_the_bug_goes_on(run, monkeypatch):
    def bug(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(computing, "run_until", bug)

    with pytest.raises(ZeroDivisionError):
        computing.advance(run.id)

    run.refresh_from_db()
    assert run.status == "failed"


def test_database_away_leaves_the_run_to_reconcile(run, monkeypatch, caplog):
    from django.db import OperationalError

    def away(*_):
        raise OperationalError

    monkeypatch.setattr(computing, "_store", away)

    assert computing.advance(run.id) is False
    run.refresh_from_db()
    assert run.status == "computing"
    assert "waits for reconcile" in caplog.text


def test_act_in_the_last_moment_of_the_work_is_not_lost(run, compute, act, monkeypatch):
    """The run is closed by compare-and-set on its epoch."""
    close = computing._close
    calls: list[object] = []

    def acted_meanwhile(*args):
        if not calls:
            act(run, 5700, "kill", "all")
        calls.append(args)
        return close(*args)

    monkeypatch.setattr(computing, "_close", acted_meanwhile)

    compute(run)

    assert len(calls) == 2
    assert Segment.objects.filter(run=run, epoch=1).count() == 385
    assert summary_of(run)["gross_usd"] == pytest.approx(248e6, rel=0.01)


def test_states_are_kept_for_every_fifth_minute_only(run, compute):
    compute(run)

    kept = Segment.objects.exclude(checkpoint=b"").values_list("minute", flat=True)
    assert sorted(kept) == list(range(4, 480, 5))
