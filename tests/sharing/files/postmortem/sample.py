"""The run of docs/samples/: the default morning in which people act three times."""

from uuid import UUID

from knightreplay.runs import selectors
from knightreplay.runs.models import Role
from knightreplay.runs.services import ActRequest, give_reason, intervene, start_run
from knightreplay.sharing.files.postmortem.document import as_markdown
from knightreplay.sharing.files.postmortem.findings import findings
from knightreplay.sharing.notes.services import Draft, Person, write
from tests import morning

RUN = UUID(int=2012_08_01)
FLAG_OFF, TAKE_OVER, KILL = 5820, 6420, 6480  # 09:37, 09:47 and 09:48
WHY = "The e-mails name the flag. We take it off the server that sends them."
NOTE = "Off for new orders only: the loops that run do not look at the flag again."


def sample() -> str:
    """Its postmortem as Markdown; the run is stored under an id of its own."""
    _begin()
    _act()
    note = Draft(text=NOTE, author="Ada", at=FLAG_OFF)
    write(RUN, note, who=Person(Role.HOST), command_id="note")
    morning.compute(RUN)
    view = selectors.view(RUN)
    assert view
    return as_markdown(findings(view))


def _begin() -> None:
    run = start_run(scenario="sec-2013", seed=29).run
    run.delete()
    run.id = RUN
    run.save(force_insert=True)


def _act() -> None:
    flag = intervene(
        *(RUN, ActRequest("flag", "8", on=False)),
        role=Role.HOST,
        command_id="flag",
        at=FLAG_OFF,
    )
    give_reason(RUN, role=Role.HOST, command_id="why", target=flag.seq, text=WHY)
    for request, at in (
        (ActRequest("take-over"), TAKE_OVER),
        (ActRequest("kill", "8"), KILL),
    ):
        intervene(RUN, request, role=Role.HOST, command_id=request.op, at=at)
