"""A run of an earlier build is shown as that build stored it, byte for byte.

The fixture was written by engine 1.0.0: four minutes of a run, and what was to be shown of a
scenario that is no more.
"""

import base64
import json
from pathlib import Path
from uuid import UUID

import pytest
from channels.db import database_sync_to_async

from knightreplay.runs import selectors, services
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Intervention, Role, Run, Segment, StoredScenario

FIXTURE = Path(__file__).parents[2] / "fixtures" / "run-1.0.0.json"


def stored():
    """(the run as it was stored, its messages)."""
    told = json.loads(FIXTURE.read_text())
    run = Run.objects.create(clock_wall=0.0, status="complete", **told["run"])
    for row in told["log"]:
        Intervention.objects.create(run=run, **row)
    made_with = {name: told["run"][name] for name in run.made_with}
    StoredScenario.objects.create(contents=told["scenery"], **made_with)
    messages = [base64.b64decode(text) for _, _, text in told["segments"]]
    for (epoch, minute, _), message in zip(told["segments"], messages, strict=True):
        Segment.objects.create(
            run=run, epoch=epoch, minute=minute, payload=message, checkpoint=b""
        )
    return run, messages


async def received(viewer, count):
    """The next binary messages as they are."""
    messages: list[bytes] = []
    while len(messages) < count:
        event = await viewer.socket.receive_output(timeout=30)
        if event.get("bytes") is not None:
            messages.append(event["bytes"])
    return messages


async def test_socket_sends_what_the_earlier_build_stored(watching):
    run, messages = await database_sync_to_async(stored)()
    async with watching(run.id) as viewer:
        snapshot = await viewer.hello()

        assert await received(viewer, len(messages)) == messages
    assert snapshot["run"]["engine_version"] == "1.0.0"
    assert snapshot["run"]["title"] == "As engine 1.0.0 told it"
    assert [symbol["id"] for symbol in snapshot["symbols"]] == ["K001", "K002"]
    assert [act["what"] for act in snapshot["log"]] == ["Kill server 8"]
    assert next(act["what"] for act in snapshot["preset"]).startswith("Roll")
    assert snapshot["events"][0]["label"] == "First e-mail"


@pytest.mark.slow
@pytest.mark.django_db
def test_page_figures_and_clock_work_and_a_fork_says_why_not(client):
    run, _ = stored()

    page = client.get(run.get_absolute_url())
    figures = client.get(f"/api/v1/runs/{run.id}/summary")
    services.move_clock(
        run.id,
        services.Movement("stop-at-events", on=True),
        role=Role.HOST,
        command_id="m-1",
    )

    assert "As engine 1.0.0 told it" in page.content.decode()
    assert figures.json() == {"loss_usd": 123.45}
    with pytest.raises(Conflict, match=r"engine 1\.0\.0"):
        services.fork(run.id, at=6060, role=Role.HOST)


@pytest.mark.django_db
def test_scenario_that_nobody_wrote_down_is_todays_or_only_the_name(run):
    Run.objects.filter(id=run.id).update(engine_version="0.9")
    todays = selectors.view(run.id)
    Run.objects.filter(id=run.id).update(scenario="gone-since")
    gone = selectors.view(UUID(str(run.id)))
    assert todays
    assert gone

    assert len(selectors.scene(todays)["symbols"]) == 154
    assert selectors.scene(gone)["symbols"] == []
    assert selectors.preset(gone) == []
