"""What the Compose schema cannot see: names that point at each other, and the roles."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
OF_THE_IMAGE = {"DATA_DIR", "HOST", "PORT"}  # it and its command say these


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    return found


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = compose["services"]
    return found


def test_services_are_the_parts_of_the_distributed_mode(services):
    assert set(services) == {
        "proxy",
        "web",
        "worker",
        "migrate",
        "redis",
        "postgres",
    }


def test_names_that_are_used_exist(compose, services):
    for service in services.values():
        assert service.get("depends_on", {}).keys() <= services.keys()
        assert set(service["networks"]) <= compose["networks"].keys()
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in compose["volumes"]
        for config in service.get("configs", []):
            assert config["source"] in compose["configs"]


def test_only_the_proxy_can_be_reached_from_outside(compose, services):
    outside = {name for name, service in services.items() if "ports" in service}

    assert outside == {"proxy"}
    assert compose["networks"]["inside"]["internal"] is True


def test_what_runs_on_says_how_it_is(services):
    assert {n for n, s in services.items() if "healthcheck" not in s} == {"migrate"}


def test_web_and_worker_share_broker_and_database(services):
    urls = [
        {services[name]["environment"][key] for name in ("web", "worker", "migrate")}
        for key in ("REDIS_URL", "DATABASE_URL")
    ]

    assert [len(values) for values in urls] == [1, 1]


def test_commands_are_ours(services):
    assert services["web"]["command"][:3] == ["python", "manage.py", "serve"]
    assert services["migrate"]["command"][:3] == ["python", "manage.py", "migrate"]
    assert services["worker"]["command"][:4] == [
        "celery",
        "--app=knightreplay",
        "--quiet",  # no banner among lines of JSON
        "worker",
    ]


def read() -> set[str]:
    """The names that the settings read."""
    source = (ROOT / "knightreplay" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', source))


def test_every_setting_reaches_the_containers(services):
    for name in ("web", "worker", "migrate"):
        assert set(services[name]["environment"]) == read() - OF_THE_IMAGE


def test_every_setting_of_the_example_is_one_that_compose_hands_on():
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    handed_on = set(re.findall(r"\$\{([A-Z_]+)", compose))

    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == handed_on


def test_every_setting_is_in_the_table():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = page.split("## Settings")[1].split("\n## ")[0]
    names = re.findall(r"`([A-Z_]+)`", "".join(re.findall(r"^\|[^|]+\|", table, re.M)))

    assert len(names) == len(set(names))
    assert set(names) == read()


def test_redis_keeps_what_it_was_told(services):
    assert "--appendonly" in services["redis"]["command"]
    assert "redis:/data" in services["redis"]["volumes"]


def test_image_runs_without_root():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]

    assert users == ["10001"]


def test_only_the_proxy_is_believed_when_it_says_who_asks(services):
    assert services["web"]["environment"]["TRUSTED_PROXIES"] == "proxy"


def test_redis_has_a_password_that_all_show(services):
    assert "${REDIS_PASSWORD" in services["web"]["environment"]["REDIS_URL"]
    assert "--requirepass" in services["redis"]["command"]


def test_no_service_takes_the_machine_for_itself(services):
    """Bounds of memory and processes, and of logs; no more rights than it was given."""
    for name, service in services.items():
        assert {"mem_limit", "pids_limit", "logging"} <= service.keys(), name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_numbers_of_processes_stay_with_the_file(services):
    replicas = {n: services[n]["deploy"]["replicas"] for n in ("web", "worker")}

    assert replicas == {"web": "${WEB:-2}", "worker": "${WORKERS:-2}"}


def test_image_calls_functions_that_there_are():
    called = re.findall(
        r"from ([\w.]+) import (\w+); \2\(\)", (ROOT / "Dockerfile").read_text()
    )

    assert called == [
        ("simulator.warming", "warm"),
        ("knightreplay.static_files.collecting", "collect"),
    ]
    for module, name in called:
        assert callable(getattr(importlib.import_module(module), name))
