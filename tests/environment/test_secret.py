"""A secret is there whole or not at all."""

import errno
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from knightreplay import environment
from knightreplay.access.host import is_host_key

UNSET: dict[str, Any] = {"least": 12, "required": False}


def kept(file):
    return environment.secret("NOT_SET", file, **UNSET)


def told(file):
    with pytest.raises(ImproperlyConfigured) as refusal:
        kept(file)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_secret_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "host-key"

    assert kept(file) == kept(file) == file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["host-key"]


def test_first_starts_at_once_have_one_secret(tmp_path, monkeypatch):
    """All have written theirs aside before the first puts it in its place."""
    file, ready, made = tmp_path / "host-key", Barrier(8), secrets.token_urlsafe

    def token(size):
        ready.wait(timeout=30)
        return made(size)

    monkeypatch.setattr(secrets, "token_urlsafe", token)
    with ThreadPoolExecutor(8) as pool:
        found = {each.result() for each in [pool.submit(kept, file) for _ in range(8)]}

    assert found == {file.read_text()}


def test_secret_is_kept_where_the_file_system_has_no_links(tmp_path, monkeypatch):
    def refuse(*names):
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)

    assert kept(tmp_path / "host-key") == (tmp_path / "host-key").read_text()


@pytest.mark.parametrize("failing", ["fsync", "link"])
def test_full_disk_at_the_first_start_leaves_nothing(tmp_path, monkeypatch, failing):
    def full(*given):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, failing, full)
        disk.setattr("pathlib.Path.rename", full)
        assert "No space left" in told(tmp_path / "host-key")
    assert list(tmp_path.iterdir()) == []

    assert len(kept(tmp_path / "host-key")) == 64


@pytest.mark.parametrize("content", [b"", b"  \n", b"abc", b"a" * 64, b"\xff" * 64])
def test_file_that_holds_no_secret_is_refused_by_its_name(tmp_path, content):
    file = tmp_path / "host-key"
    file.write_bytes(content)

    assert str(file) in told(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("value", ["a", "short-one", "a" * 64, "two\nlines of it"])
def test_secret_that_could_be_guessed_is_refused(refused, value):
    assert "secret" in refused(environment.secret, value, **UNSET)


def test_secret_that_must_be_given_is_asked_for(refused):
    line = refused(environment.secret, " ", least=12, required=True)

    assert "must be set" in line


def test_secret_that_may_be_missing_is_empty(given):
    assert given(environment.secret, " ", **UNSET) == ""


@pytest.mark.parametrize("shown", ["", " ", "the-host"])
def test_no_key_is_right_where_there_is_none(settings, shown):
    settings.HOST_KEY = ""

    assert is_host_key(shown) is False


def test_only_the_hosts_key_is_right(settings):
    settings.HOST_KEY = "the-key-of-the-host"

    assert is_host_key("the-key-of-the-host") is True
    assert is_host_key("") is False
