"""`forgebook check`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import read_project
from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.core.settings import SiteSettings
from forgebook.reporters import as_json, text
from forgebook.reporters.sources import SourceLines

SEVERITIES = {severity.word: severity for severity in sorted(Severity, reverse=True)}


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH …]")
@options.format_option("full", "concise", "json")
@click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITIES)),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--color/--no-color", default=None, help="Colours; by default on a terminal only.")
@options.directory_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    fail_on: str,
    color: bool | None,
    directory: Path,
    as_of: date | None,
) -> None:
    """Check the records and report what is wrong.

    All records are read; with PATH only findings in these files and folders are reported. Waived findings are
    listed with their reasons and do not count.

    Exit codes: 0 nothing as bad as --fail-on, 1 something is, 2 wrong use or a fault of our own.
    """
    settings = options.site_settings(directory, as_of=as_of)
    asked_for = _asked_for(paths, directory, settings)
    project = read_project(settings)
    found = [diagnostic for diagnostic in project.diagnostics if asked_for(diagnostic)]
    for line in _report(found, format_, settings.root):
        click.echo(line, color=_colour(color))
    if format_ != "json":
        click.echo(text.summary(project.files, found))
    ctx.exit(exit_code(found, SEVERITIES[fail_on]))


def exit_code(diagnostics: list[Diagnostic], fail_on: Severity) -> int:
    """1 where something that is not waived is as bad as `fail_on`, else 0."""
    return int(any(d.severity >= fail_on for d in diagnostics if d.waived is None))


def _report(found: list[Diagnostic], format_: str, root: Path) -> Iterator[str]:
    if format_ == "json":
        yield as_json.report(found)
    elif format_ == "concise":
        yield from text.concise(found)
    else:
        yield from text.full(found, SourceLines(root))


def _colour(asked: bool | None) -> bool | None:
    """What click is told: None lets it look whether the output is a terminal."""
    return False if asked is None and os.environ.get("NO_COLOR") else asked


def _asked_for(paths: tuple[str, ...], directory: Path, settings: SiteSettings) -> Callable[[Diagnostic], bool]:
    """Whether a diagnostic lies in one of the files and folders that were named; all do where none were."""
    if not paths:
        return lambda _: True
    wanted = [form for path in paths for form in _forms(_existing(path, directory, settings))]

    def asked_for(diagnostic: Diagnostic) -> bool:
        forms = _forms(settings.root / diagnostic.place.path)
        return any(form.is_relative_to(path) for form in forms for path in wanted)

    return asked_for


def _existing(path: str, directory: Path, settings: SiteSettings) -> Path:
    found = directory / path
    if not os.path.lexists(found):
        raise WrongUse(f'there is no file or folder "{path}" in {directory.resolve()}. Correct the path.')
    roots = _forms(settings.root)
    if not any(form.is_relative_to(root) for form in _forms(found) for root in roots):
        raise WrongUse(f'"{path}" lies outside of the project {roots[0]}. Name a file in it, or use -C.')
    return found


def _forms(path: Path) -> tuple[Path, Path]:
    """A path as it is written and with its links followed."""
    return Path(os.path.abspath(path)), Path(os.path.realpath(path))  # noqa: PTH100 (links are left as they are)
