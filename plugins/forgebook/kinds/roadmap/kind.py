"""The kind `roadmap`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Finding
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import PublicFace, RecordKind
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status
from forgebook.kinds.roadmap import checks, pages
from forgebook.kinds.roadmap.codes import ROADMAP_CODES
from forgebook.kinds.roadmap.fields import Moved, RoadmapItem
from forgebook.kinds.roadmap.forms import FORMS
from forgebook.kinds.roadmap.horizons import SHOWN


class RoadmapKind(RecordKind):
    """What comes now, next and later, and what moved."""

    name = "roadmap"
    plural = "roadmap"
    label = "Roadmap item"
    label_plural = "Roadmap"
    folder = "roadmap"
    model = RoadmapItem
    codes = ROADMAP_CODES
    nav = NavEntry("Roadmap & requests", "Roadmap", 25)
    templates = Path(__file__).parent / "templates"
    shown_apart = frozenset({"area", "owner", "target", "delivered_in", "requests", "changes", "planned_in"})
    forms = FORMS
    teaches = "What comes now, next and later, what is only being explored, and what moved and why."
    first = '--title "Ranges on every chart" --set horizon=next'

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """The area, where there is one only."""
        found = Proposal(id=wish.id or id_of_words(wish.title), values={"title": wish.title} if wish.title else {})
        if len(graph.of("area")) == 1:
            found.values["area"] = graph.of("area")[0].id
        return found

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return SHOWN[record.f.horizon]

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        areas = tuple(record.fields.area)
        for move in record.f.changed:
            what = _moved(move)
            tone = SHOWN[move.to].tone if move.to else "closed"
            yield Event(move.date, record.ref, record.kind, what, record.title, record.address, areas, tone)

    def public_face(self, record: Record) -> PublicFace | None:
        """With a public wording and a public id, these alone, and where it stands."""
        fields = record.f
        if not (fields.public_wording and fields.public_id):
            return None
        moves = [move.model_copy(update={"reason": None, "id": None}) for move in fields.changed]
        shown = RoadmapItem(title=fields.public_wording, horizon=fields.horizon, visibility="public", area=fields.area)
        told = {"target": fields.target, "delivered_in": fields.delivered_in, "changed": moves}
        return PublicFace(fields.public_id, shown.model_copy(update=told))

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        return checks.check(graph)

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        return pages.record_context(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        yield pages.index_view(self, graph)


def _moved(move: Moved) -> str:
    """What happened to the item, in words that follow its title."""
    if move.to is None:
        return "changed on the roadmap"
    if move.to in ("done", "dropped"):
        return move.to
    return f"moved to {move.to}" if move.from_ else f"put under {move.to}"
