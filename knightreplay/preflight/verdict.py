"""What a trial's figures mean for a class, in words."""

from typing import Any, Literal, NamedTuple

from knightreplay.preflight.measuring import Measured

Level = Literal["green", "amber", "red"]

GREEN = 150.0  # ms: nobody sees a difference between two phones
AMBER = 500.0  # ms: seen, but the lesson goes on


class PreflightVerdict(NamedTuple):
    level: Level
    slowest: float  # ms: the slower of pause and question, 95 of 100
    words: str
    advice: str


ADVICE: dict[Level, str] = {
    "green": "Nothing to do.",
    "amber": "It works, but phones lag behind each other. Close other programs on this "
    "machine, plug in its power supply, and try again.",
    "red": "Do not teach with so many on this machine as it is now. Close other programs, "
    "try with fewer participants, or use a faster machine.",
}


def judge(measured: Measured) -> PreflightVerdict:
    """Green up to 150 ms, amber up to 500 ms, else red; red whenever an answer was lost."""
    slowest = max(measured.pause, measured.question)
    lost = measured.sent - measured.counted
    level: Level = "green" if slowest <= GREEN else "amber"
    if lost or slowest > AMBER:
        level = "red"
    words = (
        f"This machine holds {measured.participants} participants, p95 {slowest:.0f} ms"
    )
    if lost:
        words = f"{abs(lost)} of {measured.sent} answers were not counted once"
    elif level == "red":
        words = (
            f"{measured.participants} participants are too many here, "
            f"p95 {slowest:.0f} ms"
        )
    return PreflightVerdict(level, slowest, words, ADVICE[level])


def report(measured: Measured) -> dict[str, Any]:
    """The figures and what they mean, as JSON has them."""
    return {**measured._asdict(), **judge(measured)._asdict()}
