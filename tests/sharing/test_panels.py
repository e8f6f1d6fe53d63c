"""The panels have the same names on both sides."""

import re
from pathlib import Path

from knightreplay.sharing.panels import PANELS

SCRIPT = Path(__file__).parents[2] / "static/js/run/panels/panels.model.js"


def test_script_names_the_same_panels_and_has_words_for_each():
    text = SCRIPT.read_text(encoding="utf-8")
    listed = re.findall(r'"(\w+)"', text.partition("PANELS = [")[2].partition("]")[0])
    worded = re.findall(r"^  (\w+): \(\) => _\(", text, re.MULTILINE)

    assert ("", *listed) == PANELS
    assert worded == listed
