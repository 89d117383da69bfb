"""Where the house keeps the records of a kind, and what new ones are called."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings


def home_of(kind: RecordKind, graph: ProjectGraph, settings: SiteSettings) -> tuple[Path, str]:
    """The folder that new records of a kind go to, and the ending of their files.

    It is the folder that holds most of them: one that the project file names under `sources`, where all of them lie
    there. New files are Markdown where most of the folder's are.
    """
    own = settings.records / kind.folder
    files = [record for record in graph.of(kind.name) if record.parent is None and not record.source.prefix]
    folders = Counter(record.source.folder for record in files)
    known = os.path.relpath(own, settings.root).replace(os.sep, "/")
    folder = known if known in folders or not folders else folders.most_common(1)[0][0]
    here = [record for record in files if record.source.folder == folder]
    markdown = sum(record.source.path.endswith(".md") for record in here)
    ending = ".md" if kind.markdown and markdown * 2 > len(here) else ".yml"
    if here and ending == ".yml" and all(record.source.path.endswith(".yaml") for record in here):
        ending = ".yaml"
    return settings.root / folder, ending


def taken_by(kind: RecordKind, id_: str, graph: ProjectGraph) -> Record | str | None:
    """The record (or the ref of a file that cannot be read) that has an id already, or None."""
    ref = f"{kind.name}/{normalise_id(id_)}"
    if ref in graph.faulty:
        return ref
    return graph.get(ref)
