"""Environments: what is live where, since when and how far behind, on any day; what was deployed, failed, rolled back.

Three sorts of pages: one for all environments, one for each, and one for each of its years, whose entries are the
places of deployments. Thousands of deployments make a page a year, not a page each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Environment
from forgebook.core.record import Record
from forgebook.core.times import day_of, in_words
from forgebook.core.views import NavEntry, PageView, page_url
from forgebook.pages.finding import dumped
from forgebook.releasing.deployed import environment_address, subject
from forgebook.releasing.live import (
    Live,
    LiveTime,
    environments,
    final_environment,
    live_in,
    live_times,
    presences,
)
from forgebook.releasing.live_parts import LivePart
from forgebook.releasing.presence import in_order, is_whole
from forgebook.rendering.scope import plain_words

KIND = "deployment"
INDEX = "environments/live.json"
NAV = NavEntry("Releases", "Environments", 22)
FIRST = 40
"""So many deployments, and times of being live, the page of an environment lists; the others stand by year."""
TROUBLES = 3
LATEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A deployment as a row of a page.

    Attributes:
        record: the deployment.
        id: its anchor on the page of its year.
        day: its day.
        clock: its time of day and zone; empty where it gives a day alone.
        place: the title of its environment.
        release: the release that was deployed, or None.
        subject: what was deployed, in words.
        again: what is live again after a rollback.
    """

    record: Record
    id: str
    day: date
    clock: str
    place: str
    release: Record | None
    subject: str
    again: Record | None


@dataclass(frozen=True, slots=True)
class Time:
    """A time in which a release was live.

    Attributes:
        time: the time.
        days: its length in whole days.
        stream: its product and line, where there are several.
        undone: whether it ended with a rollback.
    """

    time: LiveTime
    days: int
    stream: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: what is live in one stream of an environment."""

    environment: Environment
    title: str
    address: str
    live: Live


@dataclass(frozen=True, slots=True)
class Row:
    """A component in the matrix, and its part in each column."""

    title: str
    parts: tuple[LivePart | None, ...]


class Environments:
    """The environments of a graph. The kind of deployments may be missing."""

    def __init__(self, graph: ProjectGraph) -> None:
        self.graph = graph

    @cached_property
    def by_environment(self) -> dict[str, list[Record]]:
        """The deployments of each environment, the newest first."""
        found: dict[str, list[Record]] = {}
        for record in reversed(in_order(self.graph.of(KIND))):
            found.setdefault(record.f.environment, []).append(record)
        return found

    @cached_property
    def used(self) -> list[Environment]:
        """The environments that something was deployed to, the highest first."""
        return [entry for entry in reversed(environments(self.graph)) if entry.id in self.by_environment]

    def views(self) -> Iterator[PageView]:
        """All their pages. Without a deployment there is one that says what would stand there."""
        kind = self.graph.kinds.get(KIND)
        if kind is None or (not self.used and self.graph.visibility != "team"):
            return
        yield self._front(NAV if self.used or not self.graph.records else None)
        for environment in self.used:
            yield self._page(environment)
            for year in self._years(environment):
                yield self._year(environment, year)

    def _front(self, nav: NavEntry | None) -> PageView:
        columns = [
            Column(entry, self._heading(live), environment_address(entry.id), live)
            for entry in self.used
            for live in live_in(entry.id, self.graph)
        ]
        entries = [entry for record in reversed(in_order(self.graph.of(KIND))) for entry in self._entries([record])]
        return PageView(
            address="environments/",
            title="Environments",
            template="environments.html",
            context={
                "kind": self.graph.kinds[KIND],
                "records": self.graph.of(KIND),
                "columns": columns,
                "rows": list(_matrix(columns, self.graph)),
                "idle": [entry.title or entry.id for entry in environments(self.graph) if entry not in self.used],
                "quiet": [e.title or e.id for e in self.used if not any(c.environment is e for c in columns)],
                "troubles": [e for e in entries if e.record.f.outcome in ("failed", "rolled_back")][:TROUBLES],
                "latest": entries[:LATEST],
                "live_index": INDEX,
                "final": final.id if (final := final_environment(self.graph)) is not None else "production",
            },
            description="What is live in each environment, since when, and how far behind.",
            nav=nav,
            hide=("toc",),
        )

    def _page(self, environment: Environment) -> PageView:
        records = self.by_environment[environment.id]
        times = live_times(environment.id, self.graph)[::-1]
        return PageView(
            address=environment_address(environment.id),
            title=environment.title or environment.id,
            template="environment.html",
            context={
                **self._context(environment, None, records[:FIRST], times[:FIRST]),
                "total": len(records),
                "shown": min(len(records), FIRST),
                "columns": [
                    Column(environment, self._heading(live), "", live) for live in live_in(environment.id, self.graph)
                ],
            },
            description=environment.purpose or "",
            hide=("toc",),
        )

    def _year(self, environment: Environment, year: int) -> PageView:
        records = [r for r in self.by_environment[environment.id] if day_of(r.f.at).year == year]
        times = [
            time
            for time in live_times(environment.id, self.graph)[::-1]
            if time.first.year <= year and (time.last is None or time.last.year >= year)
        ]
        return PageView(
            address=f"{environment_address(environment.id)}{year}/",
            title=f"{environment.title or environment.id} in {year}",
            template="environment.html",
            context={
                **self._context(environment, year, records, times),
                "total": len(records),
                "shown": len(records),
                "columns": [],
            },
            description=f"What was live in {year}, and all deployments of the year.",
            hide=("toc", "navigation"),
            searchable=False,
        )

    def _context(
        self, environment: Environment, year: int | None, records: list[Record], times: list[LiveTime]
    ) -> dict[str, object]:
        entries = groupby(self._entries(records), key=lambda entry: entry.day.year)
        return {
            "environment": environment,
            "title": environment.title or environment.id,
            "address": environment_address(environment.id),
            "year": year,
            "years": self._years(environment),
            "times": [Time(time, self._days(time), self._stream(time), self._undone(time)) for time in times],
            "by_year": [(of, list(group)) for of, group in entries],
        }

    def _years(self, environment: Environment) -> list[int]:
        records = self.by_environment[environment.id]
        return sorted({day_of(record.f.at).year for record in records}, reverse=True)

    def _heading(self, live: Live) -> str:
        title = self.graph.project.titled("environments", live.environment)
        return " · ".join(part for part in (title, live.family if self._several_families else "", live.line) if part)

    def _days(self, time: LiveTime) -> int:
        return ((time.last or self.graph.as_of) - time.first).days

    def _undone(self, time: LiveTime) -> bool:
        return (time.environment, time.release.ref, time.end) in self._rolled_back

    @cached_property
    def _rolled_back(self) -> set[tuple[str, str, str]]:
        found = (record.f for record in self.graph.of(KIND) if record.f.outcome == "rolled_back")
        return {(fields.environment, fields.release, fields.at) for fields in found}

    def _stream(self, time: LiveTime) -> str:
        return " · ".join(part for part in (time.family if self._several_families else "", time.line) if part)

    @cached_property
    def _several_families(self) -> bool:
        return len({time.family for entry in self.used for time in live_times(entry.id, self.graph)}) > 1

    def _entries(self, records: Iterable[Record]) -> Iterator[Entry]:
        for record in records:
            fields = record.f
            words = in_words(fields.at)
            yield Entry(
                record,
                record.address.partition("#")[2],
                day_of(fields.at),
                words.removeprefix("about ")[len("2025-10-07 ") :],
                self.graph.project.titled("environments", fields.environment),
                self.graph.get(fields.release),
                subject(fields, self.graph),
                self._again.get((fields.environment, fields.at)) if fields.outcome == "rolled_back" else None,
            )

    @cached_property
    def _again(self) -> Mapping[tuple[str, str], Record]:
        """By environment and point in time, the release that a rollback brought back."""
        found = {}
        for environment in self.by_environment:
            for presence in presences(environment, self.graph):
                release = self.graph.get(presence.deployment.f.release)
                if presence.again and release is not None and is_whole(presence.deployment):
                    found[environment, presence.start] = release
        return found

    def as_json(self, *, directory_urls: bool) -> bytes:
        """When what was live, for the script: each environment's title, and a row for each time of a release in it.

        A row has the release's title and address, its first day, the day on which it ceased to be live (or 0), and the
        line where several run side by side.
        """
        found = []
        for environment in self.used:
            rows = [
                [
                    plain_words(time.release.title),
                    page_url(time.release.address, directory_urls=directory_urls),
                    time.first.isoformat(),
                    time.last.isoformat() if time.last else 0,
                    0,
                    self._stream(time),
                ]
                for time in live_times(environment.id, self.graph)[::-1]
                if not time.momentary
            ]
            found.append([plain_words(environment.title or environment.id), rows])
        return dumped(found)


def _matrix(columns: list[Column], graph: ProjectGraph) -> Iterator[Row]:
    order = graph.project.ids("repositories")
    names = {part.component for column in columns for part in column.live.parts}
    for name in sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name)):
        parts = tuple(next((p for p in c.live.parts if p.component == name), None) for c in columns)
        yield Row(graph.project.titled("repositories", name), parts)
