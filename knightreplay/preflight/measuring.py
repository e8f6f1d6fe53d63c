"""The trial itself: a pause to all, a question to all, and everybody's answer at once."""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from knightreplay.preflight.bots import Bots
from knightreplay.preflight.practice import Practice

PAUSES = 10  # presses of the host, play and pause in turn
QUESTIONS = 4
WITHIN = 1.0  # seconds in which everybody answers
TWICE = 5  # every so-manieth answer is sent again, as a phone does that lost its line
MOST = 300  # participants

Progress = Callable[[str, float], None]  # what is tried now, and how far it is, 0 to 1


class Measured(NamedTuple):
    """What a trial found. Milliseconds, 95 of 100 were faster."""

    participants: int
    came_in: float  # seconds until all were in
    pause: float  # ms from the host's press until a participant is told
    question: float  # ms
    answers: float  # ms from an answer to its receipt
    sent: int  # answers
    counted: int  # of them, by the host's page


async def measure(
    port: int, practice: Practice, progress: Progress, *, at_once: bool = False
) -> Measured:
    """All measures with the bots of one practice room against the server at a port.

    `at_once`: while the run is still computed, so that the times mean less.
    """
    bots = Bots(port, practice)
    began = time.monotonic()
    try:
        progress("entering", 0.1)
        await bots.come_in()
        came_in = time.monotonic() - began
        # In class the run was computed before the first word was said.
        progress("computing", 0.2)
        await bots.wait(lambda: at_once or bots.computed)
        progress("pausing", 0.3)
        pauses = [late for n in range(PAUSES) for late in await _pause(bots, n)]
        questions, answers, counted = [], [], 0
        for number, stop in enumerate(practice.stops):
            progress("asking", 0.5 + 0.5 * number / len(practice.stops))
            questions += await _ask(bots, stop)
            answers += await _answer(bots, stop)
            counted += bots.counted[stop]
            await _close(bots, stop)
    finally:
        bots.leave()
    progress("done", 1.0)
    return Measured(
        len(practice.keys),
        came_in,
        p95(pauses),
        p95(questions),
        p95(answers),
        len(practice.keys) * len(practice.stops),
        counted,
    )


def p95(values: Iterable[float]) -> float:
    """The least value that 95 of 100 do not pass, in milliseconds."""
    ordered = sorted(values)
    return 1e3 * ordered[max(0, -(-95 * len(ordered) // 100) - 1)]


async def _pause(bots: Bots, number: int) -> list[float]:
    """One press of the host, told to everybody: seconds."""
    pressed = time.time()
    bots.press("pause" if number % 2 else "play", f"press-{number}")
    await bots.wait(lambda: len(bots.paused) == len(bots.runs))
    late = [at - pressed for at in bots.paused.values()]
    await asyncio.sleep(0.1)
    return late


async def _ask(bots: Bots, stop: int) -> list[float]:
    pressed = time.time()
    bots.do("open-stop", f"open-{stop}", stop=stop)
    heard = bots.asked.setdefault(stop, {})
    await bots.wait(lambda: len(heard) == len(bots.rooms))
    return [at - pressed for at in heard.values()]


async def _answer(bots: Bots, stop: int) -> list[float]:
    """Everybody answers within a second, some of them twice; the host sees all, once."""
    count, loop = len(bots.practice.keys), asyncio.get_running_loop()
    began, sent = loop.time(), {}
    for bot in range(count):
        await asyncio.sleep(max(0.0, began + WITHIN * bot / count - loop.time()))
        command_id = f"answer-{stop}-{bot}"
        sent[command_id] = time.time()
        for _ in range(2 if bot % TWICE == 0 else 1):
            bots.do(
                "answer",
                command_id,
                bot=bot + 1,
                stop=stop,
                value=bot % 2,
                sureness=0.7,
            )
    await bots.wait(lambda: sent.keys() <= bots.answered.keys())
    await bots.wait(lambda: bots.counted[stop] >= count)
    return [bots.answered[command_id] - at for command_id, at in sent.items()]


async def _close(bots: Bots, stop: int) -> None:
    command_id = f"close-{stop}"
    bots.do("close-stop", command_id, stop=stop, anyway=True)
    await bots.wait(lambda: command_id in bots.answered)
