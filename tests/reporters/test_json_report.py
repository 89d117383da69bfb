"""Diagnostics as JSON."""

from __future__ import annotations

import json

from forgebook.core.diagnostics import Severity
from forgebook.reporters.as_json import report


def test_keys_and_values(make):
    found = make(
        remedy="write it right",
        suggestion="accepted",
        severity=Severity.WARNING,
        ref="decision/a",
        waived="we know",
    )
    assert json.loads(report([found])) == [
        {
            "code": "FB204",
            "severity": "warning",
            "path": "records/decisions/a.yml",
            "line": 3,
            "column": 9,
            "message": 'unknown status "acepted": did you mean "accepted"?',
            "remedy": "write it right",
            "suggestion": "accepted",
            "ref": "decision/a",
            "waived": "we know",
        }
    ]


def test_what_is_not_known_is_null(make):
    (found,) = json.loads(report([make("records", 0, 0)]))
    nothing = [key for key, value in found.items() if value is None]
    assert nothing == ["line", "column", "remedy", "suggestion", "ref", "waived"]


def test_any_terminal_and_any_pipe_takes_it(make):
    text = report([make("records/\udcff.yml", message="\x1b[31m ünïcode \x9b")])
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)[0]["message"] == "\x1b[31m ünïcode \x9b"


def test_nothing_found_is_an_empty_array():
    assert json.loads(report([])) == []
