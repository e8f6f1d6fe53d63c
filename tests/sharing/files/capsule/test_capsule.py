"""A capsule: the same bytes each time, every change found, and a run again."""

import base64
import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import transaction

from knightreplay.facts.sources import sources
from knightreplay.limiting.bodies import BodyLimit
from knightreplay.runs import selectors
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role, Run, Segment
from knightreplay.runs.segments.wire import HEADER
from knightreplay.runs.services import ActRequest, intervene, start_run
from knightreplay.sharing.files.capsule import importing, parts, reader
from knightreplay.sharing.files.capsule.manifest import (
    PARTS,
    Listed,
    line_of,
    manifest,
    sha256,
)
from knightreplay.sharing.files.capsule.modules import modules
from knightreplay.sharing.files.capsule.page import page
from knightreplay.sharing.files.capsule.parts import CapsuleRange, canonical
from knightreplay.sharing.files.capsule.shapes import inflated
from knightreplay.sharing.files.capsule.writer import write
from knightreplay.sharing.files.exporting.requests import request_export
from knightreplay.sharing.models import Export, Import, Note
from simulator import ENGINE_VERSION
from simulator.clock import tick_of
from tests import morning
from tests.reading import view_of

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[3] / "fixtures"
MORNING = CapsuleRange(tick_of("09:30:00"), tick_of("09:44:59"))


def acted_run() -> Run:
    """A computed run in which server 8 was killed at 09:41, after an act that was struck."""
    run = start_run(scenario="sec-2013", seed=29).run
    at = (tick_of("09:35:00"), tick_of("09:35:00"), tick_of("09:41:00"))
    acts = (
        ActRequest("flag", "all", on=False),
        ActRequest("strike", seq=1),
        ActRequest("kill", "8"),
    )
    for number, (tick, request) in enumerate(zip(at, acts, strict=True)):
        intervene(run.id, request, role=Role.HOST, command_id=f"a-{number}", at=tick)
    written = {"author": "Ada", "owner": "browser:a", "role": "host", "created": 1.5}
    first = Note.objects.create(
        run=run, number=1, at=6060, text="Look <here>", command_id="n-1", **written
    )
    Note.objects.create(
        run=run,
        number=2,
        at=6060,
        text="Yes",
        command_id="n-2",
        answers=first,
        **written,
    )
    morning.compute(run.id)
    run.refresh_from_db()
    return run


@pytest.fixture
def acted(db: None) -> Run:
    return acted_run()


@pytest.fixture(scope="module")
def file(django_db_setup: None, django_db_blocker: Any) -> bytes:
    """The capsule of such a run, which is gone when the tests begin."""
    with django_db_blocker.unblock(), transaction.atomic():
        written = b"".join(write(view_of(acted_run()), MORNING))
        transaction.set_rollback(True)
    return written


def read(file: bytes) -> reader.Capsule:
    return reader.read(io.BytesIO(file))


def bring_in(file: bytes, owner: str = "browser:b") -> importing.Imported:
    return importing.bring_in(read(file), owner=owner, made_by="")


def rewritten(
    file: bytes, change: Callable[[dict[str, Any], list[str]], None]
) -> bytes:
    """A capsule with other data, its hashes made anew: by somebody who means harm."""
    text = file.decode()
    blocks = {
        name: orjson.loads(re.findall(rf'id="capsule-{name}">(.*)</script>\n', text)[0])
        for name in PARTS
    }
    found = re.findall(r'id="capsule-segments">\n((?:.*\n)*?)</script>\n', text)
    lines = found[0].splitlines()
    change(blocks, lines)
    texts = {name: canonical(value) for name, value in blocks.items()}
    listed = [[*map(int, line.split()[:2]), sha256(line)] for line in lines]
    told = {name: sha256(value) for name, value in texts.items()}
    whole = canonical(
        {"format": parts.FORMAT, "version": 1, "parts": told, "segments": listed}
    )
    out = [
        f'<script type="application/json" id="capsule-{name}">{value}</script>\n'
        for name, value in {
            **texts,
            "manifest": whole,
            "hash": f'"{sha256(whole)}"',
        }.items()
    ]
    out.append('<script type="text/plain" id="capsule-segments">\n')
    out += [f"{line}\n" for line in lines]
    return "".join([*out, "</script>\n"]).encode()


def with_segment(key: tuple[int, int], payload: bytes) -> Callable[..., None]:
    def change(blocks: dict[str, Any], lines: list[str]) -> None:
        prefix = f"{key[0]} {key[1]} "
        place = next(i for i, line in enumerate(lines) if line.startswith(prefix))
        lines[place] = line_of(*key, payload)

    return change


def flipped(file: bytes, marker: bytes, after: int = 60) -> bytes:
    """One byte of the line that begins with the marker is another."""
    place = file.index(marker) + len(marker) + after
    other = b"7" if file[place : place + 1] != b"7" else b"8"
    return file[:place] + other + file[place + 1 :]


# ---------------------------------------------------------------- writing


@pytest.mark.slow
def test_capsule_of_a_run_is_the_same_each_time(acted: Run) -> None:
    first = b"".join(write(view_of(acted), MORNING))
    acted.refresh_from_db()

    assert b"".join(write(view_of(acted), MORNING)) == first


def test_capsule_says_what_it_is_of(file: bytes) -> None:
    about = read(file).about

    assert {
        name: about[name] for name in ("scenario", "seed", "epoch", "from", "to")
    } == {
        "scenario": "sec-2013",
        "seed": 29,
        "epoch": 3,
        "from": "09:30:00",
        "to": "09:44:59",
    }
    assert about["engine_version"] == ENGINE_VERSION
    assert about["interventions"] == ["09:41:00 Kill server 8"]


@pytest.mark.slow
def test_capsule_holds_the_minutes_of_its_range_and_the_run_left_alone(
    file: bytes,
) -> None:
    keys = read(file).segments.keys()

    assert {minute for _, minute in keys} == set(range(90, 105))
    assert {minute for epoch, minute in keys if epoch == 0} == set(range(90, 105))
    assert {minute for epoch, minute in keys if epoch == 3} == set(range(101, 105))


def test_capsule_of_a_paced_run_has_nothing_that_is_not_told(
    compute: Any, db: None
) -> None:
    run = compute(start_run(scenario="sec-2013", seed=29, paced=True).run)
    shown = tick_of("09:33:10")
    Run.objects.update(clock_sim=shown, clock_furthest=shown, clock_seen=shown)
    view = view_of(run)
    assert view.until == shown

    capsule = read(b"".join(write(view)))

    assert max(minute for _, minute in capsule.segments) == 93
    assert capsule.about["to"] == "09:33:09"
    assert capsule.about["figures"] is None


def test_page_asks_for_nothing_outside(file: bytes) -> None:
    page = unescape(file[: file.index(b'id="capsule-about"')].decode())

    assert "default-src 'none'" in page
    markup, cited = _without_links(_without_code(page))
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)[^"']""", markup)
    assert sources()["sec"].url in cited
    assert set(cited) <= {source.url for source in sources().values()}
    assert "'unsafe-inline'" not in page[:2000]


def _without_links(page: str) -> tuple[str, list[str]]:
    """The page, and where its links to sources lead if somebody follows them."""
    link = re.compile(r'<a class="cited" href="([^"]*)"[^>]*>')
    return link.sub("", page), link.findall(page)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_policy_names_every_script_and_style_and_lets_nothing_else_run(language):
    frame = page({"id": "x", "title": "T", "seed": 29}, language)
    whole = (frame.head + frame.tail).decode()
    policy = unescape(
        re.findall(r'Content-Security-Policy" content="([^"]*)"', whole)[0]
    )
    given = dict(part.split(" ", 1) for part in policy.split("; "))

    def hashes(pattern):
        texts = re.findall(pattern, whole, re.DOTALL)
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return [f"'sha256-{base64.b64encode(d).decode()}'" for d in digests]

    scripts = hashes(r'<script(?: type="module")?>(.*?)</script>')
    assert given.pop("script-src").split() == scripts
    assert given.pop("style-src").split() == hashes(r"<style[^>]*>(.*?)</style>")
    assert given == {
        "default-src": "'none'",
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_script_holds_every_module_that_it_wants_and_fetches_nothing() -> None:
    script = modules(active=7)

    there = re.findall(r'\$define\("([^"]+)"', script)
    wanted = re.findall(r'\$(?:need|later)\("([^"]+)"', script)
    assert set(wanted) <= set(there)
    assert len(there) == len(set(there))
    assert not re.search(r"\bimport\b|\bfetch\(|new WebSocket", script)
    assert "WRITTEN=7;" in script


def _without_code(page: str) -> str:
    return re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)


def test_list_of_hashes_is_that_of_the_fixture() -> None:
    told = json.loads((FIXTURES / "capsule.json").read_text(encoding="utf-8"))
    texts = {name: told["parts"][name] for name in PARTS}
    first, second, third = map(sha256, told["lines"])

    whole = manifest(
        texts, [Listed(0, 101, first), Listed(3, 101, second), Listed(3, 102, third)]
    )

    assert whole == told["parts"]["manifest"]
    assert told["parts"]["hash"] == f'"{told["sha256"]}"' == canonical(sha256(whole))
    assert line_of(0, 101, b"nine forty-one") == told["lines"][0]


def test_capsule_is_another_file_once_there_is_another_note(acted: Run) -> None:
    def ask() -> Export:
        return request_export(
            acted.id, "capsule.html", {}, owner="browser:a", role=Role.HOST
        )

    first, again = ask(), ask()
    Note.objects.filter(run=acted, number=2).update(number=3, text="No")

    assert again.id == first.id
    assert ask().id != first.id


# ---------------------------------------------------------------- changed


@pytest.mark.parametrize(
    ("marker", "after", "where"),
    [
        (b'id="capsule-about">', 20, "what the run is"),
        (b'id="capsule-snapshot">', 700, "stocks and events"),
        (b'id="capsule-log">', 60, "the log"),
        (b'id="capsule-notes">', 60, "the notes"),
        (b'id="capsule-hash">', 10, "the list of hashes"),
        (b"\n0 101 ", 60, "segment of 09:41 (epoch 0)"),
        (b"\n3 101 ", 60, "segment of 09:41 (epoch 3)"),
        (b"\n3 10", 0, "segment of 09:41 (epoch 3)"),
    ],
)
def test_capsule_with_one_byte_changed_says_where(
    file: bytes, marker: bytes, after: int, where: str
) -> None:
    with pytest.raises(
        Invalid, match=re.escape("does not match its hash: ") + ".*" + re.escape(where)
    ):
        read(flipped(file, marker, after))


def test_capsule_with_another_list_of_hashes_says_so(file: bytes) -> None:
    place = file.index(b'"parts":{"about":"')

    with pytest.raises(Invalid, match=r"the list of hashes, what the run is$"):
        read(flipped(file, file[place : place + 18], 5))


def test_many_changes_are_told_as_three_and_a_count(file: bytes) -> None:
    for minute in range(91, 97):
        file = flipped(file, f"\n0 {minute} ".encode())

    with pytest.raises(
        Invalid, match=r"09:31 .*, .*09:32 .*, .*09:33 \(epoch 0\) and 3 more$"
    ):
        read(file)


@pytest.mark.parametrize("kept", [0, 100, 5_000])
def test_file_that_is_no_capsule_is_refused(file: bytes, kept: int) -> None:
    with pytest.raises(Invalid, match="not a capsule"):
        read(file[:kept] + b"<html>\x00\xff")


def test_capsule_that_is_cut_off_is_refused(file: bytes) -> None:
    with pytest.raises(Invalid, match=r"cut off or changed; it has no manifest, hash$"):
        read(file[: file.index(b"\n0 101 ") + 500])


def test_part_that_comes_twice_is_refused(file: bytes) -> None:
    line = re.findall(rb'<script type="application/json" id="capsule-log">.*\n', file)[
        0
    ]

    with pytest.raises(Invalid, match="two parts called log"):
        read(line + file)


def test_later_form_is_refused_by_its_number(file: bytes) -> None:
    later = file.replace(b'"version":1}</script>', b'"version":2}</script>')

    with pytest.raises(
        Invalid, match="its form is version 2; this server reads version 1"
    ):
        read(later)


def test_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Invalid, match="more than 16 MiB"):
        read(b"x" * (reader.FILE_LIMIT + 1))


def test_segments_beyond_number_are_refused() -> None:
    lines = b"".join(b"0 %d x\n" % (n % 480) for n in range(1))
    many = b"".join(b"%d %d x\n" % (n // 480, n % 480) for n in range(961))

    with pytest.raises(Invalid, match="more than 960 segments"):
        read(reader.BEGIN + lines + many)


# ---------------------------------------------------------------- a run again


def test_capsule_comes_back_as_the_same_run(acted: Run, compute: Any) -> None:
    opened = bring_in(b"".join(write(view_of(acted))))
    again = compute(opened.run)

    assert opened.computed
    assert again.id != acted.id
    assert (again.status, again.epoch) == (Run.Status.COMPLETE, 3)
    assert selectors.summary(view_of(again)) == selectors.summary(view_of(acted))
    assert _segments(again) == _segments(acted)
    assert [entry["what"] for entry in selectors.entries(view_of(again))] == [
        entry["what"] for entry in selectors.entries(view_of(acted))
    ]


def _segments(run: Run) -> list[tuple[int, int, bytes]]:
    rows = Segment.objects.filter(run=run).order_by("epoch", "minute")
    return [
        (epoch, minute, bytes(payload))
        for epoch, minute, payload in rows.values_list("epoch", "minute", "payload")
    ]


def test_notes_come_back_as_nobodys_under_their_names(file: bytes) -> None:
    run = bring_in(file).run

    notes = Note.objects.filter(run=run).order_by("number")
    assert [(n.author, n.owner, n.text, n.at) for n in notes] == [
        ("Ada (imported)", "", "Look <here>", 6060),
        ("Ada (imported)", "", "Yes", 6060),
    ]
    assert [note.answers for note in notes] == [None, notes[0]]


def test_same_capsule_of_the_same_owner_is_one_run(file: bytes) -> None:
    first = bring_in(file)
    second = bring_in(file)
    other = bring_in(file, owner="browser:c")

    assert second == (first.run, None, True)
    assert other.run != first.run
    assert Import.objects.count() == 2


def test_segment_that_this_engine_does_not_compute_is_refused(file: bytes) -> None:
    payload = base64.b64decode(read(file).segments[0, 101])
    told = orjson.loads(zlib.decompress(payload[8:]))
    told["columns"]["cash"][7] += 1
    other = payload[:8] + zlib.compress(orjson.dumps(told))

    with pytest.raises(
        Invalid,
        match=r"does not match what this engine computes: segment of 09:41 \(epoch 0\)",
    ):
        bring_in(rewritten(file, with_segment((0, 101), other)))
    assert Import.objects.count() == 0


def test_log_that_computes_something_else_is_refused(file: bytes) -> None:
    def later(blocks: dict[str, Any], lines: list[str]) -> None:
        row = blocks["log"]["rows"][2]
        row["tick"] = row["cut"] = tick_of("09:42:00")

    with pytest.raises(Invalid, match=r"computes: segment of 09:41 \(epoch 3\)"):
        bring_in(rewritten(file, later))


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("seq", 1, "does not fit the others"),
        ("epoch", 7, "does not fit the others"),
        ("cut", None, "does not fit the others"),
        ("op", "explode", "'explode' is not valid"),
        ("arguments", {"servers": [9]}, "servers: "),
        ("arguments", {"shell": "rm"}, "arguments"),
        ("tick", 28800, "rows.2.tick"),
        ("reason", "x" * 501, "rows.2.reason"),
        ("reason", "a\x00b", "control characters"),
        ("made_at", 1e300, "rows.2.made_at"),
        ("role", "emperor", "rows.2.role"),
    ],
)
def test_log_that_no_run_can_have_is_refused(
    file: bytes, field: str, value: Any, refusal: str
) -> None:
    def change(blocks: dict[str, Any], lines: list[str]) -> None:
        blocks["log"]["rows"][2][field] = value

    with pytest.raises(Invalid, match=re.escape(refusal)):
        bring_in(rewritten(file, change))


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("scenario", "no-such", "no-such"),
        ("scenario", "../../etc/passwd", "scenario"),
        ("seed", -1, "seed"),
        ("seed", 2**53, "seed"),
        ("data_hash", "x", "data_hash"),
    ],
)
def test_run_that_cannot_be_is_refused(
    file: bytes, field: str, value: Any, refusal: str
) -> None:
    def change(blocks: dict[str, Any], lines: list[str]) -> None:
        blocks["about"][field] = value

    with pytest.raises(Invalid, match=re.escape(refusal)):
        bring_in(rewritten(file, change))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"short",
        HEADER.pack(1, 1, 101, 0) + b"not deflated",
        HEADER.pack(1, 1, 101, 0) + zlib.compress(b"0" * 200_000_000),
        HEADER.pack(1, 1, 102, 0) + zlib.compress(b"{}"),
        HEADER.pack(2, 1, 101, 0) + zlib.compress(b"{}"),
        HEADER.pack(1, 1, 101, 0) + zlib.compress(b"{}") + b"more",
    ],
    ids=["empty", "short", "raw", "bomb", "minute", "kind", "more"],
)
def test_segment_that_is_none_is_refused(file: bytes, payload: bytes) -> None:
    with pytest.raises(Invalid, match=r"segment of 09:41 \(epoch 0\): "):
        bring_in(rewritten(file, with_segment((0, 101), payload)))


# ---------------------------------------------------------------- of another engine


def older(blocks: dict[str, Any], lines: list[str]) -> None:
    blocks["about"]["engine_version"] = "0.9.0"


def test_capsule_of_another_engine_is_replayed_as_it_came(file: bytes) -> None:
    capsule = rewritten(file, older)
    opened = bring_in(capsule)

    assert not opened.computed
    assert opened.run.engine_version == "0.9.0"
    assert opened.run.status == Run.Status.REFUSED
    assert selectors.scene(view_of(opened.run))["symbols"][0]["id"] == "K001"
    assert selectors.scene(view_of(opened.run))["events"][0]["label"] == "First e-mail"
    assert {
        (epoch, minute): base64.b64encode(payload).decode()
        for epoch, minute, payload in _segments(opened.run)
    } == read(capsule).segments


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda told: told["columns"]["cash"].append(1), "cash"),
        (lambda told: told["columns"].pop("gross"), "its form"),
        (lambda told: told["columns"]["gross"].__setitem__(0, "9"), "gross"),
        (lambda told: told["columns"]["gross"].__setitem__(0, True), "gross"),
        (lambda told: told["columns"]["gross"].__setitem__(0, 1e30), "gross"),
        (lambda told: told["stocks"]["move_bp"].pop(), "stocks.move_bp"),
        (lambda told: told["servers"].clear(), "servers"),
        (lambda told: told.__setitem__("servers", 8), "its form"),
        (lambda told: told["trips"].append("x"), "its form"),
        (lambda told: told.__setitem__("minute", 5), "minute"),
    ],
)
def test_segment_that_no_engine_writes_is_refused(
    file: bytes, change: Callable[[dict[str, Any]], None], where: str
) -> None:
    payload = base64.b64decode(read(file).segments[0, 101])
    told = json.loads(zlib.decompress(payload[8:]))
    change(told)
    other = payload[:8] + zlib.compress(json.dumps(told).encode())

    def both(blocks: dict[str, Any], lines: list[str]) -> None:
        older(blocks, lines)
        with_segment((0, 101), other)(blocks, lines)

    with pytest.raises(
        Invalid, match=rf"09:41 \(epoch 0\): {where} is not as it should be"
    ):
        bring_in(rewritten(file, both))


# ---------------------------------------------------------------- over HTTP


def test_capsule_is_posted_and_opened(client: Any, file: bytes) -> None:
    address = "/api/v1/capsules"
    first = client.post(address, file, content_type="text/html")
    again = client.post(address, file, content_type="text/html")
    wrong = client.post(address, b"<html>", content_type="text/html")

    assert (first.status_code, again.status_code, wrong.status_code) == (201, 200, 422)
    assert first.json()["computed"] is True
    assert again.json() == {**first.json(), "host_key": None}
    assert (
        wrong.json()["detail"] == "capsule: this file is not a capsule of KnightReplay"
    )
    assert client.get(first.json()["url"]).status_code == 200


CHUNK = b"x" * 1023 + b"\n"
POST = {"type": "http", "method": "POST", "path": "/api/v1/capsules"}


async def asked(scope: dict[str, Any], sent: int) -> tuple[bytes | None, list[Any]]:
    """What the application read of a body of so many KiB, and what was answered."""
    got: list[bytes] = []
    answers: list[Any] = []
    left = iter(range(sent, -1, -1))

    async def receive() -> dict[str, Any]:
        n = next(left)
        return {"type": "http.request", "body": CHUNK if n else b"", "more_body": n > 0}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            got.append(message["body"])
            more = message["more_body"]

    async def send(message: Any) -> None:
        answers.append(message)

    await BodyLimit(application)(scope, receive, send)
    return b"".join(got) if got else None, answers


@pytest.mark.parametrize("kib", [0, 1, 64, 65, 16 * 1024])
async def test_capsule_of_16_mib_arrives_whole_and_in_small_pieces(kib: int) -> None:
    body, answers = await asked(POST, kib)

    assert (body, answers) == (CHUNK * kib, [])


@pytest.mark.parametrize(
    ("path", "kib", "most"),
    [
        ("/api/v1/capsules", 16 * 1024 + 1, b"16 MiB"),
        ("/api/v1/capsules/", 65, b"64 KiB"),
        ("/api/v1/runs", 65, b"64 KiB"),
    ],
)
async def test_body_beyond_its_bound_is_refused(
    path: str, kib: int, most: bytes
) -> None:
    body, answers = await asked({**POST, "path": path}, kib)

    assert body is None
    assert answers[0]["status"] == 413
    assert b"body: more than " + most in answers[1]["body"]


@pytest.mark.parametrize("line", [b"\n", b"1 1 x\n"])
def test_file_of_very_many_lines_is_refused_before_they_are_all_read(line):
    file = io.BytesIO(line * 1_000_000)

    with pytest.raises(Invalid, match="more than 20000 lines"):
        reader.read(file)
    assert file.tell() < 200_000


def test_segments_of_another_engine_are_inflated_one_at_a_time(acted, monkeypatch):
    """A small file may hold very large ones."""
    alive = most = 0

    class Body(bytes):
        def __del__(self):
            nonlocal alive
            alive -= 1

    def counted(key, text):
        nonlocal alive, most
        alive += 1
        most = max(most, alive)
        return Body(inflated(key, text))

    monkeypatch.setattr(importing, "inflated", counted)
    monkeypatch.setattr(importing, "check_segment", lambda key, body: None)
    capsule = reader.read(io.BytesIO(b"".join(write(view_of(acted), MORNING))))
    capsule.about["engine_version"] = "0.9.0"
    importing.bring_in(capsule, owner="browser:x", made_by="")

    assert most <= 2  # the one that is made, and the one before
