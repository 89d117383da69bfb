"""From a filled form to the file that it makes or changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Diagnostic, listed
from forgebook.core.drafting import Wish
from forgebook.core.forms import Form, recognise
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project import Project
from forgebook.writing.drafts.compose import NewRecord, NoId, NotPossible, compose
from forgebook.writing.edit import EditedFile
from forgebook.writing.issue_forms import label_of
from forgebook.writing.issues.answers import Problem, values_of
from forgebook.writing.issues.body import answers_in, labels_in
from forgebook.writing.issues.changes import changed_file
from forgebook.writing.issues.issue import Issue
from forgebook.writing.issues.sections import CannotChange
from forgebook.writing.trial import found_in, is_gap, is_unreadable, tried

Values = dict[tuple[str | int, ...], Any]
TEAM = "team"


class NotAForm(Exception):
    """An issue that was filled from no form of ours. The message says so, and which there are."""


class Unanswered(Exception):
    """A filled form that cannot be used as it is.

    Attributes:
        form: the form.
        problems: what is missing or wrong, question by question.
    """

    def __init__(self, form: Form, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.question}: {p.message}" if p.question else p.message for p in problems))
        self.form = form
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a filled form comes to. Nothing is written yet.

    Attributes:
        form: the form that was filled.
        ref: the record that is made or changed, `kind/id`.
        title: that record's title.
        path: its file.
        text: the whole file as it will be.
        edited: the file that is changed; None for a new one.
        findings: what a check would say that it does not say now.
        audience: who will see the record on a site: `team`, `partner` or `public`.
        values: what was answered, by field.
        changes: whether there is anything to write.
    """

    form: Form
    ref: str
    title: str
    path: Path
    text: str
    edited: EditedFile | None
    findings: list[Diagnostic] = field(default_factory=list)
    audience: str = TEAM
    values: Mapping[tuple[str | int, ...], Any] = field(default_factory=dict)
    changes: bool = True

    @property
    def is_new(self) -> bool:
        """Whether a file is made."""
        return self.edited is None


def form_of(issue: Issue, forms: Iterable[Form]) -> Form:
    """The form that an issue was filled from, told by its labels, else by its questions.

    Raises:
        NotAForm: it is none of them.
    """
    known = list(forms)
    labelled = [form for form in known if label_of(form) in issue.labels]
    found = labelled[0] if len(labelled) == 1 else recognise(labels_in(issue.body), known)
    if found is None:
        titles = listed((f'"{form.title}"' for form in known), limit=40)
        raise NotAForm(f"this was filled from none of the forms that there are: {titles}.")
    return found


def outcome_of(
    issue: Issue, form: Form, project: Project, settings: SiteSettings, kinds: Mapping[str, RecordKind]
) -> Outcome:
    """What a filled form comes to. The form is the one with the project's own options, as `forms_of` gives it.

    Raises:
        Unanswered: questions are unanswered, or answers cannot be used.
        WriteRefused: the file to change cannot be edited.
    """
    graph = project.graph
    values, problems = values_of(form, answers_in(issue.body, form), graph)
    if problems:
        raise Unanswered(form, problems)
    kind = kinds[form.kind]
    if form.action == "new":
        made = _new(form, kind, values, issue, graph, settings)
    else:
        made = _change(form, kind, values, graph, settings)
    return _checked(made, project, settings, kinds)


def _new(
    form: Form, kind: RecordKind, values: Values, issue: Issue, graph: ProjectGraph, settings: SiteSettings
) -> Outcome:
    nested = nest(values)
    title = str(nested.pop("title", "") or "")
    if graph.project.default_visibility != TEAM:
        nested["visibility"] = TEAM  # a stranger's words are published by the team, and never by themselves
    try:
        made = _composed(kind, Wish(title, nested), issue, graph, settings)
    except NotPossible as error:
        raise Unanswered(form, [Problem("", f"{error.what}; give it another title")]) from None
    return Outcome(form, made.ref, title or made.ref, made.path, made.text, None, values=values)


def _composed(kind: RecordKind, wish: Wish, issue: Issue, graph: ProjectGraph, settings: SiteSettings) -> NewRecord:
    """The new record, by the number of its issue where no id can be made of its title."""
    try:
        return compose(kind, wish, graph, settings, teaching=False)
    except NoId:
        return compose(kind, replace(wish, id=_spare_id(kind, issue, graph.as_of)), graph, settings, teaching=False)


def _spare_id(kind: RecordKind, issue: Issue, today: date) -> str:
    """An id for a title in other letters than Latin ones."""
    return f"{kind.name}-issue-{issue.number}" if issue.number else f"{kind.name}-{today.isoformat()}"


def nest(values: Values) -> dict[str, Any]:
    """Values by path as mappings in mappings. Who may see something is no stranger's to say, and left out."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        if path[-1:] == ("visibility",):
            continue
        here = found
        for part in path[:-1]:
            here = here.setdefault(str(part), {})
        if path:
            here[str(path[-1])] = value
    return found


def _change(form: Form, kind: RecordKind, values: Values, graph: ProjectGraph, settings: SiteSettings) -> Outcome:
    record = _record(form, values, graph)
    audience = record.fields.visibility or graph.project.default_visibility
    try:
        file = changed_file(form, kind, record, nest(values), graph, settings)
    except CannotChange as error:
        raise Unanswered(form, [Problem("", str(error))]) from None
    path = settings.root / record.source.path
    made = Outcome(form, record.ref, record.title, path, file.text, file, audience=audience, values=values)
    return replace(made, changes=file.changed)


def _record(form: Form, values: Values, graph: ProjectGraph) -> Record:
    """The record that the form's own question names."""
    question = next(question for question in form.questions if question.id == form.record)
    record = graph.get(f"{form.kind}/{values.get((), '')}")
    if record is None or record.parent is not None:
        raise Unanswered(form, [Problem(question.label, "this is no record with a file of its own")])
    return record


def _checked(made: Outcome, project: Project, settings: SiteSettings, kinds: Mapping[str, RecordKind]) -> Outcome:
    """The outcome with what a check says of it.

    Raises:
        Unanswered: values cannot be read, or are missing; the answers have to change first.
    """
    after = tried(settings, kinds, {made.path: made.text})
    known = {_told(diagnostic) for diagnostic in project.diagnostics}
    found = [d for d in after.diagnostics if d.waived is None and _told(d) not in known]
    here = found_in(after, made.path, settings)
    wrong = [d for d in found if d in here and (is_unreadable(d) or is_gap(d))]
    if wrong:
        said = [Problem("", f"{d.message} ({d.remedy})" if d.remedy else d.message) for d in wrong]
        raise Unanswered(made.form, said)
    record = after.graph.get(made.ref)
    if record is None:
        raise Unanswered(made.form, [Problem("", f'"{made.path.name}" would not be read as a record')])
    return replace(made, title=record.title, findings=found)


def _told(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.place.path, diagnostic.code.id, diagnostic.message
