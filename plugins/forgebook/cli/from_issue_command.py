"""`forgebook from-issue`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from forgebook.cli import issue_report, options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kind_named, kinds, read_project
from forgebook.cli.refusals import refusals_told
from forgebook.core.diagnostics import closest, did_you_mean
from forgebook.core.forms import Form, forms_of
from forgebook.core.project import ProjectFile
from forgebook.core.settings import SiteSettings
from forgebook.writing.files import create
from forgebook.writing.issues.from_issue import NotAForm, Outcome, Unanswered, form_of, outcome_of
from forgebook.writing.issues.issue import LARGEST, Issue, NotAnIssue, read_issue


@click.command("from-issue")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@click.option(
    "--form", "form_id", default="", metavar="FORM", help="The form that was filled, where it cannot be told."
)
@click.option("--kind", "kind_word", default="", metavar="KIND", help="Take forms of this kind only.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it and write nothing.")
@options.format_option("text", "json", "md")
@options.directory_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context, file: BinaryIO, form_id: str, kind_word: str, dry_run: bool, format_: str, directory: Path,
    as_of: date | None,
) -> None:  # fmt: skip
    """Turn a filled form into a new record, or into a change to one.

    FILE holds the body of an issue as Markdown, or the issue as JSON, as in the file that GitHub's GITHUB_EVENT_PATH
    names; - is standard input. The form is told by the issue's label or by its questions.

    Exit codes: 0 written, 1 an answer is missing or cannot be used and nothing is written, 2 wrong use.
    """
    show: Callable[[issue_report.Told], str] = issue_report.FORMATS[format_]
    issue = _issue(file)
    settings = options.site_settings(directory, as_of=as_of)
    project = read_project(settings)
    forms = _forms(form_id, kind_word, project.graph.project)
    try:
        form = forms[0] if form_id else form_of(issue, forms)
        with refusals_told(settings.root):
            outcome = outcome_of(issue, form, project, settings, kinds())
            if not dry_run:
                _write(outcome)
    except NotAForm as error:
        click.echo(show(issue_report.not_a_form(issue, str(error))))
        ctx.exit(1)
    except Unanswered as error:
        click.echo(show(issue_report.unanswered(issue, error.form, error.problems)))
        ctx.exit(1)
    click.echo(show(issue_report.done(issue, outcome, _name(outcome.path, settings), written=not dry_run)))


def _issue(file: BinaryIO) -> Issue:
    try:
        return read_issue(file.read(LARGEST + 1))
    except NotAnIssue as error:
        raise WrongUse(f"{getattr(file, 'name', 'standard input')}: {error}") from None


def _forms(form_id: str, kind_word: str, project: ProjectFile) -> list[Form]:
    """The forms to choose from.

    Raises:
        WrongUse: there is no form, or no kind, of that name.
    """
    wanted = [kind_named(kind_word)] if kind_word else list(kinds().values())
    forms = forms_of(wanted, project)
    named = [form for form in forms if form.id == form_id]
    if form_id and not named:
        ids = [form.id for form in forms]
        guess = did_you_mean(closest(form_id, ids)) or "."
        raise WrongUse(f'there is no form "{form_id}"{guess} Forms: {", ".join(ids) or "none"}.')
    if not forms:
        raise WrongUse(f"{wanted[0].label_plural.lower()} have no forms. Leave --kind out.")
    return named or forms


def _write(outcome: Outcome) -> None:
    if outcome.edited is None:
        create(outcome.path, outcome.text)
    elif outcome.changes:
        outcome.edited.save()


def _name(path: Path, settings: SiteSettings) -> str:
    """The file's path as reports have it, below the project's root."""
    return path.relative_to(settings.root).as_posix()
