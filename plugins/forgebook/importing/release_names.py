"""What releases of a source are called among those that a project has, and which one each of them follows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.project import Repository
from forgebook.core.record import Record
from forgebook.core.versions import version_order


@dataclass
class ReleaseNames:
    """The ids of releases of one product.

    Attributes:
        product: what its releases are of: a repository's id, or the folder of a changelog.
        graph: the records that there are; None where nothing is known of them.
        by_key: the release of each key that an importer wrote.
        apart: whether releases of other products are about, so that ids begin with the product.
    """

    product: str
    graph: ProjectGraph | None
    by_key: dict[str, Record] = field(init=False)
    apart: bool = field(init=False)

    def __post_init__(self) -> None:
        releases = self.graph.of("release") if self.graph is not None else []
        self.by_key = {r.fields.imported.key: r for r in releases if r.fields.imported}
        others = {normalise_id(r.fields.product) for r in releases if r.fields.product}
        ids = set(self.graph.project.ids("repositories")) if self.graph is not None else set()
        self.apart = bool((others | {normalise_id(id_) for id_ in ids}) - {normalise_id(self.product)})

    def id(self, key: str, version: str) -> str:
        """The id of a release: the one that it has, else one of the product and the version."""
        if key in self.by_key:
            return self.by_key[key].id
        name = normalise_id(version.replace("/", "-"))
        return f"{normalise_id(self.product)}/{name}" if self.apart else name

    def other(self, key: str, version: str) -> Record | None:
        """The release of that id that did not come from this key: people wrote it, or another importer did."""
        if self.graph is None or key in self.by_key:
            return None
        return self.graph.get(f"release/{self.id(key, version)}")


def repository_of(top: Path, graph: ProjectGraph | None) -> Repository | None:
    """The entry of the project file for a repository with its top in a folder, told by names."""
    name = top.name.casefold()
    for repository in graph.project.repositories if graph is not None else []:
        tail = (repository.url or "").rstrip("/").rpartition("/")[2].removesuffix(".git")
        places = (repository.id, repository.title or "", tail, Path(repository.path or "").name)
        if name in (place.casefold() for place in places):
            return repository
    own = graph.project.own_repository if graph is not None else None
    return own if own is not None and (top / "records").is_dir() else None


@dataclass(frozen=True, slots=True)
class Step:
    """Which version one follows.

    Attributes:
        previous: the version that it follows; empty where none does.
        open: why it is left open, in words: another version follows the same one already.
    """

    previous: str = ""
    open: str = ""


def steps(versions: Sequence[str]) -> dict[str, Step]:
    """What each version follows, given in the order in which they came out.

    It is the highest of those that are lower and came out before. Where another one follows that already, as when an
    older line is mended, it is left open: the team knows whether that is a maintenance line.
    """
    found: dict[str, Step] = {}
    followed: dict[str, str] = {}
    before: list[tuple[Any, str]] = []
    for version in versions:
        order = version_order(version)
        place = bisect_left(before, order, key=lambda entry: entry[0])
        previous = before[place - 1][1] if place else ""
        before.insert(place, (order, version))
        if previous in followed:
            found[version] = Step("", f"{previous}, which {followed[previous]} follows already")
            continue
        found[version] = Step(previous)
        if previous:
            followed[previous] = version
    return found
