"""Forms that people fill in outside of the files: what each asks, and the field that each answer goes to.

A kind declares its forms in its own room. They become GitHub issue forms, and a filled one is read back by the labels
of its questions. So a label is a contract: change one, and issues filled before are no longer read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from forgebook.core.annotated import Taken, taken
from forgebook.core.diagnostics import FieldPath
from forgebook.core.fields import Markup, ProjectId, RefTo
from forgebook.core.project import ProjectFile
from forgebook.core.schema import field_at

WEB_EDITOR_FORMAT = "forgebook-format.js"
"""The file of the web editor by which it reads and writes records. A folder that holds it is a web editor's."""

Widget = Literal["line", "lines", "text", "date", "number", "flag", "choice", "choices", "reference", "references"]
"""How a question is asked and its answer read.

`line`: one line. `lines`: a list, one entry a line (a leading `- ` may stand). `text`: Markdown. `date`: as 2025-10-07.
`number`: a whole number. `flag`: a box, ticked or not. `choice`, `choices`: one or several of the options, by their
labels (GitHub joins several with a comma and a space). `reference`, `references`: records of the kinds that the field
names, by id, `kind/id`, title or the address of the page; several stand one a line.
"""

if TYPE_CHECKING:
    from forgebook.core.kind import RecordKind

Action = Literal["new", "change"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be picked: the value in the file, and the words that a person sees."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form.

    Attributes:
        id: unique in the form; letters, digits, `-` and `_`.
        label: the words of the question, unique in the form; the heading of the answer in a filled form.
        field: where the answer goes: a path in the record, or in the entry where the form has one. Empty for the
            question that names the record which the form changes.
        widget: how it is asked and read.
        required: whether the form can be sent without an answer.
        options: what can be picked.
        help: a sentence below the label.
        example: an answer as an example.
        kinds: the kinds that a reference may name; empty for any.
        section: the list of the project file whose ids are the options, or empty.
        key: for `lines` whose entries are mappings: the key that each line goes to. Empty where a line is an entry.
    """

    id: str
    label: str
    field: FieldPath
    widget: Widget
    required: bool = False
    options: tuple[Choice, ...] = ()
    help: str = ""
    example: str = ""
    kinds: tuple[str, ...] = ()
    section: str = ""
    key: str = ""

    def value_of(self, label: str) -> str | None:
        """The value of the option with this label (or with this value), or None where there is none."""
        words = label.strip().casefold()
        return next((o.value for o in self.options if words in (o.label.casefold(), o.value.casefold())), None)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: it makes a new record, or changes one.

    An `id` that a mapping must have, and that no question asks for, is made of the mapping's first answer. A mapping
    of which no question was answered is left out.

    Attributes:
        id: unique among all forms; the file is `forgebook-<id>.yml`.
        title: what one does with it: "Judge an improvement".
        kind: the kind of the record that is made or changed.
        action: whether it makes a record or changes one.
        questions: in the order in which they are asked.
        about: what it is for, and what becomes of it.
        record: the id of the question that names the record to change; empty for a new one.
        entry: for a change: the list of the record that the answers are an entry of; empty where the answers are
            fields of the record itself.
        match: keys of an entry. An entry in which one of them holds the same as in the answers is changed; without
            such an entry, one is added.
    """

    id: str
    title: str
    kind: str
    action: Action
    questions: tuple[Question, ...]
    about: str = ""
    record: str = ""
    entry: FieldPath = ()
    match: tuple[str, ...] = ()

    def question(self, label: str) -> Question | None:
        """The question with this label, whatever its capitals and spaces."""
        return next((q for q in self.questions if _plain(q.label) == _plain(label)), None)

    def for_project(self, project: ProjectFile) -> Form | None:
        """The form with the ids of a project file as options.

        A question about an empty list is left out; where it must be answered, there is no form.
        """
        asked = [_with_ids(question, project) for question in self.questions]
        gone = [q for q in asked if q.section and not q.options]
        if any(q.required for q in gone):
            return None
        return replace(self, questions=tuple(q for q in asked if q not in gone))


def forms_of(kinds: Iterable[RecordKind], project: ProjectFile) -> list[Form]:
    """All forms that make sense in a project, in the order of its kinds."""
    found = (form.for_project(project) for kind in kinds for form in kind.forms)
    return [form for form in found if form is not None]


def recognise(labels: Iterable[str], forms: Iterable[Form]) -> Form | None:
    """The form that a text with these headings was filled from.

    It is the one of whose questions most are among the headings. A form of which most questions are missing is not
    taken, and neither is one of two that fit alike.
    """
    found = {_plain(label) for label in labels}
    scores = []
    for form in forms:
        hits = sum(_plain(question.label) in found for question in form.questions)
        if hits * 2 > len(form.questions):
            scores.append((hits - abs(len(found) - hits), hits, form))
    scores.sort(key=lambda score: score[:2], reverse=True)
    if not scores or (len(scores) > 1 and scores[0][:2] == scores[1][:2]):
        return None
    return scores[0][2]


def ask(
    model: type[BaseModel],
    path: str,
    label: str,
    *,
    hint: str = "",
    example: str = "",
    required: bool | None = None,
    words: dict[str, str] | None = None,
    only: tuple[str, ...] = (),
    inside: str = "",
    widget: Widget | None = None,
    key: str = "",
) -> Question:
    """A question about a field of a model: how it is asked is told by the field's type.

    Args:
        model: the record's fields.
        path: the field, with dots between keys: `improvement.statement`.
        label: the words of the question.
        hint: a sentence below it.
        example: an answer as an example.
        required: whether it must be answered; by default where the model of the record (or entry) requires it.
        words: words for values that can be picked, where the value alone would not do.
        only: the values that can be picked, where not all of the field's make sense in the form.
        inside: the list that the field's mapping is an entry of, for a form that adds to one.
        widget: how it is asked, where the type of the field would tell it wrong.
        key: see `Question`.

    Raises:
        KeyError: the model has no such field.
    """
    keys = tuple(path.split("."))
    info = field_at(model, (*filter(None, inside.split(".")), *keys))
    takes = taken(info)
    entry = takes.entry or takes
    marks = (*takes.marks, *entry.marks)
    reference = next((mark for mark in marks if isinstance(mark, RefTo)), None)
    listed = next((mark for mark in marks if isinstance(mark, ProjectId)), None)
    return Question(
        id=path.replace(".", "-"),
        label=label,
        field=keys,
        widget=widget or _widget(takes, entry),
        required=(info.is_required() and len(keys) == 1) if required is None else required,
        options=_choices(entry, words or {}, only),
        help=hint,
        example=example,
        kinds=reference.kinds if reference else (),
        section=listed.section if listed else "",
        key=key,
    )


def record_question(kind: str, label: str, *, hint: str = "", example: str = "") -> Question:
    """The question that names the record which a form changes."""
    return Question("record", label, (), "reference", True, (), hint, example, (kind,))


def _widget(takes: Taken, entry: Taken) -> Widget:
    many = takes is not entry
    marks = (*takes.marks, *entry.marks)
    if any(isinstance(mark, RefTo) for mark in marks):
        return "references" if many else "reference"
    if entry.words or any(isinstance(mark, ProjectId) for mark in marks):
        return "choices" if many else "choice"
    if many:
        return "lines"
    if entry.kind is str:
        return "text" if Markup.BLOCK in marks else "line"
    simple: dict[Any, Widget] = {bool: "flag", date: "date", int: "number"}
    return simple.get(entry.kind, "text")


def _choices(entry: Taken, words: dict[str, str], only: tuple[str, ...]) -> tuple[Choice, ...]:
    wanted = [value for value in entry.words if not only or value in only]
    return tuple(Choice(value, words.get(value, value.replace("_", " ").capitalize())) for value in wanted)


def _with_ids(question: Question, project: ProjectFile) -> Question:
    if not question.section:
        return question
    ids = project.ids(question.section)
    return replace(question, options=tuple(Choice(id_, project.titled(question.section, id_)) for id_ in ids))


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())
