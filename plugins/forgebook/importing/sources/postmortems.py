"""Incident reviews that lie as Markdown files in a folder, one a file, as teams keep their postmortems.

Each becomes an incident. A section whose heading is known goes into the field of that name; what fits no field is kept
below the text on what the incident did, under its own heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from forgebook.core.drafting import Blank
from forgebook.core.ids import normalise_id
from forgebook.importing.contract import Found, Importer, LeftOut, NothingThere, Unread
from forgebook.importing.review_file import Review, Section
from forgebook.importing.review_times import (
    When,
    course_of,
    is_in_summer,
    minutes_of,
    read_when,
    zone_of,
)
from forgebook.reading.text import Refused, decode

SECTIONS = {
    "impact": ("summary", "impact", "description", "overview", "what happened", "executive summary"),
    "timeline": ("timeline", "chronology", "timeline of events"),
    "contributing_factors": (
        "contributing factors", "contributing factor", "root cause", "root causes", "causes", "cause", "trigger",
        "what went wrong", "root cause analysis",
    ),
    "went_well": ("what went well", "went well"),
    "lessons": ("lessons learned", "lessons learnt", "lessons", "learnings", "what did we learn", "what we learned"),
    "actions": (
        "action items", "actions", "action item", "follow-up", "follow-ups", "follow up actions", "corrective actions",
        "next steps", "preventive actions",
    ),
    "stats": ("stats", "statistics", "metrics"),
}  # fmt: skip
"""Headings of reviews, by the field that takes what stands below them."""
_FIELDS = {heading: name for name, headings in SECTIONS.items() for heading in headings}
_OURS = frozenset(("timeline", "actions", "lessons", "contributing_factors"))
_INDEXES = ("readme", "index", "_index", "contributing", "license", "changelog")
_TEMPLATE = re.compile(r"(?:\A|[\W_])template(?:\Z|[\W_])", re.I)
_ENDINGS = (".md", ".markdown")
_MARKDOWN = re.compile(r"#{1,3} \S")
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^()\s]+)\)")
_DONE = re.compile(r"\s*\(done\)\s*\.?\Z", re.I)
_UNTIL = r"\A[-–]\s*"
_PLACEHOLDER = "short event description"
_TIMES = {"time to detection": "detected", "time to recovery": "mitigated"}


class Postmortems(Importer):
    """A folder of reviews."""

    name = "postmortems"
    about = "a folder of incident reviews in Markdown, one a file; each becomes an incident."

    def read(self, source: Path) -> Iterator[Found | Unread | LeftOut | Path]:
        reviews: list[Review] = []
        for path in _files(source):
            read = _opened(path, path.name if path == source else path.relative_to(source).as_posix())
            if isinstance(read, LeftOut):
                yield read
                continue
            yield path
            if isinstance(read, Unread):
                yield read
            elif (why := _no_review(read)) is not None:
                yield LeftOut(read.name, 1, *why)
            else:
                reviews.append(read)
        if not reviews:
            raise NothingThere(f'no file in "{source}" is an incident review in Markdown')
        ids = {review.stem.casefold(): normalise_id(review.stem) for review in reviews}
        yield from (_Reader(review, ids).found() for review in reviews)


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    paths = [path for path in sorted(source.rglob("*")) if path.is_file()]
    return [path for path in paths if not any(part.startswith(".") for part in path.relative_to(source).parts)]


def _opened(path: Path, name: str) -> Review | Unread | LeftOut:
    """A file as a review. One whose name has no ending is one if it begins like Markdown."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() not in _ENDINGS and not _begins_like_markdown(data, path):
            return LeftOut(name, 1, "1 × other file", "it is no Markdown")
        return Review(name, decode(data).replace("\r\n", "\n"))
    except Refused as refused:
        return Unread(name, (refused.position or (1, 1))[0], refused.note.message, refused.note.remedy)
    except OSError as error:
        return Unread(name, 0, f"the file cannot be opened ({error.strerror})")


def _begins_like_markdown(data: bytes, path: Path) -> bool:
    named = path.suffix and re.fullmatch(r"\.\w{1,5}", path.suffix)
    return not named and _MARKDOWN.match(data[:200].decode("utf-8", "replace")) is not None


def _no_review(review: Review) -> tuple[str, str] | None:
    """What a file is instead of a review, and why that is left out."""
    if review.stem.casefold() in _INDEXES:
        return "1 × page about the folder", "it is no review"
    if _TEMPLATE.search(review.stem):
        return "1 × template", "nothing happened in it"
    if not any(_FIELDS.get(section.name) in _OURS for section in review.sections):
        return "1 × other page", "it has none of the sections of a review"
    return None


@dataclass
class _Reader:
    """Reads one review."""

    review: Review
    ids: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    mapped: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    impact: list[str] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    spans: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    zone: str = ""

    def found(self) -> Found:
        """The review as a record."""
        for section in self.review.sections:
            name = _FIELDS.get(section.name)
            if name is None:
                self._keep(section)
            else:
                getattr(self, f"_{name}")(section, name)
        self._course()
        title = self.review.title or self.review.stem
        self.mapped.append(("first heading" if self.review.title else "file name", "title"))
        values = {
            "title": title, **self.values, "impact": self._text(),
            "related": list(dict.fromkeys(self.related)),
        }  # fmt: skip
        return Found(
            "incident", normalise_id(self.review.stem), self.review.stem, self.review.name, 1, values,
            tuple(dict.fromkeys(self.mapped)), tuple(self.notes), tuple(name for name, _ in self.kept),
        )  # fmt: skip

    def _text(self) -> str:
        """What it did, and below that what no field takes: one line for a few words, a list for several of a name."""
        kept: dict[str, list[str]] = {}
        for name, text in self.kept:
            kept.setdefault(name, []).append(text)
        told = list(self.impact)
        for name, texts in kept.items():
            short = len(texts) == 1 and "\n" not in texts[0]
            told.append(f"**{name}**: {texts[0]}" if short else f"**{name}**:\n\n{_listed(texts)}")
        return "\n\n".join(told) + "\n" if told else ""

    def _keep(self, section: Section) -> None:
        text = self._linked(section.text.strip())
        if text and text not in ("-", "*"):
            entries = section.entries()
            shown = ", ".join(entries) if all(len(entry) < 40 for entry in entries) else text
            self.kept.append((section.title or "Below the title", self._linked(shown)))

    def _impact(self, section: Section, name: str) -> None:
        text = self._linked(section.text.strip())
        if text:
            first = not self.impact
            self.impact.append(text if first else f"**{section.title}**:\n\n{text}")
            self.mapped.append((f"section {section.title}", name))

    def _entries(self, section: Section, name: str) -> None:
        lines = [self._linked(entry) for entry in section.entries()]
        if lines:
            self.values.setdefault(name, []).extend(lines)
            self.mapped.append((f"section {section.title}", name))
        else:
            self.notes.append(f"{section.title.lower()} says nothing")

    _contributing_factors = _went_well = _lessons = _entries

    def _actions(self, section: Section, name: str) -> None:
        actions: list[dict[str, str]] = self.values.setdefault(name, [])
        for entry in section.entries():
            done = _DONE.search(entry) is not None
            actions.append({"what": _DONE.sub("", self._linked(entry)), "status": "done" if done else "open"})
        still = sum(action["status"] == "open" for action in actions)
        self.mapped += [(f"section {section.title}", name)] * bool(actions)
        if still:
            self.notes.append(f"actions that nothing says to be done: {still}; each is open until you say so")

    def _timeline(self, section: Section, name: str) -> None:
        self.zone = zone_of(section.heads()) or zone_of(section.beside_the_table())
        moments: list[dict[str, str]] = self.values.setdefault(name, [])
        for line, cell, words in section.rows():
            when = read_when(cell, self.zone)
            if words.casefold().strip(" .") == _PLACEHOLDER:
                self.notes.append(f"line {line} of the timeline is still that of the template; it is left out")
            elif when is None:
                self.kept.append(("Timeline, without a day", self._linked(f"{cell}: {words}")))
                self.notes.append(f'"{cell}" in the timeline names no day; the entry is kept in the text')
            else:
                self.times.append(when)
                beside = f"({re.sub(_UNTIL, 'until ', when.rest)}) " if when.rest else ""
                moments.append({"at": when.at, "what": self._linked(f"{beside}{words}")})
        self._beside(section)
        self.mapped += [(f"section {section.title}", name)] * bool(moments)
        if moments and not self.zone:
            self.notes.append("the timeline does not say the zone of its times; days alone are told")
        if any(is_in_summer(moment["at"], self.zone) for moment in moments):
            self.notes.append(f"its times are in {self.zone}, and its days lie in summer: look whether they are right")

    def _beside(self, section: Section) -> None:
        """What stands beside the table, but for the line that tells the zone."""
        lines = section.beside_the_table().split("\n")
        rest = "\n".join(line for line in lines if not (zone_of(line) and len(line.split()) < 8)).strip()
        if rest:
            self.kept.append((section.title, self._linked(rest)))

    def _stats(self, section: Section, name: str) -> None:
        for entry in section.entries():
            key, _, value = (part.strip() for part in entry.partition(":"))
            if key.casefold() == "category" and value:
                self.values["tags"] = [value]
                self.mapped.append((key, "tags"))
            elif key.casefold() in _TIMES and value:
                self.spans[_TIMES[key.casefold()]] = (key, minutes_of(value))
                self.kept.append((key, value))
            elif value or key:
                self.kept.append((key, value) if value else (section.title, key))

    def _course(self) -> None:
        spans = {name: minutes for name, (_, minutes) in self.spans.items()}
        course = course_of(self.times, spans.get("detected"), spans.get("mitigated"))
        if course is None:
            self.values["detected"] = Blank("when it was noticed; its timeline names no day")
            self.notes.append("no entry of its timeline names a day: write down when it was noticed")
            return
        for name in ("started", "detected", "mitigated", "resolved"):
            if time := getattr(course, name):
                self.values[name] = time
                self.mapped.append(("days of the timeline" if name in course.guessed else "timeline", name))
        for name in (name for name in ("detected", "mitigated") if spans.get(name) is not None and not course.started):
            self.notes.append(f"{self.spans[name][0].lower()} fits no two entries of the timeline; look at {name}")
        if "detected" in course.guessed:
            self.notes.append("nothing says when it was noticed: the first day of the timeline stands in")

    def _linked(self, text: str) -> str:
        """Links to other reviews as links to their records."""

        def put(match: re.Match[str]) -> str:
            stem = re.sub(r"\.(?:md|markdown)\Z", "", unquote(match["target"]).rpartition("/")[2], flags=re.I)
            other = self.ids.get(stem.casefold())
            if other is None or other == normalise_id(self.review.stem):
                return match[0]
            self.related.append(other)
            self.mapped.append(("link to another review", "related"))
            return f"[[incident/{other}|{match['words']}]]"

        return _LINK.sub(put, text)


def _listed(texts: list[str]) -> str:
    return "\n".join(f"- {text}" for text in texts) if len(texts) > 1 else texts[0]


IMPORTER = Postmortems()
