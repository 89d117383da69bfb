"""`forgebook check`."""

from __future__ import annotations

import json

import pytest

BAD = "title: A\n# why\nstatus: acepted\n"
OVERDUE = "title: B\nstatus: accepted\ndecided: 2024-01-01\nreview_by: 2024-06-01\n"
AS_OF = ("--as-of", "2025-01-01")


def test_no_fault_is_exit_0(run):
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout == "6 files, nothing found\n"
    assert result.stderr == ""


def test_an_error_is_shown_as_the_contract_has_it(run, write):
    write({"records/decisions/a.yml": BAD})
    result = run("check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == 'records/decisions/a.yml:3:9 FB204 unknown status "acepted": did you mean "accepted"?'
    assert lines[1:3] == ["3 | status: acepted", "  |         ^ error"]
    assert lines[3].startswith("  = one of draft, proposed, accepted")
    assert lines[-1] == "7 files, 1 error"


@pytest.mark.parametrize(
    ("files", "fail_on", "code"),
    [
        ({"b.yml": OVERDUE}, "error", 0),
        ({"b.yml": OVERDUE}, "warning", 1),
        ({"b.yml": OVERDUE}, "advice", 1),
        ({"notes.txt": "x"}, "warning", 0),
        ({"notes.txt": "x"}, "advice", 1),
        ({"a.yml": BAD}, "error", 1),
        ({}, "advice", 0),
    ],
)
def test_fail_on_lowers_the_bar(run, write, files, fail_on, code):
    write({f"records/decisions/{name}": text for name, text in files.items()})
    assert run("check", "--fail-on", fail_on, *AS_OF).exit_code == code


def test_a_waived_finding_does_not_count_and_is_listed_with_its_reason(run, write):
    waiver = "waivers: [{code: FB403, reason: we meet in June}]\n"
    write({"records/decisions/b.yml": OVERDUE + waiver})
    result = run("check", "--fail-on", "advice", *AS_OF)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Waived:"
    assert result.stdout.splitlines()[1].startswith("  records/decisions/b.yml:4:12 FB403 ")
    assert "    reason: we meet in June" in result.stdout
    assert result.stdout.endswith("7 files, nothing found, 1 waived\n")


def test_as_of_moves_the_dates(run, write):
    write({"records/decisions/b.yml": OVERDUE})
    assert run("check", "--fail-on", "warning", "--as-of", "2024-05-31").exit_code == 0
    assert run("check", "--fail-on", "warning", "--as-of", "2024-06-02").exit_code == 1


def test_concise_is_one_line_each(run, write):
    write({"records/decisions/a.yml": BAD})
    lines = run("check", "--format", "concise").stdout.splitlines()
    assert lines == [
        'records/decisions/a.yml:3:9 FB204 unknown status "acepted": did you mean "accepted"? [error]',
        "7 files, 1 error",
    ]


def test_json_is_an_array_and_nothing_else(run, write):
    write({"records/decisions/a.yml": BAD})
    result = run("check", "--format", "json")
    (found,) = json.loads(result.stdout)
    assert (found["code"], found["line"], found["column"], found["ref"]) == ("FB204", 3, 9, "decision/a")
    assert result.exit_code == 1
    assert json.loads(run("check", "records/people", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (["records/decisions"], {"a", "b"}),
        (["records/decisions/a.yml"], {"a"}),
        (["records/people"], set()),
        (["records/people", "records/decisions/b.yml"], {"b"}),
        (["records/decisions/../decisions/a.yml"], {"a"}),
        (["records"], {"a", "b"}),
        (["."], {"a", "b"}),
    ],
)
def test_paths_restrict_what_is_reported(run, write, paths, codes):
    write({"records/decisions/a.yml": BAD, "records/decisions/b.yml": BAD})
    found = run("check", *paths, "--format", "json")
    assert {entry["ref"].removeprefix("decision/") for entry in json.loads(found.stdout)} == codes
    assert found.exit_code == (1 if codes else 0)


def test_a_whole_project_is_read_even_for_one_path(run, write):
    write({"records/decisions/a.yml": "title: A\nstatus: draft\nsupersedes: [gone]\ndepends_on: [old-way]\n"})
    (found,) = json.loads(run("check", "records/decisions/a.yml", "--format", "json").stdout)
    assert 'there is no decision "gone"' in found["message"]


def test_an_absolute_path_and_a_link_to_it(run, write, tmp_path):
    project = write({"records/decisions/a.yml": BAD})
    assert run("check", str(project / "records/decisions/a.yml")).exit_code == 1
    (tmp_path / "link").symlink_to(project / "records")
    assert run("check", str(tmp_path / "link" / "decisions")).exit_code == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("records/none.yml", 'there is no file or folder "records/none.yml" in '),
        ("/", '"/" lies outside of the project '),
        ("..", '".." lies outside of the project '),
    ],
)
def test_a_path_that_is_no_part_of_the_project_is_wrong_use(run, path, said):
    result = run("check", path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "env", "said"),
    [
        (["--as-of", "soon"], {}, '"soon" is not a day. Write year, month and day, like 2025-10-07.'),
        (["--format", "xml"], {}, "'xml' is not one of"),
        (["--fail-on", "nothing"], {}, "'nothing' is not one of"),
        ([], {"FORGEBOOK_VISIBILITY": "all"}, 'FORGEBOOK_VISIBILITY: unknown visibility "all"'),
    ],
)
def test_wrong_use_is_exit_2(run, arguments, env, said):
    result = run("check", *arguments, env=env)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_mkdocs_yml_that_cannot_be_read_is_wrong_use(run, write):
    write({"mkdocs.yml": "plugins: [\n\x1b"})
    result = run("check")
    assert result.exit_code == 2
    assert "mkdocs.yml:" in result.stderr
    assert "\x1b" not in result.stderr


def test_colours_only_where_they_belong(run, write):
    write({"records/decisions/a.yml": BAD})
    assert "\x1b[" not in run("check").stdout
    assert "\x1b[" not in run("check", "--no-color").stdout
    assert "\x1b[31m" in run("check", "--color").stdout.replace(";1m", "m")
    assert "\x1b[" in run("check", "--color", env={"NO_COLOR": "1"}).stdout


def test_escape_sequences_of_files_do_not_reach_the_terminal(run, write):
    write(
        {"records/decisions/a.yml": 'title: A\nstatus: "\\e]0;owned\\a"\n', "records/decisions/b.yml": "a: \x1b[2J\n"}
    )
    for format_ in ("full", "concise", "json"):
        result = run("check", "--format", format_, "--no-color")
        assert result.exit_code == 1
        assert not set(result.output) & {"\x1b", "\x07"}


def test_a_folder_without_records_is_told_so_and_is_no_error(tmp_path, run):
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("check", "-C", str(empty))
    assert result.exit_code == 0
    assert "FB119" in result.stdout
    assert "0 files" in result.stdout
    assert not (empty / "records").exists()
