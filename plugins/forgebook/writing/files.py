"""Files written whole or not at all, and never over an edit that somebody else has made meanwhile."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from forgebook.writing.locks import folder_locked


class WriteRefused(Exception):
    """A file was not written. The message says what is wrong, where, and what to do."""


def create(path: Path, content: str | bytes, *, settle: bool = True) -> None:
    """Write a new file, with the folders above it. A text is written as UTF-8.

    With `settle` the folder's entry is on disk when it returns. Who writes many files settles each folder once, with
    `settle_folder`.

    Raises:
        WriteRefused: there is such a file already, or it cannot be written. No part of it is left behind.
    """
    folder = path.parent
    with _told(path), _new_folders(folder):
        if not folder.is_dir():
            if any(above.exists() and not above.is_dir() for above in (folder, *folder.parents)):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            folder.mkdir(parents=True, exist_ok=True)
        data = content.encode("utf-8") if isinstance(content, str) else content
        with _temporary(folder, path.name, data, None) as temporary, folder_locked(folder):
            if os.path.lexists(path):
                raise WriteRefused(f"{path}: there is such a file already. Choose another name, or edit that file.")
            _put_new(temporary, path)
        if settle:
            settle_folder(folder)


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put new content in the place of what a file held.

    A link is followed and stays a link; the file keeps its mode. Two processes take turns.

    Args:
        path: the file.
        before: what it must still hold.
        after: what it shall hold.

    Raises:
        WriteRefused: it holds something else by now, or cannot be written. It is then as it was.
    """
    with _told(path):
        target = Path(os.path.realpath(path, strict=True))
        facts = _writable(path, target)
        with _temporary(target.parent, target.name, after, facts) as temporary, folder_locked(target.parent):
            if target.read_bytes() != before:
                raise WriteRefused(
                    f"{path}: the file was changed by somebody else meanwhile; nothing was written. Run it again."
                )
            os.replace(temporary, target)
            settle_folder(target.parent)


def remove(path: Path, before: bytes) -> None:
    """Delete a file that still holds what it held.

    Raises:
        WriteRefused: it holds something else by now, or cannot be deleted.
    """
    with _told(path), folder_locked(path.parent):
        _writable(path, path)
        if path.read_bytes() != before:
            raise WriteRefused(f"{path}: the file was changed by somebody else meanwhile and is kept. Run it again.")
        path.unlink()


def _writable(path: Path, target: Path) -> os.stat_result:
    """Facts about a file that may be written. A file without any right to write is meant to stay, for root as well."""
    facts = target.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise WriteRefused(f"{path}: this is not a regular file. Name a file that holds records.")
    if not facts.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise WriteRefused(f"{path}: the file is read-only. Make it writable (`chmod u+w`), then run it again.")
    return facts


@contextlib.contextmanager
def _temporary(folder: Path, name: str, content: bytes, like: os.stat_result | None) -> Iterator[Path]:
    """A file with the content beside the one it is for; gone afterwards unless it was moved."""
    path = folder / f".{name[:80]}.{secrets.token_hex(6)}.tmp"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if like is not None:
            _make_like(path, like)
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _make_like(path: Path, facts: os.stat_result) -> None:
    """Give a file the owner and the mode of another; the owner where we may."""
    if hasattr(os, "chown") and (facts.st_uid, facts.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(OSError):
            os.chown(path, facts.st_uid, facts.st_gid)
    path.chmod(stat.S_IMODE(facts.st_mode))


def _put_new(temporary: Path, path: Path) -> None:
    """Give a file its name, unless the name is taken. A hard link does so at once; not every file system has them."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        temporary.rename(path)


def settle_folder(folder: Path) -> None:
    """Have a folder's new entries on disk as well, where the system lets one."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _new_folders(folder: Path) -> Iterator[None]:
    """Folders that are made on the way to a file go again where the file is not written."""
    missing = [] if folder.is_dir() else [folder, *folder.parents]
    missing = [path for path in missing if not path.exists()]
    try:
        yield
    except BaseException:
        for path in missing:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the system in plain words."""
    try:
        yield
    except OSError as error:
        raise WriteRefused(f"{path}: {_in_words(error)}") from error


def _in_words(error: OSError) -> str:
    number = error.errno
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG):
        return "there is no room left on the disk; the file is as it was. Make room, then run it again."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "it may not be written here. Ask for the right to write in this folder, then run it again."
    if number == errno.ENOENT:
        return "there is no such file. It may have been moved or deleted meanwhile."
    if number == errno.EEXIST:
        return "there is such a file already. Choose another name, or edit that file."
    if number == errno.ENAMETOOLONG:
        return "the name is too long for this disk. Choose a shorter one."
    if number in (errno.ENOTDIR, errno.EISDIR):
        return "a file stands where a folder belongs, or the other way round. Name a file that holds records."
    if number == errno.EBUSY:
        return f"{error.strerror}."
    if number == errno.ELOOP:
        return "the link leads in a circle. Mend the link, or name the file itself."
    return f"it could not be written ({error.strerror or error}); the file is as it was."
