"""Known issues: written once in a release, shown on every release that they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from forgebook.core.fields import Line, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import Derived, RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.views import PageView, Status


class KnownIssue(Fields):
    """A known issue, as a record of its own."""

    workaround: Line | None = None
    found_in: Annotated[str, RefTo(("release",), inverse="issues_found")] | None = None
    fixed_in: Annotated[str, RefTo(("release",), inverse="issues_fixed")] | None = None


class KnownIssueKind(RecordKind):
    """What is wrong and known."""

    name = "known-issue"
    plural = "known-issues"
    label = "Known issue"
    label_plural = "Known issues"
    model = KnownIssue
    derived_from = ("release",)

    def derive(self, record: Record) -> Iterator[Derived]:
        for index, issue in enumerate(record.f.known_issues):
            fields = KnownIssue(
                summary=issue.summary,
                workaround=issue.workaround,
                found_in=issue.found_in or record.ref,
                fixed_in=issue.fixed_in,
                visibility=issue.visibility or record.fields.visibility,
                area=list(record.fields.area),
            )
            yield Derived(issue.id, fields, ("known_issues", index))

    def item_address(self, record: Record, parent: Record) -> str:
        return f"{parent.address}#{record.id}"

    def title(self, record: Record, graph: ProjectGraph) -> str:
        return str(record.fields.summary or record.id).rstrip(".")

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        fixed = graph.get(record.f.fixed_in)
        if fixed is not None and fixed.f.status == "released":
            return Status(f"fixed in {fixed.title}", "holds")
        return Status("open", "open")

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        return ()


KIND = KnownIssueKind()
