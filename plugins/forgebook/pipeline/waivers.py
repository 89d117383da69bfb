"""Waivers: findings that a record takes out of the exit code, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from forgebook.core import codes
from forgebook.core.diagnostics import Diagnostic, Finding
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.pipeline.catalogue import all_codes


def useless_waivers(graph: ProjectGraph) -> Iterator[Finding]:
    """Waivers whose code there is not, or cannot be waived."""
    holders = [record for record in graph.records.values() if record.fields.waivers and record.parent is None]
    known = all_codes(graph.kinds) if holders else {}
    for record in holders:
        for index, waiver in enumerate(record.fields.waivers):
            code = known.get(waiver.code)
            path = ("waivers", index, "code")
            if code is None:
                message = f'there is no code "{waiver.code}"'
                yield Finding(codes.USELESS_WAIVER, record, message, path, remedy="take it from the finding itself")
            elif not code.waivable:
                message = f"{code.id} cannot be waived ({code.title.lower()})"
                yield Finding(codes.USELESS_WAIVER, record, message, path, remedy="mend it, and take the waiver out")


def waived(diagnostics: Iterable[Diagnostic], graph: ProjectGraph) -> list[Diagnostic]:
    """In order, each once, with the reason of a waiver where its record, or the one that holds it, has one."""
    out: list[Diagnostic] = []
    seen: set[Diagnostic] = set()
    for diagnostic in sorted(diagnostics, key=lambda d: d.sort_key):
        if diagnostic in seen:
            continue
        seen.add(diagnostic)
        out.append(_with_waiver(diagnostic, graph))
    return out


def _with_waiver(diagnostic: Diagnostic, graph: ProjectGraph) -> Diagnostic:
    record = graph.get(diagnostic.ref) if diagnostic.code.waivable else None
    if record is None:
        return diagnostic
    for holder in _holders(record, graph):
        for waiver in holder.fields.waivers:
            if waiver.code == diagnostic.code.id:
                return replace(diagnostic, waived=waiver.reason)
    return diagnostic


def _holders(record: Record, graph: ProjectGraph) -> list[Record]:
    parent = graph.get(record.parent) if record.parent else None
    return [record, parent] if parent else [record]
