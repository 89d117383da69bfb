"""Filled forms as a host writes them, for tests."""

from __future__ import annotations

from collections.abc import Mapping

from forgebook.core.forms import Form, Question
from forgebook.core.graph import ProjectGraph
from forgebook.writing.issue_forms import issue_form

UNANSWERED = "_No response_"


def body_of(form: Form, answers: Mapping[str, str], *, line_break: str = "\n") -> str:
    """The body of an issue that was filled from a form: each question as a heading, its answer below."""
    asked = [element for element in issue_form(form)["body"] if element["type"] != "markdown"]
    parts = [f"### {one['attributes']['label']}\n\n{answers.get(one['id']) or UNANSWERED}" for one in asked]
    return "\n\n".join(parts).replace("\n", line_break)


def sample_answers(form: Form, graph: ProjectGraph, *, required_only: bool = False) -> dict[str, str]:
    """An answer to each question, of the sort that it asks for."""
    asked = [question for question in form.questions if question.required or not required_only]
    return {question.id: _sample(question, graph) for question in asked}


def _sample(question: Question, graph: ProjectGraph) -> str:
    if question.widget in ("reference", "references"):
        kind = question.kinds[0] if question.kinds else "decision"
        return graph.of(kind)[-1].title
    if question.widget in ("choice", "choices"):
        labels = [option.label for option in question.options]
        return ", ".join(labels[:2]) if question.widget == "choices" else labels[0]
    return {
        "date": "2025-11-19",
        "number": "7",
        "flag": "- [X] Yes",
        "lines": "- First: of two\n- Second # of two",
        "line": f'Words, "quoted": yes # {question.id}',
        "text": f"Several words on {question.id}.\n\n```\n### no heading\n```\n\n- [[decision/anchor]]",
    }[question.widget]
