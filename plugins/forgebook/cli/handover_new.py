"""`forgebook handover new`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.people import person_named
from forgebook.cli.projects import kinds, while_told
from forgebook.cli.refusals import refusals_told
from forgebook.core.diagnostics import listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.covering.candidates import Charge
from forgebook.covering.handovers import Progress, running
from forgebook.covering.people import is_gone, is_leaving, leaves_on
from forgebook.pipeline.project import load_project
from forgebook.reporters import text
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines
from forgebook.writing.drafts.compose import NewRecord, NotPossible
from forgebook.writing.drafts.handover_draft import chosen, drafted_handover
from forgebook.writing.files import create
from forgebook.writing.trial import found_in, is_unreadable, tried

REASONS = ("leaving", "moving", "long_absence", "rotation", "cover")


@click.command("new")
@click.argument("person", metavar="PERSON")
@click.option("--reason", required=True, type=click.Choice(REASONS), help="Why. It stays in the record.")
@options.day_option("--last-day", "last_day", "The day by which it must be done.")
@click.option("--id", "id_", default="", metavar="ID", help="The id, where the proposed one will not do.")
@click.option("--dry-run", is_flag=True, help="Print the record and write nothing.")
@options.directory_option
@options.as_of_option
def command(
    person: str, reason: str, last_day: date | None, id_: str, dry_run: bool, directory: Path, as_of: date | None
) -> None:
    """Draft the handover of somebody, from what the records and the histories of clones say.

    PERSON is an id, a handle or a name. There is an item for each area, runbook and role that they own, hold or stand
    in for, or that would lose its cover. Who could take it stands beside it as comments, each with the reason; `to` is
    left open, for people to agree. What is under way and the systems that nobody else can enter go into the notes.

    Exit codes: 0 made, 2 wrong use and nothing made.
    """
    settings = options.site_settings(directory, as_of=as_of)
    known = kinds()
    read = while_told(lambda: load_project(settings, kinds=known, git=False, infer_dates=True, cover=True))
    graph = read.graph
    who = person_named(person, graph)
    _check_person(who, graph)
    items = chosen(who, reason, graph)
    if not id_ and reason != "cover":
        _refuse_second(who, items, graph)
    if not items:
        raise WrongUse(_nothing(who, reason))
    try:
        record = drafted_handover(who, reason, items, last_day, graph, settings, id_=id_.strip())
    except NotPossible as error:
        raise WrongUse(str(error)) from None
    _refuse_unreadable(record, settings)
    if dry_run:
        click.echo(f"Nothing is written. {_shown(record.path)} would hold:", err=True)
        click.echo(printable_lines(record.text), nl=False)
        return
    with refusals_told(settings.root):
        create(record.path, record.text)
    click.echo(_shown(record.path))
    for line in _report(who, reason, items, last_day, record, graph, settings):
        click.echo(line)


def printable_lines(words: str) -> str:
    """A file's text, safe to print."""
    return "\n".join(map(printable, words.split("\n")))


def _check_person(who: Record, graph: ProjectGraph) -> None:
    if is_gone(who, graph.as_of):
        left = f" on {who.f.left}" if who.f.left else ""
        raise WrongUse(
            f"{who.title} has left{left}, and can hand nothing over any more. `forgebook check` says what still names "
            "them; `forgebook cover` who can look after what today."
        )


def _refuse_second(who: Record, items: list[Charge], graph: ProjectGraph) -> None:
    """Tell of the handover that there is, and of what is not in it.

    Raises:
        WrongUse: there is one that is not done.
    """
    for record, told in running(graph):
        if record.f.person == who.ref:
            raise WrongUse(
                f"there is a handover of {who.title} already, and nothing was written:\n{_there(record, told, items)}"
            )


def _there(record: Record, told: Progress, items: list[Charge]) -> str:
    accepted, untaken = len(told.of("accepted")), [part.subject for part in told.of("untaken")]
    named = {part.subject for part in told.parts}
    missing = [charge.subject.ref for charge in items if charge.subject.ref not in named]
    lines = [f"  {record.source.path}: {accepted} of {text.plural(len(told.parts), 'item', 'items')} accepted"]
    if untaken:
        lines.append(f"  nobody has taken {listed(untaken)}")
    if missing:
        lines.append(f"  not in it: {listed(missing)}")
    tail = "Add to that file what is missing" if missing else "Go on in that file"
    return "\n".join([*lines, f"{tail}, or add --id to make a second one."])


def _nothing(who: Record, reason: str) -> str:
    what = {"rotation": "holds no role", "cover": "is not alone with anything"}.get(reason, "answers for nothing alone")
    return (
        f"{who.title} {what}, by records and by git, so there is nothing to draft. "
        f"`forgebook new handover --set person={who.id} --set reason={reason}` makes an empty one."
    )


def _refuse_unreadable(record: NewRecord, settings: SiteSettings) -> None:
    found = found_in(tried(settings, kinds(), {record.path: record.text}), record.path, settings)
    wrong = [diagnostic for diagnostic in found if is_unreadable(diagnostic)]
    if wrong:
        told = (f"  {d.message} ({d.remedy})" if d.remedy else f"  {d.message}" for d in wrong)
        raise WrongUse("\n".join(["nothing was written:", *told]))


def _report(
    who: Record,
    reason: str,
    items: list[Charge],
    last_day: date | None,
    record: NewRecord,
    graph: ProjectGraph,
    settings: SiteSettings,
) -> Iterator[str]:
    alone = [charge.subject.title for charge in items if charge.without in ("nobody", "none_today")]
    yield f"  {text.plural(len(items), 'item', 'items')}; who could take each stands beside it, with the reason"
    if alone:
        yield printable(f"  nobody covers without {who.title}: {listed(alone)}")
    for why in dict.fromkeys(graph.ladder.missing.values()):
        clones = [repository for repository, reason_ in graph.ladder.missing.items() if reason_ == why]
        yield printable(f"  git was not asked about {listed(clones)}: {why}")
    if reason == "leaving" and not is_leaving(who, graph.as_of):
        yield printable(
            f"  {who.source.path} does not say that they leave: set `left` there, so that cover is told beyond it"
        )
    elif reason == "leaving" and last_day is None and leaves_on(who, graph.as_of) is not None:
        yield printable(f"  the last day is that of {who.source.path}: {leaves_on(who, graph.as_of)}")
    found = found_in(tried(settings, kinds(), {}), record.path, settings)
    if found:
        yield ""
        yield from text.full(found, SourceLines(settings.root))
    yield "Next: agree on a receiver for each item, name them in `to`, and throw the comments away."


def _shown(path: Path) -> str:
    """The path as one would type it from where the command was started."""
    here = os.path.relpath(path)
    return printable(str(path) if here.startswith("..") else here)
