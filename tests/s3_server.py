"""A server of S3 on the loopback, a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx

START_SECONDS = 60.0
BUCKET = "panel"


@contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """A server with the empty bucket ``BUCKET``; the environment in which it is found."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + START_SECONDS
        made = None
        while made is None:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.05)
            with suppress(httpx.TransportError):
                made = httpx.put(f"{address}/{BUCKET}")
        assert made.is_success, made.text
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "anybody",
            "AWS_SECRET_ACCESS_KEY": "anything",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()
