"""The steps of a runbook, told from the Markdown that people write.

A step is an entry of a numbered list, or a part under a heading of its own whose text has labels. What stands in it
before a label is what to do; a line that begins with `Expect:` or `If not:` (bold or not, as an entry of a list or not)
begins what one should see, and what to do if one does not.

    1. Stop the queue.

       Expect: no run starts within a minute.

       If not: take the account of the scheduler away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"(?P<mark>(?P<number>\d{1,4})[.)](?P<gap>[ \t]+|$))")
_HEADING = re.compile(r"#{3,6}[ \t]+(?P<words>.*?)[ \t#]*$")
_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]+\]:[ \t]*\S")
_LABEL = re.compile(
    r"[ \t]{0,3}(?:[-*+][ \t]+)?(?:"
    r"(?P<bold>\*\*|__)(?P<bolded>do|expect(?:ed)?|if not)[ \t]*:?[ \t]*(?P=bold)[ \t]*:?"
    r"|(?P<plain>do|expect(?:ed)?|if not)[ \t]*:"
    r")(?=[ \t]|$)[ \t]*",
    re.I,
)
_NUMBER_IN_HEADING = re.compile(r"(?:step[ \t]+)?\d{1,4}[ \t]*[.):][ \t]+", re.I)


@dataclass(frozen=True, slots=True)
class Step:
    """A step, in Markdown.

    Attributes:
        title: the heading that it stands under, or empty.
        do: what to do.
        expect: what one should see then.
        if_not: what to do if one does not see it.
    """

    do: str
    expect: str = ""
    if_not: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a section: a text, or steps in a row, the first of them with this number."""

    text: str = ""
    steps: tuple[Step, ...] = ()
    first: int = 1


def parts_of(text: str | None) -> list[Part]:
    """The texts and the steps of a section, in their order."""
    if not text:
        return []
    lines = [line.expandtabs(4) for line in text.split("\n")]
    fenced = _fenced(lines)
    definitions = [line for line, code in zip(lines, fenced, strict=True) if not code and _DEFINITION.match(line)]
    found = list(_joined(_blocks(lines, fenced)))
    return [_with_definitions(part, definitions) for part in found] if definitions else found


def _fenced(lines: list[str]) -> list[bool]:
    """For each line whether it is code between fences, the fences included."""
    found, fence = [], ""
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            found.append(True)
            if match and match["fence"].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        else:
            fence = match["fence"] if match else ""
            found.append(bool(fence))
    return found


def _blocks(lines: list[str], fenced: list[bool]) -> Iterator[tuple[int, Step] | str]:
    """Steps with their numbers, and the texts between them."""
    at, text = 0, list[str]()
    while at < len(lines):
        item = None if fenced[at] else _ITEM.match(lines[at])
        heading = None if fenced[at] else _HEADING.match(lines[at])
        if item:
            end = _end_of_item(lines, fenced, at, len(item["mark"]))
            block: Step | None = _step(_inside(lines, at, end, len(item["mark"])))
        elif heading:
            end = _end_of_part(lines, fenced, at)
            block = _step_under(heading["words"], lines[at + 1 : end])
        else:
            block, end = None, at + 1
        if block is None:
            text.append(lines[at])
            at += 1
            continue
        yield "\n".join(text)
        yield int(item["number"]) if item else 1, block
        text, at = [], end
    yield "\n".join(text)


def _end_of_item(lines: list[str], fenced: list[bool], start: int, indent: int) -> int:
    """Where an entry of a list ends: at the next one, or at a line that is not indented and follows an empty one."""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not line.strip() or (fenced[at] and fenced[at - 1]):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth >= min(indent, 2):
            continue
        if _ITEM.match(line) or _HEADING.match(line) or fenced[at] or not lines[at - 1].strip():
            return at
    return len(lines)


def _inside(lines: list[str], start: int, end: int, indent: int) -> list[str]:
    """The lines of an entry without its mark and its indentation."""
    inner = lines[start + 1 : end]
    depths = [len(line) - len(line.lstrip(" ")) for line in inner if line.strip()]
    taken = min([indent, *(depth for depth in depths if depth >= 2)])
    rest = [line[taken:] if not line[:taken].strip() else line.lstrip(" ") for line in inner]
    return [lines[start][indent:], *rest]


def _end_of_part(lines: list[str], fenced: list[bool], start: int) -> int:
    ends = (at for at in range(start + 1, len(lines)) if not fenced[at] and _HEADING.match(lines[at]))
    return next(ends, len(lines))


def _step_under(title: str, lines: list[str]) -> Step | None:
    """The step under a heading, if its text has labels and no numbered list."""
    step = _step(lines)
    listed = any(_ITEM.match(line) for line in lines)
    if listed or not (step.expect or step.if_not):
        return None
    words = _NUMBER_IN_HEADING.sub("", title, count=1) if _NUMBER_IN_HEADING.match(title) else title
    return Step(step.do, step.expect, step.if_not, words)


def _step(lines: list[str]) -> Step:
    """The parts of a step by their labels."""
    parts: dict[str, list[str]] = {"do": [], "expect": [], "if not": []}
    name, fenced, inset = "do", _fenced(lines), 0
    for line, code in zip(lines, fenced, strict=True):
        label = None if code else _LABEL.match(line)
        if label:
            name = "expect" if (word := (label["bolded"] or label["plain"]).lower()).startswith("expect") else word
            inset = 4 if line.lstrip(" ")[:1] in "-*+" and not line.lstrip(" ").startswith(("**", "__")) else 0
            line = line[label.end() :]
        elif inset:
            line = _outdented(line)
        parts[name].append(line)
    do, expect, if_not = ("\n".join(found).strip("\n") for found in parts.values())
    return Step(do, expect, if_not)


def _outdented(line: str) -> str:
    """A line that goes on inside an entry of a list whose mark was taken away."""
    depth = len(line) - len(line.lstrip(" "))
    return line[min(depth, 4) :]


def _joined(blocks: Iterator[tuple[int, Step] | str]) -> Iterator[Part]:
    """Steps that follow each other with nothing between them, put together."""
    steps, first = list[Step](), 1
    for block in blocks:
        if isinstance(block, str):
            if block.strip():
                if steps:
                    yield Part(steps=tuple(steps), first=first)
                yield Part(block.strip("\n"))
                steps, first = [], first + len(steps)
            continue
        if not steps:
            first = first if block[1].title else block[0]
        steps.append(block[1])
    if steps:
        yield Part(steps=tuple(steps), first=first)


def _with_definitions(part: Part, definitions: list[str]) -> Part:
    """A part whose links by reference still find their addresses."""
    below = "\n\n" + "\n".join(definitions)

    def whole(text: str) -> str:
        return text + below if "[" in text else text

    steps = tuple(Step(whole(s.do), whole(s.expect), whole(s.if_not), s.title) for s in part.steps)
    return Part(whole(part.text), steps, part.first)
