"""`forgebook retro start`: what is to be judged, what to talk about, and nothing overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.sites import as_yaml, records, write

FILES: dict[str, Any] = {
    "people/ada.yml": {"title": "Ada Lind"},
    "releases/v1.yml": {"version": "v1", "status": "planned"},
    "incidents/fog.yml": {"title": "Fog", "detected": "2025-10-07T09:00+00:00"},
    "incidents/late.yml": {"title": "Late", "detected": "2025-11-16"},
    "sprints/sprint-01.yml": {"start": "2025-08-04", "end": "2025-09-05"},
    "sprints/sprint-02.yml": {
        "start": "2025-10-06", "end": "2025-11-07", "recovery_until": "2025-11-14", "goal": "A bell.\nAnd more.",
        "meetings": [{"kind": "retro", "date": "2025-11-07"}], "planned": ["Bell", "Horn"], "done": ["Bell"],
        "carried": [{"item": "Horn", "reason": "No brass"}], "added": [{"item": "Lamp", "reason": "Fog came"}],
        "releases": ["v1"], "improvements": ["quiet"],
    },
    "retros/retro-01.yml": {
        "sprint": "sprint-01", "date": "2025-09-05", "could_be_better": [{"text": "Noise", "theme": "Sound"}],
        "improvement": {"id": "quiet", "statement": "A quiet hour", "success_looks_like": "Nobody rings."},
    },
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path, {"records/project.yml": {"name": "P"}, **records(FILES)})


def start(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["retro", "start", *arguments, "-C", str(root), "--as-of", "2025-11-20"])


PROMPTS = """\
# To talk about, from the records. Throw these lines away once the retro is over.
# The goal was: A bell.
# 2 planned, 1 done, 1 carried, 1 added
#
# To be judged:
# - quiet: A quiet hour. Looks like: Nobody rings.
#
# Carried on:
# - Horn (No brass)
#
# Came in while the sprint ran:
# - Lamp (Fog came)
#
# Released:
# - v1
#
# Incidents:
# - Fog (incident/fog)
"""


def test_the_draft_asks_for_verdicts_and_has_the_sprint_as_prompts(book: Path) -> None:
    result = start(book, "sprint-02", "--facilitator", "Ada Lind")
    assert result.exit_code == 1, result.output
    text = (book / "records/retros/retro-02.yml").read_text(encoding="utf-8")
    assert text.endswith(PROMPTS)
    assert "sprint: sprint-02\ndate: 2025-11-07 # the day it was held\nfacilitator: person/ada\n" in text
    assert "  - improvement: quiet\n    verdict: # kept, partly," in text
    number = text.split("\n").index("  - improvement: quiet") + 2
    assert f'line {number}: "verdict" is empty in reviewed[1]' in result.output


def test_with_verdict_and_improvement_filled_in_the_file_is_valid(book: Path) -> None:
    start(book, "2")
    path = book / "records/retros/retro-02.yml"
    text = path.read_text(encoding="utf-8").replace("    verdict: #", "    verdict: kept #")
    text = text.replace("    next: #", "    next: keep #").replace("# improvement: #", "improvement: #")
    for line in ("  id: review-hour", "  statement: Reviews are done from 10 to 11 each day"):
        text = text.replace(f"# {line}\n", f"{line}\n")
    path.write_text(text, encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", "-C", str(book), "--as-of", "2025-11-20"])
    assert "retro-02" not in checked.output


def test_a_second_retro_is_refused_unless_it_is_asked_for(book: Path) -> None:
    path = book / "records/retros/retro-01.yml"
    before = path.read_bytes()
    result = start(book, "sprint-01")
    assert result.exit_code == 2
    assert "there is a retro of Sprint 01 already (records/retros/retro-01.yml)" in result.output
    assert start(book, "sprint-01", "--id", "retro-01").exit_code == 2
    assert path.read_bytes() == before
    assert start(book, "sprint-01", "--id", "second").exit_code in (0, 1)
    assert (book / "records/retros/second.yml").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sprnt-02"], 'there is no sprint "sprnt-02": did you mean "sprint-02"?'),
        (["7"], 'there is no sprint "7".'),
        (["2", "--facilitator", "Adda Lind"], 'there is no person "Adda Lind": did you mean "ada"?'),
        (["2", "--date", "soon"], "soon"),
        (["2", "--id", "Not an id"], '"Not an id" is no id'),
    ],
)
def test_wrong_use_is_told_and_nothing_is_made(book: Path, arguments: list[str], words: str) -> None:
    result = start(book, *arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert sorted(path.name for path in (book / "records/retros").iterdir()) == ["retro-01.yml"]


def test_a_dry_run_writes_nothing(book: Path) -> None:
    result = start(book, "2", "--dry-run", "--date", "2025-11-10")
    assert result.exit_code == 0
    assert "date: 2025-11-10" in result.output
    assert not (book / "records/retros/retro-02.yml").exists()


def test_two_sprints_of_one_number_are_told_apart(book: Path) -> None:
    fields = {"start": "2025-10-06", "end": "2025-11-07"}
    (book / "records/sprints/blue-02.yml").write_text(as_yaml(fields), encoding="utf-8")
    assert '"2" could mean blue-02, sprint-02' in start(book, "2").output


def test_without_sprints_the_first_step_is_named(book: Path) -> None:
    shutil.rmtree(book / "records/sprints")
    shutil.rmtree(book / "records/retros")
    assert "`forgebook new sprint` makes the first" in start(book, "2").output
