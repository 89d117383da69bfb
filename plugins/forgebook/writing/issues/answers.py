"""Answers to values: each read the way its question was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.diagnostics import listed
from forgebook.core.forms import Form, Question
from forgebook.core.graph import ProjectGraph
from forgebook.writing.issues.references import NotFound, record_meant, reference_to

LONGEST_LINE = 500
"""Characters of an answer that takes one line. A title of more is a text."""
MOST_ENTRIES = 100
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_TICKED = re.compile(r"\s*[-*+]\s+\[[xX]\]\s*(?P<label>.*)")
_BOX = re.compile(r"\s*[-*+]\s+\[[ xX]?\]")


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that is missing or cannot be used: the question's label (empty for the form as a whole), and why."""

    question: str
    message: str


class Unusable(Exception):
    """An answer that cannot be used. The message says why, and what to write instead."""


def values_of(
    form: Form, answers: Mapping[str, str], graph: ProjectGraph
) -> tuple[dict[tuple[str | int, ...], Any], list[Problem]]:
    """The values of a filled form by the paths of their fields, and what is wrong with answers.

    A question without an answer has no value. The question that names the record to change stands at `()`.
    """
    values: dict[tuple[str | int, ...], Any] = {}
    problems: list[Problem] = []
    for question in form.questions:
        answer = answers.get(question.id, "").strip("\n")
        try:
            value = read_answer(question, answer, graph) if answer.strip() else None
        except Unusable as error:
            problems.append(Problem(question.label, str(error)))
            continue
        if value not in (None, [], ""):
            values[question.field] = value
        elif question.required:
            problems.append(Problem(question.label, "this question is not answered"))
    return values, problems


def read_answer(question: Question, answer: str, graph: ProjectGraph) -> Any:
    """The value of an answer; None for one that says nothing.

    Raises:
        Unusable: it is not what the question asks for.
    """
    if question.widget == "text":
        return answer
    if question.widget in ("references", "lines"):
        entries = _entries(answer)
        if question.widget == "lines":
            return [{question.key: entry} if question.key else entry for entry in entries]
        return [_reference(part, question, graph) for entry in entries for part in _named(entry, question, graph)]
    if question.widget in _PICKED:
        return _PICKED[question.widget](question, answer)
    if question.widget in _TOLD:
        return _TOLD[question.widget](answer)
    line = _line(answer)
    return _reference(line, question, graph) if question.widget == "reference" else line


def _line(answer: str) -> str:
    line = " ".join(answer.split())
    if len(line) > LONGEST_LINE:
        raise Unusable(f"the answer has {len(line):,} characters; {LONGEST_LINE} fit on its line")
    return line


def _entries(answer: str) -> list[str]:
    found = [_line(_BULLET.sub("", line, count=1)) for line in answer.split("\n")]
    entries = [entry for entry in found if entry]
    if len(entries) > MOST_ENTRIES:
        raise Unusable(f"the answer has {len(entries)} entries; {MOST_ENTRIES} is the limit")
    return entries


def _named(entry: str, question: Question, graph: ProjectGraph) -> list[str]:
    """The names on a line: the line as a whole where that is a record, else what stands between its commas."""
    try:
        record_meant(entry, question.kinds, graph)
    except NotFound:
        return [part.strip() for part in entry.split(",") if part.strip()]
    return [entry]


def _reference(words: str, question: Question, graph: ProjectGraph) -> str:
    try:
        return reference_to(record_meant(words, question.kinds, graph), question.kinds)
    except NotFound as error:
        raise Unusable(str(error)) from None


def _choice(question: Question, answer: str) -> str | None:
    ticked = _ticked(answer)
    if ticked is not None:
        answer = ticked[0] if ticked else ""
    line = _line(answer)
    if not line or (line.casefold() == "none" and question.value_of(line) is None):
        return None
    value = question.value_of(line)
    if value is None:
        raise Unusable(f'"{line[:60]}" is none of the answers: {listed(o.label for o in question.options)}')
    return value


def _choices(question: Question, answer: str) -> list[str]:
    """Several of the options, ticked, one a line or with commas between them; commas in their own labels are minded."""
    ticked = _ticked(answer)
    rest = _line(", ".join(ticked) if ticked is not None else ", ".join(_entries(answer)))
    if rest.casefold() == "none" and question.value_of(rest) is None:
        return []
    found: list[str] = []
    by_length = sorted(question.options, key=lambda option: -len(option.label))
    while rest:
        option = next((o for o in by_length if _begins_with(rest, o.label)), None)
        label = option.label if option else rest.partition(",")[0]
        value = option.value if option else _choice(question, label)
        if value and value not in found:
            found.append(value)
        rest = rest[len(label) :].lstrip(", ")
    return found


def _begins_with(text: str, label: str) -> bool:
    words, wanted = text.casefold(), label.casefold()
    return words == wanted or words.startswith(f"{wanted},")


def _ticked(answer: str) -> list[str] | None:
    """The labels of ticked boxes; None where there are no boxes."""
    lines = [line for line in answer.split("\n") if line.strip()]
    if not lines or not all(_BOX.match(line) for line in lines):
        return None
    return [match["label"].strip() for line in lines if (match := _TICKED.match(line))]


def _flag(answer: str) -> str | None:
    ticked = _ticked(answer)
    if ticked is not None:
        return "yes" if ticked else None
    word = _line(answer).casefold().rstrip(".!")
    if word in ("yes", "true", "on"):
        return "yes"
    if word in ("no", "false", "off", "none"):
        return None
    raise Unusable(f'"{_line(answer)[:60]}" is neither yes nor no')


def _date(answer: str) -> str:
    line = _line(answer)
    try:
        return date.fromisoformat(line).isoformat() if len(line) == 10 else _no_day(line)
    except ValueError:
        return _no_day(line)


def _no_day(line: str) -> str:
    raise Unusable(f'"{line[:60]}" is no day; write year, month and day, like 2025-10-07')


def _number(answer: str) -> str:
    line = _line(answer)
    if not re.fullmatch(r"\d{1,9}", line, re.A):
        raise Unusable(f'"{line[:60]}" is no whole number')
    return line


_PICKED: dict[str, Callable[[Question, str], Any]] = {"choice": _choice, "choices": _choices}
_TOLD: dict[str, Callable[[str], Any]] = {"flag": _flag, "date": _date, "number": _number}
