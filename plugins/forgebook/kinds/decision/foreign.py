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
from forgebook.core.schema import field_names
from forgebook.kinds.decision.dates import date_of_stem, read_date, says_more
from forgebook.kinds.decision.fields import STATUSES, Decision
from forgebook.kinds.decision.options import considered_options, described_options, outcome_parts
from forgebook.kinds.decision.vocabulary import relations_from_start
from forgebook.kinds.decision.wording import (
    flat_list,
    labelled_line,
    lines_outside_code,
    names_of,
    stripped_title,
)

OWN_KEYS = frozenset(field_names(Decision)) - {"title", "status", "tags", "deciders", "consulted", "informed"}
PEOPLE_KEYS = {
    "deciders": "deciders", "decider": "deciders", "decision-makers": "deciders", "decision makers": "deciders",
    "decision_makers": "deciders", "consulted": "consulted", "informed": "informed",
}  # fmt: skip
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
_RELATION_SECTIONS = ("links", "more information", "related", "related decisions")
_BARE_DATE = re.compile(r"\s*Date\s+(?P<value>\d.*)", re.I)
_DATE_LABELS = frozenset({"date", "introduced", "decided", "decided on", "accepted on"})
_BULLET = re.compile(r"\s*[-*+]\s+(?P<text>.*)")
_NOT_DECISIONS = frozenset({"readme", "index", "template", "summary", "toc"})
_PLACEHOLDER = re.compile(r"\{\{|\{short|<number>|<title>|\[short title")
_PLACEHOLDER_TITLE = re.compile(
    r"\W{0,3}(?:(?:ADR[ -]?)?<number>|\{\{[^{}]*\}\}\s*$|[<{\[]+(?:short |the )?title\b|\[short title)", re.I
)


def not_a_decision(document: MarkdownDocument) -> str | None:
    """Why a Markdown file among decisions is none, or None."""
    stem = document.stem.casefold()
    if stem in _NOT_DECISIONS:
        return f"{document.stem}.md is an index or a template, not a decision"
    words = f"{document.title} {document.front.get('title', '')} {document.preamble}"
    is_template = re.match(r"(?:[a-z]+[-_])*template(?:[-_]|$)", stem) and _PLACEHOLDER.search(words)
    if is_template or (document.title and _PLACEHOLDER_TITLE.match(document.title)):
        return f"{document.stem}.md is a template, not a decision"
    return None


def is_own_style(document: MarkdownDocument) -> bool:
    """Whether a Markdown decision is written by our own field names."""
    front = document.front
    status = front.get("status")
    return (
        isinstance(status, str)
        and status.strip() in STATUSES
        and "date" not in front
        and any(key in OWN_KEYS for key in front)
    )


def read_decision(document: MarkdownDocument) -> Draft:
    """The draft of a Markdown decision in any of the styles."""
    if is_own_style(document):
        return sections_to_fields(document, {h: name for h, name in HEADINGS.items() if name in _OWN_SECTIONS})
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
        self._file_date()
        found = {"options": self.options, "sections": self.kept, "extra": self.extra}
        self.values.update({name: value for name, value in found.items() if value})
        return self.draft

    def _front(self, key: str, name: str, value: Any) -> bool:
        """Take a value of the front matter; False where no field takes it."""
        if name in ("status", "title") and isinstance(value, str):
            self.values[name] = value
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
            values["number"] = number[1]
        heading = stripped_title(document.title, document.stem) if document.title else ""
        if "title" in values:
            values["title"] = stripped_title(values["title"], document.stem)
            if heading and heading != values["title"]:
                self.extra["heading"] = heading
        elif heading:
            set_value(self.draft, "title", heading, document.title_line)

    def _preamble(self) -> None:
        """Take the labelled lines before the first section; keep what else stands there."""
        lines = list(lines_outside_code(self.document.preamble))
        rest = [
            line
            for index, line, readable in lines
            if not (readable and self._labelled(line, self.document.preamble_line + index))
        ]
        text = "\n".join(rest).strip("\n")
        if text.strip():
            keep_section(self.draft, self.kept, "", text, self.document.preamble_line)

    def _labelled(self, line: str, number: int) -> bool:
        """Take a line such as `Date: 2024-05-01`; False where it, or a part of it, is to be kept as text."""
        if bare := _BARE_DATE.match(line):
            return self._date(bare["value"], "text", number) and not says_more(bare["value"])
        label, value = labelled_line(line) or ("", "")
        people = PEOPLE_KEYS.get(label)
        if label == "status" and value and "status" not in self.values:
            set_value(self.draft, "status", value, number)
        elif label in _DATE_LABELS and value:
            return self._date(value, "text", number) and not says_more(value)
        elif people and value and people not in self.values and "](" not in value:
            set_value(self.draft, people, names_of(value), number)
        elif label == "tags" and value and "tags" not in self.values:
            set_value(self.draft, "tags", names_of(value), number)
        else:
            return False
        return True

    def _date(self, text: str, source: str, line: int | None) -> bool:
        """Take the first date there is; False where there is one already, or none in the text."""
        found = read_date(text)
        if found is None or "date" in self.values:
            return False
        self.values["date"] = found.isoformat()
        self.values["dates_from"] = source
        if line is not None:
            self.draft.positions.values[("date",)] = (line, 1)
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
        set_value(self.draft, "status", section.text, section.text_line)

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
                targets = self.values.setdefault(name, [])
                if target not in targets:
                    targets.append(target)
                self.draft.positions.values.setdefault((name,), (section.text_line, 1))
