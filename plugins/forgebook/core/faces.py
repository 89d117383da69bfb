"""Records that show on partner and public sites by a face of their own: another id, other words, nothing else."""

from __future__ import annotations

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record, Source


def public_faces(graph: ProjectGraph) -> dict[str, Record]:
    """By the ref of each record that has a public face, the record that stands for it.

    No two faces have the same ref, and none has that of another record, visible or not.
    """
    faces: dict[str, Record] = {}
    taken = set(graph.records)
    for record in graph.records.values():
        face = graph.kinds[record.kind].public_face(record) if record.parent is None else None
        if face is None:
            continue
        id_ = _free(record.kind, normalise_id(face.id), taken)
        ref = f"{record.kind}/{id_}"
        taken.add(ref)
        faces[record.ref] = Record(record.kind, id_, ref, face.fields, Source(""), raw_id=id_)
    return faces


def _free(kind: str, id_: str, taken: set[str]) -> str:
    """The id, or with a number where it is taken."""
    found, number = id_, 1
    while f"{kind}/{found}" in taken:
        number += 1
        found = f"{id_}-{number}"
    return found
