"""References and links of records: found, resolved, related; what leads nowhere is reported."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from forgebook.core import codes
from forgebook.core.diagnostics import Code, FieldPath, Finding, Severity, closest, did_you_mean, listed
from forgebook.core.fields import WHO, Markup, ProjectId, RefTo
from forgebook.core.graph import ProjectGraph, Relation, Resolution
from forgebook.core.ids import split_ref
from forgebook.core.model import ScopedRef
from forgebook.core.prose import file_links, wiki_links
from forgebook.core.record import Record
from forgebook.core.schema import Chosen, Leaf, specs, walk

MENTIONS, MENTIONED_BY = "mentions", "mentioned_by"
PROJECT = "project"
"""What findings rest on that say that the project file does not know an id."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the disk has, by paths below the project's root. Without a disk each file is taken to be there.

    Attributes:
        exist: whether a file is there.
        beside: the names of the files in a file's folder.
    """

    exist: Callable[[str], bool] = lambda _: True
    beside: Callable[[str], list[str]] = lambda _: []


NO_DISK = Files()


class ReferenceLinker:
    """Puts `kind/id` in the place of what was written, and writes relations into the graph.

    Attributes:
        edges: by relation and ref, the refs that an acyclic relation leads to.
        dead: references that lead nowhere: the record, what was written, and the kinds that it may name.
        dead_files: links to files that are not there: the record and the path.
    """

    def __init__(self, graph: ProjectGraph, findings: list[Finding], files: Files) -> None:
        self.graph = graph
        self.findings = findings
        self.edges: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.dead: list[tuple[Record, str, tuple[str, ...]]] = []
        self.dead_files: list[tuple[Record, str]] = []
        self._files = files
        self._names: dict[str, list[str]] | None = None
        self._unknown_names: set[str] = set()
        self._resolved: dict[tuple[str, tuple[str, ...]], Resolution] = {}

    def link(self, record: Record, owned: list[FieldPath], *, chosen: Chosen = specs) -> None:
        """Link a record.

        Args:
            record: a record of the graph.
            owned: paths whose values are records of their own and relate for themselves.
            chosen: which fields to look into.
        """
        quiet = record.parent is not None
        for leaf in walk(record.fields, chosen=chosen, mark="["):
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
        found = self._resolve(leaf.value, meaning.kinds)
        if meaning.free_text and found == Resolution():
            found = self._by_name(leaf.value)
        if found.ref is None:
            self.dead.append((record, leaf.value, meaning.kinds))
            if not quiet and self._built(meaning, leaf.value):
                self._report_dead(record, leaf, meaning, found)
            return
        leaf.replace(found.ref)
        if relates and found.ref != record.ref:
            scope = leaf.owner.scope if isinstance(leaf.owner, ScopedRef) else None
            inverse = meaning.inverse or f"{leaf.relation}_of"
            self._write(record.ref, leaf.relation, inverse, found.ref, scope)
        if meaning.acyclic:
            self.edges[leaf.relation, record.ref].append(found.ref)

    def _resolve(self, text: str, kinds: tuple[str, ...]) -> Resolution:
        """What a reference means. Thousands of records name the same few areas and people."""
        known = self._resolved.get((text, kinds))
        if known is None:
            known = self._resolved[text, kinds] = self.graph.resolve(text, kinds)
        return known

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
            self._names = self._all_names()
        refs = self._names.get(_plain_name(value), [])
        return Resolution(refs[0]) if len(refs) == 1 else Resolution(candidates=tuple(refs))

    def _all_names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for kind in WHO:
            for record in self.graph.of(kind):
                for name in (record.fields.title, getattr(record.fields, "handle", None)):
                    refs = names.setdefault(_plain_name(name), []) if name else []
                    if record.ref not in refs:
                        refs.append(record.ref)
        return names

    def _report_dead(self, record: Record, leaf: Leaf, meaning: RefTo, found: Resolution) -> None:
        if found.candidates:
            self._report_ambiguous(record, leaf, leaf.value, found, severity=_milder(record))
        elif found.wrong_kind:
            self._find(
                codes.WRONG_KIND,
                record,
                f'"{leaf.value}" is a {found.wrong_kind}; {leaf.relation} takes a {" or ".join(meaning.kinds)}',
                path=leaf.path,
            )
        elif meaning.free_text and record.foreign:
            self._report_name(record, leaf)
        elif not self.graph.is_faulty(leaf.value, meaning.kinds):
            guess = closest(leaf.value, self._candidates(meaning.kinds, leaf.value))
            what = " or ".join(meaning.kinds) or "record"
            self._find(
                codes.DEAD_REFERENCE,
                record,
                f'there is no {what} "{leaf.value}"{did_you_mean(guess)}',
                path=leaf.path,
                rests_on=self._holders(leaf.value, meaning.kinds),
                suggestion=guess,
            )

    def _report_ambiguous(self, record: Record, leaf: Leaf, written: str, found: Resolution, **more: object) -> None:
        message = f'"{written}" could mean {listed(found.candidates)}'
        remedy = "write one of them in full"
        self._find(codes.AMBIGUOUS_REFERENCE, record, message, path=leaf.path, remedy=remedy, **more)

    def _report_name(self, record: Record, leaf: Leaf) -> None:
        """A name that matches nobody, told once: the same people decide many things."""
        name = _plain_name(leaf.value)
        if name not in self._unknown_names:
            self._unknown_names.add(name)
            self._find(codes.NAME_UNKNOWN, record, f'"{leaf.value}" matches nobody', path=leaf.path, rests_on=WHO)

    def _holders(self, written: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """The kinds whose records might hold what a reference names: an item, or a record inside another."""
        head, tail, item = split_ref(written)
        named = (head,) if head in self.graph.kinds and tail else kinds or tuple(self.graph.kinds)
        inside = tuple(holder for name in named for holder in self.graph.kinds[name].derived_from)
        return (*inside, *named) if item else inside

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
                rests_on=(PROJECT,),
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
        self.dead.append((record, target, ()))
        if found.candidates:
            self._report_ambiguous(record, leaf, f"[[{target}]]", found, needle=f"[[{target}")
        elif not self.graph.is_faulty(target):
            guess = closest(target, self._candidates((), target if "/" in target else f"/{target}"))
            if guess is None:
                guess = closest(target, (record.id for record in self.graph.records.values()))
            self._find(
                codes.DEAD_WIKI_LINK,
                record,
                f'there is no record "{target}"{did_you_mean(guess)}',
                path=leaf.path,
                rests_on=self._holders(target, ()),
                needle=f"[[{target}",
                suggestion=guess,
                severity=_milder(record),
            )

    def _link_file(self, record: Record, leaf: Leaf, target: str, *, relates: bool, quiet: bool) -> None:
        path = file_target(record, target)
        others = self.graph.by_path.get(path or "", [])
        if others:
            if relates and others[0].ref != record.ref:
                self._write(record.ref, MENTIONS, MENTIONED_BY, others[0].ref, None)
        elif not quiet and (path is None or not self._files.exist(path)):
            self.dead_files.append((record, path or ""))
            guess = self._nearest(record, path) if path else None
            self._find(
                codes.DEAD_FILE_LINK,
                record,
                f'there is no file "{target}"{did_you_mean(guess)}',
                suggestion=guess,
                path=leaf.path,
                needle=target,
            )

    def _nearest(self, record: Record, path: str) -> str | None:
        """The file that a dead link most likely means, as a link from the record's own file would name it."""
        folder, name = posixpath.split(path)
        names = [n for n in self._files.beside(path) if posixpath.join(folder, n) != record.source.path]
        near = closest(name, names) or _same_number(name, names)
        found = _same_name(path, self.graph.by_path) or (posixpath.join(folder, near) if near else None)
        return posixpath.relpath(found, posixpath.dirname(record.source.path)) if found else None

    def _find(self, code: Code, record: Record, message: str, **more: object) -> None:
        self.findings.append(Finding(code, record, message, **more))  # type: ignore[arg-type]


def file_target(record: Record, target: str) -> str | None:
    """The path below the project's root that a relative link means, or None where it leads out of it."""
    path = target.partition("#")[0].partition("?")[0].replace("%20", " ")
    folder = posixpath.dirname(record.source.path or record.pictures_from)
    joined = posixpath.normpath(posixpath.join(folder, path))
    return None if joined.startswith("../") or joined == ".." else joined


def _same_name(path: str, others: Iterable[str]) -> str | None:
    """The one file of the same name in another folder."""
    found = {other for other in others if posixpath.basename(other) == posixpath.basename(path)}
    return found.pop() if len(found) == 1 else None


def _same_number(name: str, others: Iterable[str]) -> str | None:
    """The one file whose name begins with the same number and ends alike: it was renamed."""
    number = re.match(r"\d{2,}(?=\D)", name)
    if number is None:
        return None
    ending = posixpath.splitext(name)[1]
    found = [other for other in others if re.match(rf"{number[0]}\D", other) and other.endswith(ending)]
    return found[0] if len(found) == 1 else None


def _milder(record: Record) -> Severity | None:
    """What may mean something else in files of other styles is advice: their authors knew nothing of our rules."""
    return Severity.ADVICE if record.foreign else None


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().replace("@", " ").split())
