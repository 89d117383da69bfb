"""Hand-written pages and what lies beside them, as another generator is to find them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from forgebook.core.patterns import spec_of
from forgebook.exporting.listed import with_html
from forgebook.exporting.page import front_matter
from forgebook.pipeline.hidden_docs import DocsFile, HiddenDocs, hidden_docs
from forgebook.pipeline.markdown_meta import split
from forgebook.pipeline.site import Site
from forgebook.pipeline.wiki import link_records

_NEVER = (".*", "/templates/")
"""What MkDocs leaves out of every site."""

_MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
_SHOWN_META = frozenset({"title", "description", "subtitle", "hide", "search", "tags", "icon", "status"})
"""Front matter that a theme shows or acts upon. On a filtered site nothing else goes along."""


@dataclass
class Written:
    """The docs folder as it is exported.

    Attributes:
        folder: the docs folder; None where there is none.
        pages: names of pages in Markdown.
        others: names of all other files.
        directory_urls: whether addresses end in `/`.
        remarks: what could not be exported.
        hidden: what was decided for a reader who may not see all.
    """

    folder: Path | None
    directory_urls: bool
    pages: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    hidden: HiddenDocs | None = None

    def address_of(self, name: str) -> str:
        """Where a file comes to lie in the site."""
        stem, ending = posixpath.splitext(name)
        if ending not in _MARKDOWN:
            return name
        folder, base = posixpath.split(stem)
        if base in ("index", "README"):
            return posixpath.join(folder, "index.html")
        return f"{stem}/index.html" if self.directory_urls else f"{stem}.html"

    def addresses(self) -> dict[str, str]:
        """Every file by its address."""
        return {self.address_of(name): name for name in [*self.others, *self.pages]}

    def drop(self, name: str) -> None:
        """Leave out a page that another one stands for."""
        for names in (self.pages, self.others):
            if name in names:
                names.remove(name)

    def content(self, name: str) -> bytes:
        """A file that is no page in Markdown. What a page in HTML says of hidden things goes."""
        if self.hidden is not None and name in self.hidden.shown:
            return self.hidden.trimmed(name, self.text(name)).encode()
        return self._bytes(name)

    def _bytes(self, name: str) -> bytes:
        assert self.folder is not None
        return (self.folder / name).read_bytes()

    def text(self, name: str) -> str:
        """A page's text.

        Raises:
            OSError, ValueError: it cannot be read.
        """
        return self._bytes(name).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")

    def filled(self, name: str, site: Site, known: Mapping[str, str], say: Callable[[str], None]) -> str:
        """A page with its directives filled and its links to records led.

        Args:
            name: the page.
            site: the site of one reader.
            known: the file at each address of the site.
            say: is told of links that lead nowhere.
        """
        text = self.text(name)
        if self.hidden is not None:
            text = self.hidden.trimmed(name, text)
        meta, markdown = split(text)
        head = text[: len(text) - len(markdown)]
        if self.hidden is not None:
            meta = {key: value for key, value in meta.items() if key in _SHOWN_META}
        if self.hidden is not None or not head.startswith("---"):
            head = front_matter(meta)
        linked = link_records(markdown, name, site, _sources(site, known), say)
        return head + with_html(linked, self.address_of(name), site)


def written_docs(site: Site, mkdocs: Mapping[str, Any]) -> Written:
    """The docs folder, without what MkDocs leaves out and what this reader may not see."""
    docs = site.settings.docs
    written = Written(docs, site.settings.directory_urls)
    if docs is None or not docs.is_dir():
        return written
    names = sorted(_walk(docs, _left_out(mkdocs)))
    names = [n for n in names if not (_is_readme(n) and f"{n[: -len('README.md')]}index.md" in names)]
    if site.settings.filtered:
        files = [DocsFile(name, lambda name=name: written.text(name)) for name in names]  # type: ignore[misc]
        written.hidden = hidden_docs(files, site, docs, lambda text: split(text)[0])
        names = [name for name in names if name not in written.hidden.removed]
    for name in names:
        _take(name, written)
    return written


def _take(name: str, written: Written) -> None:
    """A page, if it can be read, or another file."""
    if not name.endswith(_MARKDOWN):
        written.others.append(name)
        return
    try:
        written.text(name)
    except (OSError, ValueError):
        written.remarks.append(f"docs: {name} is left out: it cannot be read as UTF-8")
    else:
        written.pages.append(name)


def _is_readme(name: str) -> bool:
    return posixpath.basename(name) == "README.md"


def _left_out(mkdocs: Mapping[str, Any]) -> GitIgnoreSpec:
    lines = [*_NEVER, *str(mkdocs.get("exclude_docs") or "").splitlines()]
    return spec_of([*lines, *str(mkdocs.get("draft_docs") or "").splitlines()])


def _walk(docs: Path, left_out: GitIgnoreSpec) -> Iterator[str]:
    seen: set[str] = set()
    for current, folders, files in os.walk(docs, followlinks=True):
        here = os.path.realpath(current)
        if here in seen:  # a link that leads back
            folders.clear()
            continue
        seen.add(here)
        for file in files:
            name = Path(current, file).relative_to(docs).as_posix()
            if not left_out.match_file(name) and Path(current, file).is_file():
                yield name


def _sources(site: Site, known: Mapping[str, str]) -> dict[str, str]:
    """The file at each record's address."""
    found: dict[str, str] = {}
    for record in site.graph.records.values():
        address = record.address.partition("#")[0]
        source = known.get(address if address.endswith(".html") else f"{address}index.html")
        if source is not None:
            found[address] = source
    return found
