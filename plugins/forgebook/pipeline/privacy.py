"""Records that are for few, in a repository that everybody can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forgebook.core.diagnostics import Code, Diagnostic, FieldPath, Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.schema import items
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project_place import in_project_file

IN_THE_OPEN = Code(
    "FB614", Severity.WARNING, "Records for the team in a public repository",
    "The project file says `public: true` of the repository that holds the records, and some of them, or entries in "
    "them, are for the team or for partners alone.",
    "A site leaves them out, but everybody can read the files themselves, and their history.",
    "Keep them in a repository that only their readers can open. If everybody may read them, say "
    "`visibility: public` in them, or `default_visibility: public` in the project file. If the repository is not "
    "public, take `public` out.",
)  # fmt: skip

PRIVACY_CODES = (IN_THE_OPEN,)

_NAMED = 3
"""So many files are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Found:
    code: Code
    path: FieldPath
    message: str
    remedy: str


def records_in_the_open(graph: ProjectGraph, settings: SiteSettings) -> Iterator[Diagnostic]:
    """One finding on the project file where its own repository is public and records are not; of the full graph."""
    own = graph.project.own_repository
    if own is None or not own.public:
        return
    default = graph.project.default_visibility
    records = [record for record in graph.records.values() if record.parent is None]
    hidden = [record for record in records if (record.fields.visibility or default) != "public"]
    entries = [record for record in records if record not in hidden for _ in range(_hidden_entries(record))]
    if hidden or entries:
        path = ("repositories", graph.project.repositories.index(own), "public")
        message = f'repository "{own.id}" is public, and {_told(hidden, entries)}'
        remedy = (
            "move them to one that only their readers can open, make them `visibility: public`, or correct `public`"
        )
        yield in_project_file(_Found(IN_THE_OPEN, path, message, remedy), settings)


def _hidden_entries(record: Record) -> int:
    """Entries of a public record that are not public themselves."""
    marks = [item.visibility or getattr(type(item), "default_visibility", None) for _, item in items(record.fields)]
    return sum(1 for mark in marks if mark not in (None, "public"))


def _told(hidden: list[Record], entries: list[Record]) -> str:
    parts = []
    if hidden:
        parts.append(f"{len(hidden):,} record{'s' if len(hidden) > 1 else ''}")
    if entries:
        parts.append(f"{len(entries):,} entr{'ies' if len(entries) > 1 else 'y'} of public ones")
    several = len(hidden) + len(entries) > 1
    files = sorted({record.source.path for record in [*hidden, *entries]})
    named = ", ".join(files[:_NAMED]) + (f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else "")
    return f"{' and '.join(parts)} in it {'are' if several else 'is'} not: {named}"
