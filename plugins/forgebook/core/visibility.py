"""The visibility filter: a copy of the graph that holds only what may show.

It runs before any page, chart, feed, search entry, address or JSON exists, so that what is hidden has no way out.
The rules are those of the records contract; what cannot be told to be allowed goes.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from forgebook.core.cover_shown import shown_ladder
from forgebook.core.evidence import GitFacts
from forgebook.core.faces import public_faces
from forgebook.core.fields import Markup, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.linking import GraphBuilder
from forgebook.core.model import VISIBILITY_ORDER, Fields, Item, Model
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record, Source
from forgebook.core.schema import Spec, blank, free_fields, items, plain_fields, specs
from forgebook.core.wording import SOMEBODY, Wording

_NEVER_SHOWN = ("waivers", "imported")
_NAMES_OF_ITEMS = ("id", "title", "text", "item", "version", "statement")


def filter_graph(graph: ProjectGraph, visibility: str) -> ProjectGraph:
    """A new graph that a reader with this visibility may see. The graph given is not changed."""
    made = _Filter(graph, visibility)
    filtered = made.run()
    filtered.ladder = shown_ladder(graph, filtered, made.people, made.wording.people)
    return filtered


def wording_for(graph: ProjectGraph, visibility: str) -> Wording:
    """What texts beside the records may say to a reader with this visibility."""
    made = _Filter(graph, visibility)
    made.run()
    return made.wording


class _Filter:
    def __init__(self, graph: ProjectGraph, visibility: str) -> None:
        self.graph = graph
        self.visibility = visibility
        self.level = VISIBILITY_ORDER[visibility]
        self.default = graph.project.default_visibility
        self.faces = public_faces(graph)
        self.visible = {ref for ref, record in graph.records.items() if self._record_visible(record)}
        self.people = self._people()
        self.anchors = set(self.graph.anchors)
        self.wording = self._wording()

    def run(self) -> ProjectGraph:
        records = self._trimmed_records()
        builder = GraphBuilder(self._project(), self.graph.kinds, self.graph.as_of, visibility=self.visibility)
        git = self.graph.git if self._own_repository_public() else GitFacts(missing="")
        faces = [face for record in self.faces.values() if (face := self._trim_record(record)) is not None]
        return builder.build([*records, *faces, *self._public_people()], git=git)

    def _trimmed_records(self) -> list[Record]:
        """Trim until nothing more falls: what loses what it must have goes, and links to it with it."""
        while True:
            self.wording = self._wording()
            tops = [self.graph.records[ref] for ref in self.graph.records if ref in self.visible]
            trimmed = [
                self._trim_record(record) for record in tops if record.parent is None and record.kind != "person"
            ]
            kept = [record for record in trimmed if record is not None]
            refs, anchors = self._left(kept)
            if refs >= self.visible and anchors >= self.anchors:
                return kept
            self.visible &= refs
            self.anchors &= anchors

    def _left(self, kept: list[Record]) -> tuple[set[str], set[str]]:
        """The refs and the linkable items that are left after trimming."""
        refs = {record.ref for record in [*kept, *self.graph.of("person")]}
        anchors = set()
        for record in kept:
            anchors |= {f"{record.ref}#{item.id}" for _, item in items(record.fields) if item.id}
            for kind in self.graph.kinds.values():
                if record.kind in kind.derived_from:
                    refs |= {d.ref or f"{kind.name}/{d.id}" for d in kind.derive(record)}
        return refs, anchors

    def _wording(self) -> Wording:
        people = {ref: self._person_words(self.graph.records[ref]) for ref in self.people}
        return Wording(self.graph, self.visible, self._item_shown, people, faces=self.faces)

    def _shown(self, visibility: str | None, inherited: str) -> bool:
        return VISIBILITY_ORDER[visibility or inherited] >= self.level

    def _record_visible(self, record: Record) -> bool:
        if record.kind == "person":
            return True
        if record.ref in self.faces:
            return False
        if record.parent is not None:
            parent = self.graph.records.get(record.parent)
            if parent is None or not self._record_visible(parent):
                return False
            return self._shown(record.fields.visibility, parent.fields.visibility or self.default)
        return self._shown(record.fields.visibility, self.default)

    def _people(self) -> dict[str, str | None]:
        """For each person, the ref that stands for them: themselves by public name, a public role, or none."""
        shown: dict[str, str | None] = {}
        taken: dict[str, int] = {}
        for person in self.graph.of("person"):
            name = getattr(person.fields, "public_name", None)
            if name:
                id_ = normalise_id(name.replace("/", " "))
                taken[id_] = taken.get(id_, 0) + 1
                shown[person.ref] = f"person/{id_}" + (f"-{taken[id_]}" if taken[id_] > 1 else "")
            else:
                shown[person.ref] = self._public_role(person)
        return shown

    def _public_role(self, person: Record) -> str | None:
        for role in self.graph.of("role"):
            inherited = role.fields.visibility or self.default
            if role.ref in self.visible and any(
                holder.person == person.ref
                and self._shown(holder.visibility, inherited)
                and (holder.from_ is None or holder.from_ <= self.graph.as_of)
                and (holder.to is None or holder.to >= self.graph.as_of)
                for holder in role.f.holders
            ):
                return role.ref
        return None

    def _public_people(self) -> list[Record]:
        people = []
        for person in self.graph.of("person"):
            ref = self.people[person.ref]
            name = getattr(person.fields, "public_name", None)
            if name and ref:
                fields = type(person.fields)(title=name, visibility="public")
                id_ = ref.partition("/")[2]
                people.append(Record("person", id_, ref, fields, Source(""), raw_id=id_))
        return people

    def _own_repository_public(self) -> bool:
        repository = self.graph.project.own_repository
        return repository is not None and repository.public

    def _project(self) -> ProjectFile:
        """The project file without what only the team may know."""
        project = self.graph.project
        public = [repository for repository in project.repositories if repository.public]
        named = [
            repository.model_copy(update={"url": None, "path": None})
            for repository in project.repositories
            if not repository.public
        ]
        trimmed: ProjectFile = self._worded(project, "records")
        return trimmed.model_copy(update={"repositories": [*public, *named], "sources": []})

    def _worded(self, model: BaseModel, folder: str) -> Any:
        """A copy with every text trimmed, and nothing else changed."""
        changes: dict[str, Any] = {}
        for name in type(model).model_fields:
            value = getattr(model, name)
            if isinstance(value, BaseModel):
                changes[name] = self._worded(value, folder)
            elif isinstance(value, str):
                changes[name] = self.wording.trimmed(value, folder)
            elif isinstance(value, list) and all(isinstance(entry, BaseModel) for entry in value):
                changes[name] = [self._worded(entry, folder) for entry in value]
        return model.model_copy(update=changes)

    def _trim_record(self, record: Record) -> Record | None:
        redacted = self.graph.kinds[record.kind].redact(record, self.graph)
        fields = self._trim(redacted, record, record.fields.visibility or self.default, None)
        if not isinstance(fields, Fields):
            return None
        for name in _NEVER_SHOWN:
            setattr(fields, name, [] if name == "waivers" else None)
        self._drop_names_of_hidden_items(record, fields)
        if not self.graph.kinds[record.kind].stands(fields):
            return None
        source = record.source if self._own_repository_public() else Source("", (), "")
        pictures = "" if source.path else record.source.path
        return replace(record, fields=fields, source=source, pictures_from=pictures, title="", address="", faults=[])

    def _drop_names_of_hidden_items(self, record: Record, fields: Fields) -> None:
        """A field that names an item of its own record, as `chosen` does an option, must not name a hidden one."""
        left = {id(item) for _, item in items(record.fields) if self._own_item_shown(item, record)}
        hidden = [item for _, item in items(record.fields) if id(item) not in left]
        names = {getattr(item, name, None) for item in hidden for name in _NAMES_OF_ITEMS} - {None, ""}
        for name, info in type(fields).model_fields.items():
            if names and not info.is_required() and isinstance(value := getattr(fields, name), str) and value in names:
                setattr(fields, name, None)

    def _own_item_shown(self, item: Item, record: Record) -> bool:
        inherited = getattr(type(item), "default_visibility", None) or (record.fields.visibility or self.default)
        return self._shown(item.visibility, inherited)

    def _trim(self, model: Model, record: Record, inherited: str, outer: RefTo | None) -> Model | None:
        """A copy without what is hidden, or None where it cannot stand without it."""
        if isinstance(model, Item):
            default = getattr(type(model), "default_visibility", None) or inherited
            if not self._shown(model.visibility, default):
                return None
        changes: dict[str, Any] = {}
        for spec in specs(type(model)):
            value = getattr(model, spec.name)
            if value is None or value == []:
                continue
            if spec.team_only:
                changes[spec.name] = blank(type(model), spec.name)
                continue
            kept = self._trim_field(spec, value, record, inherited, outer)
            if kept is None and type(model).model_fields[spec.name].is_required():
                return None
            changes[spec.name] = kept
        for name in plain_fields(type(model)):
            changes[name] = self._trim_plain(getattr(model, name), record)
        for name in free_fields(type(model)):
            changes[name] = blank(type(model), name)
        return model.trimmed(changes)

    def _trim_plain(self, value: Any, record: Record) -> Any:
        """Texts that are no Markdown to us may be links to a page's template, or name a file."""
        if isinstance(value, str):
            return self._trim_prose(value, record)
        return [self._trim_prose(entry, record) for entry in value] if isinstance(value, list) else value

    def _trim_field(self, spec: Spec, value: Any, record: Record, inherited: str, outer: RefTo | None) -> Any:
        meaning = outer if spec.inherited else spec.meaning
        below = meaning if isinstance(meaning, RefTo) else None
        if not spec.many:
            return self._trim_value(spec, value, record, inherited, meaning, below)
        kept = [self._trim_value(spec, entry, record, inherited, meaning, below) for entry in value]
        whole = [entry for entry in kept if entry is not None]
        return list(dict.fromkeys(whole)) if spec.role == "leaf" else whole

    def _trim_value(
        self,
        spec: Spec,
        value: Any,
        record: Record,
        inherited: str,
        meaning: Any,
        below: RefTo | None,
    ) -> Any:
        if spec.role == "model":
            return self._trim(value, record, inherited, below)
        if isinstance(meaning, RefTo):
            return self._trim_reference(value, meaning)
        if isinstance(meaning, Markup):
            return self._trim_prose(value, record)
        return value

    def _trim_reference(self, ref: str, meaning: RefTo) -> str | None:
        target = self.graph.get(ref)
        if target is not None and target.kind == "person":
            return self._stand_in(target.ref, meaning)
        if target is None:
            base = self.graph.get(ref.partition("#")[0])
            anchored = base is not None and base.ref in self.visible
            return ref if anchored and ref in self.graph.anchors and self._item_shown(ref) else None
        if target.ref in self.faces:
            return self.faces[target.ref].ref
        if meaning.along and target.ref not in self.visible:
            return next((ref for ref in self.graph.along(target, meaning.along) if ref in self.visible), None)
        return target.ref if target.ref in self.visible else None

    def _stand_in(self, person: str, meaning: RefTo) -> str | None:
        ref = self.people[person]
        if ref is None:
            return SOMEBODY if "role" in meaning.kinds else None
        return ref if ref.partition("/")[0] in meaning.kinds or not meaning.kinds else None

    def _item_shown(self, ref: str) -> bool:
        """Only items that are left after trimming can be linked from a filtered site."""
        base, _, item_id = ref.partition("#")
        record = self.graph.get(base)
        if record is None or f"{record.ref}#{item_id}" not in self.anchors:
            return False
        found = next((item for _, item in items(record.fields) if item.id == item_id), None)
        return found is not None and self._own_item_shown(found, record)

    def _trim_prose(self, text: str, record: Record) -> str:
        return self.wording.trimmed(text, posixpath.dirname(record.source.path))

    def _person_words(self, person: Record) -> str:
        ref = self.people[person.ref]
        if ref is None:
            return SOMEBODY
        name = getattr(person.fields, "public_name", None)
        role = self.graph.get(ref)
        return str(name) if name else (role.title if role else SOMEBODY)
