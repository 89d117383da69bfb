"""Runs that somebody relies on, and the changes that touch them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import day_of, moment_of
from forgebook.releasing import effects
from forgebook.releasing.gates import came_out
from forgebook.releasing.lineage import lineage

Doubt = Literal["", "later", "line"]


@dataclass(frozen=True, slots=True)
class Touch:
    """That a change touches a run.

    Attributes:
        change: the change.
        run: the run.
        doubt: empty where it is certain. `later`: the run was made with a release that has the fault, but after the
            days that the change names. `line`: the change is in another line of releases than the run's.
    """

    change: Record
    run: Record
    doubt: Doubt = ""

    @property
    def sure(self) -> bool:
        """Whether it is certain."""
        return not self.doubt


def runs_touched(change: Record, graph: ProjectGraph) -> list[Touch]:
    """The runs that a change touches, the newest first.

    A run is touched if it was made within the days that the change names, with a release that has the fault and is
    followed by one that has the change. A change that names no days and no release touches none, and so does one that
    leaves results as they are, unless it names the days of runs.
    """
    return list(_touched(change, newest_first(graph.of("run")), graph))


def _touched(change: Record, runs: Iterable[Record], graph: ProjectGraph) -> Iterator[Touch]:
    asked = effects.runs_of(change, graph)
    if asked is None:
        return
    having = holders(change, graph)
    for run in runs:
        release = graph.get(run.f.release)
        days = _within(day_of(run.f.run_at), asked)
        if days is None or release is None or not _has_fault(release, asked, having, graph):
            continue
        other = having and not any(release in lineage(holder, graph) for holder in having)
        yield Touch(change, run, days or ("line" if other else ""))


def changes_touching(run: Record, graph: ProjectGraph) -> list[Touch]:
    """The changes that touch a run, the surest and those that came out first."""
    found = [touch for change in graph.of("change") for touch in _touched(change, [run], graph)]
    return sorted(found, key=lambda touch: (bool(touch.doubt), not is_out(touch.change, graph), touch.change.ref))


def touches_by_run(graph: ProjectGraph) -> dict[str, list[Touch]]:
    """By the ref of each run that is touched, the changes that touch it."""
    found: dict[str, list[Touch]] = {}
    for change in graph.of("change"):
        for touch in runs_touched(change, graph):
            found.setdefault(touch.run.ref, []).append(touch)
    for touches in found.values():
        touches.sort(key=lambda touch: (bool(touch.doubt), not is_out(touch.change, graph), touch.change.ref))
    return found


def newest_first(runs: list[Record]) -> list[Record]:
    """Runs in order of time."""
    return sorted(runs, key=lambda run: (moment_of(run.f.run_at), run.ref), reverse=True)


def is_out(change: Record, graph: ProjectGraph) -> bool:
    """Whether a release that has the change came out."""
    return any(came_out(release) for release in holders(change, graph))


def holders(change: Record, graph: ProjectGraph) -> list[Record]:
    """The releases that have a change: the one that it stands in, or those that a fragment names."""
    refs = [change.parent] if change.parent else list(change.f.releases)
    return [release for ref in refs if (release := graph.get(ref)) is not None]


def _has_fault(release: Record, asked: effects.Runs, having: list[Record], graph: ProjectGraph) -> bool:
    """Whether a release has what a change mends: it follows the first one that had it, and not one with the change."""
    line = {r.ref for r in lineage(release, graph)}
    if any(holder.ref in line for holder in having):
        return False
    if asked.release is not None:
        return asked.release.ref in line
    family = {r.ref for holder in having for r in lineage(holder, graph)}
    return not family or bool(family & line)


def _within(day: date, asked: effects.Runs) -> Doubt | None:
    """Whether a day lies within those that a change names; None where it cannot be touched."""
    if asked.start is not None and day < asked.start:
        return None
    if asked.end is not None and day > asked.end:
        return "later" if asked.release is not None or asked.version else None
    return ""


@dataclass(frozen=True, slots=True)
class Reliance:
    """How far one may rely on a run today.

    Attributes:
        word: `touched` by a change that is out, `coming` where that change is still to come, `look` where it may be
            touched, `withdrawn` where its release was taken back, `replaced` by a later run, `stands` otherwise, and
            `untold` on a filtered site, which cannot tell that nothing touches it.
        touches: what touches it.
        replaced_by: the runs that took its place.
        must_act: whether a change that touches it asks its readers to do something.
    """

    word: Literal["touched", "coming", "look", "withdrawn", "replaced", "stands", "untold"]
    touches: tuple[Touch, ...] = ()
    replaced_by: tuple[Record, ...] = ()
    must_act: bool = False


def reliance_of(run: Record, graph: ProjectGraph, touches: list[Touch] | None = None) -> Reliance:
    """How far one may rely on a run. `touches` are those of `changes_touching`, where they are at hand."""
    found = tuple(changes_touching(run, graph) if touches is None else touches)
    later = tuple(graph.related(run, "replaced_by"))
    must_act = any(touch.change.f.action for touch in found if touch.sure)
    return Reliance(_word(run, found, later, graph), found, later, must_act)


def _word(
    run: Record, touches: tuple[Touch, ...], later: tuple[Record, ...], graph: ProjectGraph
) -> Literal["touched", "coming", "look", "withdrawn", "replaced", "stands", "untold"]:
    if later:
        return "replaced"
    release = graph.get(run.f.release)
    if release is not None and release.f.status == "withdrawn":
        return "withdrawn"
    sure = [touch for touch in touches if touch.sure]
    if any(is_out(touch.change, graph) for touch in sure):
        return "touched"
    if sure:
        return "coming"
    if touches:
        return "look"
    return "stands" if graph.visibility == "team" else "untold"
