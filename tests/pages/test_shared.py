"""What a link opens, and what is said of one that opens nothing."""

import html
import re
import time

import pytest
from django.test import Client

from knightreplay.facts.sources import sources
from knightreplay.runs import roles, services
from knightreplay.runs.models import Role, Run
from knightreplay.sharing.links import services as links
from knightreplay.sharing.links.services import LinkRequest
from knightreplay.sharing.models import Link

pytestmark = pytest.mark.django_db

AT = 6060  # 09:41:00


def make(run, *, pinned=False, **more):
    create = links.create_pinned if pinned else links.create
    return create(run.id, LinkRequest(Role.WATCH, AT, **more), role=Role.HOST)


def heading(answer):
    return re.findall(r"<h1>(.*?)</h1>", answer.content.decode())[0]


def attributes(answer):
    """Of the page's #app, as its script reads them."""
    (tag,) = re.findall(r'<div class="app"[^>]*>', answer.content.decode())
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'data-([\w-]+)="([^"]*)"', tag)
    }


def test_page_says_moment_range_and_looks(client, run):
    _, token = make(run, first=6000, last=6300, looks={"view": "tape"}, name="<b>")

    answer = client.get(f"/s/{token}/")

    assert answer.status_code == 200
    assert attributes(answer) == {
        "run-id": str(run.id),
        "seed": "29",
        "token": token,
        "name": "<b>",
        "at": "6060",
        "first": "6000",
        "last": "6300",
        "looks": '{"view": "tape"}',
        "hide": "0",
    }


def test_home_says_what_a_followed_link_allows_and_no_more(client, run):
    wanted = LinkRequest(Role.COMMENT, AT)
    client.get(f"/s/{links.create(run.id, wanted, role=Role.HOST).token}/")

    page = client.get("/").content.decode()

    assert "you may comment" in page
    assert "you are the host" not in page


def test_page_is_in_no_index_and_tells_no_other_site(client, run):
    answer = client.get(f"/s/{make(run).token}/")

    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()


def test_link_opens_a_closed_run_and_the_session_keeps_it(client, run):
    _, token = make(run)
    services.set_open(run.id, False, role=Role.HOST)

    assert client.get(f"/runs/{run.id}/").status_code == 403
    assert client.get(f"/s/{token}/").status_code == 200
    assert client.get(f"/runs/{run.id}/").status_code == 200
    assert client.get(f"/api/v1/runs/{run.id}").json()["role"] == "watch"


def test_chat_that_makes_a_card_is_no_use(client, run):
    link, token = make(run)
    bots = (
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "WhatsApp/2.23.20.0",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "TelegramBot (like TwitterBot)",
    )

    cards = [client.get(f"/s/{token}/", headers={"user-agent": bot}) for bot in bots]

    link.refresh_from_db()
    assert all("og:image" in card.content.decode() for card in cards)
    assert (link.uses, link.used_at) == (0, None)


def test_each_browser_is_one_use(client, run):
    link, token = make(run)
    for _ in range(3):
        client.get(f"/s/{token}/")
    Client().get(f"/s/{token}/")
    Client().head(f"/s/{token}/")

    link.refresh_from_db()
    assert link.uses == 2
    assert link.used_at is not None


def test_ended_links_say_what_became_of_them(client, run):
    taken, revoked = make(run)
    links.revoke(run.id, taken.id, role=Role.HOST)
    over, expired = make(run, expires=time.time() + 60)
    Link.objects.filter(id=over.id).update(expires=time.time() - 1)
    said = {}
    for token in (revoked, expired, "NoSuchTokenNow", "x", "ü" * 14, "9" * 300):
        answer = client.get(f"/s/{token}/")
        said[token] = (answer.status_code, heading(answer))

    assert list(said.values()) == [
        (410, "This link was taken back"),
        (410, "This link has run out"),
        *[(404, "There is no such link")] * 4,
    ]


def test_link_to_a_deleted_run_is_gone(client, run):
    _, token = make(run)
    Run.objects.filter(id=run.id).update(deleted_at=time.time())

    answer = client.get(f"/s/{token}/")

    assert (answer.status_code, heading(answer)) == (
        410,
        "What this link showed was deleted",
    )


@pytest.mark.slow
def test_guessing_is_throttled_and_true_links_are_not(client, run):
    _, token = make(run)
    for _ in range(40):
        assert client.get(f"/s/{token}/").status_code == 200
    guesses = [client.get(f"/s/{'z' * 14}/").status_code for _ in range(31)]
    refused = client.get(f"/s/{'y' * 14}/")

    assert guesses == [404] * 30 + [429]
    assert (refused.status_code, refused["Retry-After"]) == (429, "1")
    assert heading(refused) == "Too many tries"
    assert client.get(f"/s/{token}/").status_code == 200
    assert Client().get(f"/s/{token}/").status_code == 200


def test_card_for_chats_tells_moment_loss_and_picture(client, run, compute):
    compute(run)
    _, token = make(run)

    page = client.get(f"/s/{token}/").content.decode()

    told = dict(
        re.findall(r'<meta (?:property|name)="([\w:]+)" content="(.*?)">', page)
    )
    assert told["og:title"] == "Knight Capital, 1 August 2012, at 9:41:00 ET"
    assert re.search(r"would cost \$\d+\.\d M \(modelled\)", told["og:description"])
    assert told["og:url"] == f"http://testserver/s/{token}/"
    assert told["og:image"] == f"http://testserver/s/{token}/preview.png"
    assert told["twitter:card"] == "summary_large_image"


def test_embed_is_framed_by_others_and_needs_no_cookie(run):
    _, token = make(run, pinned=True)

    answer = Client().get(f"/embed/{token}/")

    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sessionid" not in answer.cookies
    pinned = Run.objects.get(frozen=True)
    assert attributes(answer)["run-id"] == str(pinned.id)
    assert attributes(answer)["embed"] == run.engine_version
    assert roles.role_of(pinned, token) is Role.WATCH


def test_embed_cites_the_order_itself(run):
    """A frame has no page of facts beside it."""
    _, token = make(run, pinned=True)

    page = Client().get(f"/embed/{token}/").content.decode()

    cited = re.findall(r'<a class="cited" href="([^"]+)"', page)
    assert sources()["sec"].url in cited
    assert "/facts/" not in page


def test_other_pages_are_framed_by_nobody(client, run):
    answer = client.get(f"/s/{make(run).token}/")

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_embed_shows_only_what_was_pinned_for_it(client, run):
    answer = client.get(f"/embed/{make(run).token}/")

    assert answer.status_code == 404
    assert heading(answer) == "This link is not made for a frame"
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
