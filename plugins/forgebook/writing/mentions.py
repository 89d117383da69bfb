"""Links to a record inside a text, made to follow when the record gets another id or its file another place."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from forgebook.core.graph import ProjectGraph, Resolution
from forgebook.core.ids import normalise_id, split_ref
from forgebook.core.prose import file_links, wiki_links
from forgebook.core.record import Record


@dataclass
class Renaming:
    """That a record gets another id.

    Attributes:
        graph: the project as it is.
        record: the record.
        new_id: its id from now on.
        moves: paths of files below the project's root that move, and where to.
    """

    graph: ProjectGraph
    record: Record
    new_id: str
    moves: dict[str, str] = field(default_factory=dict)

    def reference(self, written: str, kinds: tuple[str, ...] = ()) -> str | None:
        """What stands in the place of a reference, or None where it leads elsewhere or by another name."""
        head, tail, item = split_ref(written)
        kind, id_ = (head, tail) if head in self.graph.kinds and tail else ("", f"{head}/{tail}" if head else tail)
        found = self.graph.resolve(written, kinds).ref or ""
        if found and not kind and normalise_id(id_) == self.new_id and self.record.kind in (kinds or self.graph.kinds):
            return None if self._is_own(found) else found  # a bare id that would fit two records from now on
        if not self._is_own(found) or normalise_id(id_) != self.record.id:
            return None
        anchor = f"#{item}" if item else ""
        other = self.graph.resolve(self.new_id, kinds)
        with_kind = kind or (other != Resolution() and not self._is_own(other.ref or ""))
        return f"{self.record.kind}/{self.new_id}{anchor}" if with_kind else f"{self.new_id}{anchor}"

    def _is_own(self, ref: str) -> bool:
        return ref == self.record.ref or ref.startswith(f"{self.record.ref}#")

    def outright(self, written: str) -> str | None:
        """The same for a value that no field calls a reference: only `kind/id` is taken for one."""
        return self.reference(written) if written.strip().startswith(f"{self.record.kind}/") else None

    def prose(self, text: str, path: str) -> str:
        """A Markdown text of the file at `path` with its links following."""
        return _swapped(text, [*self._wiki(text), *self._files(text, path)])

    def _wiki(self, text: str) -> list[tuple[int, str, str]]:
        """Offset, old and new target of each `[[…]]`."""
        found = []
        for link in wiki_links(text):
            new = self.reference(link.target)
            if new is not None:
                found.append((text.index(link.target, link.start), link.target, new))
        return found

    def _files(self, text: str, path: str) -> list[tuple[int, str, str]]:
        """Offset, old and new target of each link to a file: both its own file and the other may move."""
        found = []
        folder = posixpath.dirname(path)
        new_folder = posixpath.dirname(self.moves.get(path, path))
        if folder == new_folder and not self.moves:
            return []
        for link in file_links(text):
            bare, mark, rest = _parted(link.target)
            if not bare:
                continue
            joined = posixpath.normpath(posixpath.join(folder, bare.replace("%20", " ")))
            target = self.moves.get(joined, joined)
            if target == joined and folder == new_folder:
                continue
            relative = posixpath.relpath(target, new_folder or ".").replace(" ", "%20")
            relative = f"./{relative}" if bare.startswith("./") and not relative.startswith(".") else relative
            new = f"{relative}{'/' if bare.endswith('/') else ''}{mark}{rest}"
            if new != link.target:
                found.append((text.index(link.target, link.start), link.target, new))
        return found


def _parted(target: str) -> tuple[str, str, str]:
    """The path of a link, and what stands behind it."""
    for mark in ("?", "#"):
        bare, found, rest = target.partition(mark)
        if found:
            return bare, found, rest
    return target, "", ""


def _swapped(text: str, found: list[tuple[int, str, str]]) -> str:
    for start, old, new in sorted(found, reverse=True):
        text = text[:start] + new + text[start + len(old) :]
    return text
