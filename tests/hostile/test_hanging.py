"""Texts made to keep a converter busy come to an end. No time is asserted; a hang fails by an alarm."""

# ruff: noqa: E501

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from forgebook.core import prose
from forgebook.reading.cache import JsonCache
from forgebook.reading.files import read_drafts
from forgebook.reading.text import MAX_BYTES, Refused
from forgebook.rendering.markdown import LONGEST, MarkdownRenderer, is_tangled
from support.payloads import KINDS
from support.sites import CONFIGS, EXTENSIONS

SECONDS = 60
LONG = 30_000
UNITS = (
    "[", "![", "[[", "[[a|", "[a](", "[a](<b ", "[a][b", "[![a](", "[^1]", "[x]: y\n", "*[a]: b\n", "]", "(", "`", "```\n",
    "~~~ a\n", "*", "_", "**a ", "*a _b ", "a***b", "~~a ", "==a ", "^^a ", "++a+", "$a ", "$$a\n", ">", "> ", "- ", "1. ",
    "- [ ] a\n", "    a\n", "#", "a\n: b\n", "|a", "<", "<a ", "<b>", "<!--", "<div>", "<div markdown=1>", "<x y='\"", "&", "&#",
    "=== \"a\"\n", "!!! a\n", "??? a\n", ":a", "{: a", "\\", "--", "\"a' ", "http://a.", "a. ", "\n", " ", "\t", " \n", "[[ ",
    "[[a ", "a [b [c ", "\u202e", "e\u0301", "[a](b \"", "[a](b '",
)  # fmt: skip
SHAPES: dict[str, Callable[[int], str]] = {
    **{repr(unit): (lambda n, unit=unit: (unit * (n // len(unit) + 1))[:n]) for unit in UNITS},
    "runs of backticks": lambda n: "".join("`" * i + "a" for i in range(1, int((2 * n) ** 0.5))),
    "nested lists": lambda n: "\n".join("    " * min(i, 500) + "- a" for i in range(int((n / 2) ** 0.5))),
    "nested quotes": lambda n: "\n".join(">" * i + " a" for i in range(int((2 * n) ** 0.5))),
    "a long table": lambda n: "|a|b|\n|-|-|\n" + "|x|y|\n" * (n // 6),
    "a wide table": lambda n: "|a" * (n // 4) + "\n" + "|-" * (n // 4),
}  # fmt: skip


class NoLinks:
    """Leads nowhere."""

    def wiki(self, target: str) -> tuple[str, str] | None:
        return None

    def file(self, target: str) -> str | None:
        return None

    def unknown(self, target: str) -> str:
        return target


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    def ring(*_: Any) -> None:
        raise AssertionError(f"still at it after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def renderer() -> MarkdownRenderer:
    return MarkdownRenderer(EXTENSIONS, CONFIGS)


@pytest.mark.parametrize("shape", SHAPES)
def test_rendering_ends(shape: str, renderer: MarkdownRenderer) -> None:
    text = SHAPES[shape](LONG)
    assert "<script" not in renderer.block(text, "p", NoLinks())
    assert isinstance(renderer.line(text[:2000].replace("\n", " "), NoLinks()), str)


@pytest.mark.parametrize("shape", SHAPES)
def test_finding_links_ends(shape: str) -> None:
    text = SHAPES[shape](MAX_BYTES // 2)
    assert len(prose.without_code(text)) == len(text)
    list(prose.wiki_links(text))
    list(prose.file_links(text))
    prose.replace_wiki_links(text, lambda target, words: words)
    prose.replace_definitions(text, lambda target, words: words)


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_a_markdown_record_ends(shape: str) -> None:
    decision = next(kind for kind in KINDS if kind.name == "decision")
    body = SHAPES[shape](LONG)
    for heading in (
        "",
        "# T\n\n## Status\n\n",
        "# T\n\n## Considered Options\n\n",
        "# T\n\n## Pros and Cons of the Options\n\n### A\n\n",
    ):
        try:
            read_drafts(
                (heading + body).encode(),
                "a.md",
                decision,
                markdown=True,
                cache=JsonCache(None, "", ""),
                positions=True,
            )
        except Refused:
            continue


def test_ordinary_texts_are_converted(renderer: MarkdownRenderer) -> None:
    """The guards let through what people write, however long it is."""
    paragraph = (
        "We *chose* the [quay](https://example.org/quay) over `the dock`, see [[decision/anchor]]. " * 8 + "\n\n"
    )
    assert not is_tangled(paragraph * (100_000 // len(paragraph)))
    assert not is_tangled("- [a link](https://example.org/x)\n" * 3000)
    assert not is_tangled("|a|b|\n|-|-|\n" + "| [x](https://example.org/x) | y |\n" * 3000)
    assert not is_tangled("Text.\n\n```\ncode\n```\n\n" * 150)
    html = renderer.block(paragraph * 20, "p", NoLinks())
    assert html.count("<em>chose</em>") == 160


@pytest.mark.parametrize(
    "text", ["[a](" * 6000, "<a " * 6000, "*[a]: b\n\n" * 4000, "```\n" * 900, "a" * (LONGEST + 1)]
)
def test_tangled_texts_are_shown_as_written(text: str, renderer: MarkdownRenderer) -> None:
    html = renderer.block(f"*x* {text}", "p", NoLinks())
    assert html.startswith("<pre>*x* ")
