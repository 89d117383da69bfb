"""`forgebook import exceptions`: what is in the files becomes requests, nothing is dropped, a second run is quiet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from ruamel.yaml import YAML

from forgebook.importing.contract import Unread, read_all
from forgebook.importing.register import importers
from forgebook.importing.sources.exceptions import IMPORTER
from support.sites import write

Import = Callable[..., Result]

SMALL = """\
# Exceptions to Code Freeze requested in 9.9
# Release Team Lead: Jo Example (@joexample)

- name: "Berths by the hour"
  issue: 12
  date_requested: 2025-3-1
  date_reviewed: 2025-03-04
  thread: https://lists.example/1
  pull-requests:
  - https://git.example/port/model/pull/7
  - https://git.example/port/model/pull/7
  -
  status: Denied
  champion: The harbour office

- name: Second
  date_requested: sometime
  status: approved
"""


def files(project: Path) -> dict[str, str]:
    return {p.relative_to(project).as_posix(): p.read_text("utf-8") for p in (project / "records").rglob("*.yml")}


def values(project: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(project / "records" / "requests" / name)
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "source", {"release-9.9/exceptions.yaml": SMALL})


BERTHS = "release-9.9/berths-by-the-hour.yml"


def test_every_importer_is_named_and_told(run: Import) -> None:
    assert "exceptions" in importers()
    said = run(Path("/nowhere"), "--help").output
    for name, importer in importers().items():
        assert name in said
        assert importer.about.split()[0] in said


def test_an_entry_with_all_there_can_be(run: Import, project: Path, small: Path) -> None:
    result = run(small)
    told = values(project, BERTHS)
    assert told.pop("imported").keys() == {"from", "key", "digest"}
    assert told == {
        "title": "Berths by the hour",
        "tags": ["code freeze"],
        "asked_on": date(2025, 3, 1),
        "need": "An exception to the code freeze of release-9.9: Berths by the hour.\n\nAlso in the file:\n\n"
        "- champion: The harbour office\n",
        "answer": "no",
        "reason": "The file gives no reason. It was discussed in [this thread](https://lists.example/1).",
        "decided_on": date(2025, 3, 4),
        "links": [
            {"title": "Issue 12 of kubernetes/enhancements", "url": "https://github.com/kubernetes/enhancements/issues/12"},
            {"title": "Discussion", "url": "https://lists.example/1"},
            {"title": "Pull request 7 of port/model", "url": "https://git.example/port/model/pull/7"},
        ],
    }  # fmt: skip
    assert "champion (1 entry)" in result.output
    assert "2 lines of comments in 1 file: comments may name people" in result.output
    assert 'release-9.9/exceptions.yaml:16 date_requested "sometime" is no day' in result.output


def test_what_is_missing_is_left_open_and_named(run: Import, project: Path, small: Path) -> None:
    result = run(small)
    assert result.exit_code == 1
    told = values(project, "release-9.9/second.yml")
    assert told["asked_on"] is None
    assert "sometime" in told["need"]
    assert "Still to be filled in: asked_on in 1 record." in result.output


def test_a_dry_run_writes_nothing_and_says_the_same(run: Import, project: Path, small: Path) -> None:
    before = files(project)
    dry = run(small, "--dry-run")
    assert files(project) == before
    assert "Would write 2 new records:" in dry.output
    wet = run(small)
    assert wet.output == dry.output.replace("Would write", "Wrote")


def test_a_record_that_was_edited_is_left_alone_and_named(run: Import, project: Path, small: Path) -> None:
    run(small)
    path = project / "records" / "requests" / BERTHS
    path.write_text(path.read_text("utf-8").replace("The file gives no reason.", "Cranes first."), "utf-8")
    before = files(project)
    again = run(small)
    assert files(project) == before
    assert f"Edited since they were imported, and left alone:\n  records/requests/{BERTHS}\n" in again.output
    write(small, {"release-9.9/exceptions.yaml": SMALL.replace("status: Denied", "status: approved")})
    again = run(small)
    assert files(project) == before
    assert f"{BERTHS}; release-9.9/exceptions.yaml:4 has changed as well: compare them" in again.output


def test_comments_and_layout_are_no_edits(run: Import, project: Path, small: Path) -> None:
    """A record that says the same follows its source, and keeps its comments."""
    run(small)
    path = project / "records" / "requests" / BERTHS
    path.write_text("# ours\n" + path.read_text("utf-8").replace('answer: "no"', "answer: 'no' # hm"), "utf-8")
    assert "2 unchanged" in run(small).output
    write(small, {"release-9.9/exceptions.yaml": SMALL.replace("status: Denied", "status: approved")})
    result = run(small)
    assert "Wrote 1 updated record; 1 unchanged:" in result.output
    told = values(project, BERTHS)
    assert told["answer"] == "yes"
    assert "reason" not in told
    assert path.read_text("utf-8").startswith("# ours\n")
    assert "# hm" in path.read_text("utf-8")
    assert "2 unchanged" in run(small).output


def test_a_record_is_known_under_another_name(run: Import, project: Path, small: Path) -> None:
    run(small)
    path = project / "records" / "requests" / BERTHS
    path.rename(project / "records" / "requests" / "hourly.yml")
    before = files(project)
    assert "Nothing had to be written: 2 unchanged." in run(small).output
    assert files(project) == before


def test_what_is_gone_from_the_source_is_kept_and_named(run: Import, project: Path, small: Path) -> None:
    run(small)
    before = files(project)
    write(small, {"release-9.9/exceptions.yaml": SMALL.partition("- name: Second")[0]})
    result = run(small)
    assert files(project) == before
    assert "No longer in the source, and kept:\n  records/requests/release-9.9/second.yml" in result.output


def test_a_name_that_is_taken_gets_a_number(run: Import, project: Path, small: Path) -> None:
    mine = "title: Mine\nasked_on: 2025-01-01\nneed: x\nanswer: open\n"
    write(project, {f"records/requests/{BERTHS}": mine})
    run(small)
    assert files(project)[f"records/requests/{BERTHS}"] == mine
    assert values(project, "release-9.9/berths-by-the-hour-2.yml")["title"] == "Berths by the hour"


def test_all_or_nothing(run: Import, project: Path, small: Path) -> None:
    """Where one file cannot be written, none is."""
    (project / "records" / "requests").mkdir()
    (project / "records" / "requests" / "release-9.9").write_text("a file where a folder belongs", "utf-8")
    before = files(project)
    result = run(small)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert files(project) == before


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("- name: a\n   issue: 1\n", 2, "line"),
        ("- issue: 1\n", 1, "without a name"),
        ("just words\n", 1, "without a name"),
        ("codeFreeze:\n- just words\n", 2, "without a name"),
        ("- {name: a, name: b}\n", 1, "twice"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(content: str, line: int, words: str, tmp_path: Path) -> None:
    write(tmp_path, {"r/exceptions.yaml": content})
    unread = [one for one in IMPORTER.read(tmp_path) if isinstance(one, Unread)]
    assert [one.line for one in unread] == [line]
    assert words in unread[0].message


@pytest.mark.parametrize("content", ["", "# none\n", "codeFreeze:\n", "codeFreeze: []\n"])
def test_an_empty_file_is_no_fault(content: str, tmp_path: Path) -> None:
    reading = read_all(IMPORTER, write(tmp_path, {"r/exceptions.yaml": content}))
    assert (reading.files, reading.found, reading.unread) == (1, [], [])


def test_wrong_use_is_told(run: Import, tmp_path: Path) -> None:
    assert 'there is no file or folder "/no/such/place"' in run(Path("/no/such/place")).output
    nothing = run(tmp_path / "project")
    assert nothing.exit_code == 2
    assert "there is no exceptions.yaml in this folder" in nothing.output
