"""Checks on what a release is called, and on where its known issues are found and fixed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from forgebook.core.diagnostics import ITSELF, Code, FieldPath, Finding, Severity, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.lineage import lineage
from forgebook.releasing.standing import product_of

NO_VERSION = Code(
    "FB710", Severity.ERROR, "Not a version",
    "The version of a release has no digit, or holds a space; or the version of a release, or of one of its parts, is "
    "a name that moves, such as `latest` or `main`.",
    "A version names one state for good. What moves, or names nothing, cannot be asked for again.",
    "Write the version that was tagged: `v4.2.1`, `2025.10`, `2025-10-07`, `12`. Any scheme will do, as long as there "
    "is a digit in it and no space.",
)  # fmt: skip
SAME_VERSION = Code(
    "FB711", Severity.ERROR, "Two releases of one version",
    "Two releases of one product and train have the same version.",
    "Nobody can tell which of the two a run was made with.",
    "Correct the version of one of them. Where they are two products, give each its `product`, or a folder of its own "
    "under `releases/`. If one never came out, set its `status` to `cancelled`.",
)  # fmt: skip
FIX_ELSEWHERE = Code(
    "FB712", Severity.WARNING, "A fix that does not reach the issue",
    "A known issue is fixed in a release that does not follow the one that it was found in, or that was cancelled.",
    "The issue is shown as open in every release that follows the one with the issue, since none of them has the fix.",
    "Correct `found_in`, `fixed_in` or the `previous` of the releases between them. Where it is fixed in several "
    "maintenance lines, name one under `fixed_in` and the others under `also_fixed_in`.",
)  # fmt: skip

IDENTITY_CODES = (NO_VERSION, SAME_VERSION, FIX_ELSEWHERE)

_MOVING = frozenset({
    "latest", "main", "master", "trunk", "head", "tip", "dev", "develop", "edge", "nightly", "current", "next",
    "stable", "unreleased", "unknown", "tbd", "tba", "none", "n/a", "-", "?",
})  # fmt: skip


def check_identity(graph: ProjectGraph) -> Iterator[Finding]:
    """Findings on versions, on releases that share one, and on fixes of known issues."""
    for record in graph.of("release"):
        yield from _versions(record)
    yield from _twins(graph)
    for issue in graph.of("known-issue"):
        yield from _fixes(issue, graph)


def _versions(record: Record) -> Iterator[Finding]:
    problem = version_problem(str(record.f.version))
    if problem:
        yield Finding(NO_VERSION, record, problem, ("version",), remedy=_REMEDY, rests_on=(ITSELF,))
    for index, part in enumerate(record.f.components):
        if part.version.strip().casefold() in _MOVING:
            path: FieldPath = ("components", index, "version")
            message = f'"{part.version}" is no version of {part.repository}: it names whatever is there at the time'
            yield Finding(NO_VERSION, record, message, path, remedy="write the version that was tagged")


_REMEDY = "write it like v4.2.1, 2025.10 or 12"


def version_problem(version: str) -> str | None:
    """What keeps a text from being a version, or None.

    Any scheme is one, semantic, by calendar or plain numbers, as long as it has a digit and no space.
    """
    text = version.strip()
    if not text:
        return "the version is empty"
    if re.search(r"\s", text):
        return f'"{text}" is no version: it holds a space'
    if not re.search(r"\d", text):
        moves = ": it names whatever is there at the time" if text.casefold() in _MOVING else ": it has no digit"
        return f'"{text}" is no version{moves}'
    return None


def _twins(graph: ProjectGraph) -> Iterator[Finding]:
    same: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in graph.of("release"):
        if record.f.status != "cancelled":
            version = str(record.f.version).strip().casefold()
            bare = version[1:] if re.match(r"v\d", version) else version
            same[product_of(record), record.f.train or "", bare].append(record)
    for records in same.values():
        for record in records[1:]:
            others = listed(other.ref for other in records if other is not record)
            message = f"{record.f.version} is the version of {others} as well"
            yield Finding(SAME_VERSION, record, message, ("version",), remedy="correct one of them")


def _fixes(issue: Record, graph: ProjectGraph) -> Iterator[Finding]:
    found = graph.get(issue.f.found_in)
    named: list[tuple[FieldPath, str | None]] = [(("fixed_in",), issue.f.fixed_in)]
    named += [(("also_fixed_in", index), ref) for index, ref in enumerate(issue.f.also_fixed_in)]
    for path, ref in named:
        fix = graph.get(ref)
        if fix is None or found is None:
            continue
        if fix.f.status == "cancelled":
            message = f"{issue.id} is fixed in {fix.ref}, which was cancelled"
            yield Finding(FIX_ELSEWHERE, issue, message, path, remedy="name the release that brings the fix")
        elif not _may_follow(fix, found, graph):
            message = f"{issue.id} is fixed in {fix.ref}, which does not follow {found.ref}, where it was found"
            yield Finding(FIX_ELSEWHERE, issue, message, path, rests_on=("release",))


def _may_follow(release: Record, other: Record, graph: ProjectGraph) -> bool:
    """Whether one release may follow another. A torn line, or a circle, tells nothing: it is reported itself."""
    line = lineage(release, graph)
    whole = line[-1].f.previous is None
    return not whole or other.ref in {ancestor.ref for ancestor in line}
