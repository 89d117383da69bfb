"""Known issues: written once in a release, shown on every release that they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from forgebook.core.fields import Line, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import Derived, RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.releasing.issues import fixes_of, is_open, open_in
from forgebook.releasing.standing import newest_of_each_line


class KnownIssue(Fields):
    """A known issue, as a record of its own."""

    workaround: Line | None = None
    found_in: Annotated[str, RefTo(("release",), inverse="issues_found")] | None = None
    fixed_in: Annotated[str, RefTo(("release",), inverse="issues_fixed")] | None = None
    also_fixed_in: list[Annotated[str, RefTo(("release",), inverse="issues_fixed", name="fixed_in")]] = no_entries()


class KnownIssueKind(RecordKind):
    """What is wrong and known."""

    name = "known-issue"
    plural = "known-issues"
    label = "Known issue"
    label_plural = "Known issues"
    model = KnownIssue
    derived_from = ("release",)
    nav = NavEntry("Releases", "Known issues", 22)
    templates = Path(__file__).parent / "templates"
    teaches = (
        "What is wrong and known, shown on each release that has it, with what to do meanwhile. It is written once, in "
        "the release that somebody found it in, and never deleted."
    )

    @property
    def first_command(self) -> str:
        """An issue is written in its release."""
        return 'forgebook new release --set version=1.0.1 --set known_issues[0].summary="Large tables upload slowly"'

    def derive(self, record: Record) -> Iterator[Derived]:
        for index, issue in enumerate(record.f.known_issues):
            fields = KnownIssue(
                summary=issue.summary,
                workaround=issue.workaround,
                found_in=issue.found_in or record.ref,
                fixed_in=issue.fixed_in,
                also_fixed_in=list(issue.also_fixed_in),
                visibility=issue.visibility or record.fields.visibility,
                area=list(record.fields.area),
            )
            yield Derived(issue.id, fields, ("known_issues", index))

    def item_address(self, record: Record, parent: Record) -> str:
        return f"{parent.address}#{record.id}"

    def title(self, record: Record, graph: ProjectGraph) -> str:
        return str(record.fields.summary or record.id).rstrip(".")

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        """Open while a release in use has it; else fixed in the first of the releases that fix it."""
        fixes = [fix for ref in fixes_of(record) if (fix := graph.get(ref)) is not None]
        out = next((fix for fix in fixes if fix.f.status in ("released", "withdrawn")), None)
        if is_open(record, graph):
            return Status("open in part", "due") if out is not None else Status("open", "open")
        return Status(f"fixed in {out.title}", "holds") if out is not None else Status("in no release in use", "closed")

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        """One page of what is open, by the release in use that has it, and of all that is fixed."""
        records = graph.of(self.name)
        still = {record.ref: {r.ref for r in open_in(record, graph)} for record in records if is_open(record, graph)}
        lines = newest_of_each_line(graph)
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="known-issue/index.html",
            context={
                "kind": self,
                "records": records,
                "lines": [(line, [r for r in records if line.ref in still.get(r.ref, ())]) for line in lines],
                "elsewhere": [r for r in records if r.ref in still and not still[r.ref]],
                "fixed": [r for r in reversed(records) if r.ref not in still],
                "fixes": {r.ref: [fix for ref in fixes_of(r) if (fix := graph.get(ref))] for r in records},
            },
            description="What is wrong in the releases in use, and what to do meanwhile.",
            nav=self.nav,
            hide=("toc",),
        )


KIND = KnownIssueKind()
