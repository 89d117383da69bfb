"""Incident reviews from Markdown: sections, times, links, what is kept, and a second run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.importing.review_times import course_of, is_in_summer, minutes_of, read_when, zone_of
from support.loading import load
from support.sites import write

REVIEW = """# The crane stopped

## Summary

Nobody could load for an hour, see [the first time][first].

## Timeline

All times in UTC.

| Time | Event |
| :--- | --- |
| 2025-03-02 09:00 | A cable breaks [^1] |
| 2025-03-02 9:10 | Somebody sees \\| hears it<br>at last
| 2025-03-02 09:40 - 09:50 | A spare one is fitted |
| 2025-03-02 10:?? | Loading goes on |
| March | A report |

It rained.

## Root cause (findings)

- The cable was old
  and wet
    - it was from 2001
    - it had no cover
-

## What went well

The spare was there.

## Weather

Rain.

## Action Items

1. Look at each cable (done)
2. Buy a cover

# Stats

- Category: Crane
- Time to detection: 10 minutes
- Time to recovery: 40 min

[first]: https://example.org/reviews/2024-01%20-%20A%20small%20one.md
[^1]: The left one.
"""
FIRST = """# A small one

## Lessons learned

Keep a spare.

## Timeline

| Time | Event |
|-|-|
| 2024-01-05 | x |
"""
FILES: dict[str, str | bytes] = {"2025-03.md": REVIEW, "2024-01 - A small one": FIRST}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


def run(book: Path, files: dict[str, str | bytes], *options: str) -> Result:
    source = write(book.parent / "source", files)
    return CliRunner().invoke(main, ["import", "postmortems", str(source), "-C", str(book), *options])


def test_a_review_becomes_an_incident(book: Path) -> None:
    result = run(book, FILES)
    assert result.exit_code == 0, result.output
    fields = load(book).graph.records["incident/2025-03"].f
    assert fields.title == "The crane stopped"
    assert (fields.started, fields.detected, fields.mitigated, fields.resolved) == (
        "2025-03-02T09:00+00:00", "2025-03-02T09:10+00:00", "2025-03-02T09:40+00:00", "~2025-03-02",
    )  # fmt: skip
    assert [(m.at, m.what) for m in fields.timeline] == [
        ("2025-03-02T09:00+00:00", "A cable breaks (The left one.)"),
        ("2025-03-02T09:10+00:00", "Somebody sees | hears it at last"),
        ("2025-03-02T09:40+00:00", "(until 09:50) A spare one is fitted"),
        ("~2025-03-02T10:00+00:00", "Loading goes on"),
    ]
    assert [line.text for line in fields.contributing_factors] == [
        "The cable was old and wet: it was from 2001; it had no cover"
    ]
    assert [line.text for line in fields.went_well] == ["The spare was there."]
    assert [(a.what, a.status) for a in fields.actions] == [("Look at each cable", "done"), ("Buy a cover", "open")]
    assert fields.tags == ["Crane"]


def test_what_fits_no_field_is_kept_and_named(book: Path) -> None:
    result = run(book, FILES)
    impact = load(book).graph.records["incident/2025-03"].f.impact
    for words in ("**Weather**: Rain.", "**Timeline**: It rained.", "**Timeline, without a day**: March: A report"):
        assert words in impact
    for words in ("Weather (1 entry)", "Timeline, without a day (1 entry)", "actions that nothing says to be done: 1"):
        assert words in result.output


def test_a_link_to_another_review_leads_to_its_record(book: Path) -> None:
    run(book, FILES)
    record = load(book).graph.records["incident/2025-03"]
    assert "see [[incident/2024-01-a-small-one|the first time]]." in record.f.impact
    assert record.f.related == ["incident/2024-01-a-small-one"]


def test_what_is_no_review_is_told(book: Path) -> None:
    files = {
        **FILES, "README.md": "# Reviews\n", "template.md": REVIEW, "team.md": "# Us\n\n## Who\n",
        "a.png": b"\x89PNG", "bad.md": "# \xe9".encode("latin-1"),
    }  # fmt: skip
    result = run(book, files)
    assert result.exit_code == 1
    for words in (
        "1 × page about the folder",
        "1 × template",
        "1 × other page",
        "1 × other file",
        "bad.md:1 could not",
    ):
        assert words in result.output
    assert len(list((book / "records/incidents").iterdir())) == 2


def test_a_folder_without_reviews(book: Path) -> None:
    result = run(book, {"a.md": "# A\n"})
    assert result.exit_code == 2
    assert "is an incident review in Markdown" in result.output


def test_a_record_follows_its_source_until_somebody_edits_it(book: Path) -> None:
    run(book, FILES)
    path = book / "records/incidents/2025-03.yml"
    assert "2 unchanged" in run(book, FILES).output
    changed = {**FILES, "2025-03.md": REVIEW.replace("Buy a cover", "Buy two covers")}
    assert "Wrote 1 updated record; 1 unchanged" in run(book, changed).output
    assert "Buy two covers" in path.read_text("utf-8")
    edited = path.read_text("utf-8").replace("status: open", "status: dropped")
    path.write_text(edited, encoding="utf-8")
    assert "Edited since they were imported, and left alone:" in run(book, FILES).output
    assert path.read_text("utf-8") == edited


@pytest.mark.parametrize(
    ("cell", "zone", "at", "rest"),
    [
        ("2025-03-02 9:05", "UTC", "2025-03-02T09:05+00:00", ""),
        ("~2025-03-02 09:05", "CET", "~2025-03-02T09:05+01:00", ""),
        ("2025-03-02 09:05~", "CEST", "~2025-03-02T09:05+02:00", ""),
        ("2025-03-02 09:05", "IST", "2025-03-02", "09:05 IST"),
        ("2025-03-02 09:05", "", "2025-03-02", "09:05"),
        ("2025-03-02 25:05", "UTC", "2025-03-02", "25:05 UTC"),
        ("2025-03-02 HH:mm", "UTC", "2025-03-02", ""),
        ("2025-03-02 --:--", "UTC", "2025-03-02", ""),
        ("2025-03-02 about noon", "UTC", "2025-03-02", "about noon"),
    ],
)
def test_times(cell: str, zone: str, at: str, rest: str) -> None:
    when = read_when(cell, zone)
    assert when is not None
    assert (when.at, when.rest) == (at, rest)


@pytest.mark.parametrize("cell", ["", "noon", "2025-02-30 10:00", "20202-01-16 12:00", "2022-05-?? HH:mm"])
def test_a_cell_that_names_no_day(cell: str) -> None:
    assert read_when(cell, "UTC") is None


def test_spans_and_zones() -> None:
    spans = {"19 hours 43 minutes.": 1183, "279 minutes [^3]": 279, "54 hours 10 minutes": 3250, "11 Days": 15840,
             "1.5 h": 90, "?": None, "N/A": None}  # fmt: skip
    assert {text: minutes_of(text) for text in spans} == spans
    zones = {
        "All times in UTC.": "UTC",
        "Date and Time in CET |": "CET",
        "Times are in PDT": "PDT",
        "at times in May": "",
    }
    assert {text: zone_of(text) for text in zones} == zones
    days = ("2025-03-29", "2025-03-30", "2025-10-25", "2025-10-26")
    assert [is_in_summer(day, "CET") for day in days] == [False, True, True, False]
    assert not is_in_summer("2025-07-01", "UTC")


def test_a_span_that_ends_at_no_entry_makes_no_time_up() -> None:
    times = [when for cell in ("2025-03-02 09:00", "2025-03-03 10:00") if (when := read_when(cell, "UTC"))]
    course = course_of(times, 7, None)
    assert course is not None
    assert (course.started, course.detected, course.resolved) == ("", "~2025-03-02", "~2025-03-03")
    assert course.guessed == ("detected", "resolved")
    assert course_of([], 7, 9) is None
