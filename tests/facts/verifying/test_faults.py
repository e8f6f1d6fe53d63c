"""Each kind of error is found where somebody plants it, and nothing else is."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from knightreplay.facts.verifying import allowed, bands, faults
from knightreplay.facts.verifying.texts import Text, messages, texts


def planted(*said: str, file: str = "templates/home.html") -> list[str]:
    """What is found wrong in these texts."""
    own = [Text(file, text) for text in said]
    return [fault.what.split(":")[0] for fault in faults.of_texts(own)]


@pytest.mark.parametrize(
    "text",
    [
        "over 5 million executions",
        "155 stocks in 45 minutes",
        "a loss of $470 million",
        "亏损 4.7 亿美元",
        "It began at 9:32.",
        "moved 12 % that day",
        "on nine servers, or 9 servers",
    ],
)
def test_figure_that_nobody_gave_is_found(text):
    assert planted(text) == ["no figure, and not allowed"]


@pytest.mark.parametrize(
    "text",
    [
        "over 4 million executions in 154 stocks (SEC ¶1)",
        "more than $460 million, in 45 minutes",
        "亏损超过 4.6 亿美元",
        "97 e-mails from 8:01 to 9:30",
        "the SEC found “likewise could have prevented” (¶41)",
        "{count} of {total} at {time}",
    ],
)
def test_figure_of_the_record_is_none(text):
    assert planted(text) == []


@pytest.mark.parametrize("text", ["The count (SEC)", "SEC", "Source: SEC order"])
def test_citation_without_a_paragraph_is_found(text):
    assert planted(text) == ["cites no paragraph"]


def test_citation_of_a_paragraph_that_there_is_not_is_found():
    assert planted("SEC ¶52") == ["cites what the facts do not have"]


def test_quotation_that_nobody_said_is_found():
    assert planted("They said “nobody could have known”.") == [
        "nobody's words in quotation marks"
    ]
    assert planted("<q>Flag on: a loss a minute.</q>") == [
        "nobody's words in quotation marks"
    ]


def test_words_of_a_button_may_be_quoted():
    own = [
        Text("templates/a.html", "Capsule"),
        Text("templates/b.html", "See “Capsule”."),
    ]

    assert "Capsule" in messages(own)
    assert list(faults.of_texts(own)) == []


def test_default_morning_outside_its_band_is_found():
    summary = dict(bands.measured())

    assert list(bands.outside(summary)) == []
    summary |= {"executions": 5_000_000, "symbols": 153}
    assert [words.split(":")[0] for words in bands.outside(summary)] == [
        "executions",
        "symbols",
    ]


def test_row_that_allows_nothing_is_found(monkeypatch):
    row = allowed.Allowed(says="nowhere to be read", reason="A test.")
    monkeypatch.setattr(allowed, "allowed", lambda: {"gone": row})
    monkeypatch.setattr(
        "knightreplay.facts.verifying.explaining.allowed", lambda: {"gone": row}
    )

    found = [str(fault) for fault in faults.of_data(list(texts()), bands.measured())]

    assert found == ["allowed.toml: allows nothing any more: gone"]


def test_too_many_rows_are_found(monkeypatch):
    monkeypatch.setattr(allowed, "MOST", 3)

    found = [str(fault) for fault in faults.of_data(list(texts()), bands.measured())]

    assert found == [f"allowed.toml: {len(allowed.allowed())} rows, 3 at most"]


def test_project_says_nothing_that_no_fact_accounts_for(capsys):
    call_command("verify_facts")

    assert "a fact for each of their figures" in capsys.readouterr().out


def test_command_fails_on_a_fault(monkeypatch):
    own = [Text("templates/a.html", "over 5 million executions")]
    monkeypatch.setattr(
        "knightreplay.facts.management.commands.verify_facts.texts", lambda: own
    )

    with pytest.raises(CommandError, match="no fact accounts for"):
        call_command("verify_facts")
