"""What the YAML parser says, made plain: which line is at fault, what is wrong with it, and what to do.

The parser names the place where it could not go on. That is often a line too late: after a bracket that is never
closed, at the end of a file that was cut, or at the first of many lines that stand right, where the one above them is
out of line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forgebook.core.document import Note
from forgebook.reading import codes

_ENTRY = re.compile(r"- |-$")
_KEY = re.compile(r"""(?:[^\s#'"{}\[\]][^#'"{}\[\]]*?|'[^']*'|"[^"]*") *:(?: |$)""")
_USUAL_STEP = 2


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser says: its words, the place it stopped at, and where it had begun, if it says so (from 0)."""

    problem: str
    context: str
    at: tuple[int, int]
    begun: tuple[int, int] | None


def explain(text: str, complaint: Complaint) -> tuple[Note, tuple[int, int]]:
    """A note in plain words, and its line and column from 0."""
    lines = text.split("\n")
    fault = _of_the_fault(lines, complaint)
    at = _within(lines, fault or complaint.at)
    if fault is not None and _in_a_bracket(complaint):
        message, remedy = "a bracket that is never closed", "close it at the end of the list or mapping"
    elif fault is not None and "quoted" in complaint.context:
        message, remedy = "a quote that is never closed", "close it at the end of the text"
    elif fault is not None and "simple key" not in complaint.context:
        message, remedy = "this line does not line up with those around it", "check the spaces before it"
    else:
        message, remedy = _in_plain_words(complaint.problem, lines[at[0]], at[1])
    return Note(codes.SYNTAX, message, remedy=remedy), at


def _in_a_bracket(complaint: Complaint) -> bool:
    return "flow" in complaint.context


def _of_the_fault(lines: list[str], complaint: Complaint) -> tuple[int, int] | None:
    """The place of the fault where it is not the one that the parser stopped at, or None."""
    stopped, begun = complaint.at, complaint.begun
    ended = not any(line.strip() for line in lines[stopped[0] :])
    if begun is not None and (_in_a_bracket(complaint) or "quoted" in complaint.context):
        return begun if ended or (_in_a_bracket(complaint) and _is_outside(lines, begun[0], stopped[0])) else None
    if begun is not None and "simple key" in complaint.context:
        return begun
    if "\t" in lines[min(stopped[0], len(lines) - 1)][: stopped[1] + 1]:
        return None
    if "document start" in complaint.problem:
        return _first(lines, stopped[0])
    if _is_about_lining_up(complaint.problem):
        odd = _odd_line(lines, stopped[0])
        return (odd, _indent(lines[odd])) if odd is not None else None
    return None


def _is_about_lining_up(problem: str) -> bool:
    return any(words in problem for words in ("expected key", "expected '-' indicator", "mapping values are not"))


def _within(lines: list[str], at: tuple[int, int]) -> tuple[int, int]:
    """A place in the text; what lies behind its last words is told there."""
    line = at[0]
    if any(text.strip() for text in lines[line:]):
        return at
    while line > 0 and not (line < len(lines) and lines[line].strip()):
        line -= 1
    return line, len(lines[line].rstrip())


def _is_outside(lines: list[str], opened: int, stopped: int) -> bool:
    """Whether a line can be no part of a bracket that was opened above it: a field that stands no deeper."""
    line = lines[stopped] if stopped < len(lines) else ""
    plain = line.strip()
    return stopped > opened and _indent(line) <= _indent(lines[opened]) and _KEY.match(plain) is not None


def _first(lines: list[str], stopped: int) -> tuple[int, int] | None:
    """The first line with content, where it stands deeper than the one that does not fit it."""
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), stopped)
    deeper = first < stopped < len(lines) and _indent(lines[first]) > _indent(lines[stopped])
    return (first, _indent(lines[first])) if deeper else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


Start = tuple[str, int]
"""What a line begins, an entry of a list or a field, and how deep that stands."""


def _starts(line: str) -> list[Start]:
    """What a line begins: `  - id: a` an entry at 2 and a field at 4."""
    found: list[Start] = []
    indent = _indent(line)
    plain = line.strip()
    while _ENTRY.match(plain):
        found.append(("entry", indent))
        rest = plain[1:].lstrip(" ")
        indent += len(plain) - len(rest)
        plain = rest
    if _KEY.match(plain):
        found.append(("field", indent))
    return found


def _odd_line(lines: list[str], stopped: int) -> int | None:
    """The line above that is out of line, where `stopped` stands right; None where `stopped` is the odd one.

    The lines of one block stand equally deep. The parser believes the first of them, people the most of them.
    """
    here = next(iter(_starts(lines[stopped])), None) if stopped < len(lines) else None
    above = _above(lines, stopped, here[0]) if here else None
    if here is None or above is None:
        return None
    there = next(start for start in _starts(lines[above]) if start[0] == here[0])
    if here[1] == there[1]:
        return None
    for_here = _run(lines[stopped:], here) + _run(lines[above - 1 :: -1] if above else [], here)
    for_there = _run(lines[above::-1], there, until=here) + _run(lines[stopped + 1 :], there)
    if for_here == for_there:
        everywhere = [start for line in lines for start in _starts(line)]
        for_here, for_there = everywhere.count(here), everywhere.count(there)
    return above if for_here > for_there else None


def _above(lines: list[str], stopped: int, sort: str) -> int | None:
    """The nearest line above that begins the same, an entry or a field."""
    for number in range(stopped - 1, -1, -1):
        if any(start[0] == sort for start in _starts(lines[number])):
            return number
    return None


def _run(lines: list[str], wanted: Start, until: Start | None = None) -> int:
    """How many of the lines are of one block, up to the first that stands less deep, or begins `until`."""
    found = 0
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        starts = _starts(line)
        if until in starts:
            break
        found += wanted in starts
        if _indent(line) < wanted[1] or (wanted not in starts and _indent(line) == wanted[1]):
            break
    return found


def _in_plain_words(problem: str, line: str, column: int) -> tuple[str, str]:
    """The parser's words made plain, and what to do."""
    if "\t" in line[: column + 1] or re.match(r"\s*\t", line):
        return "a tab where spaces belong", "indent with spaces"
    if line[:column].rstrip().endswith(('"', "'")) and "expected key" in problem:
        return "a text goes on behind its closing quote", "put all of the text in quotes, or none of it"
    for words, message, remedy in _PLAIN:
        if words in problem:
            return message, remedy
    return problem, "check this line and the one before it"


_PLAIN = (
    (
        "mapping values are not allowed",
        "a second colon on this line",
        'put the text in quotes: field: "a text: with a colon"',
    ),
    ("found unexpected ':'", "a colon inside braces or brackets", "put the text or address in quotes"),
    (
        "found character that cannot start any token",
        "a text cannot begin with this character",
        "put the text in quotes",
    ),
    (
        "could not find expected ':'",
        "a line without a colon",
        "write `field: value`, or indent the line below its field",
    ),
    (
        "did not find expected ',' or",
        "a bracket or comma is missing",
        "close the list or mapping, or put the text in quotes",
    ),
    (
        "did not find expected key",
        "this line does not line up with those above it",
        "check the indentation and the quotes above",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not line up with those above it",
        "check the indentation and the quotes above",
    ),
    (
        "did not find expected <document start>",
        "this line does not fit what stands above it",
        "write `field: value` lines, all equally deep",
    ),
    ("undefined alias", "an alias", "if * begins a text, put the text in quotes"),
)
