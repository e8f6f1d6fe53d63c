"""Notes over HTTP."""

import json

import pytest
from channels.testing import HttpCommunicator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knightreplay.asgi import application
from knightreplay.runs import services
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import mint_key
from knightreplay.sharing.models import Note
from knightreplay.sharing.notes import services as notes
from knightreplay.sharing.notes.services import Draft, Person

pytestmark = pytest.mark.django_db
QUERIES = 6  # of a page of notes, whatever is on it


@pytest.fixture
def key(run):
    return mint_key(run, Role.COMMENT)


@pytest.fixture
def ann(key):
    return Guest(key)


class Guest:
    """A browser with a link to comment."""

    def __init__(self, key=""):
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"origin": "http://testserver"}
        if key:
            self.headers["authorization"] = f"Bearer {key}"

    def ask(self, method, path, body=None, **headers):
        return self.client.generic(
            method,
            f"/api/v1/runs/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={**self.headers, **headers},
        )

    def write(self, run, text="Why **this**?", command_id="c-1", **more):
        body = {"command_id": command_id, "text": text, "author": "Ann", **more}
        return self.ask("POST", f"{run.id}/notes", body)


class Script(Guest):
    """Has the key, keeps no cookies, and comes from no page."""

    def __init__(self, key):
        super().__init__(key)
        del self.headers["origin"]


def test_script_without_cookies_sends_a_note_again_and_edits_it(key, run):
    sent = [Script(key).write(run) for _ in range(2)]
    note = sent[0].json()
    path = f"{run.id}/notes/{note['id']}"
    edited = Script(key).ask("PATCH", path, {"text": "So."})
    other = mint_key(run, Role.COMMENT)
    refused = Script(other).ask("PATCH", path, {"text": "No."})

    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[1].json() == note
    assert (edited.status_code, edited.json()["by"]) == (200, note["by"])
    assert refused.status_code == 403


def test_note_is_written_once_and_read_by_all(ann, run):
    answer = ann.write(run, at="09:41:00", last=6120, panel="flow")
    again = ann.write(run, "something else")

    note = answer.json()
    assert (answer.status_code, again.json()) == (201, note)
    assert (note["at"], note["time"], note["last"]) == (6060, "09:41:00", 6120)
    assert note["tree"] == [
        {"tag": "p", "inside": ["Why ", {"tag": "strong", "inside": ["this"]}, "?"]}
    ]
    mine = ann.ask("GET", f"{run.id}/notes").json()
    theirs = Guest().ask("GET", f"{run.id}/notes").json()
    assert mine["notes"] == theirs["notes"] == [note]
    assert (mine["me"], mine["may_write"]) == ([note["by"]], True)
    assert (theirs["me"], theirs["may_write"]) == ([], False)
    assert (theirs["newest"], theirs["total"], theirs["next"]) == (1, 1, None)


def test_whole_life_of_a_note(ann, key, run):
    note = ann.write(run, "One").json()
    path = f"{run.id}/notes/{note['id']}"

    edited = ann.ask("PATCH", path, {"text": "Two"}).json()
    bob = Guest(key)
    refused = bob.ask("PATCH", path, {"text": "Mine"})
    done = bob.ask("PATCH", path, {"resolved": True, "author": "Bob"}).json()
    earlier = Guest().ask("GET", f"{path}/wordings").json()
    gone = ann.ask("DELETE", path).json()
    hidden = bob.ask("GET", f"{path}/wordings")
    back = ann.ask("POST", f"{path}/restore").json()

    assert (edited["text"], refused.status_code) == ("Two", 403)
    assert (done["resolved_by"], done["number"]) == ("Bob", 3)
    assert [said["text"] for said in earlier] == ["One"]
    assert (gone["deleted"], gone["text"], hidden.status_code) == (True, "", 404)
    assert (back["deleted"], back["text"], back["number"]) == (False, "Two", 5)


@pytest.mark.django_db(transaction=True)
async def test_note_of_a_megabyte_is_refused_before_it_is_read(run):
    body = json.dumps({"command_id": "c", "author": "A", "text": "x" * 2**20})
    path = f"/api/v1/runs/{run.id}/notes"
    request = HttpCommunicator(application, "POST", path, body=body.encode())

    answer = await request.get_response()

    assert answer["status"] == 413


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({"text": "x" * 4001}, 422, "text"),
        ({"text": " "}, 422, "text"),
        ({"text": "x" * 40_000}, 422, "text"),
        ({"author": ""}, 422, "author"),
        ({"at": 28801}, 422, "at"),
        ({"at": "25:00"}, 422, "25:00"),
        ({"panel": "kitchen"}, 422, "panel"),
        ({"command_id": "a b"}, 422, "command_id"),
        ({"answers": "x"}, 422, "answers"),
        ({"answers": "00000000-0000-4000-8000-000000000000"}, 404, "no such note"),
        ({"html": "<b>"}, 422, "html"),
    ],
)
def test_bad_notes_are_refused_in_a_sentence(ann, run, body, status, detail):
    answer = ann.write(run, **body)

    assert answer.status_code == status
    assert detail in answer.json()["detail"]
    assert len(answer.json()["detail"]) < 300


def test_change_says_what_to_change(ann, run):
    note = ann.write(run).json()

    answer = ann.ask("PATCH", f"{run.id}/notes/{note['id']}", {})

    assert answer.status_code == 422
    assert "resolved" in answer.json()["detail"]
    assert Note.objects.get().resolved is None


def test_pages_of_other_sites_write_nothing(ann, run):
    body = {"command_id": "c", "text": "x", "author": "Ann"}

    answer = ann.ask("POST", f"{run.id}/notes", body, origin="https://evil.example")

    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Origin: another site's page")
    assert Note.objects.count() == 0


def test_closed_run_shows_its_notes_to_those_with_a_link_only(ann, run):
    ann.write(run)
    Run.objects.filter(id=run.id).update(open=False)

    told = ann.ask("GET", f"{run.id}/notes")
    refused = Guest().ask("GET", f"{run.id}/notes")

    assert (told.status_code, refused.status_code) == (200, 403)
    assert "Why **this**?" in told.content.decode()
    assert "Why" not in refused.content.decode()


def test_paced_run_shows_what_is_to_come_to_its_author_only(ann, key):
    paced = services.start_run(scenario="sec-2013", seed=29, paced=True).run
    guest = Guest(mint_key(paced, Role.COMMENT))
    note = guest.write(paced, at="09:41").json()
    path = f"{paced.id}/notes"

    mine = guest.ask("GET", path).json()
    theirs = Guest().ask("GET", path).json()

    assert [row["id"] for row in mine["notes"]] == [note["id"]]
    assert (theirs["notes"], theirs["newest"], theirs["total"]) == ([], 0, 0)
    assert Guest().ask("GET", f"{path}/{note['id']}/wordings").status_code == 404


def test_notes_come_page_by_page(ann, run):
    for number in range(3):
        ann.write(run, f"{number}", command_id=f"c-{number}")

    first = ann.ask("GET", f"{run.id}/notes?limit=2").json()
    rest = ann.ask("GET", f"{run.id}/notes?limit=2&after={first['next']}").json()

    texts = [note["text"] for page in (first, rest) for note in page["notes"]]
    assert (texts, rest["next"]) == (["0", "1", "2"], None)
    assert ann.ask("GET", f"{run.id}/notes?limit=101").status_code == 422


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 30])
def test_list_asks_the_database_as_often_for_one_as_for_thirty(run, count):
    ann = Person(Role.COMMENT, ("browser:ann",))
    for number in range(count):
        draft = Draft("x", "Ann", number)
        note = notes.write(run.id, draft, who=ann, command_id=f"c-{number}")
        notes.edit(run.id, note.id, "y", who=ann)

    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(f"/api/v1/runs/{run.id}/notes")

    assert len(answer.json()["notes"]) == count
    assert len(asked) == QUERIES, [query["sql"] for query in asked]
