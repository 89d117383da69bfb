"""Diagnostics as text: `full` with the source line and a caret, `concise` with a line for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.reporters.printable import excerpt, printable
from forgebook.reporters.sources import SourceLines

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_UNITS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def full(diagnostics: Iterable[Diagnostic], sources: SourceLines) -> Iterator[str]:
    """Lines of the long report: place, code and message; source line and caret; what to do.

    Colours are always in it; who prints it takes them out where they do not belong. Waived ones come last.
    """
    waived = []
    for diagnostic in diagnostics:
        if diagnostic.waived is not None:
            waived.append(diagnostic)
            continue
        yield header(diagnostic)
        yield from _snippet(diagnostic, sources)
        yield ""
    if waived:
        yield click.style("Waived:", bold=True)
        for diagnostic in waived:
            yield f"  {header(diagnostic)}"
            yield f"    reason: {printable(diagnostic.waived or 'none given')}"
        yield ""


def concise(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Lines of the short report, one a finding, the waived ones last."""
    findings = sorted(diagnostics, key=lambda d: (d.waived is not None, d.sort_key))
    for diagnostic in findings:
        yield f"{header(diagnostic)} [{_tail(diagnostic)}]"


def header(diagnostic: Diagnostic) -> str:
    """`records/decisions/a.yml:3:9 FB204 unknown status "acepted": did you mean "accepted"?`"""
    place = click.style(printable(str(diagnostic.place)), bold=True)
    code = click.style(diagnostic.code.id, fg=COLOURS[diagnostic.severity], bold=True)
    return f"{place} {code} {printable(diagnostic.message)}"


def summary(files: int, diagnostics: Iterable[Diagnostic]) -> str:
    """`126 files, 1 error, 2 warnings, 1 piece of advice`"""
    found = list(diagnostics)
    counts = [_counted(found, severity) for severity in sorted(_UNITS, reverse=True)]
    waived = sum(1 for d in found if d.waived is not None)
    parts = [part for part in counts if part] or ["nothing found"]
    return ", ".join([plural(files, "file", "files"), *parts, *([f"{waived} waived"] if waived else [])])


def plural(count: int, one: str, many: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {one if count == 1 else many}"


def _counted(diagnostics: list[Diagnostic], severity: Severity) -> str:
    count = sum(1 for d in diagnostics if d.severity is severity and d.waived is None)
    return plural(count, *_UNITS[severity]) if count else ""


def _tail(diagnostic: Diagnostic) -> str:
    waived = diagnostic.waived
    return diagnostic.severity.word if waived is None else f"waived: {printable(waived)}"


def _snippet(diagnostic: Diagnostic, sources: SourceLines) -> Iterator[str]:
    """The source line, the caret with the severity below it, and the remedy."""
    word = click.style(diagnostic.severity.word, fg=COLOURS[diagnostic.severity])
    remedy = printable(diagnostic.remedy)
    line = sources.line(diagnostic.place)
    if line is None or not line.strip():
        yield f"  = {word}: {remedy}" if remedy else f"  = {word}"
        return
    number = str(diagnostic.place.line)
    gutter = " " * len(number)
    shown, before = excerpt(line, diagnostic.place.column)
    yield f"{number} | {shown}"
    yield f"{gutter} | {' ' * before}{click.style('^', fg=COLOURS[diagnostic.severity], bold=True)} {word}"
    if remedy:
        yield f"{gutter} = {remedy}"
