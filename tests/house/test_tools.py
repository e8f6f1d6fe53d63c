"""The scripts behind make: refusals are one line, a skipped test is a failure."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ("-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.house_plugin")


class Machine:
    """A machine with only the programs that a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()

    def has(self, name: str, script: str | None = None) -> None:
        """Puts in a real program of this machine, or one made of a line of shell."""
        file = self.bin / name
        if script is None:
            file.symlink_to(shutil.which(name) or pytest.fail(f"{name} is missing"))
        else:
            file.write_text(f"#!/bin/sh\n{script}\n")
            file.chmod(0o755)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(ROOT / command[0]), *command[1:]],
            cwd=self.bin.parent,
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def lines(answer: subprocess.CompletedProcess[str]) -> list[str]:
    return (answer.stdout + answer.stderr).splitlines()


def test_packages_that_are_there_are_left_alone(machine):
    machine.has("redis-server", "exit 0")

    answer = machine.run("tools/packages.sh", "redis-server")

    assert (answer.returncode, lines(answer)) == (0, [])


def test_packages_elsewhere_are_named(machine):
    answer = machine.run("tools/packages.sh", "redis-server", "nodejs")

    assert answer.returncode == 1
    assert lines(answer) == [
        "knightreplay: install these and try again: redis-server nodejs"
    ]


def test_packages_without_root_are_one_command(machine):
    machine.has("apt-get", "exit 1")
    machine.has("id", "echo 1000")

    answer = machine.run("tools/packages.sh", "redis-server")

    assert answer.returncode == 1
    assert lines(answer) == [
        "knightreplay: install what is missing: sudo sh -c 'apt-get update && "
        "apt-get install -y --no-install-recommends redis-server'"
    ]


def test_packages_as_root_are_installed(machine):
    machine.has("id", "echo 0")
    machine.has("chmod")
    machine.has("sh")
    machine.has(
        "apt-get",
        'echo "$@" >>apt.log; [ "$1" = update ] || { : >bin/redis-server; chmod 755 bin/*; }',
    )

    answer = machine.run("tools/packages.sh", "redis-server")

    assert answer.returncode == 0, answer.stderr
    assert (machine.bin.parent / "apt.log").read_text().splitlines() == [
        "update",
        "install -y --no-install-recommends redis-server",
    ]


def test_packages_that_cannot_be_installed_fail_with_the_command(machine):
    machine.has("id", "echo 0")
    machine.has("sh")
    machine.has("apt-get", "exit 100")

    answer = machine.run("tools/packages.sh", "redis-server")

    assert answer.returncode == 1
    assert lines(answer)[-1].startswith("knightreplay: this failed: apt-get update")


def test_environment_without_python_is_one_line(machine):
    answer = machine.run("tools/environment.sh", "requirements.txt")

    assert answer.returncode == 1
    assert lines(answer) == [
        "knightreplay: python3 is missing; install Python 3.11 or newer"
    ]


def test_environment_with_an_old_python_names_it(machine):
    machine.has("cut")
    machine.has("python3", '[ "$1" = -V ] && echo Python 3.9.2; exit 1')

    answer = machine.run("tools/environment.sh", "requirements.txt")

    assert answer.returncode == 1
    assert lines(answer) == [
        "knightreplay: Python 3.11 or newer is needed, python3 is 3.9.2; "
        "name another: PYTHON=python3.12 make run"
    ]


def test_environment_without_venv_says_what_to_install(machine):
    machine.has("python3", 'case "$2" in *ensurepip*) exit 1 ;; esac')

    answer = machine.run("tools/environment.sh", "requirements.txt")

    assert answer.returncode == 1
    assert lines(answer) == [
        "knightreplay: python3 has no venv; on Debian or Ubuntu: "
        "apt-get install python3-venv"
    ]


def test_checks_need_what_git_knows(machine):
    machine.has("mktemp")
    machine.has("rm")
    machine.has("git", "echo fatal: dubious ownership >&2; exit 128")

    answer = machine.run("tools/checks.sh", "links")

    assert answer.returncode == 1
    assert lines(answer) == ["fatal: dubious ownership"]


def test_checks_refuse_a_name_that_they_do_not_know(machine):
    machine.has("git", "exit 0")
    machine.has("mktemp")
    machine.has("rm")

    answer = machine.run("tools/checks.sh", "myppy")

    assert answer.returncode == 2
    assert lines(answer) == ["knightreplay: no check is called myppy"]


def test_audit_that_learned_nothing_is_no_pass(machine):
    """No index of advisories can be reached: neither passed nor failed."""
    machine.has("git", "exit 0")
    for name in ("mktemp", "rm", "grep", "cat"):
        machine.has(name)
    programs = machine.bin.parent / ".venv/bin"
    programs.mkdir(parents=True)
    (programs / "pip-audit").write_text("#!/bin/sh\nexit 1\n")
    (programs / "pip-audit").chmod(0o755)

    answer = machine.run("tools/checks.sh", "audit")

    assert answer.returncode == 0
    assert "passed" not in answer.stdout
    assert lines(answer)[-1] == "checks: nothing is known of: audit"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "code", "closing"),
    [
        ("assert True", 0, "Python: 1 tests ran, 0 skipped"),
        ("pytest.skip('no reason')", 1, "a skipped test counts as failed"),
        ("pytest.xfail('some day')", 1, "a skipped test counts as failed"),
        ("assert False", 1, "Python: 1 tests ran, 0 skipped"),
    ],
)
def test_skipped_test_fails_the_run(tmp_path, body, code, closing):
    file = tmp_path / "test_it.py"
    file.write_text(f"import pytest\n\ndef test_it():\n    {body}\n")
    settings = tmp_path / "pytest.ini"
    settings.write_text("[pytest]\n")

    answer = subprocess.run(
        [sys.executable, "-m", "pytest", *PLUGINS, "-c", str(settings), str(file)],
        cwd=ROOT,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert answer.returncode == code, answer.stdout
    assert closing in answer.stdout
