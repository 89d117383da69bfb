"""One side of a comparison: a project as a folder or a commit has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.visibility import filter_graph
from forgebook.evidence.revisions import Repository, files_of, write_files
from forgebook.pipeline.project import Project, load_project
from forgebook.pipeline.settings import SettingsError, settings_from_mkdocs
from forgebook.pipeline.site import Site, make_site

_READ = (".yml", ".yaml", ".md", ".markdown")
"""Of all other files only the names are asked: whether there is one that a text links to."""


@dataclass
class Side:
    """A project and what each reader may see of it.

    Attributes:
        settings: the site's settings.
        project: the project as read, without what git knows of its files.
    """

    settings: SiteSettings
    project: Project
    _seen: dict[str, ProjectGraph] = field(default_factory=dict)

    @property
    def graph(self) -> ProjectGraph:
        """All records."""
        return self.project.graph

    def seen_by(self, visibility: str) -> ProjectGraph:
        """What a reader with this visibility may see."""
        if visibility not in self._seen:
            self._seen[visibility] = filter_graph(self.graph, visibility)
        return self._seen[visibility]

    @cached_property
    def site(self) -> Site:
        """The team's site."""
        settings = replace(self.settings, visibility="team", cache=None)
        return make_site(self.project, settings, home="overview/" if self.has_front_page else "")

    @property
    def has_front_page(self) -> bool:
        """Whether a hand-written front page moves ours."""
        docs = self.settings.docs
        return docs is not None and any((docs / name).is_file() for name in ("index.md", "README.md"))

    def written(self, record: Record) -> bytes:
        """The record's file as it is, empty where it cannot be read."""
        try:
            return (self.settings.root / record.source.path).read_bytes()
        except OSError:
            return b""


def side_here(settings: SiteSettings, kinds: Mapping[str, RecordKind]) -> Side:
    """The project as its folder has it now."""
    return Side(settings, load_project(settings, kinds=kinds, git=False))


@contextmanager
def side_at(
    repository: Repository,
    commit: str,
    folder: str,
    kinds: Mapping[str, RecordKind],
    *,
    as_of: date,
    cache: Path | None = None,
) -> Iterator[Side]:
    """The project as a commit has it, written to a temporary folder that lasts as long as the context.

    Args:
        repository: the repository, opened at its top.
        commit: the full hash of the commit.
        folder: the folder that holds `mkdocs.yml` or `records/`, told from the repository's top.
        kinds: the kinds to know.
        as_of: the day that "today" means.
        cache: where records that were read before are kept.

    Raises:
        RevisionError: git fails.
        SettingsError: a setting of that commit cannot be used.
    """
    with TemporaryDirectory(prefix="forgebook-") as name:
        top = Path(name).resolve()
        write_files(repository, files_of(repository, commit), top, lambda path: path.lower().endswith(_READ))
        (top / folder).mkdir(parents=True, exist_ok=True)
        try:
            settings = settings_from_mkdocs(top / folder, as_of=as_of)
        except SettingsError as error:
            raise SettingsError(f"at {commit[:10]}: {str(error).replace(f'{top}/', '')}") from None
        yield side_here(replace(settings, cache=cache), kinds)
