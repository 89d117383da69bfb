"""A verdict on a rerun, written into the record of its release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused


def with_verdict(
    release: Record, graph: ProjectGraph, root: Path, result: str, day: date, *, note: str = "", state: str = ""
) -> EditedFile:
    """The file of a release with one verdict more, not yet saved. What stands in it already stays as it is.

    Args:
        release: the release.
        graph: the graph that it is of.
        root: the folder that holds `records/`.
        result: how it compared.
        day: when it was run again.
        note: what one should know about it.
        state: whether it can still be run, where that is to be written as well.

    Raises:
        WriteRefused: the release does not say how to run it again, or its file cannot be edited.
    """
    path = root / release.source.path
    if release.f.rerun is None:
        raise WriteRefused(
            f"{path}: {release.ref} does not say how to run it again, so there is no verdict on that. "
            "Add `rerun` with what was run first."
        )
    file = EditedFile.open(path, graph.kinds[release.kind])
    entry = {"date": day, "result": result, **({"note": note} if note else {})}
    file.append((*release.source.prefix, "rerun", "verifications"), entry)
    if state and release.f.rerun.state != state:
        file.set((*release.source.prefix, "rerun", "state"), state)
    return file
