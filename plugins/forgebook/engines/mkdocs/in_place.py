"""Building again into the folder of the last build, without making every file anew.

MkDocs empties the folder first and then makes thousands of files where as many were deleted a moment ago, which costs
a file system far more than to write over them. So the folder is put aside while MkDocs looks for something to empty,
and put back before the first file is written. What this build has not written is removed at its end.

Only where nothing can go wrong: never for a filtered site (an interrupted build must not leave pages of the team beside
public ones), and only where each file is an ordinary one of ours, to which nothing else is linked. Otherwise, and
wherever the system says no, MkDocs empties the folder as ever.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

_CAN_TELL = os.name == "posix"
"""Whether a file's status time tells that it was written. Elsewhere it may be the day on which the file was made."""


ASIDE = "last-site"
"""The folder below the caches in which the last site is while nobody looks."""


class InPlace:
    """One build into a folder.

    `aside` is where the folder is put meanwhile: below the caches, which no repository and no published site holds, so
    that a build that is killed at that moment leaves pages nowhere else. On another file system nothing is put aside.
    """

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder = folder
        self._place = os.fspath(folder)
        self._aside = aside
        self._before: dict[str, int] = {}

    def put_aside(self, *, filtered: bool) -> None:
        """Let MkDocs find nothing to empty. Also clears up after a build that was killed at the wrong moment."""
        shutil.rmtree(self._aside, ignore_errors=True)
        if filtered or not _CAN_TELL:
            return
        before = _files(self._folder)
        if before is None:
            return
        with contextlib.suppress(OSError):
            self._aside.parent.mkdir(parents=True, exist_ok=True)
            self._folder.rename(self._aside)
            self._before = before

    def put_back(self) -> None:
        """Put the folder back, if its place is still free."""
        if not self._aside.exists():
            return
        try:
            if self._folder.exists():
                self._folder.rmdir()  # another plugin may have made it; fails if there is something in it
            self._aside.rename(self._folder)
        except OSError:
            shutil.rmtree(self._aside, ignore_errors=True)
            self._before = {}

    def make_room(self, wanted: Iterable[str]) -> None:
        """Remove files that stand where a folder is wanted, and folders that stand where a file is."""
        folders = {parent for path in self._before for parent in _parents(path)}
        for path in wanted:
            if path in folders:
                shutil.rmtree(self._folder / path)
            for parent in _parents(path):
                if parent in self._before and (self._folder / parent).is_file():
                    (self._folder / parent).unlink()

    def clear(self, wanted: Iterable[str]) -> None:
        """Remove what the last build left and this one has not written, and folders that are empty now.

        Where no file at all seems to be written, the file system cannot tell, and what is wanted stays.
        """
        left = {path for path, changed in self._before.items() if self._changed(path) == changed}
        if len(left) == len(self._before):
            left -= set(wanted)
        for path in left:
            with contextlib.suppress(OSError):
                (self._folder / path).unlink()
                _remove_empty((self._folder / path).parent, self._folder)
        self._before = {}

    def _changed(self, path: str) -> int | None:
        try:
            return os.lstat(f"{self._place}/{path}").st_ctime_ns
        except OSError:
            return None


def _files(folder: Path) -> dict[str, int] | None:
    """Each file below a folder and when its status last changed, in nanoseconds; None where one is out of the ordinary.

    Names that begin with a dot are left alone at the top, as MkDocs leaves them.
    """
    found: dict[str, int] = {}
    try:
        own, start = os.geteuid(), len(os.path.join(folder, ""))
        for entry in _walk(folder):
            told = entry.stat(follow_symlinks=False)
            writable = (told.st_uid == own and told.st_mode & stat.S_IWUSR) or os.access(entry.path, os.W_OK)
            if not stat.S_ISREG(told.st_mode) or told.st_nlink != 1 or not writable:
                return None
            found[entry.path[start:]] = told.st_ctime_ns
    except OSError:
        return None
    return found


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All entries that are no folders."""
    waiting = [(os.fspath(folder), True)]
    while waiting:
        place, is_top = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if is_top and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, False))
                else:
                    yield entry


def _parents(path: str) -> Iterator[str]:
    """The folders that a path lies in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
