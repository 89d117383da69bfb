"""`forgebook list`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.projects import kind_named, visible_graph
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.pipeline.json_view import record_json
from forgebook.reading.locate import Locator
from forgebook.reporters.printable import cells, printable


@click.command("list")
@click.argument("kind")
@options.format_option("text", "json")
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(kind: str, format_: str, directory: Path, visibility: str | None, as_of: date | None) -> None:
    """List the records of a kind.

    KIND is a kind of record, such as decision or decisions. `list change` shows the changes that stand inside
    releases and those in files of their own.
    """
    wanted = kind_named(kind)
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    graph = visible_graph(settings)
    records = graph.of(wanted.name)
    if format_ == "json":
        locator = Locator(settings.root)
        click.echo(json.dumps([record_json(record, graph, locator) for record in records], indent=2))
        return
    for line in _table([_row(record, graph) for record in records]):
        click.echo(line)
    if not records:
        click.echo(f"There are no {wanted.label_plural.lower()} yet.", err=True)


def _row(record: Record, graph: ProjectGraph) -> tuple[str, str, str]:
    status = graph.status(record)
    return record.ref, printable(status.word) if status else "", printable(record.title)


def _table(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    """Rows in columns; a column that is empty throughout is left out."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    widths = [max(map(cells, column)) for column in columns]
    for row in zip(*columns, strict=True):
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
