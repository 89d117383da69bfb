"""What a new change starts from."""

from __future__ import annotations

from forgebook.core.diagnostics import listed
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """The title as the summary, and the releases that are still to come as a hint."""
    words = wish.text("summary") or wish.title
    found = Proposal(id=wish.id or wish.text("id") or id_of_words(words))
    found.needs = "Say what changes: --title “…”."
    if words:
        found.values["summary"] = words
    if wish.title and wish.title != words:
        found.values["title"] = wish.title
    coming = [record.id for record in graph.of("release") if record.f.status in ("planned", "candidate")]
    if coming:
        found.hints["releases"] = f"to come: {listed(coming)}"
    return found
