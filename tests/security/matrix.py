"""Who may do what: the one table of pages, API and socket, walked by the tests beside it.

Roles: `stranger` shows nothing; `other` the host key of another run; `watch` had an operate
key that was taken back; `operate` and `host` show keys of this run; `session` is the browser
that started it; `server` shows the server's own host key. Other machines can reach the server.
"""

from typing import Any, NamedTuple

ROLES = ("stranger", "other", "watch", "operate", "host", "session", "server")


class Address(NamedTuple):
    """What a method at an address answers to each role; one status stands for all."""

    name: str  # of the URL
    method: str
    path: str
    answers: tuple[int, ...]
    body: dict[str, Any] | None = None

    def status(self, role: str) -> int:
        return self.answers[ROLES.index(role) if len(self.answers) > 1 else 0]


class Message(NamedTuple):
    """What the socket answers to each role: `ack`, or the code of an error."""

    body: dict[str, Any]
    answers: tuple[str, ...]

    def answer(self, role: str) -> str:
        return self.answers[SOCKET_ROLES.index(role)]


def _only(yes: int, *roles: str, no: int = 403) -> tuple[int, ...]:
    return tuple(yes if role in roles else no for role in ROLES)


NO_EXPORT = f"/api/v1/exports/{'0' * 8}-0000-4000-8000-{'0' * 12}"
ACTING = ("operate", "host", "session")
HOSTING = ("host", "session")
RUN = "/runs/{run}/"
API = "/api/v1"
NOTES = API + "/runs/{run}/notes"
NO_NOTE = NOTES + "/00000000-0000-4000-8000-000000000000"
NOTE = {"command_id": "m-2", "text": "Why?", "author": "Ann", "at": "09:41"}
KILL = {"command_id": "m-1", "op": "kill", "servers": "8", "at": "09:35"}

NO_LINK = "/s/NoSuchTokenNow/"

ADDRESSES = (
    Address("home", "GET", "/", (200,)),
    Address(
        "home",
        "POST",
        "/",
        # A key in a header starts a run as well as one in the form.
        _only(302, "server"),
        {"scenario": "sec-2013"},
    ),
    Address("host", "POST", "/host/", (403,), {"key": "wrong"}),
    Address("join", "GET", "/join/", (200,)),
    Address("join", "POST", "/join/", (404,), {"code": "123456", "name": "Kim"}),
    Address("open-room", "POST", "/rooms/", _only(302, "server"), {"name": "7b"}),
    Address("room", "GET", "/rooms/123456/", (302,)),
    Address("room-host", "GET", "/rooms/123456/host/", (302,)),
    Address("room-remote", "GET", "/rooms/123456/remote/", (302,)),
    Address("room-present", "GET", "/rooms/123456/present/", (302,)),
    Address("room-rehearsal", "GET", "/rooms/123456/rehearsal/", (302,)),
    Address(
        "room-rehearsal", "POST", "/rooms/123456/rehearsal/", (404,), {"do": "end"}
    ),
    Address("room-qr", "GET", "/rooms/123456/qr.svg", (404,)),
    Address("room-leave", "POST", "/rooms/123456/leave/", (302,)),
    Address("room-lead", "POST", "/rooms/123456/lead/", (404,)),
    Address("room-move", "POST", "/rooms/123456/move/", (404,)),
    Address("room-wall", "GET", "/rooms/123456/wall/", (302,)),
    Address("room-debrief", "GET", "/rooms/123456/debrief/", (302,)),
    Address("room-record", "GET", "/rooms/123456/record.json", (404,)),
    Address("room-remove", "POST", "/rooms/123456/remove/", (404,), {"code": "1"}),
    Address("read_reach", "GET", f"{API}/rooms/123456/reach", (404,)),
    Address("run", "GET", RUN, (200,)),
    Address("compare", "GET", "/compare/", (200,)),
    Address("shared", "GET", NO_LINK, (404,)),
    Address("preview", "GET", f"{NO_LINK}preview.png", (404,)),
    Address("embed", "GET", "/embed/NoSuchTokenNow/", (404,)),
    Address("mine", "GET", "/mine/", (200,)),
    Address("mine", "POST", "/mine/", (302,), {"do": "delete"}),
    Address("account", "GET", "/account/", (302,)),
    Address("sign-in", "GET", "/account/sign-in/", (200,)),
    Address("sign-in", "POST", "/account/sign-in/", (200,), {"username": "a"}),
    Address("sign-up", "GET", "/account/sign-up/", (404,)),
    Address("sign-up", "POST", "/account/sign-up/", (404,), {}),
    Address("password", "GET", "/account/password/", (302,)),
    Address("password", "POST", "/account/password/", (302,), {}),
    Address("admin-sign-in", "GET", "/admin/login/", (302,)),
    Address("claims", "GET", "/facts/claims/", (200,)),
    Address(
        "claims", "POST", "/facts/claims/", _only(302, "server"), {"trial": "end.1"}
    ),
    Address("scenarios", "GET", "/scenarios/", (200,)),
    Address("facts", "GET", "/facts/", (200,)),
    Address("curve", "GET", "/scenarios/sec-2013/no-such.svg", (404,)),
    Address("figures", "GET", "/scenarios/sec-2013/no-such.json", (404,)),
    Address("language", "POST", "/language/", (302,), {"language": "en"}),
    Address("words", "GET", "/words/de-no-such.js", (404,)),
    Address("healthz", "GET", "/healthz", (200,)),
    Address("readyz", "GET", "/readyz", (503,)),  # no worker in these tests
    Address("metrics", "GET", "/metrics", (403,)),  # from another machine
    Address("openapi-json", "GET", f"{API}/openapi.json", (200,)),
    Address("list_scenarios", "GET", f"{API}/scenarios", (200,)),
    Address("list_guardrails", "GET", f"{API}/guardrails", (200,)),
    Address("start_run", "POST", f"{API}/runs", _only(201, "server"), {}),
    # No capsule: whoever may start a run is told so.
    Address("open_capsule", "POST", f"{API}/capsules", _only(422, "server"), {}),
    Address("list_runs", "GET", f"{API}/runs", (200,)),
    Address("read_run", "GET", API + "/runs/{run}", (200,)),
    Address("read_summary", "GET", API + "/runs/{run}/summary", (409,)),
    Address("read_tape", "GET", API + "/runs/{run}/tape?at=09:35:00", (409,)),
    Address("list_candidates", "GET", API + "/runs/{run}/candidates", (200,)),
    Address("read_ranges", "GET", API + "/runs/{run}/ranges", (200,)),
    Address(
        "read_comparison",
        "GET",
        API + "/comparison?runs={run},00000000-0000-4000-8000-000000000000",
        (200,),
    ),
    Address(
        "fork",
        "POST",
        API + "/runs/{run}/forks",
        _only(201, *ACTING, "server"),
        {"at": "09:41"},
    ),
    Address("list_forks", "GET", API + "/runs/{run}/forks", (200,)),
    Address(
        "intervene",
        "POST",
        API + "/runs/{run}/interventions",
        _only(202, *ACTING),
        KILL,
    ),
    Address(
        "read_frames",
        "GET",
        API + "/runs/{run}/frames?from=09:30&to=09:31",
        (409,),
    ),
    Address(
        "request_export",
        "POST",
        API + "/runs/{run}/exports",
        _only(202, *ACTING, "server"),
        {"kind": "frames.csv"},
    ),
    Address("list_exports", "GET", API + "/runs/{run}/exports", (200,)),
    Address("list_kinds", "GET", API + "/exports/kinds", (200,)),
    Address("read_export", "GET", NO_EXPORT, (404,)),
    Address("remove_export", "DELETE", NO_EXPORT, (404,)),
    Address("read_file", "GET", f"{NO_EXPORT}/file", (404,)),
    Address("list_notes", "GET", NOTES, (200,)),
    Address("write_note", "POST", NOTES, _only(201, *ACTING), NOTE),
    Address(
        "change_note",
        "PATCH",
        NO_NOTE,
        _only(404, *ACTING),
        {"resolved": True, "author": "A"},
    ),
    Address("delete_note", "DELETE", NO_NOTE, _only(404, *ACTING)),
    Address("restore_note", "POST", NO_NOTE + "/restore", _only(404, *ACTING)),
    Address("list_wordings", "GET", NO_NOTE + "/wordings", (404,)),
    Address("delete_run", "DELETE", API + "/runs/{run}", _only(204, *HOSTING)),
    Address(
        "restore_run", "POST", API + "/runs/{run}/restore", _only(204, *HOSTING), {}
    ),
    Address(
        "change_run",
        "PATCH",
        API + "/runs/{run}",
        _only(204, *HOSTING),
        {"open": True},
    ),
    Address(
        "create_link",
        "POST",
        API + "/runs/{run}/shares",
        _only(201, *HOSTING),
        {"at": "09:41:00"},
    ),
    Address("list_links", "GET", API + "/runs/{run}/shares", _only(200, *HOSTING)),
    Address(
        "rename_link",
        "PATCH",
        API + "/runs/{run}/shares/1234567",
        _only(404, *HOSTING),
        {"name": "x"},
    ),
    Address(
        "revoke_link",
        "DELETE",
        API + "/runs/{run}/shares/1234567",
        _only(404, *HOSTING),
    ),
    Address("hand_out_key", "POST", API + "/runs/{run}/keys", _only(201, *HOSTING), {}),
    Address("show_key", "PUT", API + "/runs/{run}/keys", (200,)),
    Address("list_keys", "GET", API + "/runs/{run}/keys", _only(200, *HOSTING)),
    Address(
        "revoke_key", "DELETE", API + "/runs/{run}/keys/{key}", _only(204, *HOSTING)
    ),
    # The last one: this browser forgets what it was.
    Address("sign-out", "POST", "/account/sign-out/", (302,), {}),
)

SOCKET_ROLES = ("stranger", "other", "watch", "operate", "host")
_NO, _YES = "forbidden", "ack"

MESSAGES = (
    Message(
        {"type": "intervene", "op": "kill", "servers": "8", "seen": 0},
        (_NO, _NO, _NO, _YES, _YES),
    ),
    Message({"type": "clock", "action": "seek", "to": 60}, (_NO, _NO, _NO, _YES, _YES)),
    Message({"type": "reason", "seq": 1, "text": "why"}, (_NO, _NO, _NO, _YES, _YES)),
)
