"""A language is added by the files of docs/extending.md, and by nothing else."""

import re
import shutil
from pathlib import Path

import pytest

from tests.house.recipes import ROOT, listed, python

SETTINGS = "knightreplay/settings.py"
CATALOGUES = "locale/LANGUAGE/LC_MESSAGES/"
SCENARIOS = "simulator/scenarios/"
GUARDRAILS = "simulator/guardrails.py"
FACTS = "knightreplay/facts/data/"
FILES = [SETTINGS, CATALOGUES, SCENARIOS, GUARDRAILS, FACTS]

TESTS = ("tests/house/test_words.py", "tests/facts/test_files.py")

# Every text of the new catalogues is the English one with this before it, but for these.
BEFORE = "fr: "
NAMES = {"en": "fr", "en-US": "fr-FR"}
TRANSLATE = f"""
from tools import words

for domain in words.DOMAINS:
    file = words.catalogue_of("fr", domain)
    catalogue = words.read(file)
    for message in catalogue:
        if message.id:
            message.string = {NAMES}.get(message.id, {BEFORE!r} + message.id)
    file.write_bytes(words.as_po(catalogue, "fr"))
"""
VISIT = """
import re
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
page = Client().get("/", headers={"accept-language": "fr-CH,fr;q=0.9"}).content.decode()
script = re.search(r'src="(/words/fr-[0-9a-f]{16}[.]js)"', page)[1]
words = Client().get(script).content.decode()
english = Client().get("/").content.decode()
kinds = Client().get("/api/v1/exports/kinds").json()
print('<html lang="fr"' in page, "fr: " in page, "Un matin" in page)
print('"en-US": "fr-FR"' in words, '"en": "fr"' in words, "Un matin" in words, "Garde" in words)
print('value="fr" lang="fr">fran\\u00e7ais<' in english, "fr: " in english)
print([kind["choices"]["language"] for kind in kinds if "language" in kind["choices"]])
"""


def wordings(text: str) -> str:
    """Each row with its words in one language more."""
    new = '"fr": GuardrailWording("Garde", "Elle arrête."), "zh-hans"'
    return text.replace('"zh-hans"', new)


def texts(text: str) -> str:
    """The file's texts in one language more: its Chinese ones, called French."""
    tables = re.findall(
        r"^\[words\.zh-hans.*?(?=^\[(?!words\.)|\Z)", text, re.DOTALL | re.MULTILINE
    )
    assert len(tables) == 1
    french = tables[0].replace("words.zh-hans", "words.fr")
    french = re.sub(r'^title = ".*"$', 'title = "Un matin"', french, flags=re.MULTILINE)
    return f"{text}\n{french}"


def rows(text: str) -> str:
    """Each row with its words in one language more: the Chinese ones, called French."""
    text = re.sub(r"^(words\.)zh-hans(.*\n)", r"\1zh-hans\2\1fr\2", text, flags=re.M)
    table = r"^(\[[\w-]+\.words\.)zh-hans(\]\n.*?)(?=^\[|\Z)"
    return re.sub(table, r"\g<0>\n\1fr\2", text, flags=re.M | re.S)


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """A copy of what the recipe touches, done as it says, beside what it does not."""
    ignore = shutil.ignore_patterns("__pycache__", "browser", "js")
    for folder in ("knightreplay", "locale", "simulator", "tests", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    for name in ("static", "templates", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    for file, edited in (
        (
            SETTINGS,
            lambda text: text.replace('"), ("zh', '"), ("fr", "français"), ("zh'),
        ),
        (GUARDRAILS, wordings),
        *((name, texts) for name in toml_files(SCENARIOS)),
        *((name, rows) for name in toml_files(FACTS) if has_words(name)),
    ):
        before = (tmp_path / file).read_text(encoding="utf-8")
        after = edited(before)
        assert after != before
        (tmp_path / file).write_text(after, encoding="utf-8")
    return tmp_path


def has_words(file: str) -> bool:
    """Whether a data file is of texts that people read."""
    return "words.zh-hans" in (ROOT / file).read_text(encoding="utf-8")


def toml_files(folder: str) -> list[str]:
    found = (ROOT / folder).rglob("*.toml")
    return [file.relative_to(ROOT).as_posix() for file in found]


def test_language_is_the_files_that_the_document_lists(extended: Path):
    assert listed("A language") == FILES
    assert len(FILES) <= 5
    told = python(extended, "-c", "from tools import words; print(words.main())")
    assert told.splitlines()[-1] == "1"
    assert "locale/fr/LC_MESSAGES/django.po: no translation: 'Sign in'" in told
    python(extended, "-c", TRANSLATE)
    assert python(extended, "-m", "tools.words") == ""

    house = python(extended, "-m", "pytest", "-q", *TESTS)
    assert " passed" in house
    assert python(extended, "-c", VISIT).splitlines() == [
        "True True True",
        "True True True True",
        "True False",
        "[['en', 'fr', 'zh-hans']]",
    ]


def test_nothing_else_names_a_language():
    """A second list of languages would be one more file for whoever adds one."""
    sources = [
        file
        for folder in ("knightreplay", "simulator", "static", "templates", "tools")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in (".py", ".js", ".ts", ".html", ".css")
        and "vendor" not in file.parts
    ]

    named = {
        file.relative_to(ROOT).as_posix()
        for file in sources
        if re.search(r"\bzh(-hans|_Hans)\b", file.read_text(encoding="utf-8"))
    }

    # A reader of files that have no language yet gives an example of one.
    assert named == {SETTINGS, GUARDRAILS, "simulator/files/translations.py"}
