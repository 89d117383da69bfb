"""`forgebook schema`."""

from __future__ import annotations

from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kind_named, kinds, read_project
from forgebook.reporters.printable import printable
from forgebook.reporters.text import plural
from forgebook.writing.files import WriteRefused
from forgebook.writing.generated import Written
from forgebook.writing.schema.files import FOLDER, PROJECT, as_json, schemas, write_schemas
from forgebook.writing.schema.known import known_in


@click.command("schema")
@click.argument("kind", required=False)
@click.option(
    "--project", "with_ids", is_flag=True, help="Add the ids that exist, so that editors complete references."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=f"Write into DIR instead of {FOLDER}.",
)
@options.directory_option
def command(kind: str | None, with_ids: bool, out: Path | None, directory: Path) -> None:  # fmt: skip
    """Write JSON Schemas of the record files, for editors.

    Without KIND, the schemas of all kinds and of the project file are written as files. With KIND (a kind, or
    `project`), that one is printed.
    """
    wanted = kind if kind in (None, PROJECT) else kind_named(str(kind)).name
    settings = options.site_settings(directory)
    graph = read_project(settings).graph
    made = schemas(kinds(), graph.project, known_in(graph) if with_ids else None)
    if wanted is not None:
        if wanted not in made:
            raise WrongUse(f"{wanted} records stand inside others and have no file of their own. {_holders(wanted)}")
        click.echo(as_json(made[wanted]), nl=False)
        return
    folder = out or settings.root / FOLDER
    try:
        _tell(folder, write_schemas(folder, made), with_ids=with_ids)
    except WriteRefused as refused:
        raise WrongUse(str(refused)) from None


def _holders(kind: str) -> str:
    known = kinds()
    return " ".join(f"See `forgebook schema {holder}`." for holder in known[kind].derived_from if known[holder].folder)


def _tell(folder: Path, written: list[Written], *, with_ids: bool) -> None:
    changed = sum(file.outcome != "unchanged" for file in written)
    count = plural(len(written), "schema", "schemas")
    click.echo(f"{printable(str(folder))}: {count}, {changed} of them new or changed.")
    if not with_ids:
        click.echo("With --project they also hold the ids that exist, so that references complete.", err=True)
