"""What is hidden is nowhere in an export for others, so that no generator can make a page of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.canaries import Project, found_in
from support.exported import export
from support.sites import mkdocs_yml, write


@pytest.fixture(scope="module")
def aviary() -> Project:
    return Project()


@pytest.fixture(scope="module")
def root(aviary: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("aviary") / "project", aviary.files)
    secret = aviary.aviary.new("front matter that no theme shows")
    page = f"---\nvisibility: public\nreviewer: {secret}\ntitle: Noted vizibly\n---\n\n# Noted\n"
    other = aviary.aviary.new("left out by exclude_docs")
    listing = "---\nvisibility: public\n---\n# All\n\n<!-- forgebook: decisions look=table limit=500 -->\n"
    write(
        folder,
        {"docs/noted.md": page, "docs/listing.md": listing, f"docs/{other}.md": "---\nvisibility: public\n---\n"},
    )
    plugins = [
        "tags",
        "forgebook/feeds",
        "forgebook/listings",
        {"redirects": {"redirect_maps": {f"{secret}.md": "a.md"}}},
    ]
    return write(folder, {"mkdocs.yml": mkdocs_yml(plugins, nav=aviary.nav, exclude_docs=f"/{other}.md\n")})


def told(seen: dict[str, set[str]], aviary: Project) -> list[str]:
    return [f"{word} ({aviary.aviary.places[word]}) in {', '.join(sorted(files)[:3])}" for word, files in seen.items()]


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_no_canary_in_a_filtered_export(visibility: str, root: Path, aviary: Project) -> None:
    folder = export(root, root.parent / visibility, "--visibility", visibility, "--as-of", "2025-11-20")
    assert told(found_in(folder), aviary) == []
    assert (folder / "docs/open.md").is_file()
    assert "Shown vizible" in (folder / "docs/listing.md").read_text(encoding="utf-8")
    assert 'title: "Noted vizibly"' in (folder / "docs/noted.md").read_text(encoding="utf-8")


def test_the_team_has_them(root: Path, aviary: Project) -> None:
    """The control: without a filter they are there, so that the test above can fail."""
    seen = found_in(export(root, root.parent / "team", "--as-of", "2025-11-20"))
    assert len(seen) > len(aviary.aviary.places) * 0.5
    assert set(aviary.page_titles) <= set(seen)
    assert "front matter that no theme shows" in {aviary.aviary.places[word] for word in seen}
