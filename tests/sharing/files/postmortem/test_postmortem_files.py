"""The postmortem as files: no user's text is markup, the same bytes, nothing is fetched."""

import io
import json
import re
import sys
from html.parser import HTMLParser

import pytest
import weasyprint
from markdown_it import MarkdownIt
from pypdf import PdfReader

from knightreplay.facts.order import places
from knightreplay.facts.sources import sources
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Role
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.services import give_reason
from knightreplay.sharing.files.postmortem import pdf
from knightreplay.sharing.files.postmortem.document import as_markdown
from knightreplay.sharing.files.postmortem.findings import findings
from knightreplay.sharing.files.postmortem.markdown import plain, quoted
from knightreplay.sharing.files.postmortem.page import as_page, to_html
from knightreplay.sharing.files.postmortem.timeline import TimelineEntry, _trip
from knightreplay.sharing.models import Note
from tests.reading import view_of

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
WICKED = [
    "a | b",
    "# heading",
    "- item\n- item",
    "1. item",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "[link](javascript:alert(1))",
    "<http://evil.example>",
    "`code` **bold** _em_ ~~s~~",
    "    indented\n\tcode",
    "```\nfence",
    "~~~\nfence",
    "---",
    "***",
    "===",
    "> quote",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "back\\slash\\",
    "&lt;b&gt; &amp; &#60;",
    "[ref]: http://evil.example",
    "a\r\nb\u2028c\u0085d \x00\x1b[31m",
    "\u202eturned\u202c \u2066kept\u2069",
    "循环 🤖 مرحبا",
    "</blockquote></section><h2>",
    "",
    "\n\n\n",
]


def read(text):
    """Only these words: neither markup nor what cannot be seen."""
    return re.sub(
        r"\s+", " ", re.sub("[\x00-\x1f\u0085\u202a-\u202e\u2066-\u2069]", " ", text)
    ).strip()


class Words(HTMLParser):
    """Tags and words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.said += "\n" if tag in ("p", "br") else ""

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("text", WICKED)
def test_users_text_stays_text_in_a_line(text):
    found = Words(PARSER.render(f"**{plain(text)}, at 1** and on"))

    assert set(found.tags) <= {"p", "strong"}
    assert found.said.strip() == f"{read(text)}, at 1 and on".strip()


@pytest.mark.parametrize("text", WICKED)
def test_users_text_stays_text_in_a_quotation(text):
    found = Words(PARSER.render(f"before\n\n{quoted(text)}\n\nafter"))

    assert set(found.tags) <= {"p", "br", "blockquote"}
    assert read(found.said) == read(f"before {text} after")


@pytest.mark.parametrize("text", WICKED)
def test_users_text_stays_text_in_a_cell(text):
    rendered = PARSER.render(f"| a | b |\n| --- | --- |\n| {plain(text)} | end |")
    found = Words(rendered)

    assert found.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


def test_html_of_markdown_has_no_address_and_no_script():
    html = to_html("[x](http://evil.example) <script>1</script> ![i](x.png) *y*")

    assert set(Words(html).tags) == {"p", "em"}


@pytest.fixture
def wicked(run, compute, act):
    """A computed run whose name, reason and notes try to be markup."""
    done = act(run, 6600, "kill", "8")
    reason = " ".join(read(text) for text in WICKED)
    give_reason(run.id, role=Role.HOST, command_id="why", target=done.seq, text=reason)
    for number, text in enumerate(WICKED):
        Note.objects.create(
            run=run,
            number=number + 1,
            at=6000 + number,
            text=text,
            author=plain(text)[:40],
            role=Role.COMMENT,
            created=float(number),
            command_id=f"note-{number}",
        )
    compute(run)
    run.name = "<b>Friday | drill</b> `1` \u202e"
    run.save(update_fields=["name"])
    return run


def test_page_of_wicked_texts_has_only_its_own_structure(wicked):
    page = as_page(findings(view_of(wicked)))

    found = Words(page)
    assert found.tags.count("script") == 1  # the data block
    assert {"img", "iframe", "link", "form", "b"}.isdisjoint(found.tags)
    assert found.tags.count("h1") == 1
    assert found.tags.count("h2") == 12
    assert found.tags.count("h3") == 1
    assert found.tags.count("blockquote") == len(WICKED) - 2 + 1  # two are empty
    outward = re.findall(r"""(?:src|href)=["']([^#"'][^"']*)""", page)
    assert outward == [sources()["sec"].url]  # a link that somebody follows or not
    assert not re.search(r"url\((?!#)", page)


def test_marks_of_the_order_lead_to_what_the_page_tells_of_them(wicked):
    page = as_page(findings(view_of(wicked)))

    cited = set(re.findall(r'<a class="cited" href="#([^"]+)"', page))
    told = re.findall(r'<p id="(sec-[^"]+)"><strong>', page)
    assert {"sec-1", "sec-14", "sec-27", "sec-41"} <= cited
    assert cited == set(told)
    assert places()["¶27"].says in page.replace("&#x27;", "'")


def test_page_carries_what_it_is_of(wicked):
    page = as_page(findings(view_of(wicked)))

    block = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page)
    assert block
    known = json.loads(block[1])
    assert (known["scenario"], known["seed"], known["run"]) == (
        *("sec-2013", 29),
        str(wicked.id),
    )
    assert known["interventions"][0]["op"] == "kill"
    assert known["sha256"] in as_markdown(findings(view_of(wicked)))


def test_pdf_has_the_loss_its_data_and_the_same_bytes_again(wicked, monkeypatch):
    asked: list[str] = []
    refusing = pdf._refusing(weasyprint)
    monkeypatch.setattr(
        type(refusing), "fetch", lambda self, url, headers=None: asked.append(url)
    )
    monkeypatch.setattr(pdf, "_refusing", lambda _: refusing)
    found = findings(view_of(wicked))

    made = pdf.as_pdf(found)

    assert pdf.as_pdf(findings(view_of(wicked))) == made
    assert asked == []
    reader = PdfReader(io.BytesIO(made))
    # With an emoji on a page pypdf reads two bytes a letter as two letters.
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\0", "")
    (loss, *_) = [f.value for f in found.figures]
    assert loss in text
    assert f"1 / {len(reader.pages)}" in text
    assert reader.metadata
    assert reader.metadata.title == "Postmortem: <b>Friday | drill</b> `1`"
    (attached,) = reader.attachments["run.json"]
    assert json.loads(attached)["seed"] == 29


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:1/", "data:text/plain,x"]
)
def test_pdf_fetches_nothing(address):
    with pytest.raises(ValueError, match="not fetched"):
        pdf._refusing(weasyprint).fetch(address)


def test_pdf_without_pango_is_refused_in_one_line(run, compute, monkeypatch):
    compute(run)
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # importing it fails

    with pytest.raises(Conflict) as refused:
        pdf.as_pdf(findings(view_of(run)))

    assert refused.value.message == (
        "PDF needs Pango on the server: apt install libpango-1.0-0 libpangoft2-1.0-0"
        " libharfbuzz-subset0. Markdown and HTML work without."
    )


def test_moments_and_trips_that_came_with_a_file_are_no_markup(run, compute):
    compute(run)
    found = findings(view_of(run))
    wicked = [TimelineEntry(60, "history", text, text) for text in WICKED]
    told = _trip(snapshot_of(run), {"guardrail": "| <b>", "stock": 999})

    text = as_markdown(found._replace(moments=tuple(wicked), computed=False))

    (section,) = re.findall(r"## Timeline\n(.*?)\n## ", text, re.DOTALL)
    tags = Words(PARSER.render(section)).tags
    assert tags.count("td") == 4 * len(WICKED)
    assert set(tags) == {"p", "em", "table", "thead", "tr", "th", "tbody", "td"}
    assert "This run was made by another engine, or came here as a file." in text
    assert told == "| <b> trips: what it does is not known here"
