"""A built page as the Markdown page that somebody would write by hand: what a reader sees, with links between pages."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote

_UNSEEN = frozenset({"script", "style", "svg", "template", "select", "button"})
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_BLOCKS = frozenset({"p", "div", "section", "details", "summary", "nav", "aside", "header", "footer", "form", "label"})
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}


def as_markdown(html: str, page: str) -> str:
    """What can be read on a page, below an address such as `releases/a/1.0`."""
    start = html.find('<article class="md-content__inner')
    start = html.find(">", start) + 1
    reader = _Reader(page)
    reader.feed(html[start : html.find("</article>", start)])
    reader.end_block()
    return "\n\n".join(reader.blocks) + "\n"


class _Reader(HTMLParser):
    """Blocks of Markdown: headings, paragraphs, lists, tables, code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.blocks: list[str] = []
        self.text: list[str] = []
        self.prefix = ""
        self.unseen: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.depth = 0
        self.rows: list[list[str]] | None = None
        self.code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.unseen or tag in _UNSEEN or (tag not in _VOID and "hidden" in given):
            if tag not in _VOID:
                self.unseen.append(tag)
        elif tag == "a":
            self.links.append((self._target(given.get("href") or ""), len(self.text)))
        elif tag in _MARKS and not self.code:
            self.text.append(_MARKS[tag])
        elif tag == "br":
            self.text.append(" ")
        else:
            self._open(tag)

    def _open(self, tag: str) -> None:
        if self.rows is not None:
            if tag == "tr":
                self.rows.append([])
            self.text.append(" ")
        elif tag in ("ul", "ol", "dl"):
            self.end_block()
            self.depth += 1
        elif tag == "table":
            self.end_block()
            self.rows = []
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.end_block(f"{'#' * int(tag[1])} ")
        elif tag in ("li", "dt"):
            self.end_block(f"{'    ' * (self.depth - 1)}- ")
        elif tag == "pre":
            self.end_block("```\n")
            self.code = True
        elif tag == "dd":
            self.text.append(": ")
        elif tag in _BLOCKS and not self.depth:
            self.end_block()
        elif tag in _BLOCKS:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.pop()
        elif tag == "a" and self.links:
            target, start = self.links.pop()
            words = "".join(self.text[start:]).strip()
            self.text[start:] = [f"[{words}]({target}) " if target and words else words]
        elif tag in _MARKS and not self.code:
            self._close_mark(_MARKS[tag])
        elif self.rows is not None:
            self._close_in_table(tag)
        elif tag in ("ul", "ol", "dl"):
            self.end_block()
            self.depth -= 1
        elif tag == "pre":
            self.text.append("\n```")
            self.end_block()
        elif tag in ("li", "h1", "h2", "h3", "h4", "h5", "h6") or (tag in _BLOCKS and not self.depth):
            self.end_block()

    def _close_mark(self, mark: str) -> None:
        """A mark with nothing in it is none, and a space does not stand beside one."""
        words = []
        while self.text and self.text[-1] != mark:
            words.append(self.text.pop())
        if self.text:
            self.text.pop()
        inner = "".join(reversed(words)).strip()
        self.text.append(f"{mark}{inner}{mark} " if inner else "")

    def _close_in_table(self, tag: str) -> None:
        assert self.rows is not None
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append(self._taken().replace("|", "\\|"))
        elif tag == "caption":
            caption = self._taken()
            if caption:
                self.blocks.append(caption)
        elif tag == "table":
            rows, self.rows = [row for row in self.rows if row], None
            if rows:
                width = max(map(len, rows))
                lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
                self.blocks.append("\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]))

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data if self.code else data.replace("*", "\\*").replace("<", "&lt;"))

    def end_block(self, prefix: str = "") -> None:
        """Puts away what was read, and begins a block."""
        words = "".join(self.text).strip() if self.code else self._taken()
        self.text.clear()
        if words:
            block = f"{self.prefix}{words}"
            is_item = self.prefix.lstrip().startswith("- ")
            if is_item and self.blocks and self.blocks[-1].lstrip().startswith("- "):
                self.blocks[-1] += f"\n{block}"
            else:
                self.blocks.append(block)
        self.code, self.prefix = False, prefix

    def _taken(self) -> str:
        words = " ".join("".join(self.text).split())
        self.text.clear()
        return words

    def _target(self, href: str) -> str:
        """Where a link leads: outside as it is, to a page of the site by its file."""
        path = href.partition("#")[0].partition("?")[0]
        if ":" in href:
            return href
        if not path:
            return ""
        page = posixpath.normpath(posixpath.join("/", self.page, unquote(path)))
        if not path.endswith("/") and path not in (".", ".."):
            return ""
        return posixpath.join(posixpath.relpath(page, posixpath.join("/", self.page)), "index.md")
