"""https: a certificate that is not trusted, one that is, and one for another name."""

import os
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from pipelines.acquire.ledger import Ledger
from pipelines.config import Settings
from tests.acquire.source_server import Handler, SourceServer, answer, pdf
from tests.acquire.test_misbehaviour import files, run, statuses


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted")


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    paths = folder / "certificate.pem", folder / "key.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName={name}"]
    into = ["-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run(["openssl", "req", *kind, *names, *into], check=True, capture_output=True)
    return paths


HAS_OPENSSL = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl, which makes certificates, is missing"
)


@HAS_OPENSSL
@pytest.mark.parametrize(
    ("name", "is_trusted", "status"),
    [
        ("IP:127.0.0.1", True, "downloaded"),
        ("IP:127.0.0.1", False, "connection_failed"),
        ("DNS:example.org", True, "connection_failed"),
    ],
)
def test_only_a_trusted_certificate_of_the_host_is_accepted(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    is_trusted: bool,
    status: str,
) -> None:
    path, key = certificate(settings.raw.parent, name)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key)
    with SourceServer(tls=context) as server:
        server.publish(2019, "8", answer(pdf("good")))
        run(settings, server.settings(attempts=1))
    index = [one.status for one in Ledger(settings.ledger).entries() if one.kind == "index"]
    robots = [one.status for one in Ledger(settings.ledger).entries() if one.kind == "robots"]
    if status == "downloaded":
        assert (index, list(files(settings))) == (["downloaded"], ["bips/2019/8.pdf"])
    else:
        assert (robots, index, files(settings)) == ([status], [status], {})


@HAS_OPENSSL
def test_a_broken_encryption_is_an_incomplete_answer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unencrypted(handler: Handler) -> None:
        answer(pdf("good"), Content_Length="9000")(handler)
        os.write(handler.connection.fileno(), b"\x17\x03\x03\x00\x20" + b"x" * 100)

    path, key = certificate(settings.raw.parent, "IP:127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key)
    with SourceServer(tls=context) as server:
        server.publish(2019, "8", unencrypted)
        server.publish(2019, "9", answer(pdf("good")))
        run(settings, server.settings(attempts=1))
    assert statuses(settings) == ["incomplete"]
    assert list(files(settings)) == ["bips/2019/9.pdf"]


def test_proxies_of_the_environment_are_not_used(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert "HTTP_PROXY" in os.environ
    with SourceServer() as server:
        server.publish(2019, "8", answer(pdf("good")))
        run(settings, server.settings())
    assert list(files(settings)) == ["bips/2019/8.pdf"]
