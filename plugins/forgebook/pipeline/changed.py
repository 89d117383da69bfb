"""Checking what changed: findings in changed files, and in files whose records refer to the changed ones.

All records are read, since a changed one may name any of them. What need not be done again for a file that is not
reported on is left out: its texts are looked into only where they may hold a link, and nothing is told of dates.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from forgebook.core.fields import RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.linking import Focus, GraphBuilder
from forgebook.core.record import Record
from forgebook.core.references import ReferenceLinker
from forgebook.core.schema import walk
from forgebook.core.settings import SiteSettings
from forgebook.evidence.revisions import Changes, Repository, files_of, write_files
from forgebook.kinds.register import installed
from forgebook.pipeline.own_links import lead_home
from forgebook.pipeline.project import Project, address_docs, checked, files_below, steps
from forgebook.reading.discover import PROJECT_FILE
from forgebook.reading.load import Loaded, Loader

Paths = frozenset[str]


class _Others:
    """All paths but some."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def __contains__(self, path: object) -> bool:
        return path not in self._paths


def settings_changed(changes: Changes, settings: SiteSettings) -> bool:
    """Whether the project file changed, which any record may rest on."""
    path = (settings.records / PROJECT_FILE).relative_to(settings.root).as_posix()
    return path in changes.present or path in changes.gone


def load_changed(
    settings: SiteSettings,
    repository: Repository,
    changes: Changes,
    *,
    kinds: Mapping[str, RecordKind] | None = None,
) -> tuple[Project, Paths]:
    """Read all and check what changed.

    Args:
        settings: the site's settings.
        repository: the repository that the project lies in.
        changes: what changed in it.
        kinds: the kinds to know; all installed ones by default.

    Returns:
        The project, whose findings are whole for some paths, and these paths.

    Raises:
        RevisionError: the former state of a changed file cannot be told.
    """
    known = kinds if kinds is not None else installed()
    loader = Loader(settings.root, settings.records, known, settings.cache)
    loader.unchanged = _Others(changes.present)
    loaded = loader.load()
    address_docs(loaded.records, settings)
    lead_home(loaded.records, loaded.project, settings)
    builder = GraphBuilder(loaded.project, known, settings.as_of, files=files_below(settings.root))
    focus = Focus(changes.present | loaded.linking, loaded.naming_items)
    graph = builder.build(loaded.records, faulty=loaded.faulty, focus=focus)
    former = _former(settings, repository, changes, loaded, known)
    paths = changes.present | changes.gone
    paths |= _referring(graph, changes) | _lost(builder.linker, former, changes) | _let_go(graph, former)
    return checked(loaded, builder, loader.locator, steps(former, graph)), paths


def _referring(graph: ProjectGraph, changes: Changes) -> Paths:
    """The files whose records refer to changed ones, or to items in them."""
    changed = {ref for ref, record in graph.records.items() if record.source.path in changes.present}
    return frozenset(
        graph.records[relation.source].source.path
        for relation in graph.written
        if relation.target in changed or relation.target.partition("#")[0] in changed
    )


def _lost(linker: ReferenceLinker, former: ProjectGraph, changes: Changes) -> Paths:
    """The files whose references led somewhere until something was removed or renamed."""
    dead = {record.source.path for record, path in linker.dead_files if path in changes.gone}
    for record, written, kinds in linker.dead:
        found = former.resolve(written, kinds)
        if found.ref or found.candidates:
            dead.add(record.source.path)
    return frozenset(dead)


def _let_go(graph: ProjectGraph, former: ProjectGraph) -> Paths:
    """The files whose records a changed one referred to and does not any more."""
    now = {(relation.source, relation.name, relation.target) for relation in graph.written}
    found = set()
    for record in former.records.values():
        for name, target in _targets(record, graph):
            if (record.ref, name, target.ref) not in now and target.ref != record.ref:
                found.add(target.source.path)
    return frozenset(found)


def _targets(record: Record, graph: ProjectGraph) -> Iterable[tuple[str, Record]]:
    """Each relation that a former record wrote, and where it would lead now."""
    for leaf in walk(record.fields):
        if isinstance(leaf.meaning, RefTo):
            target = graph.get(graph.resolve(leaf.value, leaf.meaning.kinds).ref)
            if target is not None:
                yield leaf.relation, target


def _former(
    settings: SiteSettings,
    repository: Repository,
    changes: Changes,
    loaded: Loaded,
    kinds: Mapping[str, RecordKind],
) -> ProjectGraph:
    """A graph of the changed records alone, as they were: what names there were."""
    builder = GraphBuilder(loaded.project, kinds, settings.as_of)
    wanted = changes.gone | changes.edited
    if not wanted:
        return builder.build(())
    with tempfile.TemporaryDirectory(prefix="forgebook-") as name:
        root = Path(name)
        write_files(repository, files_of(repository, changes.base, wanted), root)
        records = root / settings.records.relative_to(settings.root)
        return builder.build(Loader(root, records, kinds, stand_in=loaded.project).load().records)
