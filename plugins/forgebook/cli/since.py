"""`--since REV`: what changed, told from git, and what must be reported on because of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, read_project, while_told
from forgebook.core.settings import SiteSettings
from forgebook.evidence.revisions import Repository, RevisionError, changed_since, open_repository
from forgebook.pipeline.changed import Paths, load_changed, settings_changed
from forgebook.pipeline.project import Project

Answer = TypeVar("Answer")


def read_since(settings: SiteSettings, revision: str) -> tuple[Project, Paths | None]:
    """A project, and the paths to report on; None where all may be touched, since the project file changed.

    Raises:
        WrongUse: git cannot tell what changed.
    """
    repository = repository_of(settings)
    changes = asked(lambda: changed_since(repository, revision))
    if settings_changed(changes, settings):
        return read_project(settings, cover=True), None
    known = kinds()
    paths: list[Paths] = []

    def read() -> Project:
        project, found = asked(lambda: load_changed(settings, repository, changes, kinds=known))
        paths.append(found)
        return project

    return while_told(read), paths[0]


def repository_of(settings: SiteSettings) -> Repository:
    """The repository that holds the records.

    Raises:
        WrongUse: there is none, or git does not work.
    """
    return asked(lambda: open_repository(settings.root))


def asked(question: Callable[[], Answer]) -> Answer:
    """An answer of git's.

    Raises:
        WrongUse: it has none.
    """
    try:
        return question()
    except RevisionError as error:
        raise WrongUse(str(error)) from None
