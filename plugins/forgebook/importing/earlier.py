"""What earlier runs have imported, read from the files as they are now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forgebook.core.kind import RecordKind
from forgebook.core.settings import SiteSettings
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse
from forgebook.rendering.hashing import digest
from forgebook.writing.drafts.values import has_blank
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.formatting import record_files
from forgebook.writing.render import as_read

BODY = ""
"""The name that the text below the front matter of a Markdown record goes by, among its values. No field has it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record that an importer has written.

    Attributes:
        path: its file.
        prefix: the path of keys from the file's top to the record's mapping.
        kind: its kind.
        key: what identified it in the source.
        source: where it was found then.
        digest: the hash of its values as they were written.
        values: its values now, without `imported`.
    """

    path: Path
    prefix: tuple[str | int, ...]
    kind: str
    key: str
    source: str
    digest: str
    values: Mapping[str, Any]

    @property
    def edited(self) -> bool:
        """Whether somebody has changed a value since."""
        return values_digest(self.values) != self.digest


def values_digest(values: Mapping[str, Any]) -> str:
    """A hash of a record's values as a reader has them. Comments, order and layout make no difference."""
    known = {
        key: as_read(value) for key, value in values.items() if value not in (None, "", []) and not has_blank(value)
    }
    return digest(json.dumps(known, sort_keys=True, ensure_ascii=False))


def imported_before(settings: SiteSettings, kinds: Mapping[str, RecordKind]) -> Iterator[Earlier]:
    """The records that importers have written, those included that lack a value and are no records yet."""
    for file in record_files(settings, kinds):
        try:
            data = file.path.read_bytes()
        except OSError:
            continue
        if b"imported" in data:
            for prefix, values in _entries(file.path, data, kinds[file.kind]):
                found = _earlier(file.path, prefix, file.kind, values)
                if found is not None:
                    yield found


def _entries(path: Path, data: bytes, kind: RecordKind) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The mappings of a file with the way to each; nothing for a file that cannot be read."""
    try:
        content = _markdown(path, data, kind) if path.suffix == ".md" else parse(decode(data))
    except (Refused, WriteRefused):
        return
    if isinstance(content, list):
        yield from (((index,), entry) for index, entry in enumerate(content))
    else:
        yield (), content


def _markdown(path: Path, data: bytes, kind: RecordKind) -> Any:
    """The front matter, and the text below it."""
    file = EditedFile(path, data, kind.model)
    front = file.get()
    return {**front, BODY: body_as_read(file.body)} if isinstance(front, dict) else front


def body_as_read(text: str) -> str:
    """The text of a Markdown record without what its ends and line breaks add."""
    return text.replace("\r\n", "\n").strip("\n")


def _earlier(path: Path, prefix: tuple[str | int, ...], kind: str, values: Any) -> Earlier | None:
    told = values.get("imported") if isinstance(values, dict) else None
    if not isinstance(told, dict) or not isinstance(told.get("key"), str):
        return None
    rest = {key: value for key, value in values.items() if key not in ("imported", "id")}
    return Earlier(path, prefix, kind, told["key"], str(told.get("from") or ""), str(told.get("digest") or ""), rest)
