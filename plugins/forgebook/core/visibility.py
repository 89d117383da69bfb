"""The visibility filter: a copy of the graph that holds only what may show.

It runs before any page, chart, feed, search entry, address or JSON exists, so that what is hidden has no way out.
The rules are those of the records contract; what cannot be told to be allowed goes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from forgebook.core.evidence import GitFacts
from forgebook.core.fields import Inherited, Markup, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.linking import GraphBuilder, file_target
from forgebook.core.model import VISIBILITY_ORDER, Fields, Item
from forgebook.core.project import ProjectFile
from forgebook.core.prose import replace_file_links, replace_wiki_links
from forgebook.core.record import Record, Source
from forgebook.core.schema import Spec, items, specs

INTERNAL = "internal record"
SOMEBODY = "a team member"
_NEVER_SHOWN = ("waivers", "imported")


def filter_graph(graph: ProjectGraph, visibility: str) -> ProjectGraph:
    """A new graph that a reader with this visibility may see. The graph given is not changed."""
    return _Filter(graph, visibility).run()


class _Filter:
    def __init__(self, graph: ProjectGraph, visibility: str) -> None:
        self.graph = graph
        self.visibility = visibility
        self.level = VISIBILITY_ORDER[visibility]
        self.default = graph.project.default_visibility
        self.visible = {
            ref for ref, record in graph.records.items() if self._record_visible(record)
        }
        self.people = self._people()

    def run(self) -> ProjectGraph:
        records = self._trimmed_records()
        builder = GraphBuilder(
            self._project(), self.graph.kinds, self.graph.as_of, visibility=self.visibility
        )
        git = self.graph.git if self._own_repository_public() else GitFacts(missing="")
        return builder.build([*records, *self._public_people()], git=git)

    def _trimmed_records(self) -> list[Record]:
        """Trim until nothing more falls: a record that loses what it must have goes, and links to it with it."""
        while True:
            kept, lost = [], set()
            for ref, record in self.graph.records.items():
                if ref not in self.visible or record.parent or record.kind == "person":
                    continue
                trimmed = self._trim_record(record)
                if trimmed is None:
                    lost.add(ref)
                else:
                    kept.append(trimmed)
            if not lost:
                return kept
            self.visible -= lost
            self.visible -= {
                ref for ref, record in self.graph.records.items() if record.parent in lost
            }

    def _shown(self, visibility: str | None, inherited: str) -> bool:
        return VISIBILITY_ORDER[visibility or inherited] >= self.level

    def _record_visible(self, record: Record) -> bool:
        if record.kind == "person":
            return True
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
            if role.ref in self.visible and any(
                holder.person == person.ref and (holder.to is None or holder.to >= self.graph.as_of)
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
        return project.model_copy(update={"repositories": [*public, *named], "sources": []})

    def _trim_record(self, record: Record) -> Record | None:
        redacted = self.graph.kinds[record.kind].redact(record, self.graph)
        fields = self._trim(redacted, record, record.fields.visibility or self.default, None)
        if not isinstance(fields, Fields):
            return None
        for name in _NEVER_SHOWN:
            setattr(fields, name, [] if name == "waivers" else None)
        source = record.source if self._own_repository_public() else Source("", (), "")
        return replace(record, fields=fields, source=source, title="", address="", faults=[])

    def _trim(
        self, model: BaseModel, record: Record, inherited: str, outer: RefTo | None
    ) -> BaseModel | None:
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
                changes[spec.name] = type(model).model_fields[spec.name].get_default(
                    call_default_factory=True
                )
                continue
            kept = self._trim_field(spec, value, record, inherited, outer)
            if kept is None and type(model).model_fields[spec.name].is_required():
                return None
            changes[spec.name] = kept
        return model.model_copy(update=changes)

    def _trim_field(
        self, spec: Spec, value: Any, record: Record, inherited: str, outer: RefTo | None
    ) -> Any:
        meaning = outer if spec.inherited else spec.meaning
        below = meaning if isinstance(meaning, RefTo) else None
        if not spec.many:
            return self._trim_value(spec, value, record, inherited, meaning, below)
        kept = [
            self._trim_value(spec, entry, record, inherited, meaning, below) for entry in value
        ]
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
        return target.ref if target.ref in self.visible else None

    def _stand_in(self, person: str, meaning: RefTo) -> str | None:
        ref = self.people[person]
        if ref is None:
            return SOMEBODY if "role" in meaning.kinds else None
        return ref if ref.partition("/")[0] in meaning.kinds or not meaning.kinds else None

    def _item_shown(self, ref: str) -> bool:
        """Only items of no narrower visibility than their record can be linked from a filtered site."""
        base, _, item_id = ref.partition("#")
        record = self.graph.get(base)
        if record is None:
            return False
        for _, item in items(record.fields):
            if item.id == item_id:
                inherited = getattr(type(item), "default_visibility", None) or (
                    record.fields.visibility or self.default
                )
                return self._shown(item.visibility, inherited)
        return False

    def _trim_prose(self, text: str, record: Record) -> str:
        text = replace_wiki_links(text, self._wiki_words)
        return replace_file_links(text, lambda target: self._file_hidden(record, target))

    def _wiki_words(self, target: str, words: str | None) -> str | None:
        ref = self.graph.resolve(target).ref
        if ref is None:
            return words or (INTERNAL if self._hidden_guess(target) else None)
        record = self.graph.get(ref) or self.graph.get(ref.partition("#")[0])
        if record is not None and record.kind == "person":
            return words or self._person_words(record)
        if record is None or record.ref not in self.visible:
            return words or INTERNAL
        if ref not in self.graph.records and not self._item_shown(ref):
            return words or INTERNAL
        return None

    def _hidden_guess(self, target: str) -> bool:
        """An ambiguous or faulty reference may name something hidden: it is never printed."""
        found = self.graph.resolve(target)
        return bool(found.candidates) or self.graph.is_faulty(target)

    def _person_words(self, person: Record) -> str | None:
        ref = self.people[person.ref]
        if ref is None:
            return SOMEBODY
        name = getattr(person.fields, "public_name", None)
        role = self.graph.get(ref)
        return str(name) if name else (role.title if role else SOMEBODY)

    def _file_hidden(self, record: Record, target: str) -> bool:
        path = file_target(record, target)
        if path is None:
            return target.startswith("../")
        records = self.graph.by_path.get(path)
        if records:
            return not any(other.ref in self.visible for other in records)
        return path.endswith((".md", ".yml", ".yaml"))
