"""Text from files made safe to print: nothing in a record may drive the reader's terminal."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, escape sequences begin with them
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # what reorders or hides text
    "\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
WIDEST = 140
"""How many characters of a source line are shown."""


def printable(text: str) -> str:
    """The text with one visible character in place of each that is not: `␛` for escape, `␉` for a tab."""
    return _UNSAFE.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def excerpt(line: str, column: int, *, widest: int = WIDEST) -> tuple[str, int]:
    """A source line as it is shown, and how many cells of the terminal stand before the column (from 1).

    A very long line is cut on both sides of the column.
    """
    safe = printable(line.rstrip())
    index = min(max(column - 1, 0), len(safe))
    start = max(0, min(index - widest // 2, len(safe) - widest))
    shown = safe[start : start + widest]
    head = "…" if start else ""
    tail = "…" if start + widest < len(safe) else ""
    return head + shown + tail, len(head) + cells(shown[: index - start])


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
