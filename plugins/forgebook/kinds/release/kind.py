"""The kind `release`."""

from __future__ import annotations

from collections.abc import Iterable
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
from forgebook.kinds.release import checks, pages
from forgebook.kinds.release.drafting import propose
from forgebook.kinds.release.fields import Release
from forgebook.kinds.release.forms import FORMS
from forgebook.releasing.verification_codes import VERIFICATION_CODES

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
    codes = (*checks.RELEASE_CODES, *VERIFICATION_CODES)
    nav = NavEntry("Releases", "Releases", 20)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({
        "approved_by", "area", "assumptions_since", "assumptions_until", "checked_by", "decisions", "delivers",
        "deployments", "fixed_in", "found_in", "fragments", "issues_fixed", "issues_found", "next", "owner",
        "previous", "replacement", "replaces", "rests_on", "roadmap_items", "runs", "sprints", "work_by",
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
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
