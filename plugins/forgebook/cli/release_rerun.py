"""`forgebook release rerun`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import read_project, visible_graph
from forgebook.cli.refusals import refusals_told
from forgebook.cli.releases import release_named
from forgebook.core.dates import days_between
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.releasing.rerun import Again, standing_of
from forgebook.releasing.rerun_script import NoScript, script_of
from forgebook.reporters.printable import printable
from forgebook.writing.batch import Change, diff_of
from forgebook.writing.verdicts import with_verdict

VERDICTS = ("same", "within_tolerance", "different", "not_possible")
STATES = ("runnable", "data_gone", "environment_gone")


@click.command("rerun")
@click.argument("id_", metavar="ID")
@click.option("--script", is_flag=True, help="Print a shell script that runs the release again.")
@click.option("--record", "result", type=click.Choice(VERDICTS), help="Add a verdict to the record of the release.")
@click.option("--note", default="", metavar="TEXT", help="With --record: one line on what one should know.")
@options.day_option("--on", "day", "With --record: the day it was run, else today.")
@click.option("--state", type=click.Choice(STATES), help="With --record: whether it can still be run.")
@click.option("--dry-run", is_flag=True, help="With --record: write nothing, print what would change.")
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(
    id_: str, script: bool, result: str | None, note: str, day: date | None, state: str | None, dry_run: bool,
    directory: Path, visibility: str | None, as_of: date | None,
) -> None:  # fmt: skip
    r"""Run a release again, years later, and keep how it compared.

    Without options: tells how it stands. --script prints a script for a POSIX shell that clones the repositories at the
    recorded commits, checks the parameters' hash and the container's digest, and runs the recorded command. Read the
    command before you run the script: it is what its record says.

    \b
      forgebook release rerun v4.2.1 --script > again.sh
      sh again.sh
      forgebook release rerun v4.2.1 --record same --note "40 minutes on another machine"

    Exit codes: 0 done, 2 wrong use, or a release that cannot be put into a script.
    """
    _refuse_what_does_not_go_together(script, result, (note, day, state, dry_run))
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    if result is not None:
        _record(id_, result, settings, note, day or settings.as_of, state or "", dry_run=dry_run)
        return
    graph = visible_graph(settings)
    release = release_named(id_, graph)
    if not script:
        _tell(release, graph)
        return
    try:
        click.echo(script_of(release, graph), nl=False)
    except NoScript as error:
        raise WrongUse(str(error)) from None


def _refuse_what_does_not_go_together(script: bool, result: str | None, more: tuple[object, ...]) -> None:
    if script and result is not None:
        raise WrongUse("--script and --record do not go together: run the script first, then record the verdict.")
    if result is None and any(more):
        raise WrongUse("--note, --on, --state and --dry-run go with --record VERDICT.")


def _record(id_: str, result: str, settings: SiteSettings, note: str, day: date, state: str, *, dry_run: bool) -> None:
    graph = read_project(settings).graph
    release = release_named(id_, graph)
    _refuse_days(release, day, settings.as_of)
    with refusals_told(settings.root):
        file = with_verdict(release, graph, settings.root, result, day, note=" ".join(note.split()), state=state)
        if not dry_run:
            file.save()
    if dry_run:
        change = Change(file.path, file.before, file.after)
        click.echo("\n".join(map(printable, diff_of(change, settings.root).split("\n"))), nl=False)
        return
    click.echo(printable(f"{release.source.path}: {release.ref} was run again on {day}: {result.replace('_', ' ')}"))
    _hint(release, result, state)


def _refuse_days(release: Record, day: date, as_of: date) -> None:
    if day > as_of:
        raise WrongUse(f"{day} is still to come. Name the day on which it was run with --on.")
    out = release.f.released_on
    if out and day < out:
        raise WrongUse(f"{release.ref} came out on {out}, so it cannot have been run again on {day}. Correct --on.")


def _hint(release: Record, result: str, state: str) -> None:
    """What else should be written, where the state of the release contradicts the verdict."""
    stands = state or release.f.rerun.state
    if result == "not_possible" and stands not in ("data_gone", "environment_gone"):
        click.echo("Say what is gone as well: set rerun.state to data_gone or environment_gone (or add --state).")
    elif result != "not_possible" and stands in ("data_gone", "environment_gone"):
        click.echo(f"The state still says {stands}: set rerun.state to runnable (or add --state runnable).")


def _tell(release: Record, graph: ProjectGraph) -> None:
    again = standing_of(release)
    click.echo(printable(f"{release.title}: {again.status.word}"))
    for line in _lines(again, graph.as_of):
        click.echo(printable(f"  {line}"))
    if again.word not in ("gone", "unrecorded") and not again.lacks:
        click.echo(f"`forgebook release rerun {release.id} --script` prints what to run.")


def _lines(again: Again, as_of: date) -> list[str]:
    found = []
    if again.word == "gone":
        since = f" (found on {again.since})" if again.since else ""
        found.append(f"it can no longer be run{since}: {again.why or 'nothing says why'}")
    if again.worked:
        found.append(f"last ran with the same results on {again.worked}, {days_between(again.worked, as_of)}")
    if again.lacks:
        found.append(f"to run it from its record alone: {'; '.join(again.lacks)}")
    found += [
        f"{attempt.date} {attempt.status.word}{f': {attempt.note}' if attempt.note else ''}"
        for attempt in again.attempts
    ]
    return found
