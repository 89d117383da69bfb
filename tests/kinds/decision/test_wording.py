"""Titles, names, labels, lists and comments in files of other styles."""

from __future__ import annotations

import pytest

from forgebook.kinds.decision.wording import (
    flat_list,
    labelled_line,
    lines_outside_code,
    names_of,
    stripped_title,
    without_comments,
)

LONG = 200_000


@pytest.mark.parametrize(
    ("title", "stem", "stripped"),
    [
        ("1. Record decisions", "0001-record-decisions", "Record decisions"),
        ("ADR 12: Use X", "0012-use-x", "Use X"),
        ("ADR-0012 – Use X", "0012-use-x", "Use X"),
        ("MADR 3 Use X", "0003-use-x", "Use X"),
        ("020 Environments", "020-Environments", "Environments"),
        ("29 Kubernetes auditing", "030-AWS-root-user", "Kubernetes auditing"),
        ("3 - Use X", "0003-use-x", "Use X"),
        ("3) Use X", "0003-use-x", "Use X"),
        ("ADR-12: Use X", "0012-use-x", "Use X"),
        ("ADR 0012 - Use X", "0012-use-x", "Use X"),
        ("3. Networking Outline", "0033-ip-ranges", "Networking Outline"),
        ("ADR for OCR engine selection", "0056-OCR-engine-selection", "ADR for OCR engine selection"),
        ("3 ways to deploy", "0007-three-ways", "3 ways to deploy"),
        ("12-factor apps", "0003-twelve-factors", "12-factor apps"),
        ("404: what to show", "0009-404-what-to-show", "404: what to show"),
        ("1.5 million users", "0005-million-users", "1.5 million users"),
        ("ADR 1: 3 options for X", "0001-three-options", "3 options for X"),
        ("2FA for all", "0002-2fa-for-all", "2FA for all"),
        ("7", "0007-x", "7"),
        ("ADR-0045", "0045", "ADR-0045"),
        ("Use `--deep`", "0032-deep", "Use `--deep`"),
    ],
)
def test_titles(title: str, stem: str, stripped: str) -> None:
    assert stripped_title(title, stem) == stripped


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann, Bob; Cy", ["Ann", "Bob", "Cy"]),
        (["Ann", None, " Bob "], ["Ann", "Bob"]),
        ("[Ann, Bob]", ["Ann", "Bob"]),
        ("[Ann](a.md), Bob", ["[Ann](a.md)", "Bob"]),
        ("Ann (Legal, Ops), Bob", ["Ann (Legal, Ops)", "Bob"]),
        ("Ann), Bob", ["Ann)", "Bob"]),
        ("@ann,", ["@ann"]),
        ("", []),
    ],
)
def test_names(value: object, names: list[str]) -> None:
    assert names_of(value) == names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- Status: accepted", ("status", "accepted")),
        ("* Deciders: Ann, Bob", ("deciders", "Ann, Bob")),
        ("**Status:** accepted", ("status", "accepted")),
        ("**Status**: accepted", ("status", "accepted")),
        ("| Date | 2024-05-01 |", ("date", "2024-05-01")),
        ("Date:", ("date", "")),
        ("See https://example.org", None),
        ("plain words", None),
        ("a: b", None),
    ],
)
def test_labels(line: str, found: tuple[str, str] | None) -> None:
    assert labelled_line(line) == found


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("* One\n* Two", ["One", "Two"]),
        ("- One\n  goes on\n\n- Two", ["One goes on", "Two"]),
        ("- One\n  - nested", None),
        ("Words\n- One", None),
        ("- One\nWords", None),
        ("- One\n  ```\n  code\n  ```", None),
        ("", None),
    ],
)
def test_flat_lists(text: str, entries: list[str] | None) -> None:
    assert flat_list(text) == entries


def test_lines_in_code_are_told_apart() -> None:
    text = "Status: a\n\n```\nStatus: b\n```\nStatus: c"
    assert [line for _, line, outside in lines_outside_code(text) if outside and line] == ["Status: a", "Status: c"]


def test_comments() -> None:
    assert without_comments("a <!-- b\nc --> d <!-- e") == "a  d <!-- e"


@pytest.mark.parametrize(
    "text",
    [
        "Status: a" + " " * LONG + "x",
        " " * LONG + "x",
        "*" * LONG,
        "1" + " " * LONG,
        "ADR" + " " * LONG,
        ", " * LONG,
        "([" * LONG,
        "<!--" * LONG,
    ],
)
def test_long_lines_come_to_an_end(text: str) -> None:
    assert stripped_title(text, "0001-x") == text.strip()
    assert names_of(text) is not None
    assert flat_list(text) is None
    labelled_line(text)
    assert without_comments(text) == text
