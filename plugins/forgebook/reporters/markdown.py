"""Text from records made safe to stand in Markdown of a host: it can bring no mark-up, no link, no mention."""

from __future__ import annotations

import re

from forgebook.reporters.printable import printable

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_PLAIN = frozenset(",;'\"-/()?%+=")
_CALLS = frozenset("@#")
"""Hosts make links of what follows these after the Markdown is read, so a character that takes no room parts them."""


def words(text: str) -> str:
    """A text that shows as it is written, on one line, in any Markdown, in a table too."""
    return _MARKS.sub(_reference, printable(" ".join(text.split())))


def _reference(found: re.Match[str]) -> str:
    """A character reference: it is never read as a mark."""
    mark = found.group()
    if mark in _PLAIN:
        return mark
    return f"&#{ord(mark)};" + ("&#8203;" if mark in _CALLS else "")
