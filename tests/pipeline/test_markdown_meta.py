"""Front matter is read as MkDocs reads it, so that an export shows and hides the same pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import meta

from forgebook.pipeline.markdown_meta import split

TEXTS = [
    "# No front matter\n",
    "---\nvisibility: public\n---\n\n# A\n",
    "---\nvisibility: public\n...\n# A\n",
    "---   \ntitle: 'x'\nhide: [toc]\n---\t\ntext\n\nmore\n",
    "---\nvisibility: public\n---",
    "---\n- a list\n---\n# A\n",
    "---\nbroken: [\n---\n# A\n",
    "---\na: 1\na: 2\n---\n# A\n",
    "---\nvisibility: public\nx: {z: 1}\nvisibility: team\n---\n# A\n",
    "---\non: yes\nwhen: 2025-01-02\n---\n# A\n",
    "---\nk:\n- y\nN: n\n---\n# A\n",
    "---\na: [1_000, 0o7, 017, 0x1F, 1.5e3, .5, 1:30, 0b1, ~, =, .inf, 12:30:45.5]\n---\n# A\n",
    "---\na: [2025-01-02 10:00:00, 2025-1-2, 2025-01-02T10:00:00Z, True, NO, On, <<, null]\n---\n# A\n",
    "---\nx: !!python/name:os.system\nvisibility: public\n---\n# A\n",
    "---\n\n---\n# A\n",
    "visibility: public\ntitle: A\n  page\n    of mine\n\n# A\n",
    "Visibility: partner\nvisibility: public\n# A\n",
    "   key: v\n\tmore\nnone\n",
    "Note: a sentence that looks like a key\n",
    "",
    "\n\n---\nvisibility: public\n---\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_as_mkdocs_does(text: str) -> None:
    body, front = meta.get_data(text)
    assert split(text) == (front, body)


LINES = st.lists(
    st.sampled_from(
        ["---", "...", "visibility: public", "a: [b", "    more", "\tmore", "", "# A", "Key-1: x", "- y", "k:"]
    )
)


@given(LINES)
def test_as_mkdocs_does_with_any_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    body, front = meta.get_data(text)
    assert split(text) == (front, body)
