"""What a sprint's plan said and what came out: the fate of each item, where it went on to, and which are the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.visibility import filter_graph
from forgebook.kinds.sprint.calendar import cadences
from forgebook.kinds.sprint.items import same_piece
from forgebook.kinds.sprint.outcome import Outcome, outcome_of
from support.loading import load

FILES: dict[str, Any] = {
    "records/sprints/s1.yml": {
        "start": "2025-01-06", "end": "2025-01-24",
        "planned": ["Login", {"item": "Export", "url": "https://example.org/2"}, {"item": "Guide", "state": "dropped"},
                    "Forgotten", "Both"],
        "done": [{"item": "login.", "outcome": "Works"}, "Both", "A surprise"],
        "carried": [{"item": "Exporting", "url": "https://example.org/2/", "reason": "No time", "to": "s2"}, "Both"],
        "added": [{"item": "Urgent", "reason": "The storm"}],
    },
    "records/sprints/s2.yml": {
        "start": "2025-01-27", "end": "2025-02-14",
        "planned": [{"item": "Export", "url": "https://example.org/2"}],
        "carried": [{"item": "Export", "url": "https://example.org/2", "reason": "Again", "to": "s4"}],
    },
    "records/sprints/s3.yml": {"start": "2025-02-17", "end": "2025-03-07"},
    "records/sprints/s4.yml": {
        "start": "2025-03-10", "end": "2025-03-28", "planned": ["Export"], "done": ["Export"],
    },
    "records/sprints/s5.yml": {"start": "2025-11-10", "end": "2025-12-12", "recovery_until": "2025-12-19",
                               "planned": ["Something"]},
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    item: str
    url: str | None = None


def outcome(root: Path, id_: str, visibility: str = "team") -> Outcome:
    graph = load(root, FILES).graph
    if visibility != "team":
        for record in graph.of("sprint"):
            record.fields.visibility = "public"
        graph = filter_graph(graph, visibility)
    return outcome_of(graph.records[f"sprint/{id_}"], graph)


def test_each_planned_item_has_its_fate(tmp_path: Path) -> None:
    found = outcome(tmp_path, "s1")
    assert [told.fate for told in found.planned] == ["done", "carried", "dropped", "untold", "both"]
    assert [(status.word, number) for status, number in found.counts] == [
        ("done", 1), ("carried on", 1), ("dropped", 1), ("done and carried on", 1), ("nothing said", 1),
    ]  # fmt: skip
    assert (found.done, len(found.planned)) == (1, 5)


def test_what_stands_in_no_plan_is_told_besides(tmp_path: Path) -> None:
    found = outcome(tmp_path, "s1")
    assert [told.entry.item for told in found.besides] == ["A surprise"]
    assert [(told.entry.item, told.fate) for told in found.added] == [("Urgent", None)]


def test_a_carried_item_is_followed_until_it_is_done(tmp_path: Path) -> None:
    export = outcome(tmp_path, "s1").planned[1]
    assert [(leg.sprint.id, leg.fate) for leg in export.onward] == [("s2", "carried"), ("s4", "done")]
    assert export.times == 1
    assert outcome(tmp_path, "s2").planned[0].times == 2
    assert outcome(tmp_path, "s4").planned[0].times == 2


def test_a_sprint_that_is_not_over_has_open_items(tmp_path: Path) -> None:
    assert [told.fate for told in outcome(tmp_path, "s5").planned] == ["open"]


def test_a_filtered_site_counts_nothing_and_says_of_nothing_that_it_is_missing(tmp_path: Path) -> None:
    found = outcome(tmp_path, "s1", "public")
    assert found.counts == []
    assert [told.fate for told in found.planned] == ["done", "carried", "dropped", None, "both"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Entry("Login"), Entry("*login*."), True),
        (Entry("Login"), Entry("Login, with a key"), True),
        (Entry("Login"), Entry("Logins"), False),
        (Entry("Birth"), Entry("Birth dates"), False),
        (Entry("A", "https://e.org/1"), Entry("B", "https://E.org/1/#top"), True),
        (Entry("A", "https://e.org/1"), Entry("A", "https://e.org/2"), False),
        (Entry("A", "https://e.org/1"), Entry("A"), True),
        (Entry("PAY-1 Login"), Entry("PAY-1: Sign in"), True),
        (Entry("PAY-1 Login"), Entry("PAY-11 Login"), False),
        (Entry(""), Entry(", x"), False),
        (Entry("Fix <b>"), Entry("Fix &lt;b>"), True),
    ],
)
def test_which_entries_are_the_same(one: Entry, other: Entry, *, same: bool) -> None:
    assert same_piece(one, other) is same
    assert same_piece(other, one) is same


def test_the_length_of_sprints_changes_and_is_told_in_stretches(tmp_path: Path) -> None:
    graph = load(tmp_path, FILES).graph
    assert [(c.weeks, c.recovery, c.number, c.first.id, c.last.id) for c in cadences(graph)] == [
        (5, 1, 1, "s5", "s5"), (3, 0, 4, "s1", "s4"),
    ]  # fmt: skip
