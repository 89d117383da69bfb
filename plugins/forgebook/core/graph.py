"""The project graph: all records, how they relate and what happened when. Pages ask it and never files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from forgebook.core.cover import LadderFacts
from forgebook.core.evidence import CoverFacts, FileFacts, GitFacts
from forgebook.core.ids import normalise_id, split_ref
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.core.timeline import Event
from forgebook.core.views import Status


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as one side wrote it: `source` has `name`, `target` has `inverse`."""

    name: str
    inverse: str
    source: str
    target: str
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference leads to: a ref, several candidates, or nothing."""

    ref: str | None = None
    candidates: tuple[str, ...] = ()
    wrong_kind: str | None = None


@dataclass
class ProjectGraph:
    """Records by ref, in a fixed order, with relations from both sides and events in order of time.

    Attributes:
        project: the project file.
        kinds: kinds by name, in the register's order.
        as_of: the day that "today" means.
        visibility: for whom this graph may be shown.
        records: records by ref.
        aliases: former and raw refs and the ref each means now.
        soft_names: names that need not be unique, such as display numbers, and the refs that go by each.
        anchors: `kind/id#item` of items that can be linked, and their addresses.
        relations: by ref, then by relation name (from either side), the refs at the other end.
        written: relations as they were written.
        events: dated events, oldest first.
        git: facts about files.
        cover: what git tells of who works on what. A filtered copy has none.
        ladder: who can look after what, as records and git tell it. A filtered copy has what its readers may know.
        faulty: refs of files that could not be read, so that links to them are not called dead as well.
        broken: circles and the like that pages must survive.
        worked_out: what others have worked out of the whole graph and ask for more than once, by their own names.
    """

    project: ProjectFile
    kinds: Mapping[str, RecordKind]
    as_of: date
    visibility: str = "team"
    records: dict[str, Record] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    soft_names: dict[str, list[str]] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    relations: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    written: list[Relation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    git: GitFacts = field(default_factory=GitFacts)
    cover: CoverFacts = field(default_factory=CoverFacts)
    ladder: LadderFacts = field(default_factory=LadderFacts)
    faulty: set[str] = field(default_factory=set)
    by_kind: dict[str, list[Record]] = field(default_factory=dict)
    by_path: dict[str, list[Record]] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def of(self, kind: str) -> list[Record]:
        """All records of a kind, in order of their ids."""
        return self.by_kind.get(kind, [])

    def get(self, ref: str | None) -> Record | None:
        """The record with this ref (an alias will do), or None."""
        if not ref:
            return None
        return self.records.get(ref) or self.records.get(self.aliases.get(ref, ""))

    def related(self, record: Record | str, name: str) -> list[Record]:
        """The records at the other end of a relation, whichever side wrote it."""
        ref = record if isinstance(record, str) else record.ref
        refs = self.relations.get(ref, {}).get(name, [])
        return [self.records[other] for other in refs if other in self.records]

    def along(self, record: Record, name: str) -> Iterator[str]:
        """The refs that one comes to from a record by following a field that names one other. A circle ends."""
        seen = {record.ref}
        here = self.get(getattr(record.fields, name, None))
        while here is not None and here.ref not in seen:
            seen.add(here.ref)
            yield here.ref
            here = self.get(getattr(here.fields, name, None))

    def relations_of(self, ref: str) -> dict[str, list[str]]:
        """By relation name, the refs at the other end of a record's relations."""
        return self.relations.get(ref, {})

    def at_path(self, path: str) -> list[Record]:
        """The records of the file at this path below the project's root."""
        return self.by_path.get(path, [])

    @property
    def missing_history(self) -> str:
        """Why there are no facts about files, or empty."""
        return self.git.missing

    def scope(self, source: str, name: str, target: str) -> str | None:
        """How far a relation reaches, where its writer said so, from whichever side."""
        return self._scopes.get((source, name, target))

    @cached_property
    def _scopes(self) -> dict[tuple[str, str, str], str]:
        """The scopes that were written, from both sides. Asked for once the graph is whole."""
        found: dict[tuple[str, str, str], str] = {}
        for relation in self.written:
            if relation.scope:
                found.setdefault((relation.source, relation.name, relation.target), relation.scope)
        for relation in self.written:
            if relation.scope:
                found.setdefault((relation.target, relation.inverse, relation.source), relation.scope)
        return found

    def status(self, record: Record) -> Status | None:
        """The status that readers see."""
        return self.kinds[record.kind].status(record, self)

    def file_facts(self, record: Record) -> FileFacts | None:
        """When the record's file was first recorded and last changed, where git knows."""
        return self.git.files.get(record.source.path)

    def resolve(self, text: str, kinds: Iterable[str] = ()) -> Resolution:
        """Find what a reference means.

        `kinds` are the kinds that the field may name; without any, all kinds are searched. `kind/id` names one kind
        outright. An id is compared after normalisation, and former ids count.
        """
        allowed = tuple(kinds)
        head, tail, item = split_ref(text)
        if head in self.kinds and tail:
            return self._resolve_in(head, tail, item, allowed)
        id_ = f"{head}/{tail}" if head else tail
        found = [ref for name in (allowed or tuple(self.kinds)) if (ref := self._find(name, id_, item)) is not None]
        unique = tuple(dict.fromkeys(found)) or self._soft(id_, allowed)
        if len(unique) == 1:
            return Resolution(unique[0])
        return Resolution(candidates=unique)

    def _resolve_in(self, kind: str, id_: str, item: str, allowed: tuple[str, ...]) -> Resolution:
        ref = self._find(kind, id_, item)
        if ref is not None and allowed:
            actual = self.records[ref].kind if ref in self.records else kind
            if actual not in allowed:
                return Resolution(wrong_kind=actual)
        return Resolution(ref)

    def _soft(self, name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Records that go by a name which need not be unique, for fields of one kind."""
        if len(kinds) != 1:
            return ()
        key = f"{kinds[0]}/{name.lstrip('0') or name}"
        return tuple(self.soft_names.get(key, ()))

    def _find(self, kind: str, id_: str, item: str = "") -> str | None:
        for candidate in (id_, normalise_id(id_)):
            ref = f"{kind}/{candidate}"
            ref = self.aliases.get(ref, ref)
            full = f"{ref}#{item}" if item else ref
            if full in self.records or full in self.anchors:
                return full
        return None

    def is_faulty(self, text: str, kinds: Iterable[str] = ()) -> bool:
        """Whether a reference names a file that could not be read."""
        head, tail, _ = split_ref(text)
        if head in self.kinds and tail:
            return f"{head}/{normalise_id(tail)}" in self.faulty
        names = tuple(kinds) or tuple(self.kinds)
        id_ = normalise_id(f"{head}/{tail}" if head else tail)
        return any(f"{name}/{id_}" in self.faulty for name in names)

    def address_of(self, ref: str) -> str | None:
        """Where a link to a ref (or to an item of a record) leads."""
        record = self.get(ref)
        if record is not None:
            return record.address
        return self.anchors.get(ref)
