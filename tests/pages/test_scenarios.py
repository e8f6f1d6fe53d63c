"""The cards of the scenarios and the list of them."""

import re

import pytest

from knightreplay.pages import mornings
from knightreplay.pages.cards import cards
from simulator.scenario import load_scenario, scenario_names

pytestmark = pytest.mark.django_db


def address(name: str, kind: str) -> str:
    version = mornings.version_of(load_scenario(name))
    return f"/scenarios/{name}/{version}.{kind}"


def test_home_has_a_card_and_a_curve_of_every_scenario(client):
    page = client.get("/").content.decode()

    curves = re.findall(r'src="/scenarios/([\w-]+)/[0-9a-f]{16}\.svg"', page)
    buttons = re.findall(r'name="scenario" value="([\w-]+)"', page)
    assert sorted(curves) == sorted(buttons) == sorted(scenario_names())
    assert curves[0] == "sec-2013"


def test_home_simulates_nothing_by_itself(client, monkeypatch):
    simulated: list[str] = []
    monkeypatch.setattr(mornings, "_morning", simulated.append)

    client.get("/")

    assert simulated == []


def test_accounts_come_before_the_other_readings():
    accounts = [card.scenario.account is not None for card in cards()[1:]]

    assert accounts == sorted(accounts, reverse=True)


def test_figures_of_a_card_are_those_of_the_command_line(client):
    answer = client.get(address("course-4800-a-minute", "json"))

    assert answer.json() == {
        "loss": 806_690_032,
        "executions": 200_839,
        "last_execution": "10:14:59",
    }


def test_curve_is_a_picture_without_style_or_script(client):
    answer = client.get(address("sec-2013", "svg"))

    picture = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert re.findall(r"<(\w+)", picture) == ["svg", "path", "path", "path", "polyline"]
    assert "style" not in picture
    points = re.findall(r"([\d.]+),([\d.]+)", picture.split("points=")[1])
    assert (points[0], points[-1]) == (("0", "10"), ("1000", "233"))


@pytest.mark.parametrize("kind", ["svg", "json"])
def test_card_is_simulated_once_and_kept_by_browsers_for_ever(client, kind):
    mornings.morning_of("all-updated")
    before = mornings._morning.cache_info().misses

    answer = client.get(address("all-updated", kind))

    assert mornings._morning.cache_info().misses == before
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/scenarios/sec-2013/0123456789abcdef.svg", "/scenarios/none/0.json"]
)
def test_address_of_other_data_is_gone(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "<svg" not in answer.content.decode()
    assert "Cache-Control" not in answer


@pytest.fixture
def listed(client):
    """The page of the scenarios in pieces, by the scenario's name."""
    page = client.get("/scenarios/").content.decode()
    parts = re.split(r'<section class="panel entry" id="([\w-]+)"', page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows_of(part):
    """Title of a row → its cells."""
    return {
        title: tuple(re.findall(r"<td>(.*?)</td>", cells))
        for title, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', part)
    }


@pytest.mark.slow
def test_list_has_every_scenario(listed):
    assert sorted(listed) == sorted(scenario_names())


@pytest.mark.slow
def test_account_stands_in_our_words_beside_its_scenario_without_a_verdict(listed):
    part = listed["course-4800-a-minute"]

    assert rows_of(part)["loss, $"] == ("$440,000,000", "$8,066,900")
    assert 'href="/facts/claims/#account-course"' in part
    assert "<q" not in part
    assert "agrees" not in part


@pytest.mark.slow
def test_reading_names_the_counts_that_it_misses(listed):
    missed = {name: rows_of(part) for name, part in listed.items()}

    assert missed["all-at-the-open"] == {
        "Shares": ("379,497,359", "397,486,924"),
        "Stocks net long / net short": ("77 / 77", "80 / 74"),
        "Stocks moved over 5 % / over 10 %": ("75 / 40", "75 / 37"),
        "Long plus short at the stop": ("$5.86 bn", "$6.66 bn"),
    }
    assert missed["woken-by-the-rollback"] == {
        "Shares": ("393,525,036", "397,486,924"),
        "Stocks net long / net short": ("79 / 75", "80 / 74"),
        "Stocks moved over 5 % / over 10 %": ("81 / 41", "75 / 37"),
        "Long plus short at the stop": ("$6.84 bn", "$6.66 bn"),
    }
    assert missed["stop-0958"] == missed["sec-2013"] == {}
