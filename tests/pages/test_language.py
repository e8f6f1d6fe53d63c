"""The pages in the language of the visitor."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def chosen(client, language, then="/"):
    return client.post("/language/", {"language": language, "next": then})


def test_language_is_that_of_the_browser_until_somebody_chooses(client):
    chinese = client.get("/", HTTP_ACCEPT_LANGUAGE="zh-CN,zh;q=0.9,en;q=0.5")
    chosen(client, "en")
    english = client.get("/", HTTP_ACCEPT_LANGUAGE="zh-CN")

    assert '<html lang="zh-hans"' in chinese.content.decode()
    assert "开始这个上午" in chinese.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert "Start the morning" in english.content.decode()
    assert 'value="en" lang="en">English<' in chinese.content.decode()


def test_choice_is_kept_and_leads_back_to_its_page(client, run):
    answer = chosen(client, "zh-hans", then=f"/runs/{run.id}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/runs/{run.id}/")
    assert client.cookies["django_language"].value == "zh-hans"
    assert '<html lang="zh-hans"' in client.get(f"/runs/{run.id}/").content.decode()


def test_choice_leads_nowhere_else_and_needs_its_token(client):
    assert (
        chosen(client, "zh-hans", then="https://elsewhere.example/")["Location"] == "/"
    )
    assert chosen(Client(enforce_csrf_checks=True), "zh-hans").status_code == 403


def test_scripts_have_their_words_at_an_address_that_may_be_kept(client):
    assert "/words/" not in client.get("/").content.decode()
    chosen(client, "zh-hans")
    page = client.get("/").content.decode()

    address = re.findall(r'<script src="(/words/zh-hans-[0-9a-f]{16}\.js)"', page)[0]
    answer = client.get(address)

    assert page.index(address) < page.index('type="module"')
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert '"en-US": "zh-CN"' in answer.content.decode()
    assert Client().get(address).content == answer.content
    assert client.get(address.replace("zh-hans", "en")).status_code == 404
    assert client.get("/words/zh-hans-0123456789abcdef.js").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nowhere/", "没有这个页面"),
        ("/join/?code=123456", '你输入了 <b translate="no">123456</b>。'),
        ("/scenarios/", "这种读法与 SEC 的数目"),
        ("/facts/claims/", "几十只比 154 只少"),
        ("/scenarios/", "460,410,144美元"),
    ],
)
def test_other_pages_are_translated_too(client, path, words):
    chosen(client, "zh-hans")

    assert words in client.get(path).content.decode()
