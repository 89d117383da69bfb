"""What changes do to results and to runs that were made before, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core import dates
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record

DIRECTIONS = ("up", "down", "mixed")
_WORDS = {"up": "go up", "down": "go down", "mixed": "go up and down"}
_MEASURE = re.compile(
    r"(?:(?:by|up to|at most|no more than|less than|under|about|around|roughly|some|nearly|almost|at least|more than"
    r"|over|between|on average|~|≈|<|>|≤|≥)\s*)?[+\-−±]?\d",
    re.I,
)
_NUMBER = r"([+\-−±]?)\s*(\d+(?:[.,]\d+)?)"
_PERCENT_SIGN = r"\s*(?:%|percent\b|per cent\b)"
_PERCENT = re.compile(_NUMBER + _PERCENT_SIGN, re.I)
_RANGE = re.compile(rf"{_NUMBER}(?:{_PERCENT_SIGN})?\s*(?:to|and|–|—|-|…|\.\.\.?)\s*{_NUMBER}{_PERCENT_SIGN}", re.I)
_OPEN = re.compile(r"at least|more than|over|[>≥]", re.I)
_ROUGH = re.compile(r"about|around|roughly|nearly|almost|some|[~≈]", re.I)


@dataclass(frozen=True, slots=True)
class Results:
    """What happens to results.

    Attributes:
        direction: `up`, `down`, `mixed`, `none`, or empty where no change says.
        words: `results go down by up to 4 %`.
        scope: which results, where a single change says so; else empty.
    """

    direction: str
    words: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The size of an effect in per cent of a result, as far as its words tell it.

    Attributes:
        down: how far results may go down, not negative.
        up: how far they may go up.
        least: the size that they change by at least, where a range such as `2 to 5 %` says so.
    """

    down: float
    up: float
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Effect:
    """What one change does to results and to earlier runs.

    Attributes:
        change: the change.
        direction: `up`, `down` or `mixed`; empty where it only touches runs.
        span: its size as numbers, or None where the words tell none.
        runs: the runs that it touches, or None.
    """

    change: Record
    direction: str
    span: Span | None
    runs: Runs | None

    @property
    def words(self) -> str:
        """`up, up to 4 %`; empty where results stay."""
        size = self.change.f.impact.size if self.direction else None
        return f"{_WORDS[self.direction].removeprefix('go ')}{f', {size}' if size else ''}" if self.direction else ""


@dataclass(frozen=True, slots=True)
class Runs:
    """Which runs a change touches.

    Attributes:
        start: the first day of such runs, where it is known.
        end: the last day, where one is named.
        release: the release since when, where the records hold it.
        version: the release or version since when, as it was written.
    """

    start: date | None = None
    end: date | None = None
    release: Record | None = None
    version: str = ""

    def words(self) -> str:
        """`runs since Wed 12 Mar 2025`, `runs from 12 Mar to 7 Oct 2025`, `runs since v0.9`."""
        if self.start and self.end:
            return f"runs from {dates.span(self.start, self.end)}"
        if self.start:
            return f"runs since {dates.long_day(self.start)}"
        until = f" until {dates.long_day(self.end)}" if self.end else ""
        return f"runs{f' since {self.version}' if self.version else ''}{until}"


def results_of(changes: Sequence[Record], *, coming: bool = False) -> Results:
    """What changes do to results when taken together; `coming` puts it into the future.

    Effects of several changes are not added up, since they may touch different results: the greatest is named.
    "Results stay as they are" is said only where every change says so.
    """
    moved = [c.f.impact for c in changes if c.f.impact and c.f.impact.direction in DIRECTIONS]
    if not moved:
        return _unmoved(changes, coming=coming)
    directions = {impact.direction for impact in moved}
    direction = directions.pop() if len(directions) == 1 else "mixed"
    words = f"results {'will ' if coming else ''}{_WORDS[direction]}{_size([i.size for i in moved], direction)}"
    return Results(direction, words, moved[0].scope or "" if len(moved) == 1 else "")


def _unmoved(changes: Sequence[Record], *, coming: bool) -> Results:
    settled = [c.f.impact for c in changes if c.f.impact and c.f.impact.direction == "none"]
    if not changes or len(settled) < len(changes):
        return Results("none" if settled else "", "no effect on results is recorded" if changes else "")
    scopes = list(dict.fromkeys(impact.scope for impact in settled if impact.scope))
    scope = scopes[0] if len(scopes) == 1 else ""
    return Results("none", f"results {'will stay' if coming else 'stay'} as they are", scope)


def _size(sizes: list[str | None], direction: str) -> str:
    """The size of the effect, after `results go down`; empty where it is not told."""
    told = list(dict.fromkeys(size for size in sizes if size))
    if not told or len([size for size in sizes if size]) < len(sizes):
        return ""
    comma = "," if direction == "mixed" else ""
    if len(told) == 1:
        return f"{comma} {measured(told[0])}{' a change' if len(sizes) > 1 else ''}"
    numbers = [[_value(n) for _, n in _PERCENT.findall(size)] for size in told]
    if not all(numbers) or any(_OPEN.search(size) for size in told):
        return f" ({'; '.join(told)})"
    greatest, size = max(zip((max(found) for found in numbers), told, strict=True))
    about = "about " if _ROUGH.search(size) else ""
    return f"{comma} by up to {about}{greatest:g} % a change"


def effects_of(changes: Iterable[Record], graph: ProjectGraph) -> list[Effect]:
    """The changes that move results or touch earlier runs, in their order."""
    found = []
    for change in changes:
        impact, runs = change.f.impact, runs_of(change, graph)
        direction = impact.direction if impact and impact.direction in DIRECTIONS else ""
        if direction or runs:
            found.append(Effect(change, direction, span_of(impact.size, direction) if direction else None, runs))
    return found


def span_of(size: str | None, direction: str) -> Span | None:
    """A size in words as numbers: `up to 4 %`, `2 to 5 %`, `-6 % to +4 %`; None where it names no percentage.

    Where the size is signed its signs count, else the direction does. An open size, `more than 5 %`, is drawn to the
    number that it names.
    """
    if not size:
        return None
    pair = _RANGE.search(size)
    if pair and pair[1] in "-−" and pair[1] and pair[3] not in ("-", "−"):
        return Span(_value(pair[2]), _value(pair[4]))
    numbers = [_value(pair[2]), _value(pair[4])] if pair else [_value(n) for _, n in _PERCENT.findall(size)]
    if not numbers:
        return None
    most = max(numbers)
    least = min(numbers) if pair else 0.0
    return Span(most if direction != "up" else 0.0, most if direction != "down" else 0.0, least)


def _value(digits: str) -> float:
    return float(digits.replace(",", "."))


def measured(size: str) -> str:
    """A size as it follows a verb: `by up to 4 %`; in brackets where it is no measure: `(a little)`."""
    if size[:3].lower() == "by ":
        return size
    return f"by {size}" if _MEASURE.match(size) else f"({size})"


def runs_of(change: Record, graph: ProjectGraph) -> Runs | None:
    """The runs that a change touches, or None where it says of none, or that results stay as they are.

    A change that names the release since when results were wrong touches the runs since that release came out.
    """
    asked = change.f.affected_runs
    since = since_of(change, graph)
    start = asked.from_ if asked else None
    end = asked.to if asked else None
    if not (start or end) and (since is None or _leaves_results(change)):
        return None
    release = since if isinstance(since, Record) else None
    if start is None and release is not None:
        start = release.f.released_on
    return Runs(start, end, release, release.title if release else str(since or ""))


def since_of(change: Record, graph: ProjectGraph) -> Record | str | None:
    """The release since when a change's matter stands: a record, or a version that is older than the records."""
    written = change.f.affected_since
    if not written:
        return None
    return graph.get(graph.resolve(written, ("release",)).ref) or str(written)


def _leaves_results(change: Record) -> bool:
    impact: Any = change.f.impact
    return impact is not None and impact.direction == "none"


def together(found: Iterable[Runs | None], out_on: date | None) -> Runs | None:
    """The runs that any of several changes touches, as one span of time.

    An end is told where every change names one, and only where it lies before the day that the release came out:
    until then every run was made without it.
    """
    runs = [entry for entry in found if entry is not None]
    if not runs:
        return None
    undated = [entry for entry in runs if entry.start is None]
    ends = [entry.end for entry in runs if entry.end]
    end = max(ends) if len(ends) == len(runs) else None
    if end is not None and out_on is not None and end >= out_on and not (undated and not undated[0].version):
        end = None
    if undated:
        return Runs(None, end, undated[0].release, undated[0].version)
    first = min(runs, key=lambda entry: entry.start or date.max)
    return Runs(first.start, end, first.release, first.version)
