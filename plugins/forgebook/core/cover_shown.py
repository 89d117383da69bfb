"""The ladder as a partner or public site may tell it, where the project file says that it may.

People appear by their public name or public role, else as "a team member"; who is known to git alone has no name there.
When somebody leaves, who knows an area how well, and which clone could not be asked stay with the team.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forgebook.core.cover import RUNGS, Cover, Ground, LadderFacts, Stand
from forgebook.core.graph import ProjectGraph
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.wording import SOMEBODY

TOO_LITTLE = "git tells too little of it"


def shown_ladder(
    full: ProjectGraph, filtered: ProjectGraph, refs: Mapping[str, str | None], words: Mapping[str, str]
) -> LadderFacts:
    """The ladder for the readers of a filtered graph; an empty one where they may not know it.

    Args:
        full: the full graph.
        filtered: what these readers may see.
        refs: by the ref of a person, that which stands for them (a public name or a role), or None.
        words: by the ref of a person, the words that stand for them.
    """
    allowed = full.project.cover.visibility
    if VISIBILITY_ORDER[filtered.visibility] > VISIBILITY_ORDER[allowed]:
        return LadderFacts()
    covers = {ref: cover for ref, cover in full.ladder.covers.items() if ref in filtered.records}
    masks = _Masks(filtered, refs, words)
    for cover in covers.values():
        masks.note(cover)
    shown = {ref: masks.cover(cover) for ref, cover in covers.items()}
    people = {stand.person: stand.name for cover in shown.values() for stand in cover.stands}
    return LadderFacts(full.ladder.day, dict(sorted(people.items(), key=lambda pair: (pair[1], pair[0]))), shown)


class _Masks:
    """What stands for each person. Two people never share an id, so that nobody's cover is counted as another's."""

    def __init__(self, filtered: ProjectGraph, refs: Mapping[str, str | None], words: Mapping[str, str]) -> None:
        self._graph = filtered
        self._refs = refs
        self._words = words
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()

    def note(self, cover: Cover) -> None:
        """Give an id to everybody in a cover who has none."""
        for stand in cover.stands:
            if stand.person not in self._ids:
                id_ = self._refs.get(stand.person) or ""
                if id_ not in self._graph.records or id_ in self._taken:
                    id_ = f"member:{len(self._ids) + 1}"
                self._taken.add(id_)
                self._ids[stand.person] = id_

    def cover(self, cover: Cover) -> Cover:
        """A cover without what must not show."""
        stands = [self._stand(stand) for stand in cover.stands if stand.rung != "none"]
        ordered = tuple(sorted(stands, key=lambda stand: (RUNGS.index(stand.rung), stand.name, stand.person)))
        return replace(cover, stands=ordered, why=TOO_LITTLE if cover.why else "", note="")

    def _stand(self, stand: Stand) -> Stand:
        grounds = tuple(self._ground(ground) for ground in stand.grounds if ground.rung != "none")
        name = self._words.get(stand.person, SOMEBODY)
        return Stand(self._ids[stand.person], name, stand.rung, tuple(dict.fromkeys(grounds)))

    def _ground(self, ground: Ground) -> Ground:
        if ground.what == "knows":  # at which level, and since when, stays with the team in any case
            return Ground(ground.rung, ground.what)
        return ground if ground.ref in self._graph.records else replace(ground, ref="")
