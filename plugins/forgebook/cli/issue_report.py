"""What came of a filled form, as text for a terminal, JSON for a workflow, and Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from forgebook.core.diagnostics import Diagnostic
from forgebook.core.forms import Form
from forgebook.reporters.markdown import words
from forgebook.reporters.printable import printable
from forgebook.writing.issues.answers import Problem
from forgebook.writing.issues.from_issue import Outcome
from forgebook.writing.issues.issue import Issue

Told = dict[str, Any]
"""What a report says, as JSON has it."""

_SHOWN = 300
"""Characters of an answer that the Markdown quotes; the whole stands in the file."""
_SEEN_BY = {"partner": "partners", "public": "everyone"}


def done(issue: Issue, outcome: Outcome, path: str, *, written: bool) -> Told:
    """That a form came to something."""
    verb = "Add" if outcome.is_new else "Change"
    name = outcome.ref.replace("/", "-").replace(".", "-")
    branch = f"forgebook/issue-{issue.number}-{name}" if issue.number else f"forgebook/{name}"
    kind = outcome.ref.partition("/")[0]
    return {
        "written": written and outcome.changes,
        "changes": outcome.changes,
        "form": outcome.form.id,
        "action": outcome.form.action,
        "kind": kind,
        "ref": outcome.ref,
        "path": path,
        "title": outcome.title,
        "issue": issue.number,
        "branch": branch[:120].rstrip("-"),
        "pull_request_title": _cut(f"{verb} {kind}: {outcome.title}", 150),
        "seen_by": outcome.audience,
        "answers": [{"question": question, "answer": answer} for question, answer in _answers(outcome)],
        "findings": [_finding(diagnostic) for diagnostic in outcome.findings],
        "problems": [],
    }


def unanswered(issue: Issue, form: Form, problems: list[Problem]) -> Told:
    """That answers are missing or cannot be used."""
    listed = [{"question": problem.question or None, "message": problem.message} for problem in problems]
    return {"written": False, "form": form.id, "action": form.action, "issue": issue.number, "problems": listed}


def not_a_form(issue: Issue, message: str) -> Told:
    """That an issue was filled from no form of ours."""
    problems = [{"question": None, "message": message}]
    return {"written": False, "form": None, "action": None, "issue": issue.number, "problems": problems}


def _answers(outcome: Outcome) -> Iterator[tuple[str, str]]:
    for question in outcome.form.questions:
        if question.field in outcome.values:
            value = outcome.values[question.field]
            yield question.label, _spoken(value, {option.value: option.label for option in question.options})


def _spoken(value: Any, labels: Mapping[str, str]) -> str:
    """A value in the words that somebody picked or wrote."""
    if isinstance(value, list):
        return "; ".join(_spoken(entry, labels) for entry in value)
    if isinstance(value, dict):
        return ", ".join(_spoken(entry, labels) for entry in value.values())
    return labels.get(str(value), str(value))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _finding(found: Diagnostic) -> Told:
    return {
        "severity": found.severity.word,
        "message": found.message,
        "remedy": found.remedy,
        "path": found.place.path,
        "line": found.place.line or None,
        "code": found.code.id,
    }


def as_text(told: Told) -> str:
    """For a terminal: the path first, so that a script can take it."""
    return "\n".join(printable(line) for line in _text(told))


def _text(told: Told) -> Iterator[str]:
    if told["problems"]:
        yield "Nothing was written:"
        for problem in told["problems"]:
            yield f"  {problem['question']}: {problem['message']}" if problem["question"] else f"  {problem['message']}"
        yield "Edit the issue and run it again; nothing of it is lost."
        return
    yield told["path"]
    done = {"new": ("made", "would be made"), "change": ("changed", "would be changed")}[told["action"]]
    if told["changes"]:
        yield f"{told['ref']} {done[0] if told['written'] else done[1]}"
    else:
        yield f"{told['ref']} says so already; nothing was written"
    for found in told["findings"]:
        yield f"  {found['severity']}: {found['message']}" + (f" ({found['remedy']})" if found["remedy"] else "")


def as_json(told: Told) -> str:
    """For a workflow."""
    return json.dumps(told, indent=2, ensure_ascii=False)


def as_markdown(told: Told) -> str:
    """For a pull request, or for a comment below the issue. Nothing that somebody wrote is read as Markdown."""
    return "\n".join(_not_yet(told) if told["problems"] else _ready(told))


def _not_yet(told: Told) -> Iterator[str]:
    yield "**This could not be turned into a record yet.** Nothing is lost: edit the issue, and it is tried again."
    yield ""
    for problem in told["problems"]:
        asked = f"**{words(problem['question'])}** " if problem["question"] else ""
        yield f"- {asked}{words(problem['message'])}"


def _ready(told: Told) -> Iterator[str]:
    done = "A new record" if told["action"] == "new" else "A change to"
    yield f"{done} **{words(told['title'])}** ({words(told['ref'])}), in `{told['path']}`."
    if not told["changes"]:
        yield "It says so already, so nothing was written."
    if told["issue"]:
        yield f"It comes from the form in #{told['issue']}."
    if told["seen_by"] in _SEEN_BY:
        yield ""
        yield f"**This record is shown to {_SEEN_BY[told['seen_by']]}.** Read what was added with that in mind."
    yield from ("", "| question | answer |", "|---|---|")
    for answer in told["answers"]:
        said = answer["answer"]
        yield f"| {words(answer['question'])} | {words(_cut(said, _SHOWN))} |"
    yield ""
    if not told["findings"]:
        yield "The check found nothing to mend in it."
        return
    yield "What the check says of it:"
    yield ""
    for found in told["findings"]:
        remedy = f" What to do: {words(found['remedy'])}." if found["remedy"] else ""
        yield f"- {found['severity']}: {words(found['message'])}.{remedy}"


FORMATS: dict[str, Callable[[Told], str]] = {"text": as_text, "json": as_json, "md": as_markdown}
