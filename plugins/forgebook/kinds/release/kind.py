"""The kind `release`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.release import checks
from forgebook.kinds.release.drafting import propose
from forgebook.kinds.release.fields import Release
from forgebook.kinds.release.forms import FORMS
from forgebook.releasing.changes import changes_of
from forgebook.releasing.issues import issues_of
from forgebook.releasing.parts import parts_of
from forgebook.releasing.told import audiences_of

STATUSES = {
    "planned": Status("planned", "open"),
    "candidate": Status("candidate", "open"),
    "released": Status("released", "holds"),
    "cancelled": Status("cancelled", "closed"),
    "withdrawn": Status("withdrawn", "bad"),
}


class ReleaseKind(RecordKind):
    """What went out, when, and what it means for its readers."""

    name = "release"
    plural = "releases"
    label = "Release"
    label_plural = "Releases"
    folder = "releases"
    model = Release
    codes = checks.RELEASE_CODES
    nav = NavEntry("Releases", "Releases", 20)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({
        "approved_by", "area", "checked_by", "decisions", "fixed_in", "found_in", "fragments", "issues_found",
        "issues_fixed", "next", "owner", "previous", "replacement", "sprints", "work_by",
    })  # fmt: skip
    forms = FORMS
    teaches = "One file a release: what changes for whom, what it is made of, who checked it."
    first = "--set version=1.0.0"

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        product = record.fields.product
        return f"{product} {record.f.version}" if product else str(record.f.version)

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return STATUSES[record.f.status]

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields = record.f
        where = (record.title, record.address, tuple(record.fields.area))
        if fields.released_on:
            yield Event(fields.released_on, record.ref, record.kind, "released", *where, "holds")
        elif fields.planned_on and fields.status in ("planned", "candidate"):
            yield Event(fields.planned_on, record.ref, record.kind, "planned", *where, "open")
        if fields.withdrawn:
            yield Event(fields.withdrawn.date, record.ref, record.kind, "withdrawn", *where, "bad")

    def held(self, record: Record, graph: ProjectGraph) -> Held | None:
        """From the day that it came out to the day that it was withdrawn."""
        fields = record.f
        if fields.status not in ("released", "withdrawn") or (fields.status == "withdrawn" and not fields.released_on):
            return None
        end = fields.withdrawn.date if fields.withdrawn else None
        return Held(fields.released_on, end, over=end is not None or fields.status == "withdrawn")

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """Commits, digests and addresses of repositories that are not public stay with the team."""
        public = {repository.id for repository in graph.project.repositories if repository.public}
        components = [
            part if part.repository in public else part.model_copy(update={"commit": None, "digest": None, "url": None})
            for part in record.f.components
        ]
        changes: dict[str, Any] = {"components": components}
        if record.f.rerun:
            code = [at for at in record.f.rerun.code if at.repository in public]
            changes["rerun"] = record.f.rerun.model_copy(update={"code": code})
        return record.fields.model_copy(update=changes)

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        changes = changes_of(record, graph)
        return {
            "changes": changes,
            "audiences": audiences_of(record, graph),
            "issues": issues_of(record, graph),
            "parts": parts_of(record, graph),
            "gate_titles": {gate.id: gate.title for gate in graph.project.gates},
            "next": graph.related(record, "next"),
            "sprints": graph.related(record, "sprints"),
            "decisions": _decisions(record, changes, graph),
        }

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        releases = sorted(graph.of(self.name), key=_day, reverse=True)
        coming = [r for r in releases if r.f.status in ("planned", "candidate")]
        out = [r for r in releases if r not in coming]
        newest = next((r for r in out if r.f.status == "released"), None)
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="release/index.html",
            context={
                "kind": self,
                "records": releases,
                "coming": list(reversed(coming)),
                "newest": newest,
                "years": [
                    (year, [(r, changes_of(r, graph)) for r in group])
                    for year, group in groupby(out, key=lambda r: _day(r)[0].year)
                ],
            },
            nav=self.nav,
            hide=("toc",),
        )


def _day(record: Record) -> tuple[date, str]:
    return (record.f.released_on or record.f.planned_on or date.min, record.ref)


def _decisions(record: Record, changes: list[Record], graph: ProjectGraph) -> list[Record]:
    """The decisions behind a release: those that name it and those that its changes name."""
    found = {decision.ref: decision for decision in graph.related(record, "decisions")}
    for change in changes:
        for ref in change.f.decisions:
            if (decision := graph.get(ref)) is not None:
                found[decision.ref] = decision
    return [found[ref] for ref in sorted(found)]
