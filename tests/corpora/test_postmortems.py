"""39 reviews of one platform team, held against counts that other means give."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.core.settings import SiteSettings
from forgebook.importing.contract import Found, Reading, read_all
from forgebook.importing.sources.postmortems import IMPORTER
from forgebook.pipeline import load_project, make_site
from forgebook.pipeline.project import Project
from support.sites import AS_OF, write

pytestmark = pytest.mark.corpora

HEADINGS = {
    "Summary": 39, "Timeline": 39, "Action Items": 39, "Lessons Learned": 39, "Contributing Factors": 37,
    "Contributing Factors (findings)": 1, "Attendees": 24, "Atendees": 1, "Stats": 36,
}  # fmt: skip
"""`grep -hE '^#+ ' PM20* | sort | uniq -c`: 27 of the Stats have two marks, 9 one."""
EMPTY = {"Lessons Learned": {"PM2023-002", "PM2024-003"}}
"""A lone bullet in the first, nothing in the second: by eye."""
ROWS = 378
"""`grep -hE '^\\|' PM20*` without the rows of names and of dashes."""
NO_DAY = {"PM2020-003": 5, "PM2022-004": 1, "PM2022-006": 2}
"""Rows by eye: a year of five digits, `2022-02-??`, `2021/22-??-??` and `2022-05-??`."""
PLACEHOLDERS = {"PM2024-001": 1}
"""`2024-03-13 HH:mm | Short event description.`"""
ACTIONS = 127
"""awk over what stands below `## Action Items`: lines that begin with a bullet, at most one blank before it."""
FACTORS = 132
"""As above: 131 bullets, and the paragraph that PM2019-010 begins with."""
LESSONS = 96
"""As above: 84 bullets, and 14 lines that are none, of which three are one paragraph (PM2019-009)."""


COURSES = {
    # By eye: the entry that the spans of the statistics begin at, and those that they end at.
    "PM2020-002": ("2020-01-21T15:36+01:00", "2020-01-21T16:30+01:00", "2020-01-21T18:04+01:00"),
    "PM2020-004": ("2020-02-03T11:21+01:00", "~2020-02-03", "2020-02-03T11:52+01:00"),
    "PM2020-005": ("2020-06-09T12:20+01:00", "2020-06-09T12:25+01:00", "2020-06-09T12:35+01:00"),
    "PM2020-007": ("2020-10-06T08:00+01:00", "2020-10-06T09:00+01:00", "2020-10-06T12:00+01:00"),
    "PM2020-009": ("2020-11-23T14:11+01:00", "2020-11-23T14:11+01:00", "2020-11-23T14:41+01:00"),
    "PM2021-009": ("2021-09-06T08:00+00:00", "2021-09-06T08:05+00:00", "2021-09-06T09:08+00:00"),
    "PM2022-004": ("2022-02-08T12:20+00:00", "2022-02-09T08:03+00:00", "2022-02-09T08:40+00:00"),
    "PM2022-007": ("2022-07-07T08:58+00:00", "2022-07-07T09:08+00:00", "2022-07-07T13:40+00:00"),
    "PM2025-002": (None, "~2025-03-17", None),
}


def number(entry: Found) -> str:
    return entry.source[:10]


@pytest.fixture(scope="session")
def dfds(corpora: Path) -> Path:
    return corpora / "postmortems" / "dfds"


@pytest.fixture(scope="module")
def reading(dfds: Path) -> Reading:
    return read_all(IMPORTER, dfds)


@pytest.fixture(scope="module")
def imported(dfds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result, Project]:
    root = write(tmp_path_factory.mktemp("reviews"), {"records/project.yml": "name: Reviews\n"})
    result = run(root, dfds)
    return root, result, load_project(SiteSettings(root, root / "records", AS_OF), git=False)


def run(root: Path, source: Path) -> Result:
    return CliRunner().invoke(main, ["import", "postmortems", str(source), "-C", str(root)])


def test_every_file_is_an_incident_or_is_named(reading: Reading, dfds: Path) -> None:
    """The review without an ending is one of them."""
    assert {entry.source for entry in reading.found} == {p.name for p in dfds.iterdir() if p.name.startswith("PM20")}
    assert len(reading.found) == 39
    assert "PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues" in {entry.source for entry in reading.found}
    left = {one.source: one.what for one in reading.left_out}
    assert left == {
        "LICENSE": "1 × other file",
        "README.md": "1 × page about the folder",
        "PMyyyy-nnn - Postmortem template.md": "1 × template",
    }
    assert reading.unread == []
    assert reading.files == 39 + 2


@pytest.mark.parametrize(("heading", "times"), HEADINGS.items())
def test_sections(heading: str, times: int, reading: Reading, dfds: Path) -> None:
    texts = {p.name: p.read_text("utf-8") for p in dfds.glob("PM20*")}
    with_it = {name for name, text in texts.items() if re.search(rf"^#+ {re.escape(heading)} *$", text, re.MULTILINE)}
    assert len(with_it) == times
    taken = {
        entry.source
        for entry in reading.found
        if heading in entry.kept
        or f"section {heading}" in {source for source, _ in entry.mapped}
        or (heading == "Stats" and "Category" in {source for source, _ in entry.mapped})
    }
    empty = {name for name in with_it if name[:10] in EMPTY.get(heading, ())}
    no_day = {name for name in with_it if name.startswith("PM2020-003")} if heading == "Timeline" else set()
    assert taken == with_it - empty - no_day


def test_every_row_of_every_timeline(reading: Reading) -> None:
    moments = sum(len(entry.values["timeline"]) for entry in reading.found)
    assert moments == ROWS - sum(NO_DAY.values()) - sum(PLACEHOLDERS.values())
    without = Counter(number(e) for e in reading.found for note in e.notes if "names no day;" in note)
    assert without == NO_DAY
    template = Counter(number(e) for e in reading.found for note in e.notes if "that of the template" in note)
    assert template == PLACEHOLDERS


def test_times_are_in_the_zone_that_a_review_names(reading: Reading) -> None:
    """`grep -c 'in UTC'`: 24; in CET 15, of which three say so at the head of the table. Two lie in summer."""
    zones = Counter(
        next((m["at"][-6:] for m in entry.values["timeline"] if "T" in m["at"]), "") for entry in reading.found
    )
    assert zones == {"+00:00": 24, "+01:00": 14, "": 1}
    summer = {number(e) for e in reading.found if any("summer" in note for note in e.notes)}
    assert summer == {"PM2020-005", "PM2020-007"}


@pytest.mark.parametrize(("review", "course"), COURSES.items())
def test_the_course_is_told_where_statistics_and_timeline_agree(
    review: str, course: tuple[str | None, str, str | None], reading: Reading
) -> None:
    [entry] = [entry for entry in reading.found if number(entry) == review]
    assert tuple(entry.values.get(name) for name in ("started", "detected", "mitigated")) == course


def test_actions_factors_and_lessons(reading: Reading) -> None:
    assert sum(len(entry.values["actions"]) for entry in reading.found) == ACTIONS
    assert sum(len(entry.values.get("contributing_factors", [])) for entry in reading.found) == FACTORS
    lessons = {number(entry): len(entry.values.get("lessons", [])) for entry in reading.found}
    assert sum(lessons.values()) == LESSONS
    assert (lessons["PM2021-011"], lessons["PM2019-009"], lessons["PM2023-002"]) == (15, 1, 0)
    done = [a["what"] for entry in reading.found for a in entry.values["actions"] if a["status"] == "done"]
    assert done == ["Implement guards against invalid container runtime selection"]


def test_links_between_reviews(imported: tuple[Path, Result, Project]) -> None:
    """Three links of two reviews lead to a third: one is a path of the folder, one an address."""
    _, _, project = imported
    first = next(r for r in project.graph.of("incident") if r.id.startswith("pm2019-009"))
    assert {r.id[:10] for r in project.graph.related(first, "related")} == {"pm2019-010", "pm2019-011"}


def test_nothing_of_a_text_is_lost(reading: Reading, dfds: Path) -> None:
    """Each word of each review stands in its record, or is a heading, a name of a column, or part of a time."""
    for entry in reading.found:
        text = (dfds / entry.source).read_text("utf-8")
        text = re.sub(r"^\[[^\]]+\]: .*$|\]\[[^\]]+\]|^#+ .*$|^\|[\s:|-]+$", " ", text, flags=re.MULTILINE)
        text = re.sub(r"^All times in \w+\.|\[\^\d\]|<br>|^\|.*20\d\d\S*[ ]+\S+ *~? *\|", " ", text, flags=re.MULTILINE)
        text = re.sub(
            r"^\| *(Date and )?Time .*$|\(done\)|Short event description|Category:", " ", text, flags=re.MULTILINE
        )
        told = re.sub(r"\[\[incident/[\w-]+\|", " ", repr(list(entry.values.values())).replace("\\n", " "))
        missing = set(re.findall(r"[A-Za-z]{2,}", text)) - set(re.findall(r"[A-Za-z]{2,}", told))
        assert missing == set(), entry.source


def test_the_records_are_read_back(imported: tuple[Path, Result, Project]) -> None:
    """38 can be checked at once; the one whose timeline names no day waits for people, and the command says so."""
    root, result, project = imported
    assert result.exit_code == 1, result.output
    assert "Still to be filled in: detected in 1 record." in result.output
    assert len(list((root / "records/incidents").iterdir())) == 39
    told = Counter((d.code.id, Path(d.place.path).name[:10]) for d in project.diagnostics if d.code.id != "FB621")
    assert told == {("FB202", "pm2020-003"): 1}


def test_every_page_can_be_made(imported: tuple[Path, Result, Project]) -> None:
    root, _, project = imported
    site = make_site(project, SiteSettings(root, root / "records", AS_OF))
    bodies = {view.address: site.body(view).html for view in site.views()}
    assert sum(bool(re.fullmatch(r"incidents/pm\d{4}-\d{3}[\w-]*/", address)) for address in bodies) == 38
    assert bodies["incidents/"].count("data-fb-item") == 38


def test_a_second_run_changes_nothing_and_what_people_wrote_is_left_alone(dfds: Path, tmp_path: Path) -> None:
    root = write(tmp_path, {"records/project.yml": "name: Reviews\n"})
    run(root, dfds)
    before = {p: p.read_bytes() for p in (root / "records").rglob("*") if p.is_file()}
    again = run(root, dfds)
    assert {p: p.read_bytes() for p in (root / "records").rglob("*") if p.is_file()} == before
    assert "Nothing had to be written: 39 unchanged." in again.output
    path = next((root / "records/incidents").glob("pm2021-004*"))
    text = path.read_text("utf-8").replace("status: open", "status: done", 1)
    path.write_text(text, encoding="utf-8")
    third = run(root, dfds)
    assert "Edited since they were imported, and left alone:" in third.output
    assert path.read_text("utf-8") == text
