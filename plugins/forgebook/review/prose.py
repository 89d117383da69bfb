"""What was taken out of a long text and put in, sentence by sentence."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from forgebook.reporters.printable import printable

_SENTENCES = re.compile(r"(?<![A-Z]\.)(?<=[.!?])\s+(?=\S)")
"""The end of a sentence; an initial is none."""

_WIDEST = 400
MOST_LINES = 60


def prose_diff(before: str, after: str) -> list[str]:
    """Lines as in a patch: `- ` what was taken out, `+ ` what was put in, two spaces for what stands beside it."""
    old, new = sentences(before), sentences(after)
    lines: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        if lines:
            lines.append("  …")
        for what, i1, i2, j1, j2 in group:
            if what == "equal":
                lines += [f"  {line}" for line in old[i1:i2]]
            else:
                lines += [f"- {line}" for line in old[i1:i2]] + [f"+ {line}" for line in new[j1:j2]]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"  … and {len(lines) - MOST_LINES} more lines"]
    return lines


def sentences(text: str) -> list[str]:
    """The sentences of each paragraph; how it was wrapped does not matter, lists and headings keep their lines."""
    found: list[str] = []
    for paragraph in _paragraphs(text):
        found += (_cut(printable(sentence)) for sentence in _SENTENCES.split(paragraph))
    return found


def _paragraphs(text: str) -> list[str]:
    paragraphs: list[str] = []
    fresh = True
    for line in text.split("\n"):
        words = line.strip()
        if words and (fresh or re.match(r"[-*+#>|`~]|\d+[.)]\s", words)):
            paragraphs.append(words)
        elif words:
            paragraphs[-1] += f" {words}"
        fresh = not words
    return paragraphs


def _cut(line: str) -> str:
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
