"""The kind `run`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.times import day_of
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.run import checks, pages
from forgebook.kinds.run.codes import RUN_CODES
from forgebook.kinds.run.fields import Run
from forgebook.kinds.run.forms import FORMS
from forgebook.releasing.standing import newest_of_each_line


class RunKind(RecordKind):
    """What somebody ran, and whether one may still rely on it."""

    name = "run"
    plural = "runs"
    label = "Run"
    label_plural = "Runs"
    folder = "runs"
    model = Run
    codes = RUN_CODES
    nav = NavEntry("Releases", "Runs", 24)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"area", "checked_by", "release", "replaces", "replaced_by"})
    forms = FORMS
    teaches = (
        "The runs that somebody relies on: in a business case, a report, a decision. When a release mends something, "
        "this page says which of them it touches."
    )
    first = '--set release=1.0.0 --set run_at=2025-10-07 --set for="Planners of the north"'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """Run today, with the newest release where there is one line of releases only."""
        found = Proposal(id=wish.id or id_of_words(wish.title or wish.text("for")))
        found.values["run_at"] = wish.text("run_at") or graph.as_of
        newest = newest_of_each_line(graph)
        if len(newest) == 1 and not wish.text("release"):
            found.values["release"] = newest[0].id
        elif newest:
            found.hints["release"] = f"live: {', '.join(release.id for release in newest)}"
        if wish.title:
            found.values["title"] = wish.title
        found.needs = "Say for whom it was run: --set for=“…”."
        return found

    def derived_id(self, fields: Any) -> str | None:
        """Told from the release, the day and the group: `v4.2.1-2025-10-20-north`."""
        release = str(fields.release).removeprefix("release/")
        words = fields.for_ or fields.purpose
        whose = f"-{slug(words)[:60].strip('-')}" if words else ""
        return f"{release}-{day_of(fields.run_at)}{whose}"

    def title(self, record: Record, graph: ProjectGraph) -> str:
        release = graph.get(record.f.release)
        version = (release.title or release.f.version) if release else record.f.release
        return f"{record.f.for_ or 'Run'}: {version}, {day_of(record.f.run_at)}"

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        return pages.status_of(record, graph)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        where = (record.title, record.address, tuple(record.fields.area))
        yield Event(day_of(record.f.run_at), record.ref, record.kind, "made", *where, "closed")

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)
