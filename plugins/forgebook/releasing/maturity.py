"""Maturity: which level of a ladder a team has reached, told by the criteria that it meets.

A level is reached if each of its criteria is met or does not apply, and every level below it is reached. A criterion
that an assessment does not name was not assessed, and counts as not met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Criterion, Framework, LadderLevel, ProjectFile
from forgebook.core.record import Record
from forgebook.core.views import Status

SHIPPED = Path(__file__).parent / "frameworks"
STATUSES = {
    "met": Status("met", "holds"),
    "partly": Status("partly", "due"),
    "unmet": Status("not met", "bad"),
    "not_applicable": Status("not applicable", "closed"),
    "not_assessed": Status("not assessed", "open"),
}
"""What an assessment may say of a criterion, as readers see it; the last one is what it does not say."""

BELOW = Status("below the first level", "open")
Series = tuple[str, str, str]
"""What assessments have in common that tell one story: the ladder, the team and the product."""


@cache
def shipped() -> tuple[Framework, ...]:
    """The ladders that come with the package, by their ids."""
    files = sorted(SHIPPED.glob("*.yml"))
    return tuple(Framework.model_validate(YAML(typ="safe").load(file)) for file in files)


def frameworks_of(project: ProjectFile) -> dict[str, Framework]:
    """All ladders by id: the shipped ones and the project's own, which take the place of a shipped one of their id."""
    return {ladder.id: ladder for ladder in (*shipped(), *reversed(project.frameworks))}


def levels_of(ladder: Framework) -> list[LadderLevel]:
    """The levels of a ladder, lowest first."""
    return sorted(ladder.levels, key=lambda level: level.level)


def criteria_of(ladder: Framework) -> list[Criterion]:
    """The criteria of a ladder, from its lowest level up."""
    return [criterion for level in levels_of(ladder) for criterion in level.criteria]


def faults_of(ladder: Framework) -> Iterator[str]:
    """What is wrong with a ladder as a whole, in words."""
    numbers = [level.level for level in ladder.levels]
    ids = [criterion.id for criterion in criteria_of(ladder)]
    if not numbers:
        yield "it has no levels"
    elif not ids:
        yield "none of its levels asks for anything"
    for number in dict.fromkeys(n for n in numbers if numbers.count(n) > 1):
        yield f"it has level {number} twice"
    for id_ in dict.fromkeys(i for i in ids if ids.count(i) > 1):
        yield f'it has the criterion "{id_}" twice'


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion, and what an assessment says of it.

    Attributes:
        criterion: the criterion.
        word: `met`, `partly`, `unmet`, `not_applicable` or `not_assessed`.
        entry: the entry of the assessment; None where there is none.
    """

    criterion: Criterion
    word: str
    entry: Any = None

    @property
    def done(self) -> bool:
        """Whether it stands in the way of no level."""
        return self.word in ("met", "not_applicable")

    @property
    def status(self) -> Status:
        """As readers see it."""
        return STATUSES[self.word]


@dataclass(frozen=True, slots=True)
class Rung:
    """A level, and how an assessment found it.

    Attributes:
        level: the level.
        judged: its criteria.
        reached: whether it and all levels below it are reached.
    """

    level: LadderLevel
    judged: list[Judged]
    reached: bool

    @property
    def title(self) -> str:
        """`Level 1: The pipeline runs by itself`."""
        return f"Level {self.level.level}" + (f": {self.level.title}" if self.level.title else "")

    @property
    def asked(self) -> int:
        """How many of its criteria apply."""
        return sum(one.word != "not_applicable" for one in self.judged)

    @property
    def met(self) -> int:
        """How many of those are met."""
        return sum(one.word == "met" for one in self.judged)

    @property
    def open(self) -> list[Judged]:
        """The criteria that are still to be met."""
        return [one for one in self.judged if not one.done]


@dataclass(frozen=True, slots=True)
class Maturity:
    """What an assessment comes to.

    Attributes:
        ladder: the ladder.
        rungs: its levels, lowest first.
        level: the level that is reached; None below the first.
        whole: whether all that was judged is there. A filtered site shows only what it may, and counts nothing.
    """

    ladder: Framework
    rungs: list[Rung]
    level: int | None
    whole: bool = True

    @property
    def title(self) -> str:
        """The ladder as readers know it."""
        return self.ladder.title or self.ladder.id

    @property
    def levels(self) -> tuple[int, ...]:
        """All levels of the ladder, lowest first."""
        return tuple(rung.level.level for rung in self.rungs)

    @property
    def rung(self) -> Rung | None:
        """The level that is reached; None below the first."""
        return next((rung for rung in self.rungs if rung.level.level == self.level), None)

    @property
    def next(self) -> Rung | None:
        """The level to reach next; None at the top."""
        return next((rung for rung in self.rungs if not rung.reached), None)

    @property
    def status(self) -> Status:
        """The level as a pill."""
        return BELOW if self.level is None else Status(f"level {self.level}", "holds")


def maturity_of(record: Record, graph: ProjectGraph) -> Maturity | None:
    """What an assessment comes to; None where nobody knows its ladder.

    On a filtered site the level is the one that was told of the whole, and only criteria that may be shown stand
    beside it.
    """
    ladder = frameworks_of(graph.project).get(record.f.framework)
    if ladder is None:
        return None
    whole = graph.visibility == "team"
    rungs = list(_rungs(ladder, record, whole=whole, told=record.f.told_level))
    reached = [rung.level.level for rung in rungs if rung.reached]
    return Maturity(ladder, rungs, max(reached, default=None), whole)


def _rungs(ladder: Framework, record: Record, *, whole: bool, told: int | None) -> Iterator[Rung]:
    said = {entry.id: entry for entry in reversed(record.f.criteria)}
    below = True
    for level in levels_of(ladder):
        judged = [_judged(criterion, said.get(criterion.id)) for criterion in level.criteria]
        below = below and all(one.done for one in judged)
        shown = judged if whole else [one for one in judged if one.entry is not None]
        yield Rung(level, shown, below if whole else told is not None and level.level <= told)


def _judged(criterion: Criterion, entry: Any) -> Judged:
    return Judged(criterion, entry.status if entry is not None else "not_assessed", entry)


def series_of(record: Record) -> Series:
    """Which story an assessment belongs to."""
    return (record.f.framework, str(record.fields.team or ""), str(record.fields.product or ""))


def stories(graph: ProjectGraph) -> list[list[Record]]:
    """The assessments that tell one story each, oldest first; the story with the newest one comes first."""
    found: dict[Series, list[Record]] = {}
    for record in sorted(graph.of("assessment"), key=lambda r: (r.f.date, r.ref)):
        found.setdefault(series_of(record), []).append(record)
    return sorted(found.values(), key=lambda story: (story[-1].f.date, story[-1].ref), reverse=True)
