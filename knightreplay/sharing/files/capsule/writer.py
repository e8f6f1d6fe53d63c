"""A run written as a capsule: the same run, epoch, notes and range give the same bytes."""

from collections.abc import Callable, Iterator
from typing import Any

from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.capsule import parts
from knightreplay.sharing.files.capsule.manifest import (
    Listed,
    line_of,
    manifest,
    sha256,
)
from knightreplay.sharing.files.capsule.page import page
from knightreplay.sharing.files.capsule.parts import CapsuleRange, canonical

BLOCK = '<script type="application/json" id="capsule-{}">'
SEGMENTS = '<script type="text/plain" id="capsule-segments">'
END = "</script>"


def write(
    view: View,
    wanted: CapsuleRange | None = None,
    language: str = "en",
    report: Callable[[float], None] = lambda part: None,
) -> Iterator[bytes]:
    """The file, piece by piece. What a paced run has not told is not in its view.

    The list of hashes comes last, so that each segment is read once and none is held.
    `report` hears how much is done, 0 to 1.
    """
    wanted = wanted or CapsuleRange()
    shell = page(_run(view), language)
    texts = _texts(view, wanted)
    yield shell.head
    for name, text in texts.items():
        yield _block(name, text)
    listed: list[Listed] = []
    yield f"{SEGMENTS}\n".encode()
    keys = parts.keys(view, wanted)
    for epoch, minute, payload in parts.payloads(view, keys):
        report(len(listed) / len(keys))
        line = line_of(epoch, minute, payload)
        listed.append(Listed(epoch, minute, sha256(line)))
        yield f"{line}\n".encode()
    yield f"{END}\n".encode()
    whole = manifest(texts, listed)
    yield _block("manifest", whole)
    yield _block("hash", canonical(sha256(whole)))
    yield shell.tail


def _texts(view: View, wanted: CapsuleRange) -> dict[str, str]:
    return {
        "about": canonical(parts.about(view, wanted)),
        "snapshot": canonical(parts.snapshot(view, wanted)),
        "log": canonical(parts.log(view)),
        "notes": canonical(parts.notes(view)),
    }


def _block(name: str, text: str) -> bytes:
    return f"{BLOCK.format(name)}{text}{END}\n".encode()


def _run(view: View) -> dict[str, Any]:
    run = view.run
    title = snapshot_of(run).title
    return {"id": str(run.id), "title": title, "seed": run.seed}
