"""What the run page shows at a second, in the few figures that a decision rests on."""

from typing import NamedTuple

from knightreplay.sharing.files.postmortem.recording import Recording


class Screen(NamedTuple):
    """The last finished tick before a moment. Money in cents, P&L: below zero is a loss."""

    tick: int  # the moment
    exit: int  # what getting out now would cost
    fair: int  # what it is worth once the push fades
    own: int  # what the book says
    gross: int
    looping: tuple[int, ...]  # servers with live loops, from 1
    loops: int  # live
    orders: int  # child orders of every kind sent in the tick
    emails: int  # so far
    executions: int  # of loops, so far


def screen_at(recording: Recording, tick: int) -> Screen:
    """The screen when its clock shows `tick`: the row of the tick before it."""
    if tick <= 0:
        return Screen(0, 0, 0, 0, 0, (), 0, 0, 0, 0)
    row = min(tick, len(recording.gross)) - 1
    loops = recording.loops[row]
    return Screen(
        tick=tick,
        exit=int(recording.pnl_exit[row]),
        fair=int(recording.pnl_fair[row]),
        own=int(recording.pnl_own[row]),
        gross=int(recording.gross[row]),
        looping=tuple(int(server) + 1 for server in loops.nonzero()[0]),
        loops=int(loops.sum()),
        orders=int(recording.sent[row].sum()),
        emails=int(recording.emails[row]),
        executions=int(recording.executions[row]),
    )
