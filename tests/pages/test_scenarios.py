"""The cards of the scenarios and the ledger of claims."""

import re

import pytest

from knightreplay.pages import mornings
from knightreplay.pages.ledger import cards
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

    loss = {
        "what": "loss, $",
        "claimed": 440e6,
        "found": pytest.approx(8_066_900, abs=1),
        "agrees": False,
    }
    told = answer.json()
    assert (told["executions"], told["last_execution"]) == (200_839, "10:14:59")
    assert told["loss"] == round(told["claims"][1]["found"] * 100)
    assert told["claims"][1] == loss


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


@pytest.mark.slow
def test_ledger_has_every_claim_beside_the_models_figure(client):
    page = client.get("/scenarios/").content.decode()

    assert page.count('<section class="panel entry"') == len(scenario_names())
    accounts = [load_scenario(name).account for name in scenario_names()]
    claims = sum(len(account.claims) for account in accounts if account)
    assert page.count('<th scope="row">') == claims >= 19
    assert "54.5 times too much" in page
    assert "$460,410,144" in page
