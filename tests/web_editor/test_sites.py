"""The web editor is part of the team's site and of no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from support.sites import PROJECT, WORLD, as_yaml, build, mkdocs_yml, records, write


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {**records(WORLD), "records/project.yml": as_yaml(PROJECT), "mkdocs.yml": as_yaml(mkdocs_yml())}
    root = write(tmp_path_factory.mktemp("harbour"), {**files, "docs/other/index.txt": "Kept"})
    done = CliRunner().invoke(main, ["web-editor", "-C", str(root), "--repo", "https://github.com/us/records"])
    assert done.exit_code == 0, done.output
    return root


def test_the_team_has_it(root: Path) -> None:
    site = build(root, strict=True)
    assert {path.name for path in (site / "admin").iterdir()} == {
        "index.html", "config.yml", "forgebook-format.js", "shapes.json",
    }  # fmt: skip
    assert (site / "admin/config.yml").read_bytes() == (root / "docs/admin/config.yml").read_bytes()


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_nobody_else_has_any_of_it(root: Path, visibility: str) -> None:
    site = build(root, f"site-{visibility}", visibility=visibility, strict=True)
    assert not (site / "admin").exists()
    assert (site / "other/index.txt").exists()
