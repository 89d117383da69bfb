"""Who can look after what, as values: a rung for each person and the grounds for it.

They are told from the full graph (`forgebook.covering.ladder`) and hang on it, so that the visibility filter trims them
before any page is made. They hold no figure about a person: grounds name a runbook, a release, a record or a day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Rung = Literal["proven", "active", "declared", "historic", "none"]
"""`proven`: they have done it within twelve months, as a record shows. `active`: they did at least a fifth of recent
work. `declared`: a record names them. `historic`: they are authors of what is there. `none`: nothing tells of them."""

RUNGS: tuple[Rung, ...] = ("proven", "active", "declared", "historic", "none")
"""From the strongest to the weakest."""

COVERS: frozenset[Rung] = frozenset(("proven", "active"))
"""The rungs that count as cover: what is only declared has not been shown, and what is historic may be forgotten."""

What = Literal["rehearsal", "release", "deployment", "work", "owner", "deputy", "role", "knows", "authorship"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why somebody stands on a rung.

    Attributes:
        rung: the rung that it gives; `none` for what is only told, as that somebody is aware of an area.
        what: what kind of reason it is.
        ref: the record that shows it; empty where git does, or where a reader may not see the record.
        day: when it was, or None.
        note: more words, as "can run it"; plain text, may be empty.
    """

    rung: Rung
    what: What
    ref: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands in one area or runbook.

    Attributes:
        person: a record's ref, or `name:` and a name for somebody whom git knows and no record does.
        name: what they are called, as this reader may know it.
        rung: the strongest rung that they have a ground for.
        grounds: all grounds, the strongest first.
        until: the last day on which they count, where it is known that they leave.
    """

    person: str
    name: str
    rung: Rung
    grounds: tuple[Ground, ...] = ()
    until: date | None = None

    @property
    def covers(self) -> bool:
        """Whether they count as cover."""
        return self.rung in COVERS

    @property
    def only_declared(self) -> bool:
        """Declared, and nothing shows it."""
        return self.rung == "declared"

    @property
    def undeclared(self) -> bool:
        """There is evidence of recent work or proof, and no record declares it."""
        return self.covers and not any(ground.rung == "declared" for ground in self.grounds)


@dataclass(frozen=True, slots=True)
class Cover:
    """Who can look after one area or one runbook, on one day.

    Attributes:
        subject: the ref of the area or runbook.
        stands: everybody who has a ground, the strongest rung first, then by name; those who have left are not in it.
        enough: whether there is enough evidence to say who covers it. For an area git must tell who is active; false
            too where no clone could be asked. For a runbook rehearsals tell, so that it is always true.
        why: why there is not enough evidence; empty where there is.
        historic: historic authorship, by coverage in percent: how many people it takes away until fewer files than
            that keep an author. Empty where git could not be asked or tells too little, and for runbooks. Never
            blended with the stands.
        departed: how many of those who wrote what is there have left the team.
        note: what a reader should know beside it: that the last work was long ago, or that a part could not be asked.
        partial: whether a part could not be asked, or a clone is cut off, so that others may cover it unseen.
    """

    subject: str
    stands: tuple[Stand, ...] = ()
    enough: bool = False
    why: str = ""
    historic: Mapping[int, int] = field(default_factory=dict)
    departed: int = 0
    note: str = ""
    partial: bool = False

    def covering(self, away: Collection[str] = ()) -> tuple[Stand, ...]:
        """Those who count as cover when some people are away."""
        return tuple(stand for stand in self.stands if stand.covers and stand.person not in away)

    def of(self, person: str) -> Stand | None:
        """Where somebody stands; None where nothing tells of them."""
        return next((stand for stand in self.stands if stand.person == person), None)


@dataclass(frozen=True, slots=True)
class LadderFacts:
    """The ladder of a project.

    Attributes:
        day: the day that it is told for; that before all others where nobody asked for the ladder.
        people: everybody who is on a ladder or in the team today: ref (or `name:` id) to name, by name.
        covers: by the ref of an area or runbook, who can look after it today.
        leaving: who leaves next, and on which day; empty where nobody is known to leave.
        after: `covers` on the day after the next departure, by what is known today; empty where nobody is known to
            leave.
        missing: by a repository's id, why it could not be asked.
        notes: what a reader should know of how it was told.
    """

    day: date = date.min
    people: Mapping[str, str] = field(default_factory=dict)
    covers: Mapping[str, Cover] = field(default_factory=dict)
    leaving: Mapping[str, date] = field(default_factory=dict)
    after: Mapping[str, Cover] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
