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
from simulator.kernel.impact import factor, permanent
from simulator.kernel.inputs import Inputs, Load, Quotes, Scratch
from simulator.kernel.jit import inline, jit
from simulator.params import ModelParams
from simulator.scenario import Floats, Parents, Symbols
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
    Books,
    Guardrails,
    Market,
    Orders,
    Record,
    Servers,
    State,
)

MEMORY = 0.1  # part of the last second in the average rate, which forgets in 10 s
BREAKER_MOVE = 0.10  # within 5 minutes
BREAKER_FROM = OPEN + 900  # 09:45
BREAKER_TO = CLOSE - 1500  # 15:35
POINT = 1e-4  # what the breaker's mids are whole multiples of


# ---------------------------------------------------------------- start of a tick


@jit
def act_on_trips(tick: int, state: State) -> None:
    """Do what is due at the start of the tick."""
    guardrails, progress = state.guardrails, state.progress[0]
    check_versions(tick, state.servers, progress, guardrails)
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
            kill_server(server, state.progress[0], state.orders, servers)


@inline
def kill_server(
    server: int, progress: Record, orders: Orders, servers: Servers
) -> None:
    """Take a server away and end what it is working on."""
    servers.killed[server] = 1
    for row in range(progress.active):
        parent = orders.active[row]
        if orders.server[parent] == server:
            stage = orders.stage[parent]
            if stage == LOOP:
                orders.stage[parent] = STOPPED
            elif stage in (RLP, ORDINARY):
                orders.stage[parent] = LOST


@inline
def check_versions(
    tick: int, servers: Servers, progress: Record, guardrails: Guardrails
) -> None:
    """Trip if the flag is being used while a server that is up runs the old code."""
    setting = guardrails.settings[Guardrail.VERSION_GATE]
    if setting.pending == 0:
        return
    setting.pending = 0
    flagged = outdated = 0
    for server in range(servers.flag.size):
        if servers.killed[server] == 0:
            flagged += servers.flag[server]
            outdated += servers.old_code[server]
    if flagged > 0 and outdated > 0:
        trip(tick, tick, Guardrail.VERSION_GATE, -1, progress, guardrails)


# ---------------------------------------------------------------- end of a tick


@inline
def average_rates(
    tick: int, params: ModelParams, load: Load, servers: Servers, rate: Floats
) -> None:
    """Average what each server sends; one that is up has its ordinary flow as well."""
    for server in range(rate.size):
        up = servers.killed[server] == 0 and servers.back_at[server] <= tick
        ordinary = params.ordinary_rate if up else 0.0
        sent = load.sent[server] + ordinary
        rate[server] += (sent - rate[server]) * MEMORY


@jit
def watch(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Evaluate what is armed."""
    params, symbols, quotes = inputs.params, inputs.symbols, scratch.quotes
    guardrails, progress = state.guardrails, state.progress[0]
    settings, servers, books = guardrails.settings, state.servers, state.books
    if settings[Guardrail.ORDER_RATE].armed:
        watch_rate(tick, servers, progress, guardrails)
    if settings[Guardrail.PNL].armed:
        watch_pnl(
            tick, params, symbols, state.market, books, quotes, scratch.value, state
        )
    if settings[Guardrail.GROSS_CAP].armed:
        watch_gross(tick, state.figures[NOW].gross, servers, progress, guardrails)
    if settings[Guardrail.SERVER_CAP].armed:
        watch_servers(tick, books, quotes, servers, progress, guardrails)
    if (
        settings[Guardrail.CHILD_CAP].armed
        or settings[Guardrail.CUMULATIVE_QUANTITY].armed
    ):
        watch_orders(tick, inputs.parents, state.orders, progress, guardrails)
    if settings[Guardrail.STOCK_BREAKER].armed:
        watch_stocks(tick, symbols, quotes, progress, guardrails)


@inline
def watch_rate(
    tick: int, servers: Servers, progress: Record, guardrails: Guardrails
) -> None:
    """Trip if a server sends too much for too many seconds in a row."""
    setting, rate = guardrails.settings[Guardrail.ORDER_RATE], guardrails.rate
    reference = setting.baseline
    if setting.reference == PEERS:
        reference = max(reference, median(rate))
    for server in range(rate.size):
        if servers.killed[server] == 0 and rate[server] > setting.limit * reference:
            guardrails.over[server] += 1
        else:
            guardrails.over[server] = 0
        if guardrails.over[server] >= setting.window:
            trip_server(tick, Guardrail.ORDER_RATE, server, progress, guardrails)


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
def watch_pnl(
    tick: int,
    params: ModelParams,
    symbols: Symbols,
    market: Market,
    books: Books,
    quotes: Quotes,
    value: Floats,
    state: State,
) -> None:
    """Trip if a server's P&L, or what it is below the servers' median, is too low."""
    guardrails, servers = state.guardrails, state.servers
    setting = guardrails.settings[Guardrail.PNL]
    if setting.scope == FLEET and guardrails.tripped[Guardrail.PNL, value.size] == 1:
        return
    for server in range(value.size):
        value[server] = server_pnl(
            server, setting.mark, params, symbols, market, books, quotes
        )
    reference = median(value) if setting.reference == PEERS else 0.0
    for server in range(value.size):
        below = value[server] - reference < -setting.limit
        if below and servers.killed[server] == 0:
            trip_server(tick, Guardrail.PNL, server, state.progress[0], guardrails)


@inline
def server_pnl(
    server: int,
    how: int,
    params: ModelParams,
    symbols: Symbols,
    market: Market,
    books: Books,
    quotes: Quotes,
) -> float:
    """Return a server's P&L in $, its shares valued in one of three ways."""
    total = books.cash[server] * 0.01
    for i in range(symbols.price.size):
        held = books.position[server, i]
        if held == 0:
            continue
        if how == MARK_OWN:
            total += held * quotes.after[i]
            continue
        fair = quotes.base[i] * factor(permanent(i, params, symbols, market))
        total += held * fair
        if how == MARK_EXIT:
            shares = abs(held)
            total -= shares * fair * block_discount(i, shares, params, symbols)
    return float(total)


@inline
def watch_gross(
    tick: int,
    gross: float,
    servers: Servers,
    progress: Record,
    guardrails: Guardrails,
) -> None:
    """Trip if long and short positions of the firm add up to too much."""
    fleet = servers.killed.size
    watched = servers.killed.sum() < fleet
    watched = watched and guardrails.tripped[Guardrail.GROSS_CAP, fleet] == 0
    if watched and gross > guardrails.settings[Guardrail.GROSS_CAP].limit:
        trip(tick, tick + 1, Guardrail.GROSS_CAP, -1, progress, guardrails)


@inline
def watch_servers(
    tick: int,
    books: Books,
    quotes: Quotes,
    servers: Servers,
    progress: Record,
    guardrails: Guardrails,
) -> None:
    """Trip if a server's long and short positions add up to too much."""
    limit = guardrails.settings[Guardrail.SERVER_CAP].limit
    for server in range(servers.killed.size):
        tripped = guardrails.tripped[Guardrail.SERVER_CAP, server] == 1
        if tripped or servers.killed[server] == 1:
            continue
        gross = 0.0
        for i in range(quotes.after.size):
            gross += abs(books.position[server, i]) * quotes.after[i]
        if gross > limit:
            trip(tick, tick + 1, Guardrail.SERVER_CAP, server, progress, guardrails)


@inline
def watch_orders(
    tick: int,
    parents: Parents,
    orders: Orders,
    progress: Record,
    guardrails: Guardrails,
) -> None:
    """Trip if a loop has sent or executed more than its order may."""
    child = guardrails.settings[Guardrail.CHILD_CAP]
    quantity = guardrails.settings[Guardrail.CUMULATIVE_QUANTITY]
    for row in range(progress.active):
        parent = orders.active[row]
        if orders.stage[parent] != LOOP:
            continue
        server = orders.server[parent]
        if child.armed and orders.sent[parent] >= child.limit:
            trip_server(tick, Guardrail.CHILD_CAP, server, progress, guardrails)
        if quantity.armed and orders.filled[parent] >= parents.quantity[parent]:
            trip_server(
                tick, Guardrail.CUMULATIVE_QUANTITY, server, progress, guardrails
            )


@inline
def watch_stocks(
    tick: int,
    symbols: Symbols,
    quotes: Quotes,
    progress: Record,
    guardrails: Guardrails,
) -> None:
    """Pause stocks whose price has moved too far from that of 5 minutes ago."""
    setting, resumes = guardrails.settings[Guardrail.STOCK_BREAKER], guardrails.resumes
    old = guardrails.mids[(tick // BREAKER_STEP) % BREAKER_MIDS]
    acts_at = tick + 1 + setting.latency
    if tick >= BREAKER_FROM and tick < BREAKER_TO:
        for i in range(old.size):
            if old[i] == 0 or tick < resumes[i]:
                continue
            move = quotes.after[i] / (old[i] * POINT * symbols.price[i]) - 1.0
            if abs(move) > BREAKER_MOVE:
                resumes[i] = acts_at + BREAKER_PAUSE
                log_trip(
                    tick, acts_at, Guardrail.STOCK_BREAKER, -1, i, progress, guardrails
                )
    if tick % BREAKER_STEP == BREAKER_STEP - 1:
        for i in range(old.size):
            points = quotes.after[i] / symbols.price[i] / POINT
            old[i] = max(1, math.floor(points + 0.5))


# ---------------------------------------------------------------- trips


@inline
def trip_server(
    tick: int, guardrail: int, server: int, progress: Record, guardrails: Guardrails
) -> None:
    """Trip on a server's behaviour, once for it or once for the fleet."""
    fleet = guardrails.tripped.shape[1] - 1
    whole = guardrails.settings[guardrail].scope == FLEET
    if guardrails.tripped[guardrail, fleet if whole else server] == 0:
        trip(tick, tick + 1, guardrail, server, progress, guardrails)


@jit
def trip(
    tick: int,
    earliest: int,
    guardrail: int,
    server: int,
    progress: Record,
    guardrails: Guardrails,
) -> None:
    """Latch a trip, log it, and if it is to stop something say when."""
    setting, fleet = guardrails.settings[guardrail], guardrails.tripped.shape[1] - 1
    column = fleet if server < 0 or setting.scope == FLEET else server
    acts_at = earliest + setting.latency
    guardrails.tripped[guardrail, column] = 1
    log_trip(tick, acts_at, guardrail, server, -1, progress, guardrails)
    if setting.action == ACT_STOP:
        guardrails.due[guardrail, column] = min(
            acts_at, guardrails.due[guardrail, column]
        )
        progress.due = min(progress.due, acts_at)


@jit
def log_trip(
    tick: int,
    acts_at: int,
    guardrail: int,
    server: int,
    symbol: int,
    progress: Record,
    guardrails: Guardrails,
) -> None:
    """Keep a trip, as long as there is room."""
    if progress.trips < LOG_SIZE:
        entry = guardrails.log[progress.trips]
        entry.tick, entry.acts_at = tick, acts_at
        entry.guardrail, entry.server, entry.symbol = guardrail, server, symbol
        entry.action = guardrails.settings[guardrail].action
        progress.trips += 1
