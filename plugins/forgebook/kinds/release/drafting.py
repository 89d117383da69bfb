"""What a new release starts from: the one that it follows, and what the project releases."""

from __future__ import annotations

import re
from typing import Any

from forgebook.core.diagnostics import listed
from forgebook.core.drafting import Blank, CannotPropose, Proposal, Wish, id_of_words, wanted_ref
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order
from forgebook.core.record import Record

_LEVELS = ("patch", "minor", "major")


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """The release that it follows, its line and train, and as an offer the repositories and gates.

    Raises:
        CannotPropose: no version was given.
    """
    version = wish.text("version") or (wish.title if wish.title[-1:].isdigit() and " " not in wish.title else "")
    if not version:
        raise CannotPropose(_which_version(graph))
    before = _before(version, wish, graph)
    found = Proposal(id=wish.id or _id(version, before, wish), values={"version": version})
    if wish.title and wish.title != version:
        found.values["title"] = wish.title
    if before is not None:
        _carry_on(found, before, wish, graph)
    elif wish.text("product"):
        found.values["product"] = wish.text("product")
    status = wish.text("status")
    if status == "released":
        found.values["released_on"] = graph.as_of
    parts = _components(version, before, graph, released=status == "released")
    (found.values if status == "released" and parts else found.offered)["components"] = parts
    found.offered["gates"] = _gates(version, before, graph)
    found.offered = {name: value for name, value in found.offered.items() if value}
    return found


def _which_version(graph: ProjectGraph) -> str:
    newest = sorted(graph.of("release"), key=_order)[-1:]
    said = f" The newest is {newest[0].f.version}." if newest else ""
    example = newest[0].f.version if newest else "v1.0.0"
    return f"a release needs its version.{said} Add --set version=…, written like {example}."


def _order(record: Record) -> Any:
    return _version_order(str(record.f.version)), record.ref


def _version_order(version: str) -> Any:
    return natural_order(version.lower().removeprefix("v"))


def _before(version: str, wish: Wish, graph: ProjectGraph) -> Record | None:
    """The one that was named, else the highest lower version, of the same product (or folder), train and line."""
    named = graph.get(wanted_ref(wish, "previous", "release", graph))
    if named is not None:
        return named
    train = wish.text("train") if any(r.f.train == wish.text("train") for r in graph.of("release")) else ""
    folder, product, line = wish.id.rpartition("/")[0], wish.text("product"), wish.text("maintenance_line")
    lower = [
        record
        for record in graph.of("release")
        if record.f.status != "cancelled"
        and (not product or record.fields.product == product)
        and (not folder or record.raw_id.rpartition("/")[0] == folder)
        and (not line or record.f.maintenance_line == line)
        and (not train or record.f.train == train)
        and _version_order(str(record.f.version)) < _version_order(version)
    ]
    products = {(record.fields.product, record.raw_id.rpartition("/")[0]) for record in lower}
    if len(products) > 1:
        found = listed(sorted({name for product, folder in products if (name := product or folder)}))
        raise CannotPropose(
            f"there are releases of several products ({found}). Say which: --set product=…, or --id …/…"
        )
    return max(lower, key=_order, default=None)


def _id(version: str, before: Record | None, wish: Wish) -> str:
    """The version, spelt as the id of the release before spells its own."""
    raw = before.raw_id if before else ""
    bare = str(before.f.version).removeprefix("v") if before else ""
    if bare and raw.endswith(bare):
        lead = raw.removesuffix(bare)
        has_v = re.search(r"(?:\A|[/._-])v\Z", lead) is not None
        return lead + version.removeprefix("v") if has_v else lead + version
    product = id_of_words(wish.text("product"))
    return f"{product}/{version}" if product else version


def _carry_on(found: Proposal, before: Record, wish: Wish, graph: ProjectGraph) -> None:
    line = wish.text("maintenance_line") or before.f.maintenance_line or ""
    followed = [
        release.ref
        for release in graph.of("release")
        if release.f.previous == before.ref
        and release.f.status != "cancelled"
        and (release.f.maintenance_line or "") == line
    ]
    if followed:
        found.hints["previous"] = f"{before.id} is followed by {listed(followed)} already"
    else:
        found.values["previous"] = before.id
    for name in ("product", "train", "maintenance_line"):
        value = getattr(before.fields, name)
        if value:
            found.values[name] = value
    if before.f.owner and before.f.owner.startswith("role/"):
        found.values["owner"] = before.f.owner


def _components(version: str, before: Record | None, graph: ProjectGraph, *, released: bool) -> list[dict[str, Any]]:
    """An entry for each repository of the release before; without one, for each of the project's own."""
    earlier = [part.repository for part in before.f.components] if before else []
    names = earlier or [repository.id for repository in graph.project.repositories]
    if released:
        blank = Blank("the full hash")
        return [{"repository": name, "version": version, "commit": blank} for name in names]
    return [{"repository": name, "version": version} for name in names]


def _gates(version: str, before: Record | None, graph: ProjectGraph) -> list[dict[str, Any]]:
    """The gates of the project file that a release of this level has to pass."""
    level = _LEVELS.index(_level(version, str(before.f.version) if before else ""))
    there = [gate for gate in graph.project.gates if gate.until is None or gate.until >= graph.as_of]
    asked = [gate for gate in there if _LEVELS.index(gate.level) <= level]
    return [{"id": gate.id, "result": "not_run"} for gate in asked]


def _level(version: str, before: str) -> str:
    """Which part of the version changed: the first, the second or a later one."""
    parts, earlier = (text.lower().removeprefix("v").split(".") for text in (version, before))
    if not before or parts[0] != earlier[0]:
        return "major"
    return "minor" if parts[1:2] != earlier[1:2] else "patch"
