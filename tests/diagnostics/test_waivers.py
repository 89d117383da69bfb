"""Waivers: what a record may take out of the exit code, and what it may not."""

from __future__ import annotations

from pathlib import Path

from forgebook.core.diagnostics import Severity
from support.loading import load

OVERDUE = "title: A\nstatus: accepted\ndecided: 2025-01-01\nreview_by: 2025-02-01\n"


def test_a_waived_finding_keeps_its_reason_and_counts_no_more(tmp_path: Path) -> None:
    text = f"{OVERDUE}waivers: [{{code: FB403, reason: In spring}}]\n"
    project = load(tmp_path, {"records/decisions/a.yml": text})
    assert [(d.code.id, d.waived) for d in project.diagnostics] == [("FB403", "In spring")]
    assert project.count(Severity.WARNING) == 0


def test_a_waiver_takes_out_its_own_code_on_its_own_record_alone(tmp_path: Path) -> None:
    text = f"{OVERDUE}waivers: [{{code: FB401, reason: No}}]\n"
    project = load(tmp_path, {"records/decisions/a.yml": text, "records/decisions/b.yml": OVERDUE})
    assert [d.waived for d in project.diagnostics] == [None, None]
    assert project.count(Severity.WARNING) == 2


def test_faults_of_files_fields_and_references_cannot_be_waived(tmp_path: Path) -> None:
    text = "title: A\nstatus: draft\namends: [none]\nwaivers: [{code: FB301, reason: No}]\n"
    project = load(tmp_path, {"records/decisions/a.yml": text})
    assert [(d.code.id, d.waived) for d in project.diagnostics] == [("FB301", None), ("FB213", None)]
    assert project.count(Severity.ERROR) == 1


def test_a_waiver_without_a_reason_is_none(tmp_path: Path) -> None:
    project = load(tmp_path, {"records/decisions/a.yml": f"{OVERDUE}waivers: [{{code: FB403}}]\n"})
    assert [(d.code.id, d.waived) for d in project.diagnostics] == [("FB403", None), ("FB202", None)]


def test_a_waiver_of_a_code_that_there_is_not_is_told_at_its_place(tmp_path: Path) -> None:
    text = f"{OVERDUE}waivers:\n  - {{code: FB4O3, reason: In spring}}\n"
    project = load(tmp_path, {"records/decisions/a.yml": text})
    assert [(d.code.id, d.place.line, d.place.column) for d in project.diagnostics] == [
        ("FB403", 4, 12),
        ("FB213", 6, 12),
    ]
    assert 'there is no code "FB4O3"' in project.diagnostics[1].message
