"""Draw vectors, computed outside this project."""

import numpy as np
import pytest

from simulator.kernel.rng import (
    STRIDE,
    draw,
    fraction,
    key_of,
    mix64,
    start_of,
    sum_of_four,
    sum_of_two,
)

KEY = np.uint64(691113180350501439)


def test_key_of_seed_29():
    assert key_of(np.uint64(29)) == KEY


def test_draw():
    assert draw(KEY, 5400, 0, 0) == 6886232966136865342


def test_draws_of_a_tick_are_a_stride_apart():
    with np.errstate(over="ignore"):
        place = start_of(KEY, 5400, 1) + np.uint64(153) * STRIDE

    assert mix64(place) == draw(KEY, 5400, 153, 1)


@pytest.mark.parametrize(
    ("symbol", "noise"), [(0, 0.30702999195056346), (1, -0.18867927283593636)]
)
def test_price_noise(symbol, noise):
    assert sum_of_four(np.uint64(draw(KEY, 5400, symbol, 0))) == noise


@pytest.mark.parametrize(
    ("bits", "noise"),
    [(0, -131070 / 37836.69447469), (2**64 - 1, 131070 / 37836.69447469)],
)
def test_price_noise_is_bounded(bits, noise):
    assert sum_of_four(np.uint64(bits)) == pytest.approx(noise, rel=1e-15)


def test_low_and_high_bits_are_used_apart():
    bits = np.uint64(0x4000_8000_FFFF_FFFF)

    assert fraction(bits, 2) == 0.5
    assert fraction(bits, 3) == 0.25
    assert sum_of_two(bits) == pytest.approx(65535 / 26754.5, rel=1e-15)
