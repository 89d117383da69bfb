"""Diagnostics as JSON: an array of objects whose keys stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from forgebook.core.diagnostics import Diagnostic


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON values. `line` and `column` are null where it speaks of the whole file."""
    place = diagnostic.place
    return {
        "code": diagnostic.code.id,
        "severity": diagnostic.severity.word,
        "path": place.path,
        "line": place.line or None,
        "column": place.column or None,
        "message": diagnostic.message,
        "remedy": diagnostic.remedy or None,
        "suggestion": diagnostic.suggestion,
        "ref": diagnostic.ref,
        "waived": diagnostic.waived,
    }


def report(diagnostics: Iterable[Diagnostic]) -> str:
    """All diagnostics as an array, in ASCII, so that any terminal and any pipe takes it."""
    return json.dumps([diagnostic_json(diagnostic) for diagnostic in diagnostics], indent=2)
