"""What held at a time: the decisions in force, the newest release out, the sprint that ran. A page a month."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from forgebook.core.dates import add_months, month_name
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.record import Record
from forgebook.core.timeline import Held
from forgebook.core.views import PageView, page_url
from forgebook.pages.finding import dumped
from forgebook.releasing.live import final_environment, live_times
from forgebook.rendering.scope import plain_words

KINDS = ("decision", "release", "sprint")
MOST = 4000
"""The most decisions that the pages of all months list together. A site must not grow with records times months."""
LEAST = 20
"""So many a page lists whatever the number of months."""
INDEX = "history/held.json"


@dataclass(frozen=True, slots=True)
class Span:
    """A record, and from when to when it held.

    Attributes:
        ref, title, address: the record.
        held: the time.
        line: releases of one product and maintenance line follow each other.
        work_until: the last day of a sprint without its recovery.
        live: whether it is told by deployments that a release was live, and not only that it was out.
    """

    ref: str
    title: str
    address: str
    held: Held
    line: str = ""
    work_until: date | None = None
    live: bool = False

    @property
    def order(self) -> tuple[date, Any]:
        """By the first day."""
        return (self.held.start or date.min, natural_order(self.ref))


@dataclass(frozen=True, slots=True)
class Day:
    """What held on a day.

    Attributes:
        decisions: those in force, the newest first; not all where there are very many.
        total: how many were in force.
        untold: once in force, but nobody can tell whether they were on that day.
        releases: the newest of each line.
    """

    decisions: list[Span]
    total: int
    untold: list[Span]
    releases: list[Span]


class Then:
    """Answers of a graph to what held when. Kinds tell it by `RecordKind.held`, and may all be missing."""

    def __init__(self, graph: ProjectGraph) -> None:
        self.graph = graph

    @cached_property
    def by_kind(self) -> dict[str, list[Span]]:
        """The spans of each kind, the oldest first."""
        return {name: sorted(self._of(name), key=lambda span: span.order) for name in KINDS}

    @property
    def spans(self) -> list[Span]:
        """All of them."""
        return [span for spans in self.by_kind.values() for span in spans]

    def _of(self, name: str) -> Iterator[Span]:
        live = list(self._live()) if name == "release" else []
        told = {span.line: span.held.start for span in reversed(live)}
        for record in self.graph.of(name):
            held = self.graph.kinds[name].held(record, self.graph)
            if held is not None:
                last = record.f.end if name == "sprint" else None
                span = Span(record.ref, plain_words(record.title), record.address, held, _line(record), last)
                yield from _until(span, told.get(span.line))
        yield from live

    def _live(self) -> Iterator[Span]:
        """The releases that were live in the environment of the highest order, the oldest first, and when."""
        final = final_environment(self.graph)
        for time in live_times(final.id, self.graph) if final is not None else ():
            if not time.momentary:
                record = time.release
                line = _line_of(record, time.line)
                held = Held(time.first, time.last, over=time.last is not None)
                yield Span(record.ref, plain_words(record.title), record.address, held, line, live=True)

    @cached_property
    def months(self) -> list[date]:
        """The first days of the months in which something changed, oldest first."""
        today = self.graph.as_of
        days = [day for span in self.spans for day in (span.held.start, span.held.end) if day and day <= today]
        return sorted({day.replace(day=1) for day in days})

    def views(self) -> Iterator[PageView]:
        """A page for each month in which something changed, and one that leads to them and to any day."""
        if not self.months:
            return
        yield PageView(
            address="history/on/",
            title="What held on a day",
            template="held.html",
            context={"months": self._by_year(), "held_index": INDEX},
            description="The decisions in force, the release out and the sprint that ran, on any day.",
            hide=("toc", "navigation"),
            searchable=False,
        )
        for place, (first, day) in enumerate(self._days()):
            yield self._month(place, first, day)

    def _by_year(self) -> list[tuple[int, list[tuple[date, str]]]]:
        years: dict[int, list[tuple[date, str]]] = {}
        for first in reversed(self.months):
            years.setdefault(first.year, []).insert(0, (first, month_address(first)))
        return list(years.items())

    def _month(self, place: int, first: date, day: Day) -> PageView:
        last = min(_last_of(first), self.graph.as_of)
        near = [self.months[i] if 0 <= i < len(self.months) else None for i in (place - 1, place + 1)]
        return PageView(
            address=month_address(first),
            title=f"What held in {month_name(first.month)} {first.year}",
            template="held_month.html",
            context={
                "first": first,
                "last": last,
                "day": day,
                "gone": [span for span in self._ended.get(first, []) if span.held.end and span.held.end <= last],
                "sprints": [s for s in self.by_kind["sprint"] if _touches(s.held, first, last)],
                "before": near[0] and (near[0], month_address(near[0])),
                "after": near[1] and (near[1], month_address(near[1])),
            },
            description=f"Decisions in force, release and sprint at the end of {month_name(first.month)} {first.year}.",
            hide=("toc", "navigation"),
            searchable=False,
        )

    @cached_property
    def _ended(self) -> dict[date, list[Span]]:
        """By the first day of a month, the decisions that were in force and ceased to be in it."""
        found: dict[date, list[Span]] = {}
        for span in self.by_kind["decision"]:
            if span.held.end and (span.held.start or date.min) < span.held.end:
                found.setdefault(span.held.end.replace(day=1), []).append(span)
        return found

    def _days(self) -> Iterator[tuple[date, Day]]:
        """Each month with what held on its last day: one walk through the decisions, not one a month."""
        starting = deque(self.by_kind["decision"])
        ending = deque(sorted((s for s in starting if s.held.end), key=lambda span: span.held.end or date.max))
        holding: dict[bool | None, dict[str, Span]] = {True: {}, None: {}, False: {}}
        most = max(LEAST, MOST // len(self.months))
        for first in self.months:
            last = min(_last_of(first), self.graph.as_of)
            while starting and starting[0].order[0] <= last:
                span = starting.popleft()
                holding[span.held.on(span.order[0])][span.ref] = span
            while ending and (ending[0].held.end or date.max) <= last:
                span = ending.popleft()
                for spans in holding.values():
                    spans.pop(span.ref, None)
            newest = [list(islice(reversed(holding[answer].values()), most)) for answer in (True, None)]
            yield first, Day(newest[0], len(holding[True]), newest[1], self._newest_releases(last))

    def _newest_releases(self, day: date) -> list[Span]:
        newest = {span.line: span for span in self.by_kind["release"] if span.held.on(day)}
        return [newest[line] for line in sorted(newest)]

    def as_json(self, *, directory_urls: bool) -> bytes:
        """The spans for the script, by kind: title, address, start, end, whether it is over, and what else it needs."""

        def row(span: Span) -> list[object]:
            held = span.held
            more = span.work_until.isoformat() if span.work_until else span.line
            address = page_url(span.address, directory_urls=directory_urls)
            live = [1] if span.live else []
            return [span.title, address, _iso(held.start), _iso(held.end), int(held.over), more, *live]

        return dumped({name: [row(span) for span in spans[::-1]] for name, spans in self.by_kind.items()})


def month_address(first: date) -> str:
    """`history/2025/10/`"""
    return f"history/{first.year}/{first.month:02}/"


def _iso(day: date | None) -> str | int:
    return day.isoformat() if day else 0


def _last_of(first: date) -> date:
    return add_months(first, 1) - timedelta(days=1)


def _touches(held: Held, first: date, last: date) -> bool:
    """Whether any day of a time lies in it."""
    return (held.start or date.min) <= last and (held.end is None or held.end > first)


def _line(record: Record) -> str:
    """What a release follows: the last one of its product and maintenance line."""
    return _line_of(record, getattr(record.fields, "maintenance_line", None))


def _line_of(record: Record, line: str | None) -> str:
    parts: Iterable[str | None] = (record.fields.product, line or getattr(record.fields, "maintenance_line", None))
    return " ".join(part for part in parts if part)


def _until(span: Span, day: date | None) -> Iterator[Span]:
    """What is known of a release from before the first day on which its line tells what was live."""
    if day is None:
        yield span
    elif span.held.start is not None and span.held.start < day:
        end = day if span.held.end is None else min(day, span.held.end)
        yield replace(span, held=Held(span.held.start, end, over=True))
