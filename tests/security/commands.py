"""Who may do what in a room: the one table of its socket's commands, walked by the test beside it.

Parts: `host`, `operator` and `participant` are seats; `wall` is a seat that shows, and
`projector` a host's screen; `removed` was taken out while its page was open; `stranger` has no
seat and `other` the host's seat of another room. Neither of these two is let in.
"""

from typing import Any, NamedTuple

from knightreplay.rooms.operations import OPERATIONS

PARTS = (
    *("host", "operator", "participant", "wall"),
    *("projector", "removed", "stranger", "other"),
)
OUTSIDE = ("stranger", "other")


class Row(NamedTuple):
    """What a command is answered to each part: `ack`, or the code of an error.

    The rows are walked in order, in one room for each part; `{ada}` is somebody else's seat,
    `{own}` one's own, `{asked}` the stop that is open and `{planned}` the next one.
    """

    what: str
    given: dict[str, Any]
    answers: tuple[str, ...]

    def answer(self, part: str) -> str:
        return self.answers[PARTS.index(part)]


def _only(*parts: str, yes: str = "ack") -> tuple[str, ...]:
    """`yes` to these parts: a conflict or invalid where the room's state forbids the command."""
    return tuple(
        "closed" if part in OUTSIDE else yes if part in parts else "forbidden"
        for part in PARTS
    )


_HOST = _only("host")
_ACTING = _only("host", "operator")
_SEATED = _only("host", "operator", "participant")
_OWN = _only("host", "operator", "participant", "wall")
_SAID = {"text": "We stop", "server": 8, "who": "exchange"}  # each takes one of them

ROWS = (
    Row("rename", {"seat": "{ada}", "name": "Bo"}, _HOST),
    Row("rename", {"seat": "{own}", "name": "Kim"}, _OWN),
    Row("consent", {"on": True}, _OWN),
    Row("answer", {"stop": "{asked}", "value": 1}, _SEATED),
    *(Row(what, _SAID, _ACTING) for what in OPERATIONS),
    Row("arrange", {"name": "Mine", "locked": True}, _HOST),
    Row("place", {"seat": "{ada}", "part": "operator"}, _HOST),
    Row("remove", {"seat": "{ada}"}, _HOST),
    Row("remove", {"seat": "{own}"}, _only("host", yes="invalid")),
    Row("let-back", {"seat": "{ada}"}, _HOST),
    Row("begin-run", {"seed": 1}, _only("host", yes="conflict")),  # a stop is open
    Row("hands", {"stop": "{asked}", "hands": {"0": 3}}, _HOST),
    Row("show-stop", {"stop": "{asked}"}, _only("host", yes="conflict")),  # open still
    Row("close-stop", {"stop": "{asked}", "anyway": True}, _HOST),
    Row("show-stop", {"stop": "{asked}"}, _HOST),
    Row("open-stop", {"stop": "{asked}"}, _only("host", yes="conflict")),  # was shown
    Row("open-stop", {"stop": "{planned}"}, _HOST),
    Row("close-stop", {"stop": "{planned}", "anyway": True}, _HOST),
    Row("begin-run", {"seed": 1}, _HOST),
    Row("reveal", {}, _only("host", yes="conflict")),  # it is not blind
    Row("plan", {"stops": []}, _HOST),
    Row("plan-track", {}, _HOST),
    Row("move-teams", {"action": "pause"}, _only("host", yes="conflict")),  # no teams
    Row("finish", {}, _only("host", yes="conflict")),
    Row("make-teams", {"names": ["Red", "Blue"]}, _HOST),
    Row("assign", {"seat": "{ada}", "team": 2}, _HOST),
    Row("assign", {"seat": "{ada}", "team": 3}, _only("host", yes="invalid")),
    Row("move-teams", {"action": "pause"}, _HOST),
    Row("finish", {}, _HOST),
    Row("open-debrief", {"lift": True}, _HOST),
    Row("end", {}, _HOST),
    Row("arrange", {"locked": False}, _only("host", yes="conflict")),  # it is over
)
