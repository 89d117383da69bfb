"""CODEOWNERS as areas: what is one, who is meant, and what is not invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from forgebook.importing.codeowners_file import Comment, Stretch, Unowned, stretches
from support.sites import write

BOOK = {
    "records/project.yml": "name: P\n",
    "records/people/nadia.yml": "title: Nadia Rahimi\nhandle: nrahimi\nemails: [nadia@example.org]\n",
    "records/people/tom.yml": 'title: Tom Fielding\nhandle: "@TomF"\n',
    "records/teams/platform.yml": "title: Platform Team\nmembers: [tom]\n",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", BOOK)


def run(book: Path, text: str, *options: str) -> Result:
    source = book.parent / "webapp" / ".github"
    source.mkdir(parents=True, exist_ok=True)
    (source / "CODEOWNERS").write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["import", "codeowners", str(source.parent), "-C", str(book), *options])


def area(book: Path, id_: str) -> dict[str, object]:
    found = YAML(typ="safe").load(book / "records" / "areas" / f"{id_}.yml")
    return {key: value for key, value in found.items() if key != "imported"}


def test_people_and_teams_are_found_by_handle_address_and_name(book: Path) -> None:
    result = run(
        book,
        "# Build\n/ci/ @acme/platform-team @tomf\n/Makefile @acme/platform-team @tomf\n\ndocs/ nadia@example.org\n",
    )
    assert result.exit_code == 0, result.output
    assert area(book, "build") == {
        "title": "Build", "owner": "team/platform", "deputy": "person/tom",
        "paths": [{"repository": "webapp", "globs": ["/ci/", "/Makefile"]}],
    }  # fmt: skip
    assert area(book, "docs")["owner"] == "person/nadia"
    assert "webapp" in (book / "records/project.yml").read_text(encoding="utf-8")


def test_what_matches_nobody_is_told_and_not_invented(book: Path) -> None:
    result = run(book, "* @ghost someone@example.org @acme/ghosts\n")
    found = area(book, "everything-else")
    assert "owner" not in found
    assert found["contacts"] == ["@ghost", "@acme/ghosts"]
    assert "@ghost matches nobody: add handle: ghost to a person" in result.output
    assert "@acme/ghosts matches nobody: add a team of that name" in result.output
    written = "".join(p.read_text("utf-8") for p in (book / "records").rglob("*.yml"))
    assert "someone@" not in written + result.output
    assert not (book / "records/people/ghost.yml").exists()


def test_of_three_owners_the_third_is_told(book: Path) -> None:
    result = run(book, "* @nrahimi @tomf @acme/platform\n")
    assert area(book, "everything-else")["contacts"] == ["@acme/platform"]
    assert "team/platform: an area has one owner and one deputy" in result.output


def test_a_pattern_without_owners_and_comments_over_nothing_are_told(book: Path) -> None:
    result = run(book, "# Who reviews what.\n# And why.\n\n/a/ @tomf\n/a/vendor/\n")
    assert "2 lines of comments in 1 file: they stand over no pattern" in result.output
    assert "the pattern /a/vendor/ in 1 file: it has no owners" in result.output


def test_sections_give_titles_and_owners(book: Path) -> None:
    run(book, "[Data base][2] @acme/platform\ndb/\n*.sql @tomf\n^[Docs]\ndocs/ @nrahimi # the guides\n")
    assert area(book, "data-base")["description"] == "A change needs 2 approvals."
    assert area(book, "data-base-sql-files")["owner"] == "person/tom"
    assert area(book, "docs")["title"] == "Docs"


def test_again(book: Path) -> None:
    text = "/docs/ @nrahimi\n/app/ @tomf\n"
    run(book, text)
    before = {p: p.read_bytes() for p in (book / "records").rglob("*.yml")}
    assert "Nothing had to be written: 2 unchanged." in run(book, text).output
    assert {p: p.read_bytes() for p in (book / "records").rglob("*.yml")} == before
    result = run(book, "/docs/ @tomf\n")
    assert area(book, "docs")["owner"] == "person/tom"
    assert "No longer in the source, and kept:" in result.output
    assert "records/areas/app.yml" in result.output


def test_an_area_that_people_wrote_is_taken_as_it_is(book: Path) -> None:
    write(book, {"records/areas/docs.yml": "title: Documents\n"})
    run(book, "/docs/ @nrahimi\n")
    assert (book / "records/areas/docs.yml").read_text("utf-8") == "title: Documents\n"


@pytest.mark.parametrize(
    ("repositories", "id_"),
    [
        ("[{id: web, path: ../webapp}]", "web"),
        ('[{id: web, url: "https://git.example/acme/webapp.git"}]', "web"),
        ("[{id: own, path: .}]", "webapp"),
    ],
)
def test_the_repository_is_told_from_the_project_file(repositories: str, id_: str, book: Path) -> None:
    write(book, {"records/project.yml": f"name: P\nrepositories: {repositories}\n"})
    run(book, "/docs/ @nrahimi\n")
    assert area(book, "docs")["paths"] == [{"repository": id_, "globs": ["/docs/"]}]


def test_a_folder_without_the_file(book: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["import", "codeowners", str(tmp_path), "-C", str(book)])
    assert result.exit_code == 2
    assert "there is no CODEOWNERS in" in result.output


def test_parts() -> None:
    text = "# a\n\n# b\nx\\ y/ @o  # note\nz @o\n\nz @o\nw\n"
    parts = list(stretches(text))
    assert [type(part) for part in parts] == [Comment, Stretch, Stretch, Unowned]
    first = parts[1]
    assert isinstance(first, Stretch)
    assert (first.comments, first.patterns, first.owners, first.line) == (["b"], ["x\\ y/", "z"], ("@o",), 4)
