"""`forgebook rehearse`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import read_project, record_named
from forgebook.cli.refusals import refusals_told
from forgebook.core.dates import add_months
from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.fields import WHO
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.people import people_of
from forgebook.reporters.printable import printable
from forgebook.writing.batch import diff_of, write_all
from forgebook.writing.rehearse import plan_rehearsal

OUTCOMES = ("worked", "worked_with_help", "failed")


@click.command("rehearse")
@click.argument("runbook", metavar="RUNBOOK")
@click.option("--by", "who", required=True, metavar="WHO", help="Who followed it: a person, a role or a team.")
@click.option("--outcome", required=True, type=click.Choice(OUTCOMES), help="What came of it.")
@click.option("--note", default="", metavar="TEXT", help="What was found, on one line.")
@options.day_option("--on", "day", "The day; today without it.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change.")
@options.directory_option
def command(runbook: str, who: str, outcome: str, note: str, day: date | None, dry_run: bool, directory: Path) -> None:
    """Record that somebody has followed a runbook, and what came of it.

    It is added to the front matter of the runbook's file; comments and text stay as they are. One that worked
    proves that this person can do it; where it was not the owner, it proves that the text is good enough, too.
    """
    settings = options.site_settings(directory)
    graph = read_project(settings).graph
    record, by = _runbook(runbook, graph), _who(who, graph)
    on = day or graph.as_of
    with refusals_told(settings.root):
        change = plan_rehearsal(graph, settings.root, record, by=by, outcome=outcome, on=on, note=note)
        if not dry_run:
            write_all([change])
    if dry_run:
        click.echo("\n".join(map(printable, diff_of(change, settings.root).split("\n"))), nl=False)
    words = f"rehearsed by {by.title} on {on}, {outcome.replace('_', ' ')}"
    click.echo(printable(f"{record.source.path}: {words}{' (not written)' if dry_run else ''}."))
    click.echo(printable(_meaning(record, by, outcome, on, graph)))


def _meaning(record: Record, by: Record, outcome: str, on: date, graph: ProjectGraph) -> str:
    """What the rehearsal proves."""
    if outcome == "failed":
        return "A failed rehearsal proves nothing yet: mend the runbook, then let somebody try again."
    owners = people_of(record.f.owner, graph, graph.as_of) | people_of(record.f.owner, graph, on)
    there = people_of(by.ref, graph, on)
    if (there and there <= owners) or (not there and by.ref == record.f.owner):
        return "Its owner did it, so it proves nothing about cover: let somebody else try."
    months = graph.project.policies.rehearse_after_months
    until = f" The next one is due by {add_months(on, months)}." if months else ""
    who = "Somebody other than the owner" if record.f.owner else "Somebody"
    return f"{who} has shown that it works.{until}"


def _runbook(text: str, graph: ProjectGraph) -> Record:
    """The runbook that was named; its kind may be left out."""
    found = graph.get(graph.resolve(text, ("runbook",)).ref) or graph.get(graph.resolve(text).ref)
    record = found or record_named(text if text.startswith("runbook/") else f"runbook/{text}", graph)
    if record.kind != "runbook":
        raise WrongUse(f"{record.ref} is a {record.kind}; only a runbook is rehearsed.")
    return record


def _who(text: str, graph: ProjectGraph) -> Record:
    """The person, role or team that was named by id, handle or name."""
    found = graph.resolve(text.removeprefix("@"), WHO)
    record = graph.get(found.ref)
    if record is not None:
        return record
    if found.candidates:
        raise WrongUse(f'"{text}" could mean {listed(found.candidates)}. Write one of them in full.')
    wanted = text.removeprefix("@").casefold()
    names = {name: record for kind in WHO for record in graph.of(kind) for name in _names(record)}
    if wanted in names:
        return names[wanted]
    guess = names.get(closest(wanted, names) or "")
    tail = did_you_mean(guess.ref if guess else None) or "."
    raise WrongUse(f'"{text}" is no person, role or team{tail} `forgebook list person` prints those that exist.')


def _names(record: Record) -> list[str]:
    handle = getattr(record.fields, "handle", None) or ""
    return [name.casefold() for name in (record.id, record.title, handle.removeprefix("@")) if name]
