"""`forgebook handover new`: a draft that a check accepts, with reasons and without a successor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.core.diagnostics import Severity
from support.absences import FILES, HANDOVER
from support.loading import load
from support.repositories import GitRepository
from support.sites import write


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def handover(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["handover", "new", *arguments, "-C", str(root), "--as-of", "2025-11-20"])


def items(root: Path, ref: str) -> list[tuple[str | None, str | None]]:
    found = load(root).graph.records[ref].f.items
    return [(item.area or item.runbook or item.role, item.to) for item in found]


CYD = """\
# title: # leave it out, and it is the handover of the person
# summary: # one line for a reader in a hurry
person: cyd
reason: leaving
# last_day: 2025-12-19 # the day by which it must be done
items:
  - runbook: stop
    # Owner. Nobody else covers it.
    # Could take it: ada (covers Engine)
    to:
  - role: watch
    # Nobody else holds it.
    # Could take it: ben (held this role until 2025-06-30)
    to:
  - area: engine
    # Deputy. One other covers it: Ada Lind.
    # Could take it: ada (rehearsed Start on 2025-09-01; owner, by the role Keeper)
    # Could take it: ben (deputy of the role Keeper)
    to:
  - runbook: start
    # One other covers it: Ada Lind.
    # Could take it: ada (rehearsed it on 2025-09-01; named as owner; covers Engine)
    to:
notes: |
  Under way:

  - Buy a bell ([[incident/fog]]): open action, 2025-11-15

  Nobody else can enter:

  - Vault, writer ([[area/engine]]). To get in: Ask the keeper
"""


def test_the_draft_is_made_and_checks_without_an_error(harbour: Path) -> None:
    result = handover(harbour, "cyd", "--reason", "leaving")
    assert result.exit_code == 0, result.output
    assert (harbour / "records/handovers/cyd.yml").read_text(encoding="utf-8") == CYD
    project = load(harbour)
    found = [d for d in project.diagnostics if d.place.path.endswith("handovers/cyd.yml")]
    assert [d for d in found if d.severity is Severity.ERROR] == []
    assert items(harbour, "handover/cyd") == [
        ("runbook/stop", None), ("role/watch", None), ("area/engine", None), ("runbook/start", None),
    ]  # fmt: skip
    assert "4 items" in result.output
    assert "nobody covers without Cyd Oz: Stop, Watch" in " ".join(result.output.replace(" and ", ", ").split())
    assert "the last day is that of records/people/cyd.yml: 2025-12-19" in result.output


@pytest.mark.parametrize("who", ["cyd", "Cyd Oz", "cyd oz", "person/cyd"])
def test_nothing_is_written_by_a_dry_run(who: str, harbour: Path) -> None:
    result = handover(harbour, who, "--reason", "leaving", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout == CYD
    assert not (harbour / "records/handovers").exists()


def test_one_that_runs_already_is_told_and_stays(harbour: Path) -> None:
    write(harbour, {"records/handovers/before.yml": HANDOVER})
    before = (harbour / "records/handovers/before.yml").read_bytes()
    result = handover(harbour, "cyd", "--reason", "leaving")
    assert result.exit_code == 2
    assert "records/handovers/before.yml: 0 of 2 items accepted" in result.output
    assert "nobody has taken area/engine" in result.output
    assert "not in it: role/watch" in result.output
    assert (harbour / "records/handovers/before.yml").read_bytes() == before
    assert [path.name for path in (harbour / "records/handovers").iterdir()] == ["before.yml"]
    assert handover(harbour, "cyd", "--reason", "leaving", "--id", "cyd-again").exit_code == 0
    again = handover(harbour, "cyd", "--reason", "leaving", "--id", "cyd-again")
    assert again.exit_code == 2
    assert "handover/cyd-again exists already" in again.output


def test_one_that_is_done_keeps_its_name(harbour: Path) -> None:
    done = {"person": "cyd", "reason": "moving", "items": [{"role": "watch", "to": "ben", "accepted_on": "2025-02-01"}]}
    write(harbour, {"records/handovers/cyd.yml": done})
    assert handover(harbour, "cyd", "--reason", "leaving", "--last-day", "2025-12-19").exit_code == 0
    assert (harbour / "records/handovers/cyd-2025-12.yml").is_file()


def test_nobody_of_that_name(harbour: Path) -> None:
    for wrong, told in [("cydd", 'did you mean "cyd"?'), ("moe", 'did you mean "ben"?'), ("Zachary", '"Zachary". `')]:
        result = handover(harbour, wrong, "--reason", "leaving")
        assert result.exit_code == 2
        assert told in " ".join(result.output.split()), wrong


def test_two_of_one_name_are_told_apart(harbour: Path) -> None:
    write(harbour, {"records/people/ben-2.yml": {"title": "Ben Moe"}})
    result = handover(harbour, "ben moe", "--reason", "leaving")
    assert result.exit_code == 2
    assert "could mean person/ben, person/ben-2." in " ".join(result.output.split())


def test_one_who_has_left_and_one_with_nothing(harbour: Path) -> None:
    result = handover(harbour, "dot", "--reason", "leaving")
    assert result.exit_code == 2
    assert "Dot Away has left on 2025-01-31" in " ".join(result.output.split())
    result = handover(harbour, "eve", "--reason", "moving")
    assert result.exit_code == 2
    assert "there is nothing to draft" in " ".join(result.output.split())
    assert not (harbour / "records/handovers").exists()


def test_a_turn_that_passes_on_is_the_role_alone(harbour: Path) -> None:
    assert handover(harbour, "cyd", "--reason", "rotation").exit_code == 0
    assert items(harbour, "handover/cyd") == [("role/watch", None)]
    assert "Under way" not in (harbour / "records/handovers/cyd.yml").read_text(encoding="utf-8")


def test_wider_cover_names_nobody_as_going(harbour: Path) -> None:
    result = handover(harbour, "cyd", "--reason", "cover")
    assert result.exit_code == 0, result.output
    path = harbour / "records/handovers/more-than-one-for-stop-and-2-others.yml"
    text = path.read_text(encoding="utf-8")
    assert "title: More than one for Stop and 2 others" in text
    assert "person: " not in text.replace("# person: ", "")
    assert "cyd" not in text.replace("# person:", "").split("items:")[1].lower()


def test_the_day_and_what_the_person_record_lacks_are_told(harbour: Path) -> None:
    result = handover(harbour, "ada", "--reason", "leaving", "--last-day", "2026-02-27")
    assert "last_day: 2026-02-27\n" in (harbour / "records/handovers/ada.yml").read_text(encoding="utf-8")
    assert "records/people/ada.yml does not say that they leave" in result.output
    wrong = handover(harbour, "ben", "--reason", "leaving", "--last-day", "tomorrow")
    assert wrong.exit_code == 2


def test_recent_work_in_a_clone_is_a_reason(tmp_path: Path) -> None:
    """Eve has no record that speaks for her, and has done all the recent work: git says so."""
    repository = GitRepository(tmp_path / "clone")
    repository.write({f"engine/{n}.py": "x = 1\n" * 9 for n in range(6)})
    repository.git("add", "-A")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2025-11-01T12:00:00Z")
        repository.git("commit", "-q", "-m", "w", "--author=Eve New <eve@example.org>", "--date=2025-11-01T12:00:00Z")
    engine: dict[str, Any] = {
        "title": "Engine",
        "owner": "cyd",
        "paths": [{"repository": "code", "globs": ["engine/"]}],
    }
    write(tmp_path / "own", {
        **FILES, "records/areas/engine.yml": engine,
        "records/project.yml": {"name": "H", "repositories": [{"id": "code", "path": "../clone"}]},
        "records/people/eve.yml": {"title": "Eve New", "emails": ["eve@example.org"]},
    })  # fmt: skip
    result = handover(tmp_path / "own", "cyd", "--reason", "leaving", "--dry-run")
    assert "    # Could take it: eve (did at least a fifth of the recent work" in result.stdout
    assert "@" not in result.output


def test_a_title_cannot_break_out_of_its_comment(harbour: Path) -> None:
    write(harbour, {"records/runbooks/start.yml": {**FILES["records/runbooks/start.yml"],
                                                   "title": "Start\u2028x: y # \x1b[31m"}})  # fmt: skip
    result = handover(harbour, "cyd", "--reason", "leaving")
    if result.exit_code == 0:  # a title with such characters may as well be refused on reading
        text = (harbour / "records/handovers/cyd.yml").read_text(encoding="utf-8")
        assert "\x1b" not in text
        assert "\u2028" not in text
        assert len(items(harbour, "handover/cyd")) == 4
