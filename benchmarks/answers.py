"""What an answer costs: `python -m benchmarks.answers [--rounds 5]`.

Six connections that stay open ask for the same thing again and again: a bare ASGI
application on Daphne, and the product in one process for a static file, `/healthz`, `/`
and a list of runs. In turn, some seconds each; costs are multiples of the bare answer.
The server's own CPU time holds on a machine with other work, answers a second do less.
"""

import argparse
import asyncio
import re
import statistics
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.error import HTTPError

from benchmarks.figures.asking import answers_a_second, request
from benchmarks.figures.process import cpu, listening
from benchmarks.figures.ratio import Ratio, report
from tests.browser.chromium import TOKEN, until_computed
from tests.server import Server, free_port, serving

SECONDS = 2.0
RUNS = 20  # of one browser, in its list
BARE = "bare answer"
EMPTY, FULL = "list without runs", f"list of {RUNS} runs"


class Asked(NamedTuple):
    """What is asked of a server, and which process answers."""

    port: int
    pid: int
    question: bytes


class Cost(NamedTuple):
    """Of one answer, in microseconds."""

    wall: float
    cpu: float


def measured(asked: Asked) -> Cost:
    before = cpu(asked.pid)
    rate = asyncio.run(answers_a_second(asked.port, asked.question, SECONDS))
    spent = cpu(asked.pid) - before
    return Cost(1e6 / rate, spent / (rate * SECONDS) * 1e6)


def in_turn(questions: dict[str, Asked], rounds: int) -> dict[str, Cost]:
    """The medians of so many rounds; a first one of each counts nothing."""
    costs: dict[str, list[Cost]] = {name: [] for name in questions}
    for _ in range(rounds + 1):
        for name, asked in questions.items():
            costs[name].append(measured(asked))
    return {name: median(found[1:]) for name, found in costs.items()}


def median(costs: list[Cost]) -> Cost:
    walls, cpus = zip(*costs, strict=True)
    return Cost(statistics.median(walls), statistics.median(cpus))


def a_row(costs: dict[str, Cost]) -> Cost:
    """What each further run in the list costs."""
    full, empty = costs[FULL], costs[EMPTY]
    return Cost((full.wall - empty.wall) / RUNS, (full.cpu - empty.cpu) / RUNS)


@contextmanager
def bare() -> Iterator[tuple[int, int]]:
    """(port, process) of the floor."""
    port = free_port()
    application = "benchmarks.peers.bare:answer"
    arguments = ("-m", "daphne", "-v", "0", "-p", str(port), application)
    with listening(port, *arguments) as process:
        yield port, process.pid


def of_product(server: Server) -> dict[str, Asked]:
    static = re.search(r'(/static/[^"]+\.css)', _body(server.address + "/"))
    if not static:
        raise LookupError("the home page names no style sheet")
    mine = "/mine/"
    return {
        "static file": _asked(server, static[1]),
        "/healthz": _asked(server, "/healthz"),
        "/": _asked(server, "/"),
        EMPTY: _asked(server, mine),
        FULL: _asked(server, mine, _with_runs(server)),
    }


def _asked(server: Server, path: str, cookie: str = "") -> Asked:
    host = f"127.0.0.1:{server.port}"
    return Asked(server.port, server.process.pid, request(path, host, cookie))


def _body(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 -- our own server
        return str(answer.read(), "utf-8")


def _with_runs(server: Server) -> str:
    """The cookie of a browser that began some runs, once they are computed."""
    cookies = SimpleCookie({"csrftoken": TOKEN})
    for _ in range(RUNS):
        _begin(server, cookies)
    return _written(cookies)


def _begin(server: Server, cookies: SimpleCookie) -> None:
    """Sends the home page's form; what the answer sets is kept."""
    form = urllib.request.Request(  # noqa: S310 -- our own server
        server.address + "/",
        data=b"scenario=sec-2013",
        headers={"X-CSRFToken": TOKEN, "Cookie": _written(cookies)},
    )
    try:
        _staying().open(form)
    except HTTPError as answer:
        with answer:
            if answer.code not in (302, 303):
                raise
            for line in answer.headers.get_all("Set-Cookie") or ():
                cookies.load(line)
            until_computed(server.address, answer.headers["Location"])


def _written(cookies: SimpleCookie) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: its cookies are what is wanted."""

    def redirect_request(self, *args: object) -> None:
        return None


def _staying() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Staying)


def ratios(costs: dict[str, Cost]) -> list[Ratio]:
    floor = costs[BARE]
    others = {name: cost for name, cost in costs.items() if name != BARE}
    return [
        ratio
        for name, cost in others.items()
        for ratio in (
            Ratio(f"{name} / {BARE}", cost.wall, floor.wall, "us"),
            Ratio(f"{name} / {BARE}, CPU", cost.cpu, floor.cpu, "us"),
        )
    ]


def main(rounds: int) -> None:
    with serving() as server, bare() as (port, pid):
        floor = {BARE: Asked(port, pid, request("/", f"127.0.0.1:{port}"))}
        costs = in_turn(floor | of_product(server), rounds)
    for name, cost in costs.items():
        print(f"{name:24}{1e6 / cost.wall:10,.0f} answers a second")
    report("answers", ratios(costs | {"list row": a_row(costs)}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    main(parser.parse_args().rounds)
