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
from forgebook.kinds.decision.dates import date_of_stem, read_date
from forgebook.kinds.decision.fields import STATUSES, Decision
from forgebook.kinds.decision.options import considered_options, described_options, outcome_parts
from forgebook.kinds.decision.vocabulary import relations_in

OWN_KEYS = frozenset(field_names(Decision)) - {"title", "status", "tags", "deciders", "consulted", "informed"}
PEOPLE_KEYS = {
    "deciders": "deciders", "decider": "deciders", "decision-makers": "deciders", "decision makers": "deciders",
    "consulted": "consulted", "informed": "informed",
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
_LABEL = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\|\s*)?\**(?P<label>[A-Za-z][A-Za-z -]{2,20}?)\**\s*(?::|\|)\s*\**\s*(?P<value>.*?)\s*\|?\s*$"
)
_BARE_DATE = re.compile(r"^\s*Date\s+(?P<value>\d.*)$", re.I)
_DATE_LABELS = frozenset({"date", "introduced", "decided", "decided on", "accepted on", "last updated"})
_BULLET = re.compile(r"^\s*[-*+]\s+(?P<text>.*)$")
_PLACEHOLDER = re.compile(r"\{\{|\{short|<number>|<title>|\[short title")
_NOT_DECISIONS = frozenset({"readme", "index", "template", "summary", "toc"})


def not_a_decision(document: MarkdownDocument) -> str | None:
    """Why a Markdown file among decisions is none, or None."""
    stem = document.stem.casefold()
    if stem in _NOT_DECISIONS:
        return f"{document.stem}.md is an index or a template, not a decision"
    if re.search(r"(^|[-_])template([-_]|$)", stem) and _PLACEHOLDER.search(
        f"{document.title} {document.front.get('title', '')} {document.preamble}"
    ):
        return f"{document.stem}.md is a template, not a decision"
    if document.title and _PLACEHOLDER.search(document.title):
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
        own = {heading: name for heading, name in HEADINGS.items() if name in ("context", "outcome", "consequences", "confirmation")}
        return sections_to_fields(document, own)
    return _ForeignReader(document).read()


class _ForeignReader:
    def __init__(self, document: MarkdownDocument) -> None:
        self.document = document
        self.draft = Draft({}, document.positions, foreign=True)
        self.kept: list[dict[str, str]] = []
        self.options: list[dict[str, Any]] = []

    def read(self) -> Draft:
        self._front()
        self._title()
        self._preamble()
        for section in self.document.sections:
            self._section(section)
        values = self.draft.values
        if self.options:
            values["options"] = self.options
        if self.kept:
            values["sections"] = self.kept
        self._file_date()
        return self.draft

    def _front(self) -> None:
        values = self.draft.values
        extra: dict[str, Any] = {}
        for key, value in self.document.front.items():
            name = key.casefold()
            if value is None:
                continue
            if name == "status" and isinstance(value, str):
                values["status"] = value
            elif name == "date" and isinstance(value, str):
                self._date(value, "front matter", None)
            elif name in PEOPLE_KEYS:
                self._alias_position(key, PEOPLE_KEYS[name])
                values[PEOPLE_KEYS[name]] = _names(value)
            elif name == "title" and isinstance(value, str):
                values["title"] = value
            elif name == "tags":
                values["tags"] = [str(tag) for tag in value] if isinstance(value, list) else [str(value)]
            elif key in OWN_KEYS and key not in ("sections", "extra", "number"):
                values[key] = value
            else:
                extra[key] = value
        if extra:
            values["extra"] = extra

    def _alias_position(self, key: str, name: str) -> None:
        values = self.draft.positions.values
        for path, place in list(values.items()):
            if path and path[0] == key:
                values[(name, *path[1:])] = place

    def _title(self) -> None:
        document, values = self.document, self.draft.values
        number = re.match(r"(\d{1,5})(?=[-_ .]|$)", document.stem)
        if number and date_of_stem(document.stem) is None:
            values["number"] = number[1]
        if "title" not in values and document.title:
            title = stripped_title(document.title, document.stem)
            set_value(self.draft, "title", title, document.title_line)
        elif "title" in values:
            values["title"] = stripped_title(str(values["title"]), document.stem)

    def _preamble(self) -> None:
        """Take the labelled lines before the first section; keep what else stands there."""
        rest: list[str] = []
        label = ""
        for offset, line in enumerate(self.document.preamble.split("\n")):
            number = self.document.preamble_line + offset
            match = _BARE_DATE.match(line)
            if match:
                self._date(match["value"], "text", number)
                continue
            match = _LABEL.match(line)
            label = match["label"].strip().casefold() if match else ""
            if match is None or not self._labelled(label, match["value"], number):
                rest.append(line)
        text = "\n".join(rest).strip("\n")
        if text.strip():
            keep_section(self.draft, self.kept, "", text, self.document.preamble_line)

    def _labelled(self, label: str, value: str, line: int) -> bool:
        values = self.draft.values
        if label == "status" and "status" not in values and value:
            set_value(self.draft, "status", value, line)
        elif label in _DATE_LABELS and read_date(value):
            self._date(value, "text", line)
        elif label in PEOPLE_KEYS and PEOPLE_KEYS[label] not in values:
            set_value(self.draft, PEOPLE_KEYS[label], _names(value), line)
        elif label == "tags" and "tags" not in values:
            set_value(self.draft, "tags", _names(value), line)
        else:
            return not value and label in (*PEOPLE_KEYS, "tags", "date")
        return True

    def _date(self, text: str, source: str, line: int | None) -> None:
        values = self.draft.values
        found = read_date(text)
        if found is None or "date" in values:
            return
        values["date"] = found.isoformat()
        values["dates_from"] = source
        if line is not None:
            self.draft.positions.values[("date",)] = (line, 1)

    def _file_date(self) -> None:
        if "date" not in self.draft.values and (found := date_of_stem(self.document.stem)):
            self.draft.values["date"] = found.isoformat()
            self.draft.values["dates_from"] = "file name"

    def _section(self, section: Heading) -> None:
        heading = re.sub(r"\(optional\)", "", section.title, flags=re.I).casefold().strip(" :*")
        name = HEADINGS.get(heading)
        take = {
            "status": self._status, "drivers": self._drivers, "options": self._considered,
            "described": self._described, "outcome": self._outcome,
        }.get(name or "")  # fmt: skip
        if take is not None:
            take(section)
        elif name is not None and name not in self.draft.values and section.text:
            set_value(self.draft, name, section.text, section.text_line)
        else:
            if heading in ("links", "more information", "related", "related decisions"):
                self._relations(section)
            self._keep(section)

    def _keep(self, section: Heading) -> None:
        if section.text or section.title:
            keep_section(self.draft, self.kept, section.title, section.text, section.line)

    def _status(self, section: Heading) -> None:
        if "status" in self.draft.values or not section.text:
            self._keep(section)
            return
        set_value(self.draft, "status", section.text, section.text_line)

    def _drivers(self, section: Heading) -> None:
        bullets = flat_list(section.text)
        if bullets and "drivers" not in self.draft.values:
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
        if "outcome" in self.draft.values or not section.text:
            self._keep(section)
            return
        outcome, consequences, confirmation = outcome_parts(section.text)
        values = self.draft.values
        if outcome:
            set_value(self.draft, "outcome", outcome, section.text_line)
        if consequences and "consequences" not in values:
            set_value(self.draft, "consequences", consequences, section.text_line)
        if confirmation and "confirmation" not in values:
            set_value(self.draft, "confirmation", confirmation, section.text_line)

    def _relations(self, section: Heading) -> None:
        for line in section.text.split("\n"):
            bullet = _BULLET.match(line)
            if bullet is None:
                continue
            for name, target in relations_in(bullet["text"])[:1]:
                targets = self.draft.values.setdefault(name, [])
                if target not in targets:
                    targets.append(target)
                self.draft.positions.values.setdefault((name,), (section.text_line, 1))


def stripped_title(title: str, stem: str) -> str:
    """The title without the number that some styles put before it."""
    plain = re.sub(r"^\s*(?:ADR|MADR)[\s#-]*\d{1,5}\s*[.:–—-]*\s+", "", title, flags=re.I)
    plain = re.sub(r"^\s*\d{1,5}\s*[.:–—]\s*(?=\S)", "", plain)
    plain = re.sub(r"^\s*\d{1,5}\s+[–—-]\s+", "", plain)
    bare = re.match(r"(\d{1,5})\s+(?=\D)", plain)
    numbered = re.match(r"\d{1,5}[-_ .]+(.*)", stem)
    if bare and numbered and not numbered[1].startswith(bare[1]):
        plain = plain[bare.end() :]
    return plain.strip() or title


def flat_list(text: str) -> list[str] | None:
    """The entries of a text that is one flat list, or None for any other text."""
    entries: list[str] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        bullet = re.match(r"^ {0,3}[-*+]\s+(.*)$", line)
        if bullet is not None:
            entries.append(bullet[1].strip())
        elif entries and re.match(r"^\s{2,}\S", line) and not _BULLET.match(line):
            entries[-1] += " " + line.strip()
        else:
            return None
    return entries or None


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(entry).strip() for entry in value if entry]
    text = str(value).strip().strip("[]{}")
    return [name.strip() for name in re.split(r",|;", text) if name.strip()]
