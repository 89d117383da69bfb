"""Diagnostics as SARIF 2.1.0, which code scanning of several hosts and many editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from forgebook import __version__
from forgebook.core.diagnostics import Code, Diagnostic, Severity
from forgebook.reporters.fingerprints import fingerprints
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
ROOT = "%SRCROOT%"
FINGERPRINT = "forgebookFinding/v1"

_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def report(diagnostics: Iterable[Diagnostic], sources: SourceLines) -> str:
    """The log as ASCII JSON. Waived findings are results that are suppressed, with their reasons."""
    found = list(diagnostics)
    paths = RepositoryPaths(sources.root)
    codes = {code.id: code for code in sorted({d.code for d in found}, key=lambda code: code.id)}
    order = {id_: index for index, id_ in enumerate(codes)}
    named = zip(found, fingerprints(found, sources, paths), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "Forgebook",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in codes.values()],
            }
        },
        "automationDetails": {"id": f"forgebook/{paths.uri('')}"},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, name, order, paths) for diagnostic, name in named],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: Code) -> dict[str, Any]:
    """A code with all that its page says."""
    parts = (("What", code.what), ("Why it matters", code.why), ("How to fix it", code.fix))
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.what},
        "help": {
            "text": "\n\n".join(f"{title}: {words}" for title, words in parts),
            "markdown": "\n\n".join(f"**{title}.** {words}" for title, words in parts),
        },
        "defaultConfiguration": {"level": LEVELS[code.severity]},
    }


def _result(
    diagnostic: Diagnostic, fingerprint: str, order: Mapping[str, int], paths: RepositoryPaths
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code.id,
        "ruleIndex": order[diagnostic.code.id],
        "level": LEVELS[diagnostic.severity],
        "message": {"text": _message(diagnostic)},
        "locations": [_location(diagnostic, paths)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if diagnostic.waived is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": printable(diagnostic.waived)}]
    return result


def _message(diagnostic: Diagnostic) -> str:
    """Message and remedy. A bracket that would begin a link of SARIF's own is escaped."""
    words = f"{diagnostic.message}\n{diagnostic.remedy}".strip()
    return _LINK.sub(r"\\[", "\n".join(map(printable, words.split("\n"))))


def _location(diagnostic: Diagnostic, paths: RepositoryPaths) -> dict[str, Any]:
    place = diagnostic.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": paths.uri(place.path), "uriBaseId": ROOT}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    location: dict[str, Any] = {"physicalLocation": physical}
    if diagnostic.ref:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(diagnostic.ref)}]
    return location
