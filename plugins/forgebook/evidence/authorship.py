"""Historic authorship: who wrote what is there, by a published formula.

Avelino, Passos, Hora and Valente, "A Novel Approach for Estimating Truck Factors", ICPC 2016. The degree of authorship
of a developer for a file is

    DOA = 3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC)

with FA 1 for who made the file, else 0; DL the changes that they delivered; AC the changes that others delivered. The
commit that made the file is told by FA and is none of the changes. An author of a file has a DOA of at least 3.293 and
more than 0.75 of the highest for that file. Authors are then taken away, the one with most files first, until fewer
than a share of the files keep an author: how many it took is the figure.

It is a figure about a history and no measure of anybody's knowledge. Nothing here knows who is still there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

from forgebook.core.evidence import Historic

COVERAGES = (40, 50, 60)
"""Shares of files, in percent, at which the figure is told; 50 is that of the literature."""

_BASE, _FIRST, _DELIVERED, _ACCEPTED = 3.293, 1.098, 0.164, 0.321
_LEAST, _OF_HIGHEST = 3.293, 0.75


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one person did to one file.

    Attributes:
        changes: how many commits of theirs changed it; the one that made it is none of them.
        first: whether they made it.
    """

    changes: int
    first: bool = False


def degree_of_authorship(first: bool, delivered: int, accepted: int) -> float:
    """The formula of Avelino et al. 2016.

    Args:
        first: whether they made the file.
        delivered: the changes that they delivered.
        accepted: the changes that others delivered.
    """
    return _BASE + _FIRST * first + _DELIVERED * delivered - _ACCEPTED * log(1 + accepted)


def authors_of(people: Mapping[str, Delivered]) -> frozenset[str]:
    """The authors of a file, by what each person delivered to it."""
    total = sum(part.changes for part in people.values())
    degrees = {
        person: degree_of_authorship(part.first, part.changes, total - part.changes)
        for person, part in people.items()
        if part.changes or part.first
    }
    highest = max(degrees.values(), default=0.0)
    return frozenset(p for p, degree in degrees.items() if degree >= _LEAST and degree > _OF_HIGHEST * highest)


def historic(authors: Mapping[str, Collection[str]], coverages: Iterable[int] = COVERAGES) -> Historic:
    """Historic authorship of files, by the authors of each. Files that have none count as files all the same."""
    wanted = sorted(coverages, reverse=True)
    left = {path: set(people) for path, people in authors.items()}
    removed: list[str] = []
    people: dict[int, int] = {}
    who: dict[int, tuple[str, ...]] = {}
    for coverage in wanted:
        while left and 100 * sum(map(bool, left.values())) >= coverage * len(left):
            top = first_author(left)
            removed.append(top)
            for remaining in left.values():
                remaining.discard(top)
        people[coverage], who[coverage] = len(removed), tuple(sorted(removed))
    return Historic(len(authors), dict(sorted(people.items())), dict(sorted(who.items())))


def first_author(authors: Mapping[str, Collection[str]]) -> str:
    """The author of most files; of several, the first by id. There must be one."""
    counts: dict[str, int] = {}
    for people in authors.values():
        for person in people:
            counts[person] = counts.get(person, 0) + 1
    return min(counts, key=lambda person: (-counts[person], person))
