"""One slip, one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.loading import load, told

HARBOUR = {
    "records/decisions/old.yml": "title: Old\nstatus: superseded\ndecided: 2024-01-01\n",
    "records/decisions/new.yml": "title: New\nstatus: accepted\ndecided: 2025-01-01\nsupersedes: [old]\n",
    "records/decisions/aside.yml": "title: Aside\nstatus: accepted\ncontext: See [[improvement/bell]].\n",
    "records/retros/one.yml": "date: 2025-01-10\nimprovement: {id: bell, statement: Ring a bell}\n",
    "records/retros/two.yml": (
        "date: 2025-02-10\nreviewed: [{improvement: bell, verdict: kept, next: keep}]\n"
        "improvement: {id: rope, statement: Coil the ropes}\n"
    ),
}
UNDATED = "decisions/aside.yml:2:9 FB401 accepted, but nothing says when"


def after(tmp_path: Path, name: str, old: str, new: str) -> list[str]:
    assert old in HARBOUR[f"records/{name}"]
    return told(load(tmp_path, {**HARBOUR, f"records/{name}": HARBOUR[f"records/{name}"].replace(old, new)}))


def test_without_a_slip_all_is_told(tmp_path: Path) -> None:
    assert told(load(tmp_path, HARBOUR)) == [UNDATED]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("decisions/new.yml", "supersedes", "supercedes", "decisions/new.yml:4:1 FB201"),
        ("decisions/new.yml", "supersedes: [old]", "supersedes: [old", "decisions/new.yml:4:13 FB106"),
        ("decisions/new.yml", "decided", "dicided", "decisions/new.yml:3:1 FB201"),
        ("decisions/new.yml", "decided: 2025-01-01", "decided: soon", "decisions/new.yml:3:10 FB205"),
        ("retros/one.yml", "date:", "dat:", "retros/one.yml:1:1 FB201"),
        ("retros/one.yml", "{id", "{id:", "retros/one.yml:2:"),
        ("retros/two.yml", "reviewed", "revieved", "retros/two.yml:2:1 FB201"),
        ("retros/two.yml", "statement", "statemint", "retros/two.yml:3:25 FB201"),
    ],
)
def test_one_slip_is_one_message(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    (found,) = [line for line in after(tmp_path, name, old, new) if line != UNDATED]
    assert found.startswith(said)


def test_what_does_not_follow_from_the_slip_is_told_beside_it(tmp_path: Path) -> None:
    assert UNDATED in after(tmp_path, "decisions/new.yml", "supersedes", "supercedes")
    found = after(tmp_path, "decisions/new.yml", "supersedes: [old]", "supersedes: [older]\ndecidet: 2025-01-01")
    assert any("FB301" in line for line in found)


def test_ids_of_a_project_file_with_a_slip_are_not_called_unknown(tmp_path: Path) -> None:
    files = {
        **HARBOUR,
        "records/project.yml": "name: Harbour\naudiences: [{id: users}\n",
        "records/changes/rope.yml": "kind: added\nsummary: A rope\naudience: [users]\n",
    }
    assert [line.split(" ")[1] for line in told(load(tmp_path, files)) if line != UNDATED] == ["FB106"]
