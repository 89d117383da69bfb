"""Whether two texts of one record file mean the same."""

from __future__ import annotations

import re
from typing import Any, Protocol

from forgebook.core.iso_dates import iso_date
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.reading.cache import JsonCache
from forgebook.reading.files import read_drafts
from forgebook.reading.text import Refused

_PRE = re.compile(r"(<pre\b.*?</pre>)", re.S | re.I)
_BEFORE_END = re.compile(r" (</(?:p|li|dd|dt|td|th|div|blockquote|h[1-6])>)")
NO_CACHE = JsonCache(None, "", "")
"""Reads afresh and keeps nothing."""


class ToHtml(Protocol):
    """Turns a Markdown text into HTML."""

    def __call__(self, text: str) -> str:
        """The HTML."""


def same_meaning(
    before: bytes, after: bytes, name: str, kind: RecordKind, project: ProjectFile, to_html: ToHtml
) -> bool:
    """Whether both are read to the same values: texts may be broken into other lines, dates written as ISO ones.

    A file that cannot be read means nothing, so nothing is the same.
    """
    markdown = name.endswith(".md")
    try:
        old, new = (
            read_drafts(data, name, kind, markdown=markdown, cache=NO_CACHE, positions=False).drafts
            for data in (before, after)
        )
    except Refused:
        return False
    if [path for path, _ in old] != [path for path, _ in new] or not old:
        return False
    for _, draft in (*old, *new):
        kind.prepare(draft, project)
    return all(
        a.foreign == b.foreign and _same(a.values, b.values, to_html) for (_, a), (_, b) in zip(old, new, strict=True)
    )


def _same(old: Any, new: Any, to_html: ToHtml) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key], to_html) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_same(a, b, to_html) for a, b in zip(old, new, strict=True))
    if old == new:
        return True
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    return iso_date(old) == new or (old.split() == new.split() and _shown(to_html(old)) == _shown(to_html(new)))


def _shown(html: str) -> str:
    """HTML as a browser shows it: spaces and line breaks are one, and none at the end of a block, save in `pre`."""
    return "".join(part if part[:4].lower() == "<pre" else _collapsed(part) for part in _PRE.split(html))


def _collapsed(html: str) -> str:
    return _BEFORE_END.sub(r"\1", " ".join(html.split()))
