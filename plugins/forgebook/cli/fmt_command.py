"""`forgebook fmt`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds
from forgebook.cli.refusals import refusals_told, told_from
from forgebook.core.settings import SiteSettings
from forgebook.reading.discover import FoundFile
from forgebook.reporters.printable import printable
from forgebook.reporters.text import plural
from forgebook.writing.formatting import Outcome, format_files, record_files


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH …]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a file is not in form.")
@options.directory_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], check: bool, directory: Path) -> None:
    """Bring record files into form: order, dates, long lines.

    Fields stand in their usual order, dates are ISO, and prose has lines of a sensible length.

    Meaning and comments stay: a file that would come to mean something else is left alone and named. All records are
    formatted, or those in PATH. Decisions in another tool's style are left as they lie unless PATH names the file.

    Exit codes: 0 all is in form, 1 a file is not (with --check) or was left alone, 2 wrong use.
    """
    settings = options.site_settings(directory)
    known = kinds()
    files, named = _asked_for(paths, directory, settings, list(record_files(settings, known)))
    outcomes: list[Outcome] = []
    with refusals_told(settings.root):
        for outcome in format_files(files, settings, known, named, write=not check):
            outcomes.append(outcome)
            _say(outcome, settings.root, check=check)
    click.echo(_summary(outcomes, check=check))
    left = any(outcome.state == "left" for outcome in outcomes)
    ctx.exit(int(left or (check and any(outcome.state == "changed" for outcome in outcomes))))


def _say(outcome: Outcome, root: Path, *, check: bool) -> None:
    if outcome.state == "changed":
        click.echo(printable(f"{outcome.name}: {'not in form' if check else 'brought into form'}"))
    elif outcome.state == "left":
        why = told_from(root, outcome.reason)
        place = re.match(rf"{re.escape(outcome.name)}(:\d+)?: ", why)
        told = f"{place[0]}left alone: {why[place.end() :]}" if place else f"{outcome.name}: left alone: {why}"
        click.echo(printable(told), err=True)


def _summary(outcomes: list[Outcome], *, check: bool) -> str:
    changed = sum(outcome.state == "changed" for outcome in outcomes)
    left = sum(outcome.state == "left" for outcome in outcomes)
    files = plural(len(outcomes), "file", "files")
    what = f"{changed} not in form" if check else f"{changed} brought into form"
    tail = f", {left} left alone" if left else ""
    hint = " `forgebook fmt` brings them into form." if check and changed else ""
    return f"{files}: {what}{tail}.{hint}"


def _asked_for(
    paths: Iterable[Path], directory: Path, settings: SiteSettings, files: list[FoundFile]
) -> tuple[list[FoundFile], frozenset[Path]]:
    """The files in the paths that were named, told from here or from the project, and those named themselves."""
    if not paths:
        return files, frozenset()
    by_path = {file.path.resolve(): file for file in files}
    chosen: set[Path] = set()
    named: set[Path] = set()
    for path in paths:
        places = [place.resolve() for place in (path, directory / path, settings.root / path) if place.exists()]
        if not places:
            raise WrongUse(f'there is no file or folder "{path}".')
        found = {file for file in by_path for place in places if file.is_relative_to(place)}
        if not found:
            raise WrongUse(
                f'"{path}" holds no records. Name a file or folder below {settings.records.name}/, or none for all.'
            )
        chosen |= found
        named |= {place for place in places if place in by_path}
    return [file for path, file in by_path.items() if path in chosen], frozenset(named)
