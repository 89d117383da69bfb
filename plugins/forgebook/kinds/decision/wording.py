"""Small parts of foreign decision files: titles, names, labels, lists and comments.

None of these uses a pattern that could go over a long line again and again: files come from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from forgebook.core.prose import without_code

_BULLET = re.compile(r" {0,3}[-*+]\s")
_NUMBERED = re.compile(
    r"\s*(?P<adr>(?:ADR|MADR)[\s#-]*)?(?P<number>\d{1,5})(?P<rest>\s{0,9}[.:)–—-]{0,3}\s{0,9})(?=\S)",
    re.I,
)
_LABEL = re.compile(r"\s*(?:>\s*)?(?:[-*+]\s+)?(?:\|\s*)?\**(?P<label>[A-Za-z][A-Za-z -]{2,20}?)\**\s*[:|](?!//)")
_OPENING, _CLOSING = "([{", ")]}"


def stripped_title(title: str, stem: str) -> str:
    """The title without the number that some styles put before it.

    A number that the file's name repeats after its own is part of the title: `0009-404-pages.md`, "404: pages".
    """
    found = _NUMBERED.match(title)
    if found is None or (title[found.end()].isdigit() and not found["rest"][-1:].isspace()):
        return title.strip()
    number, _, words = stem.replace("_", "-").partition("-")
    own = number.isdecimal() and int(number) == int(found["number"])
    numbering = own or (len(found["number"]) > 1 and title[found.end()].isupper())
    in_words = re.match(rf"{found['number']}(?!\d)", words) is not None
    if not found["adr"] and (in_words or not _parts(found["rest"], bare=numbering)):
        return title.strip()
    if found["adr"] and not found["rest"][-1:].isspace():
        return title.strip()
    return title[found.end() :].strip()


def _parts(rest: str, *, bare: bool) -> bool:
    """Whether what stands after a number parts it from a title: `1. x`, `1 - x`, and with `bare` also `1 x`."""
    mark = rest.strip()
    if not mark:
        return bool(rest) and bare
    return mark[0] in ".:)–—" or (rest[:1].isspace() and rest[-1:].isspace())


def flat_list(text: str) -> list[str] | None:
    """The entries of a text that is one flat list, or None for any other text."""
    if "```" in text or "~~~" in text:
        return None
    entries: list[str] = []
    indent = 0
    for line in text.split("\n"):
        words = line.strip()
        if not words:
            continue
        deep = len(line) - len(line.lstrip())
        indent = indent if entries else deep
        if _BULLET.match(line) and deep == indent:
            entries.append(words[1:].strip())
        elif entries and deep > indent + 1 and not _BULLET.match(words + " "):
            entries[-1] += " " + words
        else:
            return None
    return entries or None


def names_of(value: Any) -> list[str]:
    """The names in a list or a line, parted by commas or semicolons that stand in no brackets."""
    if isinstance(value, list):
        return [str(entry).strip() for entry in value if entry]
    text = str(value).strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        text = text[1:-1]
    return [name for part in _parted(text) if (name := part.strip())]


def _parted(text: str) -> Iterator[str]:
    start = depth = 0
    for index, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in ",;" and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def labelled_line(line: str) -> tuple[str, str] | None:
    """Label and value of `- Deciders: Ann`, `**Status:** accepted` or `| Date | 2024-05-01 |`; None for other lines."""
    found = _LABEL.match(line)
    if found is None:
        return None
    value = line[found.end() :].strip()
    if line.lstrip().startswith("|"):
        value = value.removesuffix("|").rstrip()
    if value.startswith("**"):
        value = value[2:].lstrip()
    return found["label"].strip().casefold(), value


def lines_outside_code(text: str) -> Iterator[tuple[int, str, bool]]:
    """Index and text of each line, and whether it stands outside of code."""
    blanked = without_code(text).split("\n")
    for index, line in enumerate(text.split("\n")):
        yield index, line, not line.strip() or bool(blanked[index].strip())


def without_comments(text: str) -> str:
    """The text without HTML comments; one that is never closed stays."""
    if "<!--" not in text:
        return text
    kept, start = [], 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        kept.append(text[start:opened])
        start = closed + 3
    return "".join([*kept, text[start:]])
