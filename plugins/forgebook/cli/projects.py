"""Reading a project for a command, and finding in it what the command was asked for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping

import click

from forgebook.cli.errors import WrongUse
from forgebook.core.diagnostics import Severity, closest, did_you_mean
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.visibility import filter_graph
from forgebook.kinds.register import KindClash, installed
from forgebook.pipeline.project import Project, load_project
from forgebook.reading.discover import PROJECT_FILE
from forgebook.reading.load import without_collection
from forgebook.reporters.text import plural


def read_project(settings: SiteSettings, *, cover: bool = False) -> Project:
    """Read and check a project; on a terminal a note says so while it lasts.

    Git is not asked when files were recorded, which no command that prints records tells; only, where a decision file
    gives no date, when that one was.

    Args:
        settings: the site's settings.
        cover: whether to ask the clones that areas name who can look after what; without such an area none is asked.

    Raises:
        WrongUse: two installed kinds clash.
    """
    known = kinds()
    return while_told(lambda: load_project(settings, kinds=known, git=False, cover=cover, infer_dates=True))


def while_told(read: Callable[[], Project]) -> Project:
    """Read a project; on a terminal a note says so while it lasts.

    What was read stays until the command ends, so that nobody needs to look for garbage in it.
    """
    waiting = sys.stderr.isatty()
    if waiting:
        click.echo("Reading records …", err=True, nl=False)
    try:
        with without_collection():
            project = read()
            gc.freeze()
    finally:
        if waiting:
            click.echo("\r\x1b[K", err=True, nl=False)
    if waiting:
        click.echo(f"Reading records … {plural(project.files, 'file', 'files')}", err=True)
    return project


def visible_graph(settings: SiteSettings) -> ProjectGraph:
    """The project's graph as the settings' reader may see it. What could not be read is said on stderr."""
    graph = read_project(settings).graph
    if graph.faulty:
        lost = plural(len(graph.faulty), "record", "records")
        click.echo(f"{lost} could not be read and are left out; `forgebook check` says why.", err=True)
    return filter_graph(graph, settings.visibility) if settings.filtered else graph


def repositories_read(settings: SiteSettings) -> Project:
    """The project, for a command that looks into the clones that its project file names.

    Raises:
        WrongUse: the project file could not be read, so that nobody can tell which they are.
    """
    project = read_project(settings)
    faults = {d.place.path for d in project.diagnostics if d.severity is Severity.ERROR}
    name = next((path for path in faults if settings.root / path == settings.records / PROJECT_FILE), "")
    if name and not project.graph.project.repositories:
        raise WrongUse(f"{name} cannot be read, and it names the repositories. `forgebook check` says why.")
    return project


def kinds() -> Mapping[str, RecordKind]:
    """All installed kinds.

    Raises:
        WrongUse: two of them clash.
    """
    try:
        return installed()
    except KindClash as error:
        raise WrongUse(f"{error}, or uninstall the package that brings it.") from None


def kind_named(word: str) -> RecordKind:
    """The kind that goes by a word: its name, its plural or its folder.

    Raises:
        WrongUse: there is none.
    """
    known = kinds()
    names = {name: kind for kind in known.values() for name in (kind.folder, kind.plural, kind.name) if name}
    kind = names.get(word.lower())
    if kind is None:
        guess = did_you_mean(closest(word, names)) or "."
        raise WrongUse(f'there is no kind "{word}"{guess} Kinds: {", ".join(known)}.')
    return kind


def record_named(text: str, graph: ProjectGraph) -> Record:
    """The record that `KIND/ID` names; the kind may be in the plural, or left out where the id is unique.

    Raises:
        WrongUse: there is none, or there are several.
    """
    wanted = _with_kind(text)
    found = graph.resolve(wanted)
    if found.candidates:
        raise WrongUse(f'"{text}" could mean {", ".join(found.candidates)}. Write one of them in full.')
    ref = found.ref or ""
    record = graph.get(ref) or graph.get(ref.partition("#")[0]) or _by_id(wanted, graph)
    if record is None:
        raise WrongUse(_not_found(wanted, graph))
    return record


def _with_kind(text: str) -> str:
    head, slash, tail = text.partition("/")
    if not slash:
        return text
    try:
        return f"{kind_named(head).name}/{tail}"
    except WrongUse:
        if closest(head, kinds()):
            raise
        return text  # an id may have a slash in it: `model/v1`


def _by_id(wanted: str, graph: ProjectGraph) -> Record | None:
    """A record inside another goes by its kind and id as well, as `list` prints them in JSON."""
    kind, _, id_ = wanted.partition("/")
    return next((record for record in graph.of(kind) if record.id == id_), None)


def _not_found(wanted: str, graph: ProjectGraph) -> str:
    if graph.is_faulty(wanted):
        return f'the file of "{wanted}" could not be read. Run `forgebook check` to see why.'
    guess = closest(wanted, graph.records)
    if guess is None:
        by_id = {record.id: ref for ref, record in graph.records.items()}
        guess = by_id.get(closest(wanted.partition("/")[2] or wanted, by_id) or "")
    kind = wanted.partition("/")[0]
    listing = kind if kind in graph.kinds else "KIND"
    tail = did_you_mean(guess) or "."
    return f'there is no record "{wanted}"{tail} `forgebook list {listing}` prints those that exist.'
