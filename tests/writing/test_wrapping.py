"""Prose in lines of a sensible length, where Markdown means the same by it."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.writing.wrapping import WIDTH, wrapped
from support.properties import examples
from support.sites import CONFIGS, EXTENSIONS

LONG = "Words that go on and on, " * 8
MD = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGS)


def html(text: str) -> str:
    MD.reset()
    parts = re.split(r"(<pre.*?</pre>)", MD.convert(text), flags=re.S)
    return "".join(part if part.startswith("<pre") else " ".join(part.split()) for part in parts)


def test_a_long_paragraph_is_filled() -> None:
    lines = wrapped(LONG.strip()).split("\n")
    assert len(lines) == 2
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(lines) == LONG.strip()


def test_a_paragraph_whose_lines_are_short_enough_stays() -> None:
    text = "One sentence.\nAnother one,\nby hand.\n\n" + "x" * WIDTH
    assert wrapped(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"- {LONG}", f"1. {LONG}", f"# {LONG}", f"> {LONG}", f"| {LONG} | a |\n|---|---|\n| b | c |", f"    {LONG}",
        f"```\n{LONG}\n\n{LONG}\n```", f"~~~~ text\n```\n\n{LONG}\n~~~~", f"{LONG}\n===", f"{LONG}\n---",
        f"<div>\n{LONG}\n</div>", f"{LONG.strip()}  \nnext", f"{LONG}\\\nnext", f"[a]: https://x.example {LONG}",
        f"[^1]: {LONG}", f"*[HTML]: {LONG}", f"!!! note\n    {LONG}", f"Term\n:   {LONG}", f"- a\n\n  {LONG}",
        f'=== "Tab"\n\n    {LONG}', f"$$\n{LONG}\n$$", f"/// note\n{LONG}\n///", f"a | b\n--- | ---\n{LONG} | c",
        "https://x.example/" + "a" * 200, f"<!-- {LONG} -->", f"- a\n\n    {LONG}\n\n    {LONG}",
    ],
)  # fmt: skip
def test_what_is_no_plain_paragraph_stays(text: str) -> None:
    assert wrapped(text) == text


@pytest.mark.parametrize(
    "whole",
    ["[[decision/a|words of it]]", "`code with spaces`", '[a long link](a.md "with a title")', "``a ` b``", "$a + b$"],
)
def test_links_and_code_are_not_broken(whole: str) -> None:
    for lead in range(60, 110):
        text = "x" * lead + " " + whole + " " + LONG.strip()
        assert whole in wrapped(text).replace("\n", "\0"), lead


def test_no_line_begins_with_what_would_begin_a_block() -> None:
    for sign in ("-", "+", "1.", "12)", "#", ">", "|", "=", "---", "```", "!!!", "*", ":", "[a]:"):
        text = " ".join([f"{'x' * 20} {sign}"] * 20)
        out = wrapped(text)
        assert html(out) == html(text), sign
        assert out.count("\n") > 2


WORDS = st.lists(
    st.sampled_from(
        [
            "word", "a", "longer-word-here", "-", "1.", "#", ">", "`a b`", "**bold", "text**", "[[a|b c]]",
            "[x y](z.md)", "*it*", "_u_", "|", "\\", "<b>", "</b>", "$x", "y$", "!", "[^1]", "http://x.example/a",
            "==m==", "~~", ":smile:", "\n", "\n\n", "  \n", "\n- ", "\n    ", "\n```\n", "\n> ", "\n| ", "&amp;",
            "1)", "(c)", "*", "[", "]", "`", "\n# ",
        ]
    ),
    min_size=10,
    max_size=120,
)  # fmt: skip


@given(WORDS)
@examples(300)
def test_filling_once_is_enough(words: list[str]) -> None:
    once = wrapped(" ".join(words))
    assert wrapped(once) == once
    assert once.split() == " ".join(words).split()
