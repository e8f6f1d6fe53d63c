"""Notes reach everybody who looks, and nobody before their moment is told."""

import pytest
from channels.db import database_sync_to_async

from knightreplay.runs import announce
from knightreplay.runs.models import Role, Run
from knightreplay.sharing.notes import selectors as note_reads
from knightreplay.sharing.notes import services as notes
from knightreplay.sharing.notes.services import Draft, Person

HOST = Person(Role.HOST, ("browser:host",))


def write(run_id, command_id="a", *, at=60, last=None):
    draft = Draft("Who **looked**?", "Ann", at, last)
    writing = database_sync_to_async(notes.write)
    return writing(run_id, draft, who=HOST, command_id=command_id)


async def test_note_and_its_changes_are_told_to_all_viewers(begun, watching):
    run_id = begun.run.id
    async with watching(run_id) as one, watching(run_id) as other:
        first = await one.hello()
        await other.hello()
        note = await write(run_id)
        told = [await viewer.next("note") for viewer in (one, other)]
        remove = database_sync_to_async(notes.delete)
        gone = await remove(run_id, note.id, who=HOST)
        after = await one.next("note")
        again = await other.hello()

    assert first["notes"] == [0, 0]
    assert told[0] == told[1]
    assert told[0] == {"type": "note", "number": 1, "note": note_reads.to_wire(note)}
    assert after["note"] == note_reads.to_wire(gone)
    assert (after["number"], after["note"]["text"]) == (2, "")
    assert again["notes"] == [2, 1]


async def test_heartbeat_tells_of_a_note_whose_hint_was_lost(
    begun, watching, monkeypatch
):
    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        monkeypatch.setattr(announce, "send", lambda *hint: None)
        await write(begun.run.id)
        while True:
            message = await viewer.next("heartbeat", "note")
            assert message["type"] == "heartbeat"
            if message["notes"] != [0, 0]:
                break

    assert message["notes"] == [1, 1]


@pytest.mark.slow
async def test_note_of_what_is_to_come_is_told_once_its_moment_is(paced, watching):
    run_id = paced.run.id
    async with watching(run_id) as host:
        await host.hello(paced.host_key)
        await host.next("heartbeat")
        await write(run_id, "later", at=30, last=6060)
        await write(run_id, "now", at=0)
        shown = await host.next("note")
        before = await host.next("heartbeat")
        await host.command(
            type="clock", command_id="s", action="seek", to=6060, paused=True
        )
        beat = await host.next("heartbeat")
        while beat["until"] < 6060:
            beat = await host.next("heartbeat")

    assert shown["number"] == 2
    assert before["notes"] == [2, 1]
    assert beat["notes"] == [2, 2]
    assert await Run.objects.filter(id=run_id).aexists()
