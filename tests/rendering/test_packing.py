"""What is served of our style sheet and scripts is smaller and says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forgebook.rendering.packing import packed

ASSETS = sorted((Path(__file__).parents[2] / "plugins/forgebook/assets").iterdir())
DESCENDANT = re.compile(r"(?<=[\w)\]*&]) (?=:[a-z])")
"""A blank before a pseudo-class: to lose it makes another selector. Declarations have no blank before their colon."""


@pytest.mark.parametrize("path", ASSETS, ids=lambda path: path.name)
def test_comments_go_and_what_is_packed_stays_as_it_is_packed_again(path: Path) -> None:
    content = path.read_bytes()
    once = packed(path.name, content)
    assert b"/*" in content
    assert b"/*" not in once
    assert len(once) < 0.9 * len(content)
    assert packed(path.name, once) == once


@pytest.mark.parametrize("path", [path for path in ASSETS if path.suffix == ".css"], ids=lambda path: path.name)
def test_no_selector_loses_a_blank_that_it_needs(path: Path) -> None:
    """Inside a block write ` *:is(…)`; `tests/browser/test_packing.py` asks a browser about all the rest."""
    source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert len(DESCENDANT.findall(packed(path.name, source.encode()).decode())) == len(DESCENDANT.findall(source)) > 5


def test_the_blank_is_lost_without_the_star() -> None:
    """Why the test above is needed; once this fails, ` *:is(…)` may become ` :is(…)`."""
    assert packed("a.css", b".a { .b :is(p, li) { color: red } }") == b".a{.b:is(p,li){color:red}}"
    assert packed("a.css", b".a { .b *:is(p, li) { color: red } }") == b".a{.b *:is(p,li){color:red}}"


def test_other_files_stay_as_they_are() -> None:
    assert packed("logo.svg", b"<!-- a -->\n<svg/>\n") == b"<!-- a -->\n<svg/>\n"
