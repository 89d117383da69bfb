"""What loses its cover when people are away: a question about several people at once, never a figure about one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from forgebook.core.cover import Cover, LadderFacts, Stand

ADDRESS = "what-if/"
"""The page that asks who is away."""


@dataclass(frozen=True, slots=True)
class Left:
    """An area or runbook, and who can still look after it.

    Attributes:
        subject: its ref.
        by: who still covers it: nobody, or one.
        declared: who else is declared for it and has not shown it; those who are away are not among them.
    """

    subject: str
    by: tuple[Stand, ...]
    declared: tuple[Stand, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """What changes when some people are away.

    Attributes:
        none: what was covered, and now is not.
        one: what more than one covered, and now one does.
    """

    none: tuple[Left, ...] = ()
    one: tuple[Left, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything does."""
        return bool(self.none or self.one)


def absence(covers: Mapping[str, Cover], away: Collection[str]) -> Absence:
    """What loses its cover, or is left with one who covers it, when these people are away.

    Args:
        covers: by ref, who can look after what; those of today, or of the day after the next departure.
        away: ids of people as the ladder has them.
    """
    none, one = [], []
    for cover in covers.values():
        before, after = len(cover.covering()), cover.covering(away)
        if before and not after:
            none.append(_left(cover, away))
        elif before > 1 and len(after) == 1:
            one.append(_left(cover, away))
    return Absence(tuple(none), tuple(one))


def resting(covers: Mapping[str, Cover]) -> Absence:
    """What nobody covers and what one alone does, with everybody there."""
    told = [_left(cover, ()) for cover in covers.values() if len(cover.covering()) < 2]
    return Absence(tuple(left for left in told if not left.by), tuple(left for left in told if left.by))


def choices(facts: LadderFacts, known: Collection[str]) -> dict[str, str]:
    """Whom one can think of as away, by name: everybody who covers something, and who has a record.

    Args:
        facts: the ladder.
        known: refs of people that have a record.
    """
    covers = [*facts.covers.values(), *facts.after.values()]
    covering = {stand.person for cover in covers for stand in cover.covering()}
    return {person: name for person, name in facts.people.items() if person in covering or person in known}


def _left(cover: Cover, away: Collection[str]) -> Left:
    declared = tuple(stand for stand in cover.stands if stand.only_declared and stand.person not in away)
    return Left(cover.subject, cover.covering(away), declared)
