"""What a step from one release to another means for each audience, in one sentence.

Everything that needs thought is told of one change alone (`Facts`); the sentence counts, takes the first day, and
chooses among `WORDS`. The page in the browser gets the same facts and words, and a test holds its sentences against
these over all pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forgebook.core import dates
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.compare import Comparison
from forgebook.releasing.effects import DIRECTIONS, results_of, runs_of
from forgebook.releasing.standing import instead_of
from forgebook.releasing.told import EVERYONE, concerning, steps_for

WORDS = {
    "act": "act on {n} change|act on {n} changes",
    "by": ", by {day}|, the next by {day}",
    "was": ", which was due on {day}|, the last was due on {day}",
    "breaks": "{n} change breaks what worked|{n} changes break what worked",
    "nothing": "nothing to do",
    "moves": "{n} changes move results, {way}",
    "up": "all up",
    "down": "all down",
    "mixed": "up and down",
    "stay": "results stay as they are",
    "unsaid": "no effect on results is recorded",
    "runs": "{runs} are affected",
    "since": "runs since {day}",
    "lost": "{n} change of {start} is not in {end}|{n} changes of {start} are not in {end}",
    "undone": "{n} change is undone|{n} changes are undone",
    "moved": "{n} of them moved results",
    "use": "{end} was withdrawn, use {instead} instead",
    "withdrawn": "{end} was withdrawn, do not use it",
    "cancelled": "{end} never came out",
}
"""Singular and plural stand on the sides of `|`."""

UNMET: dict[str, Any] = {"direction": "none", "effect": "", "start": "", "runs": ""}
"""What is told in place of facts about a fault that the first release does not have."""

LEADS = {
    "forward": "From {start} to {end}: {releases}, {changes}.",
    "back": "{end} comes before {start}: going back undoes {releases} with {changes}.",
    "across": "{start} and {end} part after {common}: {changes} gained, {lost} lost.",
    "apart": "{start} and {end} share no earlier release, so nothing tells what lies between them.",
    "same": "{start} and {end} are one release.",
    "circle": "{start} and {end} follow each other in a circle, so nothing tells what lies between them.",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a change brings to a sentence.

    Attributes:
        by: the day by which one must act, ISO; empty where none is named.
        breaking: whether something that worked breaks.
        direction: `up`, `down`, `mixed`, `none`, or empty where nothing is said of results.
        effect: what it does to results, in words.
        start: the first day of runs that it touches, ISO; empty where unknown.
        runs: the runs that it touches, in words; empty where none.
        arose: the release since which its matter stands, where the records hold it; else empty.
    """

    by: str
    breaking: bool
    direction: str
    effect: str
    start: str
    runs: str
    arose: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one audience is told of a step.

    Attributes:
        id: the audience; empty for everyone.
        title: its title.
        sentence: what it is told, without the title and without a full stop.
        tone: `due` where it must act or something breaks, `bad` for a step to what was withdrawn, `closed` for one to
            what never came out and for what is undone, else `holds`.
    """

    id: str
    title: str
    sentence: str
    tone: str


def facts_of(change: Record, graph: ProjectGraph) -> Facts:
    """What a change brings to a sentence."""
    impact, runs = change.f.impact, runs_of(change, graph)
    direction = (impact.direction or "") if impact else ""
    return Facts(
        by=change.f.act_by.isoformat() if change.f.act_by else "",
        breaking=change.f.breaking,
        direction=direction,
        effect=results_of([change]).words if direction in DIRECTIONS else "",
        start=runs.start.isoformat() if runs and runs.start else "",
        runs=runs.words() if runs else "",
        arose=runs.release.ref if runs and runs.release else "",
    )


def said_of(step: Comparison, graph: ProjectGraph) -> list[Said]:
    """What each audience that the step concerns is told, in the project file's order."""
    gained, lost = ([row.change for row in rows] for rows in (step.gained, step.lost))
    found = []
    for audience in [entry.id for entry in graph.project.audiences] or [""]:
        mine, theirs = concerning(gained, audience), concerning(lost, audience)
        if mine or theirs:
            title = graph.project.titled("audiences", audience) if audience else EVERYONE
            parts, tone = _parts(step, mine, theirs, audience, graph)
            found.append(Said(audience, title, "; ".join(parts), tone))
    return found


def ended_of(release: Record, graph: ProjectGraph) -> tuple[str, str]:
    """What is said first of a release that is none to go to, and its tone; both empty for any other."""
    if release.f.status == "cancelled":
        return _word("cancelled", end=release.title), "closed"
    if release.f.status != "withdrawn":
        return "", ""
    instead = instead_of(release, graph)
    name = "use" if instead else "withdrawn"
    return _word(name, end=release.title, instead=instead.title if instead else ""), "bad"


def _parts(
    step: Comparison, mine: list[Record], theirs: list[Record], audience: str, graph: ProjectGraph
) -> tuple[list[str], str]:
    came = {release.ref for release in step.came}
    facts = [_met(facts_of(change, graph), came) for change in mine]
    parts: list[str] = []
    ended, tone = ended_of(step.end, graph)
    if ended:
        parts = [ended, *([_results(facts), *_runs(facts)] if mine else [])]
    elif mine:
        acting = [fact for fact, change in zip(facts, mine, strict=True) if steps_for(change, audience)]
        parts = [_lead(acting, facts, graph), _results(facts), *_runs(facts)]
        tone = "due" if acting or any(fact.breaking for fact in facts) else "holds"
    if theirs and step.way == "back":
        moved = sum(facts_of(change, graph).direction in DIRECTIONS for change in theirs)
        parts += [_word("undone", len(theirs)), *([_word("moved", moved)] if moved else [])]
    elif theirs:
        parts.append(_word("lost", len(theirs), start=step.start.title, end=step.end.title))
    return parts, tone or "closed"


def _met(facts: Facts, came: set[str]) -> Facts:
    """What a change brings to somebody on the way: a fault that came and went between moved no results of theirs."""
    return replace(facts, **UNMET) if facts.arose in came else facts


def _word(name: str, n: int = 1, **values: str) -> str:
    one, _, many = WORDS[name].partition("|")
    return (one if n == 1 or not many else many).format(n=n, **values)


def _lead(acting: list[Facts], facts: list[Facts], graph: ProjectGraph) -> str:
    if acting:
        today = graph.as_of.isoformat()
        days = sorted(fact.by for fact in acting if fact.by)
        ahead = [day for day in days if day >= today]
        due = _word("by" if ahead else "was", len(acting), day=day_words((ahead or days[-1:])[0])) if days else ""
        return _word("act", len(acting)) + due
    breaking = sum(fact.breaking for fact in facts)
    return _word("breaks", breaking) if breaking else WORDS["nothing"]


def _results(facts: list[Facts]) -> str:
    moving = [fact for fact in facts if fact.direction in DIRECTIONS]
    if len(moving) == 1:
        return moving[0].effect
    if moving:
        ways = {fact.direction for fact in moving}
        return _word("moves", len(moving), way=WORDS[ways.pop() if len(ways) == 1 else "mixed"])
    return WORDS["stay" if all(fact.direction == "none" for fact in facts) else "unsaid"]


def _runs(facts: list[Facts]) -> Iterable[str]:
    touching = [fact for fact in facts if fact.runs]
    if touching:
        undated = [fact for fact in touching if not fact.start]
        since = min(touching, key=lambda fact: fact.start)
        words = (undated or touching)[0].runs
        if len(touching) > 1 and not undated:
            words = _word("since", day=day_words(since.start))
        yield _word("runs", runs=words)


def day_words(iso: str) -> str:
    """An ISO day as sentences have it: `Fri 31 Oct 2025`."""
    return dates.long_day(date.fromisoformat(iso))


def lead_of(step: Comparison) -> str:
    """How the two releases stand to each other, in one sentence."""
    back = step.way == "back"
    return LEADS[step.way].format(
        start=step.start.title,
        end=step.end.title,
        common=step.common.title if step.common else "",
        releases=counted(len(step.gone if back else step.came), "release"),
        changes=counted(len(step.lost if back else step.gained), "change"),
        lost=counted(len(step.lost), "change"),
    )


def counted(number: int, one: str) -> str:
    """`1 change`, `3 changes`."""
    return f"{number} {one}{'' if number == 1 else 's'}"
