"""Another id for a record: its file moves, every reference follows, the former id stays as an alias."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from forgebook.core.fields import Markup, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import CANONICAL_ID, LONGEST_ID, normalise_id
from forgebook.core.record import Record
from forgebook.core.schema import walk
from forgebook.core.settings import SiteSettings
from forgebook.reading.discover import PROJECT_FILE
from forgebook.reading.load import Loader
from forgebook.writing.batch import Change, write_all
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.mentions import Renaming
from forgebook.writing.nodes import Node

FieldPath = tuple[str | int, ...]


@dataclass
class Renamed:
    """What is to be written, and for each file how many references follow in it."""

    changes: list[Change]
    followed: dict[str, int] = field(default_factory=dict)
    alias: str = ""


def plan_renaming(graph: ProjectGraph, settings: SiteSettings, record: Record, new_id: str) -> Renamed:
    """What must be written so that a record has another id. Nothing is written yet.

    Raises:
        WriteRefused: it cannot be so; the message says why and what to do.
    """
    new_id = new_id.removeprefix(f"{record.kind}/")
    _refuse_what_cannot_be(graph, record, new_id)
    renaming = Renaming(graph, record, new_id)
    source, root = record.source, settings.root
    if not source.prefix:
        renaming.moves = {source.path: f"{source.folder}/{new_id}{posixpath.splitext(source.path)[1]}"}
        if (root / renaming.moves[source.path]).exists():
            raise WriteRefused(f"{renaming.moves[source.path]}: there is such a file already. Choose another id.")
    return _Planner(settings, renaming).plan()


def carry_out(planned: Renamed, settings: SiteSettings) -> None:
    """Write all of it, or nothing.

    Raises:
        WriteRefused: a file cannot be written; those before it are as they were.
    """
    write_all(planned.changes)
    for change in planned.changes:
        folder = change.path.parent
        while change.moved_to and folder.is_relative_to(settings.root) and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _refuse_what_cannot_be(graph: ProjectGraph, record: Record, new_id: str) -> None:
    path = record.source.path
    if "#" in record.ref:
        raise WriteRefused(f"{path}: {record.ref} is an item of another record. Change its id there by hand.")
    if not CANONICAL_ID.match(new_id) or any(len(part) > LONGEST_ID for part in new_id.split("/")):
        better = normalise_id(new_id)
        hint = f' Write "{better}".' if better and CANONICAL_ID.match(better) else ""
        raise WriteRefused(
            f'"{new_id}" cannot be an id: ids are lower-case letters, digits, dots and hyphens, at most '
            f"{LONGEST_ID} characters a part.{hint}"
        )
    if new_id == record.id:
        raise WriteRefused(f"{path}: {record.ref} has this id already.")
    taken = graph.get(f"{record.kind}/{new_id}")
    if taken is not None and taken.ref != record.ref:
        raise WriteRefused(f'{taken.source.path}: "{new_id}" is taken by {taken.ref}. Choose another id.')
    if graph.faulty:
        lost = sorted(graph.faulty)
        raise WriteRefused(
            f"these records cannot be read, so their references could not follow: {', '.join(lost[:8])}"
            f"{' …' if len(lost) > 8 else ''}. `forgebook check` says why; mend them first."
        )


class _Planner:
    def __init__(self, settings: SiteSettings, renaming: Renaming) -> None:
        self.settings = settings
        self.root = settings.root
        self.renaming = renaming
        self.graph = renaming.graph
        self.files: dict[str, EditedFile] = {}
        self.followed: dict[str, int] = {}

    def plan(self) -> Renamed:
        for record in self._as_written():
            self._follow(record)
        for path in list(self.files):
            self._follow_outright(path)
        self._follow_in_text()
        alias = self._keep_alias()
        return Renamed(list(self._changes()), {k: v for k, v in self.followed.items() if v}, alias)

    def _as_written(self) -> Iterator[Record]:
        """All records, references as their files have them."""
        loader = Loader(self.root, self.settings.records, self.graph.kinds, self.settings.cache)
        yield from loader.load().records

    def _file(self, path: str, kind: str = "") -> EditedFile:
        if path not in self.files:
            self.files[path] = EditedFile.open(self.root / path, self.graph.kinds.get(kind))
        return self.files[path]

    def _follow(self, record: Record) -> None:
        """The references and links of a record's fields."""
        path = record.source.path
        for leaf in walk(record.fields):
            new: str | None = None
            if isinstance(leaf.meaning, RefTo):
                new = self.renaming.reference(leaf.value, leaf.meaning.kinds)
            elif isinstance(leaf.meaning, Markup):
                new = self.renaming.prose(leaf.value, path)
            if new is not None and new != leaf.value:
                file = self._file(path, record.kind)
                self._put(file, path, self._place(file, record, leaf.path), leaf.value, new)

    def _place(self, file: EditedFile, record: Record, path: FieldPath) -> FieldPath | None:
        """Where the value of a field is written: short forms leave out parts of its path; None in a Markdown body."""
        aliases = {name: key for key, name in self.graph.kinds[record.kind].key_aliases.items()}
        here: FieldPath = record.source.prefix
        for part in path:
            node = file.yaml.node(here)
            if node is not None and node.kind == "scalar":
                break
            child = (*here, part)
            if not file.has(child) and part in aliases:
                child = (*here, aliases[str(part)])
            here = child
        node = file.yaml.node(here)
        return here if node is not None and node.kind == "scalar" else None

    def _put(self, file: EditedFile, path: str, place: FieldPath | None, old: str, new: str) -> None:
        """Another text in the place of one; of prose only the links change in the source."""
        node = file.yaml.node(place) if place is not None else None
        if place is None or node is None or node.value is None or node.value.strip() != old.strip() or new == old:
            return
        self.followed[path] = self.followed.get(path, 0) + 1
        value = node.value.replace(old.strip(), new.strip())
        source = file.yaml.text[node.start : node.end]
        try:
            file.yaml.put_source(place, self.renaming.prose(source, path), value)
        except WriteRefused:
            file.set(place, value)

    def _follow_outright(self, path: str) -> None:
        """Values that no field calls a reference and that are one: `kind/id`."""
        file = self.files[path]
        for place, node in list(_scalars(file.yaml.root)):
            new = self.renaming.outright(node.value or "")
            if new is not None and new != node.value:
                self.followed[path] = self.followed.get(path, 0) + 1
                file.set(place, new)

    def _follow_in_text(self) -> None:
        """Links in hand-written pages, in bodies of Markdown records, in the project file and the navigation."""
        for path in self._pages():
            file = self._file(path)
            self._follow_in_scalars(file, path)
            self._follow_in_body(file, path)
        project = self.settings.records / PROJECT_FILE
        if project.is_file():
            name = project.relative_to(self.root).as_posix()
            self._follow_in_scalars(self._file(name), name)
            self._follow_outright(name)
        self._follow_in_navigation()

    def _pages(self) -> Iterator[str]:
        found = {path for path in self.graph.by_path if path.endswith(".md")}
        docs = self.settings.docs
        if docs is not None and docs.is_dir() and docs.is_relative_to(self.root):
            found |= {page.relative_to(self.root).as_posix() for page in docs.rglob("*.md") if page.is_file()}
        for path in sorted(found):
            try:
                text = (self.root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            if self.renaming.prose(text, path) != text:
                yield path

    def _follow_in_scalars(self, file: EditedFile, path: str) -> None:
        """Links in values that no field calls Markdown, such as the status of a decision in another style."""
        for place, node in list(_scalars(file.yaml.root)):
            self._put(file, path, place, node.value or "", self.renaming.prose(node.value or "", path))

    def _follow_in_body(self, file: EditedFile, path: str) -> None:
        new = self.renaming.prose(file.body, path)
        if new != file.body:
            count = sum(a != b for a, b in zip(file.body.split("\n"), new.split("\n"), strict=False))
            self.followed[path] = self.followed.get(path, 0) + count
            file.body = new

    def _follow_in_navigation(self) -> None:
        """A page that MkDocs' navigation names by its path."""
        docs, config = self.settings.docs, self.root / "mkdocs.yml"
        if docs is None or not config.is_file() or not docs.is_relative_to(self.root):
            return
        below = docs.relative_to(self.root).as_posix() + "/"
        moves = {a.removeprefix(below): b for a, b in self.renaming.moves.items() if a.startswith(below)}
        for place, node in list(_scalars(self._file("mkdocs.yml").yaml.root)) if moves else ():
            if place[0] == "nav" and node.value in moves:
                self.followed["mkdocs.yml"] = self.followed.get("mkdocs.yml", 0) + 1
                self.files["mkdocs.yml"].set(place, moves[node.value].removeprefix(below))

    def _keep_alias(self) -> str:
        """The former id as an alias, and for an entry of a list its new id."""
        record, new_id = self.renaming.record, self.renaming.new_id
        file = self._file(record.source.path, record.kind)
        prefix = record.source.prefix
        former = record.raw_id if normalise_id(record.raw_id) == record.id else record.id
        if prefix:
            file.set((*prefix, "id"), new_id)
        if record.parent is not None:
            return ""
        aliases = file.get((*prefix, "aliases"))
        names = [aliases] if isinstance(aliases, str) else list(aliases or [])
        for index, name in reversed(list(enumerate(names))):
            if normalise_id(str(name).removeprefix(f"{record.kind}/")) == new_id and isinstance(aliases, list):
                file.delete((*prefix, "aliases", index))
        if former not in names:
            file.append((*prefix, "aliases"), former)
        return former

    def _changes(self) -> Iterator[Change]:
        for path, file in sorted(self.files.items()):
            moved = self.renaming.moves.get(path)
            if moved is not None or file.changed:
                yield Change(file.path, file.before, file.after, self.root / moved if moved else None)


def _scalars(node: Node | None, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Node]]:
    if node is None:
        return
    if node.kind == "scalar" and path and not node.marked:
        yield path, node
    for key, value in node.entries:
        yield from _scalars(value, (*path, str(key.value)))
    for index, item in enumerate(node.items):
        yield from _scalars(item, (*path, index))
