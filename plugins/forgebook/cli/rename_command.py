"""`forgebook rename`."""

from __future__ import annotations

from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.projects import read_project, record_named
from forgebook.cli.refusals import refusals_told
from forgebook.core.record import Record
from forgebook.reporters.printable import printable
from forgebook.reporters.text import plural
from forgebook.writing.batch import diff_of
from forgebook.writing.rename import Renamed, carry_out, plan_renaming


@click.command("rename")
@click.argument("old", metavar="KIND/OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change.")
@options.directory_option
def command(old: str, new: str, dry_run: bool, directory: Path) -> None:
    """Give a record another id.

    Its file moves, and every reference follows: in fields, in [[links]] of records and hand-written pages, in links to
    the file. The former id stays as an alias, so that addresses and links from elsewhere go on working. All files are
    written, or none.
    """
    settings = options.site_settings(directory)
    graph = read_project(settings).graph
    record = record_named(old, graph)
    with refusals_told(settings.root):
        planned = plan_renaming(graph, settings, record, new)
        if not dry_run:
            carry_out(planned, settings)
    if dry_run:
        for change in planned.changes:
            click.echo("\n".join(map(printable, diff_of(change, settings.root).split("\n"))), nl=False)
    _say(planned, record, new, settings.root)
    if dry_run:
        click.echo("Nothing was written.")


def _say(planned: Renamed, record: Record, new: str, root: Path) -> None:
    new_ref = f"{record.kind}/{new.removeprefix(record.kind + '/')}"
    alias = f'; "{planned.alias}" stays as an alias' if planned.alias else ""
    click.echo(printable(f"{record.ref} is {new_ref} now{alias}."))
    for change in planned.changes:
        name = change.path.relative_to(root).as_posix()
        if change.moved_to is not None:
            click.echo(printable(f"{name}: moved to {change.moved_to.relative_to(root).as_posix()}"))
        if count := planned.followed.get(name):
            click.echo(printable(f"{name}: {plural(count, 'reference follows', 'references follow')}"))
