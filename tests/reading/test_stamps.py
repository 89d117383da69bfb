"""Files that are known by size and time: asked only of files that git has compared, and never believed otherwise."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from forgebook.kinds.register import installed
from forgebook.reading.load import Loaded, Loader
from support.sites import write

NAME = "records/decisions/a.yml"
EVERY = frozenset({NAME})


def load(root: Path, unchanged: frozenset[str] = frozenset()) -> Loaded:
    loader = Loader(root, root / "records", installed(), root / "cache")
    loader.unchanged = unchanged
    return loader.load()


def titles(loaded: Loaded) -> list[str | None]:
    return [record.fields.title for record in loaded.records]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, {NAME: "title: One\nstatus: draft\ncontext: See [[decision/a]].\n"})
    load(tmp_path)
    return tmp_path


def rewrite_unseen(root: Path) -> None:
    """Other content of the same size and time."""
    path = root / NAME
    facts = path.stat()
    path.write_text(path.read_text().replace("One", "Two"))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def test_without_the_word_of_git_a_file_is_read(root: Path) -> None:
    rewrite_unseen(root)
    assert titles(load(root)) == ["Two"]


def test_with_it_the_file_is_not_opened(root: Path) -> None:
    rewrite_unseen(root)  # git would have told; that the old title shows proves that nothing was opened
    loaded = load(root, EVERY)
    assert titles(loaded) == ["One"]
    assert loaded.linking == {NAME}


@pytest.mark.parametrize("new", ["title: Two\nstatus: draft\n", "title: One longer\nstatus: draft\n"])
def test_another_size_or_time_is_read(new: str, root: Path) -> None:
    (root / NAME).write_text(new)
    loaded = load(root, EVERY)
    assert titles(loaded) == [new.split("\n")[0].removeprefix("title: ")]
    assert loaded.linking == set()


@pytest.mark.parametrize("entry", [None, 5, [], ["x"] * 5, [1, 2, 3, 4, 5, 6], {"a": 1}])
def test_a_damaged_stamp_counts_as_none(entry: Any, root: Path) -> None:
    path = root / "cache" / "stamps.json"
    content = json.loads(path.read_text())
    assert list(content["entries"]) == [NAME]
    path.write_text(json.dumps({**content, "entries": {NAME: entry}}))
    rewrite_unseen(root)
    assert titles(load(root, EVERY)) == ["Two"]


def test_a_stamp_without_its_entry_is_read(root: Path) -> None:
    (root / "cache" / "records.json").unlink()
    rewrite_unseen(root)
    assert titles(load(root, EVERY)) == ["Two"]
