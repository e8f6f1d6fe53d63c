"""A room in browsers: its host, the phones of a class, and the pages beside them."""

import re
from typing import Any

from tests.browser.chromium import wait

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def opened(visitor: Any, **options: Any) -> tuple[Any, Any, str]:
    """A host's browser, its host page, and the room's code."""
    host = visitor(**options)
    path = host.post("/rooms/", name="Class 7b")
    code = re.fullmatch(r"/rooms/(\d{6})/host/", path)
    assert code
    page = host.page()
    page.goto(host.server + path)
    live(page)
    return host, page, code[1]


def live(page: Any) -> None:
    wait(page, "document.getElementById('connection').dataset.state === 'up'")


def joined(visitor: Any, code: str, name: str, **options: Any) -> Any:
    """A phone whose browser has joined by the code on the projector."""
    phone = visitor(**PHONE, **options)
    page = phone.page()
    page.goto(phone.server + phone.post("/join/", code=code, name=name))
    live(page)
    return page


def other(host: Any, code: str, page: str, size: tuple[int, int]) -> Any:
    """One more page of the host's browser."""
    shown = host.page()
    shown.set_viewport_size({"width": size[0], "height": size[1]})
    shown.goto(f"{host.server}/rooms/{code}/{page}/")
    return shown


def texts(page: Any, selector: str) -> str:
    return f"[...document.querySelectorAll('{selector}')].map((e) => e.textContent)"


def visible(page: Any, selector: str) -> None:
    page.locator(selector).first.wait_for(state="visible")
