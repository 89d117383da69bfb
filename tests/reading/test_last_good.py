"""While serving: a faulty file keeps its last good record, and the fault is told."""

from __future__ import annotations

from pathlib import Path

from support.loading import load, told

GOOD = "title: Good\nstatus: draft\n"
OTHER = {"records/decisions/b.yml": "title: B\nstatus: draft\namends: [a]\n"}


def test_a_faulty_file_keeps_its_last_good_record(tmp_path: Path) -> None:
    before = load(tmp_path, {"records/decisions/a.yml": GOOD, **OTHER})
    after = load(tmp_path, {"records/decisions/a.yml": "title: [\n"}, previous=before.graph.records.values())
    record = after.graph.records["decision/a"]
    assert record.title == "Good"
    assert [line.split()[1] for line in told(after)] == ["FB106"]
    assert len(record.faults) == 1
    assert "FB106" in record.faults[0]
    assert after.graph.relations["decision/a"] == {"amended_by": ["decision/b"]}


def test_once_mended_the_new_one_is_shown(tmp_path: Path) -> None:
    before = load(tmp_path, {"records/decisions/a.yml": GOOD, **OTHER})
    between = load(tmp_path, {"records/decisions/a.yml": "title: [\n"}, previous=before.graph.records.values())
    mended = GOOD.replace("Good", "Better")
    after = load(tmp_path, {"records/decisions/a.yml": mended}, previous=between.graph.records.values())
    record = after.graph.records["decision/a"]
    assert (record.title, record.faults) == ("Better", [])
    assert told(after) == []


def test_a_file_that_was_deleted_is_gone(tmp_path: Path) -> None:
    before = load(tmp_path, {"records/decisions/a.yml": GOOD, **OTHER})
    (tmp_path / "records/decisions/a.yml").unlink()
    after = load(tmp_path, previous=before.graph.records.values())
    assert "decision/a" not in after.graph.records
    assert [line.split()[1] for line in told(after)] == ["FB301"]


def test_without_a_last_good_record_there_is_none(tmp_path: Path) -> None:
    after = load(tmp_path, {"records/decisions/a.yml": "title: [\n", **OTHER}, previous=[])
    assert set(after.graph.records) == {"decision/b"}


def test_records_inside_a_faulty_file_come_back_with_it(tmp_path: Path) -> None:
    retro = "date: 2025-10-01\nimprovement: {id: bell, statement: Ring}\n"
    before = load(tmp_path, {"records/retros/one.yml": retro})
    after = load(tmp_path, {"records/retros/one.yml": "date: soon\n"}, previous=before.graph.records.values())
    assert {"retro/one", "improvement/bell"} <= set(after.graph.records)
    assert [line.split()[1] for line in told(after)] == ["FB205"]
