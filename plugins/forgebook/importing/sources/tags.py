"""The tags of a git repository, each release tag a release at its commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from forgebook.core.graph import ProjectGraph
from forgebook.evidence.git import GitFailed
from forgebook.importing.contract import Found, Importer, LeftOut, Listed, NothingThere, Unread
from forgebook.importing.tagged import TaggedRepository, top_of


class Tags(Importer):
    """The tags of a repository."""

    name = "tags"
    about = "a git repository; each tag that is a release (tag_pattern, ignore_tags) becomes one, at its commit."

    def read(self, source: Path) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, None)

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, graph)

    def _read(self, source: Path, graph: ProjectGraph | None) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        top = top_of(source) if source.is_dir() else None
        if top is None:
            raise NothingThere(f'"{source}" is no git repository, nor does it lie in one (or git is not installed)')
        repository = TaggedRepository(top, graph)
        try:
            tags, releases = repository.tags, repository.releases
        except GitFailed as failure:
            raise NothingThere(f'"{source}": {failure.reason}') from None
        if not releases:
            pattern = repository.tag_names.pattern
            how = (
                f" like {pattern} (tag_pattern of {repository.id} in the project file)" if pattern else " with a digit"
            )
            told = f"; it has {len(tags)} other{'' if len(tags) == 1 else 's'}" if tags else ""
            raise NothingThere(f'"{source}" has no tag{how}{told}')
        yield source
        if repository.listed is not None:
            yield repository.listed
        yield from repository.left_out()
        yield from repository.found()


IMPORTER = Tags()
