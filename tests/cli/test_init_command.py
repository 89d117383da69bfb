"""`forgebook init`: it writes what is missing, and leaves alone what is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.repositories import GitRepository

AS_OF = ("--as-of", "2025-11-20")


def init(folder: Path, *options: str, **more: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *AS_OF, *options], **more)


def started(folder: Path, *options: str) -> Result:
    result = init(folder, "--yes", *options)
    assert result.exit_code == 0, result.output
    return result


def put(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts and ".git" not in path.parts
    }


def check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["check", "-C", str(folder), "--fail-on", "advice", *AS_OF])


def builds(folder: Path, shell) -> str:
    """Build strictly, as a process of its own, and return the folder of the site."""
    done = shell("build", "-C", str(folder), "--strict", *AS_OF)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("options", [(), ("--sprint-weeks", "5", "--recovery-weeks", "1"), ("--name", 'A: "b" #c')])
def test_an_empty_folder_becomes_a_site_that_is_clean_and_builds(tmp_path, shell, options) -> None:
    folder = tmp_path / "team-book"
    result = started(folder, *options)
    assert "Check: 5 files, nothing found." in result.stdout
    assert check(folder).exit_code == 0, check(folder).output
    builds(folder, shell)
    assert (folder / "site/decisions/keep-our-records-here/index.html").is_file()


@pytest.mark.parametrize("day", ["2024-02-29", "2025-12-31", "2026-03-01"])
def test_first_records_bear_the_day(tmp_path, day) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path / "b"), "--yes", "--as-of", day])
    result = CliRunner().invoke(main, ["check", "-C", str(tmp_path / "b"), "--fail-on", "advice", "--as-of", day])
    assert result.exit_code == 0, result.output
    assert day in (tmp_path / "b/records/decisions/keep-our-records-here.yml").read_text()


def test_the_first_records_name_nobody(tmp_path) -> None:
    started(tmp_path)
    assert not (tmp_path / "records/people").exists()
    assert (tmp_path / "records/roles/record-keeper.yml").is_file()


def test_a_second_run_changes_nothing(tmp_path) -> None:
    started(tmp_path)
    before = snapshot(tmp_path)
    result = started(tmp_path)
    assert snapshot(tmp_path) == before
    assert not [line for line in result.stdout.splitlines() if line.startswith(("made", "extended"))]


MKDOCS = """\
# our site
site_name: Harbour plan   # the name
theme:
  name: readthedocs

nav:   # by hand
  - Home: index.md
  - About: about.md
plugins:
  - search
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra:
  key: !ENV [NO_SUCH_KEY, none]
"""


def test_an_existing_site_keeps_its_nav_theme_comments_and_pages(tmp_path, shell) -> None:
    put(tmp_path, {"mkdocs.yml": MKDOCS, "docs/index.md": "# Hello\n", "docs/about.md": "# About\n"})
    before = snapshot(tmp_path)
    result = started(tmp_path, "--repo-url", "https://github.com/team/harbour")
    after = snapshot(tmp_path)
    assert {name for name in before if after[name] != before[name]} == {"mkdocs.yml"}
    added = set(after["mkdocs.yml"].decode().splitlines()) - set(MKDOCS.splitlines())
    assert added == {
        "  - forgebook", "repo_url: https://github.com/team/harbour", "edit_uri: edit/main/docs/",
    }  # fmt: skip
    assert set(MKDOCS.splitlines()) <= set(after["mkdocs.yml"].decode().splitlines())
    assert (
        "extended         mkdocs.yml: the plugin, its place in the navigation, the repository's address"
        in result.stdout
    )
    builds(tmp_path, shell)
    assert (tmp_path / "site/about/index.html").is_file()
    assert (tmp_path / "site/decisions/keep-our-records-here/index.html").is_file()


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        ("", ["search", "forgebook"]),
        ("plugins: [search]\n", ["search", "forgebook"]),
        ("plugins: []\n", ["forgebook"]),
        ("plugins:\n  search: {}\n", {"search": {}, "forgebook": {}}),
        ("plugins: [forgebook]\n", ["forgebook"]),
        ("plugins:\n  - forgebook:\n      as_of: '2025-11-20'\n", [{"forgebook": {"as_of": "2025-11-20"}}]),
    ],
)
def test_the_plugin_is_added_once(tmp_path, plugins, expected) -> None:
    put(tmp_path, {"mkdocs.yml": f"site_name: T\ntheme: {{name: material}}\n{plugins}"})
    started(tmp_path)
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text())["plugins"] == expected


@pytest.mark.parametrize("text", ["site_name: [\n", "- a list\n", "site_name: \xff\n"])
def test_a_site_file_that_cannot_be_edited_is_left_alone_with_what_to_paste(tmp_path, text) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(text.encode("latin-1"))
    result = init(tmp_path, "--yes")
    assert (tmp_path / "mkdocs.yml").read_bytes() == text.encode("latin-1")
    assert result.exit_code == 2
    assert "left             mkdocs.yml" in result.stdout
    assert "  - forgebook" in result.stdout
    assert "mkdocs.yml" in result.stderr


def test_decision_files_are_noticed_and_shown_as_they_lie(tmp_path, shell) -> None:
    sections = "## Status\n\nAccepted\n\n## Context\n\nMail was slow.\n\n## Decision\n\nA queue.\n"
    adr = f"# 1. Use a queue\n\nDate: 2024-05-06\n\n{sections}"
    put(tmp_path, {"docs/adr/0001-use-a-queue.md": adr, "docs/index.md": "# Hello\n"})
    result = started(tmp_path)
    assert "docs/adr are read as they lie" in result.stdout
    told = yaml.safe_load((tmp_path / "records/project.yml").read_text())
    assert told["sources"] == [{"kind": "decision", "path": "docs/adr"}]
    assert CliRunner().invoke(main, ["check", "-C", str(tmp_path), *AS_OF]).exit_code == 0
    shown = CliRunner().invoke(main, ["show", "-C", str(tmp_path), "decision/0001-use-a-queue"])
    assert "Use a queue" in shown.stdout
    builds(tmp_path, shell)


def test_decision_files_are_proposed_where_the_project_file_is_there(tmp_path) -> None:
    put(tmp_path, {"docs/adr/1.md": "# A\n\n## Status\n\nAccepted\n", "records/project.yml": "name: Mine\n"})
    result = started(tmp_path)
    assert (tmp_path / "records/project.yml").read_text() == "name: Mine\n"
    assert "- {kind: decision, path: docs/adr}" in result.stdout


def test_records_that_are_there_get_no_first_ones_beside_them(tmp_path) -> None:
    put(tmp_path, {"records/decisions/ours.yml": "title: Ours\nstatus: draft\n"})
    result = started(tmp_path)
    assert [path.name for path in (tmp_path / "records").rglob("*.yml")] == ["project.yml", "ours.yml"]
    assert "left             records/: there are records already" in result.stdout


def test_the_records_folder_is_the_one_that_the_site_names(tmp_path) -> None:
    site = "site_name: T\ntheme: {name: material}\nplugins: [search, {forgebook: {records: book}}]\n"
    put(tmp_path, {"mkdocs.yml": site})
    started(tmp_path)
    assert (tmp_path / "book/project.yml").is_file()
    assert not (tmp_path / "records").exists()
    assert "-- 'book'" in (tmp_path / ".github/workflows/records-from-issue.yml").read_text()


FILES_OF_OTHERS = {
    ".vscode/settings.json": '{\n  // mine\n  "editor.rulers": [100],\n}\n',
    ".gitignore": "*.pyc\nsite",
    ".pre-commit-config.yaml": "repos:\n  # ours\n  - repo: https://example.org/x\n    rev: v1\n    hooks: [{id: x}]\n",
}


def test_settings_of_others_are_extended_and_nothing_in_them_is_lost(tmp_path) -> None:
    put(tmp_path, FILES_OF_OTHERS)
    started(tmp_path)
    settings = (tmp_path / ".vscode/settings.json").read_text()
    assert "// mine" in settings
    assert '"editor.rulers": [100]' in settings
    assert "yaml.schemas" in settings
    assert (tmp_path / ".gitignore").read_text() == "*.pyc\nsite\n.cache/\n.venv/\n"
    hooks = (tmp_path / ".pre-commit-config.yaml").read_text()
    assert hooks.startswith(FILES_OF_OTHERS[".pre-commit-config.yaml"])
    assert [repo["repo"] for repo in yaml.safe_load(hooks)["repos"]] == ["https://example.org/x", "local"]


def test_workflows_of_others_are_left_alone_with_what_to_paste(tmp_path) -> None:
    others = {".gitlab-ci.yml": "test: {script: [true]}\n", ".github/workflows/records.yml": "name: mine\n"}
    put(tmp_path, others)
    result = started(tmp_path)
    assert {name: (tmp_path / name).read_text() for name in others} == others
    assert "- local: .gitlab/forgebook.gitlab-ci.yml" in result.stdout
    assert "left             .github/workflows/records.yml: there is such a file already" in result.stdout


@pytest.mark.parametrize(
    ("remote", "there", "not_there"),
    [
        ("git@github.com:team/book.git", ".github/workflows/records.yml", ".gitlab-ci.yml"),
        ("git@gitlab.com:team/book.git", ".gitlab-ci.yml", ".github"),
    ],
)
def test_workflows_are_those_of_the_host(tmp_path, remote, there, not_there) -> None:
    GitRepository(tmp_path).git("remote", "add", "origin", remote)
    started(tmp_path)
    assert (tmp_path / there).exists()
    assert not (tmp_path / not_there).exists()


def test_a_project_below_the_top_has_its_workflows_at_the_top(tmp_path) -> None:
    git = GitRepository(tmp_path)
    started(git.root / "team/book")
    assert "forgebook check -C team/book --format github" in (tmp_path / ".github/workflows/records.yml").read_text()
    assert "forgebook check -C team/book\n" in (tmp_path / ".pre-commit-config.yaml").read_text()
    assert (tmp_path / "team/book/records/project.yml").is_file()
    assert not (tmp_path / "records").exists()


@pytest.mark.parametrize(
    ("address", "key", "value"),
    [
        ("https://github.com/a/b", "edit_uri", "edit/main/docs/"),
        ("https://gitlab.example/a/b", "edit_uri", "-/edit/main/docs/"),
        ("https://bitbucket.org/a/b", "edit_uri_template", "src/main/docs/{path}?mode=edit"),
        ("https://dev.azure.com/a/p/_git/b", "edit_uri_template", "?path=/docs/{path}&version=GBmain"),
    ],
)
def test_edit_links_are_those_of_the_host(tmp_path, address, key, value) -> None:
    started(tmp_path, "--repo-url", address)
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text())[key] == value


def test_it_asks_little(tmp_path) -> None:
    result = init(tmp_path, input="Harbour\nhttps://gitlab.example/a/b\n4\n1\n")
    assert result.exit_code == 0, result.output
    project = yaml.safe_load((tmp_path / "records/project.yml").read_text())
    assert project["name"] == "Harbour"
    assert project["repositories"][0]["url"] == "https://gitlab.example/a/b"
    assert project["cadence"] == {"sprint_weeks": 4, "recovery_weeks": 1}
    assert not (tmp_path / ".github").exists()


def test_where_nobody_answers_it_says_what_to_do(tmp_path) -> None:
    result = init(tmp_path, input="Harbour\n")
    assert result.exit_code == 2
    assert "with --yes what was guessed is taken" in result.output
    assert list(tmp_path.iterdir()) == []


def test_no_repository_is_said(tmp_path) -> None:
    assert "No repository: this is not a git repository. Run `git init`" in started(tmp_path).stdout


def test_a_file_in_the_place_of_the_folder(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    result = init(tmp_path / "file", "--yes")
    assert result.exit_code == 2
    assert "this is a file" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path) -> None:
    tmp_path.chmod(0o555)
    try:
        result = init(tmp_path, "--yes")
    finally:
        tmp_path.chmod(0o755)
    assert result.exit_code == 2
    assert "may not write" in result.stderr


def test_a_folder_that_may_not_be_written_as_any_user(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    result = init(tmp_path, "--yes")
    assert result.exit_code == 2
    assert "may not write" in result.stderr
    assert snapshot(tmp_path) == {}


def test_the_example(tmp_path, example, shell) -> None:
    result = CliRunner().invoke(main, ["init", str(tmp_path / "ex"), "--example"])
    assert result.exit_code == 0, result.output
    ours = {n: c for n, c in snapshot(example).items() if not n.startswith("site/")}
    assert snapshot(tmp_path / "ex") == ours
    builds(tmp_path / "ex", shell)


def test_the_example_wants_an_empty_folder(tmp_path) -> None:
    put(tmp_path, {"mine.txt": "x"})
    result = CliRunner().invoke(main, ["init", str(tmp_path), "--example"])
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert set(snapshot(tmp_path)) == {"mine.txt"}
