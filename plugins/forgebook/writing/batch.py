"""Several files written together: all of them, or none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forgebook.writing.files import WriteRefused, create, remove, replace, settle_folder


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a file.

    Attributes:
        path: the file.
        before: what it holds; None where there is none yet.
        after: what it shall hold.
        moved_to: the path that it gets, where it moves.
    """

    path: Path
    before: bytes | None
    after: bytes
    moved_to: Path | None = None

    @property
    def target(self) -> Path:
        """Where the content stands afterwards."""
        return self.moved_to or self.path

    def make(self) -> None:
        """Write it; the entry of a new file is for `write_all` to settle.

        Raises:
            WriteRefused: it cannot be written; nothing was.
        """
        if self.before is None:
            create(self.target, self.after, settle=False)
        elif self.moved_to is None:
            replace(self.path, self.before, self.after)
        else:
            _move(self.path, self.moved_to, self.before, self.after)

    def unmake(self) -> None:
        """Put back what was there.

        Raises:
            WriteRefused: that cannot be done.
        """
        if self.before is None:
            remove(self.target, self.after)
        elif self.moved_to is None:
            replace(self.path, self.after, self.before)
        else:
            _move(self.moved_to, self.path, self.after, self.before)


def write_all(changes: Iterable[Change]) -> None:
    """Write all files; where one cannot be written, those before it are put back.

    Raises:
        WriteRefused: one of them cannot be written. The message names what could not be put back, if anything.
    """
    made: list[Change] = []
    try:
        for change in changes:
            change.make()
            made.append(change)
        for folder in {change.target.parent for change in made if change.before is None}:
            settle_folder(folder)
    except BaseException as error:
        lost = list(_put_back(made))
        if isinstance(error, WriteRefused):
            raise WriteRefused(f"{error}{_told(made, lost)}") from None
        raise


def _put_back(made: list[Change]) -> Iterator[str]:
    for change in reversed(made):
        try:
            change.unmake()
        except WriteRefused:
            yield str(change.target)


def _told(made: list[Change], lost: list[str]) -> str:
    if lost:
        return (
            f"\nThese files were written already and could not be put back: {', '.join(lost)}. `git diff` shows them."
        )
    return "\nThe files that were written before it are as they were." if made else ""


def _move(source: Path, target: Path, before: bytes, after: bytes) -> None:
    """A file written under its new name, then taken away under its old one; its mode goes along."""
    mode = source.stat().st_mode & 0o7777 if source.exists() else None
    if source.is_symlink():
        raise WriteRefused(f"{source}: this is a link to another file. Move that file, then the link, by hand.")
    create(target, after.decode("utf-8"))
    try:
        if mode is not None:
            target.chmod(mode)
        remove(source, before)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def diff_of(change: Change, root: Path) -> str:
    """What changes in a file, as `diff -u` shows it."""
    old, new = (path.relative_to(root).as_posix() for path in (change.path, change.target))
    before = (change.before or b"").decode("utf-8", "replace").splitlines(keepends=True)
    after = change.after.decode("utf-8", "replace").splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{old}" if change.before is not None else "/dev/null", f"b/{new}")
    moved = f"rename from {old}\nrename to {new}\n" if change.moved_to else ""
    return moved + "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
