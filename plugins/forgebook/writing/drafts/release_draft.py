"""The draft of a release: its record, with what the clones told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from forgebook.core.drafting import Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.releasing.since import Since
from forgebook.writing.batch import Change
from forgebook.writing.drafts.clone_notes import below_components, clone_notes
from forgebook.writing.drafts.compose import NewRecord, compose
from forgebook.writing.edit import EditedFile


def drafted(
    wish: Wish, before: Record | None, parts: Sequence[Since], fragments: Sequence[Record], graph: ProjectGraph,
    settings: SiteSettings,
) -> NewRecord:  # fmt: skip
    """The record of a release that follows another one, with a component for each repository that has a version.

    Args:
        wish: what its author gave: version and train at least.
        before: the release that it follows.
        parts: what the repositories say.
        fragments: unreleased fragments, to be offered.
        graph: the records that there are.
        settings: where they lie.

    Raises:
        NotPossible: there is such a record already, or the id is none.
    """
    components = [_component(part) for part in parts if part.version]
    fresh = [part for part in parts if part.changed]
    whole = all(part.version and part.commit for part in parts)
    # Empty leaves `previous` out: the first release of a train follows none.
    values: dict[str, Any] = {"status": "candidate" if fresh and whole else "planned"}
    values["previous"] = before.id if before is not None else ""
    if components:
        values["components"] = components
    kind = graph.kinds["release"]
    id_ = wish.id or ("" if before is not None else _first_id(wish))
    record = compose(kind, Wish(wish.title, {**values, **wish.values}, id_), graph, settings)
    text = below_components(record.text, parts)
    return replace(record, text=text + clone_notes(parts, fragments, record.ref.partition("/")[2]))


def _first_id(wish: Wish) -> str:
    """The id of a release that follows none, and so has no other's spelling to take over."""
    product = id_of_words(wish.text("product"))
    return normalise_id(f"{product}/{wish.text('version')}" if product else wish.text("version"))


def _component(part: Since) -> dict[str, str]:
    found = {"repository": part.id, "version": part.version}
    return {**found, "commit": part.commit} if part.commit else found


def unreleased(graph: ProjectGraph) -> list[Record]:
    """The fragments that no release is named in."""
    return [record for record in graph.of("change") if record.parent is None and not record.f.releases]


def take_changes(fragments: Sequence[Record], release: str, settings: SiteSettings) -> list[Change]:
    """The edits that name a release in fragments.

    Raises:
        WriteRefused: one of them cannot be edited safely.
    """
    files: dict[Path, EditedFile] = {}
    for record in fragments:
        path = settings.root / record.source.path
        file = files.setdefault(path, files.get(path) or EditedFile.open(path))
        file.append((*record.source.prefix, "releases"), release)
    return [Change(path, file.before, file.after) for path, file in files.items()]
