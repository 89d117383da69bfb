"""Hand-written pages that a partner or public site shows, as their front matter and the project file say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.patterns import spec_of
from forgebook.core.visibility import wording_for
from forgebook.reading.files import read_bytes
from forgebook.reading.markdown import parse_markdown
from forgebook.reading.text import Refused, decode
from forgebook.review.side import Side

_ENDINGS = (".md", ".markdown")


def pages_shown(side: Side, visibility: str) -> dict[str, str]:
    """The text of each hand-written page that a reader sees, by its path below the project's root.

    Names and links that the filter takes out are out of it.
    """
    found = {}
    wording = None
    for path, text in _pages(side):
        if VISIBILITY_ORDER.get(_written(path, text, side), -1) >= VISIBILITY_ORDER[visibility]:
            wording = wording or wording_for(side.graph, visibility)
            found[path] = wording.trimmed(text, os.path.dirname(path))
    return found


def _pages(side: Side) -> Iterator[tuple[str, str]]:
    docs, root = side.settings.docs, side.settings.root
    if docs is None or not docs.is_dir() or not docs.is_relative_to(root):
        return
    sources = tuple(f"{source.path.rstrip('/')}/" for source in side.graph.project.sources)
    for current, folders, files in os.walk(docs):
        folders.sort()
        for name in sorted(files):
            file = Path(current, name)
            path = file.relative_to(root).as_posix()
            if name.lower().endswith(_ENDINGS) and not path.startswith(sources) and not file.is_symlink():
                try:
                    yield path, decode(read_bytes(file))
                except (OSError, Refused):
                    continue


def _written(path: str, text: str, side: Side) -> str:
    """The visibility that the front matter gives, or else the last entry of the project file that covers the page."""
    try:
        given = parse_markdown(path, text).front.get("visibility")
    except Refused:
        return ""
    if isinstance(given, str):
        return given
    below = (side.settings.root / path).relative_to(side.settings.docs or side.settings.root).as_posix()
    found = ""
    for entry in side.graph.project.docs_visibility:
        if spec_of(entry.globs).match_file(below):
            found = entry.visibility
    return found
