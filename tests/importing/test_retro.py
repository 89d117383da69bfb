"""Files of retro boards: what becomes an item, what is left out on purpose, and that nothing else is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from support.sites import records, write

FILES: dict[str, Any] = {
    "people/jun.yml": {"title": "Jun Watanabe", "handle": "junw"},
    "sprints/sprint-16.yml": {"start": "2025-09-15", "end": "2025-10-17", "recovery_until": "2025-10-24"},
    "sprints/sprint-17.yml": {"start": "2025-10-27", "end": "2025-11-28"},
    "retros/retro-15.yml": {"date": "2025-09-05", "improvement": {"id": "book-the-quiet-room", "statement": "Book"}},
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": {"name": "P"}, **records(FILES)})


def run(book: Path, name: str, content: str | bytes, *options: str) -> Result:
    source = book.parent / name
    source.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return CliRunner().invoke(main, ["import", "retro", str(source), "-C", str(book), *options])


def made(book: Path) -> dict[str, Any]:
    (path,) = [one for one in (book / "records/retros").iterdir() if one.name != "retro-15.yml"]
    found = YAML(typ="safe").load(path)
    assert found.pop("imported")["from"]
    return dict(found)


AZURE = '''\
"Retrospectives Summary for 'Sprint 17' (https://boards.example/x)"


Feedback Items
Type,Description,Votes,CreatedDate,CreatedBy
"What went well","Great teamwork,
really",3,2025-11-28T10:00:00Z,Ana Canary
"What could be improved","Slow ""builds""",2,2025-11-28T10:01:00Z,Bo Canary
"Puzzles","Why two lookups?",0,2025-11-28T10:01:00Z,Bo Canary


Work Items
Feedback Description,Work Item Title,Work Item Type,Work Item Id,Url
"Slow builds","Cache the container",Task,42,https://boards.example/42
'''
"""In the form of the Retrospectives extension of Azure DevOps: a title, items, and the work items below."""


def test_two_tables_in_one_file_are_read_and_authors_are_left_out(book: Path) -> None:
    result = run(book, "azure-2025-11-28.csv", AZURE)
    assert result.exit_code == 0, result.output
    found = made(book)
    assert (str(found["date"]), found["sprint"]) == ("2025-11-28", "sprint-17")
    assert found["went_well"] == [{"text": "Great teamwork, really", "votes": 3}]
    assert found["could_be_better"] == [{"text": 'Slow "builds"', "votes": 2}]
    task = "Cache the container · Feedback Description: Slow builds · Work Item Type: Task · Work Item Id: 42"
    assert found["ideas"] == [{"text": "Why two lookups?", "theme": "Puzzles", "votes": 0}, task]
    assert '3 values of the column "CreatedBy" in 1 file: a retro has items without authors' in result.output
    assert 'items of the column "Puzzles" fit none of ours' in result.output
    written = "".join(path.read_text("utf-8") for path in (book / "records").rglob("*.yml"))
    assert "Canary" not in written + result.output


WIDE = [("Went well", "To improve", "Action items"), ("On time (3 votes)", "Loud room +2", "★ Book the quiet room"),
        ("", "Late tests", "")]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_column_of_a_table_is_one_of_the_board_and_a_star_marks_what_was_agreed(book: Path, delimiter: str) -> None:
    result = run(book, "2025-10-24.csv", "\r\n".join(delimiter.join(row) for row in WIDE))
    assert result.exit_code == 0, result.output
    found = made(book)
    assert found["sprint"] == "sprint-16"  # the day falls into its recovery
    assert found["went_well"] == [{"text": "On time", "votes": 3}]
    assert found["could_be_better"] == [{"text": "Loud room", "votes": 2}, "Late tests"]
    # The id is taken by the improvement of another retro.
    assert found["improvement"] == {"id": "book-the-quiet-room-2", "statement": "Book the quiet room"}
    assert "ideas" not in found


def test_of_several_that_are_marked_none_is_the_one(book: Path) -> None:
    rows = "Column,Text,Votes,Agreed,Group\nActions,A,1,yes,Sea\nActions,B,2,x,\nWent well,C,many,,\n"
    result = run(book, "sprint-17.csv", rows)
    found = made(book)
    assert found["ideas"] == [{"text": "A", "theme": "Sea", "votes": 1}, {"text": "B", "votes": 2}]
    assert found["went_well"] == ["C"]
    assert "improvement" not in found
    assert "2 items are marked as agreed: they stand in ideas" in result.output
    assert '"many" is no number of votes' in result.output


TEXT = """\
Retro of November
Held on 2025-11-28

**Went well** 🎉
- Planners came
  and stayed (4 votes)
- Notes were early - Jun Watanabe

Didn’t go well:
1. Fire drill +5

Puzzles:
* Who owns the printer?

## Action items
- [ ] Write a drill plan
"""


def test_text_has_headings_and_a_line_an_item(book: Path) -> None:
    result = run(book, "notes.txt", TEXT)
    assert result.exit_code == 0, result.output
    assert made(book) == {
        "summary": "Retro of November Held on 2025-11-28", "sprint": "sprint-17", "date": made(book)["date"],
        "went_well": [{"text": "Planners came and stayed", "votes": 4}, "Notes were early"],
        "could_be_better": [{"text": "Fire drill", "votes": 5}],
        "ideas": [{"text": "Who owns the printer?", "theme": "Puzzles"}, "Write a drill plan"],
    }  # fmt: skip
    assert str(made(book)["date"]) == "2025-11-28"
    assert "1 name at the end of items in 1 file" in result.output
    assert "Watanabe" not in result.output


@pytest.mark.parametrize(("encoding", "said"), [("utf-8-sig", ""), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")])
def test_encodings_that_spreadsheets_write(book: Path, encoding: str, said: str) -> None:
    result = run(book, "sprint-17.txt", "Went well\n- Café – at last\nIdeas\n- Tea\n".encode(encoding))
    assert made(book)["went_well"] == ["Café – at last"]
    assert said in result.output


def test_what_cannot_be_known_is_left_open_and_told(book: Path) -> None:
    result = run(book, "board.txt", "Went well\n- Tea\n")
    assert result.exit_code == 1
    assert "which sprint it looks back on cannot be told" in result.output
    assert "Still to be filled in: date in 1 record" in result.output


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", 2, "is empty"), (" \n\n", 2, "is empty"), ("a,b\n1,2\n", 2, "there are no retro items"),
        ("Just a paragraph.\n", 2, "there are no retro items"), (b"PK\x03\x04\0\0", 1, "it is no text"),
        ("Column,Text,Votes\n", 2, "there are no retro items"),
        ("# Readme\n\nInstall it.\n\n## Usage\n\n- Run it\n", 2, "there are no retro items"),
    ],
)  # fmt: skip
def test_what_is_no_board_is_told_and_nothing_is_written(
    book: Path, content: str | bytes, code: int, words: str
) -> None:
    result = run(book, "x.csv", content)
    assert result.exit_code == code
    assert words in result.output
    assert len(list((book / "records/retros").iterdir())) == 1


def test_a_folder_is_refused(book: Path) -> None:
    result = CliRunner().invoke(main, ["import", "retro", str(book), "-C", str(book)])
    assert result.exit_code == 2
    assert "is a folder. Name the file of one retro" in result.output


def test_a_second_run_changes_nothing_and_one_that_was_edited_is_left_alone(book: Path) -> None:
    run(book, "sprint-17.txt", "Went well\n- Tea\nIdeas\n- Cake\n")
    path = book / "records/retros/sprint-17.yml"
    before = path.read_bytes()
    again = run(book, "sprint-17.txt", "Went well\n- Tea\nIdeas\n- Cake\n")
    assert "Nothing had to be written: 1 unchanged" in again.output
    assert "already" not in again.output
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b"Tea", b"Green tea"))
    edited = run(book, "sprint-17.txt", "Went well\n- Coffee\n")
    assert "Edited since they were imported, and left alone" in edited.output
    assert b"Green tea" in path.read_bytes()
