"""Places for findings. A file is read again when there is something to report, once for all that is found in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from forgebook.core.diagnostics import Diagnostic, FieldPath, Finding, Place
from forgebook.core.document import Note, Position, Positions
from forgebook.core.kind import RecordKind
from forgebook.reading.cache import JsonCache
from forgebook.reading.files import read_bytes, read_drafts
from forgebook.reading.text import Refused, decode


class Locator:
    """Turns notes and findings into diagnostics with line and column."""

    def __init__(self, root: Path, unsaved: Mapping[Path, bytes] | None = None) -> None:
        self.root = root
        self.unsaved = unsaved or {}
        self._files: dict[str, tuple[dict[FieldPath, Positions], list[str]]] = {}

    def note(self, path: str, kind: RecordKind, prefix: FieldPath, note: Note, ref: str | None) -> Diagnostic:
        """A diagnostic for a note about a value of a file."""
        position = self._position(path, kind, prefix, note.path, on_key=note.on_key)
        return diagnostic_of(note, Place(path, *position), ref)

    def finding(self, kind: RecordKind, finding: Finding) -> Diagnostic:
        """A diagnostic for a finding; `kind` is the kind of the file that holds its record."""
        record = finding.record
        path = record.source.path
        position = self._position(path, kind, record.source.prefix, finding.path, on_key=finding.on_key)
        if finding.needle:
            position = self._needle(path, position, finding.needle)
        return Diagnostic(
            finding.code,
            finding.message,
            Place(path, *position),
            finding.remedy or _first_step(finding),
            finding.suggestion,
            finding.severity or finding.code.severity,
            finding.record.ref,
        )

    def _position(
        self, path: str, kind: RecordKind, prefix: FieldPath, field_path: FieldPath, *, on_key: bool
    ) -> Position:
        if path not in self._files:
            self._files[path] = self._read(path, kind)
        positions = self._files[path][0]
        whole = positions.get(prefix[:1] if prefix[:1] in positions else (), Positions())
        full = (*prefix, *field_path)
        for name, alias in kind.key_aliases.items():
            other = tuple(name if part == alias else part for part in full)
            if full not in whole.values and other in whole.values:
                full = other
        return whole.find(full, on_key=on_key)

    def _read(self, path: str, kind: RecordKind) -> tuple[dict[FieldPath, Positions], list[str]]:
        try:
            file = self.root / path
            data = self.unsaved[file] if file in self.unsaved else read_bytes(file)
            lines = decode(data).split("\n")
            markdown = path.endswith(".md")
            found = read_drafts(data, path, kind, markdown=markdown, cache=JsonCache(None, "", ""), positions=True)
        except (OSError, Refused):
            return {}, []
        return {prefix: draft.positions for prefix, draft in found.drafts}, lines

    def _needle(self, path: str, start: Position, needle: str) -> Position:
        """The first place at or after `start` where the words stand."""
        lines = self._files[path][1]
        for index in range(start[0] - 1, len(lines)):
            column = lines[index].find(needle, start[1] - 1 if index == start[0] - 1 else 0)
            if column >= 0:
                return index + 1, column + 1
        return start


def diagnostic_of(note: Note, place: Place, ref: str | None) -> Diagnostic:
    """A diagnostic for a note whose place is known."""
    return Diagnostic(
        note.code,
        note.message,
        place,
        note.remedy or _first_step(note),
        note.suggestion,
        note.severity or note.code.severity,
        ref,
        fix=note.fix,
    )


def _first_step(found: Finding | Note) -> str:
    """What its code says must be done, where the message does not suggest it already."""
    return "" if found.suggestion else found.code.first_step
