"""What templates can say: `page` knows where it stands, and turns values into safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, cast

from markupsafe import Markup, escape

from forgebook.core import dates
from forgebook.core.evidence import FileFacts
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, LineItem
from forgebook.core.record import Record
from forgebook.core.references import MENTIONED_BY, MENTIONS
from forgebook.core.settings import SiteSettings
from forgebook.core.views import Status, Tone
from forgebook.rendering.charts import Chart
from forgebook.rendering.links import Assets, PageLinks
from forgebook.rendering.markdown import MarkdownRenderer
from forgebook.rendering.repository import ask_url, edit_url, form_url, new_url


class PageScope:
    """The helper that every template gets as `page`.

    Attributes:
        address: the page's address below the site.
        graph: what may be shown.
        settings: the site's settings.
    """

    def __init__(
        self,
        address: str,
        graph: ProjectGraph,
        settings: SiteSettings,
        markdown: MarkdownRenderer,
        assets: Assets,
    ) -> None:
        self.address = address
        self.graph = graph
        self.settings = settings
        self._markdown = markdown
        self._links = PageLinks(graph, settings, assets, address)

    def href(self, address: str) -> str:
        """A link to an address below the site."""
        return self._links.to(address)

    def link(self, target: Record | str | None, text: str | None = None) -> Markup:
        """A link to a record; the words alone where there is no such record."""
        record = self.graph.get(target) if isinstance(target, str) else target
        if record is None:
            address = self.graph.address_of(target) if isinstance(target, str) else None
            words = text or str(target or "")
            if address:
                return _anchor(self.href(address), words)
            return escape(words)
        return _anchor(self.href(record.address), self.plain(text or record.title))

    def links(self, targets: Iterable[Record | str]) -> Markup:
        """Several links, separated by commas."""
        return Markup(", ").join(self.link(target) for target in targets)

    def plain(self, text: str) -> str:
        """A line of inline Markdown without its marks, for titles and attributes."""
        return plain_words(text)

    def text(self, value: str | None, record: Record | None, name: str) -> Markup:
        """A Markdown text. `name` makes its ids its own on the page."""
        if not value:
            return Markup("")
        return self._markdown.block(value, slug(name), self._links_of(record))

    def line(self, value: str | None, record: Record | None = None) -> Markup:
        """One line of inline Markdown."""
        return self._markdown.line(value, self._links_of(record)) if value else Markup("")

    def _links_of(self, record: Record | None) -> PageLinks:
        if record is None:
            return self._links
        links = self._links
        return PageLinks(links.graph, links.settings, links.assets, links.page, record)

    def pill(self, status: Status | dict[str, str] | None, words: str | None = None) -> Markup:
        """A status as shape, colour and word."""
        if status is None:
            return Markup("")
        shown = _status(status) if isinstance(status, dict) else status
        return Markup(f'<span class="fb-pill fb-{escape(shown.tone)}">{escape(words or shown.word)}</span>')

    def status(self, record: Record) -> Markup:
        """The status of a record."""
        return self.pill(self.graph.status(record))

    def day(self, value: date | None) -> Markup:
        """An ISO date with its weekday in a tooltip."""
        return _day(value) if value is not None else Markup("")

    def near(self, value: date) -> Markup:
        """A date near today: `Thu 27 Nov`, or with its year where that is another."""
        words = dates.short_day if value.year == self.graph.as_of.year else dates.long_day
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words(value))

    def span(self, start: date, end: date) -> str:
        """`27 Oct to 28 Nov 2025`"""
        return dates.span(start, end)

    def when(self, value: date) -> str:
        """`in 8 days`"""
        return dates.days_between(value, self.graph.as_of)

    def month(self, value: date) -> str:
        """`October 2025`"""
        return f"{dates.month_name(value.month)} {value.year}"

    def outside(self, url: str, words: str | None = None) -> Markup:
        """A link to another site; the words alone where the address is none that a browser should open."""
        if not url.lower().startswith(("https://", "http://", "mailto:")):
            return escape(words or url)
        return Markup('<a href="{}" rel="noopener">{}</a>').format(url, words or url)

    @property
    def shows_source(self) -> bool:
        """Whether this site may tell where the records lie."""
        if not self.settings.filtered:
            return True
        own = self.graph.project.own_repository
        return own is not None and own.public

    def edit_url(self, record: Record) -> str | None:
        """Where the record's file can be edited."""
        return edit_url(self.settings, record.source.path) if self.shows_source else None

    def new_url(self, kind: RecordKind) -> str | None:
        """Where one can begin a new record of a kind in the browser: a form where there is one, else a new file."""
        if not self.shows_source or not kind.folder:
            return None
        form = next((form for form in kind.forms if form.action == "new" and form.kind == kind.name), None)
        if form is not None and (url := form_url(self.settings, form.id)):
            return url
        records = self.settings.records.relative_to(self.settings.root).as_posix()
        text = f"# Give the file a name of its own: it is the id of the {kind.label.lower()}.\n{kind.draft_text}"
        return new_url(self.settings, f"{records}/{kind.folder}", f"new-{kind.name}.yml", text)

    def ask_url(self, title: str) -> str | None:
        """Where one can ask about this page."""
        if not self.shows_source:
            return None
        contact = next((team.f.contact for team in self.graph.of("team") if team.f.contact), None)
        return ask_url(self.settings, title, self.address, contact)

    def file_facts(self, record: Record) -> FileFacts | None:
        """When the record's file was first recorded and last changed."""
        return self.graph.file_facts(record) if self.shows_source else None

    def relations(self, record: Record) -> list[tuple[str, list[Record]]]:
        """The relations of a record that its own page does not show elsewhere, in words.

        Something that is only mentioned comes last, and only if it is not related in a closer way.
        """
        kind = self.graph.kinds[record.kind]
        found = []
        closer: set[str] = set()
        names = self.graph.relations_of(record.ref)
        for name in sorted(names, key=lambda name: (name in (MENTIONS, MENTIONED_BY), name)):
            refs = [ref for ref in names[name] if ref not in closer or name not in (MENTIONS, MENTIONED_BY)]
            closer.update(names[name])
            records = [r for ref in refs if (r := self.graph.get(ref)) is not None]
            if records and name not in kind.shown_apart:
                found.append((kind.relation_labels.get(name, name.replace("_", " ").capitalize()), records))
        return found

    def chart(self, chart: Chart) -> Markup:
        """A chart, drawn with links that lead from this page."""
        return chart.drawn(self.href)

    def scope_of(self, record: Record, label: str, other: Record) -> Markup:
        """How far a relation reaches, where its writer said so."""
        name = label.casefold().replace(" ", "_")
        scope = self.graph.scope(record.ref, name, other.ref)
        return Markup(" ({})").format(self.line(scope, record)) if scope else Markup("")

    def item(self, entry: Any, record: Record) -> Markup:
        """A piece of work: its words, linked where it has an address."""
        words = self.line(entry.item, record)
        if entry.url and entry.url.lower().startswith(("https://", "http://")) and "<a " not in words:
            return Markup('<a href="{}" rel="noopener">{}</a>').format(entry.url, words)
        return words

    def release(self, value: str) -> Record | str:
        """The release that a text names, or the text."""
        return self.graph.get(self.graph.resolve(value, ("release",)).ref) or value

    def plain_fields(self, record: Record) -> list[tuple[str, str, Any]]:
        """Name, label and text (or lines) of the Markdown fields that a kind declares beyond the common ones."""
        shown: list[tuple[str, str, Any]] = []
        for name, info in type(record.fields).model_fields.items():
            value = getattr(record.fields, name)
            if name in Fields.model_fields or not value:
                continue
            key = info.alias or name
            label = key.replace("_", " ").capitalize()
            if isinstance(value, str) and self.graph.get(value) is None:
                shown.append((key, label, value))
            elif isinstance(value, list) and all(isinstance(entry, LineItem) for entry in value):
                shown.append((key, label, [entry.text for entry in value]))
        return shown

    def areas(self, record: Record) -> list[Record]:
        """The areas that a record belongs to."""
        return [area for ref in record.fields.area if (area := self.graph.get(ref)) is not None]

    def area_ids(self, record: Record) -> str:
        """The ids of a record's areas, for filters."""
        return " ".join(area.id for area in self.areas(record))

    def kind_label(self, name: str) -> str:
        """The label of a kind."""
        return self.graph.kinds[name].label

    def audience(self, id_: str) -> str:
        """The title of an audience."""
        return self.graph.project.titled("audiences", id_)

    def who(self, value: Any) -> Markup:
        """Somebody who may be a record or a plain name."""
        return self.link(value) if value else Markup("")


def _status(told: dict[str, str]) -> Status:
    """A status that a template puts together."""
    return Status(told["word"], cast("Tone", told["tone"]))


def _anchor(href: str, words: str) -> Markup:
    """A link. Put together with `escape`, since `Markup.format` costs ten times as much."""
    return Markup(f'<a href="{escape(href)}">{escape(words)}</a>')


@lru_cache(maxsize=4096)
def _day(value: date) -> Markup:
    return Markup(f'<time datetime="{value.isoformat()}" title="{dates.long_day(value)}">{value.isoformat()}</time>')


_MARKED = re.compile(r"[\[`*_]")


def plain_words(text: str) -> str:
    """A line of inline Markdown without its marks."""
    if _MARKED.search(text) is None:
        return text
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"(`+)(.+?)\1", r"\2", text)
    return re.sub(r"(\*\*|__|\*|(?<!\w)_|_(?!\w))(?=\S)(.+?)(?<=\S)\1", r"\2", text)
