"""Names for findings that stay the same while lines move, so that a host can tell a new finding from an old one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from forgebook.core.diagnostics import Diagnostic
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.sources import SourceLines


def fingerprints(diagnostics: Iterable[Diagnostic], sources: SourceLines, paths: RepositoryPaths) -> list[str]:
    """A fingerprint for each finding, 64 hexadecimal digits, no two alike.

    It rests on the code, the file and the words of the line, not on the line's number and not on the message: a
    message may count days, and would be a new finding every morning. Findings alike in all of that are numbered in
    their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for diagnostic in diagnostics:
        words = " ".join((sources.line(diagnostic.place) or "").split())
        rests_on = (diagnostic.code.id, paths.path(diagnostic.place.path), diagnostic.ref or "", words)
        seen[rests_on] += 1
        text = "\0".join((*rests_on, str(seen[rests_on])))
        found.append(hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest())
    return found
