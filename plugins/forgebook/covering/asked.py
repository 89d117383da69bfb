"""What is told of the clones that areas name: patterns that fit nothing, clones that are not there or cannot be read.

It is told on the full graph, wherever the clones were asked: by `check`, by a build, by `forgebook cover`.
"""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.diagnostics import Code, FieldPath, Finding, Severity
from forgebook.core.evidence import CoverFacts
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record

IDLE_GLOB = Code(
    "FB541", Severity.WARNING, "A pattern of an area that fits no file",
    "The clone that `paths` names holds no file that the pattern fits. It is told where the clone is at hand.",
    "The area looks smaller than it is, or empty, and who holds it is told from the rest alone.",
    "Correct the pattern: it is told from the top of the repository's `path`, and a folder ends in `/`. If the files "
    "are gone, take the pattern out.",
)  # fmt: skip
NO_CLONE = Code(
    "FB578", Severity.ADVICE, "A clone that is not at hand",
    "An area has files in a repository, the project file says where its clone lies, and no git repository lies there.",
    "Nobody can tell from git who works on the area, so its cover rests on records alone. Nothing is taken for zero.",
    "Clone the repository to that place, or correct `path`. Where only some machines have the clone, nothing need be "
    "done.",
)  # fmt: skip
UNREAD = Code(
    "FB579", Severity.WARNING, "A history that git cannot read to the end",
    "The clone is there, and git failed while it read the history: it is damaged, or lacks objects, or git does not "
    "trust its owner.",
    "A part of a history is no answer: it would make some people look absent and others alone. None is told.",
    "Run `git fsck` in the clone and make it anew if it is damaged. Git's own words say what it met.",
)  # fmt: skip


def told_of_clones(graph: ProjectGraph, facts: CoverFacts) -> Iterator[Finding]:
    """All findings about the clones that areas name; each clone is told once, where an area names it first."""
    yield from idle_patterns(graph, facts)
    paths = {repository.id: repository.path for repository in graph.project.repositories}
    told: set[str] = set()
    for area, place, id_ in _named(graph):
        if id_ in told or id_ not in facts.missing or not paths.get(id_):
            continue
        told.add(id_)
        if id_ in facts.unread:
            message = f"{id_} gives no answer: {facts.missing[id_]}"
            yield Finding(UNREAD, area, message, place, remedy=f"run git fsck in {paths[id_]}")
        else:
            yield Finding(NO_CLONE, area, f"{id_} could not be asked: {facts.missing[id_]}", place)


def _named(graph: ProjectGraph) -> Iterator[tuple[Record, FieldPath, str]]:
    for area in graph.of("area"):
        for index, paths in enumerate(area.f.paths):
            yield area, ("paths", index, "repository"), paths.repository


def idle_patterns(graph: ProjectGraph, facts: CoverFacts) -> Iterator[Finding]:
    """Patterns of areas that fit no file of a clone that could be asked."""
    for idle in facts.idle:
        yield Finding(
            IDLE_GLOB,
            graph.records[idle.area],
            f'"{idle.text}" fits no file of {idle.repository}',
            ("paths", idle.entry, "globs", idle.glob),
            remedy="correct the pattern, or take it out",
        )
