"""The quality of what was released: which release passed which gate, and where there is a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Gate
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.pages.quality_beside import beside_gates
from forgebook.releasing.gates import Tally, Verdict, came_out, level_of, tally, verdicts_of
from forgebook.releasing.standing import order_of

ADDRESS = "quality/"
_KINDS = {"data": "data", "code": "code", "model": "model", "output": "outputs", "process": "process"}
_WITH = {
    "gap": "a gap",
    "missing": "a result missing",
    "failed": "a gate failed",
    "own-work": "a gate checked by who did the work",
    "unsigned": "a gate without a checker",
    "waived": "a gate waived",
    "caveat": "a caveat",
    "all-passed": "all passed",
}
"""What one can look for, by the words that rows are found by."""
_MODES = {"staging_point": "At staging points", "continuous": "All the time", None: "Gates"}


@dataclass(frozen=True, slots=True)
class Row:
    """A release and what each gate said of it, in the order of the columns.

    Attributes:
        release: the release.
        year: of its day; empty without one.
        level: how large a step it was, or empty.
        verdicts: one for each gate.
        status: how it fared on the whole; None where a filtered site cannot tell, or it is not out.
        finds: the words that a filter finds it by.
    """

    release: Record
    year: str
    level: str
    verdicts: list[Verdict]
    status: Status | None
    finds: str

    @property
    def day(self) -> date | None:
        """The day that it came out, or is planned for."""
        day: date | None = self.release.f.released_on or self.release.f.planned_on
        return day


@dataclass(frozen=True, slots=True)
class Counted:
    """What one gate said of all releases that came out.

    Attributes:
        gate: the gate.
        about: what it checks, in a word.
        asked: how many of them needed it.
        passed: how many of those passed it.
        waived: how many of those went on without it, with a reason.
        gaps: how many of those have a gap there.
    """

    gate: Gate
    about: str
    asked: int
    passed: int
    waived: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Year:
    """The releases of a year.

    Attributes:
        year: the year; empty for releases without a day.
        rows: its releases, the newest first.
        told: how those fared that came out; None where a filtered site cannot tell.
    """

    year: str
    rows: list[Row]
    told: Tally | None


def quality_views(graph: ProjectGraph) -> Iterator[PageView]:
    """The page. Without gates the team's teaches, and stands in no navigation; another reader has none."""
    rows = _rows(graph)
    beside = beside_gates(graph)
    if graph.visibility != "team" and not (graph.project.gates or beside["holding"] or beside["stories"]):
        return
    gates = _columns(graph)
    out = [row for row in rows if came_out(row.release)]
    whole = graph.visibility == "team"
    yield PageView(
        address=ADDRESS,
        title="Quality",
        template="quality.html",
        context={
            "years": list(_by_year(rows, whole=whole)),
            "gates": gates,
            "modes": _by_mode(gates, out),
            "tally": tally(row.verdicts for row in out) if whole else None,
            "gaps": [(row, verdict) for row in out for verdict in row.verdicts if verdict.gaps],
            "found": _said(rows),
            "out": len(out),
            **beside,
        },
        description="Which release passed which gate, what results rest on, and how far the team has come.",
        nav=NavEntry("Releases", "Quality", 27) if gates or beside["holding"] or beside["stories"] else None,
        hide=("toc", "navigation"),
    )


def _rows(graph: ProjectGraph) -> list[Row]:
    """Releases that came out, and those to come that have a result already; the newest first."""
    shown = [r for r in graph.of("release") if came_out(r) or (r.f.status == "candidate" or r.f.gates)]
    shown = [release for release in shown if release.f.status != "cancelled"]
    return [_row(release, graph) for release in sorted(shown, key=order_of, reverse=True)]


def _row(release: Record, graph: ProjectGraph) -> Row:
    found = {verdict.gate.id: verdict for verdict in verdicts_of(release, graph)}
    verdicts = [found[gate.id] for gate in _columns(graph)]
    day = release.f.released_on or release.f.planned_on
    status = _status(tally([verdicts])) if came_out(release) and graph.visibility == "team" else None
    said = {verdict.status.word for verdict in verdicts if verdict.status is not None}
    said |= {status.word if status.tone == "bad" else f"all {status.word}"} if status else set()
    finds = " ".join(sorted(word.replace(" ", "-") for word in said))
    return Row(release, str(day.year) if day else "", level_of(release, graph) or "", verdicts, status, finds)


def _status(told: Tally) -> Status:
    if told.gaps:
        return Status("gap", "bad")
    return Status("waived", "closed") if told.waived else Status("passed", "holds")


def _by_year(rows: list[Row], *, whole: bool) -> Iterator[Year]:
    for year, found in groupby(rows, key=lambda row: row.year):
        group = list(found)
        out = [row.verdicts for row in group if came_out(row.release)]
        yield Year(year, group, tally(out) if whole and out else None)


def _said(rows: list[Row]) -> list[tuple[str, str]]:
    found = {word for row in rows for word in row.finds.split()}
    return [(word, label) for word, label in _WITH.items() if word in found]


def _columns(graph: ProjectGraph) -> list[Gate]:
    """Staging points first, then what is checked all the time; each in the project file's order."""
    order = list(_MODES)
    return sorted(graph.project.gates, key=lambda gate: order.index(gate.mode))


def _by_mode(gates: list[Gate], out: list[Row]) -> list[tuple[str, list[Counted]]]:
    counted = [_counted(index, gate, out) for index, gate in enumerate(gates)]
    found = [(words, [c for c in counted if c.gate.mode == mode]) for mode, words in _MODES.items()]
    return [(words, group) for words, group in found if group]


def _counted(index: int, gate: Gate, out: list[Row]) -> Counted:
    asked = [row.verdicts[index] for row in out if row.verdicts[index].asked]
    return Counted(
        gate,
        _KINDS.get(gate.kind or "", ""),
        len(asked),
        sum(verdict.passed for verdict in asked),
        sum(verdict.waived for verdict in asked),
        sum(bool(verdict.gaps) for verdict in asked),
    )
