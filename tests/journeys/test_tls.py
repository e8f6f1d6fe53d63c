"""Redis over TLS: broker, channel layer and cache look at the certificate alike."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.server import ROOT, SECRET_KEY, environment, free_port
from tests.services import RedisServer

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]

HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("redis.example.org")
ASK = """
import asyncio, django
django.setup()
from django.core.cache import cache
from knightreplay.celery import app
from knightreplay.runs import announce

async def layer():
    await announce.layer().group_send("group", {"type": "ready"})

def broker():
    with app.connection_for_write() as connection:
        connection.default_channel.client.ping()

asks = {
    "broker": broker,
    "cache": lambda: cache.set("a", 1),
    "layer": lambda: asyncio.run(layer()),
}
for name, ask in asks.items():
    try:
        ask()
        print(name, "ok")
    except Exception as error:
        print(name, "refused" if "CERTIFICATE_VERIFY_FAILED" in str(error) else error)
"""


def certificate(folder: Path, name: x509.GeneralName) -> None:
    """A key, and a certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "redis")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(own)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "redis.crt").write_bytes(made.public_bytes(pem))
    (folder / "redis.key").write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def redis_with_tls(folder: Path, name: x509.GeneralName) -> Iterator[int]:
    """The port of a Redis that answers over TLS alone."""
    certificate(folder, name)
    plain = RedisServer(folder)
    port = free_port()
    files = ("--tls-cert-file", folder / "redis.crt", "--tls-key-file")
    plain.start(
        "--tls-port",
        str(port),
        *map(str, files),
        str(folder / "redis.key"),
        "--tls-auth-clients",
        "no",
    )
    try:
        yield port
    finally:
        plain.stop()


def said(folder: Path, url: str) -> list[str]:
    settings = {"REDIS_URL": url, "SECRET_KEY": SECRET_KEY, "HOST_KEY": "the-hosts-key"}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment(folder, **settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    return done.stdout.splitlines() or [done.stderr]


@pytest.mark.parametrize(
    ("name", "options", "answer"),
    [
        (HERE, "", "refused"),
        (HERE, "?ssl_ca_certs={}", "ok"),
        (ELSEWHERE, "?ssl_ca_certs={}", "refused"),
    ],
    ids=["nobody vouches", "vouched for", "of another name"],
)
def test_redis_over_tls_is_looked_at_by_all_alike(tmp_path, name, options, answer):
    with redis_with_tls(tmp_path, name) as port:
        options = options.format(tmp_path / "redis.crt")
        found = said(tmp_path, f"rediss://127.0.0.1:{port}/0{options}")

    assert found == [f"{part} {answer}" for part in ("broker", "cache", "layer")]
