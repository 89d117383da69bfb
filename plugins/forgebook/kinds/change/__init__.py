"""Changes: what a release does to its readers, one fragment per change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.kind import Derived, RecordKind
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.change import checks, pages
from forgebook.kinds.change.codes import CHANGE_CODES
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
    codes = CHANGE_CODES
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

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
        for record in graph.of(self.name):
            if record.parent is None:
                yield self.record_view(record, graph)


KIND = ChangeKind()
