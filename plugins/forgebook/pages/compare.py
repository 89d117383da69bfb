"""What lies between two releases: a page for each step from one release to the next, and one for any two of them.

The page for any two fetches `INDEX`. It holds each release with its ancestor, and each change with what it brings, as
HTML and as facts; the script in the browser counts and takes sets apart, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView
from forgebook.pages.finding import dumped
from forgebook.releasing.changes import changes_of
from forgebook.releasing.compare import compare, look_of, marks_of, weight_of
from forgebook.releasing.compare_parts import gates_of, moves_of
from forgebook.releasing.compare_told import LEADS, UNMET, WORDS, day_words, ended_of, facts_of, lead_of, said_of
from forgebook.releasing.gates import verdicts_of
from forgebook.releasing.issues import issues_of
from forgebook.releasing.standing import line_of, newest_of_each_line, order_of, product_of
from forgebook.releasing.told import EVERYONE, concerning, steps_for
from forgebook.rendering.renderer import Renderer
from forgebook.rendering.scope import plain_words

ADDRESS = "compare/"
INDEX = "compare/releases.json"
MOST_LINES = 12
"""So many lines are listed a step a row; more of them take a row each."""


def step_address(start: Record, end: Record) -> str:
    """`compare/v1..v2/`; ids keep their slashes."""
    return f"{ADDRESS}{start.id}..{end.id}/"


@dataclass(frozen=True, slots=True)
class Line:
    """The releases of one product and maintenance line, the newest first; each with the one before it, if any."""

    title: str
    steps: list[tuple[Record, Record | None]]


class Compare:
    """The releases of a graph, ready to be compared."""

    def __init__(self, graph: ProjectGraph) -> None:
        self.graph = graph

    @cached_property
    def releases(self) -> list[Record]:
        """All of them, the newest first."""
        return sorted(self.graph.of("release"), key=order_of, reverse=True)

    @property
    def is_any(self) -> bool:
        """Whether there is anything to compare."""
        return len(self.releases) > 1

    @cached_property
    def lines(self) -> list[Line]:
        """The releases by product and maintenance line, in the order of what came out last."""
        found: dict[tuple[str, str], list[Record]] = {}
        for record in self.releases:
            found.setdefault(line_of(record), []).append(record)
        return [
            Line(_line_title(*line), [(record, self.graph.get(record.f.previous)) for record in records])
            for line, records in found.items()
        ]

    def views(self) -> Iterator[PageView]:
        """The page for any two, and a page for each step."""
        if not self.is_any:
            return
        yield PageView(
            address=ADDRESS,
            title="Compare releases",
            template="compare.html",
            context={"lines": self.lines, "index": INDEX, "steps": _steps(self.lines), "most": MOST_LINES},
            description="What changes from the release that you used last to another one.",
            nav=NavEntry("Releases", "Compare", 23),
            hide=("toc",),
        )
        for record in self.releases:
            before = self.graph.get(record.f.previous)
            if before is not None and before.ref != record.ref:
                yield self._step(before, record)

    def _step(self, before: Record, record: Record) -> PageView:
        step = compare(before, record, self.graph)
        lead = lead_of(step)
        earlier = self.graph.get(before.f.previous)
        later = [(record, after) for after in self.graph.related(record, "next") if after.ref != record.ref]
        return PageView(
            address=step_address(before, record),
            title=f"{before.title} to {record.title}",
            template="compare_step.html",
            context={
                "step": step,
                "lead": lead,
                "said": said_of(step, self.graph),
                "moves": moves_of(before, record, self.graph),
                "gates": gates_of(before, record, self.graph),
                "earlier": step_address(earlier, before) if earlier and earlier.ref != before.ref else "",
                "later": [(after, step_address(a, after)) for a, after in later],
                "any": ADDRESS,
            },
            description=lead,
            searchable=False,
        )

    def as_json(self, renderer: Renderer) -> bytes:
        """What the page for any two releases fetches."""
        return dumped(_File(self.graph, self.releases, renderer).content())


def _line_title(product: str, line: str) -> str:
    return ", ".join(part for part in (product, line and f"line {line}") if part) or "Releases"


def _steps(lines: list[Line]) -> dict[str, str]:
    """By the ref of a release, the address of the step that leads to it."""
    return {
        record.ref: step_address(before, record)
        for line in lines
        for record, before in line.steps
        if before is not None and before.ref != record.ref
    }


class _File:
    """The content of the file that the page for any two releases fetches."""

    def __init__(self, graph: ProjectGraph, releases: list[Record], renderer: Renderer) -> None:
        self.graph = graph
        self.releases = releases
        self.renderer = renderer
        self.scope = renderer.scope(ADDRESS)
        self.places = {record.ref: place for place, record in enumerate(releases)}
        self.audiences = [entry.id for entry in graph.project.audiences] or [""]
        self.changes: dict[str, int] = {}
        self.issues: dict[str, int] = {}
        self.numbers: dict[Hashable, int] = {}
        self.days: dict[str, str] = {}
        self.rows: list[dict[str, object]] = []
        self.issue_rows: list[str] = []

    def content(self) -> dict[str, object]:
        releases = [self._release(record) for record in self.releases]
        titles = {audience: self.graph.project.titled("audiences", audience) for audience in self.audiences if audience}
        return {
            "asOf": self.graph.as_of.isoformat(),
            "words": WORDS,
            "leads": LEADS,
            "unmet": UNMET,
            "audiences": [titles.get(audience, EVERYONE) for audience in self.audiences],
            "repositories": {r.id: plain_words(r.title or r.id) for r in self.graph.project.repositories},
            "gates": [plain_words(gate.title) for gate in self.graph.project.gates],
            "aliases": self._aliases(),
            "days": self.days,
            "issues": self.issue_rows,
            "changes": self.rows,
            "releases": releases,
        }

    def _aliases(self) -> dict[str, int]:
        kind = "release/"
        return {
            former.removeprefix(kind): self.places[ref]
            for former, ref in sorted(self.graph.aliases.items())
            if former.startswith(kind) and ref in self.places
        }

    @cached_property
    def _newest(self) -> dict[Any, int]:
        """By line, the newest release; by product alone, the newest of all its lines."""
        found: dict[Any, int] = {}
        for record in newest_of_each_line(self.graph):
            place = self.places[record.ref]
            found.setdefault(line_of(record), place)
            found.setdefault(product_of(record), place)
        return found

    def _release(self, record: Record) -> dict[str, object]:
        status = self.graph.status(record)
        place = self.places[record.ref]
        newest = self._newest.get(line_of(record), self._newest.get(product_of(record), place))
        return {
            "id": record.id,
            "title": plain_words(record.title),
            "version": str(record.f.version),
            "url": self.scope.href(record.address),
            "line": _line_title(*line_of(record)),
            "day": record.f.released_on.isoformat() if record.f.released_on else "",
            "status": [status.word, status.tone] if status else [],
            "previous": self.places.get(self._before(record), -1),
            "newest": newest,
            "changes": [self._change(change) for change in changes_of(record, self.graph)],
            "issues": [self._issue(issue) for issue in issues_of(record, self.graph)],
            "parts": [[p.repository, p.version, (p.commit or "")[:12]] for p in record.f.components],
            "gates": [[v.status.word, v.status.tone] if v.status else 0 for v in verdicts_of(record, self.graph)],
            "ended": ended_of(record, self.graph),
            "note": self._note(record, ahead=False),
            "ahead": self._note(record, ahead=True),
        }

    def _note(self, record: Record, *, ahead: bool) -> str:
        return self.renderer.part("compare_note.html", self.scope, record=record, ahead=ahead).strip()

    def _before(self, record: Record) -> str:
        before = self.graph.get(record.f.previous)
        return before.ref if before else ""

    def _issue(self, issue: Record) -> int:
        if issue.ref not in self.issues:
            self.issues[issue.ref] = len(self.issues)
            self.issue_rows.append(self.renderer.part("compare_issue.html", self.scope, issue=issue).strip())
        return self.issues[issue.ref]

    def _change(self, change: Record) -> int:
        if change.ref not in self.changes:
            self.changes[change.ref] = len(self.changes)
            self.rows.append(self._row(change))
        return self.changes[change.ref]

    def _row(self, change: Record) -> dict[str, object]:
        facts = facts_of(change, self.graph)
        for day in filter(None, (facts.by, facts.start)):
            self.days[day] = day_words(day)
        audiences = list(enumerate(self.audiences))
        return {
            "html": self.renderer.part("compare_row.html", self.scope, change=change, releases=[]).strip(),
            "anchor": change.ref.partition("#")[2] or change.id,
            "look": self._number(look_of(change)),
            "marks": [self._number(mark) for mark in marks_of(change)],
            "weight": weight_of(change),
            "for": [place for place, audience in audiences if concerning([change], audience)],
            "acts": [place for place, audience in audiences if steps_for(change, audience)],
            "facts": {**asdict(facts), "arose": self.places.get(facts.arose, -1)},
        }

    def _number(self, key: Hashable) -> int:
        return self.numbers.setdefault(key, len(self.numbers))
