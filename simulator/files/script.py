"""Scripts: interventions and guardrails in a file, one line each as `--do` reads them.

A script is a TOML file with one key, `do`; a scenario's `preset` is read the same way.
"""

from collections.abc import Sequence
from pathlib import Path

from simulator.clock import time_of
from simulator.documents import Document, read_document, shown_name
from simulator.interventions import Intervention, parse_do
from simulator.params import ParamsError

MOST_ACTS = 500


def read_script(path: Path, server_count: int) -> tuple[Intervention, ...]:
    """Return the interventions of a script.

    Raises
    ------
    FileError: names the file, the line, the key, the value and what is allowed.

    """
    document = read_document(path, shown_name(path))
    document.table((), ("do",), ("do",))
    return read_acts(document, "do", server_count)


def read_acts(
    document: Document, key: str, server_count: int
) -> tuple[Intervention, ...]:
    """Return the interventions in a list of a document, see `read_script`."""
    count = len(document.list_at((key,), 0, MOST_ACTS))
    acts: list[Intervention] = []
    for index in range(count):
        place = (key, index)
        act = document.checked(place, lambda text: parse_do(text, server_count))
        acts.append(act)
        document.checked(place, lambda _: check_agreement(acts))
    return tuple(acts)


def check_agreement(acts: Sequence[Intervention]) -> None:
    """Refuse two orders to one guardrail at one tick.

    Raises
    ------
    ParamsError: a guardrail is armed twice, or armed and disarmed, at one tick.

    """
    told: set[tuple[int, str]] = set()
    for act in acts:
        if act.guardrail is None:
            continue
        if (act.tick, act.guardrail) in told:
            allowed = f"one order to a guardrail at one time ({time_of(act.tick)})"
            raise ParamsError("guardrail", act.guardrail, allowed)
        told.add((act.tick, act.guardrail))
