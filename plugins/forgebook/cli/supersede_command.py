"""`forgebook supersede`."""

from __future__ import annotations

from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.projects import read_project, record_named
from forgebook.cli.refusals import refusals_told
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.reporters.printable import printable
from forgebook.writing.batch import diff_of, write_all
from forgebook.writing.supersede import plan_supersession


@click.command("supersede")
@click.argument("old", metavar="decision/OLD")
@click.option("--by", "new", required=True, metavar="decision/NEW", help="The newer decision.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change.")
@options.directory_option
def command(old: str, new: str, dry_run: bool, directory: Path) -> None:
    """Say that a decision takes the place of another.

    The relation is written on the newer side. Where the newer decision is accepted, the older one's status becomes
    superseded. Works for YAML and for Markdown decisions, in our style or another tool's.
    """
    settings = options.site_settings(directory)
    graph = read_project(settings).graph
    with refusals_told(settings.root):
        plan = plan_supersession(graph, settings.root, _decision(old, graph), _decision(new, graph))
        if not dry_run:
            write_all(plan.changes)
    for path, words in plan.told:
        click.echo(printable(f"{path}: {words}"))
    if dry_run:
        for change in plan.changes:
            click.echo("\n".join(map(printable, diff_of(change, settings.root).split("\n"))), nl=False)
    if not plan.changes:
        click.echo("Nothing had to be written.")
    if plan.hint:
        click.echo(printable(plan.hint))


def _decision(text: str, graph: ProjectGraph) -> Record:
    """The decision that was named; its kind may be left out."""
    found = graph.resolve(text, ("decision",)) if "/" not in text else None
    record = graph.get(found.ref) if found is not None else None
    return record or record_named(text, graph)
