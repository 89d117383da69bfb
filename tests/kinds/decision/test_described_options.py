"""Options and outcome of files in MADR style."""

from __future__ import annotations

from typing import Any

import pytest

from forgebook.kinds.decision.options import considered_options, described_options, outcome_parts

LONG = 200_000


def listed(*titles: str) -> list[dict[str, Any]]:
    return [{"title": title} for title in titles]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("* One\n* Two", ["One", "Two"]),
        ("1. One\n2) Two", ["One", "Two"]),
        ("One\nTwo", None),
        ("* One\n  and more", None),
        ("", None),
    ],
)
def test_lists_of_options(text: str, titles: list[str] | None) -> None:
    assert considered_options(text) == titles


def test_described_options_join_those_listed() -> None:
    before, options = described_options(
        "Words.\n\n### B\n\n* Good, because fast\n* Bad, because dear\n\n### C\n\nText.", listed("A", "B")
    )
    assert before == "Words."
    assert options == [
        {"title": "A"},
        {"title": "B", "pros": ["Fast"], "cons": ["Dear"]},
        {"title": "C", "description": "Text."},
    ]


@pytest.mark.parametrize(
    ("considered", "heading", "title", "description"),
    [
        ("[Maven](https://maven.apache.org/)", "Maven", "[Maven](https://maven.apache.org/)", "Text."),
        ("Flag (for example `--high`) above", "Flag above", "Flag (for example `--high`) above", "Text."),
        ("Class", "Class (the old way)", "Class (the old way)", "Text."),
        ("Swashbuckle", "Option 2: Swashbuckle", "Option 2: Swashbuckle", "Text."),
        (
            "One class (previous approach)",
            "Option 1 - One class",
            "One class (previous approach)",
            "Option 1 - One class\n\nText.",
        ),
    ],
)
def test_of_two_titles_no_word_is_lost(considered: str, heading: str, title: str, description: str) -> None:
    _, options = described_options(f"### {heading}\n\nText.", listed(considered))
    assert options == [{"title": title, "description": description}]


def test_remarks_tell_options_apart() -> None:
    _, options = described_options("### Pass it (early)\n\nA.\n\n### Pass it (late)\n\nB.", listed("Pass it (late)"))
    assert options == [
        {"title": "Pass it (late)", "description": "B."},
        {"title": "Pass it (early)", "description": "A."},
    ]


def test_headings_in_code_are_none() -> None:
    text = "### A\n\n````\n```\n### no\n```\n````\n\n### B"
    assert [o["title"] for o in described_options(text, [])[1] or []] == ["A", "B"]


def test_headings_of_code_and_hashes_keep_their_words() -> None:
    text = "### `--show`\n\n### Use C#\n\n### Closed ###\n\n### C <!-- note -->"
    assert [o["title"] for o in described_options(text, [])[1] or []] == ["`--show`", "Use C#", "Closed", "C"]


def test_a_section_without_subsections_describes_no_options() -> None:
    assert described_options("Words.", listed("A")) == ("Words.", None)


def test_mixed_lists_stay_a_description() -> None:
    body = "* Good, because fast\n* It depends"
    assert described_options(f"### A\n{body}", [])[1] == [{"title": "A", "description": body}]


def test_outcome() -> None:
    text = (
        'Chosen option: "B".\n\n### Positive Consequences\n\n* Fast\n\n### Negative Consequences (optional)\n\n* Dear'
        "\n\n### Confirmation\n\nBy review.\n\n### Other\n\nWords."
    )
    assert outcome_parts(text) == (
        'Chosen option: "B".\n\n### Other\n\nWords.', {"good": ["Fast"], "bad": ["Dear"]}, "By review."
    )  # fmt: skip


def test_consequences_in_several_shapes_stay_one_text() -> None:
    text = "### Consequences\n\nPlain.\n\n### Positive Consequences\n\n* Fast"
    assert outcome_parts(text)[1] == "Plain.\n\n### Positive consequences\n\n* Fast"


def test_a_second_part_of_the_same_name_is_kept() -> None:
    assert outcome_parts("### Confirmation\n\nA.\n\n### Confirmation\n\nB.") == ("### Confirmation\n\nB.", "", "A.")


@pytest.mark.parametrize(
    "text",
    [
        "### a" + " " * LONG + "x",
        "### a" + " #" * LONG + "x",
        "### " + "[" * LONG,
        "### " + "<!--" * LONG,
        "* Good" + " " * LONG + "\n### a",
    ],
)
def test_long_lines_come_to_an_end(text: str) -> None:
    assert described_options(text, listed("A"))[1]
    outcome_parts(text)
