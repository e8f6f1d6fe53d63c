"""A scenario is added by the one file of docs/extending.md, and by nothing else."""

import shutil

import pytest

from knightreplay.pages import cards
from knightreplay.rooms import fog
from knightreplay.runs import translations
from knightreplay.runs.events import events_of
from simulator import scenario as scenarios
from simulator.documents import FileError
from simulator.scenario import load_scenario, read_scenario
from tests.house.recipes import (
    asks_for_words,
    copy_project,
    follow,
    house_passes,
    listed,
    touched,
    translate,
)

MORNING = '''title = "Everybody goes home at 9:40"
summary = """
Somebody pulls the plug.\\
"""
code = ["new", "new", "new", "new", "new", "new", "new", "old"]
preset = ["09:40 kill all"]

[files]
params = "parameters.json"
symbols = "symbols.csv"
parents = "parents.csv"
volume = "volume_curve.csv"

[account]
who = "A rumour"
says = "it was over in ten minutes."

[[account.claims]]
what = "minutes until the plug"
claimed = 10
measure = "loop_minutes"

[[moments]]
id = "rumour"
time = "09:35"
label = "A rumour spreads"
kind = "modelled"
source = "our rumour"
told_to = ["risk"]

[fitted]
figures = ["parents"]

[words.zh-hans]
title = "9:40 大家回家"
summary = "有人拔了插头。"
who = "一个传闻"
says = "十分钟就结束了。"
claims = ["拔插头前的分钟数"]

[words.zh-hans.moments]
rumour = { label = "传闻四起", source = "我们的传闻" }
'''
SCENARIO = {"simulator/scenarios/NAME.toml": MORNING}


@pytest.fixture
def my_morning(tmp_path, monkeypatch):
    """The shipped scenarios and one file more."""
    folder = tmp_path / "scenarios"
    shutil.copytree(scenarios.SCENARIOS, folder)
    (folder / "my-morning.toml").write_text(MORNING, encoding="utf-8")
    monkeypatch.setattr(scenarios, "SCENARIOS", folder)
    _forget()
    yield folder / "my-morning.toml"
    monkeypatch.undo()
    _forget()


def _forget():
    for cached in (
        load_scenario,
        translations.of_scripts,
        translations._of_scenarios,
        fog._listeners,
    ):
        cached.cache_clear()


@pytest.mark.slow
@pytest.mark.django_db
def test_scenario_is_the_one_file_that_the_document_lists(client, my_morning):
    assert list(SCENARIO) == listed("A scenario")
    names = [own["name"] for own in client.get("/api/v1/scenarios").json()]
    assert "my-morning" in names
    english = client.get("/").content.decode()
    chinese = client.get("/", headers={"accept-language": "zh-CN"}).content.decode()
    for said, page in (
        (
            ("Everybody goes home at 9:40", "over in ten minutes", "A rumour"),
            english,
        ),
        (("9:40 大家回家", "十分钟就结束了", "一个传闻"), chinese),
    ):
        assert [text for text in said if text not in page] == []
    (row,) = cards.entry_of(cards.card_of("my-morning")).claimed
    assert row == ("minutes until the plug", "10", "10")


@pytest.mark.slow
def test_scenario_leaves_nothing_else_to_write(tmp_path):
    (name,) = listed("A scenario")
    file = name.replace("NAME", "my-morning")
    copy_project(tmp_path)
    follow(tmp_path, {file: MORNING}, {})
    translate(tmp_path)

    assert touched(tmp_path) == {file}
    assert not asks_for_words("A scenario")
    assert house_passes(tmp_path)


@pytest.mark.slow
def test_moments_of_a_scenario_are_marked_told_and_translated(my_morning):
    scenario = load_scenario("my-morning")

    told = {
        event.label: [
            kind for kind in fog.EVERYBODY if fog.hears_of_event(kind, event._asdict())
        ]
        for event in events_of(scenario)
    }

    assert told == {
        "Market opens": list(fog.EVERYBODY),
        "A rumour spreads": ["risk"],
        "Kill servers 1\N{EN DASH}8": ["operations", "development"],
    }
    assert scenario.fitted == ("parents",)
    said = translations.of_scripts("zh-hans")
    assert said["A rumour spreads"] == "传闻四起"


def test_mistake_in_a_scenario_is_refused_with_its_line(my_morning):
    my_morning.write_text(MORNING.replace('["risk"]', '["risks"]'), encoding="utf-8")
    line = MORNING[: MORNING.index("told_to")].count("\n") + 1

    with pytest.raises(FileError, match=rf"line {line}, moments\[1\]\.told_to\[1\]: "):
        read_scenario(my_morning)
