"""Texts of feed entries: plain HTML that any reader shows, its links whole."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.views import page_url
from forgebook.releasing.notes import note_of
from forgebook.rendering.letter import letter
from forgebook.rendering.letter_html import bare
from forgebook.rendering.renderer import Renderer
from forgebook.rendering.scope import plain_words

_SHOWN = ("summary", "outcome", "statement", "highlights", "goal", "text", "need", "reason", "impact", "answer")
"""Fields that tell what a record is about, in the order in which an entry shows them. Other kinds may have them too."""


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_TAGS = re.compile(r"<[^>]*>")


class Texts:
    """Makes the texts of one site, each once."""

    def __init__(self, graph: ProjectGraph, settings: SiteSettings, renderer: Renderer) -> None:
        self._graph = graph
        self._settings = settings
        self._renderer = renderer
        self._made: dict[tuple[str, str], str] = {}

    def plain(self, text: str, record: Record | None = None) -> str:
        """A line of inline Markdown as words alone."""
        if "[[" in text or "<" in text or "&" in text:  # links to records and HTML: only the renderer knows their words
            text = unescape(_TAGS.sub("", self._renderer.scope("").line(text, record)))
        return " ".join(_CONTROL.sub("", plain_words(text)).split())

    def of(self, record: Record, audience: str) -> str:
        """What an entry about a record holds; for a release its note for an audience."""
        key = (record.ref, audience)
        if key not in self._made:
            self._made[key] = self._html(record, audience)
        return self._made[key]

    def _html(self, record: Record, audience: str) -> str:
        scope = self._renderer.scope(record.address.partition("#")[0])
        if record.kind == "release":
            note = note_of(record, audience, self._graph)
            body = self._renderer.part("letter_notes.html", scope, note=note, step="")
        else:
            values = [(name, getattr(record.fields, name, None)) for name in _SHOWN]
            body = "".join(scope.text(v, record, name) for name, v in values if isinstance(v, str) and v)
        return bare(letter(body, self._base(record)))

    def _base(self, record: Record) -> str:
        """The address that links are told from; without the site's address only links to elsewhere are kept."""
        if not self._settings.site_url:
            return ""
        page = page_url(record.address, directory_urls=self._settings.directory_urls)
        return urljoin(self._settings.site_url.rstrip("/") + "/", page)
