"""Versions of a changelog as releases, and what is not out as fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forgebook.core.clones import Tag
from forgebook.core.drafting import Blank
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.core.versions import is_candidate
from forgebook.importing.changelog_file import ChangelogFile, VersionText
from forgebook.importing.changelog_text import ChangelogText
from forgebook.importing.contract import Found, LeftOut, Unread
from forgebook.importing.release_names import ReleaseNames, Step, steps
from forgebook.importing.told_changes import ToldChange, as_block, inline, summary_and_detail, told_apart

NO_COMMITS = "The changelog does not name the commits of its versions."
NO_DAYS = "The changelog does not say when its versions came out."
_BESIDE = re.compile(r"(?<!`)\]\((?![a-z][a-z0-9+.-]*:|#|//)<?([^()\s<>`]+)>?\)", re.I)
_KINDS = "added, changed, fixed, removed, deprecated, security or data"


@dataclass
class ChangelogRecords:
    """What a changelog becomes.

    Attributes:
        source: the file's name.
        text: its text in parts, for the links that it defines.
        file: its versions.
        names: the ids of its releases.
        tags: the tag of each version that has one, in a repository.
        repository: the id of that.
    """

    source: str
    text: ChangelogText
    file: ChangelogFile
    names: ReleaseNames
    tags: Mapping[str, Tag] = field(default_factory=dict)
    repository: str = ""

    def all(self) -> Iterator[Found | Unread | LeftOut]:
        """Releases, oldest first; fragments; what is told of the rest."""
        order = self.file.oldest_first()
        follow = steps([row.heading.version for row in order])
        undated = not any(row.heading.day for row in order)
        for index, row in enumerate(order):
            yield from self._version(row, follow[row.heading.version], undated=undated, oldest=not index)
        for row in self.file.to_come:
            yield from self._fragments(row, "unreleased", None)
            for link in self._links(row):
                yield LeftOut(self.source, row.line, "1 × link", f"it is of what is not released: {link['url']}")
        for row, first in self.file.again:
            what = f"{row.heading.version} has a second heading here; the first is on line {first}"
            yield Unread(
                self.source, row.line, what, "join the two, or correct one of them; nothing below it was taken"
            )
        if not order:
            for loose in self.file.top:
                yield LeftOut(self.source, loose.line, "1 × text at the top", "there is no release yet to keep it in")

    def _key(self, row: VersionText) -> str:
        return f"{self.names.product} {row.heading.version}"

    def _version(
        self, row: VersionText, step: Step, *, undated: bool, oldest: bool
    ) -> Iterator[Found | Unread | LeftOut]:
        key, version = self._key(row), row.heading.version
        there = self.names.other(key, version)
        if there is None:
            yield self._release(row, step, undated=undated, oldest=oldest)
        elif there.f.changes:
            number = len(row.changes) + len(row.loose) + bool(row.about)
            why = f"{there.ref} tells its changes already; take its list out to have those of the changelog"
            if number:
                yield LeftOut(self.source, row.line, f"{number} entries of {version}", why)
        else:
            yield from self._fragments(row, version, there)

    def _release(self, row: VersionText, step: Step, *, undated: bool, oldest: bool) -> Found:
        heading = row.heading
        status = self._status(row)
        highlights = list(self._highlights(row, status, oldest=oldest))
        tag = self.tags.get(heading.version)
        out = status in ("released", "withdrawn")
        waivers = [("FB701", NO_DAYS)] * (out and undated) + [("FB702", NO_COMMITS)] * (out and tag is None)
        day = heading.day.isoformat() if heading.day else None
        values: dict[str, Any] = {
            "summary": heading.rest,
            "product": self.names.product,
            "links": list(self._links(row)),
            "waivers": [{"code": code, "reason": reason} for code, reason in waivers],
            "version": heading.version,
            "previous": self._previous(step),
            "status": status,
            "planned_on": day if status == "planned" else None,
            "released_on": day if out else None,
            "highlights": as_block("\n\n".join(text for _, text in highlights)),
            "components": self._components(tag),
            "changes": inline(row.changes),
        }
        mapped = tuple(self._mapped(row, values))
        kept = tuple(name for name, _ in highlights if name)
        return Found(
            "release", self.names.id(self._key(row), heading.version), self._key(row), self.source, row.line, values,
            mapped, tuple(self._notes(row, step, status, undated=undated)), kept, unless_there=True,
        )  # fmt: skip

    def _status(self, row: VersionText) -> str:
        if row.heading.taken_back:
            return "withdrawn"
        if row.heading.to_come:
            return "planned"
        return "candidate" if is_candidate(row.heading.version) else "released"

    def _previous(self, step: Step) -> str:
        row = next((row for row in self.file.versions if row.heading.version == step.previous), None)
        if row is None:
            return ""
        there = self.names.other(self._key(row), step.previous)
        return there.id if there is not None else self.names.id(self._key(row), step.previous)

    def _components(self, tag: Tag | None) -> list[dict[str, str]]:
        return [{"repository": self.repository, "version": tag.name, "commit": tag.commit}] if tag else []

    def _highlights(self, row: VersionText, status: str, *, oldest: bool) -> Iterator[tuple[str, str]]:
        """The pieces of the text at the top of a release; those that no field takes with a name for the report."""
        if row.about:
            yield "", row.about
        for loose in row.loose:
            yield f"section {loose.title}", f"**{loose.title}**\n\n{loose.text}".strip("\n")
        if status == "candidate" and row.heading.day:
            yield "day of a candidate", f"Dated {row.heading.day}."
        if oldest:
            for loose in self.file.top:
                words = "\n\n".join(part for part in (f"**{loose.title}**" * bool(loose.title), loose.text) if part)
                yield "text of no version, in the oldest release", f"From the changelog as a whole:\n\n{words}"

    def _links(self, row: VersionText) -> Iterator[dict[str, str]]:
        urls = [row.heading.url, *(self.text.url(name) for name in row.heading.links)]
        for url in dict.fromkeys(url for url in urls if url):
            yield {"title": "All commits" if "/compare/" in url else "Where it was released", "url": url}

    def _mapped(self, row: VersionText, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield "heading of a version", "version and status"
        pairs = (
            ("released_on", "date"), ("planned_on", "date"), ("links", "link of the heading"),
            ("summary", "more words of the heading"), ("components", "tag in git"), ("previous", "order of versions"),
        )  # fmt: skip
        yield from ((name, field_) for field_, name in pairs if values[field_])
        if row.about:
            yield "text below the heading", "highlights"
        for change in row.changes:
            yield f"section {change.section}", f"changes: {change.kind}"

    def _notes(self, row: VersionText, step: Step, status: str, *, undated: bool) -> Iterator[str]:
        heading = row.heading
        if heading.fault:
            yield f"{heading.fault}: add released_on by hand"
        elif status == "released" and heading.day is None and not undated:
            yield f"{heading.version} has no date: add released_on, or say that it is planned"
        if status == "withdrawn":
            yield f"{heading.version} was yanked: say since when and why, under withdrawn"
        if step.open:
            yield f"{heading.version} mends {step.open}: add previous and a maintenance_line"
        texts = (row.about, *(change.text for change in row.changes), *(loose.text for loose in row.loose))
        for path in dict.fromkeys(path for text in texts for path in _BESIDE.findall(text)):
            yield f'the link to "{path}" leads to a file beside the changelog: give its whole address'
        for title in row.empty:
            yield f'the section "{title}" of {heading.version} is empty'

    def _fragments(self, row: VersionText, word: str, release: Record | None) -> Iterator[Found]:
        """Changes that no release of ours takes, as records of their own; of text that says no kind it is left open."""
        loose = [ToldChange(part.title, "", part.text, part.line) for part in row.loose if part.text]
        about = [ToldChange("", "", row.about, row.line)] if row.about else []
        for id_, change in told_apart([*row.changes, *loose, *about]):
            yield self._fragment(id_, change, word, release)

    def _fragment(self, id_: str, change: ToldChange, word: str, release: Record | None) -> Found:
        values = change.values()
        where = f"section {change.section}" if change.section else "text below the heading"
        if not change.kind:
            summary, _ = summary_and_detail(change.text)
            values |= {"kind": Blank(_KINDS), "tags": [change.section] if change.section else [], "summary": summary}
        values |= {"product": self.names.product, "releases": [release.id] if release else []}
        mapped = [(where, f"a change: {change.kind or 'of a kind to be told'}")]
        name = normalise_id(f"{release.id}-{id_}".replace("/", "-")) if release else id_
        return Found(
            "change", name, f"{self.names.product} {word}: {id_}", self.source, change.line, values, tuple(mapped),
            () if change.kind else (f'"{change.section or "Unreleased"}" says no kind of change: set kind',),
        )  # fmt: skip
