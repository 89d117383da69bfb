"""A deliverable of a release train: its file taken apart into versions, and what all of them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from forgebook.core.document import Positions
from forgebook.core.ids import normalise_id
from forgebook.core.versions import is_candidate, version_order
from forgebook.importing.contract import Unread

_TRACKERS = {
    "launchpad": ("Bugs on Launchpad", "https://launchpad.net/{}"),
    "storyboard": ("Stories", "https://storyboard.openstack.org/#!/project/{}"),
}
_TAGS = ("type", "release-model")
_TAKEN = ("team", "releases", "cycle-highlights", "release-notes", *_TAGS, *_TRACKERS)
_OF_A_VERSION = ("version", "projects", "diff-start")
_OF_A_PART = ("repo", "hash")
_SERIES = "stable/"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a deliverable.

    Attributes:
        name: the version, or the branch of what is never tagged.
        line: where it stands in the file.
        parts: each repository with its commit.
        start: the version that it is compared with, `diff-start`.
        branch: the branch whose fixes it belongs to.
        tagged: whether it is a version, and not a branch.
        rest: names and values that no field takes.
        notes: what people should look at.
    """

    name: str
    line: int
    parts: tuple[tuple[str, str], ...]
    start: str = ""
    branch: str = ""
    tagged: bool = True
    rest: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its part of a release's id."""
        return normalise_id(self.name.replace("/", "-"))

    @property
    def status(self) -> str:
        """Candidates are told by their names; all else in such a file is out."""
        return "candidate" if self.tagged and is_candidate(self.name) else "released"


@dataclass
class Deliverable:
    """A file of a train.

    Attributes:
        name: the file's name without its ending.
        train: the folder's.
        source: the file, told from the source's top.
        content: what it holds.
        positions: where each value stands.
        unread: what could not be read of it.
    """

    name: str
    train: str
    source: str
    content: Mapping[str, Any]
    positions: Positions
    unread: list[Unread] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The folder of its releases."""
        return normalise_id(self.name)

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of a value."""
        return self.positions.find(path)[0]

    def text(self, key: str) -> str:
        """The value of a key that holds one text."""
        value = self.content.get(key)
        return " ".join(value.split()) if isinstance(value, str) else ""

    @cached_property
    def branches(self) -> list[tuple[str, Any]]:
        """Each branch with its location: a version, or a commit for each repository."""
        entries = _entries(self.content.get("branches"))
        return [(str(entry.get("name") or ""), entry.get("location")) for _, entry in entries]

    @property
    def maintenance_line(self) -> str:
        """The stable branch, which all versions of the train belong to; empty where there is none."""
        return next((name for name, _ in self.branches if name.startswith(_SERIES)), "")

    @cached_property
    def versions(self) -> list[Version]:
        """All versions in the order of the file; of what has none, the branches that name commits."""
        found: list[Version] = []
        releases = self.content.get("releases") or []
        for index, entry in enumerate(releases if isinstance(releases, list) else [releases]):
            version = self._version(index, entry if isinstance(entry, dict) else {}, found)
            if version is not None:
                found.append(version)
        return found or list(self._untagged())

    def _version(self, index: int, entry: Mapping[str, Any], before: list[Version]) -> Version | None:
        line = self.line(("releases", index))
        name = str(entry.get("version") or "").strip()
        parts = self._parts(index, entry)
        if not name or not parts:
            what = "a release without a version" if not name else f"{name} names no repository with a commit"
            self.unread.append(Unread(self.source, line, what, "complete the entry"))
            return None
        if any(other.name == name for other in before):
            self.unread.append(Unread(self.source, line, f"{name} stands here twice", "take one of them out"))
            return None
        rest = [(key, _told(value)) for key, value in entry.items() if key not in _OF_A_VERSION]
        rest += [
            (key, f"{part.get('repo')}: {_told(value)}")
            for _, part in _entries(entry.get("projects"))
            for key, value in part.items()
            if key not in _OF_A_PART
        ]
        start = str(entry.get("diff-start") or "")
        rest += [("diff-start", start)] if start else []
        return Version(name, line, parts, start, self._branch_of(name, before), rest=tuple(rest))

    def _parts(self, index: int, entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """Repositories with commits; one that lacks either is told."""
        found = []
        for number, part in _entries(entry.get("projects")):
            repository, commit = (str(part.get(key) or "").strip() for key in _OF_A_PART)
            if repository and commit:
                found.append((repository, commit))
            else:
                lacks = f"{repository or 'an entry'} has no {'hash' if repository else 'repo'}"
                line = self.line(("releases", index, "projects", number))
                self.unread.append(Unread(self.source, line, lacks, "complete the entry"))
        return tuple(found)

    def _branch_of(self, name: str, before: list[Version]) -> str:
        """The branch that a version belongs to: one that mends an older version goes to the branch cut from that."""
        order = version_order(name)
        if any(version_order(other.name) > order for other in before):
            for branch, location in self.branches:
                if isinstance(location, str) and location.split(".")[:2] == name.split(".")[:2]:
                    return branch
        return self.maintenance_line

    def _untagged(self) -> Iterator[Version]:
        for index, (name, location) in enumerate(self.branches):
            if name and isinstance(location, dict):
                parts = tuple((str(repository), str(commit)) for repository, commit in location.items())
                yield Version(name, self.line(("branches", index)), parts, branch=name, tagged=False)

    @property
    def main_version(self) -> Version | None:
        """The version that speaks for the whole series: the first final one from the branch on, else the last."""
        cut = next((place for name, place in self.branches if name == self.maintenance_line), None)
        orders = [(version, version_order(version.name)) for version in self.versions]
        final = [(version, order) for version, order in orders if version.status == "released"]
        later = [v for v, order in final if isinstance(cut, str) and order >= version_order(cut)]
        found = later[:1] or [v for v, _ in final[-1:]] or self.versions[-1:]
        return found[0] if found else None

    def before(self, version: Version) -> Version | None:
        """The version that one follows: the highest of those that came out before it and are lower."""
        row = self.versions[: self.versions.index(version)]
        lower = [v for v in row if version_order(v.name) < version_order(version.name)]
        return max(lower, key=lambda v: version_order(v.name), default=None)

    def repositories(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Every repository that the file names, each once, and where."""
        seen: set[str] = set()
        settings = self.content.get("repository-settings")
        named: list[tuple[str, tuple[str | int, ...]]] = []
        if isinstance(settings, dict):
            named += [(str(name), ("repository-settings", name)) for name in settings]
        named += [(name, ("releases",)) for version in self.versions for name, _ in version.parts]
        for name, path in named:
            if name not in seen:
                seen.add(name)
                yield name, path

    @property
    def tags(self) -> list[str]:
        """The words that sort deliverables."""
        return [text for key in _TAGS if (text := self.text(key))]

    def links(self) -> Iterator[dict[str, str]]:
        """Release notes and trackers."""
        notes = self.content.get("release-notes")
        pages = notes.items() if isinstance(notes, dict) else [("", notes)] if notes else []
        for name, url in pages:
            yield {"title": f"Release notes of {name}" if name else "Release notes", "url": str(url).strip()}
        for key, (title, address) in _TRACKERS.items():
            if text := self.text(key):
                yield {"title": title, "url": address.format(text)}

    def words(self) -> list[str]:
        """The highlights of the whole cycle."""
        told = self.content.get("cycle-highlights")
        return [str(line).strip() for line in (told if isinstance(told, list) else [told]) if line]

    def rest(self) -> list[tuple[str, str]]:
        """Names and values that no field takes."""
        found = []
        for key, value in self.content.items():
            if key == "repository-settings":
                settings = value.items() if isinstance(value, dict) else []
                found += [(key, f"{name}: {_told(inner)}") for name, inner in settings if inner]
            elif key == "branches" and self.branches:
                tagged = [(n, place) for n, place in self.branches if self.versions[0].tagged or isinstance(place, str)]
                found += [(key, f"{name} from {_told(place)}") for name, place in tagged]
            elif key not in _TAKEN:
                found.append((str(key), _told(value)))
        return found

    def mapped(self, *, main: bool) -> Iterator[tuple[str, str]]:
        """Which name went to which field of a release."""
        yield from (("file", "product"), ("folder", "train"))
        fields = {"team": "team", "type": "tags", "release-model": "tags", "release-notes": "links"}
        fields |= dict.fromkeys(_TRACKERS, "links")
        yield from ((key, name) for key, name in fields.items() if self.content.get(key))
        if self.maintenance_line:
            yield "branches", "maintenance_line"
        if main and self.words():
            yield "cycle-highlights", "highlights"


def _entries(value: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The mappings of a list, with their places."""
    return [(i, entry) for i, entry in enumerate(value) if isinstance(entry, dict)] if isinstance(value, list) else []


def _told(value: Any) -> str:
    """A value in words."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_told(inner)}" for key, inner in value.items())
    return ", ".join(map(_told, value)) if isinstance(value, list) else " ".join(str(value or "").split())
