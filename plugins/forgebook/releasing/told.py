"""What a release tells each of its readers: act or not, by when, what happens to results, which runs are affected.

The same sentence stands at the top of the page, in notes to send and in the subject of the mail, so it is made here
alone. `headline` gives it whole and in parts; `audiences_of` gives it for each audience that a release concerns, with
the changes behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core import dates
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.changes import changes_of
from forgebook.releasing.effects import Results, Runs, results_of, runs_of, together
from forgebook.releasing.standing import instead_of

EVERYONE = "Everyone"
COMING = ("planned", "candidate")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that an audience must do: the words (inline Markdown), by when, and the change that asks for it."""

    text: str
    by: date | None
    change: Record


@dataclass(frozen=True, slots=True)
class Headline:
    """What one audience is told in one sentence, whole and in parts. All texts may hold inline Markdown.

    Attributes:
        audience: the audience's id; empty for everyone.
        title: the audience's title.
        must_act: whether the readers must do something.
        act_by: the day by which they must: the first that is still to come, else the last that has passed.
        overdue: whether that day has passed, as of the graph's day.
        lead: `act by Fri 31 Oct 2025`, `nothing to do`: no full stop, no capital.
        results: what happens to results; its `words` are empty where no change concerns the audience.
        runs: which runs are affected, or None.
        steps: what to do, in the order of the changes.
        tone: how it looks: `due` (act), `bad` (withdrawn), `holds` (nothing to do), `closed` (cancelled).
    """

    audience: str
    title: str
    must_act: bool
    act_by: date | None
    overdue: bool
    lead: str
    results: Results
    runs: Runs | None
    steps: tuple[Step, ...]
    tone: str
    coming: bool = False

    @property
    def runs_words(self) -> str:
        """`runs since Wed 12 Mar 2025 are affected`, or empty."""
        return f"{self.runs.words()} {'will be' if self.coming else 'are'} affected" if self.runs else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The clauses of the sentence that have something to say, without the audience."""
        return tuple(part for part in (self.lead, self.results.words, self.runs_words) if part)

    @property
    def sentence(self) -> str:
        """The whole sentence: `Planners: act by Fri 31 Oct 2025; results go down by up to 4 %.`"""
        return f"{self.title}: {'; '.join(self.parts)}."

    @property
    def rest(self) -> str:
        """What follows the lead, as a sentence of its own with the scope of the results; empty where nothing does."""
        scope = f" ({self.results.scope})" if self.results.scope and self.results.words else ""
        said = "; ".join(part for part in (self.results.words + scope, self.runs_words) if part)
        return f"{said[:1].upper()}{said[1:]}." if said else ""

    def subject(self, release: str) -> str:
        """The subject of a mail about a release: `v4.2.1 for planners: act by …`, on one line."""
        return " ".join(f"{release} for {self.title[:1].lower()}{self.title[1:]}: {'; '.join(self.parts)}".split())


@dataclass(frozen=True, slots=True)
class Told:
    """An audience's headline, and the changes that concern it: those that ask it to act, and the others."""

    headline: Headline
    acting: tuple[Record, ...]
    other: tuple[Record, ...]

    @property
    def id(self) -> str:
        """The audience's id; `all` for everyone, so that it can be an anchor."""
        return self.headline.audience or "all"

    @property
    def changes(self) -> tuple[Record, ...]:
        """All of them, those that ask for action first."""
        return (*self.acting, *self.other)


def headline(release: Record, audience: str, graph: ProjectGraph) -> Headline:
    """What a release tells one audience of the project file in one sentence; an empty `audience` means everyone.

    It is told as of the graph's day: a day to act by that has passed is said to have passed. A release that is still
    to come speaks of the future, a withdrawn one says what to use instead, a cancelled one that it never came out.
    `headline(…).sentence` is the whole, `.subject(release.title)` the subject of a mail, `.parts` its clauses.
    """
    return _headline(concerning(changes_of(release, graph), audience), audience, graph, release)


def headline_of(changes: list[Record], audience: str, graph: ProjectGraph) -> Headline:
    """The same for changes that are in no release yet: what the next release would tell."""
    return _headline(concerning(changes, audience), audience, graph, None)


def audiences_of(release: Record, graph: ProjectGraph) -> list[Told]:
    """What each audience that a release concerns is told, in the project file's order.

    One entry for everyone where the project names no audiences; none where the release holds no changes.
    """
    return _told(changes_of(release, graph), graph, release)


def told_of(changes: list[Record], graph: ProjectGraph) -> list[Told]:
    """The same for changes that are in no release yet."""
    return _told(changes, graph, None)


def steps_for(change: Record, audience: str) -> list[Any]:
    """The actions of a change that an audience must take; an empty `audience` means everyone's."""
    return [step for step in change.f.action if not step.audience or not audience or step.audience == audience]


def _told(changes: list[Record], graph: ProjectGraph, release: Record | None) -> list[Told]:
    found = []
    for audience in [entry.id for entry in graph.project.audiences] or [""]:
        mine = concerning(changes, audience)
        if mine:
            acting = tuple(c for c in mine if steps_for(c, audience))
            other = tuple(c for c in mine if not steps_for(c, audience))
            found.append(Told(_headline(mine, audience, graph, release), acting, other))
    return found


def concerning(changes: list[Record], audience: str) -> list[Record]:
    """The changes that name an audience, name none, or ask it to act."""
    return [
        c
        for c in changes
        if not audience
        or not c.f.audience
        or audience in c.f.audience
        or any(s.audience == audience for s in c.f.action)
    ]


def _headline(changes: list[Record], audience: str, graph: ProjectGraph, release: Record | None) -> Headline:
    title = graph.project.titled("audiences", audience) if audience else EVERYONE
    status = release.f.status if release is not None else "planned"
    if release is not None and status in ("withdrawn", "cancelled"):
        return _ended(release, audience, title, graph)
    coming = status in COMING
    steps = tuple(Step(s.text, c.f.act_by, c) for c in changes for s in steps_for(c, audience))
    by = _day([step.by for step in steps if step.by], graph.as_of)
    return Headline(
        audience=audience,
        title=title,
        must_act=bool(steps),
        act_by=by,
        overdue=by is not None and by < graph.as_of,
        lead=_lead(changes, steps, by, graph, coming=coming),
        results=results_of(changes, coming=coming),
        runs=together((runs_of(c, graph) for c in changes), release.f.released_on if release else None),
        steps=steps,
        tone="due" if steps or any(c.f.breaking for c in changes) else "holds",
        coming=coming,
    )


def _ended(release: Record, audience: str, title: str, graph: ProjectGraph) -> Headline:
    """A release that was taken back, or never came out: what it holds is beside the point."""
    gone = release.f.status == "withdrawn"
    lead = _withdrawn(release, graph) if gone else "nothing to do, it never came out"
    nothing = Results("", "")
    return Headline(audience, title, gone, None, False, lead, nothing, None, (), "bad" if gone else "closed")


def _withdrawn(release: Record, graph: ProjectGraph) -> str:
    told = release.f.withdrawn
    instead = instead_of(release, graph)
    use = f"use {instead.title} instead of it" if instead else "do not use it"
    return f"{use}, it was withdrawn{f' on {dates.long_day(told.date)}' if told else ''}"


def _day(days: list[date], today: date) -> date | None:
    """The first day that is still to come, else the last that has passed."""
    ahead = [day for day in days if day >= today]
    return min(ahead) if ahead else max(days, default=None)


def _lead(changes: list[Record], steps: tuple[Step, ...], by: date | None, graph: ProjectGraph, *, coming: bool) -> str:
    act = "you will have to act" if coming else "act"
    if steps and by is None:
        return act
    if steps and by is not None:
        passed = f"act if you have not yet, it was due on {dates.long_day(by)}"
        return passed if by < graph.as_of else f"{act} by {dates.long_day(by)}"
    breaking = sum(1 for change in changes if change.f.breaking)
    if breaking:
        said = "1 change breaks what worked" if breaking == 1 else f"{breaking} changes break what worked"
        return f"{said}, read on"
    return (
        ("nothing to do" if changes else "no change is listed")
        if not coming
        else ("nothing you will have to do" if changes else "no change is listed yet")
    )
