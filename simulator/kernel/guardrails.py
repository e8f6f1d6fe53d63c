"""Guardrails: evaluated at the end of a tick, acting from the next one (plus latency).

They look at servers that are up, in the order of `simulator.guardrails.NAMES`. What
has tripped stays so until it is armed anew. Three work otherwise: the version gate
looks at the start of the tick at which it is armed or a flag is switched on; the child
cap and the cumulative quantity hold order by order, of which the first on each server
is logged; the stock breaker pauses a stock as often as it must.
"""

import math

from simulator.clock import CLOSE, OPEN
from simulator.guardrails import Guardrail
from simulator.kernel.checks import BREAKER_PAUSE
from simulator.kernel.desk import block_discount
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats, Ints
from simulator.state.arrays import (
    ACT_STOP,
    BREAKER_MIDS,
    BREAKER_STEP,
    FLEET,
    LOG_SIZE,
    LOOP,
    LOST,
    MARK_EXIT,
    MARK_OWN,
    NEVER,
    NOW,
    ORDINARY,
    PEERS,
    REFUSE,
    RLP,
    STOPPED,
    Guardrails,
    State,
)

MEMORY = 0.1  # part of the last second in the average rate, which forgets in 10 s
BREAKER_MOVE = 0.10  # within 5 minutes
BREAKER_FROM = OPEN + 900  # 09:45
BREAKER_TO = CLOSE - 1500  # 15:35
CLEAR = 1e3  # $; sums of up to 1e16 differ by less, whatever their order
POINT = 1e-4  # what the breaker's mids are whole multiples of


# ---------------------------------------------------------------- start of a tick


@jit
def act_on_trips(tick: int, state: State) -> None:
    """Do what is due at the start of the tick."""
    guardrails, progress = state.guardrails, state.progress[0]
    check_versions(tick, state)
    progress.due = NEVER
    for guardrail in range(guardrails.due.shape[0]):
        for column in range(guardrails.due.shape[1]):
            due = guardrails.due[guardrail, column]
            if due <= tick:
                guardrails.due[guardrail, column] = NEVER
                act(tick, guardrail, column, state)
            else:
                progress.due = min(progress.due, due)


@inline
def act(tick: int, guardrail: int, column: int, state: State) -> None:
    """Let a guardrail do what it is there for; the last column is the fleet."""
    servers, setting = state.servers, state.guardrails.settings[guardrail]
    if guardrail in (Guardrail.CHILD_CAP, Guardrail.CUMULATIVE_QUANTITY):
        setting.engaged = min(setting.engaged, tick - 1)
        return
    if guardrail == Guardrail.VERSION_GATE and setting.gate == REFUSE:
        servers.flag[:] = 0
        return
    for server in range(servers.killed.size):
        if guardrail == Guardrail.VERSION_GATE:
            meant = servers.old_code[server] == 1
        else:
            meant = column == server or column == servers.killed.size
        if meant:
            kill_server(server, state)


@inline
def kill_server(server: int, state: State) -> None:
    """Take a server away and end what it is working on."""
    orders = state.orders
    state.servers.killed[server] = 1
    for row in range(state.progress[0].active):
        parent = orders.active[row]
        if orders.server[parent] == server:
            stage = orders.stage[parent]
            if stage == LOOP:
                orders.stage[parent] = STOPPED
            elif stage in (RLP, ORDINARY):
                orders.stage[parent] = LOST


@inline
def check_versions(tick: int, state: State) -> None:
    """Trip if the flag is being used while a server that is up runs the old code."""
    servers, setting = state.servers, state.guardrails.settings[Guardrail.VERSION_GATE]
    if setting.pending == 0:
        return
    setting.pending = 0
    flagged = outdated = 0
    for server in range(servers.flag.size):
        if servers.killed[server] == 0:
            flagged += servers.flag[server]
            outdated += servers.old_code[server]
    if flagged > 0 and outdated > 0:
        trip(tick, tick, Guardrail.VERSION_GATE, -1, state)


# ---------------------------------------------------------------- end of a tick


@inline
def average_rates(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Average what each server sends; one that is up has its ordinary flow as well."""
    load, servers, rate = scratch.load, state.servers, state.guardrails.rate
    for server in range(rate.size):
        up = servers.killed[server] == 0 and servers.back_at[server] <= tick
        ordinary = inputs.params.ordinary_rate if up else 0.0
        sent = load.sent[server] + ordinary
        rate[server] += (sent - rate[server]) * MEMORY


@jit
def watch(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Evaluate what is armed, in the order of the table."""
    watch_rate(tick, state)
    watch_pnl(tick, inputs, state, scratch)
    watch_gross(tick, state)
    watch_servers(tick, state, scratch)
    watch_orders(tick, inputs, state, scratch)
    watch_stocks(tick, inputs, state, scratch)


@inline
def watch_rate(tick: int, state: State) -> None:
    """Trip if a server sends too much for too many seconds in a row."""
    servers, guardrails = state.servers, state.guardrails
    setting, rate = guardrails.settings[Guardrail.ORDER_RATE], guardrails.rate
    if not setting.armed:
        return
    reference = setting.baseline
    if setting.reference == PEERS:
        reference = max(reference, median(rate))
    for server in range(rate.size):
        if servers.killed[server] == 0 and rate[server] > setting.limit * reference:
            guardrails.over[server] += 1
        else:
            guardrails.over[server] = 0
        if guardrails.over[server] >= setting.window:
            trip_server(tick, Guardrail.ORDER_RATE, server, state)


@inline
def median(values: Floats) -> float:
    """Return the upper of the middle values."""
    middle = values[0]
    for value in values:
        below = equal = 0
        for other in values:
            below += other < value
            equal += other == value
        if below <= values.size // 2 and values.size // 2 < below + equal:
            middle = value
    return float(middle)


@inline
def watch_pnl(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Trip if a server's P&L, or what it is below the servers' median, is too low."""
    guardrails, servers, value = state.guardrails, state.servers, scratch.value
    setting = guardrails.settings[Guardrail.PNL]
    if not setting.armed:
        return
    if setting.scope == FLEET and guardrails.tripped[Guardrail.PNL, value.size] == 1:
        return
    compared = setting.reference == PEERS
    for server in range(value.size):
        if compared or servers.killed[server] == 0:
            value[server] = server_pnl(server, inputs, state, scratch)
    reference = median(value) if compared else 0.0
    for server in range(value.size):
        below = value[server] - reference < -setting.limit
        if below and servers.killed[server] == 0:
            trip_server(tick, Guardrail.PNL, server, state)


@inline
def server_pnl(server: int, inputs: Inputs, state: State, scratch: Scratch) -> float:
    """Return a server's P&L in $, its shares valued as the guardrail is told.

    Where only the limit matters, a sum in another order will do that is clear of it.
    """
    stakes, setting = scratch.stakes, state.guardrails.settings[Guardrail.PNL]
    how, total = setting.mark, state.books.cash[server] * 0.01
    if scratch.load.traded[server] == 0:
        return float(total)
    value_stakes(server, how, inputs, state, scratch)
    if how == MARK_EXIT:
        discount_stakes(server, inputs, state, scratch)
    rough = total + rough_sum(stakes.value)
    if how == MARK_EXIT:
        rough -= rough_sum(stakes.discount)
    if setting.reference != PEERS and rough > CLEAR - setting.limit:
        return float(rough)
    if how == MARK_EXIT:
        for i in range(stakes.value.size):
            total += stakes.value[i]
            total -= stakes.discount[i]
    else:
        for i in range(stakes.value.size):
            total += stakes.value[i]
    return float(total)


@jit
def rough_sum(values: Floats) -> float:
    """Return a sum but for rounding: four by four, each waits for its own last only."""
    a = b = c = d = 0.0
    whole = values.size // 4 * 4
    for i in range(0, whole, 4):
        a += values[i]
        b += values[i + 1]
        c += values[i + 2]
        d += values[i + 3]
    for i in range(whole, values.size):
        a += values[i]
    return a + b + (c + d)


@inline
def value_stakes(
    server: int, how: int, inputs: Inputs, state: State, scratch: Scratch
) -> None:
    """Value a server's position in each stock."""
    position, quotes = state.books.position[server], scratch.quotes
    value = scratch.stakes.value
    if how == MARK_OWN:
        for i in range(position.size):
            value[i] = position[i] * quotes.after[i]
    else:
        for i in range(position.size):
            value[i] = position[i] * (quotes.base[i] * quotes.kept[i])


@inline
def discount_stakes(
    server: int, inputs: Inputs, state: State, scratch: Scratch
) -> None:
    """Set what a bidder takes off a server's position in each stock."""
    position, quotes = state.books.position[server], scratch.quotes
    for i in range(position.size):
        fair, shares = quotes.base[i] * quotes.kept[i], abs(position[i])
        discount = block_discount(i, shares, inputs)
        scratch.stakes.discount[i] = shares * fair * discount


@inline
def watch_gross(tick: int, state: State) -> None:
    """Trip if long and short positions of the firm add up to too much."""
    servers, guardrails = state.servers, state.guardrails
    setting, fleet = guardrails.settings[Guardrail.GROSS_CAP], servers.killed.size
    watched = setting.armed == 1 and servers.killed.sum() < fleet
    watched = watched and guardrails.tripped[Guardrail.GROSS_CAP, fleet] == 0
    if watched and state.figures[NOW].gross > setting.limit:
        trip(tick, tick + 1, Guardrail.GROSS_CAP, -1, state)


@inline
def watch_servers(tick: int, state: State, scratch: Scratch) -> None:
    """Trip if a server's long and short positions add up to too much."""
    servers, guardrails = state.servers, state.guardrails
    position, after = state.books.position, scratch.quotes.after
    setting = guardrails.settings[Guardrail.SERVER_CAP]
    if not setting.armed:
        return
    for server in range(servers.killed.size):
        tripped = guardrails.tripped[Guardrail.SERVER_CAP, server] == 1
        if tripped or servers.killed[server] == 1 or scratch.load.traded[server] == 0:
            continue
        gross = 0.0
        for i in range(after.size):
            gross += abs(position[server, i]) * after[i]
        if gross > setting.limit:
            trip(tick, tick + 1, Guardrail.SERVER_CAP, server, state)


@inline
def watch_orders(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Trip if a loop has sent or executed more than its order may."""
    parents, orders, guardrails = inputs.parents, state.orders, state.guardrails
    child = guardrails.settings[Guardrail.CHILD_CAP]
    quantity = guardrails.settings[Guardrail.CUMULATIVE_QUANTITY]
    live = scratch.load.loops
    counted = child.armed and is_open(Guardrail.CHILD_CAP, live, guardrails)
    summed = quantity.armed and is_open(Guardrail.CUMULATIVE_QUANTITY, live, guardrails)
    if not (counted or summed):
        return
    for row in range(scratch.work[0].loops):
        parent, server = scratch.loops.parent[row], scratch.loops.server[row]
        if counted and orders.sent[parent] >= child.limit:
            trip_server(tick, Guardrail.CHILD_CAP, server, state)
        if summed and orders.filled[parent] >= parents.quantity[parent]:
            trip_server(tick, Guardrail.CUMULATIVE_QUANTITY, server, state)


@inline
def is_open(guardrail: int, live: Ints, guardrails: Guardrails) -> bool:
    """Tell whether a guardrail can still trip on a server's live loops."""
    tripped = guardrails.tripped[guardrail]
    fleet = guardrails.settings[guardrail].scope == FLEET
    for server in range(live.size):
        column = live.size if fleet else server
        if live[server] > 0 and tripped[column] == 0:
            return True
    return False


@inline
def watch_stocks(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Pause stocks whose price has moved too far from that of 5 minutes ago."""
    symbols, quotes, guardrails = inputs.symbols, scratch.quotes, state.guardrails
    setting, resumes = guardrails.settings[Guardrail.STOCK_BREAKER], guardrails.resumes
    if not setting.armed:
        return
    old = guardrails.mids[(tick // BREAKER_STEP) % BREAKER_MIDS]
    acts_at = tick + 1 + setting.latency
    watched = tick >= BREAKER_FROM and tick < BREAKER_TO
    if watched and count_moved(tick, resumes, old, quotes.after, symbols.price) > 0:
        for i in range(old.size):
            if old[i] == 0 or tick < resumes[i]:
                continue
            move = quotes.after[i] / (old[i] * POINT * symbols.price[i]) - 1.0
            if abs(move) > BREAKER_MOVE:
                resumes[i] = acts_at + BREAKER_PAUSE
                log_trip(tick, acts_at, Guardrail.STOCK_BREAKER, -1, i, state)
    if tick % BREAKER_STEP == BREAKER_STEP - 1:
        for i in range(old.size):
            points = quotes.after[i] / symbols.price[i] / POINT
            old[i] = max(1, math.floor(points + 0.5))


@jit
def count_moved(
    tick: int, resumes: Ints, old: Ints, price: Floats, first: Floats
) -> int:
    """Return how many stocks that trade have moved too far."""
    moved = 0
    for i in range(old.size):
        move = price[i] / (old[i] * POINT * first[i]) - 1.0
        trades = (old[i] > 0) & (tick >= resumes[i])
        moved += 1 if trades & (abs(move) > BREAKER_MOVE) else 0
    return moved


# ---------------------------------------------------------------- trips


@inline
def trip_server(tick: int, guardrail: int, server: int, state: State) -> None:
    """Trip on a server's behaviour, once for it or once for the fleet."""
    guardrails = state.guardrails
    fleet = guardrails.tripped.shape[1] - 1
    whole = guardrails.settings[guardrail].scope == FLEET
    if guardrails.tripped[guardrail, fleet if whole else server] == 0:
        trip(tick, tick + 1, guardrail, server, state)


@jit
def trip(tick: int, earliest: int, guardrail: int, server: int, state: State) -> None:
    """Latch a trip, log it, and if it is to stop something say when."""
    guardrails, progress = state.guardrails, state.progress[0]
    setting, fleet = guardrails.settings[guardrail], guardrails.tripped.shape[1] - 1
    column = fleet if server < 0 or setting.scope == FLEET else server
    acts_at = earliest + setting.latency
    guardrails.tripped[guardrail, column] = 1
    log_trip(tick, acts_at, guardrail, server, -1, state)
    if setting.action == ACT_STOP:
        guardrails.due[guardrail, column] = min(
            acts_at, guardrails.due[guardrail, column]
        )
        progress.due = min(progress.due, acts_at)


@inline
def log_trip(
    tick: int, acts_at: int, guardrail: int, server: int, symbol: int, state: State
) -> None:
    """Keep a trip, as long as there is room."""
    guardrails, progress = state.guardrails, state.progress[0]
    if progress.trips < LOG_SIZE:
        entry = guardrails.log[progress.trips]
        entry.tick, entry.acts_at = tick, acts_at
        entry.guardrail, entry.server, entry.symbol = guardrail, server, symbol
        entry.action = guardrails.settings[guardrail].action
        progress.trips += 1
