"""Every change to a run, one function each. Each is one transaction and idempotent."""

from knightreplay.runs.services.act_request import REASON_LENGTH, ActRequest
from knightreplay.runs.services.acting import give_reason, intervene
from knightreplay.runs.services.clock_moves import (
    Movement,
    line_up,
    move_clock,
    move_clocks,
)
from knightreplay.runs.services.command import COMMAND_ID, CommandResult
from knightreplay.runs.services.forking import fork
from knightreplay.runs.services.keeping import (
    delete_run,
    describe_run,
    restore_run,
    take_runs,
)
from knightreplay.runs.services.keys import hand_out_key, keys_given, revoke_key
from knightreplay.runs.services.opening import set_open
from knightreplay.runs.services.presence import attend, settle, watch
from knightreplay.runs.services.starting import StartedRun, start_run
from knightreplay.runs.services.stopping import stop_run

__all__ = [
    "COMMAND_ID",
    "REASON_LENGTH",
    "ActRequest",
    "CommandResult",
    "Movement",
    "StartedRun",
    "attend",
    "delete_run",
    "describe_run",
    "fork",
    "give_reason",
    "hand_out_key",
    "intervene",
    "keys_given",
    "line_up",
    "move_clock",
    "move_clocks",
    "restore_run",
    "revoke_key",
    "set_open",
    "settle",
    "start_run",
    "stop_run",
    "take_runs",
    "watch",
]
