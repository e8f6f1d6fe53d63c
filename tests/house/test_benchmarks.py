"""What benchmarks say and keep: ratios to a floor, the machine, rows of a history."""

import json
import platform
import statistics

import pytest

from benchmarks.figures import (
    asking,
    fitting,
    history,
    loading,
    machine,
    queueing,
    ratio,
    trace,
)
from benchmarks.peers import static_site

MACHINE = {"date": "2026-01-02", "commit": "abc", "cpu": "A", "cores": 2, "load": 0.1}
ROW = {name: str(value) for name, value in MACHINE.items()}


def test_a_ratio_is_in_multiples_of_its_floor():
    assert ratio.Ratio("seek / page", 90.0, 60.0, "ms").times == 1.5


def test_ratios_are_of_medians():
    measured = {"ours": [1.0, 3.0, 100.0], "floor": [2.0, 2.0, 1.0]}

    (found,) = ratio.of_medians("ms", measured, {"ours": "floor"})

    assert found == ratio.Ratio("ours / floor", 3.0, 2.0, "ms")


@pytest.mark.parametrize(
    ("costs", "slope", "spread"),
    [
        ({10: 3.0, 100: 3.0, 1000: 3.0}, 0.0, 0.0),
        ({1: 2.0, 10: 20.0, 100: 200.0}, 1.0, 0.0),
        ({1: 1.0, 10: 2.0, 100: 1.0}, 0.0, 0.386),
    ],
)
def test_growth_is_the_slope_of_a_line_and_what_lies_beside_it(costs, slope, spread):
    fit = fitting.fitted(costs)

    assert (round(fit.slope, 6), round(fit.spread, 3)) == (slope, spread)


def test_p95_leaves_one_in_twenty_out():
    assert ratio.p95(range(100, 0, -1)) == 96


def test_a_table_tells_the_ratio_and_its_floor():
    _head, line = ratio.table([ratio.Ratio("page / floor", 1250, 0.5, "ms")])

    assert line.split() == ["page", "/", "floor", "1,250", "0.5", "2500.00", "ms"]


def test_the_row_has_the_machine_and_what_was_reported(tmp_path, capsys):
    (tmp_path / "machine.json").write_text(json.dumps(MACHINE))
    ratio.report("door", [ratio.Ratio("page / floor", 1, 3, "ms")], tmp_path)

    assert history.measured(tmp_path) == {**ROW, "door: page / floor": "0.333"}


def test_a_new_column_is_empty_in_older_rows():
    new = {**ROW, "date": "2026-01-03", "door: x": "2.0"}

    read = history.read(history.written(history.with_row([ROW], new)))

    assert read == [{**ROW, "door: x": ""}, new]


def test_measuring_again_goes_over_the_row_and_keeps_what_was_not_measured():
    before = {**ROW, "door: x": "2.0", "load: y": "1.0"}
    other = {**before, "cpu": "B"}
    again = {**ROW, "load": "3.0", "door: x": "1.9"}

    rows = history.with_row([before, other], again)

    assert rows == [other, {**again, "load: y": "1.0"}]


@pytest.mark.parametrize(
    ("cpuinfo", "name"),
    [
        ("processor\t: 0\nmodel name\t: A 3000: B\nmodel name\t: C\n", "A 3000: B"),
        ("", platform.processor() or platform.machine()),
    ],
)
def test_a_machine_is_known_by_its_processor(cpuinfo, name):
    assert machine.processor(cpuinfo) == name


@pytest.mark.parametrize(
    ("received", "end"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 40),
        (b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n", None),
        (b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 56),
    ],
)
def test_an_answer_is_whole_when_its_end_has_come(received, end):
    assert asking.end_of(received) == end


def test_depth_counts_what_waits_for_another():
    initiators = {"page": None, "a": "page", "b": "a", "alone": "elsewhere"}

    found = {url: loading.depth(initiators, url) for url in initiators}

    assert found == {"page": 1, "a": 2, "b": 3, "alone": 1}


def test_a_request_is_asked_for_by_the_nearest_script():
    parent = {"callFrames": [{"url": "main.js"}]}
    stack = {"callFrames": [{"url": ""}], "parent": parent}

    assert loading.initiator_of({"stack": stack}, "page") == "main.js"
    assert loading.initiator_of({"url": "a.css", "stack": stack}, "page") == "a.css"
    assert loading.initiator_of({}, "page") == "page"


def test_a_visit_has_what_had_come_until_then():
    page = loading.Request("page", None, 1.0, [(1.5, 1000)])
    script = loading.Request("a.js", "page", 1.5, [(2.0, 3000)])
    socket = loading.Request("ws://x/", "a.js", 2.0, [(2.5, 500), (9.0, 7000)])
    late = loading.Request("late.js", "a.js", 8.0, [(8.5, 2000)])

    visit = loading.summed([page, script, socket, late], 3.0, 2000.0)

    assert visit == loading.Visit(2000.0, 3, 4.5, 0.5, 3, 13.5)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", static_site.PAGE / "index.html"),
        ("/main.js", static_site.PAGE / "main.js"),
        ("/static/css/tokens.css", static_site.ROOT / "static/css/tokens.css"),
        ("/day.json", static_site.ROOT / "day.json"),
        ("/../panel_page.py", None),
        ("/static/../manage.py", None),
        ("/nothing.js", None),
    ],
)
def test_the_static_page_has_its_own_files_and_the_static_ones(path, file):
    assert static_site.file_of(path, static_site.ROOT / "day.json") == file


def test_work_of_a_trace_is_told_apart_by_kind_and_counted_once(tmp_path):
    def piece(name, ts, dur, tdur):
        return {"ph": "X", "pid": 1, "tid": 2, "name": name, "ts": ts, "dur": dur} | {
            "tdur": tdur
        }

    events = [
        {"ph": "R", "pid": 1, "tid": 2, "name": trace.BEGIN, "ts": 10},
        piece("RunTask", 5, 4, 4000),  # before
        piece("RunTask", 20, 50, 45_000),
        piece("FunctionCall", 25, 30, 30_000),
        piece("Layout", 30, 10, 10_000),
        piece("v8.compileModule", 60, 5, 5000),
        {**piece("RunTask", 20, 50, 99_000), "tid": 3},  # another thread
        {"ph": "R", "pid": 1, "tid": 2, "name": trace.END, "ts": 80},
    ]
    file = tmp_path / "trace.json"
    file.write_text(json.dumps({"traceEvents": events}))

    assert trace.work(file) == {
        "scripts evaluated": 5.0,
        "functions called": 20.0,
        "style and layout": 10.0,
        "paint": 0.0,
        "memory collected": 0.0,
        trace.REST: 10.0,
    }


def test_every_benchmark_reports_ratios():
    files = (static_site.ROOT / "benchmarks").glob("[a-z]*.py")
    benchmarks = [file for file in files if not file.name.startswith("soak_")]

    silent = [file.name for file in benchmarks if "report(" not in file.read_text()]

    assert (len(benchmarks) > 8, silent) == (True, [])


ONE_SECOND = queueing.Services(web=0.0, compute=0.6, database=0.3, broker=0.1, slices=4)


def test_one_worker_computes_one_run_after_the_other():
    waits = queueing.at_once(ONE_SECOND, 100, workers=1)

    assert waits.lasted == pytest.approx(100.0, rel=0.1)
    assert len(waits.first) == len(waits.whole) == 100


@pytest.mark.parametrize(
    ("workers", "cores", "seconds"),
    [(2, 1, 100.0), (2, 9, 55.0), (32, 99, 30.0)],
)
def test_more_workers_help_until_the_cores_or_the_database_are_busy(
    workers, cores, seconds
):
    waits = queueing.at_once(ONE_SECOND, 100, workers, cores)

    assert waits.lasted == pytest.approx(seconds, rel=0.15)


def test_a_simulated_stream_is_the_same_each_time_and_waits_less_with_more_workers():
    one, again, four = (
        queueing.stream(ONE_SECOND, rate=0.8, runs=200, workers=workers)
        for workers in (1, 1, 4)
    )

    assert one == again
    assert max(four.first) < statistics.median(one.first)
