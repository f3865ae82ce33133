"""What the worker process may not do, whatever a workbook makes a parser try: no network, no programs, no writing.

Python refuses all three, on every system. Where the system allows it, the process has no network at all and cannot
write a byte into a file, so that a parser's own machine code has neither.
"""

from __future__ import annotations

import ctypes
import os
import sys

REFUSED = (
    *("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"),
    *("shutil.", "sqlite3.", "ctypes."),
)
"""How the names begin under which Python announces what reaches outside the process."""
REFUSED_OF_SYSTEM = frozenset(
    f"os.{name}"
    for name in (
        *("system", "fork", "forkpty", "kill", "killpg", "putenv", "unsetenv"),
        *("remove", "rename", "rmdir", "mkdir", "link", "symlink", "truncate"),
        *("chmod", "chown", "lchown", "utime", "setxattr", "removexattr"),
    )
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
"""What Linux calls CLONE_NEWNET and CLONE_NEWUSER."""


def limit_memory(size: int) -> None:
    """Let the process have no more memory than this many bytes, where the system can hold it to that."""
    _limit("RLIMIT_AS", size)


def confine() -> bool:
    """Shut the process in, for good.

    Returns:
        Whether it is in a network of its own with nobody else in it, which not every system allows.
    """
    alone = leave_network()
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)
    return alone


def leave_network() -> bool:
    """Move the process into an empty network, where Linux lets it: as root, or by becoming a user of its own."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    return any(unshare(ctypes.c_int(what)) == 0 for what in (NEW_NETWORK, NEW_USER | NEW_NETWORK))


def _limit(what: str, size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock and the refusals below hold there too
        return
    resource.setrlimit(getattr(resource, what), (size, size))


def _refuse(event: str, given: tuple[object, ...]) -> None:
    """Refuse what reaches outside the process."""
    writing = event == "open" and isinstance(given[2], int) and bool(given[2] & WRITES)
    if writing or event in REFUSED_OF_SYSTEM or event.startswith(REFUSED):
        raise PermissionError(event)
