"""The command in a terminal of its own, as a person runs it."""

import os
import pty
import subprocess
import sys
from pathlib import Path


def in_terminal(*arguments: str, answers: str, env: dict[str, str]) -> tuple[int, str]:
    """Exit code and screen of ``panelsocial`` with these arguments; ``answers`` are typed in ahead."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("panelsocial")), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"COLUMNS": "200"} | env,
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    screen = b""
    while True:
        try:
            read = os.read(ours, 4096)
        except OSError:  # the other end is closed
            read = b""
        if not read:
            break
        screen += read
    os.close(ours)
    return process.wait(), screen.decode()
