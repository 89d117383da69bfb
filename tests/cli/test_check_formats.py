"""`forgebook check` in the formats of hosts."""

from __future__ import annotations

import json

import pytest

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif")
FILES = {
    "records/decisions/a.yml": "title: A\n# why\nstatus: acepted\n",
    "records/decisions/b.yml": (
        "title: B\nstatus: accepted\ndecided: 2024-01-01\nreview_by: 2024-06-01\n"
        "waivers: [{code: FB403, reason: agreed in May}]\n"
    ),
    "records/decisions/c.yml": "title: C\nstatus: accepted\ndecided: 2024-01-01\nreview_by: 2024-06-02\n",
}
AS_OF = ("--as-of", "2025-01-01")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("name", "fail_on", "code"), [
    ("a", "error", 1), ("b", "advice", 0), ("c", "error", 0), ("c", "warning", 1),
])  # fmt: skip
def test_the_exit_code_is_the_same_in_every_format(run, write, format_, name, fail_on, code):
    path = f"records/decisions/{name}.yml"
    write({path: FILES[path]})
    assert run("check", "--format", format_, "--fail-on", fail_on, *AS_OF).exit_code == code


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_records_give_the_same_report(run, write, format_):
    write(FILES)
    first, second = (run("check", "--format", format_, *AS_OF) for _ in range(2))
    assert first.stdout == second.stdout
    assert "FB204" in first.stdout


@pytest.mark.parametrize("format_", ["json", "gitlab", "sarif"])
def test_nothing_but_json_is_printed(run, write, format_):
    write(FILES)
    result = run("check", "--format", format_, *AS_OF)
    assert json.loads(result.stdout)
    assert result.stderr == ""


@pytest.mark.parametrize("format_", FORMATS)
def test_the_report_goes_to_a_file(run, write, tmp_path, format_):
    write(FILES)
    printed = run("check", "--format", format_, "--no-color", *AS_OF).stdout
    result = run("check", "--format", format_, "--output", str(tmp_path / "report"), *AS_OF)
    counted = "9 files, 1 error, 1 warning, 1 waived\n"
    assert result.exit_code == 1
    assert result.stdout == counted
    assert (tmp_path / "report").read_text(encoding="utf-8") == printed.removesuffix(counted)


def test_a_file_that_cannot_be_written_is_told(run, tmp_path):
    result = run("check", "--output", str(tmp_path / "none" / "report"))
    assert result.exit_code == 2
    assert "could not be written" in result.stderr


def test_github_annotates_below_the_repository_and_fills_the_summary(run, write, tmp_path):
    write(FILES)
    (tmp_path / ".git").mkdir()
    summary = tmp_path / "summary.md"
    environment = {
        "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_SERVER_URL": "https://git.example",
        "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc",
    }  # fmt: skip
    result = run("check", "--format", "github", *AS_OF, env=environment)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("::error file=project/records/decisions/a.yml,line=3,col=9,title=FB204 ")
    assert lines[1].startswith("::warning file=project/records/decisions/c.yml,line=4,")
    assert lines[-1] == "9 files, 1 error, 1 warning, 1 waived"
    text = summary.read_text(encoding="utf-8")
    assert "blob/abc/project/records/decisions/a.yml#L3" in text
    assert "agreed in May" in text


def test_the_summary_is_for_github_alone(run, write, tmp_path):
    summary = tmp_path / "summary.md"
    run("check", "--format", "gitlab", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert not summary.exists()


def test_a_summary_that_cannot_be_written_fails_nothing(run, tmp_path):
    result = run("check", "--format", "github", env={"GITHUB_STEP_SUMMARY": str(tmp_path / "none" / "summary.md")})
    assert result.exit_code == 0
    assert "could not be written" in result.stderr
