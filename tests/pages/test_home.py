"""The home page is put together from cached parts, and is never out of date or another's."""

import pickle
import re
import sys
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client

from knightreplay.pages import cards as scenario_cards
from knightreplay.pages import mine_rows
from knightreplay.pages.parts import gap
from knightreplay.rooms.models import Room, Seat
from knightreplay.runs.models import Run
from knightreplay.runs.services import start_run
from simulator import engine
from tests.forms import begin

pytestmark = pytest.mark.django_db

COMPUTING = ("simulate", "run_minute", "run_until", "run_figures")


def page_of(client, path="/", **asked):
    return client.get(path, **asked).content.decode()


def recent(client):
    """(name or title, what this browser may do) of each run in the list."""
    rows = r'<a href="/runs/[^"]+" dir="auto">(.*?)</a>.*?class="tag">(.*?)</span>'
    return re.findall(rows, page_of(client), re.DOTALL)


def rooms(client):
    return re.findall(r'formaction="/rooms/(\d+)/lead/"', page_of(client))


def cards(page):
    return re.findall(r'name="scenario" value="([\w-]+)" aria-label', page)


def tokens(page):
    return set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))


def stored_parts():
    kept = vars(caches["template_fragments"])["_cache"]
    return [pickle.loads(text) for text in kept.values()]  # noqa: S301 -- our own


def test_run_is_on_the_home_page_as_soon_as_it_is_begun(client):
    before = recent(client)
    begin(client)

    assert (before, len(recent(client))) == ([], 1)


def test_each_browser_is_told_its_own_role(client):
    begin(client)
    other = Client()

    told = [recent(browser)[0][1] for browser in (client, other, client)]

    assert told == ["you are the host", "you may watch", "you are the host"]


def test_renamed_and_deleted_run_is_so_on_the_home_page_at_once(client):
    run = begin(client)
    recent(client)
    client.post("/mine/", {"do": "describe", "runs": [run.id], "name": "<Drill>"})
    renamed = recent(client)
    client.post("/mine/", {"do": "delete", "runs": [run.id]})

    assert renamed == [("&lt;Drill&gt;", "you are the host")]
    assert recent(client) == []


def test_closed_run_leaves_the_home_page_at_once(client):
    run = begin(client)
    before = recent(Client())
    Run.objects.filter(id=run.id).update(open=False)

    assert (len(before), recent(Client())) == (1, [])


def test_age_of_a_run_is_another_after_a_minute(client, monkeypatch):
    run = begin(client)
    young = page_of(client)
    Run.objects.filter(id=run.id).update(created=run.created - timedelta(seconds=61))

    old = page_of(client)

    assert ("just now" in young, "just now" in old) == (True, False)
    assert "1\xa0minute ago" in old


def test_room_is_on_the_home_page_while_it_is_open(client):
    before = rooms(client)
    client.post("/rooms/", {"name": "Class 7b"})
    code = Room.objects.get().code
    begun = rooms(client)
    Room.objects.update(ended=1.0, owner="")
    Seat.objects.all().delete()

    assert (before, begun, rooms(client)) == ([], [code], [])


def test_room_stands_on_nobody_elses_home_page(client, settings):
    settings.OPEN_TO_NETWORK = True
    client.post("/rooms/", {"name": "Class 7b", "host_key": settings.HOST_KEY})

    assert (len(rooms(client)), rooms(Client())) == (1, [])


def test_home_page_keeps_the_mornings_from_who_sits_in_a_room_that_predicts(client):
    client.post("/rooms/", {"name": "Class 7b"})
    begin(client)
    told = cards(page_of(client))
    Room.objects.update(predicting=True)

    assert (cards(page_of(client)), recent(client)) == ([], [])
    assert cards(page_of(Client())) == told != []


def test_home_page_asks_for_the_key_until_it_was_shown(client, settings):
    settings.OPEN_TO_NETWORK = True
    asked = 'id="host-key"' in page_of(client)
    client.post("/host/", {"key": settings.HOST_KEY})

    again = ['id="host-key"' in page_of(browser) for browser in (client, Client())]

    assert (asked, again) == (True, [False, True])


def test_home_page_speaks_the_language_that_was_chosen_last(client):
    begin(client)
    spoken = []
    for language in ("en", "zh-hans", "en"):
        client.post("/language/", {"language": language, "next": "/"})
        spoken += re.findall(r'<html lang="([\w-]+)"', page_of(client))
        spoken += [
            "你是主持人" in page_of(client),
            "you are the host" in page_of(client),
        ]

    english, chinese = ["en", False, True], ["zh-hans", True, False]
    assert spoken == [*english, *chinese, *english]


def test_home_page_has_a_card_for_each_scenario_that_is_there(client, monkeypatch):
    names = [card.name for card in scenario_cards.cards()]
    before = cards(page_of(client))
    monkeypatch.setattr(scenario_cards, "scenario_names", lambda: tuple(names[:3]))

    assert (before, cards(page_of(client))) == (names[1:], names[1:3])


def test_token_of_a_home_page_is_its_visitors_own():
    client, other = (Client(enforce_csrf_checks=True) for _ in range(2))
    (token,), (others,) = tokens(page_of(client)), tokens(page_of(other))
    sent = {"scenario": "sec-2013", "csrfmiddlewaretoken": token}

    answers = [browser.post("/", sent).status_code for browser in (other, client)]

    assert (token != others, answers) == (True, [403, 302])


def test_home_page_leads_back_to_the_very_address_that_was_asked_for(client):
    page_of(client)

    page = page_of(client, "/?home&x=<b>\"'")

    (back,) = re.findall(r'name="next" value="(.*?)"', page)
    assert back == "/?home&amp;x=%3Cb%3E%22&#x27;"


def test_no_part_that_is_kept_holds_what_is_a_visitors_own(client):
    caches["template_fragments"].clear()
    run = begin(client)
    client.post("/mine/", {"do": "describe", "runs": [run.id], "name": "My drill"})
    Run.objects.update(open=False)
    client.post("/rooms/", {"name": "Our class"})
    pages = [page_of(client, path) for path in ("/", "/mine/", "/?home")]
    own = {str(run.id), "My drill", "Our class", client.session.session_key}
    own |= {*tokens("".join(pages)), client.cookies["csrftoken"].value}

    kept = [text for part in stored_parts() for text in own if text in part]

    assert (len(stored_parts()) > 3, kept) == (True, [])


def test_no_gap_of_a_part_is_left_open(client):
    parent, fork = begin(client, seed="1"), begin(client, seed="2")
    old = fork.created - timedelta(hours=2)
    Run.objects.filter(id=fork.id).update(
        parent=parent, forked_at=6060, created=old, loss_cents=7, tags=["x"], name="A"
    )
    asked = ("/", "/mine/", "/mine/?deleted=on")
    pages = "".join(
        page_of(browser, path) for path in asked for browser in (client, Client())
    )

    gaps = [*mine_rows.GAPS, "path", "rooms", "recent"]
    assert [name for name in gaps if gap(name) in pages] == []


def test_list_of_runs_changes_at_once_with_what_is_done_there(client):
    first, second = begin(client, seed="1"), begin(client, seed="2")
    names = r'<a class="name"[^>]*>(.*?)</a>'
    client.get("/mine/")
    client.post("/mine/", {"do": "describe", "runs": [first.id], "name": "A & B"})
    client.post("/mine/", {"do": "delete", "runs": [second.id]})

    assert re.findall(names, page_of(client, "/mine/")) == ["A &amp; B"]
    assert re.findall(names, page_of(Client(), "/mine/")) == []


def test_list_says_at_once_who_has_signed_in_and_out(client):
    user = get_user_model().objects.create_user("ada", password="a long one")
    said = []
    for change in (partial(client.force_login, user), client.logout):
        change()
        said.append("Signed in as <b>ada</b>" in page_of(client, "/mine/"))
        said.append("Signed in as" in page_of(Client(), "/mine/"))

    assert said == [True, False, False, False]


@pytest.mark.parametrize("path", ["/", "/mine/", "/mine/?deleted=on"])
def test_page_simulates_nothing(path, client, monkeypatch):
    begin(client)
    _never(monkeypatch)

    assert page_of(client, path).count("</html>") == 1


def _never(monkeypatch):
    """From here on who computes a morning fails, under whatever name it is known."""
    computing = [getattr(engine, name) for name in COMPUTING]
    for module in list(sys.modules.values()):
        if not module.__name__.startswith(("knightreplay.", "simulator.")):
            continue
        for name, thing in list(vars(module).items()):
            if any(thing is one for one in computing):
                monkeypatch.setattr(module, name, _refused)


def _refused(*_given, **_named):
    raise AssertionError("a page has computed a morning")


def test_run_of_a_stranger_is_on_the_page_where_the_host_left_place(client):
    start_run(scenario="sec-2013", seed=1, made_by="a stranger")
    begin(client)

    assert [role for _, role in recent(client)] == ["you are the host", "you may watch"]
