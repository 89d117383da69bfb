"""What a partner or public site publishes, for whoever answers for what leaves the team.

Everything is taken from the pages as they are rendered and the files as they are made, not from the records: what does
not show is not told, and what shows by accident is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.subscriptions import API, FOLDER
from forgebook.core.views import PageView, SiteFile
from forgebook.covering.people import people_of
from forgebook.pipeline.json_view import record_json
from forgebook.pipeline.site import Site
from forgebook.rendering.body import Body
from forgebook.rendering.hashing import digest
from forgebook.rendering.scope import plain_words
from forgebook.review.publication_docs import Docs
from forgebook.review.publication_frame import frame_links
from forgebook.review.publication_page import Contents, contents

Entry = dict[str, Any]
"""A thing that is published: `what` it is, what it is known by, and more that can change."""

KEYS: dict[str, tuple[str, ...]] = {
    "page": ("address",), "written": ("file",), "name": ("name", "on"), "role": ("role",), "image": ("image", "on"),
    "link": ("to", "on"), "file": ("address",),
}  # fmt: skip
"""Each sort of entry in the order of the list, with the values that it is known by from list to list."""

EVERYWHERE = "every page"
_HASH = 12

Rendered = list[tuple[PageView, Body]]
Made = Callable[[Rendered], Iterable[SiteFile]]


def _nothing(_: Rendered) -> Iterable[SiteFile]:
    return ()


def publication(site: Site, made: Made = _nothing, config: Mapping[str, Any] | None = None) -> list[Entry]:
    """All that a site shows, in the order of the list. The site is rendered for it.

    Args:
        site: a partner or public site.
        made: makes the files that other plugins of ours add, such as feeds, from the rendered pages.
        config: `mkdocs.yml`, for what it leaves out and what it puts on every page.
    """
    gathered = _Gathered(site)
    docs = Docs(site, config or {})
    if docs.has_front_page:
        site.home = "overview/"
    gathered.written(docs)
    for view in site.views():
        gathered.page(view)
    gathered.frame(config or {})
    gathered.roles()
    gathered.files(docs, made(gathered.pages))
    return sorted(gathered.entries, key=key_of)


def key_of(entry: Entry) -> tuple[int, tuple[str, ...]]:
    """What an entry is known by; also its place in the list."""
    what = str(entry["what"])
    return list(KEYS).index(what), tuple(str(entry[name]) for name in KEYS[what])


@dataclass
class _Gathered:
    site: Site
    entries: list[Entry] = field(default_factory=list)
    pages: Rendered = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = _Names(self.site.project.graph)

    def written(self, docs: Docs) -> None:
        for page in docs.pages():
            found = self._read(page.html, page.address, page.title, beside=page.name)
            self.taken.add(page.address)
            title = page.title or found.title or page.name
            said = _short(page.text)
            self._add("written", file=page.name, address=page.address, title=title, by=page.by, said=said)

    def page(self, view: PageView) -> None:
        if view.address in self.taken and not (view.record and view.record.docs_address):
            return
        body = self.site.body(view)
        self.pages.append((view, body))
        self._read(body.html, view.address, f"{view.title} {view.description}")
        told: Entry = {}
        if (record := view.record) is not None:
            told = {"record": record.ref, "visibility": _shown_by(record, self.site)}
            told["said"] = _short(json.dumps(record_json(record, self.site.graph)["fields"], sort_keys=True))
        self._add("page", address=view.address, title=plain_words(view.title), **told)

    def frame(self, config: Mapping[str, Any]) -> None:
        """What the theme puts on every page."""
        for link in frame_links(config):
            self._add("link", to=link, on=EVERYWHERE, fetched=False)

    def roles(self) -> None:
        """Roles with a page by which one person can be told: who holds them is asked of the full graph."""
        full = self.site.project.graph
        for role in self.site.graph.of("role"):
            people = people_of(role.ref, full, full.as_of)
            if len(people) == 1:
                person = full.records[next(iter(people))]
                named = bool(getattr(person.fields, "public_name", None))
                self._add("role", role=role.ref, title=role.title, address=role.address, named=named)

    def files(self, docs: Docs, made: Iterable[SiteFile]) -> None:
        """Files that are no pages. A name in one of them is told where no page has it."""
        for name, content in docs.files():
            self._add("file", address=name, sort="docs", said=_short(content.hex()))
        for sort, files in (("", made), ("data", self.site.data()), ("redirect", self.site.redirects())):
            for file in files:
                self._add("file", address=file.address, sort=sort or _sort_of(file.address))
                self._named(file.content.decode("utf-8", "replace"), file.address, again=False)
        for file in self.site.assets():
            self._add("file", address=file.address, sort="picture", said=_short(file.content.hex()))

    def _read(self, html: str, address: str, more: str, beside: str | None = None) -> Contents:
        """What a page holds; links of a hand-written one are told from its file."""
        found = contents(html, address if beside is None else beside, self.site.settings.site_url)
        for image, words in found.images.items():
            self._add("image", image=image, on=address, words=words)
        for link, fetched in found.links.items():
            self._add("link", to=link, on=address, fetched=fetched)
        self._named(f"{plain_words(more)} \n {found.words}", address)
        return found

    def _named(self, text: str, address: str, *, again: bool = True) -> None:
        for name in self.names.of(text):
            if again or name not in {known for known, _ in self.seen}:
                self.seen.add((name, address))
                self._add("name", name=name, on=address, given=name in self.names.given)

    def _add(self, what: str, **values: Any) -> None:
        self.entries.append({"what": what, **values})


class _Names:
    """Finds the names of people: those given to be published, and those that stand somewhere all the same."""

    def __init__(self, graph: ProjectGraph) -> None:
        people = [person.fields for person in graph.of("person")]
        self.given = {name for person in people if (name := getattr(person, "public_name", None))}
        kept = {name for person in people for name in (person.title, getattr(person, "handle", None)) if name}
        names = sorted((name for name in self.given | kept if len(name) > 1), key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    def of(self, text: str) -> Iterator[str]:
        """The names in a text, each once."""
        if self._pattern is not None:
            yield from sorted(set(self._pattern.findall(text)))


def _shown_by(record: Record, site: Site) -> str:
    """What lets a record show: its visibility, or a name or a wording that was given for it."""
    if record.kind == "person":
        return "public name"
    if record.ref not in site.project.graph.records:
        return "public wording"
    top = site.graph.get(record.parent) if record.parent else None
    inherited = (top.fields.visibility if top else None) or site.graph.project.default_visibility
    return str(record.fields.visibility or inherited)


def _sort_of(address: str) -> str:
    if address.startswith(API):
        return "api"
    if address.endswith((".md", ".txt")):
        return "text"
    return "calendar" if address.endswith(".ics") else "feed" if address.startswith(FOLDER) else "data"


def _short(text: str) -> str:
    return digest(text)[:_HASH]
