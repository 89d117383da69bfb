"""Diagnostics as workflow commands of GitHub Actions, and the job's summary."""

from __future__ import annotations

import re

import pytest
from markdown import markdown as to_html

from forgebook.core.diagnostics import Severity
from forgebook.reporters.github import report
from forgebook.reporters.github_summary import MOST_BYTES, append, files_at, markdown
from forgebook.reporters.places import RepositoryPaths

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


@pytest.fixture
def paths(repository) -> RepositoryPaths:
    return RepositoryPaths(repository)


def as_the_runner_reads(line: str) -> tuple[str, dict[str, str], str] | None:
    """A command with its values unescaped, by the rules of GitHub's runner; None for a plain line."""
    read = COMMAND.fullmatch(line)
    if read is None:
        assert not line.lstrip().startswith("::") or line in GROUP
        assert "##[" not in line
        return None
    properties = dict(entry.split("=", 1) for entry in read["properties"].split(","))
    return read["level"], {name: unescaped(value) for name, value in properties.items()}, unescaped(read["message"])


GROUP = ("::group::Findings without an annotation", "::endgroup::")


def unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def read(lines):
    return [command for line in lines if (command := as_the_runner_reads(line))]


def test_one_annotation(make, paths):
    (line,) = report([make(remedy="one of draft, accepted")], paths, summary=False)
    assert line == (
        "::error file=sites/a b/records/decisions/a.yml,line=3,col=9,title=FB204 A title::"
        'records/decisions/a.yml:3:9 unknown status "acepted": did you mean "accepted"?%0Aone of draft, accepted'
    )


def test_levels_come_worst_first_and_waived_findings_get_no_annotation(found, paths):
    lines = list(report(found, paths, summary=False))
    assert [level for level, _, _ in read(lines)] == ["error"] * 4 + ["warning", "notice"]
    assert not any("overdue" in message for _, _, message in read(lines))
    assert [line for line in lines if "overdue" in line] == [
        "records/decisions/a.yml:6:9 FB403 overdue [waived: agreed in May]"
    ]


def test_a_finding_about_a_file_has_no_line(make, paths):
    ((_, properties, message),) = read(report([make("records", 0, 0, message="no records")], paths, summary=False))
    assert set(properties) == {"file", "title"}
    assert message == "records no records"


def test_what_a_record_says_is_no_command(found, paths):
    hostile = [d for d in found if "add-mask" in d.message]
    ((level, properties, message),) = read(report(hostile, paths, summary=False))
    assert level == "error"
    assert properties["file"] == "sites/a b/records/a,b:c%␊.yml"
    assert "::error::x" in message
    assert "\x1b" not in message
    assert message.count("\n") == 0


def test_more_than_github_shows_is_counted_and_listed_in_the_log(make, paths):
    hostile = "::add-mask::x ##[add-matcher]y"
    found = [make(line=n, message=hostile) for n in range(1, 26)]
    found += [make(f"::records{n}", severity=Severity.WARNING, code="FB403", message=hostile) for n in range(11)]
    lines = list(report(found, paths, summary=True))
    commands = read(lines)
    assert [level for level, _, _ in commands] == ["error"] * 10 + ["warning"] * 10
    assert [properties["line"] for _, properties, _ in commands[:10]] == [str(n) for n in range(1, 11)]
    assert "16 more findings have no annotation" in lines[20]
    assert lines[20].endswith("see below and in the job's summary.")
    assert lines[21] == GROUP[0]
    assert lines[-1] == GROUP[1]
    assert len(lines[22:-1]) == 16


def test_nothing_found_is_no_line(paths):
    assert list(report([], paths, summary=True)) == []


def test_the_summary_shows_words_as_they_are_written(found, paths):
    text = markdown(found, 7, paths, None, room=MOST_BYTES)
    html = to_html(text, extensions=["tables"])
    assert html.count("<tr>") == len(found) + 1
    assert "<a " not in html
    assert "<b>" not in html
    assert "<code>" not in html
    assert "@you" not in html
    assert "&lt;b&gt;" in html.replace("&#60;", "&lt;").replace("&#62;", "&gt;")
    assert text.splitlines()[0] == "### Records: 7 files, 4 errors, 1 warning, 1 piece of advice, 1 waived"


def test_waived_findings_come_last_in_the_summary(found, paths):
    rows = [line for line in markdown(found, 7, paths, None, room=MOST_BYTES).splitlines() if line.startswith("| ")]
    assert [row.split(" ")[1] for row in rows[1:]] == ["error"] * 4 + ["warning", "advice", "waived"]
    assert rows[-1].endswith("overdue<br>waived: agreed in May |")


def test_places_link_to_the_files_of_the_commit(make, paths):
    at = files_at({"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc"})
    text = markdown([make()], 1, paths, at, room=MOST_BYTES)
    assert "(https://git.example/o/r/blob/abc/sites/a%20b/records/decisions/a.yml#L3)" in text
    assert files_at({"GITHUB_REPOSITORY": "o/r"}) is None


@pytest.mark.parametrize("before", [0, 900_000, MOST_BYTES - 10, MOST_BYTES + 10])
def test_the_summary_is_never_larger_than_github_takes(make, paths, tmp_path, before):
    file = tmp_path / "summary.md"
    file.write_text("x" * before, encoding="utf-8")
    append(file, [make(line=n + 1, message="ü" * 500) for n in range(3000)], 1, paths, None)
    written = file.read_text(encoding="utf-8")
    assert len(written.encode()) <= max(before, MOST_BYTES)
    assert written[:before] == "x" * before
    cut = re.search(r"\n([\d,]+) more findings are left out", written)
    rows = written.count("| error |")
    assert (cut is None) if before > 1_000_000 else (int(cut[1].replace(",", "")) == 3000 - rows)


def test_a_summary_that_fits_is_not_cut(make, paths, tmp_path):
    file = tmp_path / "summary.md"
    append(file, [make()], 1, paths, None)
    assert "left out" not in file.read_text(encoding="utf-8")


def test_no_findings_are_told_in_one_line(paths):
    assert markdown([], 12, paths, None, room=MOST_BYTES) == "### Records: 12 files, nothing found\n\n"
