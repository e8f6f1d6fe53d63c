"""What-ifs against the prototype's table, to 1 % or a unit of the last printed digit."""

from dataclasses import replace

import pytest

from simulator.engine import simulate
from simulator.interventions import parse_do

SEED = 29
MILLION, THOUSAND = 1_000_000, 1_000
LEAVE = "09:54:15 take-over"  # neither the rollback nor the stop happens
NO_ROLLBACK = [LEAVE, "10:15 kill all"]


def is_close(found, printed, part):
    """Tell whether a number is what was printed, to a part or to its last digit."""
    decimals = len(printed.partition(".")[2])
    return abs(found - float(printed)) <= max(10**-decimals, part * abs(float(printed)))


def row(acts, loss, *, part=0.01, **figures):
    """Acts, the final loss in $M, and figures at the stop as they were printed."""
    return acts, loss, figures, part


# executions in thousands, money in $M, as the prototype printed them.
ROWS = {
    "historical": row(
        [],
        "460.4",
        last_execution_at="10:14:59",
        parents=212,
        executions="4070",
        gross_usd="6663",
        pnl_own_usd="29.6",
        pnl_fair_usd="-236.6",
    ),
    "kill 9:35": row(
        ["09:35 kill all"],
        "6.1",
        last_execution_at="09:34:59",
        parents=24,
        executions="120",
        gross_usd="248",
        pnl_own_usd="0.7",
        pnl_fair_usd="-5.0",
    ),
    "kill 9:54": row(
        ["09:54 kill all"],
        "139",
        parents=46,
        executions="1100",
        gross_usd="2086",
        pnl_own_usd="21",
        pnl_fair_usd="-70",
    ),
    "no rollback": row(
        NO_ROLLBACK,
        "347.6",
        parents=69,
        executions="2380",
        gross_usd="4309",
        pnl_own_usd="32",
        pnl_fair_usd="-163",
    ),
    "server 8 instead of a rollback": row(
        [LEAVE, "09:54:16 kill 8"],
        "141.4",
        last_execution_at="09:54:15",
        parents=47,
        executions="1120",
        gross_usd="2113",
        pnl_own_usd="21",
        pnl_fair_usd="-72",
    ),
    "flag off, intake": row(
        ["09:35 flag off all", *NO_ROLLBACK],
        "285.2",
        last_execution_at="10:14:59",
        parents=24,
        executions="1500",
        gross_usd="3225",
        pnl_own_usd="31",
        pnl_fair_usd="-133",
    ),
    "flag off, loops": row(
        ["09:35 flag off all scope=loop"],
        "6.1",
        parents=24,
        executions="120",
        gross_usd="248",
    ),
    "e-mails": row(["08:05 act-on-emails", LEAVE], "0", emails=5, parents=0),
    "server 8 fixed": row(["09:00 deploy 8", LEAVE], "0", emails=65, parents=0),
    "version gate": row(["08:00 arm version-gate", LEAVE], "0", emails=0, parents=0),
    "quarantine": row(
        ["08:00 arm version-gate on=quarantine", LEAVE], "0", emails=0, parents=0
    ),
    "flag off before the open": row(
        ["09:29:59 flag off all"], "0", emails=97, parents=0
    ),
    "order rate, fleet": row(
        ["08:00 arm order-rate n=10 window=60 scope=fleet"],
        "0.38",
        first_trip={"guardrail": "order-rate", "at": "09:31:11"},
        parents=11,
        executions="12",
    ),
    # The next two in two passes: the desk starts 900 s after the very last execution.
    "order rate, server": row(
        [
            "08:00 arm order-rate n=10 window=60 scope=server",
            "08:00 no-unwind",
            "10:15:30 unwind",
        ],
        "1.66",
        part=0.03,
        first_trip={"guardrail": "order-rate", "at": "09:31:11"},
        parents=50,
        executions="55",
    ),
    "order rate, peers": row(
        [
            "08:00 arm order-rate n=10 window=60 scope=server reference=peers",
            "08:00 no-unwind",
            "10:30 unwind",
        ],
        "154.8",
        part=0.03,
        first_trip={"guardrail": "order-rate", "at": "09:31:12"},
        parents=176,
        executions="1910",
        gross_usd="3637",
    ),
    **{
        f"own P&L, ${limit} M": row(
            [f"08:00 arm pnl limit={limit}e6 mark=own"],
            "460.4",
            parents=212,
            executions="4070",
            first_trip=None,
        )
        for limit in (1, 10, 50)
    },
    **{
        f"fair P&L, ${limit} M": row(
            [f"08:00 arm pnl limit={limit}e6 mark=fair"],
            loss,
            first_trip={"guardrail": "pnl", "at": at},
        )
        for limit, at, loss in (
            (0.1, "09:30:49", "0.22"),
            (1, "09:32:20", "1.1"),
            (10, "09:37:15", "13.9"),
            (50, "09:49:31", "95"),
        )
    },
    **{
        f"child cap {limit}": row(
            [f"08:00 arm child-cap limit={limit}"],
            loss,
            parents=212,
            executions=executions,
        )
        for limit, executions, loss in (
            (100, "15", "0.22"),
            (1000, "141", "4.0"),
            (10000, "1160", "77"),
        )
    },
    "cumulative quantity": row(
        ["08:00 arm cumulative-quantity"],
        "0.00",
        parents=212,
        executions="1.654",
        gross_usd="0",
    ),
    "stock breaker": row(
        ["08:00 arm stock-breaker"],
        "451",
        last_execution_at="10:14:59",
        parents=212,
        executions="4050",
        gross_usd="6637",
    ),
    "unwind at once": row(["10:15 unwind"], "456", parents=212),
}
SCALES = {"executions": THOUSAND}


@pytest.mark.parametrize("name", ROWS)
def test_row(scenario, name):
    acts, loss, figures, part = ROWS[name]
    interventions = [parse_do(act, scenario.server_count) for act in acts]

    summary = simulate(scenario, SEED, interventions).summary()

    assert is_close(summary["loss_usd"] / MILLION, loss, part), summary["loss_usd"]
    assert summary["flat"] is True
    for figure, printed in figures.items():
        found = summary[figure]
        if isinstance(printed, str) and figure != "last_execution_at":
            found = found / SCALES.get(figure, MILLION)
            assert is_close(found, printed, part), f"{figure} {found}"
        else:
            assert found == printed, figure


@pytest.mark.parametrize(
    ("changes", "loss"),
    [
        ({"unwind_wait": 5400}, "474"),
        ({"block_tick": 9000}, "521"),
        ({"unwind_share": 0.05}, "493"),
        ({"unwind_share": 0.50}, "414"),
    ],
    ids=["after 90 min", "pure block 10:30", "5 % of volume", "50 % of volume"],
)
def test_unwind(scenario, changes, loss):
    changed = replace(scenario, params=replace(scenario.params, **changes))

    summary = simulate(changed, SEED).summary()

    assert is_close(summary["loss_usd"] / MILLION, loss, 0.01)
    assert summary["flat"] is True


def test_own_marks_of_a_hundred_thousand_fire_at_1001(scenario):
    acts = [parse_do("08:00 arm pnl limit=100000 mark=own", 8)]

    trip = simulate(scenario, SEED, acts, until=8100).summary()["first_trip"]

    assert trip["at"].startswith("10:01")


def test_morning_with_server_8_fixed_trips_nothing(scenario):
    """The false-positive day: armed until 11:00, tight limits."""
    acts = [
        "09:00 deploy 8",
        "09:30 take-over",
        "08:00 arm order-rate n=3 window=10",
        "08:00 arm pnl limit=100000 mark=liquidation",
        "08:00 arm gross-cap limit=2000000",
        "11:00 disarm order-rate",
        "11:00 disarm pnl",
        "11:00 disarm gross-cap",
    ]

    run = simulate(scenario, SEED, [parse_do(act, 8) for act in acts], until=11000)

    assert run.summary()["trips"] == []
    assert run.summary()["executions"] == 0
