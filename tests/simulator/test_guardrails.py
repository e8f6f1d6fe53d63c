"""Guardrails: what they are told, when they act, and that they leave the rest alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clock import OPEN, tick_of, time_of
from simulator.engine import run_until, simulate
from simulator.guardrails import GUARDRAILS, NAMES, Guardrail, guardrail_of
from simulator.interventions import from_wire, parse_do
from simulator.params import ParamsError
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import arrays, new_state, pack, state_hash
from simulator.summary import trips_of

TEN = tick_of("10:00")

# Each trips within the first half hour.
SHARP = {
    "order-rate": "n=10 window=60 scope=server",
    "pnl": "limit=1000000 mark=fair",
    "gross-cap": "limit=2000000",
    "server-cap": "limit=2000000",
    "child-cap": "limit=1000",
    "cumulative-quantity": "",
    "version-gate": "",
    "stock-breaker": "",
}


def acts(*texts):
    return [parse_do(text, 8) for text in texts]


def run(scenario, *texts, until=TEN, with_preset=False):
    return simulate(scenario, 29, acts(*texts), until=until, with_preset=with_preset)


def trips(morning):
    return trips_of(morning.scenario, morning.state)


def column(morning, name):
    return np.concatenate([getattr(frames, name) for frames in morning.frames])


# ---------------------------------------------------------------- what they are told


def test_guardrails_are_numbered_by_their_places_in_the_table(scenario):
    assert [guardrail_of(name) for name in NAMES] == list(range(len(NAMES)))
    assert [guardrail.key for guardrail in Guardrail] == list(NAMES)
    assert len(new_state(scenario).guardrails.settings) == len(NAMES)
    assert set(SHARP) == set(NAMES)


def test_numbers_in_stored_states_never_change():
    first = "order-rate pnl gross-cap server-cap child-cap cumulative-quantity"

    assert NAMES[:8] == (*first.split(), "version-gate", "stock-breaker")


@pytest.mark.parametrize("name", NAMES)
def test_defaults_fill_what_is_not_told(name):
    (act,) = acts(f"09:31 arm {name}")

    assert dict(act.params) == {
        key: parameter.default for key, parameter in GUARDRAILS[name].items()
    }


def test_arming_reads_back_from_its_wire():
    (act,) = acts("09:31 arm pnl limit=1000000 mark=fair latency=5")
    wire = act.to_wire()

    assert wire == {
        "op": "arm",
        "time": "09:31:00",
        "tick": 5460,
        "servers": [],
        "guardrail": "pnl",
        "params": {
            "limit": 1000000,
            "mark": "fair",
            "reference": "zero",
            "scope": "fleet",
            "action": "stop",
            "latency": 5,
        },
    }
    del wire["time"]
    assert from_wire(server_count=8, **wire) == act


def test_disarming_and_a_slow_kill_read_back_from_their_wire():
    for text in ("09:31 disarm pnl", "09:31 kill 8 latency=30", "09:31 kill 8"):
        (act,) = acts(text)
        wire = act.to_wire()
        del wire["time"]

        assert from_wire(server_count=8, **wire) == act
    assert wire == {"op": "kill", "tick": 5460, "servers": [8]}


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("arm", "guardrail"),
        ("arm everything", "guardrail"),
        ("disarm", "guardrail"),
        ("disarm pnl limit=3", "do"),
        ("arm pnl limit", "do"),
        ("arm pnl limit=", "params"),
        ("arm pnl =3", "params"),
        ("arm pnl limit=3 limit=4", "params"),
        ("arm pnl price=3", "params"),
        ("arm pnl limit=nan", "pnl limit"),
        ("arm pnl limit=inf", "pnl limit"),
        ("arm pnl limit=-1", "pnl limit"),
        ("arm pnl limit=0", "pnl limit"),
        ("arm pnl limit=1e13", "pnl limit"),
        ("arm pnl limit=1_000", "pnl limit"),
        ("arm pnl limit=fair", "pnl limit"),
        ("arm pnl limit=" + "9" * 5000, "pnl limit"),
        ("arm pnl mark=last", "pnl mark"),
        ("arm pnl mark=1", "pnl mark"),
        ("arm pnl reference=static", "pnl reference"),
        ("arm pnl scope=all", "pnl scope"),
        ("arm pnl action=kill", "pnl action"),
        ("arm pnl latency=0.5", "pnl latency"),
        ("arm pnl latency=-1", "pnl latency"),
        ("arm pnl latency=3601", "pnl latency"),
        ("arm order-rate n=0.5", "order-rate n"),
        ("arm order-rate window=0", "order-rate window"),
        ("arm order-rate window=9.5", "order-rate window"),
        ("arm order-rate baseline=0", "order-rate baseline"),
        ("arm order-rate reference=zero", "order-rate reference"),
        ("arm gross-cap limit=nan", "gross-cap limit"),
        ("arm child-cap limit=10.5", "child-cap limit"),
        ("arm cumulative-quantity limit=3", "params"),
        ("arm version-gate on=alert", "version-gate on"),
        ("kill 8 latency=soon", "kill latency"),
        ("kill 8 reason=why", "params"),
        ("restore 8 latency=3", "do"),
    ],
)
def test_bad_parameter_is_refused_in_one_line(text, argument):
    with pytest.raises(ParamsError) as caught:
        acts(f"09:31 {text}")

    assert caught.value.argument == argument
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        ({"op": "kill", "servers": [8]}, "guardrail"),
        ({"op": "unwind", "guardrail": None}, "params"),
        ({"op": "disarm"}, "params"),
        ({"guardrail": 3}, "guardrail"),
        ({"guardrail": None}, "guardrail"),
        ({"servers": [8]}, "servers"),
        ({"params": "limit=3"}, "params"),
        ({"params": {3: 3}}, "params"),
        ({"params": {"limit": True}}, "pnl limit"),
        ({"params": {"limit": [3]}}, "pnl limit"),
        ({"params": {"limit": "3"}}, "pnl limit"),
        ({"params": {"limit": 10**400}}, "pnl limit"),
        ({"params": {"limit": float("nan")}}, "pnl limit"),
    ],
)
def test_bad_message_is_refused(changes, argument):
    given_ = {"op": "arm", "tick": 5460, "guardrail": "pnl", "params": {"limit": 3}}

    with pytest.raises(ParamsError) as caught:
        from_wire(server_count=8, **(given_ | changes))

    assert caught.value.argument == argument


def test_slow_kill_has_to_end_by_the_close():
    with pytest.raises(ParamsError, match="so that it ends by 16:00"):
        acts("15:59 kill all latency=60")


# ---------------------------------------------------------------- when they act


@pytest.mark.parametrize("name", [n for n in NAMES if n != "version-gate"])
@pytest.mark.parametrize("latency", [0, 7])
def test_action_comes_a_tick_after_the_trip_and_its_latency(scenario, name, latency):
    arm = f"08:00 arm {name} {SHARP[name]} latency={latency}"
    free = run(scenario)
    stopped = run(scenario, arm)
    first = trips(stopped)[0]
    acts_at = tick_of(first["acts_at"])

    assert acts_at == first["tick"] + 1 + latency
    # A check order by order without latency holds from the start.
    inline = name in ("child-cap", "cumulative-quantity") and latency == 0
    same = first["tick"] if inline else acts_at
    executions, unhindered = column(stopped, "executions"), column(free, "executions")
    assert np.array_equal(executions[:same], unhindered[:same])
    assert executions[-1] < unhindered[-1]


def test_version_gate_acts_before_the_tick(scenario):
    gated = run(scenario, "09:31 arm version-gate")

    assert [(t["at"], t["acts_at"]) for t in trips(gated)] == [("09:31:00",) * 2]
    loops = column(gated, "loops")
    assert loops[5459] > 0
    assert len(set(loops[5460:])) == 1  # no new ones; those that run go on


def test_version_gate_looks_again_when_the_flag_is_switched_on(scenario):
    gated = run(
        scenario, "08:00 arm version-gate", "09:40 flag on all", "09:50 flag on 1"
    )

    assert [t["at"] for t in trips(gated)] == ["08:00:00", "09:40:00", "09:50:00"]
    assert gated.summary()["parents"] == 0
    assert not gated.state.servers.flag.any()


def test_version_gate_lets_a_fleet_of_one_version_pass(scenario):
    gated = run(scenario, "09:00 deploy 8", "09:10 arm version-gate")

    assert trips(gated) == []
    assert gated.state.servers.flag.all()


def test_quarantine_takes_the_old_server_away_after_its_latency(scenario):
    gated = run(scenario, "09:31 arm version-gate on=quarantine latency=9")

    assert column(gated, "loops")[5468] > 0
    assert column(gated, "loops")[5469] == 0
    assert gated.state.servers.killed.tolist() == [0] * 7 + [1]


def test_slow_kill_takes_its_time(scenario):
    slow = run(scenario, "09:40 kill 8 latency=30")
    quick = run(scenario, "09:40:30 kill 8")

    assert pack(slow.state) == pack(quick.state)


@pytest.mark.parametrize("name", NAMES)
def test_shadow_and_alert_change_nothing_but_the_log(scenario, name):
    free = run(scenario, with_preset=True)
    for action in ("shadow", "alert"):
        arm = f"08:00 arm {name} {SHARP[name]} action={action}"
        watched = run(scenario, arm, with_preset=True)

        assert state_hash(watched.state) == state_hash(free.state)
        assert {t["action"] for t in trips(watched)} == {action}
        assert watched.summary()["first_trip"]["guardrail"] == name


def test_trip_is_logged_once_until_armed_anew(scenario):
    once = run(scenario, "09:30 arm gross-cap action=alert")
    anew = run(
        scenario, "09:30 arm gross-cap action=alert", "09:50 arm gross-cap action=alert"
    )

    assert [t["at"] for t in trips(once)] == ["09:30:16"]
    assert [t["at"] for t in trips(anew)] == ["09:30:16", "09:50:00"]


def test_restored_servers_stay_restored(scenario):
    """A guardrail that has tripped stays so: restoring is the operator's word."""
    restored = run(scenario, "09:30 arm gross-cap", "09:40 restore all")

    assert len(trips(restored)) == 1
    assert not restored.state.servers.killed.any()
    assert column(restored, "loops")[-1] > 0


def test_server_scope_leaves_the_others(scenario):
    arm = "09:30 arm pnl limit=1000000 mark=fair scope={}"
    server = run(scenario, arm.format("server"))
    fleet = run(scenario, arm.format("fleet"))

    assert server.state.servers.killed.tolist() == [0] * 7 + [1]
    assert fleet.state.servers.killed.all()
    assert trips(server) == trips(fleet)
    assert trips(fleet)[0]["server"] == 8


def test_peers_hide_a_fleet_that_errs_together(scenario):
    """Once most servers lose, the median does too."""
    arm = "09:54 arm pnl limit=3000000 mark=fair reference={} scope=server"
    zero = run(scenario, arm.format("zero"), until=8100, with_preset=True)
    peers = run(scenario, arm.format("peers"), until=8100, with_preset=True)

    assert len(trips(zero)) > len(trips(peers)) > 0


def test_two_trips_in_one_tick_are_logged_in_the_order_of_the_guardrails(scenario):
    given_ = [f"09:40 arm {name} {SHARP[name]} action=alert" for name in NAMES]
    wanted = [
        name
        for name in NAMES
        if name not in ("version-gate", "stock-breaker", "order-rate")
    ]

    for order in (given_, given_[::-1]):
        logged = [t for t in trips(run(scenario, *order)) if t["at"] == "09:40:00"]
        assert [t["guardrail"] for t in logged] == ["version-gate", *wanted]


ARM, DISARM = "09:40 arm gross-cap", "09:40 disarm gross-cap"


def test_recorded_arm_and_disarm_of_one_tick_count_in_their_order(scenario):
    last_arms, last_disarms = (
        simulate(scenario, 29, acts(*order), until=TEN, recorded=True)
        for order in ((DISARM, ARM), (ARM, DISARM))
    )

    assert [t["at"] for t in trips(last_arms)] == ["09:40:00"]
    assert trips(last_disarms) == []


def test_two_orders_to_a_guardrail_at_one_tick_are_refused(scenario):
    with pytest.raises(ParamsError) as caught:
        run(scenario, ARM, DISARM)

    found = caught.value.argument, caught.value.value, caught.value.allowed
    allowed = "one order to a guardrail at one time (09:40:00)"
    assert found == ("guardrail", "gross-cap", allowed)


def test_disarming_calls_off_what_has_tripped_but_not_acted(scenario):
    free = run(scenario)
    saved = run(scenario, "09:30 arm gross-cap latency=60", "09:31 disarm gross-cap")

    assert [t["acts_at"] for t in trips(saved)] == ["09:31:17"]
    assert state_hash(saved.state) == state_hash(free.state)


def test_child_cap_is_never_exceeded(scenario):
    capped = run(scenario, "08:00 arm child-cap limit=1000", until=8100)
    orders = capped.state.orders

    assert orders.sent.max() == 1000
    assert not np.any(orders.stage[orders.sent == 1000] == arrays.LOOP)


def test_cumulative_quantity_gives_the_customers_what_they_ordered(scenario):
    counted = run(scenario, "08:00 arm cumulative-quantity")
    loops = counted.state.orders.sent > 0
    ordered = scenario.parents.quantity

    assert np.all(counted.state.orders.filled[loops] <= ordered[loops])
    assert not counted.state.books.total.any()


def test_checks_armed_late_end_what_is_beyond_them(scenario):
    late = run(
        scenario, "09:40 arm cumulative-quantity", "09:40 arm child-cap limit=1000"
    )

    assert [t["at"] for t in trips(late)[:2]] == ["09:40:00", "09:40:00"]
    sent = column(late, "child_orders")
    assert sent[6000] - sent[5999] < 100  # those that are new
    assert column(late, "loops")[6001] < column(late, "loops")[6000]


def test_paused_stock_trades_again_after_five_minutes(scenario):
    morning = run(scenario, "09:40 arm stock-breaker", until=8100, with_preset=True)
    pause = trips(morning)[0]
    begin = tick_of(pause["acts_at"])
    symbol = scenario.tickers.index(pause["stock"])
    schedule = make_schedule(scenario, acts("09:40 arm stock-breaker"))

    traded = []
    for tick in (begin, begin + 300, begin + 600):
        state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, tick)
        traded.append(int(state.market.traded[symbol]))

    assert traded[0] == traded[1] < traded[2]


def test_log_that_is_full_stops_growing(scenario):
    """Arming anew each second with an alert logs a trip each second."""
    many = [f"{time_of(tick)} arm gross-cap action=alert" for tick in range(6000, 6300)]

    logged = trips(run(scenario, *many, until=6400))

    assert len(logged) == arrays.LOG_SIZE
    assert logged[0]["at"] == "09:40:00"


# ---------------------------------------------------------------- properties


@settings(max_examples=15, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    armed=st.integers(0, 300),
    span=st.integers(1, 300),
    seed=st.integers(0, 2**53 - 1),
)
def test_disarmed_guardrail_never_trips(name, armed, span, seed):
    scenario = load_scenario("sec-2013")
    start, end = OPEN + armed, OPEN + armed + span
    given_ = acts(
        f"{time_of(start)} arm {name} {SHARP[name]}", f"{time_of(end)} disarm {name}"
    )

    morning = simulate(scenario, seed, given_, until=OPEN + 900)

    assert all(start <= trip["tick"] < end for trip in trips(morning))


@settings(max_examples=15, deadline=None)
@given(
    name=st.sampled_from([n for n in NAMES if n != "version-gate"]),
    latency=st.integers(0, 600),
    seed=st.integers(0, 2**53 - 1),
)
def test_latency_shifts_the_effect_and_not_the_trip(name, latency, seed):
    scenario = load_scenario("sec-2013")
    arm = f"08:00 arm {name} {SHARP[name]} latency="

    def first(seconds):
        given_ = acts(f"{arm}{seconds}")
        morning = simulate(scenario, seed, given_, until=OPEN + 1200, with_preset=False)
        logged = trips(morning)
        return morning, logged[0] if logged else None

    quick, trip = first(0)
    slow, delayed = first(latency)

    assert (trip is None) == (delayed is None)
    if trip and delayed:
        assert delayed["tick"] == trip["tick"]
        assert tick_of(delayed["acts_at"]) == tick_of(trip["acts_at"]) + latency
    assert quick.summary()["executions"] <= slow.summary()["executions"]


@pytest.mark.parametrize(
    ("mark", "figure"), [("fair", "fair"), ("liquidation", "exit")]
)
@pytest.mark.parametrize("below", [-600.0, -0.01, 0.01, 600.0])
def test_loss_limit_trips_at_its_second_however_near_the_loss_comes(
    scenario, mark, figure, below
):
    """Server 8 alone holds shares, so that its P&L is the firm's."""
    untouched = run(scenario)
    value = np.concatenate([getattr(f.dollars, figure) for f in untouched.frames])
    lowest = np.minimum.accumulate(value)
    limit = below - lowest[5700]

    morning = run(
        scenario, f"09:30 arm pnl limit={float(limit)!r} mark={mark} action=alert"
    )

    (tripped,) = trips(morning)
    assert tripped["tick"] == np.flatnonzero(value < -limit)[0]


def test_arming_sets_one_guardrail_and_counts_it(scenario):
    morning = run(scenario, "09:30 arm pnl mark=fair", "09:31 arm gross-cap")

    settings = morning.state.guardrails.settings
    assert settings["armed"].tolist() == [0, 1, 1, 0, 0, 0, 0, 0]
    assert settings["mark"].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]
    assert morning.state.progress[0].armed == 2


def test_median_of_the_servers_is_of_the_killed_ones_too(scenario):
    """Left alone with its own P&L, server 8 would never be below the median."""
    killed = "09:31 kill 1-7"
    absolute, peers = (
        trips(
            run(scenario, killed, f"09:30 arm pnl mark=fair action=shadow {reference}")
        )
        for reference in ("reference=zero", "reference=peers")
    )

    assert [trip["server"] for trip in absolute] == [8]
    assert peers == absolute
