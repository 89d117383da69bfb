"""Notes of reno, each entry a change; by the tags of their repository also the releases that brought them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from forgebook.core.clones import Tag
from forgebook.core.graph import ProjectGraph
from forgebook.core.versions import version_order
from forgebook.evidence.git import GitFailed
from forgebook.importing.contract import Found, Importer, LeftOut, Listed, Unread
from forgebook.importing.reno_history import versions_of_notes
from forgebook.importing.reno_notes import Note
from forgebook.importing.reno_settings import RenoSettings, reno_settings
from forgebook.importing.tagged import TaggedRepository, top_of


class Reno(Importer):
    """A folder of notes."""

    name = "reno"
    about = "notes of reno (releasenotes/notes); each entry becomes a change, in a git repository with its release."

    def read(self, source: Path) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, None)

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, graph)

    def _read(self, source: Path, graph: ProjectGraph | None) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        settings = reno_settings(source)
        yield from settings.told
        repository, by_note = _history(settings, graph)
        if repository is not None and by_note:
            if repository.listed is not None:
                yield repository.listed
            yield from repository.found()
        unique: set[str] = set()
        for path in _files(settings):
            yield path
            note = Note(path, settings).read()
            yield from note.told
            yield from _changes(note, repository, by_note, unique)
        yield from _others(settings)


def _files(settings: RenoSettings) -> list[Path]:
    notes = settings.notes
    return [notes] if notes.is_file() else sorted(path for path in notes.glob("*.yaml") if path.is_file())


def _others(settings: RenoSettings) -> Iterator[LeftOut]:
    for path in sorted(settings.notes.iterdir()) if settings.notes.is_dir() else []:
        if path.suffix != ".yaml" and path.is_file() and not path.name.startswith("."):
            yield LeftOut(path.name, 1, "1 × other file", "reno reads files that end in .yaml")


def _history(settings: RenoSettings, graph: ProjectGraph | None) -> tuple[TaggedRepository | None, dict[str, Tag]]:
    """The repository that the notes lie in, and the version that brought each of them."""
    folder = settings.notes if settings.notes.is_dir() else settings.notes.parent
    top = top_of(folder)
    if top is None:
        return None, {}
    repository = TaggedRepository(top, graph)
    pattern = settings.release_tag
    try:
        tags = [tag for tag in repository.releases if pattern is None or pattern.fullmatch(tag.name)]
        return repository, versions_of_notes(folder, tags, collapse=settings.collapse)
    except GitFailed:
        return None, {}


def _changes(
    note: Note, repository: TaggedRepository | None, by_note: Mapping[str, Tag], unique: set[str]
) -> Iterator[Found | LeftOut]:
    tag = by_note.get(note.unique)
    earliest = note.settings.earliest
    if {note.path.stem, note.unique} & set(note.settings.ignored):
        yield LeftOut(note.path.name, 1, "1 × note", "ignore_notes of the settings of reno names it")
        return
    if tag is not None and earliest and version_order(tag.name) < version_order(earliest):
        yield LeftOut(note.path.name, 1, "1 × note", f"its version is older than earliest_version, {earliest}")
        return
    releases = [repository.id_of(tag)] if repository is not None and tag is not None else []
    product = repository.title if repository is not None and by_note else ""
    for found in note.found(releases, product):
        key = found.key if found.key not in unique else f"{note.path.stem} {found.key}"
        unique.add(key)
        yield replace(found, key=key)


IMPORTER = Reno()
