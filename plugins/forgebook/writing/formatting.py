"""Which files `forgebook fmt` brings into form, and what becomes of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.settings import SiteSettings
from forgebook.reading.discover import PROJECT_FILE, Finder, FoundFile
from forgebook.reading.files import read_bytes, read_drafts
from forgebook.reading.text import Refused, decode
from forgebook.reading.validate import validate
from forgebook.reading.yaml import parse
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.fmt import formatted
from forgebook.writing.meaning import NO_CACHE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its path below the project's root, and why where it was left alone."""

    name: str
    state: Literal["same", "changed", "left"]
    reason: str = ""


def record_files(settings: SiteSettings, kinds: Mapping[str, RecordKind]) -> Iterator[FoundFile]:
    """All files that may hold records, in order of their paths."""
    finder = Finder(settings.root, settings.records, kinds)
    yield from finder.in_records()
    yield from finder.in_sources(project_file(settings))


def project_file(settings: SiteSettings) -> ProjectFile:
    """The project file; one that tells nothing where it cannot be read."""
    try:
        values = parse(decode(read_bytes(settings.records / PROJECT_FILE)))
    except (OSError, Refused):
        values = None
    fields = validate(ProjectFile, values)[0] if isinstance(values, dict) else None
    return fields if isinstance(fields, ProjectFile) else ProjectFile(name="project")


def format_files(
    files: Iterable[FoundFile],
    settings: SiteSettings,
    kinds: Mapping[str, RecordKind],
    named: frozenset[Path] = frozenset(),
    *,
    write: bool = True,
) -> Iterator[Outcome]:
    """Bring files into form.

    Args:
        files: the files, of any kinds.
        settings: the site's settings; its extensions tell what Markdown means.
        kinds: the kinds, by name.
        named: files that were asked for by name. Others in another tool's style are left as they lie.
        write: whether to write what changes.

    Raises:
        WriteRefused: a file cannot be written. Those before it are.
    """
    project, to_html = project_file(settings), _Html(settings)
    for found in files:
        foreign = found.path.resolve() in named
        yield _format(found, kinds[found.kind], project, to_html, write=write, foreign=foreign)


def _format(
    found: FoundFile, kind: RecordKind, project: ProjectFile, to_html: _Html, *, write: bool, foreign: bool
) -> Outcome:
    try:
        file = EditedFile.open(found.path, kind)
        if found.markdown and not foreign and _is_foreign(file, found, kind):
            return Outcome(found.name, "same")
        formatted(file, found.name, kind, project, to_html)
    except WriteRefused as refused:
        return Outcome(found.name, "left", str(refused).removeprefix(f"{found.path}: "))
    if not file.changed:
        return Outcome(found.name, "same")
    if write:
        file.save()
    return Outcome(found.name, "changed")


def _is_foreign(file: EditedFile, found: FoundFile, kind: RecordKind) -> bool:
    """Whether a Markdown file is no record, or one in another tool's style."""
    try:
        read = read_drafts(file.before, found.name, kind, markdown=True, cache=NO_CACHE, positions=False)
    except Refused:
        return True
    return read.not_a_record is not None or any(draft.foreign for _, draft in read.drafts)


class _Html:
    """Markdown as the site shows it, its links left open."""

    def __init__(self, settings: SiteSettings) -> None:
        from forgebook.rendering.markdown import MarkdownRenderer  # a tenth of a second that few commands need

        self._renderer = MarkdownRenderer(settings.markdown_extensions, settings.extension_configs)

    def __call__(self, text: str) -> str:
        return str(self._renderer.block(text, "t", self))

    def wiki(self, target: str) -> tuple[str, str]:
        """A link that names its target."""
        return f"#{target}", target

    def file(self, target: str) -> str:
        """The target as it is."""
        return target

    def unknown(self, target: str) -> str:
        """The target as it is."""
        return target
