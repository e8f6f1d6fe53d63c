"""A storm of messages on the sockets of two runs: nothing of one may reach the other.

Short in the tests; `make drill` runs it with 100,000 messages (tests/security/__main__.py).
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from channels.db import database_sync_to_async
from hypothesis import strategies as st

from knightreplay.live.rate import Allowance
from knightreplay.live.run.consumer import hubs
from knightreplay.runs import services
from knightreplay.runs.models import Intervention, Run
from tests.live.viewer import Viewer, viewing

CODES = {
    *("malformed", "unknown-type", "invalid", "too-large", "too-many", "hello-first"),
    *("forbidden", "conflict", "unavailable"),
}
SECRET = "only-in-the-other-run"  # the reason of an act there

ids = st.text("abc-1", min_size=1, max_size=3)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
names = st.sampled_from(
    [
        "type",
        "command_id",
        "action",
        "to",
        "speed",
        "on",
        "paused",
        "op",
        "servers",
        "scope",
        "mode",
        "guardrail",
        "params",
        "seen",
        "seq",
        "reason",
        "expect_epoch",
        "text",
        "sent",
        "host_key",
        "have",
    ]
)
likely = st.sampled_from(
    [
        *("hello", "clock", "intervene", "reason", "ping", "play", "pause", "seek"),
        *("kill", "restore", "flag", "strike", "all", "8", "1-3", "09:35:00", "arm"),
        *("pnl", "", "\x00", "\ud800", -1, 0, 1, 5700, 28800, 2**31, 2**63, 1e308),
        *(True, False, None),
    ]
)
shaped = st.one_of(
    st.fixed_dictionaries(
        {
            "type": st.just("clock"),
            "command_id": ids,
            "action": st.sampled_from(["play", "pause", "seek", "speed"]),
        },
        optional={"to": likely, "speed": likely, "paused": likely},
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("intervene"),
            "command_id": ids,
            "op": st.sampled_from(["kill", "restore", "flag", "strike", "arm"]),
        },
        optional={"servers": likely, "seq": likely, "seen": likely, "on": likely},
    ),
    st.fixed_dictionaries({"type": st.just("ping")}, optional={"sent": likely}),
    st.fixed_dictionaries({"type": st.just("hello")}, optional={"have": anything}),
    st.dictionaries(names, likely | anything, max_size=8),
)
texts = st.one_of(
    shaped.map(lambda body: json.dumps(body, default=str)),
    anything.map(lambda body: json.dumps(body, default=str)),
    st.text(max_size=60),
    st.sampled_from(["", "{", "[" * 5000, '{"type":' * 200, "NaN", "x" * 70_000]),
)
messages = texts | st.binary(max_size=40)


class Storm(NamedTuple):
    """What came back."""

    sent: int
    acks: int
    errors: int


async def storm(batch: list[str | bytes]) -> Storm:
    """Sends a batch as the host of one run; every message but `hello` is answered."""
    start = database_sync_to_async(services.start_run)
    mine = await start(scenario="sec-2013", seed=1)
    other = await start(scenario="sec-2013", seed=2)
    counts = {"ack": 0, "error": 0}
    try:
        async with viewing(mine.run.id) as viewer, viewing(other.run.id) as watching:
            await _prepare(watching, other.host_key)
            await viewer.hello(mine.host_key)
            for message in batch:
                await _send(viewer, message)
                for answer in await _until_pong(viewer):
                    _check(answer, other.run)
                    if answer["type"] in counts:
                        counts[answer["type"]] += 1
            await watching.say(type="ping", sent=2)
            told = await _until_pong(watching, sent=2)
        await database_sync_to_async(_check_other)(other.run, told)
    finally:
        hubs._hubs.clear()
    return Storm(len(batch), counts["ack"], counts["error"])


async def _prepare(watching: Viewer, key: str) -> None:
    """The other run has an act that must not be heard of."""
    await watching.hello(key)
    await watching.command(
        type="intervene", command_id="o", op="kill", servers="8", reason=SECRET
    )


async def _send(viewer: Viewer, message: str | bytes) -> None:
    form = "bytes" if isinstance(message, bytes) else "text"
    await viewer.socket.send_input({"type": "websocket.receive", form: message})
    await viewer.say(type="ping", sent=1)


async def _until_pong(viewer: Viewer, sent: float = 1) -> list[dict[str, Any]]:
    """Everything that was said up to the answer to our own ping: no hang, no close."""
    heard = []
    while True:
        event = await viewer.socket.receive_output(timeout=60)
        assert event["type"] == "websocket.send", event
        if event.get("text") is None:
            continue
        heard.append(json.loads(event["text"]))
        if heard[-1]["type"] == "pong" and heard[-1]["sent"] == sent:
            return heard


def _check(answer: dict[str, Any], other: Run) -> None:
    text = json.dumps(answer)
    assert SECRET not in text
    assert str(other.id) not in text
    assert "Traceback" not in text
    if answer["type"] == "error":
        assert answer["code"] in CODES, answer
        assert "\n" not in answer["message"]


def _check_other(other: Run, told: list[dict[str, Any]]) -> None:
    """The other run holds its one act and heard of no other."""
    assert [row.reason for row in Intervention.objects.filter(run=other)] == [SECRET]
    other.refresh_from_db()
    assert (other.seq, other.epoch) == (1, 1)
    heard = [said for said in told if said["type"] == "intervention"]
    assert all(said["entry"]["reason"] == SECRET for said in heard)


def unlimited() -> None:
    """The storm is about what is said, not how fast: the allowance is another test's."""
    Allowance.spend = lambda self, now: True  # type: ignore[method-assign]


def batches(
    total: int,
    size: int,
    seed: int,
    drawing: st.SearchStrategy[str | bytes] = messages,
) -> Iterator[list[str | bytes]]:
    """As many messages as wanted, the same for the same seed."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    drawn: list[str | bytes] = []

    @seeded(seed)
    @settings(
        max_examples=total,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawing)
    def draw(message: str | bytes) -> None:
        drawn.append(message)

    draw()
    for start in range(0, len(drawn), size):
        yield drawn[start : start + size]
