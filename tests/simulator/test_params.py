from dataclasses import asdict, replace

import pytest

from simulator.params import ModelParams, ParamsError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loop_rate", float("nan")),
        ("loop_rate", float("inf")),
        ("loop_rate", 0.0),
        ("loop_rate", "33"),
        ("loop_rate", True),
        ("lot", 99.5),
        ("unwind_share", 1.01),
        ("transient_decay", 1.5),
        ("block_tick", -1),
    ],
)
def test_model_params_refuse(scenario, name, value):
    with pytest.raises(ParamsError, match=rf"^{name}: value ") as caught:
        replace(scenario.params, **{name: value})

    assert caught.value.argument == name
    assert caught.value.value is value


def test_model_params_accept_their_own_values(scenario):
    assert ModelParams(**asdict(scenario.params)) == scenario.params


@pytest.mark.parametrize(
    "value",
    [
        "x" * 10_000,
        "line\nbreak\r\x1b[31m\u202e",
        pytest.param(10**5000, id="huge"),
        ["a" * 500] * 500,
        "\ud800",
    ],
)
def test_message_is_one_short_line(value):
    message = str(ParamsError("argument", value, "something else"))

    assert message.isprintable()
    assert len(message) < 160
    message.encode()


def test_whole_numbers_become_floats(scenario):
    """So that 80 for 80.0 in a file does not compile the kernel anew."""
    params = replace(scenario.params, server_cap=80)

    assert isinstance(params.server_cap, float)
