"""How far what is live lies behind the newest release of its line, told by ancestry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.releasing.families import Families
from forgebook.releasing.lineage import lineage
from forgebook.releasing.standing import order_of

Place = Literal["newest", "behind", "ahead", "apart", "untold"]


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a release stands to the newest one of its line.

    Attributes:
        place: `newest`; `behind` it; `ahead` of it, for one that is not out yet; `apart`, where `previous` leads from
            neither to the other; `untold`, where none of the line is out.
        newest: the newest of the line that is out, or None.
        releases: how many came out after it, up to the newest; 0 unless it is behind.
        days: from the day that it came out to the day that the newest did; None where one of them is not told.
    """

    place: Place
    newest: Record | None = None
    releases: int = 0
    days: int | None = None

    @property
    def status(self) -> Status:
        """In a word and a tone: `newest`, `2 releases behind`."""
        if self.place == "behind":
            unit = "release" if self.releases == 1 else "releases"
            return Status(f"{self.releases} {unit} behind", "due")
        if self.place == "apart":
            return Status(f"not in the line of {self.newest.title}" if self.newest else "no release", "closed")
        words = {"newest": Status("newest", "holds"), "ahead": Status("not released yet", "open")}
        return words.get(self.place, Status("none of its line is out", "closed"))


def is_out(release: Record, day: date) -> bool:
    """Whether a release was out on a day, and not withdrawn by then."""
    fields = release.f
    if fields.released_on is None or fields.released_on > day or fields.status not in ("released", "withdrawn"):
        return False
    return not (fields.withdrawn and fields.withdrawn.date <= day)


def newest_of(family: str, line: str, day: date, families: Families, graph: ProjectGraph) -> Record | None:
    """The newest release of a family and maintenance line that was out on a day.

    It is one that no other of them follows; of several, the one that came out last.
    """
    out = [
        record
        for record in graph.of("release")
        if (record.f.maintenance_line or "") == line and families.of(record) == family and is_out(record, day)
    ]
    followed = {record.f.previous for record in out}
    return max((r for r in out if r.ref not in followed), key=order_of, default=None)


def behind(release: Record, line: str, day: date, families: Families, graph: ProjectGraph) -> Behind:
    """How far a release lay behind the newest of its family and line on a day."""
    newest = newest_of(families.of(release), line, day, families, graph)
    if newest is None:  # the release that a line begins with belongs to the line before it
        begins = (release.f.maintenance_line or "") != line and is_out(release, day)
        return Behind("newest", release, 0, 0) if begins else Behind("untold")
    if newest.ref == release.ref:
        return Behind("newest", newest, 0, 0)
    since = [r.ref for r in lineage(newest, graph)]
    if release.ref in since:
        between = lineage(newest, graph)[: since.index(release.ref)]
        return Behind("behind", newest, sum(1 for r in between if is_out(r, day)), _days(release, newest))
    if any(r.ref == newest.ref for r in lineage(release, graph)) and not is_out(release, day):
        return Behind("ahead", newest)
    return Behind("apart", newest, 0, _days(release, newest))


def _days(release: Record, newest: Record) -> int | None:
    if release.f.released_on is None or newest.f.released_on is None:
        return None
    days: int = (newest.f.released_on - release.f.released_on).days
    return days


def versions_behind(component: str, version: str | None, newest: Record, graph: ProjectGraph) -> int | None:
    """How many versions of a component came out after this one, up to the newest release; None where that has none."""
    seen: list[str] = []
    for release in lineage(newest, graph):
        found: Any = next((part for part in release.f.components if part.repository == component), None)
        if found is None:
            continue
        if found.version == version:
            return len(seen)
        if found.version not in seen:
            seen.append(found.version)
    return None
