"""Where an export may write, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forgebook.exporting.folder import MANIFEST, ExportRefused, Target

FILES = {"mkdocs.yml": b"a: 1\n", "docs/a/index.md": b"A\n", "docs/b.md": b"B\n"}


def put(folder: Path, files: dict[str, bytes] = FILES, *, visibility: str = "team", force: bool = False) -> None:
    target = Target(folder, visibility)
    target.check(force=force, forbidden=[])
    target.write(files)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_new_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new/deep", "empty"):
        put(tmp_path / name)
        assert contents(tmp_path / name) == FILES


@pytest.mark.parametrize("force", [False, True])
def test_what_others_wrote_is_left_alone(tmp_path: Path, force: bool) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportRefused, match="not empty"):
        put(tmp_path, force=force)
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_again_needs_to_be_said(tmp_path: Path) -> None:
    put(tmp_path)
    with pytest.raises(ExportRefused, match="--force"):
        put(tmp_path, {"docs/c.md": b"C\n"})
    assert contents(tmp_path) == FILES


def test_again_replaces_its_own_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("built")
    (tmp_path / "docs/b.md").unlink()
    put(tmp_path, {"mkdocs.yml": b"a: 2\n", "docs/c.md": b"C\n"}, force=True)
    assert contents(tmp_path) == {"mkdocs.yml": b"a: 2\n", "docs/c.md": b"C\n", "site/index.html": b"built"}
    assert not (tmp_path / "docs/a").exists()


def test_a_file_that_was_changed_meanwhile(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "docs/b.md").write_text("edited by hand")
    with pytest.raises(ExportRefused, match=r"docs/b\.md in .* changed since"):
        put(tmp_path, force=True)
    assert (tmp_path / "docs/b.md").read_text() == "edited by hand"


def test_a_foreign_file_in_the_way(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "docs/new.md").write_text("mine")
    with pytest.raises(ExportRefused, match=r"docs/new\.md .* would be overwritten"):
        put(tmp_path, {**FILES, "docs/new.md": b"ours"}, force=True)
    assert contents(tmp_path) == {**FILES, "docs/new.md": b"mine"}


def test_for_fewer_eyes_another_folder(tmp_path: Path) -> None:
    put(tmp_path / "a")
    with pytest.raises(ExportRefused, match="another folder"):
        put(tmp_path / "a", visibility="public", force=True)
    put(tmp_path / "b", visibility="public")
    put(tmp_path / "b", visibility="team", force=True)


@pytest.mark.parametrize("name", ["../outside.md", "docs/../../outside.md", "/outside.md", "docs//x.md", "docs\\x.md"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportRefused, match="outside"):
        put(tmp_path / "out", {name: b"x"})
    assert list(tmp_path.rglob("*")) == []


def test_a_manifest_that_lies_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("")
    folder = tmp_path / "out"
    put(folder)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"]["../precious"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (folder / MANIFEST).write_text(json.dumps(manifest))
    put(folder, {"docs/c.md": b"C\n"}, force=True)
    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "files": [1]}', "[" * 100_000])
def test_a_manifest_that_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(ExportRefused, match="not empty"):
        put(tmp_path, force=True)


def test_no_way_out_through_a_link(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    put(folder, {"docs/a/index.md": b"A\n"})
    elsewhere.mkdir()
    (folder / "docs/a/index.md").unlink()
    (folder / "docs/a").rmdir()
    (folder / "docs/a").symlink_to(elsewhere)
    with pytest.raises(ExportRefused, match="no ordinary folder"):
        put(folder, {"docs/a/index.md": b"new\n"}, force=True)
    assert list(elsewhere.iterdir()) == []


def test_not_into_what_it_is_made_from(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(ExportRefused, match="made from"):
        Target(tmp_path / "docs/out", "team").check(force=False, forbidden=[tmp_path / "docs"])
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportRefused, match="is a file"):
        Target(tmp_path / "file", "team").check(force=False, forbidden=[])
