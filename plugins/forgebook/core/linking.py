"""From a pile of records to a graph: derive, index, resolve, relate, date."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from forgebook.core import codes
from forgebook.core.circles import circles_of
from forgebook.core.diagnostics import Code, Finding, Severity, closest, did_you_mean, listed
from forgebook.core.evidence import GitFacts
from forgebook.core.fields import Markup, ProjectId, RefTo
from forgebook.core.graph import ProjectGraph, Relation, Resolution
from forgebook.core.ids import normalise_id
from forgebook.core.kind import RecordKind
from forgebook.core.model import ScopedRef
from forgebook.core.project import ProjectFile
from forgebook.core.prose import file_links, wiki_links
from forgebook.core.record import Record, Source
from forgebook.core.schema import Leaf, items, specs, walk

MENTIONS, MENTIONED_BY = "mentions", "mentioned_by"

FileExists = Callable[[str], bool]


class GraphBuilder:
    """Builds one graph. Findings gather in `findings`; the graph is whole whatever was found."""

    def __init__(
        self,
        project: ProjectFile,
        kinds: Mapping[str, RecordKind],
        as_of: date,
        *,
        visibility: str = "team",
        file_exists: FileExists = lambda path: True,
    ) -> None:
        self.graph = ProjectGraph(project, kinds, as_of, visibility)
        self.findings: list[Finding] = []
        self._file_exists = file_exists
        self._owned_paths: dict[str, list[tuple[str | int, ...]]] = defaultdict(list)
        self._names: dict[str, str] | None = None
        self._edges: dict[tuple[str, str], list[str]] = defaultdict(list)

    def build(
        self, records: Iterable[Record], *, git: GitFacts | None = None, faulty: Iterable[str] = ()
    ) -> ProjectGraph:
        """Link the records and return the graph."""
        graph = self.graph
        graph.git = git or GitFacts()
        graph.faulty = set(faulty)
        for record in records:
            self._add(record)
        self._derive()
        self._sort()
        self._register_aliases()
        self._address_items()
        for record in list(graph.records.values()):
            self._link(record)
        self._title()
        self._relate()
        self._find_circles()
        self._date()
        return graph

    def _add(self, record: Record) -> bool:
        other = self.graph.records.get(record.ref)
        if other is not None:
            self._find(
                codes.TWO_FILES_ONE_ID, record, f"{record.ref} is also the id of {other.source.path}"
            )
            return False
        record.address = record.docs_address or self.graph.kinds[record.kind].address(record.id)
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
            source = Source(
                parent.source.path, (*parent.source.prefix, *derived.path), parent.source.folder
            )
            record = Record(
                kind.name, derived.id, ref, derived.fields, source, parent=parent.ref, raw_id=derived.id
            )
            record.foreign = parent.foreign
            if self._add(record):
                self._owned_paths[parent.ref].append(derived.path)
                record.address = kind.item_address(record, parent)

    def _sort(self) -> None:
        graph = self.graph
        graph.records = {ref: graph.records[ref] for ref in sorted(graph.records, key=_natural)}
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

    def _address_items(self) -> None:
        for record in self.graph.records.values():
            if record.parent is not None:
                continue
            seen: set[str] = set()
            for path, item in items(record.fields):
                if not item.id:
                    continue
                if item.id in seen:
                    self._find(
                        codes.NO_ITEM_ID, record, f'"{item.id}" is used twice here', path=(*path, "id")
                    )
                seen.add(item.id)
                ref = f"{record.ref}#{item.id}"
                if ref not in self.graph.records:
                    self.graph.anchors[ref] = f"{record.address}#{item.id}"

    def _link(self, record: Record) -> None:
        owned = self._owned_paths.get(record.ref, [])
        quiet = record.parent is not None
        for leaf in walk(record.fields):
            relates = not any(leaf.path[: len(prefix)] == prefix for prefix in owned)
            if isinstance(leaf.meaning, RefTo):
                self._link_reference(record, leaf, relates=relates, quiet=quiet)
            elif isinstance(leaf.meaning, ProjectId):
                if not quiet:
                    self._check_project_id(record, leaf)
            elif isinstance(leaf.meaning, Markup):
                self._link_prose(record, leaf, relates=relates, quiet=quiet)

    def _link_reference(self, record: Record, leaf: Leaf, *, relates: bool, quiet: bool) -> None:
        meaning = leaf.meaning
        assert isinstance(meaning, RefTo)
        found = self.graph.resolve(leaf.value, meaning.kinds)
        if found.ref is None and meaning.free_text:
            found = self._by_name(leaf.value)
        if found.ref is None:
            if not quiet and self._built(meaning, leaf.value):
                self._report_dead(record, leaf, meaning, found)
            return
        leaf.replace(found.ref)
        if relates and found.ref != record.ref:
            scope = leaf.owner.scope if isinstance(leaf.owner, ScopedRef) else None
            inverse = meaning.inverse or f"{leaf.relation}_of"
            self._write(record.ref, leaf.relation, inverse, found.ref, scope)
        if meaning.acyclic:
            self._edges[leaf.relation, record.ref].append(found.ref)

    def _built(self, meaning: RefTo, value: str) -> bool:
        """Whether the kinds that a field names exist already: else it is accepted unread."""
        head = value.partition("/")[0]
        kinds = self.graph.kinds
        return (not meaning.kinds or any(k in kinds for k in meaning.kinds)) and (
            head not in meaning.kinds or head in kinds
        )

    def _write(self, source: str, name: str, inverse: str, target: str, scope: str | None) -> None:
        self.graph.written.append(Relation(name, inverse, source, target, scope))

    def _by_name(self, value: str) -> Resolution:
        """A name in a file of another style: a person's title or handle, or the title of a role or team."""
        if self._names is None:
            self._names = {}
            for kind in ("team", "role", "person"):
                for record in self.graph.of(kind):
                    for name in (record.fields.title, getattr(record.fields, "handle", None)):
                        if name:
                            self._names[_plain_name(name)] = record.ref
        return Resolution(self._names.get(_plain_name(value)))

    def _report_dead(
        self, record: Record, leaf: Leaf, meaning: RefTo, found: Resolution
    ) -> None:
        if found.candidates:
            self._find(
                codes.AMBIGUOUS_REFERENCE,
                record,
                f'"{leaf.value}" could mean {listed(found.candidates)}',
                path=leaf.path,
                remedy="write one of them in full",
            )
        elif found.wrong_kind:
            self._find(
                codes.WRONG_KIND,
                record,
                f'"{leaf.value}" is a {found.wrong_kind}; '
                f"{leaf.relation} takes a {' or '.join(meaning.kinds)}",
                path=leaf.path,
            )
        elif meaning.free_text and record.foreign:
            self._find(
                codes.NAME_UNKNOWN, record, f'"{leaf.value}" matches nobody', path=leaf.path
            )
        elif not self.graph.is_faulty(leaf.value, meaning.kinds):
            guess = closest(leaf.value, self._candidates(meaning.kinds, leaf.value))
            what = " or ".join(meaning.kinds) or "record"
            self._find(
                codes.DEAD_REFERENCE,
                record,
                f'there is no {what} "{leaf.value}"{did_you_mean(guess)}',
                path=leaf.path,
                suggestion=guess,
                severity=Severity.ADVICE if record.foreign else None,
            )

    def _candidates(self, kinds: tuple[str, ...], value: str) -> Iterator[str]:
        full = "/" in value and value.partition("/")[0] in self.graph.kinds
        for name in kinds or tuple(self.graph.kinds):
            for record in self.graph.of(name):
                yield record.ref if full or not kinds else record.id

    def _check_project_id(self, record: Record, leaf: Leaf) -> None:
        assert isinstance(leaf.meaning, ProjectId)
        known = self.graph.project.ids(leaf.meaning.section)
        if leaf.value not in known:
            guess = closest(leaf.value, known)
            section = leaf.meaning.section.replace("_", " ")
            self._find(
                codes.UNKNOWN_PROJECT_ID,
                record,
                f'"{leaf.value}" is not among the {section} of records/project.yml{did_you_mean(guess)}',
                path=leaf.path,
                suggestion=guess,
            )

    def _link_prose(self, record: Record, leaf: Leaf, *, relates: bool, quiet: bool) -> None:
        for link in wiki_links(leaf.value):
            found = self.graph.resolve(link.target)
            if found.ref is not None:
                if relates and found.ref != record.ref:
                    self._write(record.ref, MENTIONS, MENTIONED_BY, found.ref, None)
            elif not quiet:
                self._report_wiki(record, leaf, link.target, found)
        for file_link in file_links(leaf.value):
            self._link_file(record, leaf, file_link.target, relates=relates, quiet=quiet)

    def _report_wiki(self, record: Record, leaf: Leaf, target: str, found: Resolution) -> None:
        if found.candidates:
            self._find(
                codes.AMBIGUOUS_REFERENCE,
                record,
                f'"[[{target}]]" could mean {listed(found.candidates)}',
                path=leaf.path,
                needle=f"[[{target}",
                remedy="write one of them in full",
            )
        elif not self.graph.is_faulty(target):
            guess = closest(target, self._candidates((), target if "/" in target else f"/{target}"))
            if guess is None:
                guess = closest(target, (record.id for record in self.graph.records.values()))
            self._find(
                codes.DEAD_WIKI_LINK,
                record,
                f'there is no record "{target}"{did_you_mean(guess)}',
                path=leaf.path,
                needle=f"[[{target}",
                suggestion=guess,
                severity=Severity.ADVICE if record.foreign else None,
            )

    def _link_file(
        self, record: Record, leaf: Leaf, target: str, *, relates: bool, quiet: bool
    ) -> None:
        path = file_target(record, target)
        others = self.graph.by_path.get(path or "", [])
        if others:
            if relates and others[0].ref != record.ref:
                self._write(record.ref, MENTIONS, MENTIONED_BY, others[0].ref, None)
        elif not quiet and (path is None or not self._file_exists(path)):
            self._find(
                codes.DEAD_FILE_LINK,
                record,
                f'there is no file "{target}"',
                path=leaf.path,
                needle=target,
                severity=Severity.ADVICE if record.foreign else None,
            )

    def _title(self) -> None:
        for record in self.graph.records.values():
            kind = self.graph.kinds[record.kind]
            record.title = record.fields.title or kind.title(record, self.graph)

    def _relate(self) -> None:
        graph = self.graph
        table: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for relation in graph.written:
            source, target = relation.source, relation.target.partition("#")[0]
            if relation.target in graph.records:
                target = relation.target
            _append(table[source][relation.name], target)
            _append(table[target][relation.inverse], source)
        graph.relations = {
            ref: {name: sorted(refs, key=_natural) for name, refs in sorted(names.items())}
            for ref, names in table.items()
        }
        self._check_sides()

    def _check_sides(self) -> None:
        """Both sides write a relation, and one leaves the other out."""
        written: dict[tuple[str, str], set[str]] = defaultdict(set)
        for relation in self.graph.written:
            written[relation.source, relation.name].add(relation.target)
        for relation in self.graph.written:
            other = written.get((relation.target, relation.inverse))
            if not other or relation.source in other:
                continue
            if self._takes_many(relation) or not any(
                relation.target in written[end, relation.name] for end in other
            ):
                self._report_sides(relation)

    def _takes_many(self, relation: Relation) -> bool:
        """Whether the other side could have listed the source beside what it lists.

        Where it takes one value alone, a second relation is fine as long as the one it names agrees: an improvement
        that is tried again stands in two sprints and names the first.
        """
        record = self.graph.records.get(relation.target)
        return record is not None and any(
            spec.many and spec.key == relation.inverse for spec in specs(type(record.fields))
        )

    def _report_sides(self, relation: Relation) -> None:
        record = self.graph.records[relation.target]
        inverse = relation.inverse.replace("_", " ")
        self._find(
            codes.SIDES_DISAGREE,
            record,
            f"{relation.source} says {relation.name.replace('_', ' ')} {relation.target}, "
            f"but {relation.target} lists others under {inverse}",
            path=(relation.inverse,),
            remedy=f'add "{relation.source}" here, or leave {inverse} out: one side is enough',
            severity=Severity.ADVICE if record.foreign else None,
        )

    def _find_circles(self) -> None:
        names = sorted({name for name, _ in self._edges})
        for name in names:
            edges = {ref: targets for (n, ref), targets in self._edges.items() if n == name}
            for circle in circles_of(edges):
                record = self.graph.records.get(circle[0])
                if record is not None:
                    self._find(
                        codes.CIRCLE,
                        record,
                        f"{name.replace('_', ' ')} goes in a circle: {' → '.join([*circle, circle[0]])}",
                        path=(name,),
                        remedy="remove one of these references",
                    )

    def _date(self) -> None:
        graph = self.graph
        for record in graph.records.values():
            graph.events.extend(graph.kinds[record.kind].events(record, graph))
        graph.events.sort(key=lambda event: event.sort_key)

    def _find(self, code: Code, record: Record, message: str, **more: object) -> None:
        self.findings.append(Finding(code, record, message, **more))  # type: ignore[arg-type]


def file_target(record: Record, target: str) -> str | None:
    """The path below the project's root that a relative link means, or None where it leads out of it."""
    path = target.partition("#")[0].partition("?")[0].replace("%20", " ")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(record.source.path), path))
    return None if joined.startswith("../") or joined == ".." else joined


def _append(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().replace("@", " ").split())


def _natural(ref: str) -> list[tuple[int, int, str]]:
    """Order in which `sprint-9` comes before `sprint-10`."""
    parts: list[tuple[int, int, str]] = []
    number = ""
    for char in ref:
        if char.isascii() and char.isdigit():
            number += char
            continue
        if number:
            parts.append((0, int(number), ""))
            number = ""
        parts.append((1, 0, char))
    if number:
        parts.append((0, int(number), ""))
    return parts
