"""The page of a run while the browser's page translator is on."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser

# What Chrome's translator does: it puts two elements of its own around every text.
TRANSLATED = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest('[translate=no]')) continue;
        const [outer, inner] = [1, 2].map(() => document.createElement('font'));
        text.replaceWith(outer);
        outer.append(inner);
        inner.append(`«${text.data}»`);
    }
}"""


def test_translated_page_goes_on_telling_the_money_and_keeps_its_translation(
    visitor, history
):
    page = visitor().open(history).complete().seek("09:34:00")
    label, note = page.text("headline-label"), page.text("disclaimer")
    own = page.page
    own.evaluate(TRANSLATED)

    page.seek("09:41:00")
    at_941 = own.evaluate("knightreplay.state().headline.cents")
    wait(own, f"document.getElementById('headline').title.length && {at_941} < 0")
    title = own.evaluate("document.getElementById('headline').title")
    shown = page.text("headline").replace("\n", "")

    assert title == f"−${-at_941 / 100:,.2f}"
    assert shown == f"−${round(-at_941 / 1e8)}M"
    assert page.text("clock") == "9:41:00"
    assert page.text("headline-label") == f"«{label}»"
    assert page.text("disclaimer") == f"«{note}»"
