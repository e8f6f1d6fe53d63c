"""What a browser keeps of its visits, without a page: cookies, and forms that it sends."""

import http.client
from collections.abc import Sequence
from http.cookies import SimpleCookie
from itertools import count
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0  # seconds for one answer
AWAY = (OSError, http.client.HTTPException)


class Answer(NamedTuple):
    status: int
    location: str  # where it leads, with status 302


class Browser:
    """One person's, at whichever of the servers answers."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.addresses = list(addresses)
        self.cookies: dict[str, str] = {}
        self._turns = count()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **form: str) -> Answer:
        if "csrftoken" not in self.cookies:
            self.get("/join/")
        return self._ask("POST", path, form)

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> Answer:
        """Raises what is in AWAY if the server does not answer; the next turn is another's."""
        address = self.addresses[next(self._turns) % len(self.addresses)]
        connection = http.client.HTTPConnection(
            urlsplit(address).netloc, timeout=PATIENCE
        )
        token = self.cookies.get("csrftoken", "")
        sent = None
        if form is not None:
            sent = urlencode({**form, "csrfmiddlewaretoken": token})
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, sent, headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        return Answer(answer.status, answer.headers.get("Location", ""))

    def _keep(self, lines: Sequence[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if not morsel.value or morsel["max-age"] == "0":
                    del self.cookies[name]
