"""The file of a decision, in our style or another tool's, with the few edits that superseding needs."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from forgebook.core.document import Draft
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.reading.files import read_drafts
from forgebook.reading.text import Refused
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.meaning import NO_CACHE
from forgebook.writing.splices import line_break_of

_LABELLED = re.compile(
    r"(?P<label>\s*(?:[-*+]\s+)?(?:\|\s*)?(?:\*\*|__)?status(?:\*\*|__)?\s*[:|](?:\*\*|__)?\s*)"
    r"(?P<value>.*?)(?P<tail>\s*\|?\s*)$",
    re.I,
)


class DecisionFile:
    """A decision's file, edited in memory."""

    def __init__(self, graph: ProjectGraph, root: Path, record: Record) -> None:
        self.graph = graph
        self.record = record
        self.kind = graph.kinds[record.kind]
        self.file = EditedFile.open(root / record.source.path, self.kind)
        self.prefix = record.source.prefix
        self.is_markdown = record.source.path.endswith(".md")
        self._wants_relation = False
        self._wants_status = False

    def relate(self, name: str, other: Record) -> None:
        """Add a decision to a relation of this one."""
        self._wants_relation = True
        if self.record.foreign and not self.file.has(("status",)):
            body = self.file.body
            self._say_in_status(f"{name.replace('_', ' ').capitalize()} {self._link(other)}")
            if self._leads_to(self._reread(), name, other):
                return
            self.file.body = body
        self.file.append((*self.prefix, name), other.id)

    def supersede(self, successor: Record) -> None:
        """Set the status to superseded."""
        self._wants_status = True
        words = f"superseded by {self._link(successor)}"
        if not self.record.foreign:
            self.file.set((*self.prefix, "status"), self._house_word())
            if self.file.has((*self.prefix, "raw_status")):
                self.file.delete((*self.prefix, "raw_status"))
        elif self.file.has(("status",)):
            written = str(self.file.get(("status",)) or "")
            self.file.set(("status",), _cased(words, written))
        else:
            self._exchange_status(words)

    def verify(self, old: Record, new: Record) -> None:
        """That the file says what was meant, as a reader of records has it.

        Raises:
            WriteRefused: it says something else, so nothing may be written.
        """
        if not self.file.changed:
            return
        draft = self._reread()
        status = str(draft.values.get("status"))
        other = old if self.record is new else new
        name = "supersedes" if self.record is new else "superseded_by"
        related = not self._wants_relation or self._leads_to(draft, name, other)
        if not related or (self._wants_status and status != "superseded"):
            raise WriteRefused(
                f"{self.file.path}: the status of this file is written in a way that no program edits safely. "
                f"Write by hand there that {new.ref} supersedes {old.ref}."
            )

    def _leads_to(self, draft: Draft, name: str, other: Record) -> bool:
        for entry in draft.values.get(name) or []:
            text = entry.get("ref") if isinstance(entry, dict) else entry
            if self.graph.resolve(str(text), ("decision",)).ref == other.ref:
                return True
        return False

    def _reread(self) -> Draft:
        name = self.record.source.path
        try:
            found = read_drafts(
                self.file.after, name, self.kind, markdown=self.is_markdown, cache=NO_CACHE, positions=True
            )
        except Refused as refused:
            raise WriteRefused(f"{self.file.path}: {refused}. Edit it by hand.") from None
        draft = next((draft for prefix, draft in found.drafts if prefix == self.prefix), Draft({}))
        self.kind.prepare(draft, self.graph.project)
        return draft

    def _house_word(self) -> str:
        """The house's own word for superseded, where this file is written in the house's words."""
        house = {word.casefold(): status for word, status in self.graph.project.decisions.statuses.items()}
        written = str(self.file.get((*self.prefix, "status")) or "").casefold()
        own = [word for word, status in self.graph.project.decisions.statuses.items() if status == "superseded"]
        return own[0] if written in house and own else "superseded"

    def _link(self, other: Record) -> str:
        """A link to another decision's file, as Markdown decisions have it."""
        folder = posixpath.dirname(self.record.source.path)
        words = re.sub(r"[\[\]]", "", other.title)
        return f"[{words}]({posixpath.relpath(other.source.path, folder or '.')})"

    def _status_line(self) -> tuple[list[str], int]:
        """The lines of the file's text, and the index of the one that tells the status."""
        lines = self.file.body.replace("\r\n", "\n").split("\n")
        before = self.file.text.replace("\r\n", "\n").count("\n") - (len(lines) - 1)
        places = self._places()
        index = places.positions.values.get(("status",), (0, 0))[0] - 1 - before
        if not 0 <= index < len(lines):
            raise WriteRefused(
                f"{self.file.path}: no line tells the status. Add a section `## Status` and run it again."
            )
        return lines, index

    def _places(self) -> Draft:
        found = read_drafts(
            self.file.after, self.record.source.path, self.kind, markdown=True, cache=NO_CACHE, positions=True
        )
        return found.drafts[0][1]

    def _exchange_status(self, words: str) -> None:
        """Other words for the status, on the line that tells it."""
        lines, index = self._status_line()
        labelled = _LABELLED.match(lines[index])
        if labelled:
            lines[index] = f"{labelled['label']}{_cased(words, labelled['value'])}{labelled['tail']}"
        else:
            lines[index] = words[:1].upper() + words[1:]
        self._put(lines)

    def _say_in_status(self, sentence: str) -> None:
        """One more statement beside the status: on its line after a label, else in a paragraph below it."""
        lines, index = self._status_line()
        labelled = _LABELLED.match(lines[index])
        if labelled:
            words = sentence[:1].lower() + sentence[1:]
            lines[index] = f"{labelled['label']}{labelled['value']}, {words}{labelled['tail']}"
        else:
            while index + 1 < len(lines) and lines[index + 1].strip():
                index += 1
            lines[index + 1 : index + 1] = ["", sentence]
        self._put(lines)

    def _put(self, lines: list[str]) -> None:
        self.file.body = "\n".join(lines).replace("\n", line_break_of(self.file.text))


def _cased(words: str, model: str) -> str:
    """Words that begin in upper case where those before them did."""
    return words[:1].upper() + words[1:] if model[:1].isupper() else words
