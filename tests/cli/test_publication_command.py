"""`forgebook publication`: the list for sign-off, kept and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

DAY = ("--as-of", "2025-11-20")
MORE = "title: More\nvisibility: public\nstatus: draft\n"


@pytest.fixture
def public(run, project):
    def listed(*arguments: str) -> Result:
        return run("publication", "--visibility", "public", *DAY, *arguments)

    return listed


def entries(result: Result) -> list[dict[str, object]]:
    return json.loads(result.stdout)["entries"]


def test_it_lists_what_shows(public) -> None:
    result = public()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("# What the public site publishes\n")
    assert "`decisions/new-way/`" in result.stdout
    assert "secret-way" not in result.stdout
    assert "Ada" not in result.stdout
    told = entries(public("--format", "json"))
    assert [entry["address"] for entry in told if entry.get("record") == "decision/new-way"] == ["decisions/new-way/"]
    assert not [entry for entry in told if str(entry.get("address")).startswith(("feeds/", "api/"))]


def test_feeds_and_texts_are_listed_where_the_site_has_them(public, write) -> None:
    plugins = "plugins: [search, forgebook, forgebook/feeds]\n"
    write({"mkdocs.yml": f"site_name: T\nsite_url: https://book.example/\n{plugins}exclude_docs: raw.txt\n"})
    write({"docs/raw.txt": "raw", "docs/plan.txt": "plan"})
    sorts = {
        entry["address"]: entry["sort"] for entry in entries(public("--format", "json")) if entry["what"] == "file"
    }
    for address, sort in (
        ("feeds/everything.xml", "feed"), ("feeds/due.ics", "calendar"), ("api/v1/index.json", "api"),
        ("decisions/new-way.md", "text"), ("plan.txt", "docs"),
    ):  # fmt: skip
        assert sorts.get(address) == sort, address
    assert "raw.txt" not in sorts
    write({"mkdocs.yml": "site_name: T\nplugins: [search, forgebook, {forgebook/feeds: {text: false}}]\n"})
    files = {entry["address"] for entry in entries(public("--format", "json")) if entry["what"] == "file"}
    assert "feeds/everything.xml" in files
    assert "decisions/new-way.md" not in files


def test_kept_and_compared(public, write, tmp_path: Path) -> None:
    kept = tmp_path / "publication-public.json"
    assert public("--write", str(kept)).exit_code == 0
    first = kept.read_text(encoding="utf-8")
    same = public("--since", str(kept), "--fail-on-new")
    assert same.exit_code == 0, same.output
    assert "Nothing is new, changed or gone." in same.stdout
    write({"records/decisions/more.yml": MORE})
    assert public("--since", str(kept)).exit_code == 0
    failed = public("--since", str(kept), "--fail-on-new", "--write", str(kept))
    assert failed.exit_code == 1
    assert "- page `decisions/more/` More" in failed.stdout.splitlines()
    assert f"new since {kept}" in failed.stderr
    assert kept.read_text(encoding="utf-8") != first
    assert public("--since", str(kept), "--fail-on-new").exit_code == 0


def test_what_goes_is_not_new(public, write, project: Path, tmp_path: Path) -> None:
    write({"records/decisions/more.yml": MORE})
    kept = tmp_path / "list.json"
    public("--write", str(kept))
    (project / "records/decisions/more.yml").unlink()
    result = public("--since", str(kept), "--fail-on-new", "--format", "json")
    assert result.exit_code == 0
    since = json.loads(result.stdout)["since"]
    assert "decisions/more/" in [entry.get("address") for entry in since["gone"]]
    assert since["new"] == []


def test_a_record_that_cannot_be_read_is_said(public, write) -> None:
    write({"records/decisions/broken.yml": "title: [\n"})
    assert "1 record could not be read" in public().stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fail-on-new",), "--since FILE"),
        (("--since", "nowhere.json"), "Make the first one with --write nowhere.json"),
        (("--write", "no/such/folder.json"), "Name another file"),
    ],
)
def test_wrong_use(public, arguments: tuple[str, ...], said: str) -> None:
    result = public(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("content", [b"\xff\xfe", b"no json", b'{"format": "other"}'])
def test_a_list_that_is_none(public, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(content)
    result = public("--since", str(path))
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert "Traceback" not in result.output


def test_the_list_of_other_readers_is_refused(public, run, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    public("--write", str(path))
    result = run("publication", "--visibility", "partner", "--since", str(path))
    assert result.exit_code == 2
    assert 'the list for "public"' in result.stderr


def test_the_team_is_no_reader_to_list_for(run) -> None:
    assert run("publication", "--visibility", "team").exit_code == 2
