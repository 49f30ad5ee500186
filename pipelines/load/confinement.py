"""What the kernel refuses to a process that reads documents, from then on and whoever asks.

Files by Landlock; sockets, programs and other processes by a seccomp filter. Both work without privileges and
in containers. They are called through ctypes: their interface never changes, and of the libraries for it on
PyPI none is both kept up and at home on kernels before Linux 6.12.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_PR_SET_NO_NEW_PRIVS = 38

# Landlock: <linux/landlock.h>. A kernel refuses rights that are newer than itself, so they come by version.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ONLY_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_TRUNCATE_SINCE = 3
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, _TRUNCATE_SINCE: 1 << 14, 5: 1 << 15}
_NETWORK_RIGHTS = {4: 0b11}
_SCOPES = {6: 0b11}

# seccomp: <linux/seccomp.h>, <linux/filter.h> and <linux/audit.h>. Offsets are those of struct seccomp_data.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # EPERM
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
"""Bit of the numbers by which x86_64 offers every call a second time."""

_Calls = Mapping[str, tuple[int | None, int | None]]
"""System calls and their numbers on each of ``_ARCHITECTURES``."""

_READING_LINKS: _Calls = {"readlink": (89, None), "readlinkat": (267, 78)}

# What reading a document never needs, by the numbers of x86_64 and aarch64.
_REFUSED: _Calls = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "io_uring_setup": (425, 425),  # opens sockets and files without a system call for each
    "fork": (57, None),
    "vfork": (58, None),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    # Owner, rights and times of files, which Landlock leaves alone.
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
}
# What it may do to itself only; its first argument is a process.
_SIGNALS = {
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
}
_LIMITS = {"prlimit64": (302, 261)}


def confine(readable: Iterable[Path]) -> tuple[str, ...]:
    """Leave this process only the right to read: below ``readable``, and its own program and libraries.

    It opens no other file, changes none, opens no socket, starts no program and no process, and reaches no
    other one. There is no way back. Returns what the kernel does not provide, each a phrase with its cause.
    """
    if sys.platform != "linux":
        return (f"limits on files, network and processes ({sys.platform} has none)",)
    missing = []
    try:
        _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        version = _limit_files([*_program(), *readable])
        if version < _TRUNCATE_SINCE:
            missing.append(f"keeping files from being emptied (Landlock has version {version})")
    except OSError as error:
        missing.append(f"limits on files (Landlock: {error.strerror})")
    try:
        _filter_calls()
    except OSError as error:
        missing.append(f"limits on network and processes (seccomp: {error.strerror})")
    return tuple(missing)


def hide_paths() -> tuple[str, ...]:
    """Keep this process from asking what a link leads to: a file that it was given has no name for it.

    DuckDB asks for the path of an open file, and tells it whom it answers. Returns as ``confine``.
    """
    try:
        _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _install(_refusal(_machine(), _READING_LINKS))
    except OSError as error:
        return (f"hiding the path of the database (seccomp: {error.strerror})",)
    return ()


def _program() -> Iterable[Path]:
    """Where Python loads modules from after its start, and the system libraries, fonts and encodings."""
    package = Path(__file__).resolve().parents[1]
    return {package, *map(Path, (sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64"))}


def _limit_files(readable: Iterable[Path]) -> int:
    """Landlock's version. Raises ``OSError`` where the kernel has none, or forbids it."""
    version = _call("syscall", _CREATE_RULESET, None, ctypes.c_size_t(0), _ONLY_VERSION)
    kinds = (_FILE_RIGHTS, _NETWORK_RIGHTS, _SCOPES)
    handled = struct.pack("QQQ", *(_known(rights, version) for rights in kinds))
    ruleset = _call("syscall", _CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    try:
        for path in readable:
            with suppress(FileNotFoundError, NotADirectoryError):
                _allow_reading(ruleset, path)
        _call("syscall", _RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _known(rights: Mapping[int, int], version: int) -> int:
    return sum(bits for since, bits in rights.items() if since <= version)


def _allow_reading(ruleset: int, path: Path) -> None:
    folder = os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", _READ_FILE | _READ_DIR, folder)
        _call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(folder)


def _filter_calls() -> None:
    """Raises ``OSError`` where the kernel has no filters, or the numbers of its calls are not known here."""
    _install(_filter(_machine(), os.getpid()))


def _machine() -> str:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _ARCHITECTURES:
        raise OSError(0, f"no numbers of system calls are known for {sys.platform} on {machine}")
    return machine


def _install(filter_: Iterable[tuple[int, int, int, int]]) -> None:
    code = b"".join(struct.pack("HBBI", *step) for step in filter_)
    steps = ctypes.create_string_buffer(code, len(code))
    # Two fields with the space between them that their alignment takes.
    program = struct.pack("HP", len(code) // 8, ctypes.addressof(steps))
    _call("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0)


def _refusal(machine: str, calls: _Calls) -> Iterable[tuple[int, int, int, int]]:
    """The steps of a filter that refuses ``calls``: operation, steps to skip if true, if not, operand."""
    column = list(_ARCHITECTURES).index(machine)
    refuse = (_RETURN, 0, 0, _REFUSE)
    yield from [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, _ARCHITECTURES[machine]), refuse]
    yield from [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), refuse]
    for numbers in calls.values():
        if (number := numbers[column]) is not None:
            yield from [(_EQUAL, 0, 1, number), refuse]
    yield (_RETURN, 0, 0, _ALLOW)


def _filter(machine: str, process: int) -> Iterable[tuple[int, int, int, int]]:
    """The steps of the filter, as for ``_refusal``."""
    column = list(_ARCHITECTURES).index(machine)
    refuse = (_RETURN, 0, 0, _REFUSE)
    *refused, allow = _refusal(machine, _REFUSED)
    yield from refused
    for calls, itself in ((_SIGNALS, process), (_LIMITS, 0)):
        for numbers in calls.values():
            yield from [(_EQUAL, 0, 4, numbers[column]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
            yield from [(_EQUAL, 1, 0, itself), refuse, (_RETURN, 0, 0, _ALLOW)]
    yield allow


def _call(function: str, *arguments: object) -> int:
    """Call ``function`` of the C library. Raises ``OSError`` with what the kernel says."""
    call = getattr(ctypes.CDLL(None, use_errno=True), function)
    result = int(call(*(ctypes.c_long(one) if isinstance(one, int) else one for one in arguments)))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
