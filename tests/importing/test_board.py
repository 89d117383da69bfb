"""Exports of boards: the tables that the tools write, what becomes of each sprint, and what people wrote is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from forgebook.cli.main import main
from support.sites import write

BOOK = {
    "records/project.yml": "name: P\n",
    "records/sprints/sprint-02.yml": "title: Sprint 2\nstart: 2025-09-15\nend: 2025-10-03\ngoal: Ship # the goal\n",
    "records/sprints/sprint-03.yml": "title: Sprint 3\nstart: 2025-10-06\nend: 2025-10-24\n",
}
BEFORE, FIRST_DAY, DURING, LATER = "2025-09-10", "2025-09-15", "2025-09-20", "2025-10-07"
GITHUB = "Title\tURL\tAssignees\tStatus\tIteration\tEstimate\tLabels"
JIRA = "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Resolution,Assignee,Sprint,Sprint,Labels,Labels"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", BOOK)


def run(book: Path, table: str | bytes, as_of: str = BEFORE, name: str = "board.csv") -> Result:
    source = book.parent / name
    source.write_bytes(table if isinstance(table, bytes) else table.encode())
    return CliRunner().invoke(main, ["import", "board", str(source), "-C", str(book)], env={"FORGEBOOK_AS_OF": as_of})


def sprint(book: Path, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(book / "records" / "sprints" / f"{id_}.yml")
    return found


def items(book: Path, id_: str, name: str) -> list[str]:
    return [entry["item"] for entry in sprint(book, id_).get(name, [])]


def github(*rows: str) -> str:
    return "".join(f"{line}\r\n" for line in (GITHUB, *rows))


def row(title: str, number: int, status: str, iteration: str) -> str:
    return f"{title}\thttps://github.com/a/b/issues/{number}\toctocat\t{status}\t{iteration}\t3\tbug"


def test_github_projects_fill_plan_and_done(book: Path) -> None:
    table = github(row("Login", 1, "Done", "Sprint 2"), row("Export", 2, "In progress", "Sprint 2"))
    result = run(book, b"\xef\xbb\xbf" + table.encode())
    assert result.exit_code == 0, result.output
    assert sprint(book, "sprint-02")["planned"] == [
        {"item": "Login", "url": "https://github.com/a/b/issues/1"},
        {"item": "Export", "url": "https://github.com/a/b/issues/2"},
    ]
    assert items(book, "sprint-02", "done") == ["Login"]
    assert "goal: Ship # the goal" in (book / "records/sprints/sprint-02.yml").read_text("utf-8")


def test_nobody_is_named_and_nothing_is_counted_per_person(book: Path) -> None:
    result = run(book, github(row("Login", 1, "Done", "Sprint 2")))
    assert "the column Assignees in 1 file: nothing is counted per person" in result.output
    assert "the column Estimate in 1 file: items are counted, not points or hours" in result.output
    assert "the column Labels in 1 file: no field takes it" in result.output
    assert "octocat" not in (book / "records/sprints/sprint-02.yml").read_text("utf-8")


def test_jira_with_a_sprint_column_for_each_sprint(book: Path) -> None:
    rows = [
        "Pay by card,PAY-1,1,Story,Closed,Done,Done,Ann,Sprint 2,,a,b",
        '"Refunds, twice",PAY-2,2,Story,In Review,In Progress,,Bob,Sprint 2,Sprint 3,,',
        "Vouchers,PAY-3,3,Story,Closed,Done,Won't Do,,Sprint 2,,,",
        "Some day,PAY-4,4,Story,To Do,To Do,,,,,,",
    ]
    result = run(book, "\r\n".join([JIRA, *rows]))
    assert result.exit_code == 0, result.output
    assert items(book, "sprint-02", "planned") == ["PAY-1 Pay by card", "PAY-2 Refunds, twice", "PAY-3 Vouchers"]
    assert items(book, "sprint-02", "done") == ["PAY-1 Pay by card"]
    assert sprint(book, "sprint-02")["carried"] == [{"item": "PAY-2 Refunds, twice", "to": "sprint-03"}]
    assert items(book, "sprint-03", "planned") == ["PAY-2 Refunds, twice"]
    assert '"PAY-3 Vouchers" was given up (Closed): say state: dropped in the plan' in result.output
    assert "1 item in no sprint" in result.output


def test_old_jira_servers_write_a_whole_object_into_the_cell(book: Path) -> None:
    cell = '"com.atlassian.greenhopper.service.sprint.Sprint@1a2b[id=7,state=CLOSED,name=Sprint 2,goal=<null>]"'
    run(book, f"Summary,Issue key,Status,Sprint\nOne,PAY-1,Done,{cell}\n")
    assert items(book, "sprint-02", "planned") == ["PAY-1 One"]


def test_the_plan_follows_up_to_the_first_day_and_is_closed_after_it(book: Path) -> None:
    first = row("Login", 1, "Todo", "Sprint 2")
    run(book, github(first), BEFORE)
    run(book, github(first, row("Export", 2, "Todo", "Sprint 2")), FIRST_DAY)
    assert items(book, "sprint-02", "planned") == ["Login", "Export"]
    run(book, github(first, row("Export", 2, "Done", "Sprint 2"), row("Urgent", 3, "Done", "Sprint 2")), DURING)
    assert items(book, "sprint-02", "planned") == ["Login", "Export"]
    assert items(book, "sprint-02", "added") == ["Urgent"]
    assert items(book, "sprint-02", "done") == ["Export", "Urgent"]


def test_a_first_import_after_the_start_says_that_the_plan_is_not_known(book: Path) -> None:
    result = run(book, github(row("Login", 1, "Done", "Sprint 2")), DURING)
    assert "does not say what the plan was at its start: all 1 items are taken as planned" in result.output


def test_what_the_board_has_moved_on_is_carried(book: Path) -> None:
    run(book, github(row("Login", 1, "Todo", "Sprint 2"), row("Export", 2, "Todo", "Sprint 2")), BEFORE)
    moved = github(row("Login", 1, "Todo", "Sprint 3"), row("Export", 2, "Todo", "Sprint 3"))
    run(book, moved, LATER)
    assert [(e["item"], e["to"]) for e in sprint(book, "sprint-02")["carried"]] == [
        ("Login", "sprint-03"), ("Export", "sprint-03"),
    ]  # fmt: skip
    assert items(book, "sprint-02", "planned") == ["Login", "Export"]


def test_again_changes_nothing(book: Path) -> None:
    table = github(row("Login", 1, "Done", "Sprint 2"), row("Export", 2, "Todo", "Sprint 3"))
    for as_of in (BEFORE, DURING, LATER):
        run(book, table, as_of)
        before = {path: path.read_bytes() for path in (book / "records").rglob("*.yml")}
        assert "Nothing had to be written" in run(book, table, as_of).output
        assert {path: path.read_bytes() for path in (book / "records").rglob("*.yml")} == before


def test_a_field_that_people_edited_is_left_alone_and_the_others_follow(book: Path) -> None:
    run(book, github(row("Login", 1, "Todo", "Sprint 2")))
    path = book / "records/sprints/sprint-02.yml"
    path.write_text(path.read_text("utf-8").replace("item: Login", "item: Sign in"), "utf-8")
    result = run(book, github(row("Login", 1, "Done", "Sprint 2"), row("Export", 2, "Todo", "Sprint 2")))
    assert items(book, "sprint-02", "planned") == ["Sign in"]
    assert items(book, "sprint-02", "done") == ["Login"]
    assert "planned was written or edited by people and is left alone" in result.output
    assert '"Export"' in result.output


def test_what_people_wrote_before_is_left_alone(book: Path) -> None:
    write(book, {"records/sprints/sprint-02.yml": BOOK["records/sprints/sprint-02.yml"] + "done:\n  - By hand\n"})
    result = run(book, github(row("Login", 1, "Done", "Sprint 2")))
    assert sprint(book, "sprint-02")["done"] == ["By hand"]
    assert 'in the source alone: "Login"; in the record alone: "By hand"' in result.output


def test_a_second_board_does_not_write_over_the_first(book: Path) -> None:
    run(book, github(row("Login", 1, "Todo", "Sprint 2")))
    before = (book / "records/sprints/sprint-02.yml").read_bytes()
    result = run(book, "Summary,Issue key,Status,Sprint\nOne,PAY-1,Done,Sprint 2\n")
    assert (book / "records/sprints/sprint-02.yml").read_bytes() == before
    assert "left alone" in result.output


def test_a_sprint_that_has_no_record_is_made_and_asks_for_its_dates(book: Path) -> None:
    result = run(book, github(row("Login", 1, "Todo", "Sprint 4")))
    assert result.exit_code == 1
    assert "Still to be filled in: end, start in 1 record" in result.output
    assert items(book, "sprint-04", "planned") == ["Login"]
    assert "Nothing had to be written" in run(book, github(row("Login", 1, "Todo", "Sprint 4"))).output


@pytest.mark.parametrize("name", ["Sprint 2", "sprint-02", "Payments sprint 2", "Iteration #2", "sprint 02"])
def test_sprints_are_found_by_title_id_and_number(book: Path, name: str) -> None:
    run(book, github(row("Login", 1, "Todo", name)))
    assert items(book, "sprint-02", "planned") == ["Login"]


def test_a_name_that_fits_two_sprints_fills_neither(book: Path) -> None:
    write(book, {"records/sprints/blue-2.yml": "title: Blue 2\nstart: 2025-09-15\nend: 2025-10-03\nteam: blue\n",
                 "records/teams/blue.yml": "title: Blue\n"})  # fmt: skip
    result = run(book, github(row("Login", 1, "Todo", "Payments sprint 2")))
    assert result.exit_code == 1
    assert '"Payments sprint 2" may be any of sprint/blue-2, sprint/sprint-02' in result.output
    assert "planned" not in sprint(book, "sprint-02")


def test_a_table_without_sprints_is_that_of_the_one_that_runs(book: Path) -> None:
    table = "Title,Status\nLogin,Done\n"
    assert "no sprint runs today" in run(book, table, BEFORE).output
    result = run(book, table, DURING)
    assert items(book, "sprint-02", "done") == ["Login"]
    assert "all is taken for sprint/sprint-02, which runs" in result.output


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_mark_between_cells(book: Path, mark: str) -> None:
    run(
        book,
        f"sep={mark}\nTitle{mark}Status{mark}Sprint\n".replace("sep=\t\n", "") + f"Login{mark}Done{mark}Sprint 2\n",
    )
    assert items(book, "sprint-02", "done") == ["Login"]


def test_titles_stay_what_they_are_in_markdown(book: Path) -> None:
    title = "Fix [[login]] of <select> in *all* __init__.py"
    run(book, f"Title,Status,Sprint\n{title},Done,Sprint 2\n")
    shown = CliRunner().invoke(main, ["check", "-C", str(book)], env={"FORGEBOOK_AS_OF": BEFORE})
    assert shown.exit_code == 0, shown.output
    assert items(book, "sprint-02", "done") == [r"Fix \[\[login]] of &lt;select> in \*all\* \_\_init\_\_.py"]
    assert "Nothing had to be written" in run(book, f"Title,Status,Sprint\n{title},Done,Sprint 2\n").output


def test_line_breaks_in_a_cell_and_doubled_quotes(book: Path) -> None:
    run(book, 'Title,Status,Sprint\r\n"Say ""hi""\r\nto all",Done,Sprint 2\r\n')
    assert items(book, "sprint-02", "done") == ['Say "hi" to all']


def test_unknown_states_are_told_once(book: Path) -> None:
    result = run(book, "Title,Status,Sprint\nA,Verified,Sprint 2\nB,Verified,Sprint 2\nC,Done,Sprint 2\n")
    assert result.output.count('the status "Verified" is not known, and counts as not done') == 1
    assert items(book, "sprint-02", "done") == ["C"]


@pytest.mark.parametrize(
    ("table", "told", "exit_code"),
    [
        (b"", "is empty", 2),
        (b"\xef\xbb\xbf\r\n", "is empty", 2),
        (b"Title,Status,Sprint\r\n", "no item below them", 2),
        (b"Login,Done,Sprint 2\n", "Title and Status (GitHub Projects), or Summary and Status (Jira)", 2),
        (b"a,b\n1,2\n", "It begins with: a, b", 2),
        (b'Title,Status,Sprint\n"Login,Done,Sprint 2\n', "cannot be taken apart from line 2 on", 2),
        (b"Title,Status,Sprint\nLogin,Done,Sprint 2,more\n", "the row has 4 cells, and there are 3 columns", 1),
        (b"Title,Status,Sprint\n,Done,Sprint 2\n", "the row has no title", 1),
        (b"PK\x03\x04\0\0", "could not be read", 1),
        (b"Title,Status,Sprint\n" + b"x" * (1 << 20), "export fewer columns", 1),
    ],
)
def test_files_that_are_no_tables(book: Path, table: bytes, told: str, exit_code: int) -> None:
    result = run(book, table)
    assert result.exit_code == exit_code, result.output
    assert told in result.output
    assert "planned" not in sprint(book, "sprint-02")


def test_a_workbook_is_named_as_such(book: Path) -> None:
    assert "it is a workbook; save the sheet as CSV" in run(book, b"PK\x03\x04\0\0", name="board.xlsx").output


def test_what_spreadsheets_make_of_letters(book: Path) -> None:
    run(book, "Title,Status,Sprint\nGrüße,Done,Sprint 2\n".encode("utf-16"))
    assert items(book, "sprint-02", "done") == ["Grüße"]
    result = run(book, "Title,Status,Sprint\nGrüße,Done,Sprint 3\n".encode("cp1252"))
    assert items(book, "sprint-03", "done") == ["Grüße"]
    assert "look at letters with accents" in result.output


def test_a_sprint_with_an_error_is_not_written_to(book: Path) -> None:
    write(book, {"records/sprints/sprint-02.yml": "start: 2025-09-15\nend: no day\n"})
    result = run(book, github(row("Login", 1, "Todo", "Sprint 2")))
    assert result.exit_code == 2, result.output
    assert "has an error" in result.output
    assert not (book / "records/sprints/sprint-2.yml").exists()
