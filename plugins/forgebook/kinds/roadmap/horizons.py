"""Where roadmap items stand, and where they are meant to arrive."""

from __future__ import annotations

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status

SHOWN = {
    "now": Status("now", "holds"),
    "next": Status("next", "open"),
    "later": Status("later", "open"),
    "exploring": Status("exploring", "open"),
    "done": Status("done", "holds"),
    "dropped": Status("dropped", "closed"),
}
COMING = ("now", "next", "later", "exploring")
GONE = ("cancelled", "withdrawn")


def target_passed(record: Record, graph: ProjectGraph) -> str | None:
    """How the release that an open item is meant for has passed, in words; None where it has not."""
    target = graph.get(record.f.target)
    if target is None or record.f.horizon not in COMING:
        return None
    fields = target.f
    if fields.status in GONE:
        return f"{target.title} was {fields.status}"
    if fields.status == "released":
        return f"{target.title} came out on {fields.released_on}" if fields.released_on else f"{target.title} is out"
    if fields.planned_on and fields.planned_on < graph.as_of:
        return f"{target.title} was planned for {fields.planned_on}"
    return None
