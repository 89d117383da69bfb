"""Which version brought each note of reno, by the history of its repository: the earliest that has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from forgebook.core.clones import Tag
from forgebook.core.versions import is_candidate, version_order
from forgebook.evidence.git import git_bytes, git_text
from forgebook.importing.reno_notes import unique_id


def versions_of_notes(folder: Path, tags: Sequence[Tag], *, collapse: bool = True) -> dict[str, Tag]:
    """The earliest release tag that has each note, by the note's unique id; those that none has lack.

    A note that was renamed stays the same, and one that was changed later belongs to the version that had it first.

    Args:
        folder: the folder of the notes.
        tags: the release tags.
        collapse: tell what came with a candidate with the release that followed it.

    Raises:
        GitFailed: git fails.
    """
    parents = _parents(folder)
    place = {commit: number for number, commit in enumerate(parents)}
    reached = sorted((tag for tag in tags if tag.commit in place), key=lambda tag: (-place[tag.commit], tag.name))
    number_of = _first_tags(reached, parents)
    earliest: dict[str, int] = {}
    for commit, names in _added(folder):
        number = number_of.get(commit)
        for name in names if number is not None else ():
            earliest[name] = min(number or 0, earliest.get(name, number or 0))
    final = _finals(reached) if collapse else {}
    return {name: final.get(reached[number].name, reached[number]) for name, number in earliest.items()}


def _parents(folder: Path) -> dict[str, list[str]]:
    """The parents of each commit of the branch, children first."""
    rows = git_text(folder, "rev-list", "--topo-order", "--parents", "HEAD").split("\n")
    return {head: rest for row in rows if row for head, *rest in [row.split()]}


def _first_tags(tags: Sequence[Tag], parents: Mapping[str, list[str]]) -> dict[str, int]:
    """The first of some tags, ancestors before descendants, that holds each commit, by its place among them."""
    found: dict[str, int] = {}
    for number, tag in enumerate(tags):
        waiting = [tag.commit]
        while waiting:
            commit = waiting.pop()
            if commit not in found and commit in parents:
                found[commit] = number
                waiting += parents[commit]
    return found


def _added(folder: Path) -> Iterable[tuple[str, list[str]]]:
    """Commits that added notes, with the unique ids of these."""
    options = ("--full-history", "--no-renames", "--diff-filter=A", "--name-only", "-z", "--format=%x01%H")
    raw = git_bytes(folder, "log", *options, "HEAD", "--", ".").decode("utf-8", "replace")
    for piece in raw.split("\x01")[1:]:
        commit, _, names = piece.partition("\0")
        paths = (PurePosixPath(name.strip("\n")) for name in names.split("\0") if name.strip("\n"))
        yield commit.strip(), [unique_id(path.stem) for path in paths if path.suffix == ".yaml"]


def _finals(tags: Sequence[Tag]) -> dict[str, Tag]:
    """The release of each candidate, by the candidate's name: the one of the same numbers that came after it."""
    finals = {version_order(tag.name)[0]: tag for tag in reversed(tags) if not is_candidate(tag.name)}
    candidates = (tag for tag in tags if is_candidate(tag.name))
    return {tag.name: finals[number] for tag in candidates if (number := version_order(tag.name)[0]) in finals}
