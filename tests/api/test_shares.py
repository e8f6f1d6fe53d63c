"""Links over HTTP."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from knightreplay.runs.models import Run

pytestmark = pytest.mark.django_db

MOMENT = {"at": "09:41:00"}


class Host:
    """Asks with the run's host key."""

    def __init__(self, started):
        self.path = f"/api/v1/runs/{started.run.id}"
        self._headers = {"authorization": f"Bearer {started.host_key}"}

    def ask(self, method, path="/shares", body=None):
        more = {} if body is None else {"data": body, "content_type": JSON}
        ask = getattr(Client(), method)
        return ask(self.path + path, headers=self._headers, **more)

    def make(self, **body):
        answer = self.ask("post", body={**MOMENT, **body})
        assert answer.status_code == 201, answer.content
        return answer.json()


JSON = "application/json"


@pytest.fixture
def host(started):
    return Host(started)


def test_new_link_is_told_once_with_its_address_and_code(host):
    made = host.make(role="comment", name="Desk", first="09:40", last="09:45:30")

    token = made["token"]
    assert made["url"] == f"http://testserver/s/{token}/"
    assert (made["embed_url"], made["reach"]) == (None, "network")
    assert made["preview"] == f"/s/{token}/preview.png"
    assert {len(row) for row in made["qr"]} == {len(made["qr"])}
    assert set("".join(made["qr"])) == {"0", "1"}
    (listed,) = host.ask("get").json()
    assert token not in str(listed)
    assert listed == {
        "id": made["id"],
        "name": "Desk",
        "role": "comment",
        "at": "09:41:00",
        "first": "09:40:00",
        "last": "09:45:30",
        "looks": {},
        "embed": False,
        "created": made["created"],
        "expires": None,
        "uses": 0,
        "used_at": None,
    }


def test_looks_and_expiry_are_kept(host):
    looks = {"view": "tape", "stock": "K007", "server": 8, "hide": True, "notes": True}
    made = host.make(looks=looks, expires="2031-01-01T00:00:00Z")

    assert made["looks"] == looks
    assert made["expires"] == 1924992000.0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "at"),
        ({"at": "07:59"}, "at"),
        ({"at": "16:00:01"}, "at"),
        ({"at": -1}, "at"),
        ({"at": True}, "at"),
        ({"at": "09:41", "role": "operate"}, "role"),
        ({"at": "09:41", "role": "host"}, "role"),
        ({"at": "09:41", "first": "09:40"}, "first, last"),
        ({"at": "09:41", "expires": "2031-01-01T00:00:00"}, "expires"),
        ({"at": "09:41", "expires": "2012-08-01T00:00:00Z"}, "expires"),
        ({"at": "09:41", "expires": 5}, "expires"),
        ({"at": "09:41", "looks": {"view": "<b>"}}, "looks.view"),
        ({"at": "09:41", "looks": {"stock": "KCG"}}, "looks.stock"),
        ({"at": "09:41", "name": "x" * 401}, "name"),
        ({"at": "09:41", "unknown": 1}, "unknown"),
    ],
)
def test_what_cannot_be_is_422(host, body, field):
    answer = host.ask("post", body=body)

    assert answer.status_code == 422
    assert answer.json()["detail"].split(": ")[0] == field
    assert host.ask("get").json() == []


def test_link_is_renamed_and_taken_back(host):
    made = host.make()
    path = f"/shares/{made['id']}"

    renamed = host.ask("patch", path, {"name": "\u202eTuesday"}).status_code
    (listed,) = host.ask("get").json()
    revoked = host.ask("delete", path).status_code
    again = host.ask("delete", path).status_code

    assert (renamed, listed["name"]) == (204, "Tuesday")
    assert (revoked, again, host.ask("get").json()) == (204, 404, [])


def test_public_url_is_what_others_are_given(host, settings):
    settings.PUBLIC_URL = urlsplit("https://r.example/")

    made = host.make()

    assert made["url"] == f"https://r.example/s/{made['token']}/"
    assert made["reach"] == "public"


@pytest.mark.parametrize(
    ("network", "url", "reach"),
    [
        (None, "http://127.0.0.1:8000/s/", "here"),
        (("192.0.2.7", 8000), "http://192.0.2.7:8000/s/", "network"),
    ],
)
def test_on_this_machine_the_address_in_the_network_is_given(
    started, settings, network, url, reach
):
    settings.LISTENS = network
    answer = (
        Client()
        .post(
            f"/api/v1/runs/{started.run.id}/shares",
            MOMENT,
            content_type=JSON,
            headers={
                "authorization": f"Bearer {started.host_key}",
                "host": "127.0.0.1:8000",
            },
        )
        .json()
    )

    assert answer["url"] == f"{url}{answer['token']}/"
    assert answer["reach"] == reach


def test_embedded_link_is_pinned(host, started):
    made = host.make(embed=True)

    assert made["embed"] is True
    assert made["embed_url"] == f"http://testserver/embed/{made['token']}/"
    (pinned,) = Run.objects.filter(frozen=True)
    assert (pinned.parent_id, pinned.open) == (started.run.id, False)


def test_run_is_closed_and_opened_by_its_host(host, run):
    closed = host.ask("patch", "", {"open": False}).status_code
    stranger = Client().get(host.path).status_code
    page = Client().get(f"/runs/{run.id}/")
    opened = host.ask("patch", "", {"open": True}).status_code

    assert (closed, stranger, opened) == (204, 403, 204)
    assert page.status_code == 403
    assert "Only people with a link may see this run" in page.content.decode()
    assert Client().get(host.path).json()["open"] is True


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 30])
def test_list_takes_as_many_queries_for_many(host, count, django_assert_num_queries):
    for _ in range(count):
        host.make()

    with django_assert_num_queries(6):
        answer = host.ask("get")

    assert len(answer.json()) == count
