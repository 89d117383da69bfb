"""Decision files in the styles of Nygard, MADR 2 to 4 and log4brains, as they lie.

Nothing of a file is dropped: what no field takes is kept as a section, and front matter that no field takes as `extra`.
"""

from __future__ import annotations

import re
from typing import Any

from forgebook.core.document import (
    Draft,
    Heading,
    MarkdownDocument,
    keep_section,
    sections_to_fields,
    set_value,
)
from forgebook.kinds.decision.chosen import chosen_option
from forgebook.kinds.decision.dates import date_of_stem, read_date, says_more
from forgebook.kinds.decision.labels import DATE_LABELS, PEOPLE_KEYS, Block, Labelled, blocks
from forgebook.kinds.decision.options import considered_options, described_options, outcome_parts
from forgebook.kinds.decision.sentences import told_by_a_paragraph, told_in_sentences
from forgebook.kinds.decision.styles import OWN_KEYS, is_own_style
from forgebook.kinds.decision.vocabulary import relate, relations_from_start, relations_in
from forgebook.kinds.decision.wording import flat_list, names_of, stripped_title

HEADINGS = {
    "context": "context",
    "context and problem statement": "context",
    "context and problem": "context",
    "decision": "outcome",
    "decision outcome": "outcome",
    "consequences": "consequences",
    "decision drivers": "drivers",
    "drivers": "drivers",
    "considered options": "options",
    "options considered": "options",
    "pros and cons of the options": "described",
    "confirmation": "confirmation",
    "validation": "confirmation",
    "status": "status",
}
_OWN_SECTIONS = ("context", "outcome", "consequences", "confirmation")
OWN_HEADINGS = {heading: name for heading, name in HEADINGS.items() if name in _OWN_SECTIONS}
"""The sections of a Markdown decision that is written by our own field names."""
_RELATION_SECTIONS = ("links", "more information", "related", "related decisions")
_METADATA = ("metadata", "meta data", "meta", "information", "decision information")
_STATUS_HEADING = re.compile(r"status\s*[:–—-]\s*(?=\S)", re.I)
_BULLET = re.compile(r"\s*[-*+]\s+(?P<text>.*)")


def read_decision(document: MarkdownDocument) -> Draft:
    """The draft of a Markdown decision in any of the styles."""
    if is_own_style(document):
        return sections_to_fields(document, OWN_HEADINGS)
    return _ForeignReader(document).read()


class _ForeignReader:
    def __init__(self, document: MarkdownDocument) -> None:
        self.document = document
        self.draft = Draft({}, document.positions, foreign=True)
        self.values = self.draft.values
        self.extra: dict[str, Any] = {}
        self.kept: list[dict[str, str]] = []
        self.options: list[dict[str, Any]] = []

    def read(self) -> Draft:
        for key, value in self.document.front.items():
            if value is not None and not self._front(key, key.casefold().strip(), value):
                self.extra[key] = value
        self._title()
        self._preamble()
        for section in self.document.sections:
            self._section(section)
        self._sentences()
        self._file_date()
        if chosen := chosen_option(str(self.values.get("outcome", "")), self.options):
            self.values["chosen"] = chosen
        found = {"options": self.options, "sections": self.kept, "extra": self.extra}
        self.values.update({name: value for name, value in found.items() if value})
        return self.draft

    def _front(self, key: str, name: str, value: Any) -> bool:
        """Take a value of the front matter; False where no field takes it."""
        if name in ("status", "title") and isinstance(value, str):
            self.values[name] = value
            if name == "status":
                self.values["status_from"] = "front matter"
                self._place_relations(value)
        elif name == "date" and isinstance(value, str):
            return self._date(value, "front matter", None) and not says_more(value)
        elif name in PEOPLE_KEYS:
            self._people(key, PEOPLE_KEYS[name], names_of(value))
        elif name == "tags":
            self.values["tags"] = names_of(value)
        elif key in OWN_KEYS and key not in ("sections", "extra", "number"):
            self.values[key] = value
        else:
            return False
        return True

    def _people(self, key: str, name: str, names: list[str]) -> None:
        """Names as names. What is a link is a document more often than a person, and is kept as a section."""
        linked = [entry for entry in names if "](" in entry]
        self._alias_position(key, name)
        if plain := [entry for entry in names if "](" not in entry]:
            self.values[name] = [*self.values.get(name, ()), *plain]
        if linked:
            line = self.draft.positions.find((key,))[0]
            text = "\n".join(f"- {entry}" for entry in linked)
            keep_section(self.draft, self.kept, name.capitalize(), text, line)

    def _alias_position(self, key: str, name: str) -> None:
        values = self.draft.positions.values
        for path, place in list(values.items()):
            if path and path[0] == key:
                values[(name, *path[1:])] = place

    def _title(self) -> None:
        document, values = self.document, self.values
        number = re.match(r"(\d{1,5})(?=[-_ .]|$)", document.stem)
        if number and date_of_stem(document.stem) is None:
            set_value(self.draft, "number", number[1], document.title_line)
        heading = stripped_title(document.title, document.stem) if document.title else ""
        if "title" in values:
            values["title"] = stripped_title(values["title"], document.stem)
            if heading and heading != values["title"]:
                self.extra["heading"] = heading
        elif heading:
            set_value(self.draft, "title", heading, document.title_line)

    def _preamble(self) -> None:
        """Take the labelled values before the first section; keep what else stands there."""
        text = self._unlabelled(self.document.preamble, self.document.preamble_line)
        if text:
            keep_section(self.draft, self.kept, "", text, self.document.preamble_line)

    def _unlabelled(self, text: str, line: int) -> str:
        """Take the labelled values of a text that begins at a line; what is left of it."""
        rest = [block.text for block in blocks(text) if not self._block(block, line)]
        return "\n".join(rest).strip("\n")

    def _block(self, block: Block, line: int) -> bool:
        """Take what a line or a table says; False where it, or a part of it, is to be kept as text."""
        taken = [self._labelled(told, line + told.index) for told in block.told]
        return bool(taken) and all(taken)

    def _labelled(self, told: Labelled, number: int) -> bool:
        label, value = told.label, told.value
        people = PEOPLE_KEYS.get(label)
        if label == "status" and value and "status" not in self.values:
            self._set_status(value, told.written, number)
        elif label in DATE_LABELS and value:
            return self._date(value, "text", number) and not says_more(value)
        elif people and value and people not in self.values and "](" not in value:
            set_value(self.draft, people, names_of(value), number)
        elif label == "tags" and value and "tags" not in self.values:
            set_value(self.draft, "tags", names_of(value), number)
        else:
            return False
        return True

    def _set_status(self, text: str, source: str, line: int) -> None:
        set_value(self.draft, "status", text, line)
        self.values["status_from"] = source
        self._place_relations(text)

    def _place_relations(self, text: str) -> None:
        """What stands beside a status is read from it later, and stands where it stands."""
        places = self.draft.positions
        for name, _ in relations_in(text):
            places.values.setdefault((name,), places.find(("status",)))

    def _date(self, text: str, source: str, line: int | None) -> bool:
        """Take the first date there is; False where there is one already, or none in the text."""
        found = read_date(text)
        if found is None or "date" in self.values:
            return False
        self.values["date"] = found.isoformat()
        self.values["dates_from"] = source
        if line is not None:
            self.draft.positions.values[("date",)] = (line, 1)
        for name in ("created", "decided"):
            self.draft.positions.values.setdefault((name,), self.draft.positions.find(("date",)))
        return True

    def _file_date(self) -> None:
        if "date" not in self.values and (found := date_of_stem(self.document.stem)):
            self.values["date"] = found.isoformat()
            self.values["dates_from"] = "file name"

    def _section(self, section: Heading) -> None:
        heading = re.sub(r"\(optional\)", "", section.title, flags=re.I).casefold().strip(" :*")
        name = HEADINGS.get(heading)
        take = {
            "status": self._status, "drivers": self._drivers, "options": self._considered,
            "described": self._described, "outcome": self._outcome,
        }.get(name or "")  # fmt: skip
        if take is not None:
            take(section)
        elif name is not None and name not in self.values and section.text:
            set_value(self.draft, name, section.text, section.text_line)
        elif heading in _METADATA:
            self._metadata(section)
        elif (told := _STATUS_HEADING.match(section.title)) and "status" not in self.values:
            self._set_status(section.title[told.end() :], "heading", section.line)
            if section.text:
                self._keep(section)
        else:
            if heading in _RELATION_SECTIONS:
                self._relations(section)
            self._keep(section)

    def _keep(self, section: Heading) -> None:
        if section.text or section.title:
            keep_section(self.draft, self.kept, section.title, section.text, section.line)

    def _status(self, section: Heading) -> None:
        if "status" in self.values or not section.text:
            self._keep(section)
            return
        if any(told.label == "status" for block in blocks(section.text) for told in block.told):
            self._metadata(section)
        else:
            self._set_status(section.text, "section", section.text_line)

    def _metadata(self, section: Heading) -> None:
        """A section of labelled values; kept whole where no field takes some of it."""
        if self._unlabelled(section.text, section.text_line) or not section.text:
            self._keep(section)

    def _drivers(self, section: Heading) -> None:
        bullets = flat_list(section.text)
        if bullets and "drivers" not in self.values:
            set_value(self.draft, "drivers", bullets, section.text_line)
        else:
            self._keep(section)

    def _considered(self, section: Heading) -> None:
        titles = considered_options(section.text)
        if titles and not self.options:
            self.options = [{"title": title} for title in titles]
            self.draft.positions.values[("options",)] = (section.text_line, 1)
        else:
            self._keep(section)

    def _described(self, section: Heading) -> None:
        before, options = described_options(section.text, self.options)
        if options is None:
            self._keep(section)
            return
        self.options = options
        self.draft.positions.values.setdefault(("options",), (section.text_line, 1))
        if before:
            keep_section(self.draft, self.kept, section.title, before, section.line)

    def _outcome(self, section: Heading) -> None:
        if "outcome" in self.values or not section.text:
            self._keep(section)
            return
        outcome, consequences, confirmation = outcome_parts(section.text)
        found = {"outcome": outcome, "consequences": consequences, "confirmation": confirmation}
        if any(value and name in self.values for name, value in found.items()):
            found = {"outcome": section.text}
        for name, value in found.items():
            if value:
                set_value(self.draft, name, value, section.text_line)

    def _relations(self, section: Heading) -> None:
        for line in section.text.split("\n"):
            bullet = _BULLET.match(line)
            for name, target in relations_from_start(bullet["text"]) if bullet else ():
                self._relate(name, target, section.text_line)

    def _sentences(self) -> None:
        """What the text says of other decisions in sentences that can mean this one alone."""
        document = self.document
        for name, target, index in told_by_a_paragraph(document.preamble):
            if name == "superseded_by" and "status" not in self.values:
                text = document.preamble.split("\n")[index].strip("> *_")
                self._set_status(text, "line", document.preamble_line + index)
            self._relate(name, target, document.preamble_line + index)
        texts = [(document.preamble, document.preamble_line)]
        texts += [(section.text, section.text_line) for section in document.sections]
        for text, line in texts:
            for name, target, index in told_in_sentences(text):
                self._relate(name, target, line + index)

    def _relate(self, name: str, target: str, line: int) -> None:
        relate(self.values, name, target)
        self.draft.positions.values.setdefault((name,), (line, 1))
