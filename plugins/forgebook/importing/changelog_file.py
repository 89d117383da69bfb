"""A changelog taken apart into its versions: what each says, what is to come, and what belongs to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forgebook.core.versions import version_order
from forgebook.importing.changelog_heading import VersionHeading, version_heading
from forgebook.importing.changelog_items import entries
from forgebook.importing.changelog_text import ChangelogText, Part
from forgebook.importing.told_changes import ToldChange, is_breaking, kind_of

_DEEPEST = 3
_OWN_NAME = frozenset({"changelog", "change log", "changes", "release notes", "history", "release history", "news"})


@dataclass
class Loose:
    """Text that no field takes: a section of a name that says no kind of change, or what belongs to no version."""

    title: str
    text: str
    line: int


@dataclass
class VersionText:
    """What a changelog says of a version.

    Attributes:
        heading: what its heading says.
        line: where that stands.
        about: the text below the heading, above the sections.
        changes: the entries of sections whose names say a kind of change.
        loose: all other sections.
        empty: the names of sections with nothing in them.
    """

    heading: VersionHeading
    line: int
    about: str = ""
    changes: list[ToldChange] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


@dataclass
class ChangelogFile:
    """A changelog.

    Attributes:
        versions: in the order of the file, each once.
        to_come: what stands below `Unreleased`.
        top: text that belongs to no version.
        again: headings of versions that stand there before, with the line of the first.
    """

    versions: list[VersionText] = field(default_factory=list)
    to_come: list[VersionText] = field(default_factory=list)
    top: list[Loose] = field(default_factory=list)
    again: list[tuple[VersionText, int]] = field(default_factory=list)

    def oldest_first(self) -> list[VersionText]:
        """The versions in the order in which they came out: by day where all have one, else as the file has them."""
        rows = list(self.versions)
        if len(rows) > 1 and version_order(rows[0].heading.version) >= version_order(rows[-1].heading.version):
            rows.reverse()
        days = [row.heading.day for row in rows if not row.heading.to_come]
        if all(days):
            rows.sort(key=lambda row: (row.heading.to_come, row.heading.day.toordinal() if row.heading.day else 0))
        return rows


def changelog_file(text: ChangelogText, product: str = "") -> ChangelogFile:
    """Take a changelog apart by the headings of its versions."""
    file = ChangelogFile()
    here: VersionText | None = None
    level = 0
    section: Part | None = None
    lines: dict[object, int] = {}
    for part in text.parts:
        heading = version_heading(part.title, product) if 0 < part.level <= _DEEPEST else None
        if heading is not None and (here is None or part.level <= level or heading.version):
            here, level, section = VersionText(heading, part.line, _told(text, part)), part.level, None
            _place(file, here, lines)
        elif here is None or part.level <= level:
            here = None if part.level <= level else here
            file.top += _top(text, part)
        else:
            section = section if section is not None and part.level > section.level else part
            _section(text, here, section, part)
    return file


def _place(file: ChangelogFile, here: VersionText, lines: dict[object, int]) -> None:
    if not here.heading.version:
        file.to_come.append(here)
        return
    number = here.heading.version.casefold().removeprefix("v")
    if number in lines:
        file.again.append((here, lines[number]))
    else:
        lines[number] = here.line
        file.versions.append(here)


def _top(text: ChangelogText, part: Part) -> Iterator[Loose]:
    words = _told(text, part)
    named = bool(part.title) and part.title.casefold().strip(" .:") not in _OWN_NAME
    if words or named:
        yield Loose(part.title if named else "", words, part.line)


def _section(text: ChangelogText, here: VersionText, section: Part, part: Part) -> None:
    """A section of a version, or a heading inside of one, which its entries are told with."""
    kind = kind_of(section.title)
    group = part.title if part is not section else ""
    if group and kind_of(group):
        kind, section, group = kind_of(group), part, ""
    if not kind:
        title = " – ".join(part for part in (section.title, group) if part)
        here.loose.append(Loose(title, _told(text, part), part.line))
        return
    breaking = is_breaking(section.title)
    found = [
        ToldChange(section.title, kind, text.told(words), line, breaking, group)
        for line, words in entries(part.lines, part.first)
    ]
    here.changes += found
    here.empty += [] if found else [part.title]


def _told(text: ChangelogText, part: Part) -> str:
    return text.told("\n".join(part.lines).strip("\n")).strip("\n")
