"""`forgebook import`."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.import_report import report
from forgebook.cli.projects import kinds, read_project
from forgebook.cli.refusals import refusals_told
from forgebook.core.diagnostics import closest, did_you_mean
from forgebook.importing.contract import Importer, NothingThere, read_all
from forgebook.importing.plan import plan_import
from forgebook.importing.register import importers
from forgebook.reporters.printable import printable
from forgebook.writing.batch import write_all


def _listing() -> str:
    """What there is to import, a line an importer or more, as `--help` prints it."""
    return "\n".join(
        fill(importer.about, 78, initial_indent=f"{name:<13}", subsequent_indent=" " * 13)
        for name, importer in importers().items()
    )


HELP = """Make records from what lies elsewhere.

WHAT is the sort of source, SOURCE its file or folder:

\b
{listing}

What was imported before is found again by its `imported` field. A record that nobody has edited follows its source;
one that was edited is left alone and named. Nothing is deleted.

Exit codes: 0 all was read, 1 something could not be read or is still to be filled in, 2 wrong use and nothing written.
"""


@click.command("import", help=HELP.format(listing=_listing()))
@click.argument("what", metavar="WHAT")
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be written.")
@click.option("--verbose", is_flag=True, help="Name every record.")
@options.directory_option
@click.pass_context
def command(ctx: click.Context, what: str, source: Path, dry_run: bool, verbose: bool, directory: Path) -> None:
    """Read, compare with what was imported before, write, and say so. The help is told above."""
    importer = _importer(what)
    if not source.exists():
        raise WrongUse(f'there is no file or folder "{source}".')
    settings = options.site_settings(directory)
    graph = read_project(settings).graph
    try:
        reading = read_all(importer, source, graph)
    except NothingThere as nothing:
        raise WrongUse(f"{nothing}.") from None
    with refusals_told(settings.root):
        plan = plan_import(reading, graph, settings, kinds())
        if not dry_run:
            write_all(plan.changes)
    for line in report(plan, settings.root, dry_run=dry_run, verbose=verbose):
        click.echo(printable(line))
    ctx.exit(int(bool(reading.unread) or any(outcome.gaps for outcome in plan.outcomes)))


def _importer(name: str) -> Importer:
    known = importers()
    if name not in known:
        guess = did_you_mean(closest(name, known)) or "."
        raise WrongUse(f'nothing is known of "{name}"{guess} Importers: {", ".join(known)}.')
    return known[name]
