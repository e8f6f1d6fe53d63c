"""The addresses of the stores: taken as they are meant, or refused in one line."""

from urllib.parse import quote

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from knightreplay import environment
from knightreplay.environment.stores import _split

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "here", "OPTIONS": {"a": 1}}
PASSWORD = "Grüße"


def test_database_is_sqlite_unless_another_is_named(given):
    assert given(environment.database, "", SQLITE) == SQLITE


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/k.sqlite3", "/srv/k.sqlite3"),
        ("sqlite:///k%20r.sqlite3", "k r.sqlite3"),
    ],
)
def test_sqlite_elsewhere_is_set_up_alike(given, url, file):
    assert given(environment.database, url, SQLITE) == {**SQLITE, "NAME": file}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "pgsql"])
def test_postgres_is_taken_apart(given, scheme):
    url = f"{scheme}://u%40x:{quote(PASSWORD)}@db:5433/replay?sslmode=require"

    found = given(environment.database, url, SQLITE)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "u@x",
        PASSWORD,
        "db",
        5433,
        "replay",
    ]
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "password", ["pa#ss", "pa?ss", "pa/ss", "1#2", "1?2", "1/2", "p[s", "]x", "9/9#9"]
)
def test_password_that_was_not_encoded_is_refused_with_how_it_is(refused, password):
    for reader, scheme, more in (
        (environment.database, "postgres", (SQLITE,)),
        (environment.redis, "redis", ()),
    ):
        line = refused(reader, f"{scheme}://user:{password}@h/0", *more)

        assert "%23 %2F %3F" in line
        assert password not in line


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://u:secret@h/db", "allowed: postgres, sqlite"),
        ("mssql://u:secret@h/db", "allowed: postgres, sqlite"),
        ("oracle://u:secret@h/db", "allowed: postgres, sqlite"),
        ("spatialite:///secret", "is not like postgres://"),
        ("nonsense secret", "is not like postgres://"),
        ("postgres:secret", "is not like postgres://"),
        ("postgres://u:secret@h:99999/db", "is not like postgres://"),
        ("postgres://u:secret@h:port/db", "is not like postgres://"),
        ("postgres://u:secret@h:0/db", "is not like postgres://"),
        ("postgres://u:secret@h", "names no database"),
        ("postgres://u:secret@h/", "names no database"),
        ("postgres://u:secret@h/a/b", "names no database"),
        ("postgres://u:secret@h/db?nonsense=1", 'invalid connection option "nonsense"'),
        ("sqlite://", "names no file"),
        ("sqlite://:memory:", "names no file"),
        ("sqlite://folder/secret", "names no file"),
        ("sqlite:///x?mode=secret", "names no file"),
    ],
)
def test_database_that_cannot_be_is_refused(refused, url, said):
    line = refused(environment.database, url, SQLITE)

    assert said in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("redis://redis", "redis://redis/0"),
        ("redis://redis:6379/", "redis://redis:6379/0"),
        ("redis://:p%23w@redis:6379/07", "redis://:p%23w@redis:6379/7"),
        ("rediss://redis/1", "rediss://redis/1?ssl_cert_reqs=required"),
        (
            "rediss://redis/1?ssl_cert_reqs=CERT_REQUIRED",
            "rediss://redis/1?ssl_cert_reqs=required",
        ),
    ],
)
def test_redis_is_written_for_all_who_read_it(given, url, meant):
    assert given(environment.redis, url) == meant


def test_redis_may_name_whom_to_trust(given, tmp_path):
    authority = tmp_path / "ca.pem"
    authority.touch()
    url = f"rediss://redis/1?ssl_ca_certs={authority}"

    found = given(environment.redis, url)

    assert found == (
        "rediss://redis/1?ssl_cert_reqs=required&ssl_ca_certs="
        + quote(str(authority), safe="")
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense secret", "is not like redis://"),
        ("redis:secret", "is not like redis://"),
        ("redis://:secret@", "is not like redis://"),
        ("redis://:secret@h:0", "is not like redis://"),
        ("redis://:secret@h:70000", "is not like redis://"),
        ("http://u:secret@h", "allowed: redis, rediss"),
        ("unix://secret/redis.sock", "allowed: redis, rediss"),
        ("redis://:secret@h/x", "is no database's number"),
        ("redis://:secret@h/-1", "is no database's number"),
        ("redis://:secret@h/0/1", "is no database's number"),
        ("redis://:secret@h/0?db=1", "takes no options"),
        ("rediss://:secret@h/0?ssl_cert_reqs=none", "looked at everywhere"),
        ("rediss://:secret@h/0?ssl_cert_reqs=", "looked at everywhere"),
        ("rediss://:secret@h/0?ssl_cert_reqs=CERT_OPTIONAL", "looked at everywhere"),
        ("rediss://:secret@h/0?ssl_check_hostname=false", "is no option"),
        ("rediss://:secret@h/0?ssl_ca_certs=/nowhere/secret", "there is no such file"),
    ],
)
def test_redis_that_cannot_be_is_refused(refused, url, said):
    line = refused(environment.redis, url)

    assert said in line
    assert "secret" not in line


@examples(st.text(min_size=1, max_size=20))
def test_every_password_can_be_written(password):
    parts = _split("X", f"redis://:{quote(password, safe='')}@h:1/0", "redis://h")

    assert (parts.hostname, parts.port, parts.path) == ("h", 1, "/0")
