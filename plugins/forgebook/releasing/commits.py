"""What a range of commits brings, for somebody who writes release notes: pull requests by title, the rest by subject.

Authors are left out. What a pull request consists of is folded into it; merges, what programs wrote, corrections that
were to be squashed, and what was taken back within the range are counted and not told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from forgebook.core.clones import Commit

TYPES = {
    "feat": "New", "fix": "Fixed", "perf": "Faster", "security": "Security", "deprecate": "Deprecated",
    "revert": "Taken back", "refactor": "Rewritten", "docs": "Documentation", "style": "Style", "test": "Tests",
    "build": "Build", "ci": "Continuous integration", "chore": "Chores",
}  # fmt: skip
"""The types of conventional commits that have a heading of their own, in the order in which they are told."""
BREAKING, OTHER = "Breaking", "Other"

Folded = Literal["merge", "bot", "fixup", "reverted"]

_SAME = {"feature": "feat", "bugfix": "fix", "bug": "fix", "hotfix": "fix", "doc": "docs", "tests": "test"}
_CONVENTIONAL = re.compile(r"(?P<type>[A-Za-z]+)(?:\((?P<scope>[^()\n]*)\))?(?P<bang>!)?:\s+(?P<title>\S.*)\Z")
_BREAKING = re.compile(r"^BREAKING[ -]CHANGE:", re.M)
_GITHUB = re.compile(r"Merge pull request (?P<number>#\d+) from \S+")
_GITLAB = re.compile(r"^See merge request \S*?(?P<number>!\d+)\s*\Z", re.M)
_BITBUCKET = re.compile(r"Merged in \S+ \(pull request (?P<number>#\d+)\)")
_AZURE = re.compile(r"Merged PR (?P<number>\d+): (?P<title>\S.*)")
_SQUASHED = re.compile(r"(?P<title>.*\S)\s+\((?P<number>[#!]\d+)\)\Z")
_REVERTS = re.compile(r"This reverts commit (?P<hash>[0-9a-f]{7,64})")
_FIXUP = re.compile(r"(?:fixup|squash|amend)! ")

_NOTHING: Sequence[Commit] = ()


class Entry(NamedTuple):
    """Something that a range brings.

    Attributes:
        title: what it is called, without type, scope and number.
        type: its conventional type, or empty.
        scope: what part of the code it names, or empty.
        number: of the pull request, `#12` or `!12`; empty for a commit of its own.
        breaking: whether it says that something stops working.
        hash: the commit that brought it.
        commits: of how many commits it consists.
    """

    title: str
    type: str = ""
    scope: str = ""
    number: str = ""
    breaking: bool = False
    hash: str = ""
    commits: int = 1

    @property
    def heading(self) -> str:
        """The heading that it stands under."""
        return BREAKING if self.breaking else TYPES.get(self.type, OTHER)


@dataclass(slots=True)
class Brought:
    """All that a range brings.

    Attributes:
        entries: in the order in which it was merged, the oldest first.
        commits: how many commits the range has.
        folded: how many are not told, by why.
    """

    entries: list[Entry] = field(default_factory=list)
    commits: int = 0
    folded: Counter[Folded] = field(default_factory=Counter)

    def grouped(self) -> list[tuple[str, list[Entry]]]:
        """The entries by heading: breaking ones first, then by type, the rest last."""
        groups: dict[str, list[Entry]] = {heading: [] for heading in (BREAKING, *TYPES.values(), OTHER)}
        for entry in self.entries:
            groups[entry.heading].append(entry)
        return [(heading, entries) for heading, entries in groups.items() if entries]


def brought(commits: Iterable[Commit], only: Set[str] | None = None) -> Brought:
    """What commits bring, given newest first as a history tells them.

    Where `only` is given, an entry is told if one of its commits is among these.
    """
    found = list(commits)
    by_hash = {commit.hash: commit for commit in found}
    result = Brought(commits=len(found) if only is None else len(only & by_hash.keys()))
    gone = _taken_back(found, by_hash)
    told: list[Entry] = []
    for commit, inner in _mainline(found, by_hash):
        if only is not None and not any(one.hash in only for one in (commit, *inner)):
            continue
        if commit.hash in gone:
            result.folded["reverted"] += 1 + len(inner)
        elif (entry := _entry(commit, inner, result.folded)) is not None:
            told.append(entry)
    result.entries = told
    return result


def _mainline(found: list[Commit], by_hash: Mapping[str, Commit]) -> list[tuple[Commit, Sequence[Commit]]]:
    """Each commit that stands for itself with those that it brought, the oldest first.

    A merge of a pull request brings what its branch adds to the line that it went into. A merge of any other branch
    brings a line of its own.
    """
    taken: set[str] = set()
    lines: list[list[tuple[Commit, Sequence[Commit]]]] = []
    heads = [commit.hash for commit in found[:1]]
    rest = iter(found)
    while True:
        if not heads:
            left = next((commit for commit in rest if commit.hash not in taken), None)
            if left is None:
                break
            heads.append(left.hash)
        line = _line(heads.pop(), by_hash, taken)
        told: list[tuple[Commit, Sequence[Commit]]] = []
        for commit in reversed(line):
            if len(commit.parents) < 2:
                told.append((commit, _NOTHING))
            elif _request(*_parted(commit.message)):
                told.append((commit, _branch(commit.parents[1:], by_hash, taken)))
            else:
                told.append((commit, _NOTHING))
                heads += commit.parents[1:]
        lines.append(told)
    if len(lines) == 1:
        return lines[0]
    place = {commit.hash: -index for index, commit in enumerate(found)}
    return sorted((pair for line in lines for pair in line), key=lambda pair: place[pair[0].hash])


def _line(head: str, by_hash: Mapping[str, Commit], taken: set[str]) -> list[Commit]:
    """A commit and its first parents, as far as they are in the range and nobody has taken them."""
    line = []
    here = by_hash.get(head)
    while here is not None and here.hash not in taken:
        taken.add(here.hash)
        line.append(here)
        here = by_hash.get(here.parents[0]) if here.parents else None
    return line


def _branch(heads: Iterable[str], by_hash: Mapping[str, Commit], taken: set[str]) -> list[Commit]:
    """What leads to some commits and is nobody's yet."""
    branch = []
    waiting = list(heads)
    while waiting:
        commit = by_hash.get(waiting.pop())
        if commit is not None and commit.hash not in taken:
            taken.add(commit.hash)
            branch.append(commit)
            waiting.extend(commit.parents)
    return branch


def _taken_back(found: list[Commit], by_hash: Mapping[str, Commit]) -> set[str]:
    """Commits of the range that a later one of the range takes back, and those that do."""
    gone: set[str] = set()
    for commit in found:
        if commit.hash in gone or "This reverts commit" not in commit.message:
            continue  # what takes back a revert that is gone itself brings the first one back
        for match in _REVERTS.finditer(commit.message):
            named = match["hash"]
            whole = named if named in by_hash else next((h for h in by_hash if h.startswith(named)), "")
            if whole and whole != commit.hash:
                gone |= {commit.hash, whole}
    return gone


def _entry(commit: Commit, inner: Sequence[Commit], folded: Counter[Folded]) -> Entry | None:
    """What is told of a commit and what it brought; what is not told is counted."""
    hash_, parents, message, by_bot = commit
    subject, rest = _parted(message)
    request = _request(subject, rest)
    if inner or (request and len(parents) > 1):
        if inner and all(one.by_bot for one in inner if len(one.parents) < 2):
            folded["bot"] += 1 + len(inner)
            return None
        breaking = _is_breaking(message, subject) or any(map(_breaks, inner))
        return _told(request or (subject, ""), hash_, breaking, len(inner) or 1)
    if by_bot or len(parents) > 1 or ("! " in subject and _FIXUP.match(subject)):
        folded["bot" if by_bot else "merge" if len(parents) > 1 else "fixup"] += 1
        return None
    return _told(request or (subject, ""), hash_, _is_breaking(message, subject), 1)


def _parted(message: str) -> tuple[str, str]:
    """The first line of a message, and what stands below."""
    subject, _, rest = message.strip().partition("\n")
    return subject.rstrip(), rest


def _told(named: tuple[str, str], hash_: str, breaking: bool, commits: int) -> Entry:
    title, number = named
    found = _CONVENTIONAL.match(title) if ":" in title else None
    if found is None:
        return Entry(title or "(no message)", "", "", number, breaking, hash_, commits)
    type_, scope, bang, words = found.groups()
    type_ = type_.lower()
    type_ = _SAME.get(type_, type_)
    if type_ not in TYPES:
        return Entry(title, "", "", number, breaking or bool(bang), hash_, commits)
    return Entry(words, type_, scope or "", number, breaking or bool(bang), hash_, commits)


def _breaks(commit: Commit) -> bool:
    return _is_breaking(commit.message, _parted(commit.message)[0])


def _is_breaking(message: str, subject: str) -> bool:
    if "BREAKING" in message and _BREAKING.search(message):
        return True
    found = _CONVENTIONAL.match(subject) if "!" in subject else None
    return found is not None and bool(found["bang"])


def _request(subject: str, rest: str) -> tuple[str, str] | None:
    """Title and number of the pull request that a commit with such a message merged; None where it merged none."""
    if (subject.startswith("Merge") or "See merge request" in rest) and (merged := _merged(subject, rest)):
        return merged
    found = _SQUASHED.match(subject) if subject.endswith(")") else None
    return (found["title"], found["number"]) if found is not None else None


def _merged(subject: str, rest: str) -> tuple[str, str] | None:
    """The same of a commit that a forge made to merge one."""
    if subject.startswith("Merge"):
        if found := _GITHUB.match(subject) or _BITBUCKET.match(subject):
            return _first_line(rest) or f"Pull request {found['number']}", found["number"]
        if found := _AZURE.match(subject):
            return found["title"], f"!{found['number']}"
    if "See merge request" in rest and (found := _GITLAB.search(rest)):
        title = _first_line(rest[: found.start()]) if subject.startswith("Merge branch ") else ""
        return title or subject, found["number"]
    return None


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")
