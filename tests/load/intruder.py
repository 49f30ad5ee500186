"""Stand-ins for documents that have taken over the process that reads them. It imports them by name."""

import fcntl
import json
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine


def try_everything(path: Path, limits: Limits) -> Sequence[Extraction]:
    """What the process can do, by name, as JSON: null where it was refused, else what it got.

    The file says which folder has something to steal and to spoil.
    """
    outside = Path(path.read_text())
    tried: dict[str, Callable[[], object]] = {
        "read the document": lambda: len(path.read_bytes()),
        "write beside the document": lambda: path.with_name("new").write_text("x"),
        "write outside": lambda: (outside / "new").write_text("x"),
        "make a folder": (outside / "folder").mkdir,
        "make a link": lambda: (outside / "link").symlink_to("/etc"),
        "overwrite": lambda: (outside / "victim").write_text("x"),
        "empty": lambda: os.truncate(outside / "victim", 0),
        "remove": (outside / "victim").unlink,
        "rename": lambda: (outside / "victim").rename(outside / "renamed"),
        "change rights": lambda: (outside / "victim").chmod(0o777),
        "change times": lambda: os.utime(outside / "victim", (0, 0)),
        "read a secret file": (outside / "secret").read_text,
        "list a folder": lambda: list(outside.iterdir()),
        "read the parent's environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "open a socket": lambda: socket.socket().fileno(),
        "open a datagram socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).fileno(),
        "open a local socket": lambda: socket.socket(socket.AF_UNIX).fileno(),
        "start a program": lambda: subprocess.run(["/bin/true"], check=True).returncode,
        "become a program": _execute,
        "start a process": _fork,
        "start a thread": lambda: threading.Thread(target=str).start(),
        "signal the parent": lambda: os.kill(os.getppid(), signal.SIGCONT),
        "signal the group": lambda: os.kill(0, signal.SIGCONT),
        "limit the parent": lambda: _limit(os.getppid()),
        "open many files": lambda: _open_often(path),
    }
    got: dict[str, object] = {name: _attempt(action) for name, action in tried.items()}
    got["environment"] = {**os.environ}
    return (quarantine("not_a_report", json.dumps(got)),)


def _attempt(action: Callable[[], object]) -> str | None:
    try:
        return repr(action())
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError):
        return None


def _execute() -> None:
    with suppress(FileNotFoundError):
        os.execv("/there/is/none", ["none"])


def _fork() -> int:
    if (child := os.fork()) == 0:
        os._exit(0)
    return child


def _open_often(path: Path) -> None:
    with ExitStack() as opened:
        for _ in range(1000):
            opened.enter_context(path.open("rb"))


def _limit(process: int) -> object:
    if sys.platform != "linux":
        return None
    return resource.prlimit(process, resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))


def answer_falsely(path: Path, limits: Limits) -> Sequence[Extraction]:
    """Sends what stands behind "intruder" in the file, past the program that answers, and hangs.

    Another file is no report.
    """
    before, is_intruder, text = path.read_bytes().partition(b"intruder\n")
    if is_intruder:
        _send(text)
        time.sleep(600)
    return (quarantine("not_a_report", before.decode()),)


def _send(text: bytes) -> None:
    for descriptor in range(3, 64):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                fcntl.fcntl(descriptor, fcntl.F_SETFL, 0)  # what is sent would end the process otherwise
                os.write(descriptor, text)
