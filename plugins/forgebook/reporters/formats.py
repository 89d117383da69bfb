"""The formats of `forgebook check`, by the names that `--format` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forgebook.core.diagnostics import Diagnostic
from forgebook.reporters import as_json, github, gitlab, sarif, text
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.sources import SourceLines

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif")
FOR_PROGRAMS = frozenset({"json", "gitlab", "sarif"})
"""Nothing but the report may stand in their output."""


def report(
    format_: str, found: Sequence[Diagnostic], sources: SourceLines, *, job_summary: bool = False
) -> Iterator[str]:
    """The lines of a report.

    Args:
        format_: one of `FORMATS`.
        found: what was found, in order.
        sources: the project's files.
        job_summary: whether a job's summary of GitHub lists everything as well.
    """
    if format_ == "json":
        yield as_json.report(found)
    elif format_ == "gitlab":
        yield gitlab.report(found, sources)
    elif format_ == "sarif":
        yield sarif.report(found, sources)
    elif format_ == "github":
        yield from github.report(found, RepositoryPaths(sources.root), summary=job_summary)
    elif format_ == "concise":
        yield from text.concise(found)
    else:
        yield from text.full(found, sources)
