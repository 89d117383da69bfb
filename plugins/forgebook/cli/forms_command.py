"""`forgebook forms`."""

from __future__ import annotations

from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, read_project
from forgebook.core.forms import forms_of
from forgebook.core.repository import repository_root
from forgebook.reporters.printable import printable
from forgebook.writing.files import WriteRefused
from forgebook.writing.generated import Written
from forgebook.writing.issue_forms import FOLDER, compare_forms, left_over, write_forms


@click.command("forms")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=f"The folder of the forms. By default {FOLDER} at the top of the repository.",
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a form is missing or out of date.")
@options.directory_option
@click.pass_context
def command(ctx: click.Context, out: Path | None, check: bool, directory: Path) -> None:
    """Write GitHub issue forms for records.

    There are forms for new records, and for changes to those that there are.

    Kinds and the project file say what the forms ask. A filled form becomes a record with `forgebook from-issue`.
    """
    settings = options.site_settings(directory)
    forms = forms_of(kinds().values(), read_project(settings).graph.project)
    folder = out or (repository_root(settings.root) or settings.root) / FOLDER
    if check:
        wanting = [file for file in compare_forms(folder, forms) if file.outcome != "unchanged"]
        wanting += [Written(path, "removed") for path in left_over(folder, forms)]
        _tell(wanting, {"made": "missing", "changed": "out of date", "removed": "no longer a form"})
        if wanting:
            click.echo("Run `forgebook forms` to write them.", err=True)
        ctx.exit(int(bool(wanting)))
    try:
        written = write_forms(folder, forms)
    except WriteRefused as refused:
        raise WrongUse(str(refused)) from None
    _tell(written, {"made": "made", "changed": "changed", "removed": "removed", "unchanged": "as it was"})


def _tell(files: list[Written], words: dict[str, str]) -> None:
    for file in files:
        click.echo(f"{printable(str(file.path))}: {words[file.outcome]}")
