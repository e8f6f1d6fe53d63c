"""The viewers of a run, by what of it they are shown and by what they have shown."""

from typing import Any
from uuid import uuid4

from knightreplay.live.run import rights
from knightreplay.live.run.rights import Credentials, Rights, rights_of_each
from knightreplay.live.run.viewers import Viewers
from knightreplay.runs.models import Role
from knightreplay.runs.roles import Holder


class Mute:
    """A redaction that keeps every message back."""

    name, late = "mute", 0

    def body(self, body):
        return None


class Reader:
    """A viewer that keeps what it is told."""

    def __init__(self, redaction=None):
        self.redaction, self.told = redaction, []

    def deliver(self, frame):
        self.told += [event["text"] for event in frame.events()]


def test_viewer_who_is_shown_less_from_now_on_is_told_no_more_than_that():
    viewers = Viewers()
    readers: list[Any] = [Reader(), Reader(), Reader(Mute())]
    for reader in readers:
        viewers.enter(reader, Role.WATCH)
    viewers.tell(['{"n":1}'])

    readers[1].redaction = Mute()
    viewers.regroup()
    viewers.leave(readers[0])
    viewers.tell(['{"n":2}'])
    readers[2].redaction = None
    viewers.regroup()
    viewers.tell(['{"n":3}'])

    assert [reader.told for reader in readers] == [['{"n":1}']] * 2 + [['{"n":3}']]


def test_what_several_have_shown_alike_is_looked_up_once(monkeypatch):
    looked_up = []

    def rights_of(run_id, credentials):
        looked_up.append(credentials)
        return Rights(Role.WATCH, frozenset(), maker=str(len(looked_up)))

    monkeypatch.setattr(rights, "rights_of", rights_of)
    by_key, by_seat = (
        Credentials(Holder((7,))),
        Credentials(session={"seats": {"a": 1}}),
    )
    alike = Credentials(session={"seats": {"a": 1}}, expires=9.0)

    found = rights_of_each(uuid4(), [by_key, by_seat, Credentials(), alike, by_key])

    assert [each.maker for each in found] == ["1", "2", "3", "2", "1"]
