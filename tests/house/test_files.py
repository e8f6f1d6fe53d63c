"""The house: what lies at the top, what is pinned, and that the versions agree."""

import hashlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

import plotly.offline
import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
PIN = re.compile(r"([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==([0-9][A-Za-z0-9.]*)(?: ; .+)?")
PLOTLY = "plotly-basic.min.js"
REQUIREMENTS = ("requirements", "requirements-dev", "benchmarks/requirements")
TARGETS = (
    "run",
    "test",
    "test-fast",
    "journeys",
    "check",
    "fmt",
    "bench",
    "lock",
    "sbom",
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """Package → version of a requirements file; any line that pins nothing fails."""
    lines = [
        line.removesuffix(" \\")
        for line in read(name).splitlines()
        if line and line[0] not in "#- "
    ]
    matches = [PIN.fullmatch(line) for line in lines]
    assert all(matches), [line for line, m in zip(lines, matches, strict=True) if not m]
    return {canonical(m[1]): m[2] for m in matches if m}


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


@pytest.mark.parametrize(
    "name",
    [
        "manage.py",
        "requirements.txt",
        "knightreplay/settings.py",
        "simulator/__init__.py",
        "static",
        "templates",
        "tests",
        "docker-compose.yml",
        "Dockerfile",
        "README.md",
        "LICENSE",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "docs/protocol.md",
        "docs/architecture.md",
        ".env.example",
    ],
)
def test_top_level_holds_what_people_look_for(name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize("target", TARGETS)
def test_makefile_has_the_commands(target):
    makefile = read("Makefile")

    assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE)
    assert target in re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()


def test_ci_is_test_check_and_journeys():
    script = read(".ci/run")

    assert script.splitlines()[-3:] == ["make test", "make check", "make journeys"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_locked_at_what_is_asked_for(name):
    asked, locked = pins(f"{name}.in"), pins(f"{name}.txt")

    assert asked.items() <= locked.items()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_package_is_known_by_the_hashes_of_its_files(name):
    blocks = re.split(r"^(?=[A-Za-z])", read(f"{name}.txt"), flags=re.MULTILINE)[1:]
    known = [re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block) for block in blocks]

    assert len(blocks) > 30
    assert all(known)


@pytest.mark.parametrize("name", ["tools/environment.sh", "Dockerfile"])
def test_nothing_is_installed_that_has_another_hash(name):
    installs = [line for line in read(name).splitlines() if "install " in line]
    ours = [line for line in installs if "pip install" in line and " -r " in line]

    assert len(ours) == 1
    assert "--require-hashes" in ours[0]


def test_development_sees_the_versions_of_the_product():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_notices_name_every_package():
    notices = {
        canonical(word)
        for word in re.findall(r"[\w.-]+", read("THIRD_PARTY_NOTICES.md"))
    }

    assert pins("requirements.txt").keys() - notices == set()


def vendored() -> dict[str, dict[str, str]]:
    """File → where it came from and what it hashed to."""
    found: dict[str, dict[str, str]] = json.loads(read("static/vendor/vendor.json"))
    return found


def test_notices_name_what_is_vendored():
    notices = read("THIRD_PARTY_NOTICES.md")

    assert f"basic bundle {vendored()[PLOTLY]['version']}," in notices
    assert f"fflate) {vendored()['fflate.js']['version']}," in notices
    assert f"hashes) {vendored()['noble/sha2.js']['version']}," in notices
    assert "MIT License" in read("static/vendor/LICENSE")
    assert "MIT License" in read("static/vendor/noble/LICENSE")
    assert "MIT License" in read("static/vendor/fflate-LICENSE")
    assert "SIL Open Font License" in read("static/fonts/inter-LICENSE")
    assert read("LICENSE").startswith("MIT License")


def test_vendored_scripts_are_those_that_were_looked_at():
    found = {
        file.relative_to(VENDOR).as_posix(): file.read_bytes()
        for file in VENDOR.rglob("*.js")
    }

    assert {name: hashlib.sha256(text).hexdigest() for name, text in found.items()} == {
        name: entry["sha256"] for name, entry in vendored().items()
    }


def test_plotly_is_the_version_that_the_package_bundles():
    version = plotly.offline.get_plotlyjs_version()

    assert vendored()[PLOTLY]["version"] == version
    assert f"v{version}\n" in (VENDOR / PLOTLY).read_text(encoding="utf-8")[:200]


def test_versions_agree():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    newest = re.findall(r"^## (\d\S+)", read("CHANGELOG.md"), re.MULTILINE)[0]

    assert newest == version
    assert json.loads(read("package.json"))["version"] == version
    assert f"image: knightreplay:{version}\n" in read("docker-compose.yml")


def test_images_are_pinned():
    images = re.findall(r"^\s+image: (\S+)", read("docker-compose.yml"), re.MULTILINE)
    images += re.findall(r"^FROM (\S+)", read("Dockerfile"), re.MULTILINE)

    assert len(images) == 5
    assert [i for i in images if not re.search(r":\d+\.\d+(\.\d+)?(-\w+)*$", i)] == []


def test_compose_asks_for_every_secret_and_the_example_names_them():
    asked = set(re.findall(r"\$\{(\w+):\?", read("docker-compose.yml")))
    named = set(re.findall(r"^(\w+)=", read(".env.example"), re.MULTILINE))

    assert asked == named


def test_nothing_names_the_machine_it_was_written_on():
    """Paths of one machine, and files that only its author has."""
    forbidden = [
        part.encode()
        for part in ("../" + "shared", "/wo" + "rk/", "/opt/" + "pypi", "/ro" + "ot/.")
    ]

    found = {
        str(file.relative_to(ROOT)): part
        for file in tracked()
        if file.is_file()
        for part in forbidden
        if part in file.read_bytes()
    }

    assert found == {}


@pytest.mark.parametrize("top", ["knightreplay", "simulator"])
def test_no_package_has_more_than_25_modules_side_by_side(top):
    counts = {
        str(folder.relative_to(ROOT)): len(list(folder.glob("*.py")))
        for folder in [ROOT / top, *(ROOT / top).rglob("*/")]
    }

    assert {folder: count for folder, count in counts.items() if count > 25} == {}
