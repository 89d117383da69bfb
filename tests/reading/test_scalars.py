"""The type of a field reads the scalar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.loading import load, told

RELEASE = "version: {version}\nstatus: planned\nrerun: {{seed: 007, code: [{{repository: engine, commit: 99e0658}}]}}\n"
PROJECT = "name: A\nrepositories: [{id: engine}]\n"


def fields(root: Path, text: str, name: str) -> Any:
    project = load(root, {f"records/{name}.yml": text, "records/project.yml": PROJECT})
    assert told(project) == []
    (record,) = project.graph.records.values()
    return record.fields


@pytest.mark.parametrize("version", ["1.10", "2.0", "99e0658", "0x10", "010", "1_0", "2025-10-07"])
def test_text_fields_keep_what_was_written(version: str, tmp_path: Path) -> None:
    read = fields(tmp_path, RELEASE.format(version=version), "releases/v")
    assert read.version == version
    assert read.rerun.seed == "007"
    assert read.rerun.code[0].commit == "99e0658"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("yes", True), ("on", True), ("true", True), ("True", True), ("no", False), ("off", False), ("false", False),
     ("NO", False), ('"yes"', True)],
)  # fmt: skip
def test_flags_are_yes_or_no(written: str, meant: bool, tmp_path: Path) -> None:
    assert fields(tmp_path, f"title: A\nrotates: {written}\n", "roles/a").rotates is meant


@pytest.mark.parametrize("seed", ["no", "on"])
def test_a_word_that_means_something_elsewhere_is_text(seed: str, tmp_path: Path) -> None:
    text = RELEASE.format(version="1").replace("007", seed)
    assert fields(tmp_path, text, "releases/v").rerun.seed == seed


def test_a_text_that_looks_like_another_type_is_text(tmp_path: Path) -> None:
    read = fields(tmp_path, "title: no\nsummary: 1:30\ntags: [on, 1.10, ~x]\ncontact: 017\n", "people/a")
    assert (read.title, read.summary, read.tags, read.contact) == ("no", "1:30", ["on", "1.10", "~x"], "017")


def test_a_reference_that_looks_like_a_number(tmp_path: Path) -> None:
    files = {
        "records/sprints/17.yml": "start: 2025-01-01\nend: 2025-01-31\n",
        "records/retros/a.yml": "sprint: 17\ndate: 2025-02-01\nimprovement: {id: b, statement: B}\n",
    }
    project = load(tmp_path, files)
    assert told(project) == []
    assert project.graph.relations["retro/a"]["sprint"] == ["sprint/17"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2025-02-29", "FB205 no such day: 2025-02-29"),
        ("2025-13-01", "FB205 no such day"),
        ("7 Oct 2025", "FB205 not a date: 7 Oct 2025"),
        ("2025-10-7", "FB205 not a date"),
        ("2025-10-07T10:00", "FB205 not a date"),
        ("٢٠٢٥-١٠-٠٧", "FB205 not a date"),
        ("[2025-10-07]", "FB203 joined takes a date, found a list"),
        ("", "FB2"),
    ],
)
def test_dates_are_whole_days(written: str, says: str, tmp_path: Path) -> None:
    said = told(load(tmp_path, {"records/people/a.yml": f"title: A\njoined: {written}\n"}))
    if written:
        assert len(said) == 1
        assert says in said[0]
        assert said[0].startswith("people/a.yml:2:9 ")
    else:
        assert said == []


@pytest.mark.parametrize("written", ["2024-02-29", "0001-01-01", "'2025-10-07'", "9999-12-31"])
def test_real_days_are_dates(written: str, tmp_path: Path) -> None:
    assert fields(tmp_path, f"title: A\njoined: {written}\n", "people/a").joined.isoformat() == written.strip("'")
