"""What grows with what is there: `python -m benchmarks.growth [--rounds 7]`.

The home page, a page of my runs and a fork beside 10 to 10,000 stored runs; a fork at the
end of a chain of 1 to 1,000 forks; a frame to one of 10 to 1,000 viewers. Each cost is
processor time beside a floor that was measured in turn with it, `/healthz` through the same
middleware or a loop of plain Python, so that other work on the machine makes no slope. A line is fitted on logarithmic scales: a slope of 0 is flat.
"""

import argparse
import asyncio
import os
import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import django

from benchmarks.figures.fitting import Fit, fitted
from benchmarks.figures.machine import loop_milliseconds
from benchmarks.figures.ratio import Ratio, report
from benchmarks.figures.timing import in_turn
from benchmarks.load import fan_of
from benchmarks.peers.server import PRODUCT
from tests.server import environment, furnish

if TYPE_CHECKING:
    from knightreplay.runs.models import Run

STORED = (10, 100, 1000, 10_000)  # runs
CHAIN = (1, 10, 100, 1000)  # forks of forks
VIEWERS = (10, 100, 1000)
ROWS = 5  # of a page of my runs, so that there is another after it at every size
AT_A_TIME = 20  # answers, or forks
FLOOR = "/healthz"

Work = Callable[[], object]
Costs = dict[str, dict[int, float]]  # what → number → floors


class Browser(NamedTuple):
    """Somebody who has begun the first of the runs."""

    cookie: str
    first: "Run"


@contextmanager
def product() -> Iterator[Browser]:
    """The product in this process, in a folder of its own, with one computed run."""
    with tempfile.TemporaryDirectory(prefix="knightreplay-growth-") as folder:
        furnish(Path(folder))
        os.environ |= environment(Path(folder))
        django.setup()
        yield _begun()


def _begun() -> Browser:
    from django.test import Client  # noqa: PLC0415 -- after setup

    from knightreplay.runs.lists import mine  # noqa: PLC0415 -- after setup
    from knightreplay.runs.models import Run  # noqa: PLC0415 -- after setup
    from tests.morning import compute  # noqa: PLC0415 -- after setup

    mine.PAGE = ROWS
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/", {"scenario": "sec-2013"})
    run = Run.objects.get()
    compute(run.id)
    return Browser(_written(client.cookies), Run.objects.get())


def _written(cookies: SimpleCookie) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())


def store(first: "Run", count: int) -> None:
    """As many runs as are missing, each as the first one is."""
    from django.forms import model_to_dict  # noqa: PLC0415 -- after setup

    from knightreplay.runs.models import Run  # noqa: PLC0415 -- after setup

    alike = model_to_dict(first, exclude=("parent",))
    missing = count - Run.objects.count()
    Run.objects.bulk_create((Run(**alike) for _ in range(missing)), batch_size=500)


def asking(path: str, cookie: str = "") -> Work:
    """What answers a page some times, in this thread."""
    from django.test import RequestFactory  # noqa: PLC0415 -- after setup

    from knightreplay.handler import ThreadHandler  # noqa: PLC0415 -- after setup

    handler = ThreadHandler()
    factory = RequestFactory(headers={"host": "127.0.0.1", "cookie": cookie})

    def ask() -> None:
        for _ in range(AT_A_TIME):
            answer = handler.get_response(factory.get(path))
            answer.close()
            if answer.status_code != 200:
                raise ConnectionError(f"{path}: {answer.status_code}")

    return ask


def forked(run: "Run") -> "Run":
    from knightreplay.runs.models import Role  # noqa: PLC0415 -- after setup
    from knightreplay.runs.services import fork  # noqa: PLC0415 -- after setup

    return fork(run.id, at=6060, role=Role.HOST).run


def forking(run: "Run") -> Work:
    """What forks a run some times, and leaves none of the forks behind."""
    from django.db import transaction  # noqa: PLC0415 -- after setup

    def work() -> None:
        with transaction.atomic():
            for _ in range(AT_A_TIME):
                forked(run)
            transaction.set_rollback(True)

    return work


def in_floors(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """What each costs, in floors that were measured in turn with it."""
    least = in_turn({FLOOR: asking(FLOOR), **works}, rounds)
    return {name: least[name] / least[FLOOR] for name in works}


def by_stored_runs(browser: Browser, rounds: int) -> Costs:
    works = {
        "home page": asking("/", browser.cookie),
        "page of my runs": asking("/mine/", browser.cookie),
        "fork": forking(browser.first),
    }
    costs: Costs = {name: {} for name in works}
    for count in STORED:
        store(browser.first, count)
        for name, cost in in_floors(works, rounds).items():
            costs[name][count] = cost
    return {f"{name}, by stored runs": found for name, found in costs.items()}


def by_chain(first: "Run", rounds: int) -> Costs:
    costs: dict[int, float] = {}
    last, length = first, 0
    for count in CHAIN:
        while length < count:
            last, length = forked(last), length + 1
        costs[count] = in_floors({"fork": forking(last)}, rounds)["fork"]
    return {"fork, by length of its chain": costs}


async def by_viewers(counts: Iterable[int]) -> Costs:
    costs = {}
    for count in counts:
        loop = loop_milliseconds() * 1e3
        costs[count] = (await fan_of(PRODUCT, count)).cpu / loop
    return {"frame to a viewer, by viewers": costs}


def shown(what: str, costs: Mapping[int, float], fit: Fit) -> str:
    each = "".join(f"{cost:9.3g}" for cost in costs.values())
    return f"{what:34}{each:36}{fit.slope:8.3f}{fit.spread:9.1%}"


def tenfold(what: str, fit: Fit) -> Ratio:
    return Ratio(f"{what}, tenfold / once", fit.tenfold, 1.0, "times")


def main(rounds: int) -> None:
    with product() as browser:
        costs = by_stored_runs(browser, rounds) | by_chain(browser.first, rounds)
    costs |= asyncio.run(by_viewers(VIEWERS))
    fits = {what: fitted(found) for what, found in costs.items()}
    print(f"{'':34}{'floors, by each number':36}{'slope':>8}{'beside':>9}")
    for what, fit in fits.items():
        print(shown(what, costs[what], fit))
    report("growth", [tenfold(what, fit) for what, fit in fits.items()])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    main(parser.parse_args().rounds)
