import pytest

from simulator.interventions import Intervention, from_wire, parse_do
from simulator.params import ParamsError

EIGHT = tuple(range(8))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:45:00 kill all", Intervention(6300, "kill", EIGHT)),
        ("09:45 restore 8", Intervention(6300, "restore", (7,))),
        ("09:45 flag off 1-3", Intervention(6300, "flag", (0, 1, 2), on=False)),
        ("09:45 deploy 1,3", Intervention(6300, "deploy", (0, 2))),
        ("09:45 deploy 3,1-2,1", Intervention(6300, "deploy", (0, 1, 2))),
        ("09:45 rollback 1-7", Intervention(6300, "rollback", EIGHT[:7])),
        ("09:45 act-on-emails", Intervention(6300, "act-on-emails")),
        ("08:00 take-over", Intervention(0, "take-over")),
        ("15:59:59 unwind", Intervention(28799, "unwind")),
        (
            "09:45 flag on 8 scope=loop",
            Intervention(6300, "flag", (7,), on=True, scope="loop"),
        ),
        (
            "09:45 rollback 8 at-once",
            Intervention(6300, "rollback", (7,), mode="at-once"),
        ),
    ],
)
def test_parse_do(text, expected):
    act = parse_do(text, 8)

    assert act == expected
    assert from_wire(server_count=8, **_arguments(act.to_wire())) == act


def _arguments(wire):
    return {name: value for name, value in wire.items() if name != "time"}


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("", "do"),
        ("09:45", "do"),
        ("09:45 unwind 3", "do"),
        ("09:45 kill 1 2", "do"),
        ("09:45 flag off 8 loop", "do"),
        ("9:5 kill all", "time"),
        ("17:00 kill all", "time"),
        ("16:00 kill all", "tick"),
        ("15:59 rollback all", "tick"),
        ("09:45 explode all", "op"),
        ("09:45 kill", "servers"),
        ("09:45 kill 9", "servers"),
        ("09:45 kill 0", "servers"),
        ("09:45 kill 7-1", "servers"),
        ("09:45 kill 1,,2", "servers"),
        ("09:45 kill 1-", "servers"),
        ("09:45 kill ALL", "servers"),
        ("09:45 kill ٣", "servers"),
        ("09:45 kill 99999999999999999999", "servers"),
        ("09:45 flag", "on"),
        ("09:45 flag all", "on"),
        ("09:45 flag off", "servers"),
        ("09:45 flag off 8 scope=all", "scope"),
        ("09:45 rollback 8 slowly", "mode"),
        (None, "do"),
    ],
)
def test_parse_do_refuses(text, argument):
    with pytest.raises(ParamsError) as caught:
        parse_do(text, 8)

    assert caught.value.argument == argument
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        ({"tick": True}, "tick"),
        ({"tick": 6300.0}, "tick"),
        ({"tick": float("nan")}, "tick"),
        ({"tick": "6300"}, "tick"),
        ({"tick": -1}, "tick"),
        ({"tick": 28800}, "tick"),
        ({"op": ["kill"]}, "op"),
        ({"op": None}, "op"),
        ({"servers": 8}, "servers"),
        ({"servers": [True]}, "servers"),
        ({"servers": [1.0]}, "servers"),
        ({"servers": ["1"]}, "servers"),
        ({"servers": [[1]]}, "servers"),
        ({"servers": [9]}, "servers"),
        ({"servers": []}, "servers"),
        ({"servers": {"1": 1}}, "servers"),
        ({"on": False}, "on"),
        ({"on": 0}, "on"),
        ({"op": "flag"}, "on"),
        ({"op": "flag", "on": "off"}, "on"),
        ({"op": "unwind"}, "servers"),
        ({"scope": "loop"}, "scope"),
        ({"scope": 1}, "scope"),
        ({"mode": "at-once"}, "mode"),
    ],
)
def test_from_wire_refuses(changes, argument):
    given = {"op": "kill", "tick": 6300, "servers": [8]} | changes

    with pytest.raises(ParamsError) as caught:
        from_wire(server_count=8, **given)

    assert caught.value.argument == argument


def test_to_wire_counts_servers_from_one():
    act = parse_do("09:45 flag off 7-8 scope=loop", 8)

    assert act.to_wire() == {
        "op": "flag",
        "time": "09:45:00",
        "tick": 6300,
        "servers": [7, 8],
        "on": False,
        "scope": "loop",
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("09:45 kill all", "Kill servers 1-8"),
        ("9:45 kill 8", "Kill server 8"),
        ("09:45 restore 1,3,5-7", "Restore servers 1, 3 and 5-7"),
        ("09:45 flag off 8", "Flag off on server 8"),
        ("09:45 rollback 1-7", "Roll back the code on servers 1-7, rolling"),
        ("09:45 unwind", "Start the unwind"),
    ],
)
def test_describe(text, sentence):
    assert parse_do(text, 8).describe().replace("\N{EN DASH}", "-") == sentence
