"""How soon an act reaches another viewer: `python -m benchmarks.latency`.

A real `manage.py serve` in its own process, two protocol clients. The host acts on a run
that is computed; measured at the second client are the announcement of the new epoch and
the first segment of the new future. Beside them, in the same run, the round trip of a
`ping`, which does nothing but cross the socket twice.
"""

import platform
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.figures.ratio import Ratio, p95, report
from simulator.clock import MINUTES
from tests.server import Server
from tests.viewer import SocketViewer, viewing

ACTS = 20
WARM_UP = 2


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="knightreplay-bench-") as folder:
        server = Server(Path(folder)).start()
        try:
            _, begun = server.ask("runs", {"seed": 29})
            run_id, key = str(begun["id"]), str(begun["host_key"])
            with (
                viewing(server.address, run_id, key) as host,
                viewing(server.address, run_id) as viewer,
            ):
                rows = [_act(host, viewer, number) for number in range(ACTS)]
        finally:
            server.stop()
    _report(rows[WARM_UP:])


def _act(
    host: SocketViewer, viewer: SocketViewer, number: int
) -> tuple[float, float, float]:
    """(ping, epoch at the other viewer, its first new segment), milliseconds.

    Each act is of the first second: its epoch, as many as there were acts, is the whole day.
    """
    _until_whole(viewer, number)
    _until_whole(host, number)
    started = time.perf_counter()
    viewer.say(type="ping", sent=started)
    viewer.next("pong")
    ping = time.perf_counter() - started
    started = time.perf_counter()
    host.say(
        type="intervene",
        command_id=f"bench-{number}",
        op="flag",
        on=bool(number % 2),
        servers="8",
        seen=0,
    )
    epoch = viewer.next("epoch")["epoch"]
    told = time.perf_counter() - started
    viewer.until_held((epoch, 0))
    shown = time.perf_counter() - started
    return ping * 1e3, told * 1e3, shown * 1e3


def _until_whole(viewer: SocketViewer, epoch: int) -> None:
    """It has the whole day, so nothing is left unread on its socket; then it forgets it."""
    viewer.until_held(*((epoch, minute) for minute in range(MINUTES)))
    viewer.held.clear()


def _report(rows: list[tuple[float, float, float]]) -> None:
    pings, told, shown = zip(*rows, strict=True)
    unit = statistics.median(pings)
    print(
        f"{platform.machine()}, {platform.system()}, Python "
        f"{platform.python_version()}, {len(rows)} acts"
    )
    print(f"{'':32}{'median ms':>10}{'p95 ms':>10}{'in pings':>10}")
    for name, values in (
        ("ping and pong", pings),
        ("act to the other's epoch", told),
        ("act to the other's new frames", shown),
    ):
        median = statistics.median(values)
        print(f"{name:32}{median:10.1f}{p95(values):10.1f}{median / unit:10.1f}")
    epoch, frames = statistics.median(told), statistics.median(shown)
    ratios = [
        Ratio("act to another's epoch / ping", epoch, unit, "ms"),
        Ratio("act to another's frames / ping", frames, unit, "ms"),
    ]
    report("latency", ratios)


if __name__ == "__main__":
    main()
