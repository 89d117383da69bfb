"""The ladder: who can look after each area and runbook, what shows it, and how that is after the next departure.

It is told from the full graph and from what git knows (`core.evidence`). The two figures of git stay apart: recent work
makes somebody active, historic authorship makes them an author. Those who have left are on no rung.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from forgebook.core.cover import RUNGS, Cover, Ground, LadderFacts, Stand
from forgebook.core.evidence import ENOUGH_FILES, AreaEvidence, CoverFacts
from forgebook.core.graph import ProjectGraph
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.record import Record
from forgebook.covering.grounds import Named, Proofs, declared, proofs
from forgebook.covering.people import is_gone, is_leaving, leaves_on

_ORDER = {rung: index for index, rung in enumerate(RUNGS)}
_WHATS = ("rehearsal", "release", "deployment", "work", "owner", "deputy", "role", "knows", "authorship")
_NEWEST_ALONE = ("release", "deployment")
"""Of these the newest says enough: a list of all would be a count of what somebody did."""
AT = 50
"""The coverage, in percent, at which authors are told."""


def may_show(graph: ProjectGraph) -> bool:
    """Whether pages about cover, handover and absence may be made for this reader."""
    allowed = graph.project.cover.visibility
    return VISIBILITY_ORDER[graph.visibility] <= VISIBILITY_ORDER[allowed]


def ladder(graph: ProjectGraph, facts: CoverFacts) -> LadderFacts:
    """The ladder on the day of the graph.

    Args:
        graph: the full graph.
        facts: what git tells; empty where no clone was asked.
    """
    telling = _Telling(graph, facts, proofs(graph))
    today = graph.as_of
    people = graph.of("person")
    days = {person.ref: day for person in people if (day := leaves_on(person, today)) is not None}
    leaving = {ref: day for ref, day in days.items() if day == min(days.values())}
    after = telling.covers(min(leaving.values()) + timedelta(days=1)) if leaving else {}
    covers = telling.covers(today)
    return LadderFacts(
        today, telling.people(covers), covers, leaving, after, dict(facts.missing), tuple(telling.notes())
    )


@dataclass
class _Telling:
    """What is the same for each day that is told of."""

    graph: ProjectGraph
    facts: CoverFacts
    proven: Proofs

    def covers(self, day: date) -> dict[str, Cover]:
        """Who can look after what on a day: who is there and whom records name then, by what is shown today."""
        gone = frozenset(person.ref for person in self.graph.of("person") if is_gone(person, day))
        areas = {area.ref: self._area(area, day, gone) for area in self.graph.of("area")}
        return areas | {runbook.ref: self._runbook(runbook, day, gone) for runbook in self.graph.of("runbook")}

    def _runbook(self, runbook: Record, day: date, gone: frozenset[str]) -> Cover:
        named = [*self.proven.of(runbook.ref), *declared(runbook, self.graph, day)]
        return Cover(runbook.ref, self._stands(named, gone), enough=True)

    def _area(self, area: Record, day: date, gone: frozenset[str]) -> Cover:
        evidence = self.facts.areas.get(area.ref)
        named = [*self.proven.of(area.ref), *declared(area, self.graph, day)]
        partly = self._partly(area)
        if evidence is None or not evidence.enough:
            why = self._why(area, evidence)
            return Cover(area.ref, self._stands(named, gone), why=why, note=partly, partial=bool(partly))
        authors = evidence.historic.authors.get(AT, ())
        named += [(person, Ground("active", "work")) for person in evidence.holders(gone)]
        named += [(person, Ground("historic", "authorship")) for person in authors]
        return Cover(
            area.ref,
            self._stands(named, gone),
            enough=True,
            historic=dict(evidence.historic.people),
            departed=sum(person in gone for person in authors),
            note=" ".join(filter(None, (_quiet(evidence), partly))),
            partial=bool(partly),
        )

    def _stands(self, named: Iterable[Named], gone: frozenset[str]) -> tuple[Stand, ...]:
        found: dict[str, list[Ground]] = {}
        for person, ground in named:
            if person not in gone:
                found.setdefault(person, []).append(ground)
        stands = [self._stand(person, grounds) for person, grounds in found.items()]
        return tuple(sorted(stands, key=lambda stand: (_ORDER[stand.rung], stand.name, stand.person)))

    def _stand(self, person: str, grounds: list[Ground]) -> Stand:
        record = self.graph.get(person)
        name = record.title if record is not None else self.facts.names.get(person, person.removeprefix("name:"))
        told = _told(grounds)
        return Stand(person, name, told[0].rung, told, leaves_on(record, self.graph.as_of) if record else None)

    def _why(self, area: Record, evidence: AreaEvidence | None) -> str:
        """Why git does not tell who is active."""
        if evidence is not None:
            files = "1 source file" if evidence.files == 1 else f"{evidence.files or 'no'} source files"
            return f"it has {files}, and fewer than {ENOUGH_FILES} tell too little"
        if not area.f.paths:
            return "it does not say which files are its own"
        lost = self._lost(area)
        return f"no clone of {_listed(lost)} could be asked" if lost else "git was not asked"

    def _partly(self, area: Record) -> str:
        """What is missing where a part of the area could be asked."""
        if area.ref not in self.facts.areas:
            return ""
        lost, cut = self._lost(area), [p.repository for p in area.f.paths if p.repository in self.facts.cut]
        told = [f"What lies in {_listed(lost)} is not counted: no clone could be asked."] if lost else []
        if cut:
            told.append(f"The clone of {_listed(list(dict.fromkeys(cut)))} is cut off, so older work is not seen.")
        return " ".join(told)

    def _lost(self, area: Record) -> list[str]:
        asked = self.facts.repositories
        named = dict.fromkeys(paths.repository for paths in area.f.paths)
        return [id_ for id_ in named if id_ not in asked] if asked or self.facts.missing else []

    def people(self, covers: dict[str, Cover]) -> dict[str, str]:
        """Everybody who is on a ladder or in the team today, by name."""
        today = self.graph.as_of
        found = {person.ref: person.title for person in self.graph.of("person") if not is_gone(person, today)}
        found |= {stand.person: stand.name for cover in covers.values() for stand in cover.stands}
        return dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))

    def notes(self) -> Iterable[str]:
        """What a reader should know of how it was told."""
        yield from self.facts.notes
        yield from (ambiguous_name(name) for name in self.facts.ambiguous)
        for person in self.graph.of("person"):
            if is_leaving(person, self.graph.as_of) and leaves_on(person, self.graph.as_of) is None:
                yield f"{person.title} is leaving, and the last day is not known, so they still count. Add `left`."


def ambiguous_name(name: str) -> str:
    """What is told of a name under which there is work that could be one of several people's."""
    return (
        f'Work under the name "{name}" could be one of several people\'s and counts for none of them; add the address '
        "to `emails` of the one whose it is."
    )


def _quiet(evidence: AreaEvidence) -> str:
    if evidence.recent:
        return ""
    return f"No recent work: the last was in {evidence.last:%Y-%m}." if evidence.last else "No work was found."


def _told(grounds: list[Ground]) -> tuple[Ground, ...]:
    """The grounds of one person, the strongest first: of the same reason the newest alone."""
    kept: dict[tuple[str, ...], Ground] = {}
    for ground in grounds:
        key = (ground.rung, ground.what) if ground.what in _NEWEST_ALONE else (ground.rung, ground.what, ground.ref)
        other = kept.get(key)
        if other is None or (ground.day or date.min) > (other.day or date.min):
            kept[key] = ground
    order = {what: index for index, what in enumerate(_WHATS)}
    newest_first = sorted(kept.values(), key=lambda g: (g.day or date.min, g.ref), reverse=True)
    return tuple(sorted(newest_first, key=lambda g: (_ORDER[g.rung], order[g.what])))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
