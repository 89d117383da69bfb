"""The sections of a filled form: `### Label`, and below it the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forgebook.core.forms import Form, Question

NO_ANSWER = "_No response_"
_HEADING = re.compile(r"### (?P<label>.*?)[ \t]*#*[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)\Z")


def labels_in(body: str) -> list[str]:
    """All headings that could be labels, those in code left out."""
    return [label for _, label in _headings(body.split("\n"), in_code=False)]


def answers_in(body: str, form: Form) -> dict[str, str]:
    """The answers of a filled form by the ids of their questions; those without one are empty or missing.

    Only the labels of the form part the text, each at its first place behind the one before: a heading that somebody
    wrote into an answer stays in it, and so does code. A label that is found nowhere else is looked for in code as
    well, since a fence that was never closed swallows all that follows.
    """
    lines = body.split("\n")
    places = _places(lines, form, in_code=False)
    if len(places) < len(form.questions):
        more = _places(lines, form, in_code=True)
        places = more if len(more) > len(places) else places
    starts = sorted((index, question) for question, index in places.items())
    ends = [index for index, _ in starts[1:]] + [len(lines)]
    return {question: _answer(lines[start + 1 : end]) for (start, question), end in zip(starts, ends, strict=True)}


def _places(lines: list[str], form: Form, *, in_code: bool) -> dict[str, int]:
    """The line of each question's label. Questions are asked in an order; one that comes too early is not it."""
    headings = list(_headings(lines, in_code=in_code))
    places: dict[str, int] = {}
    last = -1
    for question in form.questions:
        found = next((index for index, label in headings if index > last and _asks(question, label, form)), None)
        if found is not None:
            places[question.id] = last = found
    return places


def _asks(question: Question, label: str, form: Form) -> bool:
    found = form.question(label)
    return found is not None and found.id == question.id


def _headings(lines: Iterable[str], *, in_code: bool) -> Iterator[tuple[int, str]]:
    fence = ""
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["marks"].startswith(fence) and not mark["info"].strip():
                fence = ""
            elif not in_code:
                continue
        elif mark:
            fence = mark["marks"]
        found = _HEADING.match(line)
        if found:
            yield index, found["label"]


def _answer(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return "" if text.strip() in (NO_ANSWER, "") else text
