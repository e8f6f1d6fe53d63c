"""The state of a morning: everything that changes, in arrays with shapes and units.

Every array belongs to one state alone; `clone` copies them all. The kernel changes a
state in place, so the engine gives it a clone that it owns.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.guardrails import Guardrail
from simulator.scenario import Scenario, check_scenario

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Indices = npt.NDArray[np.int32]
Records = np.recarray[Any, np.dtype[Any]]
Record = Any  # a row of Records, with its fields as attributes

# What has become of a parent order (Orders.stage).
WAITING = 0  # has not arrived
RLP = 1  # worked by the new code, stops when filled
LOOP = 2  # Power Peg: child orders without end
ORDINARY = 3  # the flag is off: worked as any order, stops when filled
DONE = 4  # filled, and known to be
REJECTED = 5  # Power Peg disabled before the open, or no server to go to
LOST = 6  # its server went away while it was being worked
STOPPED = 7  # a loop that was ended

# Standing orders to the unwind desk (Desk.order).
BY_RULE = 0  # start `unwind_wait` s after the last loop ended
AT_ONCE = 1
HELD = 2

# What a guardrail is told, each by its place in the tuples of simulator.guardrails.
ACT_STOP, ACT_ALERT, ACT_SHADOW = 0, 1, 2  # Setting.action
FLEET, SERVER = 0, 1  # Setting.scope
ABSOLUTE, PEERS = 0, 1  # Setting.reference: static or zero, or the servers' median
MARK_OWN, MARK_FAIR, MARK_EXIT = 0, 1, 2  # Setting.mark
REFUSE, QUARANTINE = 0, 1  # Setting.gate

NEVER = 1 << 20  # a tick that does not come
LOG_SIZE = 256  # trips that a morning's log holds; later ones act but are not logged

BREAKER_STEP = 10  # s between the mids that the stock breaker remembers
BREAKER_MIDS = 30  # of them, 5 minutes

# Rows of State.costs and of State.figures.
ACCUMULATE, UNWIND = 0, 1
NOW, STOP = 0, 1

PROGRESS = np.dtype(
    [
        ("tick", np.int64),  # the next one to simulate
        ("arrived", np.int64),  # parent orders so far
        ("active", np.int64),  # parent orders at work, loops among them
        ("armed", np.int64),  # guardrails
        ("due", np.int64),  # the first tick at which one that tripped acts, or NEVER
        ("trips", np.int64),  # in the log
    ]
)
SETTINGS = np.dtype(
    [
        ("armed", np.int64),  # 1 or 0; the rest is as it was told last
        ("pending", np.int64),  # 1 if the version gate has to look
        ("engaged", np.int64),  # tick from which a check order by order holds, NEVER
        ("action", np.int64),  # ACT_STOP, ACT_ALERT or ACT_SHADOW
        ("latency", np.int64),  # s from the trip until it acts
        ("scope", np.int64),  # FLEET or SERVER
        ("reference", np.int64),  # ABSOLUTE or PEERS
        ("mark", np.int64),  # MARK_OWN, MARK_FAIR or MARK_EXIT
        ("gate", np.int64),  # REFUSE or QUARANTINE
        ("window", np.int64),  # s in a row
        ("limit", np.float64),  # $, child orders, or times the reference
        ("baseline", np.float64),  # child orders/s and server
    ]
)
TRIPS = np.dtype(
    [
        ("tick", np.int64),  # at whose end it tripped; the version gate's at the start
        ("guardrail", np.int8),  # a Guardrail
        ("server", np.int16),  # that tripped it, -1 for the fleet
        ("symbol", np.int16),  # that was to pause, -1 for none
        ("action", np.int8),  # ACT_STOP, ACT_ALERT or ACT_SHADOW
        ("acts_at", np.int64),  # tick at whose start it acts, would act or alerts
    ]
)
DESK = np.dtype(
    [
        ("order", np.int64),  # BY_RULE, AT_ONCE or HELD
        ("idle_since", np.int64),  # first tick without a live loop, -1 before any end
        ("loops_live", np.int64),  # 1 if a loop was live in the last tick
        ("working", np.int64),  # 1 if the desk had something to sell in that tick
    ]
)
COSTS = np.dtype(
    [
        # $, positive is a loss; docs/model.md gives the identity that they add up to.
        ("spread", np.float64),
        ("temporary", np.float64),
        ("transient", np.float64),
        ("permanent", np.float64),
        ("drift", np.float64),
        ("rounding", np.float64),
        ("block", np.float64),
    ]
)
NOT_BEGUN = -1  # ORIGIN's seed before any has moved the state, or if it is unknown
ORIGIN = np.dtype(
    [
        ("data_hash", "S64"),  # of the scenario
        ("seed", np.int64),  # of the draws, or NOT_BEGUN
    ]
)
FIGURES = np.dtype(
    [
        ("tick", np.int64),  # that the figures are the end of, -1 before any
        ("parents", np.int64),  # loops started
        ("executions", np.int64),  # of loops
        ("child_orders", np.int64),  # sent by loops
        ("shares", np.int64),  # executed by loops
        ("names_long", np.int64),
        ("names_short", np.int64),
        ("held", np.int64),  # shares, long and short added
        ("long", np.float64),  # $ at the last mid prices
        ("short", np.float64),  # $, positive
        ("gross", np.float64),  # $
        ("own", np.float64),  # $, P&L at the last mid prices
        ("fair", np.float64),  # $, P&L once the transient push has faded
        ("exit", np.float64),  # $, P&L if everything were sold as a block
        # Since 09:30, counted at the end of ticks in which loops executed:
        ("symbols", np.int64),  # that loops traded
        ("names_5", np.int64),  # moved over 5 %, Knight over 20 % of volume (SEC ¶18)
        ("names_10", np.int64),  # moved over 10 %, Knight over 50 %
    ]
)


class Orders(NamedTuple):
    """The parent orders' lives."""

    stage: Codes  # (parents,) WAITING … STOPPED
    server: Codes  # (parents,) that took it, -1 if none did
    filled: Ints  # (parents,) shares executed under it, those beyond it included
    sent: Ints  # (parents,) child orders of its loop
    active: Indices  # (parents,) the first `progress.active`: those at work, by arrival


class Market(NamedTuple):
    """The stocks since 09:30."""

    drift: Floats  # (symbols,) return nobody at Knight causes, M
    pressure: Floats  # (symbols,) signed shares not yet absorbed, E
    bought: Ints  # (symbols,) net shares bought ever, customers' included, R
    background: Floats  # (symbols,) shares traded by others
    traded: Ints  # (symbols,) shares executed by loops
    peak_move: Floats  # (symbols,) largest |mid / price - 1|


class Books(NamedTuple):
    """Knight's positions and cash; the last row is the unwind desk's."""

    position: Ints  # (servers + 1, symbols) shares
    total: Ints  # (symbols,) their sum
    cash: Ints  # (servers + 1,) cents


class Servers(NamedTuple):
    """The routers."""

    old_code: Codes  # (servers,) 1 if it runs the old code
    flag: Codes  # (servers,) 1 if flagged orders are treated as such
    killed: Codes  # (servers,) 1 until restored
    back_at: Ints  # (servers,) tick from which it takes orders after a restart
    emails: Ints  # (servers,) "Power Peg disabled" e-mails so far


class Guardrails(NamedTuple):
    """What is armed, and what has tripped."""

    settings: Records  # (guardrails,) of SETTINGS, each at its Guardrail
    tripped: Codes  # (guardrails, servers + 1) 1 until armed anew; last is the fleet
    due: Ints  # (guardrails, servers + 1) tick at which what tripped acts, or NEVER
    rate: Floats  # (servers,) child orders/s, averaged over some 10 s
    over: Ints  # (servers,) s in a row above the limit of the order rate
    mids: Ints  # (BREAKER_MIDS, symbols) 0.01 % of the price at 09:30, 0 for none yet
    resumes: Ints  # (symbols,) tick from which a paused stock trades again
    log: Records  # (LOG_SIZE,) of TRIPS, the first `progress.trips`


class State(NamedTuple):
    """All that changes in a morning, and which morning it is."""

    progress: Records  # (1,) of PROGRESS
    desk: Records  # (1,) of DESK
    figures: Records  # (2,) of FIGURES: NOW, and at the STOP (the last loop execution)
    costs: Records  # (2,) of COSTS: ACCUMULATE, UNWIND
    orders: Orders
    market: Market
    books: Books
    servers: Servers
    guardrails: Guardrails
    origin: Records  # (1,) of ORIGIN


def new_state(scenario: Scenario) -> State:
    """Return the state at 08:00:00; ParamsError if what is given is no scenario."""
    check_scenario(scenario)
    parents, symbols = scenario.parents.tick.size, scenario.symbol_count
    return State(
        progress=_new_progress(),
        desk=_new_desk(),
        figures=_new_figures(),
        costs=_records(COSTS, 2),
        orders=Orders(
            stage=np.zeros(parents, np.int8),
            server=np.full(parents, -1, np.int8),
            filled=np.zeros(parents, np.int64),
            sent=np.zeros(parents, np.int64),
            active=np.zeros(parents, np.int32),
        ),
        market=_new_market(symbols),
        books=_new_books(scenario.server_count, symbols),
        servers=_new_servers(scenario.old_code),
        guardrails=_new_guardrails(scenario.server_count, symbols),
        origin=_new_origin(scenario.data_hash),
    )


def _records(dtype: np.dtype[Any], rows: int) -> Records:
    return np.zeros(rows, dtype).view(np.recarray)


def _new_progress() -> Records:
    progress = _records(PROGRESS, 1)
    progress.due = NEVER
    return progress


def _new_origin(data_hash: str) -> Records:
    origin = _records(ORIGIN, 1)
    origin["data_hash"], origin["seed"] = data_hash.encode(), NOT_BEGUN
    return origin


def _new_desk() -> Records:
    desk = _records(DESK, 1)
    desk.idle_since = -1
    return desk


def _new_figures() -> Records:
    figures = _records(FIGURES, 2)
    figures.tick = -1
    return figures


def _new_market(symbols: int) -> Market:
    return Market(
        drift=np.zeros(symbols),
        pressure=np.zeros(symbols),
        bought=np.zeros(symbols, np.int64),
        background=np.zeros(symbols),
        traded=np.zeros(symbols, np.int64),
        peak_move=np.zeros(symbols),
    )


def _new_books(servers: int, symbols: int) -> Books:
    return Books(
        position=np.zeros((servers + 1, symbols), np.int64),
        total=np.zeros(symbols, np.int64),
        cash=np.zeros(servers + 1, np.int64),
    )


def _new_servers(old_code: tuple[bool, ...]) -> Servers:
    return Servers(
        old_code=np.array(old_code, np.int8),
        flag=np.ones(len(old_code), np.int8),
        killed=np.zeros(len(old_code), np.int8),
        back_at=np.zeros(len(old_code), np.int64),
        emails=np.zeros(len(old_code), np.int64),
    )


def _new_guardrails(servers: int, symbols: int) -> Guardrails:
    count = len(Guardrail)
    return Guardrails(
        settings=_records(SETTINGS, count),
        tripped=np.zeros((count, servers + 1), np.int8),
        due=np.full((count, servers + 1), NEVER),
        rate=np.zeros(servers),
        over=np.zeros(servers, np.int64),
        mids=np.zeros((BREAKER_MIDS, symbols), np.int64),
        resumes=np.zeros(symbols, np.int64),
        log=_records(TRIPS, LOG_SIZE),
    )


def clone(state: State) -> State:
    """Return a copy that shares nothing with the state."""
    return State(
        state.progress.copy(),
        state.desk.copy(),
        state.figures.copy(),
        state.costs.copy(),
        Orders._make(array.copy() for array in state.orders),
        Market._make(array.copy() for array in state.market),
        Books._make(array.copy() for array in state.books),
        Servers._make(array.copy() for array in state.servers),
        Guardrails._make(array.copy() for array in state.guardrails),
        state.origin.copy(),
    )
