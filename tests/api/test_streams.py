"""Streamed answers are whole for whoever accepts gzip."""

import ast
import gzip
import hashlib
import zlib
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

import knightreplay
from knightreplay.compression import WholeGZip
from knightreplay.sharing.files.exporting import work
from tests.streaming import collected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_export_worker")]

STREAMED = {"read_frames", "read_file"}  # all that the product streams
RANGE = "frames?from=09:30&to=10:30"


def first_member(response, body):
    """What somebody reads who stops where the first gzip file ends, as browsers do."""
    if response.get("Content-Encoding") != "gzip":
        return body
    return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body)


def read(address, accepts):
    """(length, SHA-256) of what arrives."""
    answer = Client().get(address, headers={"accept-encoding": accepts})
    assert (answer.status_code, answer.streaming) == (200, True)
    body = first_member(answer, async_to_sync(collected)(answer))
    return len(body), hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_frames_are_whole_for_those_who_accept_gzip(run, compute, form):
    address = f"/api/v1/runs/{compute(run).id}/{RANGE}&format={form}"

    plain, packed = (read(address, accepts) for accepts in ("", "gzip, br"))

    assert plain[0] > 150_000
    assert packed == plain


@pytest.mark.parametrize("kind", ["frames.csv", "tape.parquet"])
def test_file_is_whole_for_those_who_accept_gzip(run, compute, kind):
    asked = Client().post(
        f"/api/v1/runs/{compute(run).id}/exports",
        {"kind": kind, "options": {"from": "09:30", "to": "09:40"}},
        content_type="application/json",
    )
    work.make_due()
    told = Client().get(asked.json()["url"]).json()

    assert read(told["file"], "gzip") == (told["size"], told["sha256"])


@pytest.mark.slow
def test_every_streamed_answer_is_tested_here():
    """Whoever streams another one adds it to these tests, and to the journey."""
    found = {
        function.name
        for path in Path(knightreplay.__file__).parent.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        & {"StreamingHttpResponse", "FileResponse"}
    }

    assert found == STREAMED


def compressed(response):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    return WholeGZip(lambda _: response)(request)


def test_page_is_compressed_and_a_stream_says_that_it_is_not():
    text = b"a line of a page\n" * 100

    page = compressed(HttpResponse(text))
    stream = compressed(StreamingHttpResponse([text, text]))

    assert gzip.decompress(page.content) == text
    assert stream["Content-Encoding"] == "identity"
    assert b"".join(stream.streaming_content) == text * 2
