"""`forgebook deploy record`."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, read_project
from forgebook.cli.refusals import refusals_told
from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.settings import SiteSettings
from forgebook.core.times import day_of
from forgebook.reporters.printable import printable
from forgebook.writing.deployments import KIND, Added, add, added, file_for, named_file, same_as
from forgebook.writing.drafts.given import NotSettable, without_control_characters
from forgebook.writing.trial import found_in, tried

OUTCOMES = ("succeeded", "failed", "rolled_back", "taken_down")


@click.command("record")
@click.option("--environment", required=True, metavar="ID", help="Where, as the project file names it.")
@click.option("--release", metavar="ID", help="Which release.")
@click.option("--component", metavar="ID", help="A single repository, with one of the next three.")
@click.option("--version", metavar="VERSION", help="The component's version.")
@click.option("--commit", metavar="HASH", help="The component's commit.")
@click.option("--digest", metavar="HASH", help="The hash of what was built of it.")
@click.option("--line", "maintenance_line", metavar="ID", help="The maintenance line, where no release tells it.")
@click.option("--at", metavar="TIME", help="When: 2025-10-07T14:30+01:00, or a day. Now, if not given.")
@click.option("--by", metavar="WHO", help="A person, role or team.")
@click.option("--outcome", type=click.Choice(OUTCOMES), default="succeeded", show_default=True, help="How it ended.")
@click.option("--note", metavar="WORDS", help="What one should know about it.")
@click.option("--visibility", type=click.Choice(("team", "partner", "public")), help="Who may see the entry.")
@click.option(
    "--file", "file_", metavar="FILE", help="A file below the folder of deployments, where not the usual one."
)
@options.directory_option
@options.as_of_option
@click.pass_context
def command(ctx: click.Context, /, directory: Path, as_of: date | None, file_: str | None, **given: Any) -> None:
    """Record a deployment, without a question.

    Made for the last step of a deploy workflow. The entry goes to the end of the file that holds those of its
    environment and year; comments there stay, and two at a time take turns. To say the same twice changes nothing: give
    --at, so that a workflow that is run again says the same.

    Exit codes: 0 recorded, or recorded before; 1 the entry is wrong and nothing was written; 2 wrong use.
    """
    settings = options.site_settings(directory, as_of=as_of)
    kind = kinds()[KIND]
    values = _values(given, settings)
    graph = read_project(settings).graph
    known = same_as(values, graph, kind)
    if known is not None:
        click.echo(printable(f"{known.source.path}: {known.id} is recorded already; nothing was written."))
        return
    with refusals_told(settings.root):
        path = _file(file_, values, graph, settings, kind)
        found = _found(added(path, values, kind), settings)
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    for diagnostic in found:
        click.echo(_said(diagnostic), err=True)
    if errors:
        click.echo("Nothing was written.", err=True)
        ctx.exit(1)
    with refusals_told(settings.root):
        change = add(path, values, kind, settings)
    _report(change, path)


def _values(given: dict[str, Any], settings: SiteSettings) -> dict[str, Any]:
    """What the entry will say.

    Raises:
        WrongUse: something cannot be written into a file, or it is told nowhere what was deployed.
    """
    values = {name: value.strip() for name, value in given.items() if value and value.strip()}
    for name, value in values.items():
        try:
            without_control_characters(value, f"--{name.replace('maintenance_', '')}")
        except NotSettable as error:
            raise WrongUse(str(error)) from None
        if "\n" in value:
            raise WrongUse(f"--{name} has several lines. Write it on one line.")
    if "release" not in values and "component" not in values:
        raise WrongUse("what was deployed? Add --release, or --component with --version, --commit or --digest.")
    values.setdefault("at", _now(settings))
    if values["outcome"] == "succeeded":
        del values["outcome"]
    return values


def _now(settings: SiteSettings) -> str:
    """Now, in the zone of this machine; where "today" was told to mean another day, that day."""
    now = datetime.now().astimezone()
    return now.isoformat(timespec="minutes") if now.date() == settings.as_of else settings.as_of.isoformat()


def _file(
    name: str | None, values: dict[str, Any], graph: ProjectGraph, settings: SiteSettings, kind: RecordKind
) -> Path:
    if name:
        return named_file(name, settings, kind)
    try:
        day_of(values["at"])
    except ValueError:
        raise WrongUse(f'"{values["at"]}" is no time. Write it like 2025-10-07T14:30+01:00, or 2025-10-07.') from None
    return file_for(values["environment"], values["at"], graph, settings, kind)


def _found(change: Added | None, settings: SiteSettings) -> list[Diagnostic]:
    """What a check would say of the new entry; nothing of one that has been written meanwhile."""
    if change is None:
        return []
    project = tried(settings, kinds(), {change.path: change.after})
    found = found_in(project, change.path, settings)
    return [d for d in found if d.place.line >= change.line and d.severity > Severity.ADVICE]


def _said(found: Diagnostic) -> str:
    """A finding in words. The entry stands in no file yet, so that its place would help nobody."""
    remedy = f" ({found.remedy})" if found.remedy else ""
    return printable(f"{found.severity.word} {found.code.id}: {found.message}{remedy}")


def _report(change: Added | None, path: Path) -> None:
    shown = os.path.relpath(path)
    where = printable(str(path) if shown.startswith("..") else shown)
    if change is None:
        click.echo(f"{where}: the same is recorded already; nothing was written.")
        return
    click.echo(where)
    for line in change.entry.rstrip("\n").split("\n"):
        click.echo(f"  {printable(line)}")
