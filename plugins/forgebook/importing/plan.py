"""What an import would write: new records, records that changed in the source, and what is left alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.kind import RecordKind
from forgebook.core.settings import SiteSettings
from forgebook.importing.contract import Found, Listed, Reading
from forgebook.importing.earlier import BODY, Earlier, body_as_read, imported_before, values_digest
from forgebook.importing.filling import filling
from forgebook.importing.project_lists import add_to_project
from forgebook.writing.batch import Change
from forgebook.writing.drafts.places import home_of
from forgebook.writing.drafts.values import entry, has_blank, typed
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.render import as_read

State = Literal["new", "updated", "unchanged", "edited", "there"]
"""`new`: a file is made. `updated`: the source has changed, and nobody has edited the record. `unchanged`: neither.
`edited`: somebody has edited the record since; it is left alone. `there`: people have written such a record."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one entry of the source.

    Attributes:
        found: the entry.
        state: see `State`.
        path: the record's file.
        source_changed: whether the source says something else than when the record was written.
        gaps: fields that are left open.
    """

    found: Found
    state: State
    path: Path
    source_changed: bool = False
    gaps: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """An import, ready to be written.

    Attributes:
        reading: what was found in the source.
        outcomes: what becomes of each entry, in its order.
        gone: records of the same source files whose entry is there no longer. They are kept.
        listed: entries that the project file gets.
        changes: the files to write.
    """

    reading: Reading
    outcomes: list[Outcome] = field(default_factory=list)
    gone: list[Earlier] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def of(self, state: State) -> list[Outcome]:
        """The outcomes of one state."""
        return [outcome for outcome in self.outcomes if outcome.state == state]


def plan_import(reading: Reading, graph: ProjectGraph, settings: SiteSettings, kinds: Mapping[str, RecordKind]) -> Plan:
    """Compare what was found with what was imported before.

    Raises:
        WriteRefused: a record that changed in the source cannot be edited safely, or the project file that must get
            an entry.
    """
    return _Planner(reading, graph, settings, kinds).run()


class _Planner:
    def __init__(
        self, reading: Reading, graph: ProjectGraph, settings: SiteSettings, kinds: Mapping[str, RecordKind]
    ) -> None:
        self.plan = Plan(reading)
        self.graph = graph
        self.settings = settings
        self.kinds = kinds
        self.earlier = {(old.kind, old.key): old for old in imported_before(settings, kinds)}
        self.taken: set[str] = set()
        self.edits: dict[Path, EditedFile] = {}
        self.homes: dict[str, Path] = {}

    def run(self) -> Plan:
        for found in self.plan.reading.found:
            self.plan.outcomes.append(self._fill(found) if found.fills else self._whole(found))
        for file in self.edits.values():
            if file.changed:
                self.plan.changes.append(Change(file.path, file.before, file.after))
        self.plan.gone = self._gone()
        self._list()
        return self.plan

    def _whole(self, found: Found) -> Outcome:
        """A record that is the source's as a whole."""
        old = self.earlier.get((found.kind, found.key))
        return self._new(found) if old is None else self._again(found, old)

    def _fill(self, found: Found) -> Outcome:
        """A record that people write as well: one of that id, or one that an earlier run has made."""
        kind, ref = self.kinds[found.kind], f"{found.kind}/{normalise_id(found.id)}"
        old, there = self.earlier.get((found.kind, found.key)), self.graph.get(ref)
        if there is not None:
            path, prefix = self.settings.root / there.source.path, there.source.prefix
        elif old is not None:
            path, prefix = old.path, old.prefix
        elif ref in self.graph.faulty:
            raise WriteRefused(f"{ref} has an error, so that nothing can be filled in. `forgebook check` names it.")
        else:
            values = {**found.values, "imported": _filled_origin(found, filling(found, {}).digest)}
            return self._new(replace(found, values=values))
        file = self.edits.get(path) or EditedFile.open(path, kind)
        self.edits[path] = file
        now = {name: file.get((*prefix, name)) for name in (*found.fills, "imported")}
        filled = filling(found, now)
        for name, value in filled.values.items():
            file.set((*prefix, name), value) if value else file.delete((*prefix, name))
        if filled.values:
            file.set((*prefix, "imported"), _filled_origin(found, filled.digest))
        state: State = "updated" if filled.values else "edited" if filled.left else "unchanged"
        noted = replace(found, notes=(*found.notes, *filled.notes))
        return Outcome(noted, state, path, bool(filled.left), () if there is not None else _gaps(found))

    def _list(self) -> None:
        """What the project file lacks goes to it first, so that no record names what is not listed."""
        change, self.plan.listed = add_to_project(self.plan.reading.listed, self.settings)
        if change is not None:
            self.plan.changes.insert(0, change)

    def _new(self, found: Found) -> Outcome:
        kind = self.kinds[found.kind]
        there = self.graph.get(f"{kind.name}/{normalise_id(found.id)}") if found.unless_there else None
        if there is not None:
            return Outcome(found, "there", self.settings.root / there.source.path)
        path = self._free(found, kind)
        values = typed(_with_origin(found), kind.model)
        text = "".join(f"{line}\n" for key, value in values.items() for line in entry(key, value))
        if found.body is not None:
            text = f"---\n{text}---\n\n{body_as_read(found.body)}\n"
        self.plan.changes.append(Change(path, None, text.encode("utf-8")))
        return Outcome(found, "new", path, gaps=_gaps(found))

    def _free(self, found: Found, kind: RecordKind) -> Path:
        """A file of its own: neither another record has its id, nor another file its name."""
        folder = self.homes.get(kind.name) or home_of(kind, self.graph, self.settings)[0]
        self.homes[kind.name] = folder
        id_, number = found.id, 1
        while self._is_taken(kind, id_, folder):
            number += 1
            id_ = f"{found.id}-{number}"
        self.taken.add(f"{kind.name}/{normalise_id(id_)}")
        return folder / f"{id_}{'.yml' if found.body is None else '.md'}"

    def _is_taken(self, kind: RecordKind, id_: str, folder: Path) -> bool:
        ref = f"{kind.name}/{normalise_id(id_)}"
        known = ref in self.taken or ref in self.graph.faulty or self.graph.get(ref) is not None
        return known or any(map(os.path.exists, (f"{folder}/{id_}{ending}" for ending in (".yml", ".yaml", ".md"))))

    def _again(self, found: Found, old: Earlier) -> Outcome:
        wanted = _written(_with_body(found))
        changed = values_digest(wanted) != old.digest
        if old.edited:
            return Outcome(found, "edited", old.path, changed)
        if not changed:
            return Outcome(found, "unchanged", old.path, gaps=_gaps(found))
        self._edit(found, old, wanted)
        return Outcome(found, "updated", old.path, changed, _gaps(found))

    def _edit(self, found: Found, old: Earlier, wanted: Mapping[str, Any]) -> None:
        """Change what the source says otherwise; all else in the file stays as it is."""
        kind = self.kinds[old.kind]
        file = self.edits.get(old.path) or EditedFile.open(old.path, kind)
        self.edits[old.path] = file
        for key in old.values:
            if key not in wanted and key != BODY:
                file.delete((*old.prefix, key))
        for key, value in wanted.items():
            if key == BODY:
                file.body = file.body if value == old.values.get(BODY) else f"\n{value}\n"
            elif as_read(value) != old.values.get(key):
                file.set((*old.prefix, key), value)
        file.set((*old.prefix, "imported"), _origin(found))

    def _gone(self) -> list[Earlier]:
        """Records whose source file was read and has their entry no longer."""
        keys = {(found.kind, found.key) for found in self.plan.reading.found}
        files = {found.source for found in self.plan.reading.found}
        return [old for key, old in self.earlier.items() if key not in keys and old.source in files]


def _with_origin(found: Found) -> dict[str, Any]:
    known = {key: value for key, value in found.values.items() if value not in (None, "", [])}
    return known if "imported" in known else {**known, "imported": _origin(found)}


def _with_body(found: Found) -> dict[str, Any]:
    """The values of an entry, with the text below its front matter as one of them."""
    return dict(found.values) if found.body is None else {**found.values, BODY: body_as_read(found.body)}


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that stand in the file; those that are left open do not."""
    return {key: value for key, value in values.items() if value not in (None, "", []) and not has_blank(value)}


def _filled_origin(found: Found, digest: str) -> dict[str, str]:
    return {"from": found.source, "key": found.key, "digest": digest}


def _origin(found: Found) -> dict[str, str]:
    return {"from": found.source, "key": found.key, "digest": values_digest(_with_body(found))}


def _gaps(found: Found) -> tuple[str, ...]:
    return tuple(key for key, value in found.values.items() if has_blank(value))
