"""A letter as Markdown for a chat, or as plain text wrapped for a mail."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from forgebook.rendering.letter import Node

WIDTH = 72
_HELD = "\u00a0"
_BLOCKS = frozenset({
    "blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody", "thead",
    "tr", "ul",
})  # fmt: skip
_MARKS = re.compile(r"([\\*`\[\]])|(?<!\w)(_)|(_)(?!\w)")
_HTML = re.compile(r"<(?=[a-zA-Z/!?]|\Z)|&(?=#?\w+;)")
_STARTS = re.compile(r"(#{1,6} |[-+>] ?|\d+(?=[.)] )|[=~|])")


def without_html(text: str) -> str:
    """Text in which no reader of Markdown finds a tag or a reference. Not all of them know a backslash before `<`."""
    return _HTML.sub(lambda found: "&lt;" if found[0] == "<" else "&amp;", text)


def as_markdown(root: Node) -> str:
    """Markdown that any chat or forge shows."""
    return "\n\n".join(_Markdown().blocks(root)).strip() + "\n"


def as_text(root: Node) -> str:
    """Plain text, 72 columns wide; addresses and code are not cut."""
    return "\n\n".join(_Text().blocks(root)).strip() + "\n"


class _Markdown:
    """Blocks of text, each without a line end."""

    def blocks(self, node: Node, width: int = WIDTH) -> list[str]:
        """The blocks in an element; text between them is a paragraph."""
        found: list[str] = []
        loose: list[Node | str] = []

        def gather() -> None:
            if words := self.words(loose).strip():
                found.append(self.paragraph(words, width))
            loose.clear()

        for child in node.children:
            if isinstance(child, Node) and child.tag in _BLOCKS:
                gather()
                found.extend(self.block(child, width))
            else:
                loose.append(child)
        gather()
        return found

    def block(self, node: Node, width: int) -> Iterator[str]:
        """One element as blocks."""
        if node.tag in ("ul", "ol"):
            yield self.listed(node, width)
        elif node.tag == "blockquote":
            yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(self.blocks(node, width - 2)).split("\n"))
        elif node.tag == "pre":
            yield self.code(_plain(node).strip("\n"))
        elif node.tag == "table":
            yield self.table(_cells(node), width)
        elif node.tag == "hr":
            yield "---"
        elif node.tag[:1] == "h":
            yield self.heading(self.words(node.children).strip(), int(node.tag[1]))
        else:
            yield from self.blocks(node, width)

    def listed(self, node: Node, width: int) -> str:
        """A list, an item a line where all are short."""
        items = [
            child if isinstance(child, Node) and child.tag == "li" else Node("li", children=[child])
            for child in node.children
            if isinstance(child, Node) or child.strip()
        ]
        texts = []
        for number, item in enumerate(items, 1):
            mark = f"{number}. " if node.tag == "ol" else "- "
            blocks = self.blocks(item, width - len(mark))
            first, *rest = "\n\n".join(blocks).split("\n")
            texts.append("\n".join([mark + first, *(line and " " * len(mark) + line for line in rest)]))
        return "\n".join(texts)

    def words(self, parts: list[Node | str]) -> str:
        """Inline text."""
        told = []
        for part in parts:
            if isinstance(part, str):
                told.append(self.plain(re.sub(r"\s+", " ", part)))
            elif part.tag == "br":
                told.append("\n")
            else:
                told.append(self.marked(part))
        return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(told)))

    def marked(self, node: Node) -> str:
        """An inline element."""
        inside = self.words(node.children)
        bare = inside.strip()
        if not bare:
            return inside
        if node.tag == "code":
            code = re.sub(r"\s+", " ", _plain(node))  # an empty line would end it, and what follows would be no code
            ticks = "`" * (1 + max(map(len, re.findall(r"`+", code)), default=0))
            pad = " " if len(ticks) > 1 else ""
            return f"{ticks}{pad}{code}{pad}{ticks}"
        if node.tag == "a":
            address = node.href.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            return f"[{bare}]({address})"
        mark = {"b": "**", "i": "*"}.get(node.tag, "")
        return inside.replace(bare, f"{mark}{bare}{mark}", 1)

    def plain(self, text: str) -> str:
        """Text whose signs are no marks."""
        return without_html(_MARKS.sub(lambda found: f"\\{found[0]}", text))

    def paragraph(self, words: str, width: int) -> str:
        """A paragraph; in Markdown it stays on one line."""
        return "  \n".join(
            _STARTS.sub(r"\\\1", line, count=1) if _STARTS.match(line) else line for line in words.split("\n")
        )

    def heading(self, words: str, level: int) -> str:
        """A heading."""
        return f"{'#' * level} {words}"

    def code(self, text: str) -> str:
        """A block of code."""
        fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"

    def table(self, rows: list[list[Node]], width: int) -> str:
        """A table; its first row is its head."""
        texts = [
            [self.words(cell.children).strip().replace("\n", " ").replace("|", "\\|") for cell in row] for row in rows
        ]
        if not texts:
            return ""
        head, *rest = [f"| {' | '.join(row)} |" for row in texts]
        return "\n".join([head, f"|{' --- |' * len(texts[0])}", *rest])


class _Text(_Markdown):
    def marked(self, node: Node) -> str:
        inside = self.words(node.children)
        if node.tag == "a" and node.href not in ("", inside.strip()):
            return f"{inside} <{node.href}>" if inside.strip() else inside
        return inside

    def plain(self, text: str) -> str:
        return text

    def paragraph(self, words: str, width: int) -> str:
        joined = re.sub(r"(?<=\d) (?=%)", _HELD, words)  # a number stays with its sign
        lines = (
            textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in joined.split("\n")
        )
        return "\n".join(line for wrapped in lines for line in wrapped).replace(_HELD, " ")

    def heading(self, words: str, level: int) -> str:
        lines = textwrap.wrap(words, WIDTH, break_long_words=False)
        mark = "=" if level == 1 else "-"
        return "\n".join([*lines, mark * max(map(len, lines), default=0)])

    def code(self, text: str) -> str:
        return textwrap.indent(text, "    ")

    def table(self, rows: list[list[Node]], width: int) -> str:
        head, *rest = [[self.words(cell.children).strip().replace("\n", " ") for cell in row] for row in rows or [[]]]
        told = []
        for row in rest:
            pairs = (f"{name}: {text}" if name else text for name, text in zip(head, row, strict=False) if text)
            told.append(
                textwrap.fill(
                    "; ".join(pairs), width, initial_indent="- ", subsequent_indent="  ", break_long_words=False
                )
            )
        return "\n".join(told)


def _plain(node: Node) -> str:
    return "".join(part if isinstance(part, str) else _plain(part) for part in node.children)


def _cells(node: Node) -> list[list[Node]]:
    """The rows of a table."""
    rows: list[list[Node]] = []
    for child in node.children:
        if not isinstance(child, Node):
            continue
        if child.tag == "tr":
            rows.append([cell for cell in child.children if isinstance(cell, Node)])
        else:
            rows.extend(_cells(child))
    return rows
