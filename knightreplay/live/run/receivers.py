"""Acts, movements of the clock and notes, told to every viewer as soon as they are stored."""

import time
from typing import Any

from knightreplay.live.messages import encode
from knightreplay.live.run import messages
from knightreplay.runs import announce, selectors
from knightreplay.runs.acts import Log
from knightreplay.runs.models import Intervention, Run
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.selectors import View
from knightreplay.sharing.models import Note


def tell_viewers(
    *, run: Run, log: Log, row: Intervention | None, **signal: Any
) -> None:
    until = selectors.disclosed_until(run, time.time())
    view = View(run, log, snapshot_of(run), (), until)
    texts = messages.changes(view, () if row is None else (row,))
    at = run.clock_wall if row is None else row.made_at
    announce.changed(run.id, seq=run.seq, texts=texts, at=at)


def tell_of_note(*, note: Note, **signal: Any) -> None:
    text = encode(messages.note(note))
    announce.noted(note.run_id, text=text, end=note.end)
