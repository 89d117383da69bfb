"""From files to a checked graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forgebook.core.diagnostics import Diagnostic, Finding, Severity
from forgebook.core.evidence import GitFacts
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.linking import GraphBuilder
from forgebook.core.project import ProjectFile
from forgebook.core.provenance import FileRead
from forgebook.core.record import Record
from forgebook.core.references import Files
from forgebook.core.settings import SiteSettings
from forgebook.covering.ladder import ladder
from forgebook.evidence.file_history import read_file_history
from forgebook.kinds.register import installed
from forgebook.pipeline.consequences import without_consequences
from forgebook.pipeline.cover import cover_of
from forgebook.pipeline.handwritten import faulty_listings
from forgebook.pipeline.own_links import lead_home
from forgebook.pipeline.privacy import records_in_the_open
from forgebook.pipeline.waivers import useless_waivers, waived
from forgebook.reading.load import Loaded, Loader, last_good
from forgebook.reading.locate import Locator


@dataclass
class Project:
    """A project as read: the full graph and all that was found.

    Attributes:
        graph: everything, for the team's eyes.
        diagnostics: in order of files and places; waived ones say so.
        files: how many files were read as records.
        read: what became of each file that was found.
    """

    graph: ProjectGraph
    diagnostics: list[Diagnostic]
    files: int
    read: list[FileRead] = field(default_factory=list)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity are not waived."""
        return sum(1 for d in self.diagnostics if d.severity is severity and d.waived is None)


def load_project(
    settings: SiteSettings,
    *,
    kinds: Mapping[str, RecordKind] | None = None,
    git: bool = True,
    cover: bool | None = None,
    infer_dates: bool | None = None,
    previous: Iterable[Record] = (),
    stand_in: ProjectFile | None = None,
    unsaved: Mapping[Path, bytes] | None = None,
) -> Project:
    """Read, link and check a project. Nothing on disk is changed but the cache.

    Args:
        settings: the site's settings.
        kinds: the kinds to know; all installed ones by default.
        git: whether to ask git when files were recorded.
        cover: whether to tell who can look after what, and to ask the clones that areas name; by default as `git` says.
        infer_dates: whether to ask git for dates that files do not give; by default as `git` says.
        previous: the last good records, which stand in for faulty files while serving.
        stand_in: the last good project file, for one that cannot be read.
        unsaved: files by path as they would be, read in the place of what is on disk.
    """
    known = kinds if kinds is not None else installed()
    loader = Loader(settings.root, settings.records, known, settings.cache, stand_in, unsaved)
    loaded = loader.load()
    if previous:
        last_good(loaded, previous)
    address_docs(loaded.records, settings)
    lead_home(loaded.records, loaded.project, settings)
    facts = _git_facts(settings, loaded) if git else GitFacts(missing="not asked for")
    if git if infer_dates is None else infer_dates:
        _infer_dates(settings.root, loaded.records, facts, known)
    builder = GraphBuilder(loaded.project, known, settings.as_of, files=files_below(settings.root))
    builder.build(loaded.records, git=facts, faulty=loaded.faulty)
    if git if cover is None else cover:
        builder.graph.cover = cover_of(builder.graph, settings.root, settings.cache)
        builder.graph.ladder = ladder(builder.graph, builder.graph.cover)
    project = checked(loaded, builder, loader.locator)
    project.diagnostics += faulty_listings(project.graph, settings)
    project.diagnostics += records_in_the_open(project.graph, settings)
    project.diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return project


def checked(loaded: Loaded, builder: GraphBuilder, locator: Locator, more: Iterable[Finding] = ()) -> Project:
    """The project whose graph was built, with all that was found on the way, what the kinds' checks find, and more."""
    graph = builder.graph
    findings = without_consequences([*builder.findings, *_checks(graph), *useless_waivers(graph), *more], loaded, graph)
    placed = [*loaded.diagnostics, *_placed(findings, graph, locator)]
    return Project(graph, waived(placed, graph), loaded.files, loaded.read)


def steps(former: ProjectGraph, graph: ProjectGraph) -> Iterator[Finding]:
    """What the kinds say of the way from how each record was to how it is."""
    for ref, before in former.records.items():
        after = graph.get(ref)
        if after is not None and after.kind == before.kind:
            yield from graph.kinds[after.kind].check_change(before, after)
        elif after is None and before.parent is None and ref not in graph.faulty:
            yield from graph.kinds[before.kind].check_removal(before)


def steps_found(former: Project, project: Project, root: Path) -> list[Diagnostic]:
    """The same as diagnostics, at their places in the files below `root`, waivers told."""
    return waived(_placed(steps(former.graph, project.graph), project.graph, Locator(root)), project.graph)


def placed(findings: Iterable[Finding], graph: ProjectGraph, root: Path) -> list[Diagnostic]:
    """Findings about records of a graph as diagnostics, at their places in the files below `root`, waivers told."""
    return waived(_placed(findings, graph, Locator(root)), graph)


def files_below(root: Path) -> Files:
    """Which files there are below a folder, asked of the disk as it is needed."""

    def beside(path: str) -> list[str]:
        folder = (root / path).parent
        try:
            return [entry.name for entry in folder.iterdir()]
        except (OSError, ValueError):
            return []

    def exist(path: str) -> bool:
        try:
            return (root / path).exists()
        except (OSError, ValueError):  # a name that is too long, or that no file can have
            return False

    return Files(exist, beside)


def address_docs(records: Iterable[Record], settings: SiteSettings) -> None:
    """A record whose file lies under `docs/` is shown at the address of the hand-written page."""
    if settings.docs is None or not settings.docs.is_relative_to(settings.root):
        return
    docs = settings.docs.relative_to(settings.root).as_posix() + "/"
    ending = "/" if settings.directory_urls else ".html"
    for record in records:
        path = record.source.path
        if path.startswith(docs) and path.endswith(".md") and not record.source.prefix:
            record.docs_address = path.removeprefix(docs).removesuffix(".md") + ending


def _git_facts(settings: SiteSettings, loaded: Loaded) -> GitFacts:
    folders = [settings.records.relative_to(settings.root).as_posix()]
    folders += [source.path for source in loaded.project.sources]
    return read_file_history(settings.root, folders)


def _infer_dates(root: Path, records: Iterable[Record], facts: GitFacts, kinds: Mapping[str, RecordKind]) -> None:
    """Date records that lack a date by the history of their files, which is read where it is needed and not at hand."""
    undated = [record for record in records if kinds[record.kind].lacks_date(record)]
    if undated and facts.missing:
        facts = read_file_history(root, {record.source.folder for record in undated})
    for record in undated:
        found = facts.files.get(record.source.path)
        if found is not None:
            kinds[record.kind].settle_dates(record, found)


def _checks(graph: ProjectGraph) -> Iterator[Finding]:
    for kind in graph.kinds.values():
        yield from kind.check(graph)


def _placed(findings: Iterable[Finding], graph: ProjectGraph, locator: Locator) -> Iterator[Diagnostic]:
    for finding in findings:
        record = finding.record
        top = graph.get(record.parent) if record.parent else record
        kind = graph.kinds[(top or record).kind]
        yield locator.finding(kind, finding)
