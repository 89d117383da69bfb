"""Teams: people who plan and hold retros together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from forgebook.core.fields import Line, RefTo, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.record import Record
from forgebook.core.views import NavEntry, PageView
from forgebook.covering.people import holders_on


class Team(Fields):
    """A team."""

    members: list[Annotated[str, RefTo(("person",), inverse="member_of")]] = no_entries()
    purpose: Text | None = None
    contact: Line | None = None


class TeamKind(RecordKind):
    """Who works together."""

    name = "team"
    plural = "teams"
    label = "Team"
    label_plural = "Teams"
    folder = "teams"
    model = Team
    nav = NavEntry("People", "Teams", 62)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"team_of": "Their records"}
    shown_apart = frozenset({"members", "deployed"})
    teaches = "Who works together, and whom to write to."
    first = '--title "Model team"'

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        people = [person for ref in record.f.members if (person := graph.get(ref)) is not None]
        return {
            "members": [(person, _roles_of(person, graph)) for person in people],
            "contacts": any(person.f.contact for person in people),
        }

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        context = {"kind": self, "records": graph.of(self.name)}
        yield PageView(f"{self.plural}/", self.label_plural, "team/index.html", context, nav=self.nav, hide=("toc",))


def _roles_of(person: Record, graph: ProjectGraph) -> list[Record]:
    """The roles that somebody holds today."""
    day = graph.as_of
    return [role for role in graph.of("role") if any(h.person == person.ref for h in holders_on(role, day))]


KIND = TeamKind()
