"""`forgebook check --fix`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

PATH = "records/decisions/a.yml"


@pytest.fixture
def check(project: Path, run: Callable[..., Result]) -> Callable[..., tuple[str, Result]]:
    """Write a decision, correct it, and return the file and what was said."""

    def checked(text: str, *more: str) -> tuple[str, Result]:
        (project / PATH).write_text(text, encoding="utf-8")
        done = run("check", "--fix", "--format", "concise", *more)
        return (project / PATH).read_text(), done

    return checked


def test_slips_are_corrected_and_said(check: Callable[..., tuple[str, Result]]) -> None:
    text, done = check(
        "# c\ntitel: A # keep\nstatus: acepted\ndecided: 7 March 2025\ncreated: '2025/3/1'\n"
        "optons:\n  - {titel: x, prs: [a]}\n"
    )
    assert text == (
        "# c\ntitle: A # keep\nstatus: accepted\ndecided: 2025-03-07\ncreated: 2025-03-01\n"
        "options:\n  - {title: x, pros: [a]}\n"
    )
    assert done.exit_code == 0, done.output
    lines = done.output.split("\n")
    assert f"{PATH}:2:1: titel → title" in lines
    assert f"{PATH}:3:9: acepted → accepted" in lines
    assert f"{PATH}:4:10: 7 March 2025 → 2025-03-07" in lines
    assert f"{PATH}:7:6: titel → title" in lines
    assert "Corrected 2 places." in lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: A\nstatus: draft\ncreated: 03/04/2025\n", "not a date: 03/04/2025"),
        ("title: A\nstatus: draft\ncreated: 2025-02-30\n", "no such day"),
        ("title: A\nstatus: nonsense\n", 'unknown status "nonsense"'),
        ("title: A\nstatus: draft\nquite_other: 1\n", 'unknown field "quite_other"'),
        ("title: A\nstatus: draft\ntitel: B\n", 'titel cannot become "title"'),
        ("title: A\nstatus: draft\nsupersedes: [old-wya]\n", 'there is no decision "old-wya"'),
        ("title: A\nstatus: draft\nsuperseeds_by: [old-way]\n", "unknown field"),
    ],
)
def test_what_could_mean_several_things_is_left(
    text: str, words: str, check: Callable[..., tuple[str, Result]]
) -> None:
    after, done = check(text)
    assert after == text
    assert done.exit_code == 1
    assert words in done.output


def test_with_a_path_only_that_file_is_corrected(project: Path, check: Callable[..., tuple[str, Result]]) -> None:
    other = project / "records/decisions/b.yml"
    other.write_text("titel: B\nstatus: draft\n")
    text, _ = check("titel: A\nstatus: draft\n", PATH)
    assert text == "title: A\nstatus: draft\n"
    assert other.read_text() == "titel: B\nstatus: draft\n"


def test_a_report_for_programs_stays_one(project: Path, run: Callable[..., Result]) -> None:
    (project / PATH).write_text("titel: A\nstatus: draft\n")
    done = run("check", "--fix", "--format", "json")
    assert isinstance(json.loads(done.stdout), list)
    assert "titel → title" in done.stderr


def test_a_read_only_file_is_told_and_the_others_are_corrected(
    project: Path, check: Callable[..., tuple[str, Result]]
) -> None:
    other = project / "records/decisions/b.yml"
    other.write_text("titel: B\nstatus: draft\n")
    other.chmod(0o444)
    text, done = check("titel: A\nstatus: draft\n")
    assert text == "title: A\nstatus: draft\n"
    assert other.read_text() == "titel: B\nstatus: draft\n"
    assert "records/decisions/b.yml:1:1: left alone: the file is read-only" in done.stderr
    assert done.exit_code == 1


def test_front_matter_and_list_files_and_the_project_file_are_corrected(
    project: Path, run: Callable[..., Result]
) -> None:
    markdown = project / "records/decisions/m.md"
    markdown.write_text("---\ntitle: M\nstatus: draft\ncreated: 2025/1/2\n---\n\n# M\n")
    listed = project / "records/changes/many.yml"
    listed.write_text("- {id: a, kind: added, summary: A}\n- id: b\n  knd: added\n  summary: B\n")
    (project / "records/project.yml").write_text("name: T\npolicies: {cover_minmum: 2}\n")
    run("check", "--fix")
    assert "created: 2025-01-02" in markdown.read_text()
    assert "  kind: added\n" in listed.read_text()
    assert "{cover_minimum: 2}" in (project / "records/project.yml").read_text()


def test_without_the_option_nothing_is_written(project: Path, run: Callable[..., Result]) -> None:
    (project / PATH).write_text("titel: A\nstatus: draft\n")
    assert run("check").exit_code == 1
    assert (project / PATH).read_text() == "titel: A\nstatus: draft\n"
