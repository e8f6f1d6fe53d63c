"""The panels have the same names everywhere: in the server, the page and the browser."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from knightreplay.rooms import fog
from knightreplay.runs.panels import LATER, PANELS, TABS, Panel

ROOT = Path(__file__).parents[2]
FOLDERS = ROOT / "static/js/run/panels"
REGISTRY = (FOLDERS / "index.js").read_text(encoding="utf-8")
PLACES = {"main", "rail", "foot", *TABS}
NOT_IN_SEGMENTS = {"tape"}  # asked for by the second, which a fogged seat may not

names = [panel.name for panel in PANELS]


def test_browser_lists_the_same_panels_each_in_its_folder():
    listed = re.findall(
        r"^  (\w+),$", REGISTRY.partition("PANELS = [")[2], re.MULTILINE
    )

    assert listed == names
    assert sorted(own.name for own in FOLDERS.iterdir() if own.is_dir()) == sorted(
        names
    )


@pytest.mark.parametrize("panel", PANELS, ids=names)
def test_panel_declares_itself_by_its_name_and_has_words(panel: Panel):
    declared = (FOLDERS / panel.name / "index.js").read_text(encoding="utf-8")

    assert f'import {{ {panel.name} }} from "./{panel.name}/index.js";' in REGISTRY
    assert f'export const {panel.name} = {{\n  name: "{panel.name}",\n' in declared
    assert re.search(r"^  words: \(\) => _\(", declared, re.MULTILINE)


@pytest.mark.parametrize("panel", PANELS, ids=names)
def test_panel_needs_fields_that_the_fog_knows_of(panel: Panel):
    assert set(panel.needs) <= fog.all_fields() | NOT_IN_SEGMENTS


def test_page_has_every_panel_once_and_a_tab_for_every_view():
    page = render_to_string("run/body.html", {"capsule": True})

    assert sorted(re.findall(r'data-panel="(\w+)"', page)) == sorted(names)
    assert re.findall(r'id="tab-(\w+)"', page) == [*TABS]
    assert set(re.findall(r'id="view-(\w+)"', page)) == set(TABS)
    assert {panel.place for panel in PANELS} <= PLACES


def test_sheet_comes_with_the_page_or_later_with_the_panel():
    page = (FOLDERS.parent / "page.css").read_text(encoding="utf-8")
    at_once = re.findall(r'"panels/(\w+)/\1\.css"', page)
    later = [panel.name for panel in LATER]
    sheets = [own.stem for own in FOLDERS.glob("*/*.css")]

    assert sorted([*at_once, *later]) == sorted(sheets)
