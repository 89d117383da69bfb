"""What lies between two releases, on graphs whose answers were worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.releasing.compare import Comparison, Row, compare
from forgebook.releasing.compare_parts import moves_of
from forgebook.releasing.compare_told import lead_of, said_of
from support.lines import HARBOUR, change, files_of, release
from support.loading import load


def graph_of(
    root: Path, releases: dict[str, dict[str, Any]], fragments: dict[str, dict[str, Any]] | None = None
) -> ProjectGraph:
    """The graph of some releases and fragments."""
    return load(root, files_of(releases, fragments)).graph


def between(graph: ProjectGraph, start: str, end: str) -> Comparison:
    """The comparison of two releases by their ids."""
    one, other = graph.get(f"release/{start}"), graph.get(f"release/{end}")
    assert one is not None
    assert other is not None
    return compare(one, other, graph)


def named(rows: tuple[Row, ...]) -> dict[str, list[str]]:
    """The changes of a list, and the releases that bring each."""
    return {row.change.ref.removeprefix("release/"): [r.id for r in row.releases] for row in rows}


@pytest.fixture
def harbour(tmp_path: Path) -> ProjectGraph:
    """See `support.lines`."""
    return load(tmp_path, HARBOUR).graph


def test_on_one_line_what_came_is_gained(harbour: ProjectGraph) -> None:
    step = between(harbour, "1.1", "2.2")
    assert step.way == "forward"
    assert [r.id for r in step.came] == ["2.2", "2.1", "2.0"]
    assert list(named(step.gained)) == [
        "2.0#api",  # breaking first
        "2.2#rerun",  # then action
        "2.2#tide",  # then what moves results
        "2.2#wording", "2.2#ropes-are-counted", "change/moss", "change/leak", "2.0#quay",  # then the newest
    ]  # fmt: skip
    assert not step.lost
    assert not step.both


def test_the_same_id_twice_on_one_line_is_two_changes(harbour: ProjectGraph) -> None:
    assert {"1.1#wording", "2.2#wording"} <= set(named(between(harbour, "1.0", "2.2").gained))


def test_going_back_undoes_what_came(harbour: ProjectGraph) -> None:
    back, forward = between(harbour, "2.2", "1.1"), between(harbour, "1.1", "2.2")
    assert back.way == "back"
    assert named(back.lost) == named(forward.gained)
    assert not back.gained
    assert lead_of(back) == "1.1 comes before 2.2: going back undoes 3 releases with 8 changes."


def test_across_lines_a_backport_is_no_news(harbour: ProjectGraph) -> None:
    step = between(harbour, "1.3", "2.2")
    assert step.way == "across"
    assert step.common is not None
    assert step.common.id == "1.1"
    assert set(named(step.lost)) == {"1.3#lamp"}
    assert not {"change/leak", "2.0#quay"} & set(named(step.gained))
    assert {"2.0#api", "2.2#tide", "2.2#wording", "change/moss"} <= set(named(step.gained))


def test_what_both_have_is_told_with_both_releases(harbour: ProjectGraph) -> None:
    both = named(between(harbour, "1.3", "2.2").both)
    assert both["change/leak"] == ["2.1", "1.2"]
    assert len([ref for ref in both if ref.endswith("quay")]) == 2  # other words, so each reads for itself
    assert sorted(releases for ref, releases in both.items() if "quay" in ref) == [["1.3"], ["2.0"]]
    assert ["2.2", "1.3"] in both.values()  # the same words: one row


def test_a_fragment_that_the_first_one_has_already_is_known_on_the_same_line(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        {"1": release("1"), "2": release("2", "1")},
        {"rope": {"kind": "added", "summary": "A rope", "releases": ["1", "2"]}},
    )
    step = between(graph, "1", "2")
    assert not step.gained
    assert named(step.both) == {"change/rope": ["2"]}


def test_both_ways_across_mirror_each_other(harbour: ProjectGraph) -> None:
    one, other = between(harbour, "1.3", "2.2"), between(harbour, "2.2", "1.3")
    assert named(one.gained) == named(other.lost)
    assert named(one.lost) == named(other.gained)
    assert sorted(map(sorted, named(one.both).values())) == sorted(map(sorted, named(other.both).values()))


def test_two_without_a_common_release_tell_nothing(harbour: ProjectGraph) -> None:
    step = between(harbour, "0.9", "2.2")
    assert step.way == "apart"
    assert step.common is None
    assert not (step.gained)
    assert not (step.lost)
    assert not (step.both)


def test_a_release_and_itself(harbour: ProjectGraph) -> None:
    step = between(harbour, "2.2", "2.2")
    assert step.way == "same"
    assert not (step.gained)
    assert not (step.lost)
    assert not (step.came)
    assert not (step.gone)


def test_a_circle_ends(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, {"1": release("1", "2"), "2": release("2", "1")})
    step = between(graph, "1", "2")
    assert step.way == "circle"
    assert not (step.gained)
    assert not (step.lost)
    assert not (step.came)
    assert not (step.gone)


def test_a_previous_that_does_not_exist_begins_a_line(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, {"1": release("1"), "2": release("2", "0.5", changes=[change("a", "A")]),
                                "3": release("3", "2", changes=[change("b", "B")])})  # fmt: skip
    assert between(graph, "1", "3").way == "apart"
    assert list(named(between(graph, "2", "3").gained)) == ["3#b"]


def test_known_issues_that_end_stay_and_come_back(tmp_path: Path) -> None:
    issues = [{"id": "rust", "summary": "Rust", "found_in": "1", "fixed_in": "2"},
              {"id": "moth", "summary": "Moths", "found_in": "1"}]  # fmt: skip
    graph = graph_of(tmp_path, {
        "1": release("1", known_issues=issues),
        "2": release("2", "1", known_issues=[{"id": "fog", "summary": "Fog", "found_in": "2"}]),
    })  # fmt: skip
    step, back = between(graph, "1", "2"), between(graph, "2", "1")
    assert [[i.id for i in group] for group in (step.new, step.still, step.fixed)] == [["fog"], ["moth"], ["rust"]]
    assert [[i.id for i in group] for group in (back.new, back.still, back.fixed)] == [["rust"], ["moth"], ["fog"]]


def test_components_side_by_side(tmp_path: Path) -> None:
    old = [{"repository": "code", "version": "1", "commit": "a" * 40}, {"repository": "data", "version": "1"},
           {"repository": "maps", "version": "3", "commit": "c" * 40}]  # fmt: skip
    new = [
        {"repository": "code", "version": "1", "commit": "b" * 40},
        {"repository": "maps", "version": "3", "commit": "c" * 40},
    ]
    graph = graph_of(tmp_path, {"1": release("1", components=old), "2": release("2", "1", components=new),
                                "3": release("3", "2", status="planned")})  # fmt: skip
    one, two, three = (graph.records[f"release/{id_}"] for id_ in "123")
    assert [(m.repository, m.move) for m in moves_of(one, two, graph)] == [
        ("code", "other_commit"), ("data", "removed"), ("maps", "same"),
    ]  # fmt: skip
    assert [(m.repository, m.move) for m in moves_of(two, one, graph)][1] == ("data", "added")
    assert moves_of(two, three, graph) == []


def test_sentences_count_and_take_the_first_day(harbour: ProjectGraph) -> None:
    users, hosts = said_of(between(harbour, "1.1", "2.2"), harbour)
    assert users.sentence == (
        "act on 1 change, by Wed 24 Dec 2025; 2 changes move results, up and down; "
        "runs since Wed 1 Jan 2025 are affected"
    )
    assert users.tone == "due"
    assert hosts.sentence == "1 change breaks what worked; no effect on results is recorded"


def test_a_day_that_has_passed_is_not_skipped_over_in_silence(tmp_path: Path) -> None:
    acts = [
        change(f"c-{day}", "New", action="Act", act_by=day, audience=["users"]) for day in ("2025-01-31", "2025-12-24")
    ]
    two = release("2", "1", changes=acts)
    graph = graph_of(tmp_path, {"1": release("1"), "2": two})
    assert said_of(between(graph, "1", "2"), graph)[0].sentence.startswith(
        "act on 2 changes, the next by Wed 24 Dec 2025"
    )


def test_a_fault_that_came_and_went_on_the_way_has_moved_nobody_s_results(tmp_path: Path) -> None:
    """Version 1 never had what version 2 brought and version 3 mended; nor had 1.1, which parted before it."""
    mended = change("mended", "Berths are counted", audience=["users"], affected_since="2",
                    impact={"direction": "down", "size": "up to 4 %"})  # fmt: skip
    graph = graph_of(tmp_path, {"1": release("1"), "2": release("2", "1"), "3": release("3", "2", changes=[mended]),
                                "1.1": release("1.1", "1", maintenance_line="old")})  # fmt: skip

    def sentence(start: str) -> str:
        (users,) = said_of(between(graph, start, "3"), graph)
        return users.sentence

    assert sentence("2") == "nothing to do; results go down by up to 4 %; runs since Wed 1 Jan 2025 are affected"
    assert sentence("1") == sentence("1.1") == "nothing to do; results stay as they are"


def test_sentences_of_a_way_back_and_of_what_is_lost(harbour: ProjectGraph) -> None:
    back = said_of(between(harbour, "2.2", "2.0"), harbour)
    assert [one.sentence for one in back] == ["6 changes are undone; 2 of them moved results", "4 changes are undone"]
    across = said_of(between(harbour, "2.0", "1.3"), harbour)
    assert across[1].sentence.endswith("1 change of 2.0 is not in 1.3")


def test_a_step_to_a_withdrawn_release_leads_away_from_it(harbour: ProjectGraph) -> None:
    said = said_of(between(harbour, "1.1", "2.1"), harbour)
    assert {one.tone for one in said} == {"bad"}
    assert said[1].sentence == "2.1 was withdrawn, do not use it; no effect on results is recorded"
    assert said_of(between(harbour, "2.2", "2.1"), harbour)[1].sentence == (
        "2.1 was withdrawn, do not use it; 3 changes are undone"
    )
