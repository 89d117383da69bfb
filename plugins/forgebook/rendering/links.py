"""Where links lead: from a page to records, hand-written pages and pictures."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.references import file_target
from forgebook.core.settings import SiteSettings
from forgebook.core.views import page_url, relative_url
from forgebook.rendering.hashing import digest

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf"})
ASSET_FOLDER = "assets/records"
LARGEST_ASSET = 20 << 20
_ACTIVE_SVG = re.compile(rb"<script|<foreignobject|\son\w+\s*=|javascript:|<iframe|<embed|<object|<!entity", re.I)


def is_file_below(file: Path, folder: Path) -> bool:
    """Whether there is such a file in a folder, links followed. A name that no file can have names none."""
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


@dataclass
class Assets:
    """Pictures beside records, gathered as pages use them. Only a picture that a shown page uses is published.

    On a filtered site its address does not tell where it lies. `asked` counts the questions that only the disk can
    answer: a page that asked one is rendered anew in each build.
    """

    settings: SiteSettings
    used: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0

    def publish(self, path: str) -> str | None:
        """The address of a picture below the project's root, or None where it cannot be shown."""
        self.asked += 1
        name = digest(path) + posixpath.splitext(path)[1].lower() if self.settings.filtered else path
        address = f"{ASSET_FOLDER}/{name}"
        if address in self.used:
            return address
        content = self._content(path)
        if content is None:
            return None
        self.used[address] = content
        return address

    def _content(self, path: str) -> bytes | None:
        ending = posixpath.splitext(path)[1].lower()
        file = self.settings.root / path
        if ending not in PICTURES or not self._inside(file):
            return None
        try:
            if file.stat().st_size > LARGEST_ASSET:
                return None
            content = file.read_bytes()
        except OSError:
            return None
        return None if ending == ".svg" and _ACTIVE_SVG.search(content) else content

    def _inside(self, file: Path) -> bool:
        return is_file_below(file, self.settings.root)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of one page, for texts of one record. Implements `LinkPolicy`."""

    graph: ProjectGraph
    settings: SiteSettings
    assets: Assets
    page: str
    record: Record | None = None

    def to(self, address: str) -> str:
        """A link from this page to an address below the site."""
        url = page_url(address, directory_urls=self.settings.directory_urls)
        return relative_url(url, self.page)

    def wiki(self, target: str) -> tuple[str, str] | None:
        ref = self.graph.resolve(target).ref
        address = self.graph.address_of(ref) if ref else None
        if ref is None or address is None:
            return None
        record = self.graph.get(ref) or self.graph.get(ref.partition("#")[0])
        return self.to(address), record.title if record else target

    def unknown(self, target: str) -> str:
        return "internal record" if self.settings.filtered else target

    def file(self, target: str) -> str | None:
        """A relative link as its author meant it: to another record, a hand-written page or a picture."""
        if self.record is None or not (self.record.source.path or self.record.pictures_from):
            return None
        fragment = "#" + target.partition("#")[2] if "#" in target else ""
        path = file_target(self.record, unquote(target))
        if path is None:
            return None
        if not self.record.source.path:
            return self._picture(path)
        others = self.graph.at_path(path)
        if others:
            return self.to(others[0].address) + fragment
        return self._docs_page(path, fragment) or self._picture(path)

    def _docs_page(self, path: str, fragment: str) -> str | None:
        docs = self.settings.docs
        if docs is None or not path.endswith(".md") or self.settings.filtered:
            return None
        self.assets.asked += 1
        file = self.settings.root / path
        if not is_file_below(file, docs):
            return None
        inside = file.resolve().relative_to(docs.resolve()).as_posix().removesuffix(".md")
        folder, name = posixpath.split(inside)
        index = name.casefold() in ("index", "readme")
        if self.settings.directory_urls:
            address = (folder + "/" if folder else "") if index else inside + "/"
        else:
            address = posixpath.join(folder, "index.html") if index else inside + ".html"
        return relative_url(address, self.page) + fragment

    def _picture(self, path: str) -> str | None:
        address = self.assets.publish(path)
        return relative_url(address, self.page) if address else None
