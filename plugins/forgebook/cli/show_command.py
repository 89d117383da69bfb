"""`forgebook show`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.projects import record_named, visible_graph
from forgebook.core.graph import ProjectGraph
from forgebook.pipeline.json_view import record_json
from forgebook.reading.locate import Locator
from forgebook.reporters.printable import printable


@click.command("show")
@click.argument("ref", metavar="KIND/ID")
@options.format_option("text", "json")
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(ref: str, format_: str, directory: Path, visibility: str | None, as_of: date | None) -> None:
    """Show one record.

    KIND/ID names it, such as decision/five-week-sprints; a change inside a release is release/ID#CHANGE.
    Former ids work as well.
    """
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    graph = visible_graph(settings)
    record = record_named(ref, graph)
    shown = record_json(record, graph, Locator(settings.root))
    if format_ == "json":
        click.echo(json.dumps(shown, indent=2))
        return
    status = graph.status(record)
    for line in _page(shown, status.word if status else "", graph):
        click.echo(line)


def _page(shown: dict[str, Any], status: str, graph: ProjectGraph) -> Iterator[str]:
    source = shown["source"]
    yield printable(shown["title"])
    yield f"{shown['ref']}  {printable(status)}".rstrip()
    if source:
        yield printable(f"{source['path']}:{source['line']}")
    yield from _section("Fields", _lines(shown["fields"]))
    yield from _section("Relations", _relations(shown["relations"], graph))
    yield from _section("Events", (f"{event['date']} {printable(event['what'])}" for event in shown["events"]))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield title
        yield from (f"  {line}".rstrip() for line in listed)


def _relations(relations: dict[str, list[str]], graph: ProjectGraph) -> Iterator[str]:
    for name, refs in relations.items():
        for ref in refs:
            other = graph.get(ref)
            title = f"  {printable(other.title)}" if other else ""
            yield f"{name.replace('_', ' ')}: {ref}{title}"


def _lines(value: Any) -> Iterator[str]:
    """A value as indented lines, in the manner of YAML."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _entry(f"{printable(str(key))}:", entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _item(entry)
    else:
        yield from (printable(line) for line in str(value).splitlines())


def _entry(head: str, value: Any) -> Iterator[str]:
    """A key with its value, on one line where it fits."""
    lines = list(_lines(value))
    if len(lines) == 1 and not isinstance(value, dict | list):
        yield f"{head} {lines[0]}"
        return
    yield head
    yield from (f"  {line}" for line in lines)


def _item(value: Any) -> Iterator[str]:
    """A list's entry, its first line behind a hyphen."""
    for index, line in enumerate(_lines(value)):
        yield f"- {line}" if index == 0 else f"  {line}"
