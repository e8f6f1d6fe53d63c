"""The findings as a document: a title and sections in Markdown."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from knightreplay.lab.ranges import Range
from knightreplay.money import amount, exact, signed
from knightreplay.sharing.files.postmortem import lessons, over_readings
from knightreplay.sharing.files.postmortem.annotations import Annotation
from knightreplay.sharing.files.postmortem.decisions import Decision
from knightreplay.sharing.files.postmortem.findings import Findings
from knightreplay.sharing.files.postmortem.markdown import (
    bullets,
    front_matter,
    in_one_line,
    plain,
    quoted,
    table,
)
from knightreplay.sharing.files.postmortem.screen import Screen
from knightreplay.sharing.files.postmortem.times import span, when
from knightreplay.sharing.files.postmortem.whatif import Case, Safeguard
from simulator.clock import time_of

MOST_DECISIONS = 40  # told one by one; the timeline has them all
DISCLAIMER = "Simulation. No source gives a minute-by-minute curve of 1 August 2012."


class Section(NamedTuple):
    """A heading of the second level, and what stands under it."""

    name: str  # for addresses inside the document
    title: str
    body: str  # Markdown


class PostmortemDocument(NamedTuple):
    """What is told in every form: Markdown as it is, HTML and PDF made from it."""

    title: str  # a user's text may be in it; not Markdown
    sections: tuple[Section, ...]


def document(found: Findings) -> PostmortemDocument:
    """The document about a run; the same findings give the same text."""
    sections = (
        Section("summary", "Summary", _summary(found)),
        Section("figures", "Key figures", _figures(found)),
        Section("timeline", "Timeline", _timeline(found)),
        Section("decisions", "Decisions", _decisions(found)),
        Section("causes", "What the loss consists of", _causes(found)),
        Section("cases", "What else could have been", _cases(found)),
        Section("safeguards", "Which safeguard would have fired when", _guards(found)),
        Section("conditions", "Conditions that made it possible", lessons.CONDITIONS),
        Section("notes", "Notes on the timeline", _notes(found)),
        Section("limits", "What this document cannot know", lessons.LIMITS),
        Section("origin", "Where this document comes from", _origin(found)),
    )
    return PostmortemDocument(
        f"Postmortem: {in_one_line(found.name) or found.title}",
        tuple(section for section in sections if section.body),
    )


def as_markdown(found: Findings) -> str:
    """The whole file."""
    body = _body(found)
    return f"{front_matter(stamp(found))}\n\n{body}"


def stamp(found: Findings) -> dict[str, Any]:
    """What the file is of, and the SHA-256 of its text: the same in every form of it."""
    sha256 = hashlib.sha256(_body(found).encode()).hexdigest()
    return {**found.stamp, **over_readings.as_data(found), "sha256": sha256}


def _body(found: Findings) -> str:
    """The text of the Markdown file after its front matter and the empty line."""
    whole = document(found)
    parts = [f"# {plain(whole.title)}", f"*{DISCLAIMER}*"]
    parts += [f"## {section.title}\n\n{section.body}" for section in whole.sections]
    return "\n\n".join(parts) + "\n"


# ---------------------------------------------------------------- sections


def _summary(found: Findings) -> str:
    return "\n\n".join(
        [_of_what(found), _what_happened(found), _who_acted(found), lessons.FRAME]
    )


def _of_what(found: Findings) -> str:
    known = found.stamp
    foreign = "" if found.computed else _FOREIGN
    return foreign + (
        "This is a review of one simulated morning, not of 1 August 2012 itself: scenario"
        f" `{known['scenario']}` ({plain(found.title)}), seed {known['seed']}, engine"
        f" `{known['engine_version']}`. It looks for conditions and signals, not for"
        " somebody to blame. Times are US Eastern, the second in which a thing happens."
    )


_FOREIGN = (
    "**This run was made by another engine, or came here as a file.** Its frames, marked"
    " moments and acts are what it says of itself: they were not computed here.\n\n"
)


def _what_happened(found: Findings) -> str:
    if found.stop is None or found.at_stop is None:
        return (
            f"No order ran in a loop, and nothing was lost. {found.emails} e-mails"
            " “Power Peg disabled” came."
        )
    at = found.at_stop
    end = (
        "what is held counted at the cost of getting out" if found.held else "all sold"
    )
    return (
        f"**By 16:00 the firm had lost {exact(found.loss)}** ({found.figures[0].mark};"
        f" {end}). Loops executed for the last time at {time_of(found.stop)}. At the end of"
        f" that second they had executed {at.executions:,} times and the firm held"
        f" {amount(at.gross)} of positions, long and short added. The book, at last prices,"
        f" said {signed(at.own)}; getting out at once would have come to"
        f" {signed(at.exit)}."
    )


def _who_acted(found: Findings) -> str:
    if not found.decisions:
        return "Nobody acted in this run: what Knight's people do is the scenario's."
    count = len(found.decisions)
    struck = sum(decision.struck for decision in found.decisions)
    times = "once" if count == 1 else f"{count} times"
    out = f" {struck} of these acts were struck out later." if struck else ""
    return f"People acted {times} in this run.{out} Each act is looked at below."


def _figures(found: Findings) -> str:
    rows = [
        (figure.label, figure.value, figure.mark, figure.found)
        for figure in found.figures
    ]
    head = ("", "This run", "Mark", "The SEC found, of 1 August 2012")
    reading = over_readings.reading(found.stamp["scenario"])
    parts = [table(head, rows, right=[1]), reading, lessons.TOTALS]
    return "\n\n".join(part for part in parts if part)


def _timeline(found: Findings) -> str:
    rows = [
        (
            when(moment.tick, about=moment.about, until=moment.until),
            moment.kind,
            plain(moment.what),
            plain(moment.source),
        )
        for moment in found.moments
    ]
    return lessons.KINDS + "\n\n" + table(("Time (ET)", "Kind", "What", "Source"), rows)


def _decisions(found: Findings) -> str:
    shown = found.decisions[:MOST_DECISIONS]
    if not shown:
        return (
            "No decision by a person is in the log of this run. The acts of Knight's people"
            " are in the timeline; what was on their screens is not known to the second."
        )
    parts = [lessons.SCREEN]
    parts += [_decision(number, one) for number, one in enumerate(shown, start=1)]
    if more := len(found.decisions) - len(shown):
        parts.append(f"{more} later acts are in the timeline only.")
    return "\n\n".join(parts)


def _decision(number: int, decision: Decision) -> str:
    """One act by a person; its number is that of its line in the picture."""
    act = f"{time_of(decision.tick)} {plain(decision.what)}"
    title = f"### {number}. {act}"
    rows = [_seen("On the screen", decision.before)]
    rows.append(_seen("A minute later", decision.after))
    head = [
        *("", "Getting out", "Fair value", "Book", "Held"),
        *("Servers looping", "Orders/s", "E-mails"),
    ]
    parts = [
        title,
        _how(decision),
        table(head, rows, right=range(1, len(head))),
        _followed(decision),
    ]
    return "\n\n".join(part for part in parts if part)


def _how(decision: Decision) -> str:
    took = _TOOK.get(decision.took, "")
    said = f"By the {_ROLES.get(decision.by, decision.by)}{took}."
    if decision.struck:
        said += " Struck out later: not in force, and what follows is without it."
    if decision.reason:
        return f"{said} The reason given:\n\n{quoted(decision.reason)}"
    return f"{said} No reason was given."


_ROLES = {"host": "host", "operate": "operator"}
_TOOK = {
    "seen": ", at the second on their screen",
    "present": ", at the run's own second",
    "at": ", placed at a named second",
}


def _seen(label: str, screen: Screen) -> tuple[str, ...]:
    return (
        label,
        signed(screen.exit),
        signed(screen.fair),
        signed(screen.own),
        amount(screen.gross),
        _servers(screen.looping),
        f"{screen.orders:,}",
        f"{screen.emails:,}",
    )


def _servers(numbers: Sequence[int]) -> str:
    if len(numbers) < 3:
        return ", ".join(map(str, numbers)) or "none"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}\N{EN DASH}{numbers[-1]}"
    return ", ".join(map(str, numbers))


def _followed(decision: Decision) -> str:
    before, after = decision.before, decision.after
    executed = after.executions - before.executions
    change = before.exit - after.exit
    direction = "grew" if change >= 0 else "fell"
    return (
        f"In the minute that followed {executed:,} executions were done, and the cost of"
        f" getting out {direction} by {amount(change)} (modelled)."
    )


def _causes(found: Findings) -> str:
    split = found.split
    rows = [
        (label, exact(split.into.get(cause, 0)), exact(split.out.get(cause, 0)))
        for cause, label in lessons.CAUSES.items()
    ]
    into, out = sum(split.into.values()), sum(split.out.values())
    rows.append(("**Together**", f"**{exact(into)}**", f"**{exact(out)}**"))
    head = ("Cause (modelled)", "While positions were built", "While they were sold")
    ahead = f"Getting out of what is still held would add {exact(split.ahead)}. "
    total = f"All parts add up to the loss of {exact(found.loss)}."
    return "\n\n".join(
        [
            table(head, rows, right=[1, 2]),
            (ahead if split.ahead else "") + total,
            lessons.SPREAD,
        ]
    )


def _cases(found: Findings) -> str:
    missing = "" if found.computed else _OTHER_ENGINE.format(what="other mornings")
    if not found.cases:
        return missing
    rows: list[tuple[str, ...]] = [
        (
            *("**This run**", f"**{amount(found.loss)}**"),
            *(*_over(found, found.found), "", *_traded(found)),
        )
    ]
    rows += [_case(case, found) for case in found.cases]
    head = [
        *("Morning (modelled)", "Loss at 16:00"),
        *(("Over the readings",) if found.found.readings else ()),
        *("Against this run", "Executions", "Held at the stop"),
    ]
    shown = table(head, rows, right=range(1, len(head)))
    parts = [shown, missing, lessons.CASES, over_readings.of_cases(found)]
    return "\n\n".join(part for part in parts if part)


def _traded(found: Findings) -> tuple[str, str]:
    if found.at_stop is None:
        return "0", "$0"
    return f"{found.at_stop.executions:,}", amount(found.at_stop.gross)


def _over(found: Findings, own: Range) -> tuple[str, ...]:
    """The cell of a range; none in the document of a run that has no ranges."""
    return (over_readings.low_to_high(own),) if found.found.readings else ()


def _case(case: Case, found: Findings) -> tuple[str, ...]:
    return (
        case.name,
        amount(case.loss),
        *_over(found, case.found),
        _against(case.loss - found.loss),
        f"{case.executions:,}",
        amount(case.gross),
    )


def _against(more: int) -> str:
    if amount(more) == "$0":
        return "the same"
    return f"{amount(more)} {'more' if more > 0 else 'less'}"


def _guards(found: Findings) -> str:
    if not found.computed:
        return _OTHER_ENGINE.format(what="safeguards")
    rows = [_guard(guard) for guard in found.safeguards]
    head = [
        *("Safeguard", "Set to", "First trip", "Getting out then"),
        *("Book then", "Before the last execution"),
    ]
    shown = table(head, rows, right=range(2, len(head)))
    parts = [lessons.SHADOW, shown, over_readings.of_guards(found.safeguards)]
    return "\n\n".join(part for part in (*parts, lessons.MARKS) if part)


_OTHER_ENGINE = (
    "This run was made by another engine or from other data than this server's, so no {what}"
    " were computed: they would be of another model than the run."
)


def _guard(guard: Safeguard) -> tuple[str, ...]:
    name = f"{guard.name}{' (armed in this run)' if guard.own else ''}"
    setting = "as people set it" if guard.own else guard.setting
    if guard.tick is None or guard.screen is None:
        return name, setting, "never", "", "", ""
    server = f" (server {guard.server})" if guard.server else ""
    lead = "" if guard.lead is None else _lead(guard.lead)
    shown = guard.screen
    return (
        name,
        setting,
        time_of(guard.tick) + server,
        signed(shown.exit),
        signed(shown.own),
        lead,
    )


def _lead(seconds: int) -> str:
    return span(seconds) if seconds >= 0 else f"{span(seconds)} after it"


def _notes(found: Findings) -> str:
    if not found.notes:
        return ""
    parts = [lessons.NOTES]
    for note in found.notes:
        parts += _note(note)
    return "\n\n".join(parts)


def _note(note: Annotation, *, answer: bool = False) -> Iterator[str]:
    at = "in answer" if answer else when(note.at, until=note.last)
    states = [word for word, is_so in _states(note) if is_so]
    state = f" ({', '.join(states)})" if states else ""
    yield f"**{at}, {plain(note.author) or 'without a name'}**{state}:"
    yield quoted(note.text)
    for reply in note.answers:
        yield from _note(reply, answer=True)


def _states(note: Annotation) -> tuple[tuple[str, bool], ...]:
    return ("edited", note.edited), ("resolved", note.resolved)


def _origin(found: Findings) -> str:
    of = found.stamp
    lines = [
        ("Scenario", of["scenario"]),
        ("Seed", of["seed"]),
        ("Engine", of["engine_version"]),
        ("Data (SHA-256)", of["data_hash"]),
        ("State before 10:15:00", of["state_hash_at_1015"]),
        ("State at 16:00", of["final_hash"]),
        ("Run", of["run"]),
        ("Epoch", of["epoch"]),
        ("Forked from its parent at", of["forked_at"]),
        ("Acts in the log", len(of["interventions"])),
    ]
    rows = [(name, f"`{value}`") for name, value in lines if value is not None]
    return table(("", ""), rows) + "\n\n" + bullets(lessons.ORIGIN)
