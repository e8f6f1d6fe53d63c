"""The safe subset of Markdown."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.sharing.notes import markdown
from knightreplay.sharing.notes.markdown import TAGS, to_html, to_tree


def node(tag, *inside, **more):
    return {"tag": tag, "inside": list(inside), **more}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("plain", [node("p", "plain")]),
        ("a **b** *c* ~~d~~ `e`", [
            node("p", "a ", node("strong", "b"), " ", node("em", "c"), " ",
                 node("s", "d"), " ", node("code", "e")),
        ]),
        ("one\ntwo", [node("p", "one", node("br"), "two")]),
        ("- a\n- b", [node("ul", node("li", "a"), node("li", "b"))]),
        ("1. a", [node("ol", node("li", "a"))]),
        ("> said", [node("blockquote", node("p", "said"))]),
        ("```\n<b>\n```", [node("pre", "<b>\n")]),
        ("[SEC](https://sec.gov/a?b=1&c)", [
            node("p", node("a", "SEC", href="https://sec.gov/a?b=1&c")),
        ]),
        ("<script>alert(1)</script>", [node("p", "<script>alert(1)</script>")]),
        ("[x](javascript:alert(1))", [node("p", "[x](javascript:alert(1))")]),
        ("[x](JaVaScript&colon;alert(1))", [node("p", "[x](JaVaScript:alert(1))")]),
        ("[x](data:text/html,a)", [node("p", "[x](data:text/html,a)")]),
        ("[x](//elsewhere)", [node("p", "[x](//elsewhere)")]),
        ("![x](https://a.example/b.png)", [
            node("p", "!", node("a", "x", href="https://a.example/b.png")),
        ]),
        ("&lt;b&gt; \\*", [node("p", "<b> *")]),
        ("# no heading", [node("p", "# no heading")]),
        ("", []),
    ],
)  # fmt: skip
def test_tree_holds_what_is_allowed_and_the_rest_as_text(text, tree):
    assert to_tree(text) == tree


@pytest.mark.parametrize(
    "piece", [">", "> ", "- ", "**", "[", "![", "`", "~~", "<", "*a "]
)
def test_what_is_nested_without_end_stays_text(piece):
    text = (piece * 4000)[:4000]

    assert depth(to_tree(text)) <= 24
    assert len(to_html(text)) < 100_000


def test_words_that_are_nested_too_deep_are_not_lost():
    text = ">" * 30 + " here"

    assert to_tree(text) == [node("p", text)]


def depth(nodes):
    inside = [n["inside"] for n in nodes if isinstance(n, dict)]
    return 1 + max(map(depth, inside), default=0)


class Reader(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


PIECES = [
    "<script>", "</script>", "alert(1)", "<img src=x onerror=alert(1)>", "[x](", ")",
    "javascript:", "JAVASCRIPT:", "data:text/html,", "vbscript:", "https://a.example/",
    "](", "<", ">", '"', "'", "`", "```", "\n", "\n\n", "> ", "- ", "1. ", "**", "_", "~~",
    "&#106;avascript:", "&#x6A;", "java\tscript:", "java\nscript:", "\\", "&lt;", "[a]: ",
    "<a href=", "<svg/onload=", "<!--", "<![CDATA[", "<?", "\0", "\u202e", "\u200b", " ",
]  # fmt: skip
WRITTEN = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map(
    "".join
)


@given(WRITTEN)
def test_tree_has_known_tags_and_links_to_pages_only(text):
    def look(nodes):
        for one in nodes:
            if isinstance(one, str):
                continue
            assert one.keys() <= {"tag", "inside", "href"}
            assert one["tag"] in TAGS.values()
            assert ("href" in one) == (one["tag"] == "a")
            assert re.match(
                r"https?://[^/]", one.get("href", "https://a"), re.IGNORECASE
            )
            look(one["inside"])

    look(to_tree(text))


@given(WRITTEN)
def test_html_has_no_script_no_handler_and_no_markup_of_the_writer(text):
    for tag, attributes in Reader(to_html(text)).found:
        assert tag in TAGS.values()
        if tag == "a":
            assert attributes.keys() <= {"href", "rel"}
            assert re.match(
                r"https?://", attributes.get("href", "https://"), re.IGNORECASE
            )
            assert attributes["rel"] == "nofollow noopener noreferrer"
        else:
            assert attributes == {}


def test_html_is_the_tree_as_markup():
    html = to_html("**Why?** <b>no</b> [SEC](https://sec.gov)\n\n- `a<b`")

    assert html == (
        "<p><strong>Why?</strong> &lt;b&gt;no&lt;/b&gt; "
        '<a href="https://sec.gov" rel="nofollow noopener noreferrer">SEC</a></p>'
        "<ul><li><code>a&lt;b</code></li></ul>"
    )


def test_text_is_parsed_once_and_each_reader_has_a_tree_of_their_own(monkeypatch):
    text = "read *again* and again"
    first = to_tree(text)
    monkeypatch.setattr(markdown, "_PARSER", None)  # nothing can be parsed any more

    told = first[0]
    assert isinstance(told, dict)
    told["inside"].clear()

    assert to_tree(text) == [
        node("p", "read ", node("em", "again"), " and again"),
    ]
