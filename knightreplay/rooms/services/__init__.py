"""Every change to a room, one function each. Each is one transaction and idempotent."""

from knightreplay.rooms.operations import OperationRequest
from knightreplay.rooms.services.answering import answer
from knightreplay.rooms.services.blind import reveal
from knightreplay.rooms.services.command import RoomCommandResult
from knightreplay.rooms.services.drill import finish, open_debrief, score_due
from knightreplay.rooms.services.joining import (
    Joined,
    consent,
    is_full,
    join,
    join_as_host,
    join_as_owner,
)
from knightreplay.rooms.services.leading import (
    Settings,
    arrange,
    begin_run,
    place,
    remove,
    rename,
)
from knightreplay.rooms.services.move_codes import move, offer_move
from knightreplay.rooms.services.opening import OpenedRoom, end_room, open_room
from knightreplay.rooms.services.operations import answer_due, operate
from knightreplay.rooms.services.planning import Question, plan, plan_track
from knightreplay.rooms.services.predicting import (
    close_stop,
    count_hands,
    open_stop,
    show_stop,
)
from knightreplay.rooms.services.presence import note_presence
from knightreplay.rooms.services.rehearsing import end_rehearsal, rehearse
from knightreplay.rooms.services.removing import prune_rooms, remove_old, remove_room
from knightreplay.rooms.services.teams import (
    assign,
    line_up_teams,
    make_teams,
    move_teams,
    watch_teams,
)

__all__ = [
    "Joined",
    "OpenedRoom",
    "OperationRequest",
    "Question",
    "RoomCommandResult",
    "Settings",
    "answer",
    "answer_due",
    "arrange",
    "assign",
    "begin_run",
    "close_stop",
    "consent",
    "count_hands",
    "end_rehearsal",
    "end_room",
    "finish",
    "is_full",
    "join",
    "join_as_host",
    "join_as_owner",
    "line_up_teams",
    "make_teams",
    "move",
    "move_teams",
    "note_presence",
    "offer_move",
    "open_debrief",
    "open_room",
    "open_stop",
    "operate",
    "place",
    "plan",
    "plan_track",
    "prune_rooms",
    "rehearse",
    "remove",
    "remove_old",
    "remove_room",
    "rename",
    "reveal",
    "score_due",
    "show_stop",
    "watch_teams",
]
