"""Diagnostics as a GitLab Code Quality report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from forgebook.reporters.gitlab import report
from forgebook.reporters.sources import SourceLines

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "gitlab-code-quality.json").read_text(encoding="utf-8"))


def faults_of(text: str) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(json.loads(text))]


def test_the_report_is_as_gitlab_asks(found, sources):
    text = report(found, sources)
    assert faults_of(text) == []
    assert text.isascii()
    assert "\x1b" not in text


@pytest.mark.parametrize("spoil", ["fingerprint", "location", "severity", "check_name"])
def test_the_schema_would_find_a_fault(found, sources, spoil):
    entries = json.loads(report(found, sources))
    del entries[0][spoil]
    assert faults_of(json.dumps(entries))


def test_one_entry(make, sources):
    (entry,) = json.loads(report([make(remedy="one of draft, accepted")], sources))
    assert len(entry.pop("fingerprint")) == 64
    assert entry == {
        "description": 'unknown status "acepted": did you mean "accepted"? (one of draft, accepted)',
        "check_name": "FB204",
        "severity": "major",
        "location": {"path": "sites/a b/records/decisions/a.yml", "lines": {"begin": 3}},
    }


def test_severities_and_what_is_waived(found, sources):
    entries = json.loads(report(found, sources))
    assert [entry["severity"] for entry in entries[:3]] == ["major", "minor", "info"]
    assert len(entries) == len(found) - 1
    assert "overdue" not in {entry["description"] for entry in entries}


def test_without_a_repository_paths_are_those_of_the_project(make, tmp_path):
    (entry,) = json.loads(report([make()], SourceLines(tmp_path)))
    assert entry["location"]["path"] == "records/decisions/a.yml"


def test_nothing_found_is_an_empty_report(sources):
    assert json.loads(report([], sources)) == []
