"""`forgebook release notes`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.arrivals import arrivals_since
from forgebook.cli.errors import WrongUse
from forgebook.cli.letters import Notes, opened
from forgebook.cli.projects import read_project
from forgebook.cli.releases import release_named
from forgebook.core.diagnostics import closest, did_you_mean
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project import Project
from forgebook.reporters.printable import printable
from forgebook.reporters.text import plural

PUBLIC = "public"


@click.command("notes")
@click.argument("id_", metavar="ID", required=False)
@click.option("--audience", default="", metavar="A", help="For whom: an audience of the project file. Else everyone.")
@options.format_option("md", "html", "txt", "eml")
@click.option("--subject", is_flag=True, help="Print the subject of the mail alone.")
@click.option(
    "--deployed-since",
    "revision",
    metavar="REV",
    help="Instead of ID: the releases that went to an environment since a commit, for all their audiences.",
)
@click.option("--environment", metavar="ENV", help="With --deployed-since: where to. Else the last one by order.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="With --deployed-since: the folder that the notes are written to, with an index notes.json.",
)
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(
    id_: str | None, audience: str, format_: str, subject: bool, revision: str | None, environment: str | None,
    output: Path | None, directory: Path, visibility: str | None, as_of: date | None,
) -> None:  # fmt: skip
    r"""Print what a release tells one audience: for a mail (html, txt, or both as eml) or a chat (md).

    What to do comes first, then what changes, what it does to results, known issues, and where to read more. Notes
    leave the team, so they hold what the public may see, unless --visibility says otherwise.

    \b
      forgebook release notes v4.2.1 --audience planners --format html > planners.html
      forgebook release notes v4.2.1 --audience planners --subject
      forgebook release notes --deployed-since HEAD~1 --output notes/

    Exit codes: 0 printed, also where nothing went out since REV; 2 wrong use, or a release that readers may not see.
    """
    settings = options.site_settings(directory, visibility=visibility or PUBLIC, as_of=as_of)
    if revision is not None:
        _refuse_with_revision(id_, audience, subject)
        _write_arrivals(settings, directory, revision, environment or "", output)
        return
    if id_ is None or environment or output:
        raise WrongUse("name a release, such as v4.2.1, or --deployed-since REV with --output DIR.")
    project = read_project(settings)
    release = _release(id_, project, settings)
    notes = Notes(opened(settings, project))
    _refuse_unknown_audience(audience, notes.graph)
    letter = notes.of(release, audience)
    _tell_left_out(release, project, notes.graph)
    text = letter.subject + "\n" if subject else letter.written(format_)
    click.echo("\n".join(map(printable, text.split("\n"))), nl=False)


def _refuse_with_revision(id_: str | None, audience: str, subject: bool) -> None:
    if id_ or audience or subject:
        raise WrongUse(
            "--deployed-since finds the releases and their audiences itself: leave out ID, --audience, --subject."
        )


def _release(text: str, project: Project, settings: SiteSettings) -> Record:
    """The release that a word names, as the readers may see it.

    Raises:
        WrongUse: there is none, there are several, or the readers may not see it.
    """
    from forgebook.core.visibility import filter_graph

    whole = release_named(text, project.graph)
    seen = filter_graph(project.graph, settings.visibility) if settings.filtered else project.graph
    record = seen.get(whole.ref)
    if record is None:
        raise WrongUse(
            f"{whole.ref} is not for {_readers(settings.visibility)}, and notes are for them unless you say otherwise. "
            f"Mark it `visibility: {settings.visibility}`, or pass --visibility team if all who get them "
            "are in the team."
        )
    return record


def _readers(visibility: str) -> str:
    return "the public" if visibility == PUBLIC else "partners"


def _refuse_unknown_audience(audience: str, graph: ProjectGraph) -> None:
    known = [entry.id for entry in graph.project.audiences]
    if audience and audience not in known:
        guess = did_you_mean(closest(audience, known)) or "."
        listed = f" Audiences: {', '.join(known)}." if known else " The project file names no audiences."
        raise WrongUse(f'there is no audience "{audience}"{guess}{listed}')


def _tell_left_out(release: Record, project: Project, seen: ProjectGraph) -> None:
    """Who runs the command knows the records: say what the readers will not get."""
    from forgebook.releasing.changes import changes_of

    whole = project.graph.get(release.ref)
    hidden = len(changes_of(whole, project.graph)) - len(changes_of(release, seen)) if whole else 0
    if hidden:
        said = plural(hidden, "change", "changes")
        click.echo(
            f"{said} of this release {'is' if hidden == 1 else 'are'} not for these readers and left out.", err=True
        )


def _write_arrivals(
    settings: SiteSettings, directory: Path, revision: str, environment: str, output: Path | None
) -> None:
    """A folder of notes for each release that went out since a commit, and each audience that it concerns.

    Raises:
        WrongUse: no folder is named, it cannot be written, or git cannot tell what was asked.
    """
    if output is None:
        raise WrongUse("--deployed-since writes several notes: name a folder for them with --output DIR.")
    project = read_project(settings)
    found = arrivals_since(project, replace(settings, visibility="team"), directory, revision, environment)
    notes = Notes(opened(settings, project))
    index: list[dict[str, str]] = []
    try:
        output.mkdir(parents=True, exist_ok=True)
        for arrival in found:
            release = notes.graph.get(arrival.release.ref)
            if release is None:
                click.echo(f"{arrival.release.ref} is not for {_readers(settings.visibility)}: no notes.", err=True)
                continue
            _tell_left_out(release, project, notes.graph)
            for audience in notes.audiences(release):
                index.append(notes.save(release, audience, arrival.deployment, output, len(index) + 1))
        (output / "notes.json").write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise WrongUse(
            f'the notes could not be written to "{output}": {error.strerror}. Name another folder.'
        ) from None
    releases = {entry["release"] for entry in index}
    click.echo(f"{plural(len(index), 'note', 'notes')} of {plural(len(releases), 'release', 'releases')} in {output}")
