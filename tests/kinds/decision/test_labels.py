"""Labelled values of decision files in the forms that people write them in."""

from __future__ import annotations

from typing import Any

import pytest

from forgebook.core.project import ProjectFile
from forgebook.kinds.decision import KIND
from forgebook.kinds.decision.labels import blocks
from forgebook.reading.markdown import parse_markdown

LONG = 200_000


def read(text: str, **project: Any) -> dict[str, Any]:
    draft = KIND.from_markdown(parse_markdown("adr/0012-use-x.md", text))
    KIND.prepare(draft, ProjectFile(name="Test", **project))
    return draft.values


@pytest.mark.parametrize(
    ("text", "source", "raw"),
    [
        ("Status: Accepted", "line", "Accepted"),
        ("**Status:** Accepted", "line", "Accepted"),
        ("> **Status**: Accepted", "line", "Accepted"),
        ("- Status: ✅ Accepted", "list", "✅ Accepted"),
        ("* **Status**: Accepted", "list", "Accepted"),
        ("| Status | Accepted |", "table", "Accepted"),
        ("| Status | Accepted |\n|---|---|\n| Owner | Ann |", "table", "Accepted"),
        ("| Field | Value |\n| :--- | :---: |\n| **Status** | Accepted |", "table", "Accepted"),
        ("| Status | Date |\n|---|---|\n| Accepted | 2024-05-01 |", "table", "Accepted"),
        ("## Status\n\nAccepted", "section", "Accepted"),
        ("## Status\n\n- Accepted", "section", "- Accepted"),
        ("## Status\n\n| Status | Date |\n|---|---|\n| Accepted | 2024-05-01 |", "table", "Accepted"),
        ("## Status: Accepted", "heading", "Accepted"),
        ("## Status – ✅ Accepted\n\nBy all.", "heading", "✅ Accepted"),
        ("## Metadata\n\n- Status: Accepted\n- Owner: Ann", "list", "Accepted"),
        ("**Status:** Accepted | **Date:** 2024-05-01 | **Deciders:** Ann, Bob", "line", "Accepted"),
        ("Status: Accepted · Date: 2024-05-01", "line", "Accepted"),
    ],
)
def test_where_a_status_may_stand(text: str, source: str, raw: str) -> None:
    values = read(f"# Use X\n\n{text}\n")
    assert (values["status"], values["status_from"], values["raw_status"]) == ("accepted", source, raw)


@pytest.mark.parametrize(
    "text",
    [
        "| Status | Date | Deciders |\n|---|---|---|\n| Accepted | 2024-05-01 | Ann, Bob |",
        "| Status | Accepted |\n|---|---|\n| Date | 2024-05-01 |\n| Deciders | Ann, Bob |",
        "**Status:** Accepted | **Date:** 2024-05-01 | **Deciders:** Ann, Bob",
        "- Status: Accepted; Date: 2024-05-01; Deciders: Ann, Bob",
    ],
)
def test_what_is_wholly_understood_is_not_shown_again(text: str) -> None:
    values = read(f"# Use X\n\n{text}\n")
    assert (values["decided"], values["deciders"]) == ("2024-05-01", ["Ann", "Bob"])
    assert "sections" not in values


@pytest.mark.parametrize(
    "text",
    [
        "| Status | Accepted |\n|---|---|\n| Owner | Ann |",
        "| Status | Owner |\n|---|---|\n| Accepted | Ann |",
        "| What | Why |\n|---|---|\n| A | B |\n| C | D |",
        "| Status | Date |\n|---|---|\n| Accepted | some day |",
    ],
)
def test_a_table_with_more_in_it_is_kept_whole(text: str) -> None:
    assert read(f"# Use X\n\n{text}\n")["sections"] == [{"title": "", "text": text}]


def test_a_line_is_taken_apart_where_all_of_it_is_known() -> None:
    assert read("# Use X\n\nStatus: Accepted | by all\n")["raw_status"] == "Accepted | by all"


def test_lines_in_code_say_nothing() -> None:
    assert all(not block.told for block in blocks("```\nStatus: Accepted\n| Status | A |\n```"))


@pytest.mark.parametrize(
    ("text", "status", "decided", "created"),
    [
        ("Accepted on 2024-05-01", "accepted", "2024-05-01", None),
        ("Accepted (7 October 2025)", "accepted", "2025-10-07", None),
        ("Proposed, 2024-05-01", "proposed", None, "2024-05-01"),
        ("Accepted by all on a walk to 2024-05-01", "accepted", None, None),
        ("Superseded on 2024-05-01", "superseded", None, None),
        ("Superseded by [x](20240501-x.md)", "superseded", None, None),
        ("- Proposed 2024-01-02\n- Accepted 2024-02-03", "accepted", "2024-02-03", None),
        ("1. 2024-02-03 \n2. Accepted 2024-02-03", "unknown", None, None),
    ],
)
def test_dates_beside_a_status(text: str, status: str, decided: str | None, created: str | None) -> None:
    values = read(f"# Use X\n\n## Status\n\n{text}\n")
    assert (values["status"], values.get("decided"), values.get("created")) == (status, decided, created)


@pytest.mark.parametrize("text", ["- Proposed\n- Accepted\n- Rejected", "- Proposed 2024-01-02\n- Accepted 2024-01-02"])
def test_of_several_statuses_none_is_guessed(text: str) -> None:
    values = read(f"# Use X\n\n## Status\n\n{text}\n")
    assert values["status"] == "unknown"
    assert text.split("\n")[1] in values["sections"][0]["text"]


def test_a_house_may_say_what_no_status_means() -> None:
    assert read("# Use X\n", decisions={"statuses": {"": "accepted"}})["status"] == "accepted"


@pytest.mark.parametrize(
    "text", ["# Use X\n\n## Status\n\nActive\n", "---\nstatus: active\ndecided: 2024-05-01\n---\n# X\n"]
)
def test_a_map_to_no_status_of_ours_is_said(text: str) -> None:
    draft = KIND.from_markdown(parse_markdown("adr/0012-use-x.md", text))
    KIND.prepare(draft, ProjectFile(name="Test", decisions={"statuses": {"active": "acepted"}}))
    assert draft.values["status"] == "unknown"
    (note,) = draft.notes
    assert '"acepted"' in note.remedy


@pytest.mark.parametrize(
    "text",
    [
        "|" * LONG,
        "| a " * (LONG // 4),
        "|-" * LONG,
        "Status: " + "a | " * (LONG // 4),
        "> " * LONG,
        "Status: a" + " · " * (LONG // 3),
        "this ADR " * (LONG // 9),
        "of this decision is " * (LONG // 20),
        "This decision" + " is" * (LONG // 3),
    ],
)
def test_long_lines_come_to_an_end(text: str) -> None:
    assert read(f"# Use X\n\n{text}\n\n## Context\n\n{text}\n")["title"] == "Use X"
