"""Changelogs: Keep a Changelog and its relatives, in Markdown or reStructuredText."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from forgebook.core.clones import Tag
from forgebook.core.graph import ProjectGraph
from forgebook.evidence.git import GitFailed
from forgebook.importing.changelog_file import ChangelogFile, changelog_file
from forgebook.importing.changelog_records import ChangelogRecords
from forgebook.importing.changelog_text import ChangelogText, changelog_text
from forgebook.importing.contract import Found, Importer, LeftOut, Listed, NothingThere, Unread
from forgebook.importing.release_names import ReleaseNames
from forgebook.importing.tagged import TaggedRepository, tag_of, top_of
from forgebook.reading.text import Refused, decode

_NAMES = ("changelog", "changes", "history", "news", "release-notes", "release_notes", "releases")
_ENDINGS = (".md", ".markdown", ".rst", ".txt", "")
_FOLDERS = ("docs", "doc", ".github")


class Changelog(Importer):
    """A changelog, or a folder that has one."""

    name = "changelog"
    about = "a changelog (Keep a Changelog and its relatives); each version becomes a release, with its changes."

    def read(self, source: Path) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, None)

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, graph)

    def _read(self, source: Path, graph: ProjectGraph | None) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        path = _path(source)
        yield path
        try:
            raw = decode(path.read_bytes())
        except Refused as refused:
            yield Unread(path.name, refused.position[0], refused.note.message, refused.note.remedy)
            return
        except OSError as error:
            yield Unread(path.name, 0, f"the file cannot be opened ({error.strerror})")
            return
        top = _top(path)
        repository = TaggedRepository(top, graph) if _in_git(top) else None
        product = repository.title if repository is not None else top.name or "changelog"
        text = changelog_text(raw, rst=_is_rst(path, raw))
        file = changelog_file(text, product)
        if not file.versions and not file.to_come:
            raise NothingThere(
                f'no heading of "{path.name}" names a version; one looks like this: ## 1.2.0 - 2026-01-31 '
                "(or ## Unreleased)"
            )
        tags = _tags(repository, file)
        if tags and repository is not None and repository.listed is not None:
            yield repository.listed
        names = ReleaseNames(product, graph)
        yield from ChangelogRecords(path.name, text, file, names, tags, repository.id if repository else "").all()
        yield from _left_out(path.name, text)


def _path(source: Path) -> Path:
    if source.is_file():
        return source
    there = {path.name.casefold(): path for path in sorted(source.iterdir(), reverse=True) if path.is_file()}
    found = next((there[f"{name}{end}"] for name in _NAMES for end in _ENDINGS if f"{name}{end}" in there), None)
    if found is None:
        raise NothingThere(f'there is no changelog in "{source}" (CHANGELOG.md, CHANGES.rst, HISTORY.md, NEWS)')
    return found


def _top(path: Path) -> Path:
    """The folder of the product that a changelog belongs to."""
    folder = path.resolve().parent
    return folder.parent if folder.name in _FOLDERS else folder


def _in_git(top: Path) -> bool:
    """Whether a folder is the top of a repository: the tags of one that it only lies in are not its own."""
    found = top_of(top)
    return found is not None and found.resolve() == top


def _is_rst(path: Path, text: str) -> bool:
    if path.suffix.lower() in (".md", ".markdown"):
        return False
    return path.suffix.lower() == ".rst" or not any(line.startswith(("# ", "## ")) for line in text.split("\n"))


def _tags(repository: TaggedRepository | None, file: ChangelogFile) -> dict[str, Tag]:
    """The tag of each version that has one."""
    try:
        tags = repository.releases if repository is not None else []
    except GitFailed:
        return {}
    versions = [row.heading.version for row in file.versions]
    return {version: tag for version in versions if (tag := tag_of(version, tags)) is not None}


def _left_out(source: str, text: ChangelogText) -> Iterator[LeftOut]:
    if text.comments:
        number = len(text.comments)
        what = f"{number} line{'' if number == 1 else 's'} of comments"
        yield LeftOut(source, text.comments[0], what, "readers do not see them")
    for name, (url, line) in text.defined.items():
        if name not in text.used:
            yield LeftOut(source, line, "1 × link", f"nothing leads to it: [{name}] {url}")


IMPORTER = Changelog()
