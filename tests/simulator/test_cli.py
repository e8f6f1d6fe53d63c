import csv
import json

import pytest
from pyarrow import parquet

from simulator.cli import main
from simulator.export import frame_columns


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


def test_frames_that_cannot_be_written_leave_nothing(capsys, tmp_path, monkeypatch):
    def full(columns, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulator.export._write_csv", full)

    code, out, err = outcome(capsys, "--frames", str(tmp_path / "frames.csv"))

    assert (code, out) == (2, "")
    assert "No space left on device" in err
    assert list(tmp_path.iterdir()) == []


def test_help_lists_the_options(capsys):
    with pytest.raises(SystemExit) as exited:
        main(["--help"])

    assert exited.value.code == 0
    assert "--no-preset" in capsys.readouterr().out
