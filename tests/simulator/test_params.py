from dataclasses import asdict, fields, replace

import numpy as np
import pytest

from simulator.params import HIGHEST, MAY_BE_ZERO, ModelParams, ParamsError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loop_rate", float("nan")),
        ("loop_rate", float("inf")),
        ("loop_rate", -1.0),
        ("server_cap", 0.0),
        ("lot", 0),
        ("lot", 10**400),
        ("transient_impact", 10**400),
        ("volume_noise", -1e-300),
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


def test_numbers_of_numpy_become_pythons_own(scenario):
    params = replace(scenario.params, lot=np.int64(80), loop_rate=np.float32(0.5))

    assert (params.lot, params.loop_rate) == (80, 0.5)
    assert (type(params.lot), type(params.loop_rate)) == (int, float)


def test_bounds_are_those_of_every_parameter():
    names = {field.name for field in fields(ModelParams)}

    assert set(HIGHEST) == names
    assert names >= MAY_BE_ZERO
