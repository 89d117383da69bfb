"""One slip, one message: what follows from an error in a file is not told beside the error itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forgebook.core.diagnostics import ITSELF, Finding, Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.references import PROJECT
from forgebook.reading.discover import PROJECT_FILE
from forgebook.reading.load import Loaded


def without_consequences(findings: Iterable[Finding], loaded: Loaded, graph: ProjectGraph) -> Iterator[Finding]:
    """The findings that hold whatever the files with errors would say once they are mended.

    Left out is what says that something is nowhere, while a file that might hold it could not be read whole. It comes
    back with the next check.
    """
    spoilt = {d.place.path for d in loaded.diagnostics if d.severity is Severity.ERROR}
    if not spoilt:
        yield from findings
        return
    unknown = {record.kind for path in spoilt for record in graph.at_path(path)}
    unknown |= {ref.partition("/")[0] for ref in loaded.faulty}
    if any(path.endswith(f"/{PROJECT_FILE}") for path in spoilt):
        unknown.add(PROJECT)
    for finding in findings:
        own = ITSELF in finding.rests_on and finding.record.source.path in spoilt
        if not own and unknown.isdisjoint(finding.rests_on):
            yield finding
