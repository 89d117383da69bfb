"""What the gates of the project file say of a release: which it needs, what each said, and where there is a gap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Gate, Level
from forgebook.core.record import Record
from forgebook.core.views import Status

Gap = Literal["missing", "failed", "not_run", "no_reason", "no_checker", "own_work"]
"""What is wrong with a gate of a release that came out; `own_work` and `no_checker` also before that."""

LEVELS: tuple[str, ...] = get_args(Level)
_PASSED = ("pass", "pass_with_caveat")
_NUMBERS = re.compile(r"\d+(?:[.\-_]\d+)*")
_STATES = {
    "pass": Status("passed", "holds"),
    "pass_with_caveat": Status("caveat", "due"),
    "fail": Status("failed", "bad"),
    "waived": Status("waived", "closed"),
    "not_run": Status("not run", "bad"),
}
_MISSING = Status("missing", "bad")
_TO_COME = Status("to come", "open")
_UNSIGNED: dict[str, Status] = {
    "no_reason": Status("no reason", "bad"),
    "no_checker": Status("unsigned", "bad"),
    "own_work": Status("own work", "bad"),
}
"""What a result counts for that nobody else stands behind."""
_WORDS: dict[Gap, str] = {
    "missing": "no result",
    "failed": "failed, and the release came out",
    "not_run": "not run, and the release came out",
    "no_reason": "waived without a reason",
    "no_checker": "nobody is named who checked",
    "own_work": "checked by who did the work",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one gate said of one release.

    Attributes:
        gate: the gate, as the project file has it.
        asked: whether a release of this level and day needs it.
        result: the entry of the release; None where there is none.
        status: as readers see it; None where nothing was asked for and nothing is told.
        gaps: what is wrong with it, the worst first. Empty in a filtered graph, which cannot tell what is hidden from
            what is missing.
    """

    gate: Gate
    asked: bool
    result: Any = None
    status: Status | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the gate was passed, with a caveat or without, and nothing is wrong with that."""
        return self.result is not None and self.result.result in _PASSED and not self.gaps

    @property
    def waived(self) -> bool:
        """Whether the team went on without it, and said why."""
        return self.result is not None and self.result.result == "waived" and not self.gaps

    @property
    def words(self) -> str:
        """What is wrong, in words; empty where nothing is."""
        return "; ".join(_WORDS[gap] for gap in self.gaps)


def came_out(release: Record) -> bool:
    """Whether a release went out, be it withdrawn by now."""
    return release.f.status in ("released", "withdrawn")


def level_of(release: Record, graph: ProjectGraph) -> str | None:
    """How large the step to a release is: as it says, else by which part of its version changed.

    Without a release before it, the last part of the version that is not zero tells it. None where the version has no
    numbers.
    """
    if release.f.level:
        return str(release.f.level)
    numbers = _numbers(str(release.f.version))
    if not numbers:
        return None
    before = graph.get(release.f.previous)
    earlier = _numbers(str(before.f.version)) if before is not None else ()
    length = max(len(numbers), len(earlier))
    here, there = (part + (0,) * (length - len(part)) for part in (numbers, earlier))
    steps = [index for index in range(length) if here[index] != there[index]]
    if not earlier or not steps:
        steps = [index for index in range(length) if here[index]][-1:] or [0]
    return LEVELS[2 - min(steps[0], 2)]


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBERS.search(version)
    return tuple(int(part) for part in re.split(r"[.\-_]", found[0])) if found else ()


def is_asked(gate: Gate, release: Record, graph: ProjectGraph) -> bool:
    """Whether a release needs a gate: by its level, and by the days between which the gate was in force.

    Where the level cannot be told, only the gates of every release are asked for.
    """
    level = level_of(release, graph) or LEVELS[0]
    return in_force(gate, release, graph.as_of) and LEVELS.index(level) >= LEVELS.index(gate.level)


def in_force(gate: Gate, release: Record, as_of: date) -> bool:
    """Whether a gate was there on the day that a release came out, or is to; today where no day is known."""
    day: date = release.f.released_on or release.f.planned_on or as_of
    return (gate.since is None or day >= gate.since) and (gate.until is None or day <= gate.until)


def verdicts_of(release: Record, graph: ProjectGraph) -> list[Verdict]:
    """What each gate of the project said of a release, in the project file's order."""
    results = {result.id: result for result in reversed(release.f.gates)}
    return [_verdict(gate, results.get(gate.id), release, graph) for gate in graph.project.gates]


def _verdict(gate: Gate, result: Any, release: Record, graph: ProjectGraph) -> Verdict:
    asked = release.f.status != "cancelled" and is_asked(gate, release, graph)
    whole = graph.visibility == "team"
    gaps = tuple(_gaps(gate, result, release, graph, asked=asked)) if whole else ()
    if result is not None:
        return Verdict(gate, asked, result, _state(result, gaps, release, asked=asked), gaps)
    if not asked or not whole:
        return Verdict(gate, asked)
    return Verdict(gate, asked, None, _MISSING if came_out(release) else _TO_COME, gaps)


def _state(result: Any, gaps: tuple[Gap, ...], release: Record, *, asked: bool) -> Status:
    if result.result == "not_run" and not came_out(release):
        return Status("not run yet", "open")
    if result.result == "not_run" and not asked:
        return Status("not run", "closed")
    unsigned = next((_UNSIGNED[gap] for gap in gaps if gap in _UNSIGNED), None)
    return unsigned if unsigned is not None and result.result != "fail" else _STATES[result.result]


def _gaps(gate: Gate, result: Any, release: Record, graph: ProjectGraph, *, asked: bool) -> Iterable[Gap]:
    out = came_out(release)
    if result is None:
        if asked and out:
            yield "missing"
        return
    if asked and out and result.result == "fail":
        yield "failed"
    if asked and out and result.result == "not_run":
        yield "not_run"
    if out and result.result == "waived" and not (result.reason or "").strip():
        yield "no_reason"
    if gate.needs_checker and in_force(gate, release, graph.as_of) and result.result in (*_PASSED, "fail"):
        if not result.checked_by:
            yield "no_checker"
        elif _own_work(result, release, graph):
            yield "own_work"


def _own_work(result: Any, release: Record, graph: ProjectGraph) -> bool:
    """Whether who checked did the work. Of a role, those who held it on the day of the signature count."""
    if not result.work_by:
        return False
    day = result.signed_off_on or release.f.released_on or graph.as_of
    checked, worked = (_people(who, day, graph) for who in (result.checked_by, result.work_by))
    return result.checked_by == result.work_by or (len(checked) == 1 and checked == worked)


def _people(who: str, day: date, graph: ProjectGraph) -> frozenset[str]:
    record = graph.get(who)
    if record is None or record.kind != "role":
        return frozenset({record.ref if record else who})
    held = [h.person for h in record.f.holders if (not h.from_ or h.from_ <= day) and (not h.to or h.to >= day)]
    return frozenset(held) or frozenset({record.ref})


@dataclass(frozen=True, slots=True)
class Tally:
    """How releases that came out fared at their gates. The three numbers add up to all of them.

    Attributes:
        passed: those that passed every gate that they needed, with caveats or without.
        waived: those without a gap that went on without at least one of their gates, with a reason.
        gaps: those with a gap.
    """

    passed: int = 0
    waived: int = 0
    gaps: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.passed + self.waived + self.gaps


def tally(rows: Iterable[list[Verdict]]) -> Tally:
    """How releases fared, each told by its verdicts."""
    passed = waived = gaps = 0
    for verdicts in rows:
        if any(verdict.gaps for verdict in verdicts):
            gaps += 1
        elif any(verdict.waived for verdict in verdicts if verdict.asked):
            waived += 1
        else:
            passed += 1
    return Tally(passed, waived, gaps)
