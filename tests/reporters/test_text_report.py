"""Diagnostics as text."""

from __future__ import annotations

import click
import pytest

from forgebook.core.diagnostics import Severity
from forgebook.reporters.sources import SourceLines
from forgebook.reporters.text import concise, full, summary

HEADER = 'records/decisions/a.yml:3:9 FB204 unknown status "acepted": did you mean "accepted"?'


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "records" / "decisions"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_bytes(b"\xef\xbb\xbftitle: A\r\n# a comment\r\nstatus: acepted\r\n")
    (folder / "esc.yml").write_bytes(b"title: \x1b]0;owned\x07\n")
    (folder / "bytes.yml").write_bytes(b"title: \xff\n")
    return SourceLines(tmp_path)


def plain(lines):
    return [click.unstyle(line) for line in lines]


def test_full_has_header_source_line_caret_and_remedy(make, sources):
    assert plain(full([make(remedy="one of draft, accepted")], sources)) == [
        HEADER,
        "3 | status: acepted",
        "  |         ^ error",
        "  = one of draft, accepted",
        "",
    ]


def test_without_a_remedy_there_is_no_line_for_it(make, sources):
    assert plain(full([make(severity=Severity.ADVICE)], sources))[2:] == ["  |         ^ advice", ""]


@pytest.mark.parametrize(("path", "line"), [("records/none.yml", 3), ("records/decisions/a.yml", 99)])
def test_without_a_source_line_the_rest_is_said(make, sources, path, line):
    found = plain(full([make(path, line, remedy="do this")], sources))
    assert found[1:] == ["  = error: do this", ""]


def test_a_finding_about_a_whole_file_has_no_numbers(make, sources):
    found = plain(full([make("records", 0, 0, code="FB119", message="no records")], sources))
    assert found == ["records FB119 no records", "  = error", ""]


def test_waived_findings_come_last_with_their_reason(make, sources):
    waived = make(line=1, column=1, code="FB403", message="overdue", waived="agreed in May")
    found = plain(full([waived, make()], sources))
    assert found[0] == HEADER
    assert found[-4:] == [
        "Waived:",
        "  records/decisions/a.yml:1:1 FB403 overdue",
        "    reason: agreed in May",
        "",
    ]


def test_nothing_in_a_file_reaches_the_terminal_raw(make, sources):
    found = make("records/decisions/esc.yml", 1, 8, message="\x1b[2J\nline", remedy="\x9b1m", waived=None)
    evil = make("records/\x1b[31m.yml", 1, 1, waived="\x1b]0;owned\x07")
    for lines in (full([found, evil], sources), concise([found, evil])):
        text = "\n".join(lines)
        for raw in ("\x1b[2J", "\x1b[31m.yml", "\x1b]0", "\x07", "\x9b", "J\n"):
            assert raw not in text
        assert "␛[2J␊line" in text
        assert "records/␛[31m.yml" in text


def test_a_byte_order_mark_is_no_part_of_the_first_line(make, sources):
    assert plain(full([make(line=1, column=1)], sources))[1:3] == ["1 | title: A", "  | ^ error"]


def test_a_line_of_bytes_that_are_not_utf8_is_shown(make, sources):
    assert plain(full([make("records/decisions/bytes.yml", 1, 8)], sources))[1] == "1 | title: \ufffd"


def test_concise_is_one_line_each_and_the_waived_last(make):
    waived = make(line=1, column=1, waived="agreed")
    assert plain(concise([waived, make(severity=Severity.WARNING)])) == [
        f"{HEADER} [warning]",
        f"{HEADER.replace('3:9', '1:1')} [waived: agreed]",
    ]


def test_the_summary_counts_with_units(make):
    some = [
        make(),
        make(severity=Severity.WARNING),
        make(severity=Severity.WARNING),
        make(severity=Severity.ADVICE),
    ]
    assert summary(126, some) == "126 files, 1 error, 2 warnings, 1 piece of advice"
    assert summary(1, some[3:] * 2) == "1 file, 2 pieces of advice"
    assert summary(1200, []) == "1,200 files, nothing found"
    assert summary(2, [make(waived="x")]) == "2 files, nothing found, 1 waived"


def test_a_file_is_read_once_and_only_when_asked(make, tmp_path):
    sources = SourceLines(tmp_path)
    path = tmp_path / "a.yml"
    path.write_text("one\ntwo\n")
    assert sources.line(make("a.yml", 1).place) == "one"
    path.write_text("changed\nchanged\n")
    assert sources.line(make("a.yml", 2).place) == "two"
