"""Which releases went to an environment since a commit."""

from __future__ import annotations

from pathlib import Path

import click

from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds
from forgebook.cli.since import asked
from forgebook.core.diagnostics import closest, did_you_mean
from forgebook.core.project import ProjectFile
from forgebook.core.settings import SiteSettings
from forgebook.evidence.revisions import commit_of, open_repository, top_of
from forgebook.pipeline.project import Project
from forgebook.pipeline.settings import SettingsError
from forgebook.releasing.notes import Arrival, arrivals


def arrivals_since(
    project: Project, settings: SiteSettings, directory: Path, revision: str, environment: str
) -> list[Arrival]:
    """The releases that went to an environment since a commit, in order of time.

    The revision of zeros that forges give for a branch's first push names no commit: nothing is known to be new then,
    since every deployment of the past would be.

    Raises:
        WrongUse: there is no such environment or commit, or the records of that commit cannot be read.
    """
    place = environment_named(environment, project.graph.project)
    if revision and not revision.strip("0"):
        click.echo("There is no commit before this one: nothing is taken to be new.", err=True)
        return []
    from forgebook.review.side import side_at

    repository = asked(lambda: open_repository(directory))
    top = asked(lambda: top_of(repository))
    commit = asked(lambda: commit_of(top, revision))
    try:
        side = side_at(top, commit, repository.prefix, kinds(), as_of=settings.as_of, cache=settings.cache)
        with side as before:
            return list(arrivals(before.graph, project.graph, place))
    except SettingsError as error:
        raise WrongUse(str(error)) from None


def environment_named(wanted: str, project: ProjectFile) -> str:
    """The environment that is asked for; without a word the one that comes last by `order`.

    Raises:
        WrongUse: there is none.
    """
    known = [entry.id for entry in sorted(project.environments, key=lambda entry: entry.order or 0)]
    if not known:
        raise WrongUse("the project file names no environments. Add `environments:` to it.")
    if wanted and wanted not in known:
        guess = did_you_mean(closest(wanted, known)) or "."
        raise WrongUse(f'there is no environment "{wanted}"{guess} Environments: {", ".join(known)}.')
    return wanted or known[-1]
