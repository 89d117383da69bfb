"""`forgebook export`: the folder it writes, and what it says."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

MKDOCS = """site_name: Test site
site_url: https://test.example/
repo_url: https://github.com/test/site
theme:
  name: material
  custom_dir: overrides
  features: [navigation.tabs]
extra_css: [own.css]
plugins:
  - search
  - forgebook
  - forgebook/feeds
  - nonesuch
markdown_extensions:
  - admonition
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - forgebook
"""
MORE = {
    "mkdocs.yml": MKDOCS,
    "docs/index.md": "# Front\n\n[[new-way]]\n",
    "docs/own.css": "a {}\n",
    "overrides/x.txt": "x",
}


def read(path):
    return YAML(typ="rt").load(path.read_text(encoding="utf-8"))


def test_a_whole_site(run, write, tmp_path):
    write(MORE)
    out = tmp_path / "out"
    result = run("export", str(out))
    assert result.exit_code == 0, result.output
    assert "zensical build" in result.output
    assert "plugins left out: nonesuch" in result.output
    page = (out / "docs/decisions/new-way/index.md").read_text(encoding="utf-8")
    assert page.startswith('---\ntitle: "New way"\n')
    assert page.count("\n<div>\n") == 1
    assert "[New way](decisions/new-way/index.md)" in (out / "docs/index.md").read_text(encoding="utf-8")
    assert (out / "docs/decisions/newer-way/index.html").is_file()
    assert (out / "theme/decisions/new-way.md").is_file()
    assert (out / "docs/llms.txt").is_file()
    assert (out / "docs/feeds/everything.xml").is_file()
    assert (out / "theme/x.txt").is_file()
    assert (out / "docs/overview/index.md").is_file()  # the hand-written front page wins
    manifest = json.loads((out / ".forgebook-export.json").read_text())
    written = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} - {".forgebook-export.json"}
    assert set(manifest["files"]) == written


def test_the_configuration(run, write, tmp_path):
    write(MORE)
    assert run("export", str(tmp_path / "out")).exit_code == 0
    config = read(tmp_path / "out/mkdocs.yml")
    assert config["site_name"] == "Test site"
    assert config["site_url"] == "https://test.example/"
    assert "repo_url" not in config  # the theme's script would ask the host for facts
    assert config["theme"]["font"] is False
    assert config["theme"]["features"] == ["navigation.tabs"]
    assert config["theme"]["custom_dir"] == "theme"
    assert config["plugins"] == ["search"]
    assert config["extra_css"] == ["assets/forgebook/forgebook.css", "own.css"]
    assert "!!python/name:material.extensions.emoji.twemoji" in (tmp_path / "out/mkdocs.yml").read_text()
    assert config["nav"][0] == {"Home": "index.md"}
    assert "forgebook" not in config["nav"]
    assert {"History": "history/index.md"} in config["nav"]


def test_only_what_the_public_may_see(run, tmp_path):
    result = run("export", str(tmp_path / "out"), "--visibility", "public")
    assert result.exit_code == 0, result.output
    assert "for public" in result.output
    assert (tmp_path / "out/docs/decisions/new-way/index.md").is_file()
    assert not (tmp_path / "out/docs/decisions/secret-way").exists()


def test_without_a_mkdocs_yml(run, tmp_path):
    assert run("export", str(tmp_path / "out")).exit_code == 0
    assert read(tmp_path / "out/mkdocs.yml")["site_name"] == "Test"


def test_a_folder_that_is_not_empty(run, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    result = run("export", str(out), "--force")
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert "Traceback" not in result.output
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_twice(run, tmp_path):
    out = str(tmp_path / "out")
    assert run("export", out).exit_code == 0
    refused = run("export", out)
    assert refused.exit_code == 2
    assert "--force" in refused.output
    assert run("export", out, "--force").exit_code == 0


@pytest.mark.parametrize("folder", ["records/out", "docs/out"])
def test_not_into_the_project_s_own_folders(run, project, folder):
    result = run("export", str(project / folder))
    assert result.exit_code == 2
    assert "made from" in result.output
    assert not (project / folder).exists()


def test_a_faulty_record_is_told(run, write, tmp_path):
    write({"records/decisions/bad.yml": "title: [\n"})
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert "1 record could not be read" in result.output


def test_a_page_that_is_no_text(run, project, tmp_path):
    (project / "docs").mkdir()
    (project / "docs/odd.md").write_bytes(b"\xff\xfe\x00x")
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "odd.md is left out" in result.output
    assert not (tmp_path / "out/docs/odd.md").exists()


def test_a_dead_link_is_told(run, write, tmp_path):
    write({"docs/a.md": "# A\n\n[[decision/nowhere]]\n"})
    result = run("export", str(tmp_path / "out"))
    assert 'docs/a.md FB306 no record "decision/nowhere"' in result.output


def test_a_page_of_the_nav_that_another_plugin_would_make(run, write, tmp_path):
    write({**MORE, "mkdocs.yml": MKDOCS + "  - Made: api/index.md\n  - Home: ./index.md\n"})
    result = run("export", str(tmp_path / "out"))
    assert "no file of the docs folder: api/index.md\n" in result.output
    text = (tmp_path / "out/mkdocs.yml").read_text()
    assert "api/index.md" not in text
    assert "./index.md" in text


def test_a_folder_that_cannot_be_made(run, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("export", str(tmp_path / "file/below"))
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "fault of Forgebook" not in result.output


def test_a_broken_mkdocs_yml(run, write, tmp_path):
    write({"mkdocs.yml": "a: [\n"})
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "not valid YAML" in result.output


def test_the_same_twice(run, tmp_path):
    """The same records give the same bytes."""
    for name in ("a", "b"):
        assert run("export", str(tmp_path / name), "--as-of", "2025-11-20").exit_code == 0
    first, second = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in "ab"
    )
    assert first == second
