"""The folder that an export is written to. What it did not write itself it never touches.

A manifest tells what an export wrote, and lets the next one replace that and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from forgebook.core.model import VISIBILITY_ORDER

MANIFEST = ".forgebook-export.json"
_VERSION = 1
_SHOWN = 5


class ExportRefused(Exception):
    """Nothing was written. The message says what is wrong, where, and what to do."""


class Target:
    """A folder to export to."""

    def __init__(self, folder: Path, visibility: str) -> None:
        self._folder = folder
        self._visibility = visibility

    def check(self, *, force: bool, forbidden: Iterable[Path]) -> None:
        """Refuse a folder that holds anything, but for what an earlier export wrote, if `force` is given.

        Args:
            force: whether an earlier export may be replaced.
            forbidden: folders that the export is made from, and must not lie in.

        Raises:
            ExportRefused: it may not be written to.
        """
        here = self._folder
        for folder in forbidden:
            if here.resolve().is_relative_to(folder.resolve()):
                raise ExportRefused(f"{here} lies in {folder}, which the export is made from. Name a folder elsewhere.")
        if here.exists() and not here.is_dir():
            raise ExportRefused(f"{here} is a file. Name a folder.")
        if not here.is_dir() or not any(here.iterdir()):
            return
        if not force:
            again = " Or add --force: it replaces what the last export wrote, and nothing else." * self._is_ours()
            raise ExportRefused(f"{here} is not empty, and nothing is overwritten. Name an empty or new folder.{again}")
        self._check_earlier()

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write all files, and remove what an earlier export wrote and this one does not.

        Raises:
            ExportRefused: something stands in the way; nothing was changed.
            OSError: a file cannot be written.
        """
        earlier = self._earlier()
        for name in {*files, *earlier}:
            self._check_way(name)
        self._check_foreign(set(files) - set(earlier))
        self._folder.mkdir(parents=True, exist_ok=True)
        told = {name: _hash(content) for name, content in sorted(files.items())}
        manifest = {"version": _VERSION, "visibility": self._visibility, "files": told}
        for name in sorted(set(earlier) - set(files)):
            self._remove(name)
        self._put(MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())
        for name, content in files.items():
            self._put(name, content)

    def _is_ours(self) -> bool:
        return (self._folder / MANIFEST).is_file()

    def _manifest(self) -> dict[str, Any]:
        try:
            told = json.loads((self._folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) and told.get("version") == _VERSION else {}

    def _earlier(self) -> dict[str, str]:
        """What an earlier export wrote, by name; names that leave the folder are nobody's."""
        files = self._manifest().get("files")
        found = files.items() if isinstance(files, dict) else ()
        return {name: str(hash_) for name, hash_ in found if _stays_inside(name)}

    def _check_earlier(self) -> None:
        here = self._folder
        if not self._earlier():
            raise ExportRefused(
                f"{here} is not empty, and no {MANIFEST} in it says that an earlier export wrote that. "
                "Name an empty or new folder."
            )
        before = VISIBILITY_ORDER.get(str(self._manifest().get("visibility")), 0)
        if before < VISIBILITY_ORDER[self._visibility]:
            raise ExportRefused(
                f"the export in {here} was made for readers who may see more, and a site built from it may still lie "
                f"there. Name another folder for the one for {self._visibility}."
            )
        changed = [name for name, hash_ in self._earlier().items() if self._is_changed(name, hash_)]
        if changed:
            raise ExportRefused(
                f"{_listed(changed)} in {here} changed since the last export. Move your changes to the project, or "
                "name another folder."
            )

    def _is_changed(self, name: str, hash_: str) -> bool:
        path = self._folder / name
        try:
            return os.path.lexists(path) and (path.is_symlink() or _hash(path.read_bytes()) != hash_)
        except OSError:
            return True

    def _check_foreign(self, names: Iterable[str]) -> None:
        foreign = sorted(name for name in names if os.path.lexists(self._folder / name))
        if foreign:
            raise ExportRefused(
                f"{_listed(foreign)} in {self._folder} would be overwritten. Move it, or name another folder."
            )

    def _check_way(self, name: str) -> None:
        """No file is written through a link, nor where a file stands in the place of a folder."""
        if not _stays_inside(name):
            raise ExportRefused(f"a page would lie outside of the export: {name}. Correct the id of its record.")
        for parent in list(PurePosixPath(name).parents)[:-1]:
            path = self._folder / parent
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise ExportRefused(f"{path} is no ordinary folder, so nothing is written below it. Remove it.")

    def _put(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def _remove(self, name: str) -> None:
        path = self._folder / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self._folder or not parent.is_dir() or any(parent.iterdir()):
                return
            parent.rmdir()


def _stays_inside(name: Any) -> bool:
    parts = str(name).split("/")
    return isinstance(name, str) and all(part not in ("", ".", "..") and not set(part) & set("\\\0:") for part in parts)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
