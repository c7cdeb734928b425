"""Takes from this process what reading a pickle does not need, as far as the system allows, for good.

Nothing of a pickle is ever run, so this is the second wall: it holds even if the first had a hole.

* Linux: no file can be opened, made, removed or run any more (Landlock, kernel 5.13 on; and no descriptors
  are left for one), no process begun, no network reached. Memory and what is written are limited.
* macOS: no file can be opened and no socket made (no descriptors are left), what is written is limited.
  Memory is not, and files can still be renamed or removed by name.
* Windows: nothing of this. The process is only separate, and ends with the conversion.
"""

import contextlib
import ctypes
import os
import signal
import struct
import sys
from collections.abc import Iterator

if sys.platform != "win32":
    import resource

MEMORY_MAX = 2 * 1024**3
READING_SECONDS = 120
"""Of processor time for reading a pickle; a second is usual."""
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_RULESET_VERSION = 1
_NO_NEW_PRIVILEGES, _DEATH_SIGNAL = 38, 1
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files the versions of Landlock know."""
_NET_SINCE, _SCOPES_SINCE = 4, 6


def settle() -> None:
    """Die with whoever began the conversion, and be the first to go when memory is short."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to decide on
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb", buffering=0) as score:
        score.write(b"800")
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def confine(memory: int = MEMORY_MAX) -> tuple[str, ...]:
    """Give up every right but that to open files; tells which of files, network, memory and size it was."""
    held: list[str] = []
    if sys.platform == "linux":
        if _without_network():
            held.append("network")
        if _without_files():
            held.append("files")
    if sys.platform != "win32":
        held += _limited(memory)
    return tuple(held)


def allow_writing(size: int) -> None:
    """Until this is called not a byte can be written to a file; then no file can grow past ``size``."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@contextlib.contextmanager
def reading_time(seconds: int = READING_SECONDS) -> Iterator[None]:
    """While it lasts the process may compute only so long; the system ends it then."""
    if sys.platform == "win32":
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = round(used.ru_utime + used.ru_stime) + seconds
    if hard not in (resource.RLIM_INFINITY, -1):
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _limited(memory: int) -> list[str]:
    held = ["size"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            held.append("memory")
    # Last: descriptors that are open stay so, new ones (files, sockets, pipes) cannot be had.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        held.append("descriptors")
    return held


def _without_network() -> bool:
    """A network of its own, with nothing in it; refused to ordinary users on some systems."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        return library.unshare(_NEW_NET) == 0 or library.unshare(_NEW_USER | _NEW_NET) == 0
    return False


def _without_files() -> bool:
    """No right to any file by its name (Landlock); the ones that are open stay usable."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        version = library.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_RULESET_VERSION))
        if version < 1:
            return False
        rights = max(count for since, count in _FILE_RIGHTS.items() if since <= version)
        fields = [(1 << rights) - 1]
        if version >= _NET_SINCE:
            fields.append(0b11)
        if version >= _SCOPES_SINCE:
            fields.append(0b11)
        rules = struct.pack(f"{len(fields)}Q", *fields)
        ruleset = library.syscall(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint(0))
        if ruleset < 0:
            return False
        try:
            if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
                return False
            return library.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint(0)) == 0
        finally:
            os.close(ruleset)
    return False
