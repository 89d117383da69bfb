"""Diagnostics as a GitLab Code Quality report, for `artifacts: reports: codequality`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.reporters.fingerprints import fingerprints
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}
"""GitLab's words. `critical` and `blocker` are left to what takes a system down."""


def report(diagnostics: Iterable[Diagnostic], sources: SourceLines) -> str:
    """The report as ASCII JSON. Waived findings are left out: the format has no word for them."""
    found = [diagnostic for diagnostic in diagnostics if diagnostic.waived is None]
    paths = RepositoryPaths(sources.root)
    named = zip(found, fingerprints(found, sources, paths), strict=True)
    return json.dumps([_entry(diagnostic, name, paths) for diagnostic, name in named], indent=2)


def _entry(diagnostic: Diagnostic, fingerprint: str, paths: RepositoryPaths) -> dict[str, Any]:
    """One finding. A finding about a whole file stands at its first line, since a line must be given."""
    place = diagnostic.place
    remedy = f" ({diagnostic.remedy})" if diagnostic.remedy else ""
    return {
        "description": printable(diagnostic.message + remedy),
        "check_name": diagnostic.code.id,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[diagnostic.severity],
        "location": {"path": _path(paths.path(place.path)), "lines": {"begin": max(1, place.line)}},
    }


def _path(path: str) -> str:
    """A path that JSON can hold: bytes that are no UTF-8 have no place in it."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
