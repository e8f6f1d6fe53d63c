"""What axe-core finds wrong on a page, by WCAG 2.2 AA."""

from pathlib import Path
from typing import Any

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe is put into the page, and sees no colour on its way to another.
AUDITED = {"bypass_csp": True, "reduced_motion": "reduce"}
AUDIT = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, String(target), failureSummary]));
}"""


def audit(page: Any) -> list[list[str]]:
    """Every violation on the page as it is now: rule, element, why."""
    if not page.evaluate("typeof axe === 'object'"):
        page.add_script_tag(path=str(AXE))
    found: list[list[str]] = page.evaluate(AUDIT, TAGS)
    return found
