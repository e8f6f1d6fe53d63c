"""What the pages say has its translation, and what is compiled is what is written."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from simulator.guardrails import Guardrail
from simulator.scenario import drill_names, load_scenario, scenario_names
from tools import words

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
OTHERS = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
PLACE = re.compile(r"\{\w+\}|%\(\w+\)s|%%|<b>|</b>")


def test_every_other_language_has_both_catalogues():
    names = [(file.parts[-3], file.stem) for file in CATALOGUES]

    assert names == [
        (to_locale(code), domain)
        for code in sorted(OTHERS)
        for domain in ("django", "djangojs")
    ]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_every_text_has_a_translation(file):
    catalogue = words.read(file)

    missing = [
        text
        for text in words.DOMAINS[file.stem]()
        if not (found := catalogue.get(text)) or not found.string
    ]
    assert missing == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_translations_keep_the_places_of_values(file):
    texts = {str(m.id): str(m.string) for m in words.read(file) if m.id and m.string}

    wrong = [
        text
        for text, translation in texts.items()
        if sorted(PLACE.findall(text)) != sorted(PLACE.findall(translation))
    ]

    assert wrong == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_what_is_compiled_is_what_is_written(file):
    assert file.with_suffix(".mo").read_bytes() == words.compiled(words.read(file))


@pytest.mark.parametrize("language", OTHERS)
def test_scripts_know_what_the_server_calls_their_language(language):
    catalogue = words.read(words.catalogue_of(to_locale(language), "djangojs"))

    assert catalogue["en"].string == language


@pytest.mark.parametrize("name", [*scenario_names(), *drill_names()])
def test_scenario_has_its_words_in_every_language(name):
    assert set(load_scenario(name).translations) == OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_scenarios_that_say_the_same_are_translated_alike(language):
    pairs = {
        pair
        for name in (*scenario_names(), *drill_names())
        for pair in load_scenario(name).translations[language].items()
    }

    assert len(pairs) == len(dict(pairs))


@pytest.mark.parametrize("guardrail", Guardrail, ids=lambda guardrail: guardrail.key)
def test_guardrail_has_its_words_in_every_language(guardrail):
    titles = (ROOT / "static/js/core/guardrail_words.js").read_text(encoding="utf-8")
    aloud = guardrail.key.capitalize().replace("-", " ")

    assert set(guardrail.spec.translated) == OTHERS
    assert (guardrail.spec.wording.title == aloud) != (
        guardrail.spec.wording.title in titles
    )


def test_texts_are_found_wherever_they_stand():
    template = '{% load i18n %}<p title="{% translate "One" %}">'
    template += "{% blocktranslate %}Two {{ n }}{% endblocktranslate %}</p>"
    script = '_("Four");\n_(\n  "Five {n}",\n  { n: 1 },\n); /* _("no") */ x_("no")'

    assert list(words.in_template(template)) == ["One", "Two %(n)s"]
    assert list(words.in_python('gettext("Three") + _(x)')) == ["Three"]
    assert list(words.in_events('Event(60, "Six", kind, "Seven")')) == ["Six", "Seven"]
    assert list(words.in_events('FROM = "Eight"')) == ["Eight"]
    assert list(words.in_script(script)) == ["Four", "Five {n}"]
