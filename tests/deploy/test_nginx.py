"""The proxies before the web interface and the site: what of a foreign page or a stranger is refused."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.warehouse import PROJECT

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") or shutil.which(
    "nginx"
)
pytestmark = pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")), reason="nginx or openssl is not installed"
)

SITE = "https://panel.example.org"
SOCKET = {"Upgrade": "websocket", "Connection": "Upgrade"}
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class _Dagster(BaseHTTPRequestHandler):
    """Stands for the web server: says which request has reached it."""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = f"{self.command} {self.path} {self.headers.get('Authorization')}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Quiet."""


def _unverified() -> ssl.SSLContext:
    """For the certificate that this test has signed itself."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configuration(folder: Path, file: str, ports: Mapping[str, str]) -> list[str]:
    """nginx's command for ``file`` of deploy/ with ``ports``, certificate and password of this test."""
    key, certificate, passwords = (folder / name for name in ("key.pem", "certificate.pem", "passwords"))
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=panel.example.org"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *made, *files], check=True, capture_output=True)
    passwords.write_text("ana:{PLAIN}secreta\n", "ascii")
    text = (PROJECT / "deploy" / file).read_text("utf-8")
    for installed, here in ports.items():
        assert installed in text
        text = text.replace(installed, here)
    text = re.sub(r"/etc/ssl/\w+\.pem", str(certificate), text)
    text = re.sub(r"/etc/ssl/\w+\.key", str(key), text)
    text = text.replace("/etc/nginx/panel.htpasswd", str(passwords))
    folders = "".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    reader = "user root;" if os.geteuid() == 0 else ""  # the folder is this user's only
    (folder / "nginx.conf").write_text(
        f"{reader} pid {folder}/pid; daemon off; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {folders}\n{text}\n}}",
        "utf-8",
    )
    return [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command) as process:
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 5).close()
                    break
                except OSError:
                    assert process.poll() is None and time.monotonic() < deadline
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()


@contextmanager
def _proxy(folder: Path, file: str, ports: Mapping[str, str], behind: str) -> Iterator[httpx.Client]:
    """A client of nginx with ``file``; ``behind`` is the address there that this test answers at."""
    port = _free_port()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Dagster) as upstream:
        threading.Thread(target=upstream.serve_forever, daemon=True).start()
        own = {"listen 443": f"listen 127.0.0.1:{port}", behind: f"127.0.0.1:{upstream.server_port}"}
        command = _configuration(folder, file, own | dict(ports))
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        address = f"https://127.0.0.1:{port}"
        with _running(command, port), httpx.Client(base_url=address, verify=_unverified()) as client:
            yield client
        upstream.shutdown()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with _proxy(tmp_path_factory.mktemp("nginx"), "nginx.conf", {}, "127.0.0.1:3000") as client:
        client.headers["Host"] = "panel.example.org"
        yield client


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    ports = {"listen 80": f"listen 127.0.0.1:{_free_port()}"}
    with _proxy(tmp_path_factory.mktemp("nginx"), "site.nginx.conf", ports, "127.0.0.1:8000") as client:
        client.headers["Host"] = "site.example.org"
        yield client


def _ask(client: httpx.Client, method: str, path: str, **headers: str) -> httpx.Response:
    named = {"sni_hostname": "panel.example.org"}
    return client.request(method, path, headers=headers, auth=("ana", "secreta"), extensions=named)


def test_what_a_page_of_the_site_asks_gets_through_without_the_password(proxy: httpx.Client) -> None:
    for method, path, headers in (
        ("GET", "/runs", {}),
        ("POST", "/graphql", {"Origin": SITE}),
        ("GET", "/graphql", {"Origin": SITE, **SOCKET}),
    ):
        answer = _ask(proxy, method, path, **headers)
        assert (answer.status_code, answer.text) == (200, f"{method} {path} None")


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/graphql?query=mutation", {}),
        ("GET", "/%67raphql?query=mutation", {"Origin": SITE}),
        ("POST", "/graphql", {}),
        ("POST", "/graphql", {"Origin": "https://evil.example"}),
        ("POST", "/graphql", {"Origin": "null"}),
        ("GET", "/graphql", {"Origin": "https://panel.example.org.evil.example", **SOCKET}),
        ("POST", "/report_asset_materialization/published_warehouse", {"Origin": "https://evil.example"}),
        ("DELETE", "/runs", {"Origin": SITE}),
    ],
)
def test_what_another_page_asks_is_refused(
    proxy: httpx.Client, method: str, path: str, headers: dict[str, str]
) -> None:
    assert _ask(proxy, method, path, **headers).status_code == 403


def test_a_stranger_gets_no_page(proxy: httpx.Client) -> None:
    answer = proxy.get("/runs", extensions={"sni_hostname": "panel.example.org"})
    assert answer.status_code == 401
    other = httpx.Client(base_url=proxy.base_url, verify=_unverified())
    with other, pytest.raises(httpx.ConnectError):
        other.get("/runs", extensions={"sni_hostname": "rebound.example.org"})


def test_the_site_is_read_and_nothing_else_is_asked_of_it(site: httpx.Client) -> None:
    for path in ("/", "/en/programas/?q=agua", "/consultas/consola/?sql=select+1"):
        assert site.get(path).status_code == 200
        for method in ("POST", "PUT", "DELETE"):
            assert site.request(method, path).status_code == 403


def test_whoever_asks_the_console_too_often_has_to_wait_and_still_gets_pages(site: httpx.Client) -> None:
    asked = [site.get("/en/consultas/consola/?sql=select+1").status_code for _ in range(20)]
    assert asked.count(429) > 10
    assert site.get("/consultas/consola.csv?sql=select+1").status_code == 429
    assert site.get("/calidad/").status_code == 200
