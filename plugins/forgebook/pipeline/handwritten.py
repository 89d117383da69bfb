"""Hand-written pages: the listings in them, checked as records are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from forgebook.core.codes import FAULTY_LISTING
from forgebook.core.diagnostics import Diagnostic, Place
from forgebook.core.graph import ProjectGraph
from forgebook.core.listing import Directive, Problem, directives
from forgebook.core.selection import Selection
from forgebook.core.settings import SiteSettings
from forgebook.reading.files import read_bytes
from forgebook.reading.text import Refused, decode

_MARK = b"forgebook:"


def faulty_listings(graph: ProjectGraph, settings: SiteSettings) -> Iterator[Diagnostic]:
    """What is wrong with the listings of all hand-written pages. `graph` is the full one."""
    for file in _pages(settings):
        try:
            content = read_bytes(file)
            text = decode(content) if _MARK in content else ""
        except (OSError, Refused):
            continue  # MkDocs reports a page that cannot be read
        path = Path(os.path.relpath(file, settings.root)).as_posix()
        for directive in directives(text, graph.kinds):
            for problem in problems_of(directive, graph):
                yield _diagnostic(problem, text, path)


def problems_of(directive: Directive, graph: ProjectGraph) -> list[Problem]:
    """What is wrong with a directive, in its words and on this graph."""
    if directive.listing is None:
        return list(directive.problems)
    return list(Selection(directive.listing, graph).problems())


def _pages(settings: SiteSettings) -> Iterator[Path]:
    if settings.docs is None or not settings.docs.is_dir():
        return
    for current, folders, files in os.walk(settings.docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(current, name) for name in sorted(files) if name.lower().endswith((".md", ".markdown")))


def _diagnostic(problem: Problem, text: str, path: str) -> Diagnostic:
    before = text[: problem.start]
    line = before.count("\n") + 1
    column = problem.start - (before.rfind("\n") + 1) + 1
    return Diagnostic(FAULTY_LISTING, problem.message, Place(path, line, column), problem.remedy, problem.suggestion)
