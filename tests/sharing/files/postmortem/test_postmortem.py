"""A run's postmortem: its figures are the run's, its what-ifs the simulator's."""

import hashlib
import json
from pathlib import Path

import pytest

from knightreplay.lab.mornings import READINGS
from knightreplay.runs import selectors
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import give_reason, start_run
from knightreplay.sharing.files.postmortem import timeline
from knightreplay.sharing.files.postmortem.document import as_markdown, document, stamp
from knightreplay.sharing.files.postmortem.findings import findings
from knightreplay.sharing.files.postmortem.whatif import FAIR
from simulator import load_scenario, parse_do, simulate
from tests.reading import view_of
from tests.sharing.files.postmortem.sample import sample

SHADOW = (
    "version-gate cumulative-quantity child-cap gross-cap server-cap order-rate pnl"
)


def directly(*acts, scenario="sec-2013", **given):
    done = [parse_do(act, 8) for act in acts]
    return simulate(load_scenario(scenario), 29, done, **given).summary()


def named(found, name):
    return next(one for one in found if one.name.startswith(name))


def test_postmortem_of_the_default_morning_has_its_figures_to_the_cent(run, compute):
    compute(run)

    found = findings(view_of(run))

    figures = selectors.summary(view_of(run))
    assert figures
    assert found.loss == round(figures["loss_usd"] * 100) == 46_041_014_445
    shown = {figure.label: (figure.value, figure.mark) for figure in found.figures}
    assert shown["Loss at 16:00"] == ("$460,410,144.45", "fitted")
    assert shown["Executions of loops"] == (f"{figures['executions']:,}", "fitted")
    assert shown["Net long"] == (f"${figures['net_long_usd']:,.2f}", "fitted")
    assert shown["Child orders sent by loops"] == ("6,452,346", "modelled")
    assert shown["Last execution of a loop"] == ("10:14:59", "modelled")
    split = found.split
    parts = sum(split.into.values()) + sum(split.out.values()) + split.ahead
    assert (parts, split.ahead) == (found.loss, 0)
    assert (found.decisions, found.alone) == ((), None)


def test_timeline_names_documents_the_preset_and_what_the_frames_say(run, compute):
    compute(run)

    moments = findings(view_of(run)).moments

    told = [(m.tick, m.kind, m.about, m.until) for m in moments if m.kind != "modelled"]
    assert told == [
        (60, "history", True, None),
        (5400, "history", False, None),
        (5640, "history", False, None),
        (6856, "preset", True, 7036),
        (7080, "history", False, None),
        (8100, "preset", True, None),
    ]
    assert [m.tick for m in moments if m.kind == "modelled"] == [
        *(5400, 5416, 5504, 5705, 6497),  # first, 33 Account, $1 M, $10 M, $100 M
        *(8099, 8172, 9000, 28740),  # last, peak, desk, flat
    ]


def test_safeguards_trip_when_shadow_guardrails_of_the_simulator_do(run, compute, act):
    act(run, 6600, "kill", "8")
    compute(run)

    found = findings(view_of(run)).safeguards

    armed = [f"08:00 arm {name} action=shadow" for name in SHADOW.split()]
    trips = directly(*armed, "09:50 kill 8")["trips"]
    trips += directly("08:00 arm stock-breaker action=shadow", "09:50 kill 8")["trips"]
    first: dict[str, int] = {}
    for trip in trips:
        first.setdefault(trip["guardrail"], trip["tick"])
    assert {g.name: g.tick for g in found if g.name not in ("pnl", FAIR)} == first
    fair = directly("08:00 arm pnl mark=fair action=shadow", "09:50 kill 8")["trips"][0]
    guard = named(found, FAIR)
    assert (guard.tick, guard.server) == (fair["tick"], fair["server"]) == (5540, 8)
    assert guard.screen
    assert (guard.screen.exit, guard.lead) == (-187_105_242, 8099 - 5540)
    assert named(found[::-1], "pnl").tick is None  # on last prices: never


def test_safeguard_that_people_armed_keeps_its_own_setting(run, compute, act):
    act(run, 5460, "arm", guardrail="gross-cap", params={"limit": 50_000_000})
    compute(run)

    found = findings(view_of(run))

    guard = named(found.safeguards, "gross-cap")
    (trip,) = directly("09:31 arm gross-cap limit=50000000")["trips"]
    assert (guard.own, guard.tick) == (True, trip["tick"])
    assert [m.tick for m in found.moments if m.kind == "guardrail"] == [trip["tick"]]


def test_timeline_lists_so_many_trips_and_counts_the_others(
    run, compute, act, monkeypatch
):
    monkeypatch.setattr(timeline, "MOST_TRIPS", 3)
    act(run, 5400, "arm", guardrail="stock-breaker", params={"action": "shadow"})
    compute(run)

    moments = findings(view_of(run)).moments

    trips = directly("09:30 arm stock-breaker action=shadow")["trips"]
    told = [moment for moment in moments if moment.kind == "guardrail"]
    assert [moment.tick for moment in told] == [trip["tick"] for trip in trips[:4]]
    assert told[-1].what == f"{len(trips) - 3} further trips from here on, not listed"


def test_cases_are_those_of_the_simulator(run, compute, act):
    act(run, 6000, "take-over")
    act(run, 6300, "flag", "8", on=False)
    act(run, 6600, "kill", "all")
    compute(run)

    found = findings(view_of(run))

    losses = {case.name: case.loss for case in found.cases}
    direct = {
        "The run left alone: only what Knight's people do": directly(),
        "Left alone, but without the rollback": directly(
            "10:15 kill all", with_preset=False
        ),
        "Left alone, but all servers are killed at 09:31:00": directly(
            "09:31 kill all", with_preset=False
        ),
        "Left alone, but in place of the rollback all servers are killed"
        " at 09:54:16": directly("09:54:16 kill all", with_preset=False),
        "This run, but all servers are killed at 09:40:00": directly(
            "09:40 kill all", with_preset=False
        ),
        "This run, but all servers are killed at 09:45:00": directly(
            "09:45 kill all", with_preset=False
        ),
    }
    assert losses == {
        name: round(figures["loss_usd"] * 100) for name, figures in direct.items()
    }


def test_decision_has_its_screen_its_reason_and_the_minute_after(run, compute, act):
    done = act(run, 6000, "kill", "8")
    act(run, 5700, "flag", "8", on=False)
    give_reason(
        run.id, role=Role.HOST, command_id="why", target=done.seq, text="It loops"
    )
    compute(run)

    flag, kill = findings(view_of(run)).decisions

    assert (flag.tick, flag.reason, kill.tick, kill.reason) == (
        *(5700, ""),
        *(6000, "It loops"),
    )
    frames = simulate(
        load_scenario("sec-2013"),
        29,
        [parse_do("09:35 flag off 8", 8), parse_do("09:40 kill 8", 8)],
    ).frames
    (before,), (after,) = (
        [f for f in frames if f.tick == tick - 60] for tick in (6000, 6060)
    )
    assert kill.before.exit == before.pnl_exit[-1]
    assert kill.before.own == before.pnl_own[-1]
    assert kill.before.gross == before.gross[-1]
    assert kill.before.orders == before.servers.sent[-1].sum()
    assert (kill.before.looping, kill.before.emails) == ((8,), 97)
    assert (kill.after.looping, kill.after.exit) == ((), after.pnl_exit[-1])


def test_struck_act_is_told_and_not_in_force(run, compute, act):
    done = act(run, 6000, "kill", "all")
    act(run, 6000, "strike", seq=done.seq)
    compute(run)

    found = findings(view_of(run))

    (decision,) = found.decisions
    assert (decision.struck, found.loss) == (True, 46_041_014_445)
    assert "Struck out later: not in force" in as_markdown(found)


def test_morning_without_a_loop_says_that_nothing_was_lost(db, compute):
    run = compute(start_run(scenario="all-updated", seed=29).run)

    text = as_markdown(findings(view_of(run)))

    assert "No order ran in a loop, and nothing was lost." in text


def test_run_of_another_engine_has_what_is_stored_and_computes_nothing(
    run, compute, act
):
    act(run, 6600, "kill", "all")
    compute(run)
    Run.objects.filter(id=run.id).update(engine_version="0.9", scenario="gone-since")

    found = findings(view_of(run))

    assert (found.computed, found.safeguards, len(found.cases)) == (False, (), 1)
    assert found.loss == round(
        directly("09:50 take-over", "09:50 kill all")["loss_usd"] * 100
    )
    text = as_markdown(found)
    assert text.count("made by another engine or from other data") == 2


def test_paced_run_has_no_postmortem_until_it_was_shown(db, compute):
    run = compute(start_run(scenario="sec-2013", seed=29, paced=True).run)

    with pytest.raises(Conflict, match="shown to 16:00"):
        findings(view_of(run))


def test_document_is_the_same_every_time_and_carries_its_hash(run, compute, act):
    act(run, 6600, "kill", "8")
    compute(run)

    text = as_markdown(findings(view_of(run)))

    assert as_markdown(findings(view_of(run))) == text
    front, body = text.removeprefix("---\n").split("\n---\n\n", 1)
    known = dict(line.split(": ", 1) for line in front.split("\n") if ": " in line)
    assert json.loads(known["sha256"]) == hashlib.sha256(body.encode()).hexdigest()
    assert json.loads(known["scenario"]) == "sec-2013"
    assert json.loads(known["seed"]) == 29
    assert stamp(findings(view_of(run)))["interventions"][0]["op"] == "kill"


def test_document_has_its_sections_in_order(run, compute):
    compute(run)

    told = document(findings(view_of(run)))

    assert [section.name for section in told.sections] == [
        *("summary", "figures", "timeline", "decisions", "causes", "cases"),
        *("safeguards", "conditions", "limits", "origin"),
    ]


@pytest.mark.slow
def test_sample_in_the_docs_is_what_is_made_today(db):
    """Otherwise: python -m tools.postmortem_sample."""
    file = Path(__file__).parents[4] / "docs" / "samples" / "postmortem-sec-2013.md"

    assert sample() == file.read_text(encoding="utf-8")


def row(text, name):
    """The cells of a table's row behind its name."""
    line = next(own for own in text.splitlines() if own.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")[1:]]


def test_counterfactuals_stand_with_their_range_and_to_the_cent(run, compute):
    compute(run)

    text = as_markdown(findings(view_of(run)))

    assert row(text, "Left alone, but without the rollback")[:2] == [
        "$347.6 M",
        "$199 M to $460 M",
    ]
    assert row(text, "**So the rollback cost**") == [
        *("$112,839,222.61", "$0.00", "$254,983,212.33", "$260,767,323.35"),
    ]
    assert row(text, "**This run**")[1] == "$460 M"
    assert "come to 0.57 to 5.04 times the figure" in text
    told = stamp(findings(view_of(run)))["ranges"]
    assert [own["morning"] for own in told][:2] == [
        "This run",
        "Left alone, but without the rollback",
    ]
    assert told[1]["cents"]["stop-0958"] == 19_925_416_841
    assert (len(told[0]["seeds"]), "seeds" in told[1]) == (20, False)
    assert "factor of two" not in text


def test_acts_are_told_by_what_they_saved_in_each_reading(run, compute, act):
    act(run, 5700, "kill", "all")
    compute(run)

    text = as_markdown(findings(view_of(run)))

    losses = [directly("09:35 kill all", scenario=name) for name in READINGS]
    alone = [directly(scenario=name) for name in READINGS]
    assert row(text, "**So people's acts saved**") == [
        f"${left['loss_usd'] - own['loss_usd']:,.2f}"
        for left, own in zip(alone, losses, strict=True)
    ]


def test_safeguards_first_trip_over_the_readings(run, compute):
    compute(run)

    found = findings(view_of(run))

    guard = next(own for own in found.safeguards if own.name == "gross-cap")
    shadow = "08:00 arm gross-cap action=shadow"
    trips = [directly(shadow, scenario=name)["trips"][0] for name in READINGS]
    assert [trip and trip.tick for trip in guard.elsewhere] == [
        trip["tick"] for trip in trips
    ]
    assert "| gross-cap | 09:30:01 to 09:30:16 |" in as_markdown(found)


def test_run_of_no_reading_keeps_to_the_model_and_has_no_range(db, compute):
    run = compute(start_run(scenario="essay", seed=29).run)

    found = findings(view_of(run))
    text = as_markdown(found)

    assert (found.found.readings, "ranges" in stamp(found)) == ((), False)
    assert "Over the readings" not in text
    assert "read it as an order of magnitude" in text
    assert "three readings" not in text
