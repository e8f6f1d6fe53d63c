"""The popular accounts, and that nothing else is put into their mouths."""

import hashlib
import json
import re
from pathlib import Path

from knightreplay.facts.accounts import accounts
from simulator.scenario import load_scenario, scenario_names

# Of all quotations as they were compared, to the character, with the accounts themselves.
# Whoever changes one compares it again.
COMPARED = "cb2670d20df5af62"


def test_accounts_are_the_five():
    keys = ["newsletter", "essay", "summary", "course", "case-study"]

    assert list(accounts()) == keys


def test_quotations_are_those_that_were_compared():
    told = {key: own.quotations for key, own in accounts().items()}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)

    assert sum(map(len, told.values())) == 51
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == COMPARED


def test_scenario_of_an_account_is_one_that_puts_it_beside_a_morning():
    beside = {name for name in scenario_names() if load_scenario(name).account}

    assert {own.scenario for own in accounts().values()} == beside


def test_account_has_a_name_in_the_other_languages():
    assert {frozenset(own.words) for own in accounts().values()} == {
        frozenset({"zh-hans"})
    }
    assert accounts()["essay"].in_language("zh-hans") == "文章"
    assert accounts()["essay"].in_language("en") == "the essay"


def test_quotation_marks_are_for_what_an_account_or_the_order_says_itself():
    quoting = {
        file.name: re.findall(r"<q\b[^>]*>(.*?)</q>", file.read_text(encoding="utf-8"))
        for file in Path("templates").rglob("*.html")
    }

    assert {name: said for name, said in quoting.items() if said} == {
        "claims.html": ["{{ quotation }}"],
        "facts.html": ["{{ quote }}"],
    }
    scenarios = [load_scenario(name) for name in scenario_names()]
    says = [own.account.says for own in scenarios if own.account]
    assert [text for text in says if re.search(r"[\"“”]|\bS\d\b", text)] == []
