"""Building again into the folder of the last build: what is there afterwards is what a clean build makes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forgebook.engines.mkdocs.in_place import InPlace
from support.sites import build, mkdocs_yml, write

FILES: dict[str, Any] = {
    "mkdocs.yml": mkdocs_yml(["tags"]),
    "records/project.yml": {"name": "Harbour"},
    "records/decisions/a.yml": {"title": "Anchor", "status": "accepted", "decided": "2025-01-02", "tags": ["old"]},
    "records/decisions/b.yml": {"title": "Buoy", "status": "accepted", "decided": "2025-01-03", "visibility": "public"},
    "docs/guide.md": "# Guide\n",
    "docs/pictures/a.txt": "a picture",
}


def tree(site: Path) -> dict[str, bytes]:
    """All files; the times in the sitemap, and its archive, are not told."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.name.startswith("sitemap.xml")
    }


def removed(root: Path) -> None:
    (root / "records/decisions/a.yml").unlink()
    (root / "docs/pictures/a.txt").unlink()


def renamed(root: Path) -> None:
    (root / "records/decisions/a.yml").rename(root / "records/decisions/c.yml")
    (root / "docs/guide.md").rename(root / "docs/tour.md")


def changed(root: Path) -> None:
    write(root, {"records/decisions/a.yml": {"title": "Anchor now", "status": "proposed", "created": "2025-01-02"}})


def turned_into_a_folder(root: Path) -> None:
    (root / "docs/pictures/a.txt").unlink()
    (root / "docs/pictures").rmdir()
    (root / "docs/pictures").write_text("now a file")


def other_addresses(root: Path) -> None:
    write(root, {"mkdocs.yml": mkdocs_yml(["tags"], use_directory_urls=False)})


@pytest.mark.parametrize("change", [removed, renamed, changed, turned_into_a_folder, other_addresses])
def test_the_site_is_that_of_a_clean_build(change: Callable[[Path], None], tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    before = {path: path.stat().st_ino for path in build(root).rglob("*") if path.is_file()}
    change(root)
    again = build(root)
    kept = [path for path, inode in before.items() if path.is_file() and path.stat().st_ino == inode]
    assert again / "index.html" in kept, "the files were made anew; this test would show nothing"
    assert tree(again) == tree(build(root, "clean"))
    assert not [path for path in again.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert not (root / ".cache/forgebook/last-site").exists()


def test_nothing_of_the_team_is_left_in_a_public_site(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert "Anchor" in (build(root) / "decisions/index.html").read_text(encoding="utf-8")
    public = build(root, visibility="public")
    assert not (public / "decisions/a").exists()
    assert tree(public) == tree(build(root, "clean", visibility="public"))


def test_a_public_site_is_made_anew(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    page = build(root) / "index.html"
    page.write_text("of the team")
    place = InPlace(root / "site", root / ".cache/forgebook/last-site")
    place.put_aside(filtered=True)
    assert page.exists(), "MkDocs empties it"
    assert not (root / ".cache/forgebook/last-site").exists()


def site_in(folder: Path) -> Path:
    for name in ("index.html", "a/index.html", "b/c/d.txt", ".keep", "b/.hidden"):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder / "site"


def test_what_was_not_written_goes(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    place = InPlace(site, site.parent / "aside")
    place.put_aside(filtered=False)
    assert not site.exists(), "MkDocs finds nothing to empty"
    place.put_back()
    time.sleep(0.02)
    (site / "index.html").write_text("new")
    place.clear(["index.html"])
    assert sorted(p.relative_to(site).as_posix() for p in site.rglob("*")) == [".keep", "index.html"]


def test_where_no_file_seems_written_what_is_wanted_stays(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    place = InPlace(site, site.parent / "aside")
    place.put_aside(filtered=False)
    place.put_back()
    place.clear(["index.html"])
    assert sorted(p.relative_to(site).as_posix() for p in site.rglob("*")) == [".keep", "index.html"]


def link(site: Path) -> None:
    (site / "link").symlink_to(site / "index.html")


def second_name(site: Path) -> None:
    os.link(site / "index.html", site.parent / "backup.html")


@pytest.mark.parametrize("odd", [link, second_name])
def test_files_that_something_else_leads_to_are_not_written_over(odd: Callable[[Path], None], tmp_path: Path) -> None:
    site = site_in(tmp_path)
    odd(site)
    place = InPlace(site, site.parent / "aside")
    place.put_aside(filtered=False)
    assert (site / "index.html").exists(), "MkDocs empties it"


def test_another_plugin_was_there_first(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    place = InPlace(site, site.parent / "aside")
    place.put_aside(filtered=False)
    (site / "sub").mkdir(parents=True)
    (site / "sub/own.txt").write_text("own")
    place.put_back()
    place.clear([])
    assert [p.name for p in site.rglob("*") if p.is_file()] == ["own.txt"]
    assert list(tmp_path.iterdir()) == [site]


def test_a_build_that_was_killed_leaves_nothing_aside(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    InPlace(site, site.parent / "aside").put_aside(filtered=False)  # and then it is killed
    assert list(tmp_path.iterdir()) != [site]
    InPlace(site, site.parent / "aside").put_aside(filtered=True)
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_fails_leaves_nothing_of_the_last_one(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    build(root)
    (root / "overrides").mkdir()
    write(root, {"mkdocs.yml": {**mkdocs_yml(), "plugins": [{"forgebook": {"templates": "overrides"}}]}})
    (root / "overrides/home.html").write_text("{{ nothing_of_that_name }}")
    with pytest.raises(AssertionError, match="nothing_of_that_name"):
        build(root)
    assert not (root / "site/decisions").exists()
    assert not (root / ".cache/forgebook/last-site").exists()
