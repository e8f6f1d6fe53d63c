"""The page of a comparison."""

from typing import Any

from tests.browser.chromium import wait


class ComparisonPage:
    """The page of a comparison, read by its read-only handle."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.page.evaluate("knightreplay.state()")
        return state

    def until(self, condition: str, timeout: float = 180) -> "ComparisonPage":
        """Waits for a condition on `s`, the page's state."""
        wait(
            self.page,
            "(() => { const s = globalThis.knightreplay?.state();"
            f" return s?.info && {condition}; }})()",
            timeout,
        )
        return self

    def complete(self) -> "ComparisonPage":
        """Every curve is here, and the server knows how each run ends."""
        return self.until("s.complete && s.info.endings.every(Boolean)")

    def cards(self) -> list[str]:
        found: list[str] = self.page.locator("#runs h3").all_inner_texts()
        return found


def exact(cents: int) -> str:
    """As the page says a difference."""
    sign = "\N{MINUS SIGN}" if cents < 0 else "+"
    return f"{sign}${abs(cents) / 100:,.2f}"
