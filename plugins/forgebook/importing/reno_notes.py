"""Notes of reno: YAML files with the sections of release notes, each of their entries a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import closest
from forgebook.core.document import Positions
from forgebook.core.drafting import Blank
from forgebook.core.ids import normalise_id
from forgebook.importing.contract import Found, LeftOut, Unread
from forgebook.importing.reno_settings import SECTIONS, RenoSettings
from forgebook.importing.rst_text import as_markdown
from forgebook.importing.told_changes import as_block, summary_and_detail
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse

_UNIQUE = re.compile(r"(?:\A|[-_])([0-9a-f]{16})\Z")
_KINDS = "added, changed, fixed, removed, deprecated, security or data"


def unique_id(stem: str) -> str:
    """What reno finds a note again by when it is renamed: the sixteen signs at the end of its name, else all of it."""
    found = _UNIQUE.search(stem)
    return found[1] if found else stem


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a note: its section, its place there from 0, its line, its text; `head` is the section's line."""

    section: str
    number: int
    line: int
    text: str
    notes: tuple[str, ...] = ()
    head: int = 0


@dataclass
class Note:
    """A note.

    Attributes:
        path: its file.
        settings: what holds for its folder.
        told: what could not be read, and what is left out.
        entries: what it says, without its prelude.
        prelude: the words that introduce the release, where it has them.
    """

    path: Path
    settings: RenoSettings
    told: list[Unread | LeftOut] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    prelude: Entry | None = None

    @property
    def unique(self) -> str:
        """What it is found again by."""
        return unique_id(self.path.stem)

    @property
    def words(self) -> str:
        """Its name without the signs at the end."""
        return normalise_id(_UNIQUE.sub("", self.path.stem) or self.path.stem)

    def read(self) -> Note:
        """Read the file."""
        name, positions = self.path.name, Positions()
        try:
            text = decode(self.path.read_bytes())
            content = parse(text, positions)
        except Refused as refused:
            self.told.append(Unread(name, refused.position[0], refused.note.message, refused.note.remedy))
            return self
        except OSError as error:
            self.told.append(Unread(name, 0, f"the file cannot be opened ({error.strerror})"))
            return self
        self._comments(text)
        if content in (None, {}):
            self.told.append(LeftOut(name, 1, "1 × empty note", "it says nothing"))
        elif not isinstance(content, dict):
            self.told.append(Unread(name, 1, "it has no sections", "begin it with a section: `fixes:`"))
        else:
            for section, value in content.items():
                self._section(str(section), value, positions)
        return self

    def _comments(self, text: str) -> None:
        lines = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("#")]
        if lines:
            what = f"{len(lines)} line{'' if len(lines) == 1 else 's'} of comments"
            self.told.append(LeftOut(self.path.name, lines[0], what, "no field takes comments"))

    def _section(self, section: str, value: Any, positions: Positions) -> None:
        line = positions.find((section,), on_key=True)[0]
        prelude = section == self.settings.prelude
        alone = () if isinstance(value, list) or prelude else (f"{section} should be a list",)
        values = value if isinstance(value, list) else [value]
        if value is None or not any(values):
            self.told.append(LeftOut(self.path.name, line, "1 × empty section", "it says nothing"))
            return
        if prelude:
            self.prelude = Entry(section, 0, line, "\n\n".join(_text(one) for one in values))
            return
        for number, one in enumerate(values):
            if one in (None, ""):
                self.told.append(LeftOut(self.path.name, line, "1 × empty entry", "an entry of a section says nothing"))
                continue
            place = positions.find((section, number))[0] if isinstance(value, list) else line
            odd = () if isinstance(one, str) else (f'an entry of "{section}" is no text; put it in quotes',)
            self.entries.append(Entry(section, number, place, _text(one), (*alone, *odd), line))

    def found(self, releases: list[str], product: str) -> Iterator[Found]:
        """A change for each entry. The prelude stands with the first of them."""
        several = len({entry.section for entry in self.entries}) > 1
        for index, entry in enumerate(self.entries):
            parts = [self.words, *([entry.section] if several else []), *([str(entry.number + 1)] * bool(entry.number))]
            found = self._change(entry, normalise_id("-".join(parts)), releases, product)
            yield _introduced(found, self.prelude) if self.prelude and not index else found
        if self.prelude and not self.entries:
            found = self._change(self.prelude, self.words, releases, product)
            yield replace(found, notes=("it only introduces a release: move its text to the highlights of that",))

    def _change(self, entry: Entry, id_: str, releases: list[str], product: str) -> Found:
        section, notes = self._known(entry)
        summary, detail = summary_and_detail(as_markdown(entry.text))
        kind = "changed" if section == self.settings.prelude else self.settings.sections.get(section)
        said = section in SECTIONS and kind != "changed"
        values: dict[str, Any] = {
            "tags": [] if said else [section],
            "product": product,
            "kind": kind or Blank(_KINDS),
            "summary": summary,
            "detail": as_block(detail),
            "releases": releases,
        }
        mapped = [(f"section {entry.section}", f"kind: {kind or 'to be told'}{'' if said else ' (and a tag)'}")]
        mapped += [("history of the note", "releases")] if releases else []
        key = f"{self.unique} {entry.section}{f' {entry.number + 1}' if entry.number else ''}"
        return Found(
            "change", id_, key, self.path.name, entry.line, values, tuple(mapped), (*notes, *entry.notes)
        )  # fmt: skip

    def _known(self, entry: Entry) -> tuple[str, tuple[str, ...]]:
        """The section that an entry's stands for, and what is to be told of it, once for a section."""
        name, known = entry.section, self.settings.sections
        if name in known or name == self.settings.prelude:
            return name, ()
        near = closest(name, known)
        what = f"was read as {near}" if near else f"means nothing to reno ({', '.join(known)}): set kind"
        told = f'"{name}" on line {entry.head} is no section of reno; it {what}'
        return near or name, () if entry.number and near else (told,)


def _introduced(found: Found, prelude: Entry) -> Found:
    """A change with the prelude of its note below it."""
    detail = found.values["detail"]
    told = f"**Prelude:** {as_markdown(prelude.text).strip()}"
    values = {**found.values, "detail": as_block(f"{detail.strip()}\n\n{told}" if detail else told)}
    return replace(found, values=values, kept=(*found.kept, prelude.section))


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_text(inner)}" for key, inner in value.items())
    return "\n\n".join(map(_text, value)) if isinstance(value, list) else str(value or "")
