"""The kind `notice`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import ITSELF, Finding
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.notice.codes import NOTICE_CODES, NOTICE_DATES
from forgebook.kinds.notice.fields import Notice
from forgebook.kinds.notice.forms import FORMS

TO_COME = Status("to come", "open")
CURRENT = Status("current", "due")
OVER = Status("over", "closed")


class NoticeKind(RecordKind):
    """What stakeholders must know that belongs to no version."""

    name = "notice"
    plural = "notices"
    label = "Notice"
    label_plural = "Notices"
    folder = "notices"
    model = Notice
    codes = NOTICE_CODES
    nav = NavEntry("Releases", "Notices", 23)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"area"})
    forms = FORMS
    teaches = (
        "What people who use your work must know that belongs to no version: a day on which the service is shut down, "
        "data that is loaded anew, somebody to ask while others are away."
    )
    first = '--title "Shut down on 6 December" --set from=2025-12-06'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """Published today; the project's audiences as an offer."""
        found = Proposal(id=wish.id or id_of_words(wish.title), values={"published": graph.as_of})
        if wish.title:
            found.values = {"title": wish.title, **found.values}
        if graph.project.audiences:
            found.offered["audience"] = [audience.id for audience in graph.project.audiences]
        return found

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        """To come before it begins, current until it ends, then over. Without dates it is current."""
        fields = record.f
        if fields.until is not None and fields.until < graph.as_of:
            return OVER
        return TO_COME if begins(record) > graph.as_of else CURRENT

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields = record.f
        where = (record.title, record.address, tuple(record.fields.area))
        yield Event(fields.published, record.ref, record.kind, "published", *where, "open")
        if fields.from_ and fields.from_ != fields.published:
            yield Event(fields.from_, record.ref, record.kind, "began", *where, "due")
        if fields.until and fields.until != fields.from_:
            yield Event(fields.until, record.ref, record.kind, "ended", *where, "closed")

    def held(self, record: Record, graph: ProjectGraph) -> Held | None:
        """From the day that it begins to the day after its last one."""
        until = record.f.until
        return Held(begins(record), date.fromordinal(until.toordinal() + 1) if until else None)

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        for record in graph.of(self.name):
            fields = record.f
            if fields.until is None:
                continue
            for day, what in ((fields.from_, "begins"), (fields.published, "was published")):
                if day is not None and fields.until < day:
                    message = f"ends on {fields.until}, before it {what} on {day}"
                    yield Finding(NOTICE_DATES, record, message, ("until",), rests_on=(ITSELF,))
                    break

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return {"begins": begins(record)}

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        """Current ones, then those to come, then what is over, the newest first."""
        records = sorted(graph.of(self.name), key=lambda r: (begins(r), r.ref))
        groups = [
            (title, [r for r in ordered if self.status(r, graph) == status])
            for title, status, ordered in (
                ("Current", CURRENT, records),
                ("To come", TO_COME, records),
                ("Over", OVER, records[::-1]),
            )
        ]
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="notice/index.html",
            context={"kind": self, "records": records, "groups": [(title, found) for title, found in groups if found]},
            description="What one must know that belongs to no release.",
            nav=self.nav,
            hide=("toc",),
        )


def begins(record: Record) -> date:
    """The first day that a notice is about; the day that it was published where it names none."""
    day: date = record.f.from_ or record.f.published
    return day
