"""`forgebook retro start`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.people import person_named
from forgebook.cli.projects import kinds, read_project
from forgebook.cli.refusals import refusals_told
from forgebook.core.diagnostics import Diagnostic, Severity, closest, did_you_mean, listed
from forgebook.core.drafting import team_of
from forgebook.core.fields import WHO
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.reporters import text
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines
from forgebook.writing.drafts.compose import NotPossible
from forgebook.writing.drafts.retro_draft import drafted_retro
from forgebook.writing.files import create
from forgebook.writing.trial import found_in, is_gap, is_unreadable, tried


@click.command("start")
@click.argument("sprint", metavar="SPRINT")
@options.day_option("--date", "held_on", "The day of the retro; by default as the sprint has it, else today.")
@click.option("--facilitator", default="", metavar="WHO", help="Who leads it: a person, a role or a team.")
@click.option("--id", "id_", default="", metavar="ID", help="The id, where the proposed one will not do.")
@click.option("--dry-run", is_flag=True, help="Print the record and write nothing.")
@options.directory_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context, sprint: str, held_on: date | None, facilitator: str, id_: str, dry_run: bool,
    directory: Path, as_of: date | None,
) -> None:  # fmt: skip
    """Draft the retro of a sprint.

    SPRINT is an id, a title or a number. Each open improvement of the team gets an entry whose verdict is left open.
    What the sprint carried on, what came in, releases, incidents and themes that came back stand below as comments, to
    talk about. Nothing is overwritten.

    Exit codes: 0 made, 1 made and something in it is still to be filled in, 2 wrong use and nothing made.
    """
    settings = options.site_settings(directory, as_of=as_of)
    graph = read_project(settings).graph
    about = sprint_named(sprint, graph)
    if not id_:
        _refuse_second(about, graph)
    try:
        record = drafted_retro(about, _given(held_on, facilitator, graph), graph, settings, id_=id_.strip())
    except NotPossible as error:
        raise WrongUse(str(error)) from None
    found = found_in(tried(settings, kinds(), {record.path: record.text}), record.path, settings)
    _refuse_unreadable(found)
    if dry_run:
        click.echo(f"Nothing is written. {_shown(record.path)} would hold:", err=True)
        click.echo("\n".join(map(printable, record.text.split("\n"))), nl=False)
        return
    with refusals_told(settings.root):
        create(record.path, record.text)
    click.echo(_shown(record.path))
    found = found_in(tried(settings, kinds(), {}), record.path, settings)
    for line in _report(found, settings):
        click.echo(line)
    ctx.exit(int(any(diagnostic.severity is Severity.ERROR for diagnostic in found)))


def sprint_named(wanted: str, graph: ProjectGraph) -> Record:
    """The sprint that goes by an id, a title or the number at the end of its id.

    Raises:
        WrongUse: there is none, or there are several.
    """
    sprints = graph.of("sprint")
    if not sprints:
        raise WrongUse("there are no sprints yet. `forgebook new sprint` makes the first.")
    resolved = graph.resolve(wanted.strip(), ("sprint",))
    found = graph.get(resolved.ref)
    if found is not None:
        return found
    words = " ".join(wanted.casefold().split())
    same = [one for one in sprints if words and words in (one.title.casefold(), _number(one))]
    if len(same) == 1:
        return same[0]
    several = [one.id for one in same] or [ref.partition("/")[2] for ref in resolved.candidates]
    if several:
        raise WrongUse(f'"{wanted}" could mean {listed(sorted(several))}. Write one of them in full.')
    tail = did_you_mean(closest(wanted, [one.id for one in sprints])) or "."
    raise WrongUse(f'there is no sprint "{wanted}"{tail} `forgebook list sprint` prints those that exist.')


def _number(sprint: Record) -> str:
    """The number at the end of a sprint's id, without leading zeros; empty where there is none."""
    stem = sprint.id.rstrip("0123456789")
    return sprint.id[len(stem) :].lstrip("0")


def _given(held_on: date | None, facilitator: str, graph: ProjectGraph) -> dict[str, str]:
    given = {"date": held_on.isoformat()} if held_on else {}
    if facilitator.strip():
        who = graph.get(graph.resolve(facilitator.strip(), WHO).ref) or person_named(facilitator, graph)
        given["facilitator"] = who.ref
    return given


def _refuse_second(sprint: Record, graph: ProjectGraph) -> None:
    """Tell of the retro that there is.

    Raises:
        WrongUse: the sprint's team has written one down.
    """
    team = team_of(sprint, graph)
    there = [retro for retro in graph.related(sprint, "retros") if team_of(retro, graph) == team]
    if there:
        raise WrongUse(
            f"there is a retro of {sprint.title} already ({there[0].source.path}), and nothing was written. Go on in "
            "that file, or add --id to make a second one."
        )


def _refuse_unreadable(found: list[Diagnostic]) -> None:
    wrong = [diagnostic for diagnostic in found if is_unreadable(diagnostic)]
    if wrong:
        raise WrongUse("\n".join(["nothing was written:", *(f"  {_said(diagnostic)}" for diagnostic in wrong)]))


def _said(found: Diagnostic) -> str:
    return f"{found.message} ({found.remedy})" if found.remedy else found.message


def _report(found: list[Diagnostic], settings: SiteSettings) -> Iterator[str]:
    gaps = [diagnostic for diagnostic in found if is_gap(diagnostic)]
    others = [d for d in found if not is_gap(d) and d.severity > Severity.ADVICE]
    if gaps:
        yield "Still to be filled in, at the retro:"
        yield from (f"  line {gap.place.line}: {printable(_said(gap))}" for gap in gaps)
    if others:
        yield ""
        yield from text.full(others, SourceLines(settings.root))
    yield "Next: hold the retro, agree on one improvement, throw the comments away, then run `forgebook check`."


def _shown(path: Path) -> str:
    """The path as one would type it from where the command was started."""
    here = os.path.relpath(path)
    return printable(str(path) if here.startswith("..") else here)
