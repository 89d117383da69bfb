"""Bodies of pages, kept from one build to the next.

A kept body is used again when the view that it shows, and every answer that its templates had from the graph, have the
same fingerprints as then, and when its HTML can do nothing but be read: the folder of caches is not trusted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.views import PageView
from forgebook.rendering.body import Body
from forgebook.rendering.harmless import is_harmless, is_plain
from forgebook.rendering.links import Assets
from forgebook.rendering.markdown import Cache
from forgebook.rendering.sections import Section
from forgebook.rendering.traces import Answers, TracedGraph


class KeptBodies:
    """Renders what has changed, and takes the rest from the cache.

    Attributes:
        reused: how many bodies came from the cache.
    """

    def __init__(self, graph: ProjectGraph, traced: TracedGraph, assets: Assets, cache: Cache) -> None:
        self._answers = Answers(graph)
        self._traced = traced
        self._assets = assets
        self._cache = cache
        self.reused = 0

    def body(self, view: PageView, render: Callable[[PageView], Body]) -> Body:
        """The body of a page."""
        fingerprint = self._answers.fingerprints.view(view)
        if fingerprint is None:
            return render(view)
        known = self._cache.get(view.address)
        body = self._still_right(known, fingerprint) if known is not None else None
        if body is not None:
            self.reused += 1
            return body
        return self._made(view, fingerprint, render)

    def _made(self, view: PageView, fingerprint: str, render: Callable[[PageView], Body]) -> Body:
        self._traced.begin()
        asked = self._assets.asked
        body = render(view)
        if not self._traced.untold and self._assets.asked == asked and is_harmless(body.html):
            questions = [[*question, self._answers.to(question)] for question in self._traced.asked]
            found = [[section.id, section.title, section.text] for section in body.sections]
            self._cache.put(view.address, [fingerprint, questions, body.html, body.headings, found])
        return body

    def _still_right(self, entry: Any, fingerprint: str) -> Body | None:
        """The body of an entry; None for one that is out of date, or not of our making."""
        try:
            was, questions, html, headings, found = entry
            if was != fingerprint or any(self._answers.to(tuple(q[:-1])) != q[-1] for q in questions):
                return None
            if not is_harmless(html):
                return None
            return Body(html, [_heading(*heading) for heading in headings], [_section(*part) for part in found])
        except (AttributeError, KeyError, TypeError, ValueError):
            return None


def _heading(level: int, id_: str, words: str) -> tuple[int, str, str]:
    if not (isinstance(level, int) and isinstance(id_, str) and isinstance(words, str)) or set(id_) & set("\"'<>&"):
        raise ValueError(id_)
    return level, id_, words


def _section(id_: str | None, title: list[str], text: list[str]) -> Section:
    if not all(is_plain(part) for part in (*title, *text, id_ or "")):
        raise ValueError(id_)
    return Section(id_, title, text)
