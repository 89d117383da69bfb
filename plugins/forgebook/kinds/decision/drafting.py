"""What a new decision starts from."""

from __future__ import annotations

import re

from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record

DECIDED = frozenset({"accepted", "rejected"})
_NUMBERED = re.compile(r"(\d{1,5})(?=[-_ .])")


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """Today's date, the next number where decisions have numbers, the area where there is one only."""
    title = wish.title
    found = Proposal(id=wish.id or id_of_words(title), values={"title": title} if title else {})
    decided = wish.day("decided")
    if wish.text("status") in DECIDED:
        found.values["decided"] = graph.as_of
    if decided is None or decided >= graph.as_of:
        found.values["created"] = graph.as_of
    _number(found, wish, graph.of("decision"))
    if len(graph.of("area")) == 1:
        found.values["area"] = graph.of("area")[0].id
    return found


def _number(found: Proposal, wish: Wish, decisions: list[Record]) -> None:
    """The next number, also before the id where the house writes it there."""
    numbers = [record.f.number for record in decisions if record.f.number is not None]
    if len(numbers) * 2 < len(decisions) or not numbers:
        return
    number = int(wish.text("number")) if wish.text("number").isdigit() else max(numbers) + 1
    found.values["number"] = number
    leads = [match[1] for record in decisions if (match := _NUMBERED.match(record.raw_id.rpartition("/")[2]))]
    if found.id and not wish.id and len(leads) * 2 >= len(decisions):
        found.id = f"{str(number).zfill(max(map(len, leads)))}-{found.id}"
