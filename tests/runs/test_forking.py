"""A fork shares its past: the same bytes, stored once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knightreplay.runs import services, tape
from knightreplay.runs.acts import log_of
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.line import epoch_of, missing
from knightreplay.runs.models import Inherited, Intervention, Role, Run, Segment
from knightreplay.runs.segments import computing
from knightreplay.runs.segments.inheritance import payloads
from knightreplay.runs.segments.wire import HEADER
from knightreplay.runs.services import ActRequest, start_run
from simulator.clock import tick_of
from tests import morning
from tests.reading import summary_of, view_of

FORK_AT = tick_of("09:41")


def fork(run, at=FORK_AT, **given):
    return services.fork(run.id, at=at, role=Role.HOST, **given).run


def bodies(run):
    """What a viewer is sent of a run: the bodies of its line and of the run left alone."""
    view = view_of(run)
    rows = payloads(run.id, missing((), view.computed))
    for (epoch, minute), payload in rows.items():
        assert HEADER.unpack_from(payload)[2:] == (minute, epoch)
    told = {pair: payload[HEADER.size :] for pair, payload in rows.items()}
    alone = [told[0, minute] for minute in range(480)]
    return [told[epoch_of(m, view.cuts), m] for m in range(480)], alone


def made_afresh(run):
    """The same acts in a run that shares with nobody."""
    fresh = start_run(scenario=run.scenario, seed=run.seed).run
    for row in log_of(run).in_force:
        row.pk, row.run = None, fresh
        fresh.seq += 1
        fresh.epoch += 1
        row.seq, row.epoch, row.command_id = fresh.seq, fresh.epoch, f"x{fresh.seq}"
        row.save(force_insert=True)
    fresh.save()
    return fresh


def test_fork_of_a_finished_run_stores_no_segment(run, compute):
    compute(run)

    forked = compute(fork(run, name=" what if "))

    assert (forked.parent_id, forked.forked_at, forked.name) == (
        run.id,
        FORK_AT,
        "what if",
    )
    assert (forked.clock_sim, forked.clock_paused) == (FORK_AT, True)
    assert not Segment.objects.filter(run=forked).exists()
    assert Inherited.objects.filter(run=forked).count() == 1
    assert bodies(forked) == bodies(run)
    assert summary_of(forked) == summary_of(run)


def test_fork_keeps_the_acts_up_to_its_moment(run, compute, act):
    act(run, tick_of("09:35"), "kill", "8")
    struck = act(run, tick_of("09:36"), "kill", "1")
    act(run, FORK_AT + 1, "kill", "2")
    strike(run, struck.seq)
    services.give_reason(
        run.id, role=Role.HOST, command_id="why", target=1, text="It looked odd"
    )
    compute(run)

    forked = fork(run)

    rows = list(Intervention.objects.filter(run=forked).order_by("seq"))
    assert [(r.seq, r.epoch, r.cut, r.command_id, r.reason) for r in rows] == [
        (1, 1, tick_of("09:35"), "fork-1", "It looked odd")
    ]
    assert (forked.seq, forked.epoch) == (1, 1)
    compute(forked)
    assert Segment.objects.filter(run=forked).count() == 480 - FORK_AT // 60
    assert bodies(forked) == bodies(compute(made_afresh(forked)))
    assert summary_of(forked) == summary_of(compute(made_afresh(forked)))


def strike(run, seq):
    return services.intervene(
        run.id,
        ActRequest("strike", seq=seq),
        role=Role.HOST,
        command_id=f"strike-{seq}",
    )


def test_fork_differs_only_after_its_moment_and_to_the_cent(run, compute, act):
    compute(run)
    forked = fork(run)
    act(forked, FORK_AT, "kill", "8")
    compute(forked)

    left, mine = bodies(run)[0], bodies(forked)[0]
    minute = FORK_AT // 60
    assert left[:minute] == mine[:minute]
    assert left[minute] != mine[minute]
    a, b = summary_of(run), summary_of(forked)
    straight = summary_of(compute(made_afresh(forked)))
    run.refresh_from_db()
    assert b == straight
    assert forked.loss_cents - run.loss_cents == round(
        (straight["loss_usd"] - a["loss_usd"]) * 100
    )


@pytest.mark.slow
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_fork_is_as_if_made_afresh(db, data):
    """Acts, acts in the past, strikes, forks and forks of forks, half computed or done."""
    runs = [start_run(scenario="sec-2013", seed=7).run]
    for number in range(data.draw(st.integers(3, 7), label="steps")):
        run = data.draw(st.sampled_from(runs), label="run")
        tick = data.draw(st.integers(5000, 8000), label="tick")
        step = data.draw(st.sampled_from(("act", "act", "strike", "fork", "slice")))
        if step == "fork":
            runs.append(fork(run, at=tick))
        elif step == "slice":
            computing.advance(run.id)
        elif step == "act":
            kill = ActRequest("kill", str(number % 8 + 1))
            do(run, kill, f"k-{number}", at=tick)
        elif acts := log_of(run).in_force:
            target = data.draw(st.sampled_from(acts), label="struck")
            do(run, ActRequest("strike", seq=target.seq), f"s-{number}")
    order = data.draw(st.permutations(runs), label="computed in this order")
    for run in order:
        finish(run)
    for run in runs:
        assert bodies(run) == bodies(finish(made_afresh(run)))


def do(run, request, command_id, at=None):
    services.intervene(run.id, request, role=Role.HOST, command_id=command_id, at=at)


def finish(run):
    morning.compute(run.id)
    run.refresh_from_db()
    assert run.status == "complete"
    return run


def test_fork_keeps_what_its_parent_replaces(run, compute, act):
    act(run, 5700, "kill", "8")
    compute(run)
    forked = fork(run)

    act(run, 5400, "kill", "1")
    compute(run)

    assert bodies(compute(forked)) == bodies(compute(made_afresh(forked)))
    assert not Segment.objects.filter(run=forked).exists()


def test_fork_is_a_run_to_act_in_and_to_read_the_tape_of(run, compute, act):
    compute(run)
    forked = fork(run)
    act(forked, FORK_AT, "kill", "8")
    compute(forked)

    of_fork, of_run = (
        tape.read_second(view_of(one), 5450, tape.TapeFilter()) for one in (forked, run)
    )
    assert of_fork["total"] == of_run["total"]
    assert of_fork["total"]["executions"] > 0


@pytest.mark.parametrize("at", [-1, 28801])
def test_fork_refuses_a_moment_out_of_range(run, at):
    with pytest.raises(Invalid, match="at: allowed"):
        fork(run, at=at)


def test_fork_of_another_build_is_refused_or_computed_again(run, act, compute):
    act(run, 5700, "kill", "8")
    compute(run)
    Run.objects.filter(id=run.id).update(engine_version="0.9")

    with pytest.raises(Conflict, match="today's engine"):
        fork(run)
    anew = fork(run, engine="today")

    assert not Inherited.objects.exists()
    assert log_of(anew).in_force[0].tick == 5700
    assert compute(anew).figures is not None
