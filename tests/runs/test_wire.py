"""Segments in one message: as they are stored, one after the other."""

import base64
import json
import zlib
from pathlib import Path

import orjson

from knightreplay.runs.segments.wire import (
    COLUMNS_SIZE,
    CURVES,
    bundle,
    closing,
    decode,
    encode_columns,
)
from tests.bundles import opened

FIXTURE = json.loads((Path(__file__).parents[1] / "fixtures/bundle.json").read_text())
STORED = [base64.b64decode(text) for text in FIXTURE["stored"]]


def test_bundle_of_the_shared_fixture_holds_its_segments():
    places, columns = opened(base64.b64decode(FIXTURE["bundle"]))

    assert columns == [segment["columns"] for segment in FIXTURE["segments"]]
    assert places == [
        (segment["epoch"], segment["columns"]["minute"])
        for segment in FIXTURE["segments"]
    ]


def test_bundle_holds_what_was_stored_by_this_release_and_by_the_last():
    places, columns = opened(bundle(STORED))

    assert [(epoch, minute) for epoch, minute in places] == [
        (0, 90),
        (70_000, 91),
        (2, 95),
    ]
    assert columns == [decode(payload)[1] for payload in STORED]


def test_bundle_of_one_segment_is_a_list_of_one():
    assert opened(bundle(STORED[2:])) == ([(2, 95)], [decode(STORED[2])[1]])


def test_stored_stream_goes_into_a_bundle_as_it_is():
    columns = FIXTURE["segments"][0]["columns"]
    payload = encode_columns(0, columns)

    assert payload[10:-6] in bundle([payload])
    assert zlib.decompress(payload[8:]) == orjson.dumps(columns)


def curves_of(values):
    return dict.fromkeys(CURVES, values)


def test_closing_is_the_last_second_of_the_curves_that_a_segment_has():
    exit_only = {"minute": 3, "columns": {"pnl_exit": [5, 7]}, "servers": []}

    assert closing(encode_columns(0, exit_only)) == {"pnl_exit": 7}
    for payload in STORED:
        columns = decode(payload)[1]["columns"]
        assert closing(payload) == {
            name: columns[name][-1] for name in CURVES if name in columns
        }


def test_closing_is_found_in_a_segment_of_another_order_or_of_any_length():
    columns = curves_of([1, 2]) | {"gross": [10**15] * COLUMNS_SIZE}
    long = {"minute": 3, "columns": columns, "servers": []}
    turned = {"servers": [], "minute": 3, "columns": curves_of([1, 2])}

    assert closing(encode_columns(0, long)) == curves_of(2)
    assert closing(encode_columns(0, turned)) == curves_of(2)
