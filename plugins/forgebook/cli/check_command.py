"""`forgebook check`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.corrections import correct
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import read_project
from forgebook.cli.since import read_since
from forgebook.core.diagnostics import Diagnostic, Place, Severity
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project import Project
from forgebook.reporters import formats, github_summary, reading_report, text
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.sources import SourceLines

SEVERITIES = {severity.word: severity for severity in sorted(Severity, reverse=True)}


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH …]")
@options.format_option(*formats.FORMATS)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the report to FILE instead, and say here only what was counted.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITIES)),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Report only on files that changed since HEAD and REV parted, and on files that refer to these.",
)
@click.option("--fix", is_flag=True, help="First correct what can have been meant in one way only, then report.")
@click.option("--verbose", is_flag=True, help="Say first how the files were read, and what was not understood.")
@click.option("--color/--no-color", default=None, help="Colours; by default on a terminal only.")
@options.directory_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    fail_on: str,
    since: str | None,
    fix: bool,
    verbose: bool,
    color: bool | None,
    directory: Path,
    as_of: date | None,
) -> None:
    """Check the records and report what is wrong.

    All records are read; with PATH only findings in these files and folders are reported. Waived findings are
    listed with their reasons and do not count. github, gitlab and sarif name files from the root of the repository.

    Exit codes: 0 nothing as bad as --fail-on, 1 something is, 2 wrong use or a fault of our own.
    """
    settings = options.site_settings(directory, as_of=as_of)
    asked_for = _asked_for(paths, directory, settings)
    project, found = _found(settings, since, asked_for)
    left: set[Place] = set()
    while fix and correct(found, settings.root, left, to_stderr=format_ in formats.FOR_PROGRAMS and output is None):
        project, found = _found(settings, since, asked_for)
    if verbose:
        for line in reading_report.reading(project):
            click.echo(line, color=_colour(color), err=format_ in formats.FOR_PROGRAMS and output is None)
    summary_file = _job_summary(format_)
    lines = formats.report(format_, found, SourceLines(settings.root), job_summary=summary_file is not None)
    if output is not None:
        _write(output, lines)
    else:
        for line in lines:
            click.echo(line, color=_colour(color))
    if output is not None or format_ not in formats.FOR_PROGRAMS:
        click.echo(text.summary(project.files, found))
    if summary_file is not None:
        _append_to(summary_file, found, project.files, settings.root)
    ctx.exit(exit_code(found, SEVERITIES[fail_on]))


def _found(
    settings: SiteSettings, since: str | None, asked_for: Callable[[Diagnostic], bool]
) -> tuple[Project, list[Diagnostic]]:
    """The project, and the findings that were asked for."""
    project, among = read_since(settings, since) if since else (read_project(settings, cover=True), None)
    return project, [d for d in project.diagnostics if asked_for(d) and (among is None or d.place.path in among)]


def exit_code(diagnostics: list[Diagnostic], fail_on: Severity) -> int:
    """1 where something that is not waived is as bad as `fail_on`, else 0."""
    return int(any(d.severity >= fail_on for d in diagnostics if d.waived is None))


def _write(output: Path, lines: Iterator[str]) -> None:
    try:
        output.write_text("".join(f"{click.unstyle(line)}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise WrongUse(f'the report could not be written to "{output}": {error.strerror}. Name another file.') from None


def _job_summary(format_: str) -> Path | None:
    """The file that GitHub shows as the job's summary, where there is one."""
    named = os.environ.get(github_summary.VARIABLE) if format_ == "github" else None
    return Path(named) if named else None


def _append_to(file: Path, found: list[Diagnostic], files: int, root: Path) -> None:
    """Write the job's summary. That it cannot be written is no reason to fail: the log has it all."""
    try:
        link = github_summary.files_at(os.environ)
        github_summary.append(file, found, files, RepositoryPaths(root), link)
    except OSError as error:
        click.echo(f'The job summary could not be written to "{file}": {error.strerror}.', err=True)


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
