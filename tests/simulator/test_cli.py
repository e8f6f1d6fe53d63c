import csv
import json
import os
import subprocess
import sys

import pytest
from pyarrow import parquet

from simulator.cli import main
from simulator.export import frame_columns
from simulator.kernel_cache import PACKAGE


def outcome(capsys, *argv):
    code = main(argv)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_json_is_the_summary(capsys, history):
    code, out, err = outcome(capsys, "--json")

    assert (code, err) == (0, "")
    assert json.loads(out) == history.summary()


def test_acts_decide_alone_without_the_preset(capsys):
    code, out, _ = outcome(
        capsys,
        "--json",
        "--no-preset",
        "--do",
        "10:15 kill all",
        "--do",
        "10:30 unwind",
    )

    assert code == 0
    assert json.loads(out)["loss_usd"] == 347570921.84


def test_table_names_every_figure(capsys, history):
    code, out, _ = outcome(capsys)

    assert code == 0
    assert "loss_usd                     $460,410,144.45\n" in out
    assert "pnl_fair_usd                 -$236,631,625.93\n" in out
    assert "10:15:00 preset              Kill servers 1\N{EN DASH}8\n" in out
    for name in history.summary():
        assert name in out or isinstance(history.summary()[name], dict | list)


@pytest.mark.parametrize(
    ("argv", "argument"),
    [
        (["--scenario", "nanex"], "scenario"),
        (["--seed", "-1"], "seed"),
        (["--seed", "9007199254740992"], "seed"),
        (["--seed", "nan"], "seed"),
        (["--seed", "٣"], "seed"),
        (["--seed", "1" * 5000], "seed"),
        (["--until", "17:00"], "until"),
        (["--until", "08:00"], "until"),
        (["--do", "09:35 kill 9"], "servers"),
        (["--do", "25:35 kill all"], "time"),
        (["--do", "explode"], "do"),
        (["--do", "09:35 \x1b[31m\nall"], "op"),
        (["--do"], "arguments"),
        (["--bogus\n"], "arguments"),
        (["--js"], "arguments"),
        (["--frames", "frames.xlsx"], "frames"),
        (["--tape", "tape.csv"], "tape"),
        (["--tape", "nowhere/tape.parquet"], "tape"),
        (["--tape", "x\0.parquet"], "tape"),
        (["--tape", "x.parquet", "--frames", "x.parquet"], "tape"),
        (["--do", "09:35 arm pnl", "--do", "09:35 disarm pnl"], "guardrail"),
        (["--scenario", "mine.toml"], "mine.toml, line 1, file"),
        (["--script", "acts.toml"], "acts.toml, line 1, file"),
        (["--frames", "nowhere/frames.csv"], "frames"),
        (["--frames", "x" * 300 + ".csv"], "frames"),
    ],
)
def test_bad_value_is_one_line(capsys, tmp_path, monkeypatch, argv, argument):
    monkeypatch.chdir(tmp_path)

    code, out, err = outcome(capsys, *argv)

    assert (code, out) == (2, "")
    assert err.startswith(f"simulate: {argument}: value ")
    assert "; allowed: " in err
    assert err.count("\n") == 1
    assert err.strip().isprintable()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_frames_have_a_row_a_tick(capsys, tmp_path, history, ending):
    path = tmp_path / f"frames.{ending}"

    code, _, _ = outcome(capsys, "--frames", str(path))

    assert code == 0
    expected = frame_columns(history.frames)
    if ending == "csv":
        rows = list(csv.reader(path.read_text().splitlines()))
        assert rows[0] == list(expected)
        assert rows[1:] == [
            list(map(str, row)) for row in zip(*expected.values(), strict=True)
        ]
    else:
        assert parquet.read_table(path).to_pydict() == expected
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
def test_frames_that_cannot_be_written_leave_nothing(capsys, tmp_path, monkeypatch):
    def full(columns, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulator.export._write_csv", full)

    code, out, err = outcome(capsys, "--frames", str(tmp_path / "frames.csv"))

    assert (code, out) == (2, "")
    assert "No space left on device" in err
    assert list(tmp_path.iterdir()) == []


def test_script_and_scenario_come_from_files(capsys, tmp_path):
    script, mine = tmp_path / "acts.toml", tmp_path / "mine.toml"
    script.write_text('do = ["09:35 kill all"]')
    mine.write_text((PACKAGE / "scenarios" / "sec-2013.toml").read_text())

    asked = ("--scenario", str(mine), "--script", str(script), "--json")
    code, out, _ = outcome(capsys, *asked)

    summary = json.loads(out)
    assert (code, summary["scenario"]) == (0, "mine")
    assert round(summary["loss_usd"] / 1e6, 1) == 6.1
    assert summary["interventions"][0]["by"] == "people"


def test_table_refutes_an_account(capsys):
    code, out, _ = outcome(capsys, "--scenario", "tenfold-loss")

    assert code == 0
    assert "4,600,000,000; here 460,410,144: 10.0 times too much\n" in out


def test_table_has_the_33_account(capsys):
    _, out, _ = outcome(capsys, "--until", "09:31")

    assert "33 Account over $2 M 09:30:16" in " ".join(out.split())


def test_tape_has_a_row_an_execution(capsys, tmp_path):
    tape, frames = tmp_path / "tape.parquet", tmp_path / "frames.parquet"

    asked = ("--until", "09:35:30", "--tape", str(tape), "--frames", str(frames))
    code, out, _ = outcome(capsys, *asked, "--json")

    assert code == 0
    assert parquet.read_table(tape).num_rows == json.loads(out)["executions"]
    assert parquet.read_table(frames).num_rows == 5730
    assert sorted(tmp_path.iterdir()) == [frames, tape]


@pytest.mark.slow
def test_full_disk_leaves_nothing(tmp_path):
    """A limit on the size of files stands for a disk that is full."""
    script = (
        "import resource, sys; from simulator.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "sys.exit(main(['--until', '09:40', '--frames', 'f.csv', '--tape', 't.parquet']))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "a place that can be written (" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_help_lists_the_options(capsys):
    with pytest.raises(SystemExit) as exited:
        main(["--help"])

    assert exited.value.code == 0
    assert "--no-preset" in capsys.readouterr().out


def test_file_that_never_ends_is_refused(capsys):
    code, out, err = outcome(capsys, "--script", "/dev/zero")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "a regular file" in err


def test_empty_name_of_a_script_is_a_mistake(capsys):
    code, out, err = outcome(capsys, "--script", "")

    assert (code, out, err.count("\n")) == (2, "", 1)


def test_one_file_under_two_spellings_is_refused_untouched(capsys, tmp_path):
    target = tmp_path / "a.parquet"
    target.write_text("mine")
    other = tmp_path / "b" / ".." / "a.parquet"
    (tmp_path / "b").mkdir()

    code, _, err = outcome(capsys, "--frames", str(target), "--tape", str(other))

    assert (code, err.count("\n"), target.read_text()) == (2, 1, "mine")


def test_failure_names_the_option_that_asked_for_the_file(capsys, tmp_path):
    tape = tmp_path / "t.parquet"

    code, _, err = outcome(
        capsys, "--frames", "/proc/x.csv", "--tape", str(tape), "--until", "08:01"
    )

    assert code == 2
    assert err.startswith("simulate: frames: value '/proc/x.csv'")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_output_that_takes_nothing_is_one_line():
    argv = [sys.executable, "-m", "simulator", "--json", "--until", "08:01"]

    with open("/dev/full", "w") as full:  # noqa: PTH123 -- a device
        done = subprocess.run(
            argv, stdout=full, stderr=subprocess.PIPE, text=True, cwd=PACKAGE.parent
        )

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "No space left" in done.stderr


@pytest.mark.slow
def test_guardrail_that_was_disarmed_before_it_acted_is_told_so(capsys):
    acts = ["--do", "09:30 arm pnl mark=fair latency=60", "--do", "09:33 disarm pnl"]

    _, out, _ = outcome(capsys, *acts)
    _, told, _ = outcome(capsys, "--json", *acts)

    assert "09:32:20 pnl  " in out
    assert "set anew before it acted" in out
    assert [trip["acts_at"] for trip in json.loads(told)["trips"]] == [None]
