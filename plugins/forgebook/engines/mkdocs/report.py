"""Diagnostics in the log of the build."""

from __future__ import annotations

from logging import LoggerAdapter
from typing import Any

from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.pipeline import Site
from forgebook.reporters.printable import printable


def report(log: LoggerAdapter[Any], site: Site | None) -> None:
    """Our errors fail a strict build; warnings and advice are told as information."""
    if site is None:
        return
    project = site.project
    for diagnostic in project.diagnostics:
        if diagnostic.waived is None:
            line = _line(diagnostic)
            if diagnostic.severity is Severity.ERROR:
                log.error(line)
            else:
                log.info(line)
    counts = [(project.count(severity), severity.word) for severity in reversed(Severity)]
    said = ", ".join(f"{number} {word}{'s' if number != 1 and word != 'advice' else ''}" for number, word in counts)
    log.info(f"{project.files} files with records: {said}")


def advise(log: LoggerAdapter[Any], text: str) -> None:
    """Something that could be better."""
    log.info(printable(text))


def _line(diagnostic: Diagnostic) -> str:
    remedy = f" ({diagnostic.remedy})" if diagnostic.remedy else ""
    return printable(f"{diagnostic.place} {diagnostic.code.id} {diagnostic.message}{remedy}")
