"""What a full room costs: `python -m benchmarks.rooms [--participants 30,100,300]`.

A server of its own on a free port, a practice room on it, and bots over real sockets, two
each as a participant's page has: the pre-flight's trial (knightreplay/preflight). CPU is the
server process's own time, so that it holds on a machine with other work; latency does not.
What a seat costs is told in loops of plain Python, and must not grow with the seats.
"""

import argparse
import asyncio
import os
import resource
import tempfile
from pathlib import Path
from typing import NamedTuple

import django

from benchmarks.figures.machine import loop_milliseconds
from benchmarks.figures.process import cpu
from benchmarks.figures.ratio import Ratio, report
from tests.server import Server


class Trial(NamedTuple):
    """What a room of so many cost: a line of the table, and CPU seconds."""

    line: str
    pause: float  # a state told to all
    question: float  # a question told to all, and all their answers


def trial(server: Server, participants: int) -> Trial:
    from knightreplay.preflight.measuring import (  # noqa: PLC0415 -- after setup
        PAUSES,
        QUESTIONS,
        measure,
    )
    from knightreplay.preflight.practice import (  # noqa: PLC0415 -- after setup
        practice_room,
    )

    steps: list[tuple[str, float]] = []

    def progress(what: str, _part: float) -> None:
        steps.append((what, cpu(server.process.pid)))

    with practice_room(participants, QUESTIONS) as practice:
        found = asyncio.run(measure(server.port, practice, progress))
    at = dict(reversed(steps))
    entering = at["computing"] - at["entering"]
    pause = (at["asking"] - at["pausing"]) / PAUSES
    rounds = (at["done"] - at["asking"]) / QUESTIONS
    line = (
        f"{participants:6}{found.came_in:8.1f}{entering:8.2f}{found.pause:9.0f}"
        f"{found.question:10.0f}{found.answers:9.0f}{rounds:9.2f}"
        f"{found.counted:8}/{found.sent}"
    )
    return Trial(line, pause, rounds)


def measured(server: Server, participants: int) -> list[Ratio]:
    """Prints a row; what a seat of so many costs, in loops of plain Python."""
    line, pause, question = trial(server, participants)
    print(line, flush=True)
    loop, each = loop_milliseconds(), 1e3 / participants
    return [
        Ratio(
            f"question, a seat of {participants} / loop, CPU",
            question * each,
            loop,
            "ms",
        ),
        Ratio(f"pause, a seat of {participants} / loop, CPU", pause * each, loop, "ms"),
    ]


def main(counts: list[int]) -> None:
    with tempfile.TemporaryDirectory(prefix="knightreplay-rooms-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "knightreplay.settings",
        }
        django.setup()
        server = Server(Path(folder)).start()
        try:
            print(
                f"{'people':>6}{'in s':>8}{'CPU s':>8}{'pause ms':>9}{'asked ms':>10}"
                f"{'ack ms':>9}{'CPU s/q':>9}{'counted':>9}"
            )
            report("rooms", [one for n in counts for one in measured(server, n)])
        finally:
            server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--participants", default="30,100,300", help="counts, with commas"
    )
    given = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    main([int(n) for n in given.participants.split(",")])
