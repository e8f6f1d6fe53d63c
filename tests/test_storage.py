"""What is served of our scripts and styles."""

import pytest
from django.core.files.base import ContentFile

from knightreplay.storage import ModuleStorage, joined

SCRIPT = b"""// @ts-check
/** What it is. */
import { a } from "./a.js";

/** @param {number} b */
export const half = (b) => `${b / 2} // of ${a}`; // why
"""


@pytest.fixture
def storage(tmp_path):
    return ModuleStorage(location=tmp_path)


def served(storage, name, source):
    with storage.open(storage.save(name, ContentFile(source))) as file:
        return file.read()


def test_our_scripts_are_served_without_comments_and_blanks(storage):
    assert served(storage, "js/half.js", SCRIPT) == (
        b'import{a}from"./a.js";export const half=(b)=>`${b / 2} // of ${a}`;'
    )


def test_our_styles_are_served_without_comments_and_blanks(storage):
    sheet = b"/* Why. */\na > b {\n  width: calc(1px + 2%);\n}\n"

    assert served(storage, "css/a.css", sheet) == b"a>b{width:calc(1px + 2%)}"


def test_files_of_others_are_served_as_they_are(storage):
    assert served(storage, "vendor/half.js", SCRIPT) == SCRIPT


def test_sheets_are_joined_in_the_order_of_their_imports():
    sheet = joined(
        "js/run/a.css",
        b'@import url("page/tour.css");\n@import url("../run/modes.css");\n',
    )

    assert sheet.index(b".tour") < sheet.index(b"[data-density")
    assert b"@import" not in sheet


def test_names_carry_a_short_hash(storage):
    assert storage.hashed_name("js/a.js", ContentFile(b"a")) == "js/a.0cc175b9.js"
