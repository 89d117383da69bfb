"""From a pile of records to a graph: derive, index, resolve, relate, date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forgebook.core import codes
from forgebook.core.diagnostics import Code, FieldPath, Finding
from forgebook.core.evidence import GitFacts
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import natural_order, normalise_id
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record, Source
from forgebook.core.references import NO_DISK, Files, ReferenceLinker
from forgebook.core.relations import circles, relate, sides_that_disagree
from forgebook.core.schema import named_items, reference_specs, specs


@dataclass(frozen=True, slots=True)
class Focus:
    """What is enough when only some files are to be reported on.

    Attributes:
        prose: paths of the files whose texts must be looked into, because they are reported on or may hold links.
        items: whether some reference may name an item of a record.
    """

    prose: frozenset[str]
    items: bool


class GraphBuilder:
    """Builds one graph. Findings gather in `findings`; the graph is whole whatever was found.

    Attributes:
        graph: the graph.
        findings: what is wrong with how records fit together.
        linker: how references were resolved, and which lead nowhere.
    """

    def __init__(
        self,
        project: ProjectFile,
        kinds: Mapping[str, RecordKind],
        as_of: date,
        *,
        visibility: str = "team",
        files: Files = NO_DISK,
    ) -> None:
        self.graph = ProjectGraph(project, kinds, as_of, visibility)
        self.findings: list[Finding] = []
        self.linker = ReferenceLinker(self.graph, self.findings, files)
        self._owned_paths: dict[str, list[FieldPath]] = defaultdict(list)

    def build(
        self,
        records: Iterable[Record],
        *,
        git: GitFacts | None = None,
        faulty: Iterable[str] = (),
        focus: Focus | None = None,
    ) -> ProjectGraph:
        """Link the records and return the graph.

        With a `focus` the graph has all records and references, but no events, and mentions from the files in focus
        alone: enough for checks, not for pages.
        """
        graph = self.graph
        graph.git = git or GitFacts()
        graph.faulty = set(faulty)
        for record in records:
            self._add(record)
        self._derive()
        self._sort()
        self._register_aliases()
        self._address_items(focus)
        for record in list(graph.records.values()):
            thorough = focus is None or record.source.path in focus.prose
            chosen = specs if thorough else reference_specs
            self.linker.link(record, self._owned_paths.get(record.ref, []), chosen=chosen)
        self._title()
        relate(graph)
        self.findings.extend(sides_that_disagree(graph))
        self.findings.extend(circles(graph, self.linker.edges))
        if focus is None:
            self._date()
        return graph

    def _add(self, record: Record) -> bool:
        other = self.graph.records.get(record.ref)
        if other is not None:
            self._find(codes.TWO_FILES_ONE_ID, record, f"{record.ref} is also the id of {other.source.path}")
            return False
        record.address = record.docs_address or self.graph.kinds[record.kind].place(record)
        self.graph.records[record.ref] = record
        return True

    def _derive(self) -> None:
        """Items that are records of their own: an improvement in a retro, a change in a release."""
        for kind in self.graph.kinds.values():
            for parent_kind in kind.derived_from:
                for parent in [r for r in self.graph.records.values() if r.kind == parent_kind]:
                    self._derive_from(kind, parent)

    def _derive_from(self, kind: RecordKind, parent: Record) -> None:
        for derived in kind.derive(parent):
            ref = derived.ref or f"{kind.name}/{derived.id}"
            source = Source(parent.source.path, (*parent.source.prefix, *derived.path), parent.source.folder)
            record = Record(kind.name, derived.id, ref, derived.fields, source, parent=parent.ref, raw_id=derived.id)
            record.foreign = parent.foreign
            if self._add(record):
                self._owned_paths[parent.ref].append(derived.path)
                record.address = kind.item_address(record, parent)

    def _sort(self) -> None:
        graph = self.graph
        graph.records = {ref: graph.records[ref] for ref in sorted(graph.records, key=natural_order)}
        for record in graph.records.values():
            graph.by_kind.setdefault(record.kind, []).append(record)
            if record.parent is None:
                graph.by_path.setdefault(record.source.path, []).append(record)

    def _register_aliases(self) -> None:
        for record in self.graph.records.values():
            for name in self.graph.kinds[record.kind].soft_names(record):
                self.graph.soft_names.setdefault(f"{record.kind}/{name}", []).append(record.ref)
            if record.raw_id and record.raw_id != record.id and record.parent is None:
                self.graph.aliases.setdefault(f"{record.kind}/{record.raw_id}", record.ref)
        for record in self.graph.records.values():
            for index, alias in enumerate(record.fields.aliases):
                self._register_alias(record, index, alias)

    def _register_alias(self, record: Record, index: int, alias: str) -> None:
        former = alias.removeprefix(f"{record.kind}/")
        for ref in dict.fromkeys((f"{record.kind}/{former}", f"{record.kind}/{normalise_id(former)}")):
            taken = ref if ref in self.graph.records else self.graph.aliases.get(ref)
            if taken is not None and taken != record.ref:
                self._find(
                    codes.ALIAS_TAKEN,
                    record,
                    f'alias "{alias}" is taken by {taken}',
                    path=("aliases", index),
                )
                return
            if ref != record.ref:
                self.graph.aliases[ref] = record.ref

    def _address_items(self, focus: Focus | None) -> None:
        for record in self.graph.records.values():
            needless = focus is not None and not focus.items and record.source.path not in focus.prose
            if record.parent is not None or needless:
                continue
            seen: set[str] = set()
            for path, item in named_items(record.fields):
                assert item.id is not None
                if item.id in seen:
                    self._find(codes.NO_ITEM_ID, record, f'"{item.id}" is used twice here', path=(*path, "id"))
                seen.add(item.id)
                ref = f"{record.ref}#{item.id}"
                if ref not in self.graph.records:
                    self.graph.anchors[ref] = f"{record.address}#{item.id}"

    def _title(self) -> None:
        for record in self.graph.records.values():
            kind = self.graph.kinds[record.kind]
            record.title = record.fields.title or kind.title(record, self.graph)

    def _date(self) -> None:
        graph = self.graph
        for record in graph.records.values():
            graph.events.extend(graph.kinds[record.kind].events(record, graph))
        graph.events.sort(key=lambda event: event.sort_key)

    def _find(self, code: Code, record: Record, message: str, **more: object) -> None:
        self.findings.append(Finding(code, record, message, **more))  # type: ignore[arg-type]
