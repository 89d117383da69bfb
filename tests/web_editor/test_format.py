"""The web editor changes what was changed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forgebook.kinds.register import BUILT_IN
from forgebook.reading.yaml import parse

ROOT = Path(__file__).parents[2]
BY_FOLDER = {kind.folder: kind.name for kind in BUILT_IN if kind.folder}
Edit = Callable[..., list[dict[str, Any]]]

DECISION = """\
# yaml-language-server: $schema=../../.forgebook/schemas/decision.json
title: "Three-week sprints" # short
status: accepted
decided: 2025-01-07

# who said yes
deciders: [role/lead]
context: |
  Long text
  of two lines.

  # not a comment
drivers:
- first
- text: second
  visibility: public # may be told
supersedes:
  - decision/older # an old one
  - {ref: oldest, scope: a bit}
options:
  # the first
  - id: a
    title: One
    pros: [x, y]
  - id: b   # bee
    title: Two
    their_own: 07
number: 5
# the end
"""


def record_files() -> list[tuple[str, Path]]:
    roots = (ROOT / "records", ROOT / "examples/demand-model/records", ROOT / "tests/cases")
    found = []
    for root in roots:
        for path in sorted(root.rglob("*.yml")):
            if "invalid" in path.parts or "with" in path.parts:
                continue
            names = [*path.relative_to(root).parts[:-1], path.stem]
            kind = next((BY_FOLDER.get(n) or n for n in names if n in BY_FOLDER or n in BY_FOLDER.values()), None)
            if kind and isinstance(parse(path.read_text(encoding="utf-8")), dict):
                found.append((kind, path))
    return found


def test_what_is_not_changed_stays_the_same_bytes(edit: Edit, shapes: dict[str, Any]) -> None:
    files = record_files()
    assert len(files) > 80
    sources = [path.read_bytes().decode("utf-8") for _, path in files]
    jobs = [{"source": s, "shape": shapes[kind], "changes": []} for (kind, _), s in zip(files, sources, strict=True)]
    for (_, path), source, answer in zip(files, sources, edit(jobs), strict=True):
        assert answer.get("text") == source, (path, answer.get("error"))


def test_one_change_is_one_change(edit: Edit, shapes: dict[str, Any]) -> None:
    files = record_files()
    jobs = [
        {"source": path.read_text("utf-8"), "shape": shapes[kind], "changes": [[["summary"], "New: words # here"]]}
        for kind, path in files
    ]
    for (_, path), job, answer in zip(files, jobs, edit(jobs), strict=True):
        before, after = parse(job["source"]), parse(answer["text"])
        assert after == {**before, "summary": "New: words # here"}, path
        gone = [line for line in job["source"].split("\n") if line not in answer["text"].split("\n")]
        assert all("summary" in line for line in gone) or str(before.get("summary", "")).startswith(gone[0].strip()[:9])


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        (["title"], "A: b", ['title: "Three-week sprints" # short'], ['title: "A: b" # short']),
        (["decided"], "2025-02-01", ["decided: 2025-01-07"], ["decided: 2025-02-01"]),
        (["decided"], None, ["decided: 2025-01-07"], []),
        (["number"], 6, ["number: 5"], ["number: 6"]),
        (["chosen"], "1.10", [], ["chosen: 1.10"]),
        (["chosen"], "null", [], ['chosen: "null"']),
        (["drivers", 0, "text"], "1st", ["- first"], ["- 1st"]),
        (["drivers", 2], {"text": "third"}, [], ["- third"]),
        (["drivers", 0], None, ["- first"], []),
        (["supersedes", 0, "ref"], "newer", ["  - decision/older # an old one"], ["  - newer # an old one"]),
        (
            ["supersedes", 0, "scope"],
            "wide",
            ["  - decision/older # an old one"],
            ["  # an old one", "  - ref: older", "    scope: wide"],
        ),
        (["options", 0, "pros", 1, "text"], "z", ["    pros: [x, y]", "  - id: b   # bee"],
         ["    pros: [x, z]", "  - id: b # bee"]),
        (["title"], "A\nb", ['title: "Three-week sprints" # short'], ["title: | # short", "  A", "  b"]),
        (["context"], "One line.", ["context: |", "  Long text", "  of two lines.", "  # not a comment"],
         ["context: One line."]),
    ],
)  # fmt: skip
def test_a_change_keeps_what_stands_around_it(
    edit: Edit, shapes: dict[str, Any], path: list[Any], value: Any, gone: list[str], come: list[str]
) -> None:
    (answer,) = edit([{"source": DECISION, "shape": shapes["decision"], "changes": [[path, value]]}])
    assert lines(DECISION, answer["text"]) == (gone, come)
    assert answer["text"].count("#") == DECISION.count("#") - (value is None and "#" in "".join(gone)) - (
        "# not a comment" in "".join(gone)
    )


def test_a_new_record_is_written_short(edit: Edit, shapes: dict[str, Any]) -> None:
    values = {
        "title": "Sail", "status": "draft", "drivers": [{"text": "Wind"}], "context": "Two\nlines.\n", "summary": "",
        "options": [{"title": "One", "pros": []}], "area": [], "consequences": {"text": "Fine", "good": []},
    }  # fmt: skip
    changes = [[[key], value] for key, value in values.items()]
    (answer,) = edit([{"source": "", "shape": shapes["decision"], "changes": changes}])
    assert answer["text"] == (
        "title: Sail\nstatus: draft\ndrivers:\n  - Wind\ncontext: |\n  Two\n  lines.\noptions:\n  - title: One\n"
        "consequences: Fine\n"
    )


def test_flags_that_are_not_set_are_not_written(edit: Edit, shapes: dict[str, Any]) -> None:
    source = "kind: fixed\nsummary: A bell\nbreaking: no\ntemporary: yes\n"
    jobs = [
        {"source": source, "shape": shapes["change"], "changes": changes}
        for changes in ([], [[["breaking"], True]], [[["temporary"], False]])
    ]
    assert [answer["text"] for answer in edit(jobs)] == [
        source,
        source.replace("breaking: no", "breaking: true"),
        source.replace("temporary: yes\n", ""),
    ]


def test_files_that_hold_several_records_or_are_broken_are_left_alone(edit: Edit, shapes: dict[str, Any]) -> None:
    jobs = [{"source": s, "shape": shapes["change"], "changes": []} for s in ("- kind: fixed\n", "kind: [fixed\n")]
    answers = edit(jobs)
    assert "list of records" in answers[0]["error"]
    assert answers[1]["error"]
