"""Plain sentences need no converter: what is made of them is what the converter would make, to the byte."""

# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.fields import Markup
from forgebook.core.schema import walk
from forgebook.kinds.register import installed
from forgebook.reading.load import Loader
from forgebook.rendering.markdown import MarkdownRenderer
from forgebook.rendering.sentences import NEUTRAL, paragraphs, sentences
from support.sites import CONFIGS, EXTENSIONS

ROOT = Path(__file__).parents[2]
PROJECTS = (ROOT, ROOT / "examples" / "demand-model")
TOGETHER = tuple(sorted(NEUTRAL - {"pymdownx.blocks.caption", "pymdownx.extra"}))
"""The captions of blocks go with no other extension of tables, and the bundle brings its own fences."""
SITES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "none": ((), {}),
    "recommended": (EXTENSIONS, CONFIGS),
    "all": (TOGETHER, {}),
    "bundle": (("pymdownx.extra", "sane_lists"), {}),
    "classic": (("extra",), {}),
}
PIECES = (
    "openstack/nova", "c/o", "and/or", "oslo.config", "www.example.org", "a.b", "puppet-x/y", "to/from.here", "stable/2026.1",
    "word", "two words", "a", "I", "it's", "well-known", " ", "  ", "\n", "\n\n", " \n", "42", "3.5", "7%", "22.0.0.0rc1", "4.2b3", ",", ";", "?",
    ".", "…", "“quoted”", "é", "`code`", "`a.b()`", "`--since x`", "`x y`", "`_a_b`", "`==a==`", "`1/2 (c)`", "*em*",
    "**strong**", "*two words*", "*1st*", "**a-b 3**", "[issue 37](https://x.example/a_b/c-d~e)", "[a](http://b.c)",
)  # fmt: skip
ODD = (
    "*", "**", "`", "``", "[", "]", "(", ")", "_", "__a__", "[[x]]", "[TOC]", "[ ]", "1.", "2)", "- ", "# ", "`a`s", "`:::py x`",
    "`#!py x`", "http://x.y", "<b>", "&amp;", "{: .a}", "*[a]: b", "[^1]", "==a==", "~~a~~", ":smile:", "1st", "1/2", "/", "//", "1.2.3", "v1.2", "2nd.1", "1.0rc", "a/", "/b", "c/c", "+/-", "..", ".a", "(c)", "-->",
    "\\", "'", '"', "!", "|", "=", "+", "$a$", "\t", "\r", "\xa0", "* * *", "[a](b)", "[a](https://x.y 'z')", "**a *b* c**",
)  # fmt: skip


class NoLinks:
    """Leads nowhere."""

    def wiki(self, target: str) -> tuple[str, str] | None:
        return None

    def file(self, target: str) -> str | None:
        return None

    def unknown(self, target: str) -> str:
        return target


def converters(site: str) -> tuple[MarkdownRenderer, MarkdownRenderer]:
    """A renderer, and one that converts whatever it is given."""
    extensions, configs = SITES[site]
    quick, thorough = MarkdownRenderer(extensions, configs), MarkdownRenderer(extensions, configs)
    assert quick._knows_plain
    thorough._knows_plain = False
    return quick, thorough


def texts() -> Iterator[str]:
    """The Markdown of real records."""
    kinds = installed()
    for root in PROJECTS:
        for record in Loader(root, root / "records", kinds).load().records:
            yield from (leaf.value for leaf in walk(record.fields) if isinstance(leaf.meaning, Markup))


def made_up(number: int, seed: int) -> Iterator[str]:
    """Texts of the pieces of plain sentences, some with something odd among them."""
    chance = random.Random(seed)
    for _ in range(number):
        pieces = PIECES + ODD if chance.random() < 0.3 else PIECES
        yield chance.choice((" ", " ", "")).join(chance.choice(pieces) for _ in range(chance.randint(1, 9)))


def compare(text: str, quick: MarkdownRenderer, thorough: MarkdownRenderer) -> None:
    assert quick.block(text, "x", NoLinks()) == thorough.block(text, "x", NoLinks()), repr(text)
    if text == text.strip() and "\n" not in text:  # as fields of one line are
        assert quick.line(text, NoLinks()) == thorough.line(text, NoLinks()), repr(text)


@pytest.mark.parametrize("site", SITES)
def test_real_texts(site: str) -> None:
    quick, thorough = converters(site)
    found = list(dict.fromkeys(texts()))
    for text in found:
        compare(text, quick, thorough)
    plain = [text for text in found if paragraphs(text) is not None]
    assert len(found) > 1000
    assert len(plain) > len(found) / 3


@pytest.mark.parametrize("site", SITES)
def test_made_up_texts(site: str) -> None:
    quick, thorough = converters(site)
    found = list(made_up(1500, seed=len(site)))
    for text in found:
        compare(text, quick, thorough)
    assert sum(sentences(text) is not None for text in found) > 300


def test_what_is_plain() -> None:
    assert paragraphs("We `run()` it *twice*.\n\nSee [issue 3](https://x.example/3).") == (
        '<p>We <code>run()</code> it <em>twice</em>.</p>\n<p>See <a href="https://x.example/3">issue 3</a>.</p>'
    )
    assert sentences("openstack/oslo.config-x 22.0.0.0rc1") == "openstack/oslo.config-x 22.0.0.0rc1"
    assert sentences("**Never** more than 3 times") == "<strong>Never</strong> more than 3 times"


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:x)",
        "[a](x.md)",
        "[[decision/a]]",
        "<b>a</b>",
        "a & b",
        "# a",
        "- a",
        "1. a",
        "`a",
        "*a",
        "a  \nb",
        "*1st*",
    ],
)
def test_what_needs_the_converter(text: str) -> None:
    assert paragraphs(text) is None


def test_extensions_and_settings_that_have_a_say() -> None:
    """Smart quotes change words, and a glossary among the settings explains them."""
    text = "The `NHS` is *here*"
    assert MarkdownRenderer(["smarty"])._knows_plain is False
    explained = MarkdownRenderer(["abbr"], {"abbr": {"glossary": {"is": "exists"}}})
    assert '<abbr title="exists">is</abbr>' in explained.block(text, "x", NoLinks())
    coloured = MarkdownRenderer(["pymdownx.inlinehilite"], {"pymdownx.inlinehilite": {"style_plain_text": "python"}})
    assert 'class="highlight"' in coloured.block(text, "x", NoLinks())
