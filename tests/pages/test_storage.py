"""What is served of our modules."""

import pytest

from knightreplay.storage import CSS_COMMENT, without_comments


@pytest.mark.parametrize(
    ("source", "served"),
    [
        (b"// @ts-check\nlet a = 1; // why\n", b"\nlet a = 1; // why\n"),
        (b"/**\n * What it is.\n */\nlet a;\n", b"\n\n\nlet a;\n"),
        (b"  /** @type {number} */\n  let a;\n", b"\n  let a;\n"),
        (b"/** @type {A} */ (b);\nc();\n/* d */\n", b"/** @type {A} */ (b);\nc();\n\n"),
        (b'const url = "http://a/*";\n', b'const url = "http://a/*";\n'),
    ],
)
def test_comments_with_lines_of_their_own_are_served_empty(source, served):
    assert without_comments(source) == served


def test_style_sheets_are_served_without_comments_and_with_all_their_rules():
    source = b"/* why\n   so */\n\na {\n  /* b */\n  top: 0; /* c */\n}\n"

    served = without_comments(source, CSS_COMMENT)

    assert served == b"\n\n\na {\n\n  top: 0; /* c */\n}\n"
