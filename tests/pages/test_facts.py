"""The page of facts, and the marks that lead to it from everywhere else."""

import re
from collections import Counter

import pytest

from knightreplay.facts.figures import figures
from knightreplay.facts.glossary import terms
from knightreplay.facts.order import places
from knightreplay.facts.record import gaps, record
from knightreplay.facts.sources import Citation, sources
from knightreplay.runs.services import start_run

pytestmark = pytest.mark.django_db

ID = re.compile(r'\sid="([^"]+)"')
CITED = re.compile(r'<a class="cited" href="([^"]*)"[^>]*>([^<]*)</a>')
TAG = re.compile(r"<a [^>]*>.*?</a>|<[^>]*>", re.DOTALL)
MARK = re.compile(r"¶\d+|\bfn \d+")


def page_of(client, path: str) -> str:
    text: str = client.get(path).content.decode()
    return text


def test_page_has_an_anchor_for_everything(client):
    page = page_of(client, "/facts/")

    wanted = [Citation("sec", place).anchor for place in places()]
    wanted += [*sources(), *(f"figure-{key}" for key in figures())]
    wanted += [
        *(f"record-{key}" for key in record()),
        *(f"gap-{key}" for key in gaps()),
    ]
    wanted += [f"word-{key}" for key in terms()]
    ids = Counter(ID.findall(page))
    assert set(wanted) - ids.keys() == set()
    assert [name for name, times in ids.items() if times > 1] == []


def test_page_leads_to_every_original_and_fetches_nothing(client):
    page = page_of(client, "/facts/")

    linked = re.findall(r'<a href="(https?:[^"]+)" rel="noopener noreferrer">', page)
    fetched = re.findall(r'(?:src|<link[^>]*href)="(https?:[^"]+)"', page)
    assert linked == [own.url for own in sources().values() if own.url]
    assert fetched == []


def test_page_speaks_chinese(client):
    client.post("/language/", {"language": "zh-hans"})

    page = page_of(client, "/facts/")

    assert "<b>超过3.97亿股</b>" in page
    assert '<p class="when">2012年7月27日' in page
    assert f"<p>{places()['¶18'].words['zh-hans']['says']}" in page


def test_page_writes_quotations_as_the_order_has_them(client):
    page = page_of(client, "/facts/")

    quotes = re.findall(r'<q lang="en" translate="no">([^<]+)</q>', page)
    assert quotes == [quote for own in places().values() for quote in own.quotes]


def test_every_other_page_leads_here(client):
    for path in ("/", "/mine/"):
        assert '<nav aria-label="Pages">' in (page := page_of(client, path))
        assert '<a href="/facts/">Facts and sources</a>' in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/facts/", "/scenarios/", "run"])
def test_every_mark_leads_to_an_anchor(client, path, language):
    client.post("/language/", {"language": language})
    ids = {f"/facts/#{name}" for name in ID.findall(page_of(client, "/facts/"))}
    own = started() if path == "run" else path

    page = page_of(client, own)

    cited = CITED.findall(page)
    assert cited
    assert {address for address, _ in cited} - ids == set()
    left = TAG.sub(" ", re.sub(r"<h3>.*?</h3>|<script.*?</script>", "", page))
    assert MARK.findall(left) == []


def started() -> str:
    run = start_run(scenario="sec-2013", seed=29, made_by="test").run
    return run.get_absolute_url()
