"""No secret is in the repository, and the one that a service has is not shown."""

import re
import subprocess

import pytest
from pydantic import SecretStr

from pipelines.config import Settings
from tests.warehouse import PROJECT

SHAPES = {
    "a private key": rb"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a token of GitHub": rb"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    "a key of AWS": rb"\bAKIA[0-9A-Z]{16}\b",
    "a webhook of Slack": rb"hooks\.slack\.com/services/T[A-Z0-9]{6,}",
    "a token of Slack": rb"\bxox[abprs]-[0-9A-Za-z-]{10,}",
    "a JSON web token": rb"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}",
    "a password in an address": rb"[a-z]+://[^/\s:@\"'{}<>$]+:[^/\s:@\"'{}<>$]+@[a-z0-9.-]+\.[a-z]{2,}",
    "a value of a secret setting": (
        rb"(?im)^\s*[A-Z_]*(?:PASSWORD|SECRET|API_KEY|TOKEN)\s*[:=]\s*[\"']?[A-Za-z0-9+/_-]{12,}"
    ),
}
PLANTED = {
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "a token of GitHub": "ghp_" + "a1" * 18,
    "a key of AWS": "AKIA" + "A1" * 8,
    "a webhook of Slack": "https://hooks.slack" + ".com/services/T0123456/B0/x",
    "a token of Slack": "xoxb" + "-123456789012-abc",
    "a JSON web token": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkw",
    "a password in an address": "postgres://user:" + "password@db.example.org/x",
    "a value of a secret setting": "API_" + "KEY = 'abcdef0123456789'",
}


def _files() -> list[str]:
    """What is or would be committed."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("not a git repository")
    return [name for name in run.stdout.split("\0") if name and (PROJECT / name).is_file()]


def test_each_shape_finds_what_it_is_meant_for() -> None:
    for name, shape in SHAPES.items():
        assert re.search(shape, PLANTED[name].encode()), name


def test_no_file_of_the_repository_holds_a_secret() -> None:
    found = [
        (name, what)
        for name in _files()
        for content in [(PROJECT / name).read_bytes()]
        for what, shape in SHAPES.items()
        if re.search(shape, content)
    ]
    assert found == []


def test_the_webhook_is_not_shown_where_settings_are() -> None:
    settings = Settings(webhook_url=SecretStr("https://chat.example.org/s3cret"))
    assert "s3cret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
