"""`forgebook cover`."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.cover_words import Row, Told, as_json, table
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import read_project, record_named
from forgebook.core.diagnostics import Diagnostic, closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.project import CoverSettings, Repository
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.covering.addresses import claimed_by_two
from forgebook.covering.asked import idle_patterns
from forgebook.covering.ladder import ambiguous_name
from forgebook.covering.people import is_gone
from forgebook.evidence.identities import name_key
from forgebook.pipeline.cover import Cover, read_cover
from forgebook.pipeline.project import placed
from forgebook.reporters import formats
from forgebook.reporters.sources import SourceLines


@click.command("cover")
@click.option("--repository", "asked", metavar="ID|PATH", help="A repository of the project file, or any clone.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="Tell of this area alone. May be given again.")
@options.day_option("--before", "before", "Look only at what was committed before this day.")
@options.day_option("--on", "on", "The day that it is told for; today without it.")
@click.option("--away", multiple=True, metavar="PERSON", help="Think of them as away. May be given again.")
@options.format_option("table", "json")
@options.directory_option
@options.as_of_option
def command(
    asked: str | None,
    areas: tuple[str, ...],
    before: date | None,
    on: date | None,
    away: tuple[str, ...],
    format_: str,
    directory: Path,
    as_of: date | None,
) -> None:
    """Tell who can look after what, from the histories of clones.

    Two figures, side by side and never blended: who holds an area now, by recent work; and historic authorship, by a
    published formula. With records, per area; without, of any clone as a whole. Nobody is ranked, and no address is
    shown. Nothing is fetched.

    Exit codes: 0 told, 2 wrong use, or no clone could be asked.
    """
    settings = options.site_settings(directory, as_of=as_of)
    graph = read_project(settings).graph if settings.records.is_dir() else None
    day = on or settings.as_of
    _check_days(before, day, settings)
    repositories = _repositories(asked, graph, settings, directory)
    chosen = [_area(area, graph) for area in areas] or (graph.of("area") if graph else [])
    cover = read_cover(
        repositories, settings.root, graph.project.cover if graph else CoverSettings(), on=day, before=before,
        today=date.max if settings.as_of_fixed else settings.as_of,
        areas=chosen, people=graph.of("person") if graph else [],
        cache=settings.cache if graph else None,
    )  # fmt: skip
    if not cover.works:
        raise WrongUse(_none_told(cover, day, before))
    told = _told(cover, chosen, repositories, graph, day, before, away, only_areas=bool(areas))
    for line in [json.dumps(as_json(told), indent=2, ensure_ascii=False)] if format_ == "json" else table(told):
        click.echo(line)
    _tell_findings(cover, graph, settings)


def _check_days(before: date | None, on: date, settings: SiteSettings) -> None:
    """A history that is still to come cannot be told.

    Raises:
        WrongUse: a day lies in the future, or is the first of all.
    """
    if before is not None and before > settings.as_of + timedelta(days=1):
        raise WrongUse(f"--before {before} lies in the future; today is {settings.as_of}. Leave it out, or name a day.")
    for day in (before, on):
        if day is not None and not 1970 <= day.year <= 9000:
            raise WrongUse(f"no history goes to {day}. Name a day between 1970 and today.")


def _repositories(
    asked: str | None, graph: ProjectGraph | None, settings: SiteSettings, directory: Path
) -> list[Repository]:
    """The repositories to ask.

    Raises:
        WrongUse: there are none, or what was named is none.
    """
    known = graph.project.repositories if graph else []
    if asked is None:
        if graph is None:
            return [_clone_at(directory)]
        if not (named := [repository for repository in known if repository.path]):
            raise WrongUse(
                "no repository of records/project.yml names a clone. Add `path` to one, or name a clone with "
                "--repository PATH."
            )
        return named
    if found := [repository for repository in known if repository.id == asked]:
        return found
    path = directory / asked
    if os.path.isdir(path):  # noqa: PTH112  pathlib fails at names that no file can have
        same = [r for r in known if r.path and (settings.root / r.path).resolve() == path.resolve()]
        return same or [_clone_at(path)]
    ids = [repository.id for repository in known]
    guess = did_you_mean(closest(asked, ids)) or "."
    tail = f" Repositories: {listed(ids)}." if ids else " Name the folder of a clone."
    raise WrongUse(f'"{asked}" is no folder and no repository of the project{guess}{tail}')


def _clone_at(path: Path) -> Repository:
    full = path.resolve()
    return Repository(id=full.name or "repository", path=str(full))


def _area(text: str, graph: ProjectGraph | None) -> Record:
    if graph is None:
        raise WrongUse("there are no records here, so there is no area. Leave --area out, or name a project with -C.")
    found = graph.get(graph.resolve(text, ("area",)).ref)
    record = found or record_named(text if "/" in text else f"area/{text}", graph)
    if record.kind != "area":
        raise WrongUse(f"{record.ref} is no area. `forgebook list area` prints those that exist.")
    if not record.f.paths:
        raise WrongUse(f"{record.ref} says nowhere which files are its own. Add `paths` with a repository and globs.")
    return record


def _none_told(cover: Cover, day: date, before: date | None) -> str:
    """Why no clone could be asked, and what to do."""
    whys = "\n".join(f"  {id_}: {why}" for id_, why in cover.facts.missing.items())
    asked = f"before {before}" if before else f"for {day}"
    return (
        f"no clone could be asked:\n{whys}\n"
        f"Name a clone with --repository PATH, or correct `path` in the project file. This was asked {asked}; "
        "--on names another day."
    )


def _told(
    cover: Cover,
    areas: list[Record],
    repositories: list[Repository],
    graph: ProjectGraph | None,
    on: date,
    before: date | None,
    away: tuple[str, ...],
    *,
    only_areas: bool,
) -> Told:
    facts = cover.facts
    here = {repository.id for repository in repositories}
    rows = [row for area in areas if (row := _row(area, cover, here, keep=only_areas)) is not None]
    if not rows:
        titles = {r.id: r.title or r.id for r in repositories}
        rows = [Row(i, titles[i], "repository", (i,), evidence) for i, evidence in facts.repositories.items()]
    people = graph.of("person") if graph else []
    gone = frozenset(person.ref for person in people if is_gone(person, on))
    notes = [*facts.notes, *map(ambiguous_name, facts.ambiguous)]
    commits = {id_: work.commit for id_, work in cover.works.items()}
    absent = tuple(dict.fromkeys(_person(text, cover, graph) for text in away))
    settings = graph.project.cover if graph else CoverSettings()
    return Told(on, before, settings, rows, commits, facts.missing, facts.names, gone, absent, notes)


def _row(area: Record, cover: Cover, here: set[str], *, keep: bool) -> Row | None:
    """The row of an area; None for one whose files lie in none of the repositories that were asked for."""
    named = tuple(dict.fromkeys(paths.repository for paths in area.f.paths))
    lost = [id_ for id_ in named if id_ not in cover.works]
    evidence = cover.facts.areas.get(area.ref)
    if evidence is None and not keep and not here & set(named):
        return None
    why = f"no clone of {listed(lost)} could be asked" if lost else ""
    return Row(area.id, area.title, "area", named, evidence, why)


def _person(text: str, cover: Cover, graph: ProjectGraph | None) -> str:
    """The id of somebody named by id, handle or name.

    Raises:
        WrongUse: there is nobody of that name, or there are several.
    """
    wanted = name_key(text.removeprefix("@"))
    record = graph.get(graph.resolve(text.removeprefix("@"), ("person",)).ref) if graph else None
    if record is not None:
        return record.ref
    names = dict(cover.facts.names)
    handles = {p.ref: (p.f.handle or "").removeprefix("@") for p in (graph.of("person") if graph else [])}
    found = [i for i, name in names.items() if wanted and wanted in (name_key(name), name_key(handles.get(i, "")))]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUse(f'"{text}" could mean {listed(sorted(found))}. Write one of them in full.')
    guess = did_you_mean(closest(text, names.values())) or "."
    raise WrongUse(f'there is nobody called "{text}", neither in records nor in these histories{guess}')


def _tell_findings(cover: Cover, graph: ProjectGraph | None, settings: SiteSettings) -> None:
    """Diagnostics about the records that it was told from, on stderr."""
    if graph is None:
        return
    found = placed([*claimed_by_two(graph), *idle_patterns(graph, cover.facts)], graph, settings.root)
    shown: list[Diagnostic] = [diagnostic for diagnostic in found if diagnostic.waived is None]
    if shown:
        for line in formats.report("text", shown, SourceLines(settings.root)):
            click.echo(line, err=True)
