"""What is in the files: the simulator's own columns, the facts of the run, their hashes."""

import csv
import hashlib
import io
import json
from decimal import Decimal

import numpy as np
import plotly.io
import pyarrow.parquet as pq
import pytest
from PIL import Image

from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import start_run
from knightreplay.sharing.files.exporting import requests, work
from knightreplay.sharing.files.exporting.tape import ROW
from knightreplay.sharing.models import Export, Part
from simulator.cli import main
from tests.reading import view_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_export_worker")]


def made(run, kind, owner="me", **options):
    """The bytes of an export, made in this thread."""
    export = requests.request_export(
        run.id, kind, options, owner=owner, role=Role.WATCH
    )
    work.make_due()
    export.refresh_from_db()
    assert (export.status, export.message) == (Export.Status.READY, "")
    parts = Part.objects.filter(export=export).values_list("content", flat=True)
    return b"".join(map(bytes, parts))


def split(data):
    """(what a CSV says of itself, its data)."""
    lines = data.decode().splitlines(keepends=True)
    told = (line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    text = "".join(line for line in lines if not line.startswith("# "))
    return {name: json.loads(value) for name, value in told}, text


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_frames_are_those_of_simulate(run, compute, act, tmp_path):
    compute(run)
    act(run, 6300, "kill", [8])
    compute(run)
    main(
        [
            *("--do", "09:45:00 kill 8", "--frames", str(tmp_path / "f.csv")),
            *("--tape", str(tmp_path / "t.parquet")),
        ]
    )

    about, text = split(made(run, "frames.csv"))
    parquet = made(run, "frames.parquet")
    table = pq.read_table(io.BytesIO(parquet))
    whole = json.loads(made(run, "frames.json"))
    tape_file = made(run, "tape.parquet")
    tape = pq.read_table(io.BytesIO(tape_file))

    assert text == (tmp_path / "f.csv").read_text()
    names = whole["columns"]
    rows = [
        [names, *whole["rows"]],
        [names, *zip(*table.to_pydict().values(), strict=True)],
    ]
    assert [as_csv(some) for some in rows] == [text, text]
    told = [about, whole["about"], facts(parquet)]
    assert {own["sha256"] for own in told} == {sha256(text)}
    by_simulator = pq.read_table(tmp_path / "t.parquet")
    assert tape.replace_schema_metadata(None).equals(by_simulator)
    assert facts(tape_file)["sha256"] == hashlib.sha256(packed(tape)).hexdigest()


def facts(parquet):
    """What a Parquet file says of itself."""
    metadata = pq.read_metadata(io.BytesIO(parquet)).metadata
    return json.loads(metadata[b"knightreplay"])


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def packed(tape):
    """As docs/exports.md says that the tape's hash is checked."""
    rows = np.empty(tape.num_rows, ROW)
    for name in ROW.names or ():
        column = tape[name].combine_chunks()
        if name == "symbol":
            column = column.indices
        rows[name] = column.cast("int64") if name == "time" else column
    return rows.tobytes()


def test_file_says_of_which_run_it_is(run, compute, act):
    compute(run)
    act(run, 6300, "kill", [8])
    act(run, 7000, "kill", "all")
    compute(run)

    about, _ = split(made(run, "frames.csv", **{"from": 5400, "to": 6900}))

    notice, digest = about.pop("notice"), about.pop("sha256")
    assert "modelled" in notice
    assert len(digest) == 64
    assert [(a["time"], a["op"], a["by"]) for a in about.pop("interventions")] == [
        ("09:45:00", "kill", "people"),
        ("09:54:16", "rollback", "preset"),
    ]
    assert about == {
        "kind": "frames.csv",
        "run": str(run.id),
        "scenario": "sec-2013",
        "seed": 29,
        "engine_version": run.engine_version,
        "data_hash": run.data_hash,
        "epoch": 2,
        "from": "09:30:00",
        "to": "09:55:00",
    }


def test_same_run_gives_the_same_bytes_and_a_range_the_same_rows(run, compute):
    compute(run)
    span = {"from": 5430, "to": 5555}
    whole = split(made(run, "frames.csv"))[1].splitlines()

    for kind in ("frames.parquet", "chart.png", "chart.svg", "figure.json"):
        assert made(run, kind, **span) == made(run, kind, owner="b", **span), kind
    rows = split(made(run, "frames.csv", **span))[1].splitlines()
    assert rows == [whole[0], *whole[1 + 5430 : 1 + 5555]]


def test_run_of_an_earlier_engine_exports_its_stored_frames(run, compute):
    compute(run)
    before = split(made(run, "frames.csv"))
    Run.objects.filter(id=run.id).update(engine_version="0.9.0")

    after = split(made(run, "frames.csv", owner="later"))

    assert after[1] == before[1]
    assert after[0]["engine_version"] == "0.9.0"


def test_difference_of_two_exports_is_that_of_the_runs_to_the_cent(run, compute, act):
    other = start_run(scenario="sec-2013", seed=29).run
    act(other, 6060, "kill", [8])
    a, b = (compute(each) for each in (run, other))

    exit_ = [
        [Decimal(row["pnl_block_now"]) for row in csv.DictReader(io.StringIO(text))]
        for text in (split(made(each, "frames.csv"))[1] for each in (a, b))
    ]

    figures = [selected(each)["loss_usd"] for each in (a, b)]
    assert exit_[0][:6060] == exit_[1][:6060]
    assert exit_[1][-1] - exit_[0][-1] == Decimal(str(figures[0])) - Decimal(
        str(figures[1])
    )


def selected(run):
    from knightreplay.runs import selectors

    view = view_of(run)
    figures = selectors.summary(view)
    assert figures
    return figures


def test_pictures_and_figure_of_a_chart_draw_the_same(run, compute, act):
    act(run, 6300, "kill", [8])
    compute(run)
    lines = {"loss": "Left alone", "flow": "Server 8", "positions": "Long"}

    for chart, line in lines.items():
        span = {"from": 5400, "to": 8100, "chart": chart}
        text = made(run, "figure.json", **span).decode()
        png = Image.open(io.BytesIO(made(run, "chart.png", theme="light", **span)))
        svg = made(run, "chart.svg", **span).decode()

        figure, traces = plotly.io.from_json(text), json.loads(text)["data"]
        drawn = [[trace["name"], trace["x"], trace["y"]] for trace in traces]
        digest = sha256(json.dumps(drawn, separators=(",", ":")))
        assert figure.layout.meta["sha256"] == digest
        assert json.loads(png.info["knightreplay"])["sha256"] == digest
        assert digest in svg.partition("</metadata>")[0]
        assert png.size == (1600, 896)
        assert line in [trace.name for trace in figure.data]
        assert "modelled" in figure.layout.title.text


def test_loss_in_the_figure_is_that_of_the_frames(run, compute):
    compute(run)
    span = {"from": 5400, "to": 6000}
    rows = csv.DictReader(io.StringIO(split(made(run, "frames.csv", **span))[1]))

    figure = json.loads(made(run, "figure.json", **span))

    line = next(t for t in figure["data"] if t["name"].endswith("would cost"))
    frames = [(f"2012-08-01T{r['time']}", float(r["pnl_block_now"])) for r in rows]
    assert list(zip(line["x"], line["y"], strict=True)) == frames
