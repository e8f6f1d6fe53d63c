"""Telemetry: the marks at the end of a tick, and the row of the frames."""

import math

from simulator.clock import OPEN
from simulator.frames import FLAG_ON, KILLED, OLD_CODE, RESTARTING, Ends, Frames
from simulator.kernel.inputs import Inputs, Load, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats, Ints
from simulator.state.arrays import NOW, STOP, Market, Servers, State


@inline
def mark(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Value the book in three ways: as it stands, once the push fades, sold now."""
    books, quotes, now = state.books, scratch.quotes, state.figures[NOW]
    value_stocks(inputs, state, scratch)
    now.names_long, now.names_short, now.held = count_shares(books.total)
    long = short = fair = discounts = 0.0
    for i in range(books.total.size):
        long += quotes.long[i]
        short -= quotes.short[i]
        fair += quotes.worth[i]
        discounts -= quotes.discount[i]
    cash = books.cash.sum() * 0.01
    now.long, now.short, now.gross = long, short, long + short
    now.own = cash + long - short
    now.fair = fair + cash
    now.exit = discounts + now.fair
    work = scratch.work[0]
    work.largest = max(work.largest, now.gross, abs(now.own), abs(now.fair))
    work.largest = max(work.largest, abs(now.exit))


@inline
def value_stocks(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Value each position now, once the push has faded, and what a bidder takes off."""
    scale, symbols = inputs.params.block_discount, inputs.symbols
    total, quotes = state.books.total, scratch.quotes
    for i in range(total.size):
        held = total[i]
        worth = held * quotes.base[i] * quotes.kept[i]
        size = math.sqrt(abs(held) / symbols.volume[i])
        value = held * quotes.after[i]
        quotes.long[i], quotes.short[i] = max(0.0, value), min(0.0, value)
        quotes.worth[i] = worth
        quotes.discount[i] = abs(worth) * scale * symbols.impact[i] * size


@jit
def count_shares(total: Ints) -> tuple[int, int, int]:
    """Return how many stocks are held long, how many short, and all their shares."""
    long = short = shares = 0
    for i in range(total.size):
        long += 1 if total[i] > 0 else 0
        short += 1 if total[i] < 0 else 0
        shares += abs(total[i])
    return long, short, shares


@inline
def note_stop(state: State) -> None:
    """Keep the figures of a tick in which loops executed: it may have been the last."""
    market, now = state.market, state.figures[NOW]
    traded, background, peak = market.traded, market.background, market.peak_move
    now.symbols, now.names_5, now.names_10 = count_names(traded, background, peak)
    state.figures[STOP] = now


@jit
def count_names(traded: Ints, background: Floats, peak: Floats) -> tuple[int, int, int]:
    """Return how many stocks loops traded, and how many moved and how far (SEC ¶18)."""
    symbols = names_5 = names_10 = 0
    for i in range(traded.size):
        part = traded[i] / (traded[i] + background[i])
        symbols += traded[i] > 0
        names_5 += (peak[i] > 0.05) & (part > 0.2)
        names_10 += (peak[i] > 0.10) & (part > 0.5)
    return symbols, names_5, names_10


@inline
def participation(i: int, market: Market) -> float:
    """Return the loops' part of the volume since 09:30."""
    if market.traded[i] == 0:
        return 0.0
    part: float = market.traded[i] / (market.traded[i] + market.background[i])
    return part


@inline
def write_row(row: int, state: State, frames: Frames) -> None:
    """Write what is one number for the whole firm, money as $ and as cents."""
    now = state.figures[NOW]
    frames.executions[row] = now.executions
    frames.child_orders[row] = now.child_orders
    frames.shares[row] = now.shares
    frames.names_long[row] = now.names_long
    frames.names_short[row] = now.names_short
    frames.held[row] = now.held
    frames.desk[row] = state.desk[0].working
    frames.cash[row] = state.books.cash.sum()
    dollars = frames.dollars
    dollars.gross[row], frames.gross[row] = now.gross, cents(now.gross)
    dollars.long[row], frames.long[row] = now.long, cents(now.long)
    dollars.short[row], frames.short[row] = now.short, cents(now.short)
    dollars.own[row], frames.pnl_own[row] = now.own, cents(now.own)
    dollars.fair[row], frames.pnl_fair[row] = now.fair, cents(now.fair)
    dollars.exit[row], frames.pnl_exit[row] = now.exit, cents(now.exit)


@inline
def cents(dollars: float) -> int:
    """Round to whole cents, halves away from zero."""
    size = math.floor(abs(dollars) * 100.0 + 0.5)
    return -size if dollars < 0.0 else size


@inline
def write_servers(
    tick: int, row: int, load: Load, servers: Servers, frames: Frames
) -> None:
    """Write each server's row, and the sums over them."""
    by_server = frames.servers
    for server in range(servers.flag.size):
        by_server.sent[row, server] = load.sent[server]
        by_server.loops[row, server] = load.loops[server]
        by_server.emails[row, server] = servers.emails[server]
        by_server.state[row, server] = server_bits(server, tick, servers)
    frames.loops[row] = load.loops.sum()
    frames.emails[row] = servers.emails.sum()


@inline
def server_bits(server: int, tick: int, servers: Servers) -> int:
    """Return a server's condition as bits."""
    bits = 0
    if servers.old_code[server] == 1:
        bits |= OLD_CODE
    if servers.flag[server] == 1:
        bits |= FLAG_ON
    if servers.killed[server] == 1:
        bits |= KILLED
    if servers.back_at[server] > tick:
        bits |= RESTARTING
    return bits


@jit
def write_end(
    tick: int, row: int, first: Floats, price: Floats, state: State, ends: Ends
) -> None:
    """Write where the last tick of a minute leaves the state and prices, $."""
    market, books = state.market, state.books
    for i in range(books.total.size):
        ends.executed[row, i] = market.traded[i]
        ends.background[row, i] = market.background[i]
        ends.total[row, i] = books.total[i]
    for book in range(books.cash.size):
        ends.cash[row, book] = books.cash[book]
    for phase in range(state.costs.size):
        ends.costs[row, phase] = state.costs[phase]
    for guardrail in range(state.guardrails.settings.size):
        ends.armed[row, guardrail] = state.guardrails.settings[guardrail].armed
    ends.trips[row] = state.progress[0].trips
    if tick >= OPEN:
        write_stocks(row, first, price, state.market, ends)


@inline
def write_stocks(
    row: int, first: Floats, price: Floats, market: Market, ends: Ends
) -> None:
    """Write each stock at the end of a minute; zeros before the open."""
    for i in range(price.size):
        ends.move[row, i] = price[i] / first[i] - 1.0
        ends.participation[row, i] = participation(i, market)
