"""Assumptions: how much is at risk if one is wrong, and for which releases each holds.

An assumption holds for a release if all of this is true, told by ancestry (`previous`) and never by days:

- `since` is that release or one that it follows; without `since` it held from the first;
- `until`, the last release that rests on it, is no earlier release of the same line;
- no assumption that supersedes it had begun by then.

So two lines that are kept alive beside each other may rest on different assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status, Tone
from forgebook.releasing.lineage import lineage
from forgebook.releasing.standing import newest_of_each_line, product_of

State = Literal["in_force", "to_come", "superseded", "ended"]
"""How an assumption stands today."""

STATUSES: dict[State, Status] = {
    "in_force": Status("in force", "holds"),
    "to_come": Status("to come", "open"),
    "superseded": Status("superseded", "closed"),
    "ended": Status("no longer in force", "closed"),
}
UNKNOWN = Status("risk not known", "due")
"""The risk of an assumption that is off the scale."""
_HIGH, _MEDIUM = Fraction(4, 3), Fraction(2, 3)
_GRADES: tuple[tuple[Fraction, str, Tone], ...] = (
    (_HIGH, "high", "bad"),
    (_MEDIUM, "medium", "due"),
    (Fraction(0), "low", "holds"),
)


@dataclass(frozen=True, slots=True)
class Risk:
    """How much is at risk if an assumption is wrong.

    Attributes:
        quality: its place on the project's scale of quality, from 0 for the worst.
        impact: its place on the scale of impact, from 0 for the smallest.
        score: from 0 for good quality with little impact to 2 for the worst. Each scale counts for half of it,
            however long it is.
        word: `high` from 4/3 on, `medium` from 2/3 on, else `low`.
        tone: the tone of the word.
    """

    quality: int
    impact: int
    score: Fraction
    word: str
    tone: Tone

    @property
    def status(self) -> Status:
        """The risk as a pill."""
        return Status(f"{self.word} risk", self.tone)

    @property
    def anchor(self) -> str:
        """The id of its place in the register."""
        return f"quality-{self.quality + 1}-impact-{self.impact + 1}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid of quality and impact: the risk there, and how many assumptions stand in it."""

    risk: Risk
    number: int


def risk_at(quality: int, impact: int, *, qualities: int, impacts: int) -> Risk:
    """The risk at a place of the grid, whose scales are `qualities` and `impacts` words long."""
    score = 1 - _share(quality, qualities) + _share(impact, impacts)
    word, tone = next((word, tone) for least, word, tone in _GRADES if score >= least)
    return Risk(quality, impact, score, word, tone)


def _share(place: int, length: int) -> Fraction:
    """How far up a scale a place is, from 0 to 1; a scale of one word tells nothing."""
    return Fraction(place, length - 1) if length > 1 else Fraction(1, 2)


def scales_of(graph: ProjectGraph) -> tuple[list[str], list[str]]:
    """The words for quality and for impact, lowest first."""
    scales = graph.project.scales
    return list(dict.fromkeys(scales.quality)), list(dict.fromkeys(scales.impact))


def risk_of(record: Record, graph: ProjectGraph) -> Risk | None:
    """The risk of an assumption; None where its quality or impact is off the scale."""
    qualities, impacts = scales_of(graph)
    if record.f.quality not in qualities or record.f.impact not in impacts:
        return None
    return risk_at(
        qualities.index(record.f.quality),
        impacts.index(record.f.impact),
        qualities=len(qualities),
        impacts=len(impacts),
    )


def status_of_risk(record: Record, graph: ProjectGraph) -> Status:
    """The risk of an assumption as a pill, also where it cannot be told."""
    risk = risk_of(record, graph)
    return risk.status if risk is not None else UNKNOWN


def cells_of(records: Sequence[Record], graph: ProjectGraph) -> list[list[Cell]]:
    """The grid of some assumptions: for each impact, the smallest first, a row of cells by quality, the worst first."""
    qualities, impacts = scales_of(graph)
    stand = [(risk.quality, risk.impact) for record in records if (risk := risk_of(record, graph)) is not None]
    rows = []
    for impact in range(len(impacts)):
        risks = [risk_at(q, impact, qualities=len(qualities), impacts=len(impacts)) for q in range(len(qualities))]
        rows.append([Cell(risk, stand.count((risk.quality, risk.impact))) for risk in risks])
    return rows


def by_risk(records: Sequence[Record], graph: ProjectGraph) -> list[Record]:
    """The riskiest first, of one risk the greater impact; what is off the scale stands before all, as it may be any."""

    def key(record: Record) -> tuple[object, ...]:
        risk = risk_of(record, graph)
        return (risk is not None, -risk.score if risk else 0, -risk.impact if risk else 0, record.ref)

    return sorted(records, key=key)


def holds_for(record: Record, release: Record, graph: ProjectGraph) -> bool:
    """Whether an assumption holds for a release. A filtered graph goes by what was told of the full one."""
    if graph.visibility != "team":
        return release.ref in record.f.told_for
    return _holds(record, release, lineage(release, graph), graph)


def held_by(release: Record, graph: ProjectGraph) -> list[Record]:
    """The assumptions that hold for a release, the riskiest first."""
    assumptions = graph.of("assumption")
    if graph.visibility != "team":
        return by_risk([record for record in assumptions if release.ref in record.f.told_for], graph)
    line = lineage(release, graph) if assumptions else []
    return by_risk([record for record in assumptions if _holds(record, release, line, graph)], graph)


def _holds(record: Record, release: Record, line: Sequence[Record], graph: ProjectGraph) -> bool:
    refs = [earlier.ref for earlier in line]
    if not _concerns(record, release) or not _begun(record, refs, graph):
        return False
    if record.f.until is not None and record.f.until in refs[1:]:
        return False
    return not any(_concerns(s, release) and _begun(s, refs, graph) for s in successors(record, graph))


def _concerns(record: Record, release: Record) -> bool:
    """Whether an assumption is about the product of a release; one that names no product is about all."""
    return not record.fields.product or record.fields.product == product_of(release)


def _begun(record: Record, line: Sequence[str], graph: ProjectGraph) -> bool:
    return graph.get(record.f.since) is None or record.f.since in line


def successors(record: Record, graph: ProjectGraph) -> list[Record]:
    """The assumptions that supersede one."""
    return [other for other in graph.related(record, "superseded_by") if other.ref != record.ref]


def state_of(record: Record, graph: ProjectGraph) -> State:
    """How an assumption stands today: in force if it holds for the newest release of a line that is kept alive.

    Without any release it is in force unless it is superseded, or begins with a release that is still to come.
    """
    if graph.visibility != "team":
        told: State = record.f.told_state or "in_force"
        return told
    newest = newest_of_each_line(graph)
    lines = {release.ref: lineage(release, graph) for release in newest}
    if any(_holds(record, release, lines[release.ref], graph) for release in newest):
        return "in_force"
    since = graph.get(record.f.since)
    if since is not None and since.f.status in ("planned", "candidate"):
        return "to_come"
    if _followed(record, [[r.ref for r in line] for line in lines.values()] or [[]], graph):
        return "superseded"
    return "ended" if newest or since is not None else "in_force"


def _followed(record: Record, lines: Sequence[Sequence[str]], graph: ProjectGraph) -> bool:
    return any(_begun(after, line, graph) for after in successors(record, graph) for line in lines)


def is_due(record: Record, graph: ProjectGraph) -> bool:
    """Whether an assumption that is in force was to be looked at again by now."""
    day: date | None = record.f.review_by
    return day is not None and day < graph.as_of and state_of(record, graph) == "in_force"


def in_force(graph: ProjectGraph) -> list[Record]:
    """The assumptions that are in force today, the riskiest first."""
    return by_risk([record for record in graph.of("assumption") if state_of(record, graph) == "in_force"], graph)
