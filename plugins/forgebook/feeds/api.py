"""The JSON API: one file a record, an index of them, and the schema of both.

The objects are those that `forgebook show --format json` prints, made from what this site's reader may see.
"""

from __future__ import annotations

import hashlib
import json
import re
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
_NAME = re.compile(r"\w[\w.-]*\Z")
_LONGEST = 200
"""Bytes of a file's name: file systems take 255."""


def api_files(graph: ProjectGraph) -> Iterator[SiteFile]:
    """All files of the API."""
    yield SiteFile(INDEX, _bytes(index(graph)))
    yield SiteFile(SCHEMA, (files(__package__) / "api_schema.json").read_bytes())
    for record in graph.records.values():
        yield SiteFile(address_of(record), _bytes(record_json(record, graph)))


def address_of(record: Record) -> str:
    """Where a record's file lies: `api/v1/KIND/ID.json`; an item inside another record lies in `-` below it.

    `-` alone is no id, so no two records share a file. The id of an item may be any text: one that is no plain name
    stands there as a hash, since it may lead out of the folder.
    """
    if record.parent is None:
        return f"{API}{record.ref}.json"
    item = record.ref.removeprefix(f"{record.parent}#")
    if item != record.ref:
        return f"{API}{record.parent}/-/{_name(item)}.json"
    kind, _, id_ = record.ref.partition("/")
    return f"{API}{kind}/{_name(id_)}.json"


def _name(text: str) -> str:
    """An id as the name of a file."""
    if _NAME.match(text) and len(text.encode()) <= _LONGEST:
        return text
    return f"-{hashlib.blake2s(text.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"


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
