"""`forgebook new`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.editor import EditorFailed, edit, editor_of
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kind_named, kinds, read_project
from forgebook.cli.refusals import refusals_told
from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.core.drafting import Wish
from forgebook.core.kind import RecordKind
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project import Project
from forgebook.reading.discover import PROJECT_FILE
from forgebook.reporters import text
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines
from forgebook.writing.drafts.compose import NewRecord, NotPossible, compose
from forgebook.writing.drafts.given import NotSettable, given_values, without_control_characters
from forgebook.writing.files import create
from forgebook.writing.trial import found_in, is_gap, is_unreadable, tried


@click.command("new")
@click.argument("kind")
@click.option("--title", default="", metavar="WORDS", help="What it is called. The id is made of it.")
@click.option(
    "--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="A value for a field; may be given many times."
)
@click.option("--id", "id_", default="", metavar="ID", help="The id, where the proposed one will not do.")
@click.option(
    "--edit/--no-edit", "wants_editor", default=None, help="Open $VISUAL or $EDITOR; by default in a terminal only."
)
@click.option("--dry-run", is_flag=True, help="Print the record and write nothing.")
@options.directory_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context, kind: str, title: str, assignments: tuple[str, ...], id_: str, wants_editor: bool | None,
    dry_run: bool, directory: Path, as_of: date | None,
) -> None:  # fmt: skip
    """Make a new record.

    KIND is a kind of record, such as decision or sprint. Dates, ids and references are proposed from the records that
    there are; fields that one can do without stand as comments. Lists are set by commas or by giving the field again,
    fields of fields as improvement.statement=… or components[0].version=…, and field= leaves a proposed value out.

    Exit codes: 0 made, 1 made and something in it is still to be filled in, 2 wrong use and nothing made.
    """
    wanted = _with_files(kind_named(kind))
    settings = options.site_settings(directory, as_of=as_of)
    record = _composed(wanted, _wish(wanted, title, assignments, id_), settings)
    project = _tried(record, settings)
    if dry_run:
        click.echo(f"Nothing is written. {_shown(record.path)} would hold:", err=True)
        click.echo(record.text, nl=False)
        return
    editor = _editor(wants_editor)
    with refusals_told(settings.root):
        create(record.path, record.text)
    click.echo(_shown(record.path))
    failed = _edited(record.path, editor)
    if editor:
        project = tried(settings, kinds(), {})
    found = found_in(project, record.path, settings)
    for line in _report(record, found, settings, failed):
        click.echo(line)
    ctx.exit(int(any(diagnostic.severity is Severity.ERROR for diagnostic in found)))


def _with_files(kind: RecordKind) -> RecordKind:
    """The kind, if its records have files of their own."""
    if kind.folder:
        return kind
    places = [where for parent in kind.derived_from if (where := _place_in(kind, kinds()[parent]))]
    inside, how = places[0] if places else ("another record", "")
    raise WrongUse(f"{kind.label_plural.lower()} have no files of their own: they are written in {inside}.{how}")


def _place_in(kind: RecordKind, parent: RecordKind) -> tuple[str, str] | None:
    """Where in records of another kind those of this one stand, and the command that writes one there."""
    names = [name.replace("-", "_") for name in (kind.name, kind.plural)]
    field = next((name for name in names if name in parent.model.model_fields), None)
    if field is None:
        return None
    one = "statement" if field == names[0] else "summary"
    path = f"{field}.{one}" if field == names[0] else f"{field}[0].{one}"
    return f"`{field}` of a {parent.name}", f' With a new one: forgebook new {parent.name} --set {path}="…"'


def _wish(kind: RecordKind, title: str, assignments: tuple[str, ...], id_: str) -> Wish:
    try:
        values = given_values(assignments, kind.model)
        without_control_characters(title, "--title")
    except NotSettable as error:
        raise WrongUse(str(error)) from None
    named = str(values.pop("title", "") or "").strip()
    if title.strip() and named:
        raise WrongUse("the title is given twice. Give it with --title alone.")
    words = title.strip() or named
    if "\n" in words:
        raise WrongUse("the title has several lines. Write it on one line.")
    return Wish(words, values, id_.strip())


def _composed(kind: RecordKind, wish: Wish, settings: SiteSettings) -> NewRecord:
    try:
        return compose(kind, wish, read_project(settings).graph, settings)
    except NotPossible as error:
        raise WrongUse(str(error)) from None


def _tried(record: NewRecord, settings: SiteSettings) -> Project:
    """The project as it would be with the record.

    Raises:
        WrongUse: a value cannot be what was given.
    """
    project = tried(settings, kinds(), {record.path: record.text})
    wrong = [found for found in found_in(project, record.path, settings) if is_unreadable(found)]
    if wrong:
        raise WrongUse("\n".join(["nothing was written:", *(f"  {_said(found)}" for found in wrong)]))
    if record.ref not in project.graph.records and record.ref not in project.graph.faulty:
        raise WrongUse(f"a file of the name {record.path.name} is not read as a record. Choose another id with --id.")
    return project


def _said(found: Diagnostic) -> str:
    return f"{found.message} ({found.remedy})" if found.remedy else found.message


def _editor(wanted: bool | None) -> str:
    """The editor to open; empty for none."""
    if wanted is False or (wanted is None and not sys.stdin.isatty()):
        return ""
    editor = editor_of()
    if wanted and not editor:
        raise WrongUse("no editor is set. Set $VISUAL or $EDITOR, or leave --edit out.")
    return editor


def _edited(path: Path, editor: str) -> str:
    """Let the author edit the file; what went wrong, if something did."""
    try:
        if editor:
            edit(path, editor)
    except EditorFailed as error:
        return str(error)
    return ""


def _report(record: NewRecord, found: list[Diagnostic], settings: SiteSettings, failed: str) -> Iterator[str]:
    """What is still to do, and what comes next."""
    if failed:
        yield f"{printable(failed)}; the file is kept as it was made."
    gaps = [diagnostic for diagnostic in found if is_gap(diagnostic)]
    others = [d for d in found if not is_gap(d) and d.severity > Severity.ADVICE]
    if gaps:
        yield "Still to be filled in:"
        yield from (f"  line {gap.place.line}: {printable(_said(gap))}" for gap in gaps)
    if others:
        yield ""
        yield from text.full(others, SourceLines(settings.root))
    errors = any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    look = f"Next: `forgebook show {record.ref}`, then commit it."
    yield "Next: fill it in, then run `forgebook check`." if errors else look
    if not (settings.records / PROJECT_FILE).is_file():
        yield "There is no project file yet. `forgebook init` makes one, and all else that a site needs."


def _shown(path: Path) -> str:
    """The path as one would type it from where the command was started."""
    here: Any = os.path.relpath(path)
    return printable(str(path) if str(here).startswith("..") else str(here))
