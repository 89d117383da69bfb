"""A file's content on its way to a record: values with the places they were written at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from forgebook.core.diagnostics import Code, FieldPath, Fix, Severity

Position = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about a file's content, made before there is a record to speak of."""

    code: Code
    message: str
    path: FieldPath = ()
    remedy: str = ""
    suggestion: str | None = None
    severity: Severity | None = None
    on_key: bool = False
    fix: Fix | None = None


@dataclass(slots=True)
class Positions:
    """Where keys and values of a file stand."""

    values: dict[FieldPath, Position] = field(default_factory=dict)
    keys: dict[FieldPath, Position] = field(default_factory=dict)

    def find(self, path: FieldPath, *, on_key: bool = False) -> Position:
        """The position of a value (or its key), or of the nearest thing that holds it."""
        if on_key and path in self.keys:
            return self.keys[path]
        for end in range(len(path), -1, -1):
            if (position := self.values.get(path[:end])) is not None:
                return position
            if (position := self.keys.get(path[:end])) is not None:
                return position
        return (1, 1)


@dataclass(slots=True)
class Draft:
    """Values of a record before they are validated, with their positions.

    `foreign` marks a file in another tool's style, whose gaps are advice where they would be errors in ours.
    """

    values: dict[str, Any]
    positions: Positions = field(default_factory=Positions)
    notes: list[Note] = field(default_factory=list)
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a Markdown file with the text below it, up to the next heading of its level or above.

    Attributes:
        level: 1 to 6.
        title: its words, without the marks.
        text: what stands below it, subsections included, as written.
        line: the line it stands on, from 1.
        text_line: the line on which `text` begins.
    """

    level: int
    title: str
    text: str
    line: int
    text_line: int


@dataclass(slots=True)
class MarkdownDocument:
    """A Markdown file in parts.

    Attributes:
        path: the file, below the project's root.
        stem: its name without the ending.
        front: the values of its front matter (empty without one).
        positions: positions of the front matter's keys and values.
        has_front: whether it begins with front matter.
        title: the first heading, or None.
        title_line: the line of that heading.
        preamble: the text between the title and the first section.
        preamble_line: the line on which the preamble begins.
        sections: the sections at the level below the title, in order.
    """

    path: str
    stem: str
    front: dict[str, Any] = field(default_factory=dict)
    positions: Positions = field(default_factory=Positions)
    has_front: bool = False
    title: str | None = None
    title_line: int = 1
    preamble: str = ""
    preamble_line: int = 1
    sections: list[Heading] = field(default_factory=list)


def sections_to_fields(document: MarkdownDocument, headings: dict[str, str]) -> Draft:
    """The plain reading of a Markdown record: front matter, title, and each section in the field that its heading
    names. Sections that no field takes are kept under `sections`, in their order.
    """
    draft = Draft(dict(document.front), document.positions)
    if document.title is not None and "title" not in draft.values:
        set_value(draft, "title", document.title, document.title_line)
    kept: list[dict[str, str]] = []
    if document.preamble:
        keep_section(draft, kept, "", document.preamble, document.preamble_line)
    for section in document.sections:
        field_name = headings.get(section.title.casefold().strip(" :"))
        if field_name and field_name not in draft.values and section.text:
            set_value(draft, field_name, section.text, section.text_line)
        elif field_name and not section.text:
            continue  # a heading that waits for its text, as in a new record
        elif section.title or section.text:
            keep_section(draft, kept, section.title, section.text, section.line)
    if kept:
        draft.values["sections"] = kept
    return draft


def set_value(draft: Draft, name: str, value: object, line: int, column: int = 1) -> None:
    """Put a value into a draft together with its place."""
    draft.values[name] = value
    draft.positions.values[(name,)] = (line, column)


def keep_section(draft: Draft, kept: list[dict[str, str]], title: str, text: str, line: int) -> None:
    """Keep a section that no field takes."""
    draft.positions.values[("sections", len(kept))] = (line, 1)
    kept.append({"title": title, "text": text})
