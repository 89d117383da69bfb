"""Views: what a page shows, before it is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from forgebook.core.record import Record

Tone = Literal["holds", "open", "due", "bad", "closed"]
"""What a status means to a reader. Each has a shape, a colour and a word."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status as readers see it: a word and a tone.

    Tones: `holds` (in force, done, kept), `open` (proposed, planned, being tried), `due` (overdue or partly),
    `bad` (withdrawn, did not help), `closed` (superseded, declined). Each has a shape and a colour.
    """

    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class NavEntry:
    """Where a page stands in the navigation: its section (empty for the top level), label and rank."""

    section: str
    label: str
    rank: int


@dataclass(frozen=True, slots=True)
class PageView:
    """A page, told from the graph and not yet rendered.

    Attributes:
        address: below the site, ending in `/`; empty for home.
        title: the page's title.
        template: the name of its Jinja template.
        context: what the template is given beside the site and the page.
        description: one plain line for search engines and link previews.
        record: the record that the page is about, for its edit link, dates and relations.
        nav: its place in the navigation; record pages have none.
        hide: parts of the theme to leave out (`toc`, `navigation`).
        searchable: whether the site's search finds it.
    """

    address: str
    title: str
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    description: str = ""
    record: Record | None = None
    nav: NavEntry | None = None
    hide: tuple[str, ...] = ()
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file that is no page: a style sheet, a script, an image of a record, a redirect."""

    address: str
    content: bytes


def page_url(address: str, *, directory_urls: bool) -> str:
    """The address of a page as a link has it, its fragment kept.

    Every page of ours is an `index.html` in a folder of its own, with or without directory addresses.
    """
    path, hash_, fragment = address.partition("#")
    if not directory_urls and (path == "" or path.endswith("/")):
        path += "index.html"
    return path + hash_ + fragment


@lru_cache(maxsize=64)
def _place(page: str) -> tuple[list[str], str, str]:
    """The folders that a page lies in, the way out of them, and the outermost with a slash."""
    here = [part for part in page.rpartition("/")[0].split("/") if part]
    return here, "../" * len(here), f"{here[0]}/" if here else ""


def relative_url(target: str, page: str) -> str:
    """A link from one address to another, both below the site.

    `page` is an address as pages have it (`decisions/a/`, empty for home, `adr/x.html`), so that links work from any
    place that the site is served from.
    """
    path, hash_, fragment = target.partition("#")
    here, up, first = _place(page)
    if first and path.startswith(first):
        there = path.split("/")
        common = 1
        while common < len(here) and common < len(there) - 1 and here[common] == there[common]:
            common += 1
        link = "../" * (len(here) - common) + "/".join(there[common:])
    else:
        link = up + path
    same = not link and path == page
    return f"#{fragment}" if same and fragment else (link or "./") + hash_ + fragment
