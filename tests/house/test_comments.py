"""What comments name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("knightreplay", "simulator", "static/js", "static/css", "templates", "tools")
KINDS = {".py", ".js", ".ts", ".css", ".html", ".sh"}
NAMED = re.compile(
    r"\b((?:knightreplay|simulator|static|templates|tests|docs|benchmarks|tools)"
    r"/[\w./-]+\.(?:py|m?js|ts|css|md|json|html|toml|sh|csv))\b"
)
PLACEHOLDER = re.compile(r"/[A-Z]+\.")  # templates/refusals/KIND.html


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_that_are_named_exist(folder):
    named = {
        (str(file.relative_to(ROOT)), path)
        for file in (ROOT / folder).rglob("*")
        if file.suffix in KINDS
        for path in NAMED.findall(file.read_text(encoding="utf-8"))
    }

    gone = {(by, path) for by, path in named if not (ROOT / path).exists()}
    assert {(by, path) for by, path in gone if not PLACEHOLDER.search(path)} == set()
