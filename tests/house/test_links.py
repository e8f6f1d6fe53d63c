"""The check of links between pages can fail."""

from pathlib import Path

import pytest

from tools.links import anchors, broken


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "other.md").write_text("# One `two`, three!\n\n## Again\n\n## Again\n")
    return tmp_path / "page.md"


@pytest.mark.parametrize(
    "link",
    [
        "[a](other.md)",
        "[a](other.md#one-two-three)",
        "[a](other.md#again-1)",
        "[a](#here)",
        "[`other.md`](other.md#again)",
        "[`make`](other.md)",
        "![a](other.md)",
        "[a](https://example.org/nothing)",
        "`[a](nothing.md)`",
        "```\n[a](nothing.md)\n```",
    ],
)
def test_link_that_leads_somewhere_passes(page, link):
    page.write_text(f"# Here\n\n{link}\n")

    assert list(broken(page.parent, page)) == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("[a](nothing.md)", "there is no such file"),
        ("![a](nothing.png)", "there is no such file"),
        ("[a](other.md#four)", "the page has no such heading"),
        ("[a](#there)", "the page has no such heading"),
        ("[a](../)", "leads out of the project"),
        ("[`third.md`](other.md)", "the link names third.md"),
    ],
)
def test_link_that_leads_nowhere_is_told(page, link, reason):
    page.write_text(f"# Here\n\n{link}\n")

    assert len(told := list(broken(page.parent, page))) == 1
    assert told[0].startswith("page.md: ")
    assert told[0].endswith(reason)


def test_anchors_are_numbered_when_headings_repeat(page):
    assert anchors(page.parent / "other.md") == {"one-two-three", "again", "again-1"}
