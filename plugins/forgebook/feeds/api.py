"""The JSON API: one file a record, an index of them, and the schema of both.

The objects are those that `forgebook show --format json` prints, made from what this site's reader may see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.subscriptions import API
from forgebook.core.views import SiteFile
from forgebook.pipeline.json_view import record_json

VERSION = 1
"""It grows with each change that could break a program that reads the files; the address has it too."""

INDEX = f"{API}index.json"
SCHEMA = f"{API}schema.json"


def api_files(graph: ProjectGraph) -> Iterator[SiteFile]:
    """All files of the API."""
    yield SiteFile(INDEX, _bytes(index(graph)))
    yield SiteFile(SCHEMA, (files(__package__) / "api_schema.json").read_bytes())
    for record in graph.records.values():
        yield SiteFile(address_of(record), _bytes(record_json(record, graph)))


def address_of(record: Record) -> str:
    """Where a record's file lies: `api/v1/KIND/ID.json`; an item inside another record lies in `-` below it.

    `-` alone is no id, so no two records share a file.
    """
    base, _, item = record.ref.partition("#")
    return f"{API}{base}{f'/-/{item}' if item else ''}.json"


def index(graph: ProjectGraph) -> dict[str, Any]:
    """What there is, by kind, and where."""
    used = [(kind, graph.of(name)) for name, kind in graph.kinds.items()]
    return {
        "version": VERSION,
        "schema": SCHEMA,
        "project": {"name": graph.project.name, "purpose": (graph.project.purpose or "").strip()},
        "as_of": graph.as_of.isoformat(),
        "visibility": graph.visibility,
        "kinds": [
            {"kind": kind.name, "plural": kind.plural, "label": kind.label, "count": len(records)}
            for kind, records in used
            if records
        ],
        "records": [
            {"ref": r.ref, "kind": r.kind, "id": r.id, "title": r.title, "url": r.address, "api": address_of(r)}
            for r in graph.records.values()
        ],
    }


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
