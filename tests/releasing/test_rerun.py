"""How it stands with running releases again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.visibility import filter_graph
from forgebook.releasing.rerun import disagreement, register, standing_of
from support.loading import load

FULL = "99e0658bd4a1c3f1d0e5a6b7c8d9e0f1a2b3c4d5"
PROJECT = "name: A\nrepositories: [{id: engine, public: yes}]\n"


def graph_of(root: Path, **again: Any) -> Any:
    record = {
        "version": "1.0.0", "status": "released", "released_on": "2025-01-01", "visibility": "public",
        "components": [{"repository": "engine", "version": "1.0.0", "commit": FULL}], **again,
    }  # fmt: skip
    return load(root, {"records/project.yml": PROJECT, "records/releases/v1.yml": record}).graph


def attempts(*words: str) -> list[dict[str, str]]:
    """Attempts on following days: `same`, or `not_possible: why`."""
    days = [f"2025-0{month}-01" for month in range(2, 10)]
    return [
        {"date": day, "result": word.partition(":")[0], **({"note": word.partition(": ")[2]} if ":" in word else {})}
        for day, word in zip(days, words, strict=False)
    ]


@pytest.mark.parametrize(
    ("words", "state", "word", "worked", "since", "why"),
    [
        ((), None, "untried", None, None, ""),
        ((), "runnable", "untried", None, None, ""),
        (("same",), "runnable", "works", "2025-02-01", None, ""),
        (("different", "within_tolerance"), None, "works", "2025-03-01", None, ""),
        (("same", "different"), None, "differs", "2025-02-01", None, ""),
        (("same", "not_possible: Lost", "not_possible"), None, "gone", "2025-02-01", "2025-03-01", "Lost"),
        (("not_possible: Lost", "same"), None, "works", "2025-03-01", None, ""),
        ((), "data_gone", "gone", None, None, "the data is gone"),
        (("same",), "environment_gone", "gone", "2025-02-01", None, "what it ran on is gone"),
    ],
)  # fmt: skip
def test_the_last_verdict_decides(
    words: tuple[str, ...], state: str | None, word: str, worked: str | None, since: str | None, why: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    again = {"verifications": attempts(*words), **({"state": state} if state else {})}
    found = standing_of(graph_of(tmp_path, rerun=again).records["release/v1"])
    days = [date.fromisoformat(day) if day else None for day in (worked, since)]
    assert (found.word, found.worked, found.since, found.why) == (word, *days, why)
    assert len(found.attempts) == len(words)


def test_attempts_are_told_by_their_day_and_not_by_their_place(tmp_path: Path) -> None:
    again = {"verifications": list(reversed(attempts("same", "different")))}
    found = standing_of(graph_of(tmp_path, rerun=again).records["release/v1"])
    assert [attempt.result for attempt in found.attempts] == ["different", "same"]


@pytest.mark.parametrize(
    ("again", "lacks"),
    [
        ({}, ["no command is given", "no commits are given under `code`, and no container"]),
        ({"command": "make", "container": "image"}, []),
        ({"command": "make", "code": [{"repository": "engine", "commit": "99e0658"}]},
         ["engine is not named by the full hash"]),
        ({"command": "make", "code": [{"repository": "engine", "commit": FULL}], "parameters": "p.json"},
         ["the parameters have no hash"]),
        ({"command": "make", "code": [{"repository": "engine", "commit": FULL}]}, []),
    ],
)  # fmt: skip
def test_what_is_missing_to_run_it(again: dict[str, Any], lacks: list[str], tmp_path: Path) -> None:
    assert list(standing_of(graph_of(tmp_path, rerun=again).records["release/v1"]).lacks) == lacks


@pytest.mark.parametrize(
    ("words", "state", "said"),
    [
        (("same", "not_possible"), "runnable", "the state is runnable, but on 2025-03-01 it could not be run"),
        (("not_possible", "different"), "data_gone", "the state is data_gone, but on 2025-03-01 it was run"),
        (("same",), "runnable", ""), (("not_possible",), "data_gone", ""), ((), "data_gone", ""),
        (("not_possible",), None, ""),
    ],
)  # fmt: skip
def test_a_state_that_the_last_attempt_contradicts(
    words: tuple[str, ...], state: str | None, said: str, tmp_path: Path
) -> None:
    again = {"verifications": attempts(*words), **({"state": state} if state else {})}
    assert disagreement(graph_of(tmp_path, rerun=again).records["release/v1"]) == said


def test_the_register_leaves_out_what_a_reader_cannot_tell(tmp_path: Path) -> None:
    full = graph_of(tmp_path, rerun={"command": "make", "visibility": "team"})
    assert [again.word for _, again in register(full)] == ["untried"]
    assert register(filter_graph(full, "public")) == []
    bare = graph_of(tmp_path, rerun=None)
    assert [again.word for _, again in register(bare)] == ["unrecorded"]
