"""A recipe of docs/extending.md, followed in a copy of the project."""

import filecmp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FOLDERS = (
    *("docs", "knightreplay", "locale", "simulator"),
    *("static", "templates", "tests", "tools"),
)
IGNORED = ("__pycache__", "fixtures", "screens")
# file → what is written before which part of it
Additions = Mapping[str, Sequence[tuple[str, str]]]

# The catalogues; what has no translation yet gets one.
TRANSLATE = """
from tools import words

words.main()
for domain in words.DOMAINS:
    for locale in words.locales():
        file = words.catalogue_of(locale, domain)
        catalogue = words.read(file)
        for message in catalogue:
            if message.id and not message.string:
                message.string = "译：" + message.id
        file.write_bytes(words.as_po(catalogue, locale))
assert words.main() == 0
"""


def section(title: str) -> str:
    """What the document says of one kind of addition."""
    (found,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", DOC, re.DOTALL | re.M)
    return str(found)


def listed(title: str) -> list[str]:
    """The files that a section of the document names in its numbered list."""
    return re.findall(r"^\d+\. `([^`]+)`", section(title), re.MULTILINE)


def asks_for_words(title: str) -> bool:
    """Whether a section ends with the words in other languages."""
    return "[Words in other languages](#words-in-other-languages)" in section(title)


def python(folder: Path, *arguments: str) -> str:
    """What plain Python says in a folder; nothing is compiled."""
    env = {"DJANGO_SETTINGS_MODULE": "tests.settings", "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | env | {"PYTHONPATH": str(folder), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_project(folder: Path) -> None:
    ignore = shutil.ignore_patterns(*IGNORED)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)


def follow(folder: Path, new: Mapping[str, str], added: Additions) -> None:
    """Writes the new files, and into those that there are."""
    for name, text in new.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, additions in added.items():
        text = (folder / name).read_text(encoding="utf-8")
        for before, addition in additions:
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, addition + before)
        (folder / name).write_text(text, encoding="utf-8")


def translate(folder: Path) -> None:
    python(folder, "-c", TRANSLATE)


def touched(folder: Path) -> set[str]:
    """The files of a copy that the project does not have, or has otherwise."""
    return {
        name
        for name in _files(folder)
        if not (ROOT / name).is_file()
        or not filecmp.cmp(ROOT / name, folder / name, shallow=False)
    }


def _files(folder: Path) -> Iterator[str]:
    for name in FOLDERS:
        for file in (folder / name).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(folder).as_posix()


def catalogues(*domains: str) -> set[str]:
    """The files of the words in other languages."""
    return {
        f"{file.relative_to(ROOT)}"
        for file in (ROOT / "locale").glob("*/LC_MESSAGES/*.?o")
        if file.stem in domains
    }


def house_passes(folder: Path) -> bool:
    """Whether the house's tests of words pass in a copy."""
    told = python(folder, "-m", "pytest", "-q", "tests/house/test_words.py")
    return " passed" in told
