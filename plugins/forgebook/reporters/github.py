"""Diagnostics as workflow commands of GitHub Actions, which show up beside the lines of a pull request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.printable import printable
from forgebook.reporters.text import concise, plural

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
MOST_OF_A_LEVEL = 10
"""GitHub shows this many errors, as many warnings and as many notices of a step, and drops the others silently."""

_COMMAND = re.compile(r"\A\s*::")


def report(diagnostics: Iterable[Diagnostic], paths: RepositoryPaths, *, summary: bool) -> Iterator[str]:
    """Lines for the log: annotations, worst first; then in a group all that GitHub would not show.

    Args:
        diagnostics: what was found. Waived findings get no annotation.
        paths: how the repository names the files.
        summary: whether the job's summary lists everything.
    """
    found = list(diagnostics)
    shown, left = _shared_out(found)
    for diagnostic in shown:
        yield annotation(diagnostic, paths)
    if left:
        yield _more(left, summary=summary)
    unseen = [*left, *(d for d in found if d.waived is not None)]
    if unseen:
        yield "::group::Findings without an annotation"
        yield from (_plain(click.unstyle(line)) for line in concise(unseen))
        yield "::endgroup::"


def annotation(diagnostic: Diagnostic, paths: RepositoryPaths) -> str:
    """One workflow command. Its message names the place again: in the log nothing else of it is seen."""
    place = diagnostic.place
    properties = {"file": printable(paths.path(place.path))}
    if place.line:
        properties |= {"line": str(place.line), "col": str(max(1, place.column))}
    properties["title"] = printable(f"{diagnostic.code.id} {diagnostic.code.title}")
    words = [f"{place} {diagnostic.message}", diagnostic.remedy]
    message = "\n".join(printable(line) for line in words if line)
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{LEVELS[diagnostic.severity]} {listed}::{_data(message)}"


def _shared_out(diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What gets an annotation, worst first, and what is left."""
    shown: list[Diagnostic] = []
    left: list[Diagnostic] = []
    taken: Counter[Severity] = Counter()
    for diagnostic in sorted((d for d in diagnostics if d.waived is None), key=lambda d: (-d.severity, d.sort_key)):
        taken[diagnostic.severity] += 1
        (shown if taken[diagnostic.severity] <= MOST_OF_A_LEVEL else left).append(diagnostic)
    return shown, left


def _more(left: list[Diagnostic], *, summary: bool) -> str:
    where = "below and in the job's summary" if summary else "below"
    return (
        f"{plural(len(left), 'more finding has', 'more findings have')} no annotation, since GitHub shows "
        f"{MOST_OF_A_LEVEL} errors, {MOST_OF_A_LEVEL} warnings and {MOST_OF_A_LEVEL} notices of a step: see {where}."
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(line: str) -> str:
    """A line of the log that the runner does not take for a command, in either way of writing one."""
    return _COMMAND.sub(": :", line.replace("##[", "## ["))
