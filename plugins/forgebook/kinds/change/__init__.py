"""Changes: what a release does to its readers, one fragment per change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.kind import Derived, RecordKind
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.change.drafting import propose
from forgebook.kinds.change.fields import Change
from forgebook.kinds.change.forms import FORMS


class ChangeKind(RecordKind):
    """What changes for whom."""

    name = "change"
    plural = "changes"
    label = "Change"
    label_plural = "Changes"
    folder = "changes"
    model = Change
    derived_from = ("release",)
    nav = NavEntry("Releases", "Not yet released", 21)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"area", "decisions", "releases"})
    forms = FORMS
    teaches = (
        "One small file a change, written when the change is made, so that two pull requests never fight over one."
    )
    first = '--title "Planners upload their own tables" --set kind=added'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def derive(self, record: Record) -> Iterator[Derived]:
        """The changes that stand inside a release."""
        for index, change in enumerate(record.f.changes):
            id_ = change.id or slug(change.summary)
            written = {name: getattr(change, name) for name in type(change).model_fields}
            fields = Change(**written)
            fields.visibility = change.visibility or record.fields.visibility
            fields.area = list(record.fields.area)
            yield Derived(f"{record.id}#{id_}", fields, ("changes", index), f"{record.ref}#{id_}")

    def derived_id(self, fields: Any) -> str | None:
        return fields.id or slug(fields.summary)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        return str(record.f.summary).rstrip(".")

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        if record.f.breaking:
            return Status("breaking", "bad")
        return Status("act", "due") if record.f.action else None

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        fragments = [record for record in graph.of(self.name) if record.parent is None]
        waiting = [record for record in fragments if not _is_out(record, graph)]
        yield PageView(
            address=f"{self.plural}/",
            title="Not yet released",
            template="change/index.html",
            context={
                "kind": self,
                "records": fragments,
                "unnamed": [r for r in waiting if not r.f.releases],
                "named": [r for r in waiting if r.f.releases],
            },
            nav=self.nav,
            hide=("toc",),
        )
        for record in fragments:
            yield self.record_view(record, graph)


def _is_out(record: Record, graph: ProjectGraph) -> bool:
    releases = [release for ref in record.f.releases if (release := graph.get(ref))]
    return any(release.f.status in ("released", "withdrawn") for release in releases)


KIND = ChangeKind()
