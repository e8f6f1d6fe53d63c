"""What the pages say has its translation, and what is compiled is what is written."""

import re
from pathlib import Path

import pytest

from tools import words

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
PLACE = re.compile(r"\{\w+\}|%\(\w+\)s|%%|<b>|</b>")


def test_every_other_language_has_both_catalogues():
    names = [(file.parts[-3], file.stem) for file in CATALOGUES]

    assert names == [("zh_Hans", "django"), ("zh_Hans", "djangojs")]


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


def test_texts_are_found_wherever_they_stand():
    template = '{% load i18n %}<p title="{% translate "One" %}">'
    template += "{% blocktranslate %}Two {{ n }}{% endblocktranslate %}</p>"
    script = '_("Four");\n_(\n  "Five {n}",\n  { n: 1 },\n); /* _("no") */ x_("no")'

    assert list(words.in_template(template)) == ["One", "Two %(n)s"]
    assert list(words.in_python('gettext("Three") + _(x)')) == ["Three"]
    assert list(words.in_events('Event(60, "Six", kind, "Seven")')) == ["Six", "Seven"]
    assert list(words.in_script(script)) == ["Four", "Five {n}"]
