"""The kind `deployment`."""

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
from forgebook.core.timeline import Event
from forgebook.core.times import day_of
from forgebook.core.views import PageView, Status
from forgebook.kinds.deployment import checks
from forgebook.kinds.deployment.codes import DEPLOYMENT_CODES
from forgebook.kinds.deployment.drafting import propose
from forgebook.kinds.deployment.fields import Deployment, LiveSpan
from forgebook.kinds.deployment.forms import FORMS
from forgebook.kinds.deployment.naming import anchor, derived_id, title
from forgebook.releasing.deployed import environment_address, subject, where
from forgebook.releasing.live import presences_of

OUTCOMES = {
    "succeeded": Status("succeeded", "holds"),
    "failed": Status("failed", "due"),
    "rolled_back": Status("rolled back", "bad"),
    "taken_down": Status("taken down", "closed"),
}
_HAPPENED = {
    "succeeded": "deployed",
    "failed": "failed to deploy",
    "rolled_back": "rolled back",
    "taken_down": "taken down",
}


class DeploymentKind(RecordKind):
    """What went where, and when.

    A deployment is an entry on the page of its environment and year, and has no page of its own: there may be
    thousands, and each says one line.
    """

    name = "deployment"
    plural = "deployments"
    label = "Deployment"
    label_plural = "Deployments"
    folder = "deployments"
    model = Deployment
    codes = DEPLOYMENT_CODES
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"release", "deployed_by"})
    forms = FORMS
    teaches = (
        "What went where and when, one entry a deployment, so that everybody can see what is live, and what was live "
        "on the day of a run."
    )

    @property
    def first_command(self) -> str:
        """Deployments are recorded by a command of their own, which asks for nothing."""
        return "forgebook deploy record --environment production --release v1.0.0"

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        return propose(wish, graph)

    def derived_id(self, fields: Fields) -> str | None:
        return derived_id(fields)

    def title(self, record: Record, graph: ProjectGraph) -> str:
        return title(record, graph)

    def place(self, record: Record) -> str:
        """The entry on the page of its environment and year."""
        fields = record.f
        year = day_of(fields.at).year
        return f"{environment_address(fields.environment)}{year}/#{anchor(record.id, fields.environment)}"

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return OUTCOMES[record.f.outcome]

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        fields = record.f
        what = f"{_HAPPENED[fields.outcome]} {'in' if fields.outcome != 'succeeded' else 'to'} {where(fields, graph)}"
        tone = OUTCOMES[fields.outcome].tone
        name = subject(fields, graph)
        areas = tuple(record.fields.area)
        yield Event(day_of(fields.at), record.ref, record.kind, what, name, record.address, areas, tone)

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def check_change(self, before: Record, after: Record) -> Iterable[Finding]:
        return checks.check_step(before, after)

    def check_removal(self, before: Record) -> Iterable[Finding]:
        return checks.check_gone(before)

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """When it was live is written down, since what took its place may be hidden; commits stay with the team."""
        spans = [
            LiveSpan(start=time.start, end=time.end, again=time.again, line=time.stream[1] or None)
            for time in presences_of(record, graph)
        ]
        said: dict[str, Any] = {"live": spans}
        if record.f.component not in {repository.id for repository in graph.project.repositories if repository.public}:
            said |= {"commit": None, "digest": None}
        return record.fields.model_copy(update=said)

    def stands(self, fields: Fields) -> bool:
        """A deployment of a hidden release tells nothing that may be told."""
        told: Any = fields
        return bool(told.release or (told.component and (told.version or told.commit or told.digest)))

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        """None of its own: what is live is told by environment."""
        return ()
