"""A turn each for processes that write in the same folder."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 10.0
"""Seconds that a process waits for its turn."""
_BUSY = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class Busy(OSError):
    """Somebody else kept on writing in the folder for longer than one waits."""

    def __init__(self) -> None:
        super().__init__(
            errno.EBUSY, "another process is writing in this folder; wait until it has ended, then run it again"
        )


@contextlib.contextmanager
def folder_locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. It ends with the process, so that none is ever left behind.

    Raises:
        Busy: somebody else has held it for longer than one waits.
        OSError: the folder cannot be opened.
    """
    descriptor = _descriptor(folder.resolve())
    try:
        _take(descriptor, time.monotonic() + PATIENCE)
        yield
    finally:
        os.close(descriptor)


def _descriptor(folder: Path) -> int:
    """What the lock is held on: the folder itself, so that nothing lies around; where one cannot open folders, a
    file among the temporary ones.
    """
    if os.name == "posix":
        return os.open(folder, os.O_RDONLY)
    name = hashlib.blake2s(str(folder).casefold().encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return os.open(Path(tempfile.gettempdir()) / f"forgebook-{name}.lock", os.O_RDWR | os.O_CREAT, 0o666)


def _take(descriptor: int, until: float) -> None:
    while not _taken(descriptor):
        if time.monotonic() > until:
            raise Busy
        time.sleep(0.02)


def _taken(descriptor: int) -> bool:
    """Whether the lock is ours now. A file system without locks lets everybody in."""
    try:
        _try(descriptor)
    except OSError as error:
        return error.errno not in _BUSY
    return True


def _try(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
