"""What becomes visible to partners and to the public, and which names: told from the filtered copies themselves.

Not the field `visibility` is compared but what each reader would see: a record may come to light because the project's
default changed, an item because its mark was taken out, a name because somebody wrote it into a visible text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.pipeline.json_view import record_json
from forgebook.review.handwritten import pages_shown
from forgebook.review.prose import sentences
from forgebook.review.records import Named, named
from forgebook.review.side import Side

Fresh = dict[str, tuple[list[str], list[str]]]
"""By ref of a record or path of a page, all of its texts as this reader sees them now and saw them before."""

OUTSIDE = ("public", "partner")
"""Readers outside of the team, the widest circle first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a reader sees now and did not see before: where it stands, and its words."""

    record: Named
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of somebody on the team in what became visible.

    Attributes:
        name: as it stands there.
        person: the person's ref.
        where: refs of records, or paths of pages, that show it now and did not.
        first: whether this reader saw it nowhere before.
    """

    name: str
    person: str
    where: tuple[str, ...]
    first: bool


@dataclass
class Exposure:
    """What one circle of readers sees now and did not see before, and what they see no more.

    Attributes:
        visibility: `public`, or `partner` for what partners alone see.
        records: records that were hidden, or not there.
        texts: texts in records that showed before.
        pages: hand-written pages that were hidden, or not there.
        page_texts: hand-written pages that showed before and say something else now.
        names: names in all of these.
        hidden: records that this reader no longer sees.
        hidden_pages: hand-written pages that this reader no longer sees.
    """

    visibility: str
    records: list[Named] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    page_texts: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    hidden: list[Named] = field(default_factory=list)
    hidden_pages: list[str] = field(default_factory=list)

    @property
    def reveals(self) -> bool:
        """Whether there is anything that must be looked at before it is merged."""
        return bool(self.records or self.texts or self.pages or self.page_texts or self.names)


def compare_exposure(base: Side, head: Side, former: dict[str, str]) -> list[Exposure]:
    """What becomes visible, to the public and to partners alone. `former` has the ref before of renamed records."""
    public, partner = (_exposure(base, head, visibility, former) for visibility in OUTSIDE)
    for name in ("records", "texts", "pages", "page_texts", "hidden", "hidden_pages"):
        told = getattr(public, name)
        setattr(partner, name, [entry for entry in getattr(partner, name) if entry not in told])
    known = {(name.name, where) for name in public.names for where in name.where}
    partner.names = [name for name in partner.names if not all((name.name, where) in known for where in name.where)]
    return [public, partner]


def _exposure(base: Side, head: Side, visibility: str, former: dict[str, str]) -> Exposure:
    old, new = base.seen_by(visibility), head.seen_by(visibility)
    found = Exposure(visibility)
    fresh: Fresh = {}
    for ref, record in new.records.items():
        before = old.records.get(former.get(ref, ref))
        if before is not None and before.fields == record.fields and before.title == record.title:
            continue
        strings = _new_strings(before, record, old, new)
        fresh[ref] = (_texts(record, new), _texts(before, old) if before is not None else [])
        if record.parent is not None or record.kind == "person":
            continue
        if before is None:
            found.records.append(_named(record, head))
        else:
            found.texts += [Text(_named(record, head), name, text) for name, text in strings]
    _compare_pages(base, head, found, fresh)
    found.hidden = [_named(r, base) for r in _hidden(old, new, former) if r.parent is None and r.kind != "person"]
    found.names = list(_names(fresh, base, head, visibility))
    return found


def _named(record: Record, side: Side) -> Named:
    """A record of a filtered graph, its file named for the reviewer."""
    return named(side.graph.get(record.ref) or record, side.graph)


def _hidden(old: ProjectGraph, new: ProjectGraph, former: dict[str, str]) -> Iterator[Record]:
    still = {former.get(ref, ref) for ref in new.records}
    return (record for ref, record in old.records.items() if ref not in still)


def _new_strings(before: Record | None, after: Record, old: ProjectGraph, new: ProjectGraph) -> list[tuple[str, str]]:
    """Field and text of each string that the record did not have; of a text that was changed, its new sentences."""
    if before is None:
        return list(_strings(after, new))
    had = [text for _, text in _strings(before, old)]
    whole, parts = Counter(had), {sentence for text in had for sentence in sentences(text)}
    found = []
    for name, text in _strings(after, new):
        if whole[text]:
            whole[text] -= 1
        elif not parts.isdisjoint(sentences(text)):
            found.append((name, " … ".join(sentence for sentence in sentences(text) if sentence not in parts)))
        else:
            found.append((name, text))
    return [(name, text) for name, text in found if text]


def _strings(record: Record, graph: ProjectGraph) -> Iterator[tuple[str, str]]:
    """Every text of a record as its page shows it: titles in the place of references to people."""
    if "title" not in record.fields.model_fields_set:
        yield "title", record.title
    for name, text in _leaves("", record_json(record, graph)["fields"]):
        person = graph.get(text) if text.startswith("person/") else None
        yield name, person.title if person is not None else text


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _leaves(f"{name} {key}".strip(), entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _leaves(name, entry)
    elif isinstance(value, str) and name != "visibility":
        yield name, value


def _texts(record: Record, graph: ProjectGraph) -> list[str]:
    return [text for _, text in _strings(record, graph)]


def _compare_pages(base: Side, head: Side, found: Exposure, fresh: Fresh) -> None:
    old, new = pages_shown(base, found.visibility), pages_shown(head, found.visibility)
    for path, text in new.items():
        if path not in old:
            found.pages.append(path)
            fresh[path] = ([text], [])
        elif old[path] != text:
            found.page_texts.append(path)
            fresh[path] = ([text], [old[path]])
    found.hidden_pages = [path for path in old if path not in new]


def _names(fresh: Fresh, base: Side, head: Side, visibility: str) -> Iterator[Name]:
    roster = dict(_roster(head.graph))
    if not roster or not fresh:
        return
    pattern = _pattern(roster)
    found: dict[str, dict[str, None]] = {}
    for place, (now, then) in fresh.items():
        for folded in sorted(_matches(pattern, now) - _matches(pattern, then)):
            found.setdefault(folded, {})[place] = None
    if not found:
        return
    before = _shown_before(base, visibility, pattern)
    for folded, places in sorted(found.items()):
        name, person = roster[folded]
        yield Name(name, person, tuple(sorted(places)), folded not in before)


def _roster(graph: ProjectGraph) -> Iterator[tuple[str, tuple[str, str]]]:
    """Folded name, then the name and the person: titles, handles and public names."""
    for person in graph.of("person"):
        for name in (person.title, getattr(person.fields, "handle", None), getattr(person.fields, "public_name", None)):
            if name and len(name) > 1:
                yield name.casefold(), (name, person.ref)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)


def _matches(pattern: re.Pattern[str], texts: Iterable[str]) -> set[str]:
    """The names in some texts, folded; a line's end within a name is a space."""
    return {match[0].casefold() for text in texts for match in pattern.finditer(" ".join(text.split()))}


def _shown_before(base: Side, visibility: str, pattern: re.Pattern[str]) -> set[str]:
    graph = base.seen_by(visibility)
    texts = [text for record in graph.records.values() for text in _texts(record, graph)]
    return _matches(pattern, [*texts, *pages_shown(base, visibility).values()])
