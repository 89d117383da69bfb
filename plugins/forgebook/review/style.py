"""How the parts of a sentence are written: plain for a terminal, or as Markdown that record text cannot get out of."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import quote

from forgebook.core.views import page_url
from forgebook.reporters.markdown import words as harmless
from forgebook.reporters.printable import printable

LONGEST = 200
"""Values on a line are cut after as many characters."""


class Style(Protocol):
    """Writes parts of sentences."""

    def value(self, text: str) -> str:
        """A value of a field."""

    def plain(self, text: str) -> str:
        """Words of a record, such as its title."""

    def page(self, address: str) -> str:
        """The address of a page."""

    def strong(self, text: str) -> str:
        """Words of ours that matter."""


class TextStyle:
    """For a terminal."""

    def __init__(self, site_url: str | None) -> None:
        self.site_url = site_url

    def value(self, text: str) -> str:
        return f'"{cut(text)}"' if " " in text or not text else cut(text)

    def plain(self, text: str) -> str:
        return cut(text)

    def page(self, address: str) -> str:
        return printable(_whole(self.site_url, address) if self.site_url else address or "home")

    def strong(self, text: str) -> str:
        return text


class MarkdownStyle:
    """For a comment on a pull request, on any host."""

    def __init__(self, site_url: str | None) -> None:
        self.site_url = site_url if (site_url or "").lower().startswith(("https://", "http://")) else None

    def value(self, text: str) -> str:
        return code(cut(text))

    def plain(self, text: str) -> str:
        return harmless(cut(text))

    def page(self, address: str) -> str:
        shown = code(address or "home")
        return f"[{shown}]({_whole(self.site_url, address)})" if self.site_url else shown

    def strong(self, text: str) -> str:
        return f"**{text}**"


def _whole(site_url: str | None, address: str) -> str:
    base = quote((site_url or "").rstrip("/"), safe=":/?#@!$&*+,;=%~")
    return f"{base}/{quote(page_url(address, directory_urls=True), safe='/#~')}"


def cut(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut where it is long, safe to print."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def code(text: str) -> str:
    """A code span: nothing in it is read as mark-up, link or mention."""
    if not text.strip():
        return "(empty)"
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def block(lines: list[str], language: str) -> list[str]:
    """A fenced block, whose fence is longer than any in it."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *lines, fence]
