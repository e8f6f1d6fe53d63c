"""Runs side by side: where they part, why, and what each costs, to the cent."""

import zlib
from uuid import UUID

import orjson
import pytest

from knightreplay.lab import tasks
from knightreplay.runs import services
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role, Run, Segment
from knightreplay.runs.segments.wire import HEADER, decode
from knightreplay.runs.services import start_run
from knightreplay.sharing.comparing import divergence
from knightreplay.sharing.comparing.comparison import (
    RequestedRun,
    compare,
    requested_runs,
)
from tests.reading import summary_of, view_of

pytestmark = pytest.mark.django_db

NINE_41 = 6060  # 09:41:00


@pytest.fixture(autouse=True)
def _nothing_compared_yet():
    divergence.forget()


@pytest.fixture
def begin(compute, act):
    """A run with acts (tick, op, servers, how), computed to 16:00."""

    def begun(*acts, seed=29, scenario="sec-2013"):
        run = start_run(scenario=scenario, seed=seed).run
        for tick, op, servers, given in acts:
            act(run, tick, op, servers, **given)
        return compute(run)

    return begun


def kill(tick, servers="8"):
    return (tick, "kill", servers, {})


def comparison(*runs):
    return compare([RequestedRun(run.id, view_of(run)) for run in runs])


def last_minute(run, epoch):
    payload = Segment.objects.get(run=run, epoch=epoch, minute=479).payload
    return decode(bytes(payload))[1]


def rows(found, part="figures"):
    return {row["name"]: row for row in found[part]}


def test_run_that_kills_server_8_parts_there_and_differs_to_the_cent(begin):
    one, other = begin(), begin(kill(NINE_41))
    figures = [summary_of(run) for run in (one, other)]

    found = comparison(one, other)

    losses = [round(own["loss_usd"] * 100) for own in figures]
    row = rows(found)["loss"]
    assert row["values"] == losses
    assert row["differences"] == [None, losses[1] - losses[0]]
    first = found["divergences"][1]["first"]
    assert found["divergences"][0] is None
    assert (first["tick"], first["time"]) == (NINE_41, "09:41:00")
    assert "servers.state" in first["columns"]
    assert (first["cause"]["kind"], first["cause"]["in"]) == ("people", 1)
    assert first["cause"]["act"]["what"] == "Kill server 8"


def test_headline_is_what_the_run_left_alone_loses_more(begin):
    one, other = begin(), begin(kill(NINE_41))

    left, own = comparison(one, other)["endings"]

    alone = -last_minute(other, 0)["columns"]["pnl_exit"][-1]
    loss = -last_minute(other, 1)["columns"]["pnl_exit"][-1]
    assert own == {
        "loss": loss,
        "flat": True,
        "loss_left_alone": alone,
        "avoided": alone - loss,
    }
    assert (left["loss"], left["avoided"]) == (alone, 0)


def test_money_of_every_figure_is_in_whole_cents(begin):
    one, other = begin(), begin(kill(NINE_41))
    figures = [summary_of(run) for run in (one, other)]

    found = rows(comparison(one, other))

    for name in ("gross_usd", "pnl_exit_usd", "pnl_own_usd"):
        cents = [round(own[name] * 100) for own in figures]
        assert found[name]["values"] == cents
        assert found[name]["differences"] == [None, cents[1] - cents[0]]
    assert found["executions"]["values"] == [own["executions"] for own in figures]
    assert found["last_execution_at"]["values"][0] == "10:14:59"


def test_parts_of_the_loss_add_up_to_it(begin):
    found = comparison(begin(), begin(kill(NINE_41)))

    sums = [sum(row["values"][place] for row in found["split"]) for place in (0, 1)]
    assert sums == [ending["loss"] for ending in found["endings"]]
    assert {row["part"] for row in found["split"]} == {"accumulate", "unwind"}


def test_equal_runs_do_not_part(begin):
    found = comparison(begin(), begin())

    assert found["divergences"][1] == {"compared_until": "16:00:00", "first": None}
    assert rows(found)["loss"]["differences"] == [None, 0]


def test_another_seed_and_another_scenario_are_causes(begin):
    one = begin()

    seed = comparison(one, begin(seed=30))["divergences"][1]["first"]
    scenario = comparison(one, begin(scenario="all-updated"))

    assert seed["cause"] == {"kind": "seed"}
    assert scenario["divergences"][1]["first"]["cause"] == {"kind": "scenario"}


def test_what_knights_people_no_longer_do_is_the_cause(begin):
    found = comparison(begin(), begin((5700, "take-over", None, {})))

    cause = found["divergences"][1]["first"]["cause"]
    assert (cause["kind"], cause["in"], cause["act"]["op"]) == ("preset", 0, "rollback")
    row = next(row for row in found["interventions"] if row["act"]["op"] == "rollback")
    assert [own["state"] for own in row["runs"]] == ["done", "cancelled"]


def test_guardrail_that_trips_is_the_cause_and_arming_it_is_none(begin):
    arm = {"guardrail": "gross-cap", "params": {"limit": 50_000_000}}
    found = comparison(begin(), begin((60, "arm", None, arm)))

    first = found["divergences"][1]["first"]
    assert first["tick"] > 5400
    assert first["columns"][-1] == "trips"
    assert (first["cause"]["kind"], first["cause"]["in"]) == ("trip", 1)
    assert first["cause"]["guardrail"] == "gross-cap"


def test_struck_out_act_stands_in_its_row_and_changes_nothing(begin, act, compute):
    one, other = begin(), begin(kill(NINE_41))
    act(other, NINE_41, "strike", None, seq=1)
    compute(other)

    found = comparison(one, other)

    assert found["divergences"][1]["first"] is None
    row = next(row for row in found["interventions"] if row["act"]["op"] == "kill")
    assert row["runs"] == [None, {"state": "struck", "by": "host", "reason": ""}]


def test_same_act_of_two_runs_stands_in_one_row(begin):
    found = comparison(begin(kill(NINE_41)), begin(kill(NINE_41)))

    people = [row for row in found["interventions"] if row["kind"] == "people"]
    assert [[own["state"] for own in row["runs"]] for row in people] == [["done"] * 2]
    ticks = [row["tick"] for row in found["interventions"]]
    assert ticks == sorted(ticks)


def test_fork_is_its_parent_to_the_bit_up_to_its_first_act(begin, act, compute):
    parent = begin(kill(6000, "1"))
    fork = services.fork(parent.id, at=NINE_41, role=Role.WATCH).run
    act(fork, NINE_41, "flag", "all", on=False, scope="loop")
    compute(fork)

    found = comparison(parent, fork)

    first = found["divergences"][1]["first"]
    assert (first["tick"], first["cause"]["act"]["op"]) == (NINE_41, "flag")
    assert first["cause"]["in"] == 1
    losses = [round(summary_of(run)["loss_usd"] * 100) for run in (parent, fork)]
    assert rows(found)["loss"]["differences"] == [None, losses[1] - losses[0]]
    shared = next(row for row in found["interventions"] if row["act"]["op"] == "kill")
    assert [own["state"] for own in shared["runs"]] == ["done", "done"]
    alone = rows(found)["loss_left_alone"]
    assert alone["differences"] == [None, 0]


def test_runs_that_are_not_computed_are_compared_as_far_as_they_are(run, begin):
    found = comparison(begin(), run)

    assert found["divergences"][1] == {"compared_until": "08:00:00", "first": None}
    assert found["endings"][1] is None
    assert found["without_figures"] == [None, "computing"]
    assert rows(found)["loss"]["differences"] == [None, None]


def test_comparison_goes_on_where_it_ended_when_more_is_computed(run, begin, compute):
    one = begin(kill(NINE_41))
    assert comparison(one, run)["divergences"][1]["first"] is None

    compute(run)

    assert comparison(one, run)["divergences"][1]["first"]["tick"] == NINE_41


def test_nothing_beyond_the_clock_of_a_paced_run_is_told_of_any(begin):
    one, other = begin(), begin(kill(NINE_41))
    shown = {"paced": True, "clock_sim": 600.0, "clock_seen": 600.0}
    Run.objects.filter(id=other.id).update(**shown)

    found = comparison(one, other)

    assert found["until"] == 600
    assert found["divergences"][1] == {"compared_until": "08:10:00", "first": None}
    assert (found["endings"], found["interventions"]) == ([None, None], [])
    assert found["without_figures"] == ["paced", "paced"]
    values = [value for row in found["figures"] for value in row["values"]]
    assert set(values) == {None}


def test_run_of_another_engine_shows_what_is_stored_of_it(begin):
    one, other = begin(), begin(kill(NINE_41))
    Run.objects.filter(id=other.id).update(engine_version="0.9.0", figures=None)

    found = comparison(one, other)

    assert found["without_figures"] == [None, "engine"]
    assert found["endings"][1]["avoided"] > 0
    assert rows(found)["executions"]["values"][1] is None


def test_stored_figures_are_those_of_the_newest_epoch_or_none(begin):
    one, other = begin(), begin(kill(NINE_41))
    stored = {**summary_of(other), "executions": 7}
    row = Run.objects.filter(id=other.id)

    row.update(figures=stored, figures_epoch=1)
    newest = rows(comparison(one, other))["executions"]["values"][1]
    row.update(figures_epoch=0)
    older = rows(comparison(one, other))["executions"]["values"][1]

    assert newest == 7
    assert older != 7


def test_difference_of_what_is_told_by_the_minute_alone_is_found(begin):
    one, other = begin(), begin()
    segment = Segment.objects.get(run=other, epoch=0, minute=100)
    columns = orjson.loads(zlib.decompress(bytes(segment.payload)[HEADER.size :]))
    columns["stocks"]["volume"][0] += 1
    body = zlib.compress(orjson.dumps(columns), 6)
    changed = bytes(segment.payload)[: HEADER.size] + body
    Segment.objects.filter(id=segment.id).update(payload=changed)

    first = comparison(one, other)["divergences"][1]["first"]

    assert (first["tick"], first["columns"]) == (6059, ["stocks"])
    assert first["cause"] == {"kind": "unknown"}


def test_missing_runs_are_named_and_nothing_of_them_is_told(begin):
    one, other = begin(), begin()
    gone = UUID("00000000-0000-4000-8000-000000000000")
    asked = [
        RequestedRun(one.id, view_of(one)),
        RequestedRun(gone),
        RequestedRun(other.id, None),
    ]
    asked[2] = asked[2]._replace(missing="closed")

    found = compare(asked)

    assert found["missing"] == [
        {"id": str(gone), "why": "gone"},
        {"id": str(other.id), "why": "closed"},
    ]
    assert [run["id"] for run in found["runs"]] == [str(one.id)]
    assert found["divergences"] == [None]
    assert compare([RequestedRun(gone)])["runs"] == []


@pytest.mark.parametrize("count", [2, 8])
def test_queries_do_not_grow_with_what_was_done(
    count, begin, django_assert_num_queries
):
    runs = [begin(*map(kill, range(6000, 6300, 60))) for _ in (1, 2)]
    views = [view_of(run) for run in runs * (count // 2)]
    asked = [RequestedRun(view.run.id, view) for view in views]

    # Of each run its last minutes, its figures are stored; of each pair its minutes by the
    # hour, twice eight: there are two pairs among the eight. Of their ranges one, and at
    # first six for each of the two mornings: what is done, and nothing.
    with django_assert_num_queries({2: 18 + 13, 8: 40 + 13}[count]):
        found = compare(asked)
    with django_assert_num_queries({2: 2 + 1, 8: 8 + 1}[count]):
        again = compare(asked)

    assert [run["id"] for run in again["runs"]] == [str(one.id) for one in asked]
    assert again == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "id of a run"),
        ("eight", "'eight'"),
        ("00000000-0000-4000-8000-000000000000", "2 to 8"),
        (",".join(f"00000000-0000-4000-8000-{n:012}" for n in range(9)), "2 to 8"),
        (",".join(["00000000-0000-4000-8000-000000000000"] * 2), "twice"),
    ],
)
def test_addresses_that_name_no_two_to_eight_runs_are_refused(text, said):
    with pytest.raises(Invalid, match=said):
        requested_runs(text)


def test_ranges_stand_beside_what_each_run_avoids_and_differs_by(begin, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda row: tasks.advance(row_id=row.id))
    one, other = begin(), begin(kill(NINE_41))
    endings = comparison(one, other)["endings"]

    first, second = comparison(one, other)["ranges"]

    assert (first["known"], second["known"]) == (True, True)
    assert (first["against"], first["avoided"]["readings"]) == (None, (0, 0, 0, 0))
    assert second["loss"]["readings"][0] == endings[1]["loss"]
    assert second["avoided"]["readings"][0] == endings[1]["avoided"]
    assert second["against"]["readings"][0] == endings[1]["loss"] - endings[0]["loss"]
    assert second["avoided"]["words"].endswith("over 20 seeds")


def test_ranges_are_being_computed_until_a_worker_was_there(begin):
    found = comparison(begin(), begin(kill(NINE_41)))["ranges"]

    assert [own["known"] for own in found] == [False, False]
    assert [own["avoided"]["words"] for own in found] == ["range being computed"] * 2


def test_runs_of_other_seeds_have_no_range_against_each_other(begin):
    found = comparison(begin(), begin(seed=7), begin(scenario="essay"))["ranges"]

    assert found[1]["against"] is None
    assert found[2] is None


def test_paced_run_keeps_the_ranges_of_all_runs_to_itself(begin, db):
    paced = start_run(scenario="sec-2013", seed=29, paced=True).run

    assert comparison(begin(), paced)["ranges"] == [None, None]
