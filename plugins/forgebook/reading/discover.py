"""Finding the files that may be records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from forgebook.core.diagnostics import Code, Diagnostic, Place, did_you_mean
from forgebook.core.diagnostics import closest as closest_to
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.reading import codes

PROJECT_FILE = "project.yml"
RECORD_ENDINGS = (".yml", ".yaml")
_NOT_RECORDS = frozenset({".json", ".toml", ".txt", ".markdown", ".rst", ".ini", ".csv"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may hold records.

    Attributes:
        path: where it is on disk.
        name: its path below the project's root, `/` between parts.
        kind: the kind whose folder it stands in.
        raw_id: the id as its path has it.
        folder: the folder that ids are told from.
        markdown: whether it is Markdown.
    """

    path: Path
    name: str
    kind: str
    raw_id: str
    folder: str
    markdown: bool


class Finder:
    """Walks the records folder and the source folders in a fixed order."""

    def __init__(self, root: Path, records: Path, kinds: Mapping[str, RecordKind]) -> None:
        self.root = root
        self.records = records
        self.kinds = kinds
        self.folders = {kind.folder: kind for kind in kinds.values() if kind.folder}
        self.diagnostics: list[Diagnostic] = []

    def in_records(self) -> Iterator[FoundFile]:
        """Files of all kinds under `records/`."""
        if not self.records.is_dir():
            return
        for entry in sorted(os.scandir(self.records), key=lambda e: e.name):
            if entry.name.startswith((".", "_")) or entry.name == PROJECT_FILE:
                continue
            stem, ending = os.path.splitext(entry.name)
            path = Path(entry.path)
            if _is_dir(entry):
                yield from self._in_folder(path)
            elif ending in RECORD_ENDINGS and stem in self.folders:
                if self.stays_inside(path, self.records):
                    kind = self.folders[stem]
                    yield FoundFile(path, self._name(path), kind.name, stem, self._name(path), False)
            elif ending in RECORD_ENDINGS:
                self._unknown_folder(path, stem)

    def in_sources(self, project: ProjectFile) -> Iterator[FoundFile]:
        """Files of the folders that `sources` in the project file names."""
        for index, source in enumerate(project.sources):
            folder = self.root / source.path
            if source.kind not in self.kinds or not folder.is_dir():
                what = (
                    f'unknown kind "{source.kind}"'
                    if source.kind not in self.kinds
                    else f'there is no folder "{source.path}"'
                )
                self._say(codes.SOURCE_FOLDER_MISSING, self.records / PROJECT_FILE, f"sources[{index}]: {what}")
                continue
            yield from self._walk(folder, self.kinds[source.kind])

    def among(self, paths: Iterable[Path], project: ProjectFile) -> Iterator[FoundFile]:
        """Those of some paths that would be records if there were files at them."""
        sources = [(self.root / source.path, source.kind) for source in project.sources if source.kind in self.kinds]
        places = [*((self.records / name, kind.name) for name, kind in self.folders.items()), *sources]
        for path in sorted(paths):
            place = next((place for place in places if path.is_relative_to(place[0])), None)
            if place is not None:
                folder, kind = place
                below = path.parent.relative_to(folder).as_posix()
                names = (self._name(path.parent), below, self._name(folder))
                found = self._file(path, names, folder, self.kinds[kind], linked=path.is_symlink())
                if found is not None:
                    yield found

    def _in_folder(self, folder: Path) -> Iterator[FoundFile]:
        kind = self.folders.get(folder.name)
        if kind is None:
            self._unknown_folder(folder, folder.name)
        elif self.stays_inside(folder, self.records):
            yield from self._walk(folder, kind)

    def _unknown_folder(self, path: Path, stem: str) -> None:
        guess = closest_to(stem, self.folders)
        self._say(codes.UNKNOWN_FOLDER, path, f'"{stem}" is the folder of no kind{did_you_mean(guess)}', guess)

    def _walk(self, folder: Path, kind: RecordKind) -> Iterator[FoundFile]:
        inside = folder.resolve()
        for current, folders, files in os.walk(folder):
            here = Path(current)
            names = (self._name(here), here.relative_to(folder).as_posix(), self._name(folder))
            links = _links_in(here)
            folders[:] = sorted(name for name in folders if not name.startswith((".", "_")) and name not in links)
            for name in sorted(files):
                found = self._file(here / name, names, inside, kind, linked=name in links)
                if found is not None:
                    yield found
            for entry in links.values():
                if _is_dir(entry):
                    self.stays_inside(Path(entry.path), inside)

    def _file(
        self, path: Path, names: tuple[str, str, str], inside: Path, kind: RecordKind, *, linked: bool
    ) -> FoundFile | None:
        """The file, if it may hold records. `names`: its folder, told from the root and from the top; the top."""
        name = path.name
        stem, ending = os.path.splitext(name)
        if name.startswith((".", "_")):
            return None
        markdown = ending == ".md"
        if ending not in RECORD_ENDINGS and not (markdown and kind.markdown):
            if markdown or ending in _NOT_RECORDS:
                self._say(codes.NOT_A_RECORD, path, f"{name} is not read as a {kind.name}")
            return None
        if linked and not self.stays_inside(path, inside):
            return None
        here, below, top = names
        return FoundFile(path, _join(here, name), kind.name, _join(below, stem), top, markdown)

    def stays_inside(self, path: Path, folder: Path) -> bool:
        """Whether a path is no link, or one that stays in the folder; any other is reported."""
        if not path.is_symlink():
            return True
        try:
            target = path.resolve()
        except (OSError, RuntimeError):  # a circle of links; RuntimeError before Python 3.13
            target = None
        if target is not None and target.is_relative_to(folder.resolve()):
            return True
        self._say(codes.LEADS_OUT, path, "this link leads out of the folder and is not followed")
        return False

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def _say(self, code: Code, path: Path, message: str, suggestion: str | None = None) -> None:
        self.diagnostics.append(
            Diagnostic(
                code,
                message,
                Place(self._name(path)),
                suggestion=suggestion,
                severity=code.severity,
            )
        )


def _join(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


def _links_in(folder: Path) -> dict[str, os.DirEntry[str]]:
    """The links in a folder by name, in order. Listing it tells them; each file need not be asked."""
    with os.scandir(folder) as entries:
        return {entry.name: entry for entry in sorted(entries, key=lambda e: e.name) if entry.is_symlink()}


def _is_dir(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one; links in a circle are none."""
    try:
        return entry.is_dir()
    except OSError:
        return False
