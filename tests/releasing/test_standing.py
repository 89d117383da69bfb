"""What comes next: a candidate that a release has followed is over."""

from __future__ import annotations

from pathlib import Path

from forgebook.releasing.standing import coming, followed_by
from support.lines import files_of, release
from support.loading import load


def test_a_candidate_is_over_once_a_release_follows_it(tmp_path: Path) -> None:
    graph = load(tmp_path, files_of({
        "2.0rc1": release("2.0rc1", status="candidate"),
        "2.0rc2": release("2.0rc2", "2.0rc1", status="candidate"),
        "2.0": release("2.0", "2.0rc2", released_on="2025-01-01"),
        "3.0rc1": release("3.0rc1", "2.0", status="candidate"),
        "3.0": release("3.0", "3.0rc1", status="planned", planned_on="2025-06-01"),
    })).graph  # fmt: skip
    assert [record.id for record in coming(graph)] == ["3.0", "3.0rc1"]
    passed = followed_by(graph.records["release/2.0rc1"], graph)
    assert passed is not None
    assert passed.id == "2.0"
    assert followed_by(graph.records["release/3.0rc1"], graph) is None
