"""Sprints: their state on a day, their dates, and that those of one team do not overlap."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.record import Record
from support.loading import load, told
from support.properties import examples

DAY = timedelta(days=1)


def sprints(**spans: tuple[date, date] | tuple[date, date, str]) -> dict[str, Any]:
    files: dict[str, Any] = {}
    for id_, (start, end, *team) in spans.items():
        fields = {"start": start.isoformat(), "end": end.isoformat()}
        files[f"records/sprints/{id_}.yml"] = {**fields, **({"team": team[0]} if team else {})}
        files |= {f"records/teams/{name}.yml": {"title": name} for name in team}
    return files


def sprint(root: Path, as_of: date) -> tuple[Record, Any]:
    text = "start: 2025-09-15\nend: 2025-10-24\nrecovery_until: 2025-10-31\n"
    graph = load(root, {"records/sprints/17.yml": text}, as_of=as_of).graph
    return graph.records["sprint/17"], graph


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2025, 9, 14), "planned"), (date(2025, 9, 15), "running"), (date(2025, 10, 24), "running"),
        (date(2025, 10, 25), "recovery week"), (date(2025, 10, 31), "recovery week"), (date(2025, 11, 1), "done"),
    ],
)  # fmt: skip
def test_the_state_on_a_day(day: date, word: str, tmp_path: Path) -> None:
    record, graph = sprint(tmp_path, day)
    status = graph.status(record)
    assert status is not None
    assert status.word == word


@pytest.mark.parametrize(
    ("day", "week"), [(date(2025, 9, 1), 1), (date(2025, 9, 15), 1), (date(2025, 9, 22), 2), (date(2025, 12, 1), 6)]
)
def test_the_week_of_a_sprint(day: date, week: int, tmp_path: Path) -> None:
    record, graph = sprint(tmp_path, day)
    facts = graph.kinds["sprint"].facts(record, graph)
    assert (facts["week"], facts["weeks"]) == (week, 6)


def test_titles_are_told_from_ids(tmp_path: Path) -> None:
    files = {f"records/sprints/{name}.yml": "start: 2025-01-01\nend: 2025-01-01\n" for name in ("17", "spring_clean")}
    graph = load(tmp_path, files).graph
    assert [graph.records[f"sprint/{id_}"].title for id_ in ("17", "spring-clean")] == ["Sprint 17", "Spring clean"]


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from(["red", "blue"])), min_size=1, max_size=6
)


@given(SPANS)
@examples(40)
def test_a_sprint_is_reported_if_it_begins_within_another_of_its_team(spans: list[tuple[int, int, str]]) -> None:
    first = date(2025, 1, 1)
    named = {
        f"s{i}": (first + start * DAY, first + (start + length) * DAY, team)
        for i, (start, length, team) in enumerate(spans)
    }
    with TemporaryDirectory() as folder:
        said = told(load(Path(folder), sprints(**named)))
    reported = {line.split("/")[1].split(".")[0] for line in said if " FB803 " in line}
    order = sorted(named, key=lambda name: (named[name][0], name))
    overlapping = {
        later
        for index, later in enumerate(order)
        for earlier in order[:index]
        if named[earlier][2] == named[later][2] and named[later][0] < named[earlier][1]
    }
    assert reported == overlapping


def test_a_long_sprint_overlaps_with_all_that_begin_in_it(tmp_path: Path) -> None:
    files = sprints(
        a=(date(2025, 1, 1), date(2025, 3, 31)),
        b=(date(2025, 1, 10), date(2025, 1, 20)),
        c=(date(2025, 2, 10), date(2025, 2, 20)),
    )
    said = told(load(tmp_path, files))
    assert [line.split(":")[0] for line in said] == ["sprints/b.yml", "sprints/c.yml"]
    assert all("sprint/a" in line for line in said)


def test_the_recovery_belongs_to_the_sprint(tmp_path: Path) -> None:
    files = sprints(a=(date(2025, 1, 1), date(2025, 1, 31)), b=(date(2025, 2, 5), date(2025, 2, 28)))
    files["records/sprints/a.yml"]["recovery_until"] = "2025-02-07"
    assert [line.split()[1] for line in told(load(tmp_path, files))] == ["FB803"]


def test_neighbours_are_those_of_the_same_team(tmp_path: Path) -> None:
    files = sprints(
        a=(date(2025, 1, 1), date(2025, 1, 31), "red"), b=(date(2025, 1, 10), date(2025, 2, 10), "blue"),
        c=(date(2025, 2, 1), date(2025, 2, 28), "red"),
    )  # fmt: skip
    graph = load(tmp_path, files).graph
    facts = graph.kinds["sprint"].facts(graph.records["sprint/a"], graph)
    assert facts["before"] is None
    assert facts["after"].ref == "sprint/c"
