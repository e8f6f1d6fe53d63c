"""Money reads as it did wherever it is said."""

import pytest
from django.utils.translation import override

from knightreplay import money


@pytest.mark.parametrize(
    ("cents", "exact", "whole", "headline", "signed", "on_axis"),
    [
        (
            -665000000000,
            "−$6,650,000,000.00",
            "−$6,650,000,000",
            "−$6.7 bn",
            "−$6.65 bn",
            "−$6.65 B",
        ),
        (
            -17234567800,
            "−$172,345,678.00",
            "−$172,345,678",
            "−$172.3 M",
            "−$172.3 M",
            "−$172.346 M",
        ),
        (
            123456700,
            "$1,234,567.00",
            "$1,234,567",
            "$1.2 M",
            "+$1,234,567",
            "$1.23457 M",
        ),
        (-123400, "−$1,234.00", "−$1,234", "−$1.2 k", "−$1,234", "−$1.234 k"),
        (1, "$0.01", "$0", "$0", "$0", "$0.01"),
        (0, "$0.00", "$0", "$0", "$0", "0"),
    ],
)
def test_amount_reads_as_its_place_needs(
    cents, exact, whole, headline, signed, on_axis
):
    assert money.exact(cents) == exact
    assert money.whole(cents) == whole
    assert money.headline(cents) == headline
    assert money.signed(cents) == signed
    assert money.on_axis(cents / 100) == on_axis


@pytest.mark.parametrize(
    ("cents", "english", "chinese"),
    [
        (46_041_014_445, "$460 M", "4.60 亿美元"),
        (-11_281_000_000, "−$113 M", "−1.13 亿美元"),
        (995_000_000, "$10 M", "0.10 亿美元"),
        (610_000_000, "$6.1 M", "0.06 亿美元"),
        (1_000_000, "$0", "0美元"),
    ],
)
def test_millions_are_whole_from_ten_on(cents, english, chinese):
    assert money.in_millions(cents) == english
    with override("zh-hans"):
        assert money.in_millions(cents) == chinese
