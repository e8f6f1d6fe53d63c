"""A safe subset of Markdown: as a small tree for pages and capsules, as HTML for documents.

Nothing that somebody writes reaches a page as markup. The parser makes no HTML of its own,
the tree holds known tags only, and what documents get is cleaned once more.
"""

from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

import nh3
import orjson
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knightreplay.sharing.notes.bodies import ProseTag

Node = str | ProseTag

KEPT = 2048  # texts of which a process keeps the tree: a page is read again and again
NESTING = 20  # of quotes, lists and emphasis together
RULES = (
    "autolink",
    "backticks",
    "blockquote",
    "emphasis",
    "entity",
    "escape",
    "fence",
    "link",
    "list",
    "newline",
    "strikethrough",
)
TAGS = {
    "paragraph": "p",
    "strong": "strong",
    "em": "em",
    "s": "s",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "link": "a",
    "code_inline": "code",
    "fence": "pre",
    "hardbreak": "br",
    "softbreak": "br",
}
REL = "nofollow noopener noreferrer"


def is_allowed_link(address: str) -> bool:
    """Links lead to other pages, by http or https, and nowhere else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "maxNesting": NESTING}).enable(RULES)
    # One that is not allowed stays the text that was typed.
    parser.validateLink = is_allowed_link  # type: ignore[method-assign, assignment]
    return parser


_PARSER = _parser()


def to_tree(text: str) -> list[Node]:
    """The nodes of a text; what is nested too deep stays as it was typed."""
    nodes: list[Node] = orjson.loads(_parsed(text))
    return nodes


@lru_cache(maxsize=KEPT)
def _parsed(text: str) -> bytes:
    """The tree as JSON, a tenth of its size in memory; some texts take long to parse."""
    tokens = _PARSER.parse(text)
    if any(token.level >= NESTING - 1 for token in tokens):
        return orjson.dumps([{"tag": "p", "inside": [text]}])
    return orjson.dumps(_nodes(SyntaxTreeNode(tokens).children))


def to_html(text: str) -> str:
    """The same as HTML, for documents that the server makes."""
    return nh3.clean(
        "".join(map(_html, to_tree(text))),
        tags=set(TAGS.values()),
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=REL,
    )


def _nodes(found: list[SyntaxTreeNode]) -> list[Node]:
    nodes: list[Node] = []
    for node in found:
        nodes.extend(_node(node))
    return nodes


def _node(node: SyntaxTreeNode) -> list[Node]:
    if node.type == "inline" or (node.type == "paragraph" and node.hidden):
        return _nodes(node.children)
    tag = TAGS.get(node.type)
    if tag is None:
        return [node.content] if node.content else []
    if tag in ("code", "pre"):
        return [{"tag": tag, "inside": [node.content]}]
    made: ProseTag = {"tag": tag, "inside": _nodes(node.children)}
    if tag == "a":
        made["href"] = str(node.attrs["href"])
    return [made]


def _html(node: Node) -> str:
    if isinstance(node, str):
        return escape(node)
    tag = node["tag"]
    if tag == "br":
        return "<br>"
    href = f' href="{escape(node["href"])}"' if tag == "a" else ""
    return f"<{tag}{href}>{''.join(map(_html, node['inside']))}</{tag}>"
