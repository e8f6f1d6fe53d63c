"""Every address and every field of the API, as recorded before the code was moved about."""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from knightreplay.api.api import api
from knightreplay.live.routing import websocket_urlpatterns
from tests.schema import shape

ROOT = Path(__file__).parents[2]
RECORDED = json.loads((ROOT / "tests/fixtures/addresses.json").read_text())
# What came since then: fields of an operation, by the way to them, and whole operations.
ADDED = {
    "GET /api/v1/runs/{}/forks": [("answers", "200", "application/json", "refusal")],
    "GET /api/v1/comparison": [("answers", "200", "application/json", "ranges")],
}
NEW = {"PUT /api/v1/runs/{}/keys", "GET /api/v1/runs/{}/ranges"}
EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "str": "token",
    "slug": "word",
}


def paths(patterns: list[Any]) -> Iterator[str]:
    """Every path with the kinds of its variable parts, whatever the code calls these."""
    for pattern in patterns:
        told = re.sub(r"<(\w+):\w+>", r"<\1>", str(pattern.pattern))
        told = re.sub(r"\(\?P<\w+>", "(", told)
        if not isinstance(pattern, URLResolver):
            yield told
        elif told in ("admin/", "api/v1/"):  # Django's; as OpenAPI tells it
            yield f"{told}..."
        else:
            yield from (told + rest for rest in paths(pattern.url_patterns))


def methods(path: str) -> str:
    """What a page allows, as it says when it is asked otherwise."""
    asked = re.sub(r"<(\w+)>", lambda found: EXAMPLES[found[1]], path)
    return str(Client().put(f"/{asked}").headers.get("Allow", "any"))


def content(told: Any, named: dict[str, Any]) -> Any:
    """The body of a request or an answer, by its media type."""
    found = told.get("content", {}).items()
    return {kind: shape(body.get("schema", {}), named) for kind, body in found}


def asked(told: Any, named: dict[str, Any]) -> tuple[str, Any]:
    """A parameter; one of the path has its place and no name there."""
    name = "path" if told["in"] == "path" else told["name"]
    return name if told["required"] else f"{name}?", shape(told["schema"], named)


def operation(told: Any, named: dict[str, Any]) -> dict[str, Any]:
    return {
        "asked": dict(asked(one, named) for one in told.get("parameters", [])),
        "body": content(told.get("requestBody", {}), named),
        "answers": {
            str(status): content(answer, named)
            for status, answer in told["responses"].items()
        },
    }


@cache
def operations() -> dict[str, Any]:
    document = json.loads(json.dumps(api.get_openapi_schema()))
    named = document["components"]["schemas"]
    return {
        f"{method.upper()} {re.sub('{.*?}', '{}', path)}": operation(told, named)
        for path, by_method in document["paths"].items()
        for method, told in by_method.items()
    }


def keys_asked() -> list[str]:
    """The keys that the scripts of our pages read out of an address."""
    texts = [file.read_text() for file in (ROOT / "static/js").rglob("*.js")]
    readers = [text for text in texts if "URLSearchParams" in text]
    form = r'\b(?:get|has)\("(\w+)"\)'
    return sorted({key for text in readers for key in re.findall(form, text)})


@pytest.mark.django_db
def test_pages_are_where_they_were_and_allow_what_they_did() -> None:
    found = list(paths(get_resolver().url_patterns))

    recorded = RECORDED["pages"]
    assert {path: methods(path) for path in found if path in recorded} == recorded


def test_sockets_are_where_they_were() -> None:
    assert list(paths(websocket_urlpatterns)) == RECORDED["sockets"]


@pytest.mark.parametrize("called", sorted(RECORDED["api"]))
def test_operation_takes_and_answers_what_it_did(called: str) -> None:
    told = copy.deepcopy(operations()[called])
    for *way, name in ADDED.get(called, ()):
        reduce(getitem, way, told).pop(name)

    assert told == RECORDED["api"][called]


def test_operations_came_since_then_and_none_went() -> None:
    assert operations().keys() - RECORDED["api"].keys() == NEW


def test_addresses_may_ask_for_what_they_could() -> None:
    assert keys_asked() == RECORDED["keys"]
