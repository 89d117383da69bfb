"""`forgebook rehearse`: one entry more, all else the same bytes, and words on what it proves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from forgebook.cli.main import main
from support.loading import load
from support.properties import examples
from support.sites import mkdocs_yml, write

FRONT = "---\n# whose it is\nowner: role/lead   # a role\narea: []\n---\n"
BODY = "# Stop   \n\n\ttabs and  spaces \n\n---\n\n1. Stop: `x`\n\nno end of line"
FILES: dict[str, Any] = {
    "mkdocs.yml": mkdocs_yml(),
    "records/project.yml": "name: P\npolicies: {rehearse_after_months: 6}\n",
    "records/people/nadia.yml": "title: Nadia Rahimi\nhandle: nrahimi\n",
    "records/people/tom.yml": "title: Tom Fielding\n",
    "records/roles/lead.yml": "title: Lead\nholders: [{person: nadia}]\n",
    "records/runbooks/stop.md": FRONT + BODY,
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def rehearse(book: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["rehearse", *arguments, "-C", str(book)])


def text(book: Path) -> str:
    return (book / "records/runbooks/stop.md").read_bytes().decode("utf-8")


def test_one_entry_is_added_and_all_else_stays(book: Path) -> None:
    result = rehearse(book, "stop", "--by", "tom", "--outcome", "worked", "--on", "2025-11-03", "--note", "It: worked")
    assert result.exit_code == 0, result.output
    entry = 'rehearsals:\n  - date: 2025-11-03\n    by: tom\n    outcome: worked\n    note: "It: worked"\n'
    assert text(book).replace("'It: worked'", '"It: worked"') == FRONT.replace("area:", f"{entry}area:") + BODY
    assert "Somebody other than the owner has shown that it works. The next one is due by 2026-05-03." in result.output
    again = rehearse(book, "runbook/stop", "--by", "Nadia Rahimi", "--outcome", "failed", "--on", "2025-11-04")
    assert "proves nothing yet" in again.output
    found = load(book).graph.records["runbook/stop"].f.rehearsals
    assert [(one.by, one.outcome) for one in found] == [("person/tom", "worked"), ("person/nadia", "failed")]


@pytest.mark.parametrize(
    ("who", "ref"), [("nrahimi", "nadia"), ("@NRahimi", "nadia"), ("tom fielding", "tom"), ("role/lead", "lead")]
)
def test_who_goes_by_id_handle_or_name(who: str, ref: str, book: Path) -> None:
    assert rehearse(book, "stop", "--by", who, "--outcome", "worked").exit_code == 0
    assert f"    by: {ref}\n" in text(book)


@pytest.mark.parametrize("who", ["nadia", "role/lead"])
def test_the_owner_is_told_that_it_proves_nothing(who: str, book: Path) -> None:
    assert (
        "Its owner did it, so it proves nothing about cover"
        in rehearse(book, "stop", "--by", who, "--outcome", "worked").output
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stpo", "--by", "tom", "--outcome", "worked"], 'did you mean "runbook/stop"?'),
        (["role/lead", "--by", "tom", "--outcome", "worked"], "role/lead is a role; only a runbook is rehearsed."),
        (["stop", "--by", "tmo", "--outcome", "worked"], '"tmo" is no person, role or team'),
        (["stop", "--by", "nadja", "--outcome", "worked"], 'did you mean "person/nadia"?'),
        (["stop", "--by", "tom", "--outcome", "worked", "--on", "2999-01-01"], "lies in the future"),
        (["stop", "--by", "tom", "--outcome", "worked", "--on", "soon"], "soon"),
        (["stop", "--by", "tom", "--outcome", "fine"], "fine"),
        (["stop", "--by", "tom", "--outcome", "worked", "--note", "a\nb"], "a note is one line"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(arguments: list[str], words: str, book: Path) -> None:
    result = rehearse(book, *arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert text(book) == FRONT + BODY


def test_the_same_twice_is_refused(book: Path) -> None:
    arguments = ["stop", "--by", "tom", "--outcome", "worked", "--on", "2025-11-03"]
    rehearse(book, *arguments)
    before = text(book)
    result = rehearse(book, *arguments)
    assert result.exit_code == 2
    assert "records/runbooks/stop.md: this rehearsal stands there already." in result.output
    assert text(book) == before


def test_dry_run_shows_the_change_and_writes_nothing(book: Path) -> None:
    result = rehearse(book, "stop", "--by", "tom", "--outcome", "worked", "--dry-run")
    assert "+    by: tom" in result.output
    assert "(not written)" in result.output
    assert text(book) == FRONT + BODY


def test_a_runbook_without_front_matter_and_one_in_yaml(book: Path) -> None:
    write(
        book, {"records/runbooks/bare.md": "# Bare\n", "records/runbooks/plain.yml": "title: Plain # one\nsteps: a\n"}
    )
    for id_ in ("bare", "plain"):
        assert rehearse(book, id_, "--by", "tom", "--outcome", "worked", "--on", "2025-11-03").exit_code == 0
    assert (book / "records/runbooks/bare.md").read_text("utf-8").endswith("---\n\n# Bare\n")
    assert (book / "records/runbooks/plain.yml").read_text("utf-8").startswith("title: Plain # one\n")
    graph = load(book).graph
    assert all(len(graph.records[f"runbook/{id_}"].f.rehearsals) == 1 for id_ in ("bare", "plain"))


@examples(25)
@given(
    body=st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n"), max_size=60),
    crlf=st.booleans(),
)
def test_any_body_stays_the_same_bytes(tmp_path_factory: pytest.TempPathFactory, body: str, crlf: bool) -> None:
    book = write(tmp_path_factory.mktemp("body"), FILES)
    whole = f"---\nowner: role/lead\n---\n# Stop\n{body}"
    whole = whole.replace("\n", "\r\n") if crlf else whole
    (book / "records/runbooks/stop.md").write_bytes(whole.encode("utf-8"))
    result = rehearse(book, "stop", "--by", "tom", "--outcome", "worked", "--on", "2025-11-03")
    assert result.exit_code == 0, result.output
    after = (book / "records/runbooks/stop.md").read_bytes().decode("utf-8")
    fence = "---\r\n" if crlf else "---\n"
    assert after.split(fence, 2)[2] == whole.split(fence, 2)[2]
