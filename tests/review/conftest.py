"""Two states of a small project, compared."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from forgebook.kinds.register import installed
from forgebook.pipeline.settings import settings_from_mkdocs
from forgebook.review.compare import Review, Revision, compare
from forgebook.review.side import Side, side_here

TODAY = date(2025, 11, 20)
FILES = {
    "mkdocs.yml": "site_name: T\nsite_url: https://book.example/\nplugins: [search, forgebook]\n",
    "docs/about.md": "---\nvisibility: public\n---\n# About\n\nWe forecast.\n",
    "docs/inside.md": "# Inside\n\nAda Lindqvist has the key.\n",
    "records/project.yml": "name: T\n",
    "records/people/ada.yml": "title: Ada Lindqvist\nhandle: alindq\nemails: [ada@mail.example]\n",
    "records/people/bram.yml": "title: Bram Okafor\npublic_name: B. Okafor\n",
    "records/decisions/open.yml": (
        "title: Open thing\nvisibility: public\nstatus: accepted\ndecided: 2025-01-01\n"
        "outcome: We do this. It will last.\n"
        "options:\n  - {id: a, title: First, pros: [cheap]}\n  - {title: Hidden one, visibility: team}\n"
    ),
    "records/decisions/shut.yml": "title: Shut thing\nstatus: proposed\ncreated: 2025-01-01\nreview_by: 2026-01-01\n",
}

Changes = Mapping[str, str | None]
Compared = Callable[..., Review]


def side(folder: Path, files: Mapping[str, str]) -> Side:
    """A project in a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return side_here(settings_from_mkdocs(folder, as_of=TODAY, environ={}), installed())


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """The review of some changes to the small project (and what it held `beside`): a text, or None to remove a file."""
    count = itertools.count()

    def reviewed(changes: Changes, beside: Mapping[str, str] | None = None) -> Review:
        before = {**FILES, **(beside or {})}
        after = {**before, **changes}
        folder = tmp_path / str(next(count))
        base = side(folder / "base", before)
        head = side(folder / "head", {name: text for name, text in after.items() if text is not None})
        return compare(base, head, Revision("main", "0" * 40), Revision("here", None))

    return reviewed


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """A change of one place in one file of the small project."""
    assert FILES[name].count(old) == 1
    return {name: FILES[name].replace(old, new)}
