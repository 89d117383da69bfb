"""Roles: duties that outlive the people who hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.fields import WHO, Date, Flag, RefTo, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, Item, Lines, Model, no_entries
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.covering.people import holders_on, people_of

HOLDER_DATES = Code(
    "FB407", Severity.ERROR, "A holder's dates out of order",
    "Somebody stopped holding a role before they began.",
    "Nobody can tell who held the role on a given day.",
    "Correct `from` or `to`.",
)  # fmt: skip
NO_HOLDER = Code(
    "FB575", Severity.WARNING, "A role that nobody holds",
    "The role had holders, and none of them holds it now.",
    "Whatever the role owns, decides or signs is owned, decided and signed by nobody.",
    "Add a holder, or remove the role and give what it owns to another. `deputy` stands in meanwhile.",
)  # fmt: skip


class Holder(Item):
    """Somebody who holds the role, and from when to when."""

    person: Annotated[str, RefTo(("person",), inverse="holds", name="holders")]
    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None


class Onboarding(Model):
    """What a newcomer in this role does on the first day, in the first week and month."""

    day: Lines = no_entries()
    week: Lines = no_entries()
    month: Lines = no_entries()


class Role(Fields):
    """A role."""

    duties: Text | None = None
    holders: list[Holder] = no_entries()
    deputy: Annotated[str, RefTo(WHO, inverse="deputises")] | None = None
    rotates: Flag = False
    onboarding: Onboarding | None = None
    start_here: list[Annotated[str, RefTo((), inverse="start_here_for")]] = no_entries()


class RoleKind(RecordKind):
    """Who answers for what."""

    name = "role"
    plural = "roles"
    label = "Role"
    label_plural = "Roles"
    folder = "roles"
    model = Role
    codes = (HOLDER_DATES, NO_HOLDER)
    nav = NavEntry("People", "Roles", 61)
    templates = Path(__file__).parent / "templates"
    relation_labels = {
        "owns": "Owner of", "deputises": "Deputy of", "decided": "Decided", "checked": "Checked",
        "made": "Did the work for",
    }  # fmt: skip
    shown_apart = frozenset({"holders", "deputy", "deployed", "start_here"})
    teaches = "Duties that outlive the people who hold them: product owner, scrum master, model lead."
    first = '--title "Model lead"'

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        if graph.visibility != "team" or not record.f.holders or held_on(record, graph):
            return None
        return Status("nobody holds it", "bad")

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        for holder in record.f.holders:
            person = graph.get(holder.person)
            if holder.from_ and person:
                yield Event(
                    holder.from_, record.ref, record.kind, f"taken by {person.title}", record.title, record.address
                )  # fmt: skip

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """Who will stop, and who comes next, is for the team: it would tell others who leaves."""
        today = graph.as_of
        begun = [holder for holder in record.f.holders if holder.from_ is None or holder.from_ <= today]
        shown = [h.model_copy(update={"to": None}) if h.to is not None and h.to >= today else h for h in begun]
        return record.fields.model_copy(update={"holders": shown})

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        now = holders_on(record, graph.as_of)
        others = [holder for holder in record.f.holders if holder not in now]
        later = [holder for holder in others if holder.from_ is not None and holder.from_ > graph.as_of]
        return {"now": now, "later": later, "before": [h for h in reversed(others) if h not in later]}

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        roles = [(role, [h.person for h in holders_on(role, graph.as_of)]) for role in graph.of(self.name)]
        context = {"kind": self, "records": graph.of(self.name), "roles": roles}
        yield PageView(f"{self.plural}/", self.label_plural, "role/index.html", context, nav=self.nav, hide=("toc",))

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        for record in graph.of(self.name):
            if record.f.holders and not held_on(record, graph):
                message = "nobody holds it now"
                path, rests = ("holders",), ("person",)
                yield Finding(NO_HOLDER, record, message, path, "add a holder", rests_on=rests, on_key=True)
            for index, holder in enumerate(record.f.holders):
                if holder.from_ and holder.to and holder.to < holder.from_:
                    yield Finding(
                        HOLDER_DATES,
                        record,
                        f"held until {holder.to}, before it began on {holder.from_}",
                        ("holders", index, "to"),
                    )


def held_on(record: Record, graph: ProjectGraph) -> bool:
    """Whether somebody who is still there holds the role today."""
    return bool(people_of(record.ref, graph, graph.as_of))


KIND = RoleKind()
