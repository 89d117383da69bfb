"""All records, by kind, status, area and year: a page for each value, and one filter over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.record import Record
from forgebook.core.selection import days_of
from forgebook.core.views import PageView
from forgebook.pages.finding import Facet, Finding, Value
from forgebook.rendering.scope import plain_words

PAGE = 500
"""Rows on a page of one value; the rest stand on pages of their own, so that a page stays light."""
FIRST = 50
"""The newest records, on the first page."""
INDEX = "browse/records.json"


class Row(NamedTuple):
    """A record as a row. Plain values alone: the same rows stand on several pages, which are kept between builds."""

    day: date | None
    title: str
    address: str
    kind: str
    status: str
    tone: str


class Browse:
    """All records of a graph as rows, the newest first, with the facets that they fall under."""

    def __init__(self, graph: ProjectGraph) -> None:
        self.graph = graph

    @cached_property
    def records(self) -> list[tuple[Record, Row]]:
        """The newest first; those without a date come last, by title."""
        days = days_of(self.graph)
        found = [(record, self._row(record, days)) for record in self.graph.records.values()]
        found.sort(key=lambda pair: (pair[1].title.casefold(), pair[0].ref))
        return sorted(found, key=lambda pair: pair[1].day or date.min, reverse=True)

    def _row(self, record: Record, days: dict[str, date]) -> Row:
        day = days.get(record.ref) or days.get(record.parent or "")
        status = self.graph.status(record)
        label = self.graph.kinds[record.kind].label
        word, tone = (status.word, status.tone) if status else ("", "")
        return Row(day, plain_words(record.title), record.address, label, word, tone)

    @cached_property
    def facets(self) -> list[tuple[Facet, dict[str, list[Row]]]]:
        """Each facet with the rows of its values; one that no record has is none."""
        found = [
            self._facet("kind", "Kind"),
            self._facet("status", "Status"),
            self._facet("area", "Area"),
            self._facet("year", "Year"),
        ]
        return [(facet, rows) for facet, rows in found if facet.values]

    def _facet(self, name: str, label: str) -> tuple[Facet, dict[str, list[Row]]]:
        rows: dict[str, list[Row]] = {}
        for record, row in self.records:
            for key in self._keys(name, record, row):
                rows.setdefault(key, []).append(row)
        values = [value for value in self._values(name) if value.key in rows]
        return Facet(name, label, values), rows

    def _keys(self, name: str, record: Record, row: Row) -> list[str]:
        """The values of a facet that a record falls under."""
        if name == "kind":
            return [record.kind]
        if name == "status":
            return [_key(row)] if row.status else []
        if name == "year":
            return [str(row.day.year)] if row.day else []
        return self._areas(record)

    def _values(self, name: str) -> list[Value]:
        """All values of a facet in the order that readers see; some may have no records."""
        if name == "kind":
            return [Value(kind.name, kind.label_plural, one=kind.label) for kind in self.graph.kinds.values()]
        if name == "area":
            return [Value(area.id, area.title) for area in self.graph.of("area")]
        if name == "year":
            years = {row.day.year for _, row in self.records if row.day}
            return [Value(str(year), str(year)) for year in sorted(years, reverse=True)]
        rows = [row for _, row in self.records if row.status]
        words = {_key(row): Value(_key(row), _family(row.status), row.tone) for row in rows}
        return [words[key] for key in sorted(words)]

    def _areas(self, record: Record) -> list[str]:
        """The areas that a record belongs to; an area belongs to itself."""
        refs = [record.ref] if record.kind == "area" else record.fields.area
        return [area.id for ref in dict.fromkeys(refs) if (area := self.graph.get(ref))]

    def views(self) -> Iterator[PageView]:
        """The first page, and a page for each value."""
        if not self.records:
            return
        yield PageView(
            address="browse/",
            title="All records",
            template="browse.html",
            context={
                "facets": [(f, [(v, len(rows[v.key]), _address(f, v)) for v in f.values]) for f, rows in self.facets],
                "rows": [row for _, row in self.records[:FIRST]],
                "total": len(self.records),
                "unused": self._unused(),
                "index": INDEX,
            },
            description="Every record, by kind, status, area and year.",
            hide=("toc", "navigation"),
            searchable=False,
        )
        for facet, rows in self.facets:
            for value in facet.values:
                yield from _pages(facet, value, rows[value.key])

    def _unused(self) -> list[tuple[str, str]]:
        """Label and address of what has no records yet; its page says how to make a first one."""
        if self.graph.visibility != "team":
            return []
        kinds = [kind for kind in self.graph.kinds.values() if kind.nav and not self.graph.of(kind.name)]
        views = [(kind, next(iter(kind.index_views(self.graph)), None)) for kind in kinds]
        return [(kind.label_plural, view.address) for kind, view in views if view is not None]

    def finding(self) -> Finding:
        """What the filter looks through."""
        facets = [facet for facet, _ in self.facets]
        return Finding(
            facets,
            [
                (
                    (row.day.isoformat() if row.day else "", row.title, row.address, record.fields.summary or "", ""),
                    [" ".join(self._keys(facet.name, record, row)) for facet in facets],
                )
                for record, row in self.records
            ],
        )


def _family(status: str) -> str:
    """A status without the record that it names: `fixed in v2.4.0` is one of those that are fixed."""
    return status.partition(" in ")[0]


@lru_cache(maxsize=1024)
def _slug(word: str) -> str:
    return slug(word)


def _key(row: Row) -> str:
    return _slug(_family(row.status))


def _address(facet: Facet, value: Value, number: int = 1) -> str:
    """`browse/area/pipeline/`; further pages have a sign that no id has, so that they meet no other value's."""
    return f"browse/{facet.name}/{value.key}/{f'~{number}/' if number > 1 else ''}"


def _pages(facet: Facet, value: Value, rows: list[Row]) -> Iterator[PageView]:
    parts = [rows[at : at + PAGE] for at in range(0, len(rows), PAGE)]
    for number, part in enumerate(parts, 1):
        yield PageView(
            address=_address(facet, value, number),
            title=f"{facet.label}: {value.label}" + (f", page {number}" if number > 1 else ""),
            template="browse_value.html",
            context={
                "facet": facet.name,
                "value": value,
                "rows": part,
                "total": len(rows),
                "first": (number - 1) * PAGE + 1,
                "newer": _address(facet, value, number - 1) if number > 1 else None,
                "older": _address(facet, value, number + 1) if number < len(parts) else None,
            },
            description=f"All records: {facet.label.lower()} {value.label}.",
            hide=("toc", "navigation"),
            searchable=False,
        )
