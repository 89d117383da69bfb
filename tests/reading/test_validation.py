"""All errors of a file at once, each at its place; what is right is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.diagnostics import Diagnostic
from forgebook.core.project import ProjectFile
from forgebook.pipeline import Project
from forgebook.reading.validate import validate
from support.loading import load, told

FAULTY = """\
title: Many slips
status: acepted
tags: inputs
number: seven
created: 2025-02-30
context: Kept.
options:
  - {id: a, title: Kept, pros: [Kept, [Not a line]]}
  - {id: b}
  - Not a mapping
links:
  - {title: Kept, url: "#", extra: x}
consequences: {good: [Kept], ugly: [x]}
"""


def decision(root: Path, text: str) -> Project:
    return load(root, {"records/decisions/a.yml": text})


def fields_of(project: Project) -> Any:
    return project.graph.records["decision/a"].fields


def only(project: Project) -> Diagnostic:
    (diagnostic,) = project.diagnostics
    return diagnostic


def test_every_error_is_told_at_its_line_and_column(tmp_path: Path) -> None:
    assert [line.removeprefix("decisions/a.yml:") for line in told(decision(tmp_path, FAULTY))] == [
        '2:9 FB204 unknown status "acepted": did you mean "accepted"?',
        '3:7 FB203 tags takes a list, found "inputs"',
        '4:9 FB203 number takes a whole number, found "seven"',
        "5:10 FB205 no such day: 2025-02-30",
        "8:39 FB203 options[1].pros[2] takes a mapping, found a list",
        '9:5 FB202 "title" is missing in options[2]',
        '10:5 FB203 options[3] takes a mapping, found "Not a mapping"',
        '12:29 FB201 unknown field "extra"',
        '13:30 FB201 unknown field "ugly"',
    ]


def test_what_is_right_is_kept(tmp_path: Path) -> None:
    fields = fields_of(decision(tmp_path, FAULTY))
    assert (fields.title, fields.status, fields.raw_status) == ("Many slips", "unknown", "acepted")
    assert fields.context == "Kept."
    assert [option.title for option in fields.options] == ["Kept"]
    assert [line.text for line in fields.options[0].pros] == ["Kept"]
    assert [link.title for link in fields.links] == ["Kept"]
    assert [line.text for line in fields.consequences.good] == ["Kept"]
    assert (fields.tags, fields.number, fields.created) == ([], None, None)


def test_without_what_is_required_there_is_no_record(tmp_path: Path) -> None:
    project = load(tmp_path, {"records/sprints/1.yml": "start: 2025-01-01\n"})
    assert "sprint/1" not in project.graph.records
    assert told(project) == ['sprints/1.yml:1:1 FB202 "end" is missing']


@pytest.mark.parametrize("slip", ["visiblity: public", "visibility: pubic", "Visibility: public", "visibilty: partner"])
def test_a_slip_in_visibility_hides(slip: str, tmp_path: Path) -> None:
    files = {
        "records/project.yml": "name: A\ndefault_visibility: public\n",
        "records/decisions/a.yml": f"title: A\nstatus: draft\n{slip}\nlinks: [{{title: B, url: b, {slip}}}]\n",
    }
    project = load(tmp_path, files)
    assert fields_of(project).visibility == "team"
    assert fields_of(project).links[0].visibility == "team"
    assert len(project.diagnostics) == 2


def test_a_comma_in_braces_is_told_as_such(tmp_path: Path) -> None:
    text = (
        "start: 2025-01-01\nend: 2025-02-01\nmeetings:\n"
        "  - {kind: kickoff, date: 2025-01-01, notes: kickoff, 2.5 hours}\n"
    )
    diagnostic = only(load(tmp_path, {"records/sprints/1.yml": text}))
    assert diagnostic.message == 'unknown field "2.5 hours"'
    assert "quote it" in diagnostic.remedy
    assert (diagnostic.place.line, diagnostic.place.column) == (4, 55)


def test_a_misspelt_field_is_suggested(tmp_path: Path) -> None:
    diagnostic = only(decision(tmp_path, "title: A\nstatus: draft\nconsequenses: B\n"))
    assert diagnostic.suggestion == "consequences"
    assert (diagnostic.place.line, diagnostic.place.column) == (3, 1)


def test_a_field_like_none_lists_what_is_known(tmp_path: Path) -> None:
    diagnostic = only(decision(tmp_path, "title: A\nstatus: draft\nbanana: B\n"))
    assert diagnostic.suggestion is None
    assert "title" in diagnostic.remedy


def test_an_alias_of_a_key_keeps_its_place(tmp_path: Path) -> None:
    diagnostic = only(decision(tmp_path, "title: A\nstatus: draft\ndecision-makers: [nobody]\n"))
    assert diagnostic.code.id == "FB301"
    assert (diagnostic.place.line, diagnostic.place.column) == (3, 19)


def test_one_field_in_two_spellings_is_a_key_twice(tmp_path: Path) -> None:
    files = {
        "records/people/pat.yml": "title: Pat\n",
        "records/people/kim.yml": "title: Kim\n",
        "records/decisions/a.yml": "title: A\nstatus: draft\ndeciders: [pat]\ndecision-makers: [kim]\n",
    }
    assert [d.code.id for d in load(tmp_path, files).diagnostics] == ["FB107"]


def test_a_faulty_entry_is_not_told_to_lack_an_id_as_well(tmp_path: Path) -> None:
    project = load(tmp_path, {"records/changes.yml": "- {kind: added}\n"})
    assert [d.code.id for d in project.diagnostics] == ["FB202"]


def test_faults_in_a_list_file_stand_at_their_entries(tmp_path: Path) -> None:
    text = "- kind: added\n  summary: A\n- kind: nice\n  id: b\n-\n  kind: fixed\n  summary: C\n  impact: {size: [x]}\n"
    assert told(load(tmp_path, {"records/changes.yml": text})) == [
        'changes.yml:3:3 FB202 "summary" is missing',
        'changes.yml:3:9 FB204 unknown kind "nice"',
        "changes.yml:8:18 FB203 impact.size takes text, found a list",
    ]


def test_the_project_file_is_checked_as_well(tmp_path: Path) -> None:
    text = "name: A\npurpse: B\ngates:\n  - {id: a, title: A, level: huge}\ncover: {half_life_days: 0}\n"
    project = load(tmp_path, {"records/project.yml": text, "records/people/a.yml": "title: A\n"})
    assert [line.removeprefix("project.yml:") for line in told(project)] == [
        '2:1 FB201 unknown field "purpse": did you mean "purpose"?',
        '4:30 FB204 unknown level "huge"',
        "5:25 FB207 cover.half_life_days: input should be greater than or equal to 1",
    ]
    assert project.graph.project.name == "A"
    assert project.graph.project.ids("gates") == ["a"]


def test_nothing_in_a_model_is_shared_between_records() -> None:
    one, _ = validate(ProjectFile, {"name": "A"})
    two, _ = validate(ProjectFile, {"name": "B"})
    assert isinstance(one, ProjectFile)
    assert isinstance(two, ProjectFile)
    one.scales.quality.append("excellent")
    one.cover.source_files.include.append("src")
    assert two.scales.quality == ["low", "medium", "high"]
    assert two.cover.source_files.include == []
