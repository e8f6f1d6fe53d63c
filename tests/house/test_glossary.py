"""docs/words.md: one word a thing, and each where it says."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$",
    (ROOT / "docs" / "words.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)[1:]


def test_glossary_names_places_that_exist():
    named = [place for _, places in ROWS for place in re.findall(r"`([^`]+)`", places)]

    assert len(named) >= len(ROWS) > 20
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_glossary_has_each_word_once():
    words = Counter(word for names, _ in ROWS for word in names.split(", "))

    assert [word for word, times in words.items() if times > 1] == []
