"""Pages on two sides: which appear, which read otherwise, which go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forgebook.core.views import PageView
from forgebook.review.records import Records
from forgebook.review.side import Side


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the team's site: its address below the site, and its title."""

    address: str
    title: str


@dataclass
class Pages:
    """Pages that are new, that read otherwise, and that are gone, in order of their addresses."""

    added: list[Page]
    changed: list[Page]
    removed: list[Page]


def compare_pages(base: Side, head: Side, records: Records) -> Pages:
    """Which pages change. Those that may are rendered on both sides and compared."""
    old = {view.address: view for view in base.site.views()}
    new = {view.address: view for view in head.site.views()}
    near = _near(base, head, records)
    changed = []
    for address, view in new.items():
        other = old.get(address)
        may_differ = other is not None and (view.record is None or view.record.ref in near)
        if other is not None and may_differ and _reads_otherwise(base, other, head, view):
            changed.append(_page(view))
    return Pages(
        _sorted(_page(view) for address, view in new.items() if address not in old),
        _sorted(changed),
        _sorted(_page(view) for address, view in old.items() if address not in new),
    )


def _reads_otherwise(base: Side, old: PageView, head: Side, new: PageView) -> bool:
    return old.title != new.title or base.site.body(old).html != head.site.body(new).html


def _near(base: Side, head: Side, records: Records) -> set[str]:
    """Refs of the records that changed, of items in them, and of all that they relate to on either side."""
    touched = {entry.record.ref for entry in records.changed}
    touched |= {step.record.ref for step in records.steps}
    touched |= {entry.ref for entry in records.added} | {entry.ref for entry in records.removed}
    touched |= {entry.former for entry in records.changed if entry.former}
    found = set(touched)
    for side in (base, head):
        inside = {record.ref for record in side.graph.records.values() if record.parent in touched}
        for ref in touched | inside:
            found.add(ref)
            for others in side.graph.relations.get(ref, {}).values():
                found.update(others)
                found.update(other.partition("#")[0] for other in others)
    return found


def _page(view: PageView) -> Page:
    return Page(view.address, view.title)


def _sorted(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: page.address)
