"""Answers that belong into a section of a Markdown record."""

from __future__ import annotations

from forgebook.core.document import Heading, MarkdownDocument
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.reading.markdown import parse_markdown
from forgebook.writing.drafts.markdown import stands_alone
from forgebook.writing.edit import EditedFile
from forgebook.writing.splices import line_break_of


class CannotChange(Exception):
    """A file that no form can change. The message says why, and what to do."""


def refuse_other_styles(file: EditedFile, record: Record) -> None:
    """Refuse a file in another tool's style whose status stands in its text: two would contradict each other.

    Raises:
        CannotChange: it is such a file.
    """
    if record.foreign and not file.has(("status",)):
        raise CannotChange(
            f"{record.source.path} is written in the style of another tool, which only a person can change; "
            "edit that file, or ask somebody who can"
        )


def put_section(file: EditedFile, kind: RecordKind, key: str, text: str) -> bool:
    """Put a text into the section that a field is read from; False where the file has no such section.

    Raises:
        CannotChange: the text has headings of its own, which would begin further sections.
    """
    whole = file.text.replace("\r\n", "\n")
    document = parse_markdown(file.path.name, whole)
    section = next((one for one in document.sections if _field_of(one, kind) == key), None)
    if section is None:
        return False
    if not stands_alone(text):
        raise CannotChange(f'the answer for "{section.title}" has headings or lines of its own; write plain paragraphs')
    lines = whole.split("\n")
    first = len(lines) - len(file.body.replace("\r\n", "\n").split("\n"))
    end = _end(section, document, len(lines))
    kept = lines[end:] or [""]
    body = [*lines[first : section.line], "", *text.strip("\n").split("\n"), *([""] if end < len(lines) else []), *kept]
    file.body = "\n".join(body).replace("\n", line_break_of(file.text))
    return True


def _field_of(section: Heading, kind: RecordKind) -> str | None:
    return kind.headings.get(section.title.casefold().strip(" :"))


def _end(section: Heading, document: MarkdownDocument, last: int) -> int:
    """The index of the line at which the section after this one begins."""
    return min((other.line - 1 for other in document.sections if other.line > section.line), default=last)
