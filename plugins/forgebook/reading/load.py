"""All records of a project, with what was found on the way."""

from __future__ import annotations

import gc
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forgebook import __version__
from forgebook.core.diagnostics import Code, Diagnostic, FieldPath, Place, Severity
from forgebook.core.document import Draft, Note
from forgebook.core.ids import normalise_id
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.project import ProjectFile
from forgebook.core.provenance import FileRead, Outcome
from forgebook.core.record import Record, Source
from forgebook.reading import codes
from forgebook.reading.cache import JsonCache, digest
from forgebook.reading.discover import PROJECT_FILE, Finder, FoundFile
from forgebook.reading.files import FileDrafts, known_drafts, read_bytes, read_drafts, read_with_facts
from forgebook.reading.locate import Locator, diagnostic_of
from forgebook.reading.stamps import Stamp, Stamps, stamp_of
from forgebook.reading.text import Refused, decode
from forgebook.reading.validate import validate
from forgebook.reading.yaml import parse


@dataclass
class Loaded:
    """What the files hold.

    Attributes:
        project: the project file, or a stand-in named after the folder.
        records: all records, references as written.
        diagnostics: what was found in files.
        faulty: refs of records that could not be read.
        files: how many files were read as records.
        read: what became of each file that was found.
        linking: paths of the files whose texts may link to records or files.
        naming_items: whether some file may name an item of a record, `kind/id#item`.
    """

    project: ProjectFile
    records: list[Record] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    files: int = 0
    read: list[FileRead] = field(default_factory=list)
    linking: set[str] = field(default_factory=set)
    naming_items: bool = False


class Loader:
    """Reads a project's files once.

    Attributes:
        unchanged: paths of files that are as they were in the last commit, so that their size and time tell them.
    """

    unchanged: Container[str] = frozenset()

    def __init__(
        self,
        root: Path,
        records: Path,
        kinds: Mapping[str, RecordKind],
        cache: Path | None = None,
        stand_in: ProjectFile | None = None,
        unsaved: Mapping[Path, bytes] | None = None,
    ) -> None:
        self.stand_in = stand_in
        self.unsaved = dict(unsaved or {})
        self.root = root
        self.records = records
        self.kinds = kinds
        self.locator = Locator(root, self.unsaved)
        versions = ",".join(f"{name}:{kind.model.__module__}" for name, kind in kinds.items())
        salt = digest(__version__, versions)
        self.cache = JsonCache(cache, "records", salt)
        self.stamps = Stamps(cache, salt)
        self._seen: set[Path] = set()

    def load(self) -> Loaded:
        """All records under `records/` and the source folders, in order of their paths."""
        finder = Finder(self.root, self.records, self.kinds)
        project, diagnostics = self._project(finder)
        loaded = Loaded(project, diagnostics=diagnostics)
        with without_collection():
            for found in finder.in_records():
                self._read(found, loaded)
            for found in finder.in_sources(project):
                self._read(found, loaded)
            for found in finder.among(set(self.unsaved) - self._seen, project):
                self._read(found, loaded)
        loaded.diagnostics.extend(finder.diagnostics)
        if not loaded.files:
            self._say(loaded, codes.NO_RECORDS, self.records, "there are no records yet")
        self.cache.save()
        self.stamps.save()
        return loaded

    def _project(self, finder: Finder) -> tuple[ProjectFile, list[Diagnostic]]:
        path = self.records / PROJECT_FILE
        name = self._name(path)
        stand_in = self.stand_in or ProjectFile(name=self.root.resolve().name or "project")
        if path.is_symlink() and not finder.stays_inside(path, self.records):
            return stand_in, []
        if not path.is_file():
            note = Note(codes.NO_PROJECT_FILE, "there is no project file")
            return stand_in, [diagnostic_of(note, Place(name), None)]
        return self._read_project(path, name, stand_in)

    def _read_project(self, path: Path, name: str, stand_in: ProjectFile) -> tuple[ProjectFile, list[Diagnostic]]:
        draft = Draft({})
        try:
            content = parse(decode(read_bytes(path)), draft.positions)
        except Refused as refused:
            return stand_in, [diagnostic_of(refused.note, Place(name, *refused.position), None)]
        except OSError as error:
            note = Note(codes.UNREADABLE, error.strerror or "cannot be opened")
            return stand_in, [diagnostic_of(note, Place(name), None)]
        if not isinstance(content, dict):
            code = codes.EMPTY if content is None else codes.WRONG_SHAPE
            note = Note(code, "the project file is no mapping", remedy="write `name: …`")
            return stand_in, [diagnostic_of(note, Place(name, 1, 1), None)]
        fields, notes = validate(ProjectFile, content)
        diagnostics = [
            diagnostic_of(note, Place(name, *draft.positions.find(note.path, on_key=note.on_key)), None)
            for note in notes
        ]
        return (fields if isinstance(fields, ProjectFile) else stand_in), diagnostics

    def _read(self, found: FoundFile, loaded: Loaded) -> None:
        kind = self.kinds[found.kind]
        loaded.files += 1
        try:
            drafts, stamp = self._drafts(found, kind)
        except OSError as error:
            self._lost(found, loaded)
            loaded.read.append(_became(found, "not read"))
            self._say(loaded, codes.UNREADABLE, found.path, error.strerror or "cannot be opened")
            return
        except Refused as refused:
            self._lost(found, loaded)
            place = Place(found.name, *refused.position)
            loaded.read.append(_became(found, "not read"))
            loaded.diagnostics.append(diagnostic_of(refused.note, place, None))
            return
        if drafts.not_a_record is not None:
            loaded.files -= 1
            loaded.read.append(_became(found, "passed over"))
            self._say(loaded, codes.NOT_A_RECORD, found.path, drafts.not_a_record)
            return
        before = len(loaded.records)
        for prefix, draft in drafts.drafts:
            self._take(found, kind, prefix, draft, loaded, entry=drafts.entries)
        loaded.read.append(_became(found, "read" if len(loaded.records) > before else "not read"))
        if stamp.linking:
            loaded.linking.add(found.name)
        loaded.naming_items |= stamp.naming_items

    def _drafts(self, found: FoundFile, kind: RecordKind) -> tuple[FileDrafts, Stamp]:
        """What a file holds, or would hold once it is saved; and what is kept of it beside."""
        if self.unsaved and found.path in self.unsaved:
            self._seen.add(found.path)
            data = self.unsaved[found.path]
            return self._from(data, found, kind), stamp_of("", data)
        if found.name in self.unchanged and (known := self._bystamp_of(found)) is not None:
            return known
        data, facts = read_with_facts(found.path)
        drafts = self._from(data, found, kind)
        stamp = self.stamps.of(found.name, facts)
        if stamp is None or stamp.key != drafts.key:
            stamp = stamp_of(drafts.key, data)
            self.stamps.note(found.name, facts, stamp)
        return drafts, stamp

    def _bystamp_of(self, found: FoundFile) -> tuple[FileDrafts, Stamp] | None:
        stamp = self.stamps.of(found.name, os.stat(found.path))
        drafts = known_drafts(stamp.key, self.cache) if stamp is not None else None
        return None if stamp is None or drafts is None else (drafts, stamp)

    def _from(self, data: bytes, found: FoundFile, kind: RecordKind) -> FileDrafts:
        return read_drafts(data, found.name, kind, markdown=found.markdown, cache=self.cache, positions=False)

    def _take(
        self,
        found: FoundFile,
        kind: RecordKind,
        prefix: FieldPath,
        draft: Draft,
        loaded: Loaded,
        *,
        entry: bool,
    ) -> None:
        values = _by_field_names(kind, draft)
        raw_id = str(values.pop("id", "") or "") if entry else found.raw_id
        draft.values = values
        kind.prepare(draft, loaded.project)
        fields, notes = self._validated(kind, draft)
        if entry and not raw_id and isinstance(fields, Fields):
            raw_id = kind.derived_id(fields) or ""
        if entry and not raw_id and isinstance(fields, Fields):
            notes.append(Note(codes.ID_MISSING, "this entry has no id", remedy="add id: …"))
            fields = None
        id_ = normalise_id(raw_id) if raw_id else ""
        ref = f"{kind.name}/{id_}" if id_ else None
        for note in [*draft.notes, *notes]:
            loaded.diagnostics.append(self.locator.note(found.name, kind, prefix, note, ref))
        if isinstance(fields, Fields) and ref:
            source = Source(found.name, prefix, found.folder)
            record = Record(kind.name, id_, ref, fields, source, raw_id=raw_id)
            record.foreign = draft.foreign
            loaded.records.append(record)
        else:
            self._lost(found, loaded, ref)

    @staticmethod
    def _validated(kind: RecordKind, draft: Draft) -> tuple[Any, list[Note]]:
        if any(note.code is codes.WRONG_SHAPE for note in draft.notes):
            return None, []
        return validate(kind.model, draft.values)

    @staticmethod
    def _lost(found: FoundFile, loaded: Loaded, ref: str | None = None) -> None:
        loaded.faulty.add(ref or f"{found.kind}/{normalise_id(found.raw_id)}")

    def _say(self, loaded: Loaded, code: Code, path: Path, message: str) -> None:
        note = Note(code, message)
        loaded.diagnostics.append(diagnostic_of(note, Place(self._name(path)), None))

    def _name(self, path: Path) -> str:
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def _became(found: FoundFile, outcome: Outcome) -> FileRead:
    return FileRead(found.name, found.kind, found.folder, outcome)


@contextmanager
def without_collection() -> Iterator[None]:
    """What is read stays; a search for garbage in it finds none and would take a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _by_field_names(kind: RecordKind, draft: Draft) -> dict[str, Any]:
    """The values by the names of fields. One field in two spellings is a key twice: the first holds."""
    values: dict[str, Any] = {}
    for key, value in draft.values.items():
        name = kind.key_aliases.get(key, key)
        if name in values:
            message = f'"{key}" is another spelling of "{name}", which stands here as well'
            note = Note(codes.DUPLICATE_KEY, message, (key,), remedy="keep one of the two", on_key=True)
            draft.notes.append(note)
        else:
            values[name] = value
    return values


def last_good(loaded: Loaded, previous: Iterable[Record]) -> None:
    """While serving: let the last good records stand in for those whose file has a fault now."""
    faults: dict[str, list[Diagnostic]] = {}
    for diagnostic in loaded.diagnostics:
        if diagnostic.severity is Severity.ERROR:
            faults.setdefault(diagnostic.place.path, []).append(diagnostic)
    known = {record.ref for record in loaded.records} | loaded.faulty
    stand_ins: dict[str, Record] = {}
    for record in previous:
        found = faults.get(record.source.path, ())
        own = [d for d in found if d.ref is None or d.ref == record.ref]
        if record.parent is not None or not own or record.ref not in known:
            continue
        record.faults = [f"{d.place} {d.code.id} {d.message}" for d in own]
        stand_ins[record.ref] = record
        loaded.faulty.discard(record.ref)
    kept = [stand_ins.pop(record.ref, record) for record in loaded.records]
    loaded.records = [*kept, *stand_ins.values()]
