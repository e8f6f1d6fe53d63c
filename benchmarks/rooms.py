"""What a full room costs: `python -m benchmarks.rooms [--participants 60,300]`.

A server of its own on a free port, a practice room on it, and bots over real sockets, two
each as a participant's page has: the pre-flight's trial (knightreplay/preflight). CPU is the
server process's own time, so that it holds on a machine with other work; latency does not.
"""

import argparse
import asyncio
import os
import resource
import tempfile
from pathlib import Path

import django

from tests.server import Server

TICKS = os.sysconf("SC_CLK_TCK")


def cpu(server: Server) -> float:
    """Seconds of processor time of a server so far."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")")[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def trial(server: Server, participants: int) -> str:
    from knightreplay.preflight.measuring import (  # noqa: PLC0415 -- after setup
        QUESTIONS,
        measure,
    )
    from knightreplay.preflight.practice import (  # noqa: PLC0415 -- after setup
        practice_room,
    )

    steps: list[tuple[str, float]] = []

    def progress(what: str, _part: float) -> None:
        steps.append((what, cpu(server)))

    with practice_room(participants, QUESTIONS) as practice:
        found = asyncio.run(measure(server.port, practice, progress))
    at = dict(reversed(steps))
    entering = at["computing"] - at["entering"]
    rounds = (at["done"] - at["asking"]) / QUESTIONS
    return (
        f"{participants:6}{found.came_in:8.1f}{entering:8.2f}{found.pause:9.0f}"
        f"{found.question:10.0f}{found.answers:9.0f}{rounds:9.2f}"
        f"{found.counted:8}/{found.sent}"
    )


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
            for count in counts:
                print(trial(server, count), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", default="60,300", help="counts, with commas")
    given = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    main([int(n) for n in given.participants.split(",")])
