"""What sentences say of other decisions, and which option they say was taken."""

from __future__ import annotations

from typing import Any

import pytest

from forgebook.core.project import ProjectFile
from forgebook.kinds.decision import KIND
from forgebook.kinds.decision.chosen import chosen_option
from forgebook.kinds.decision.sentences import told_in_sentences
from forgebook.reading.markdown import parse_markdown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This ADR supersedes [3](0003-x.md).", [("supersedes", "0003-x")]),
        ("This ADR in part supersedes [0003](0003-x.md).", [("partly_supersedes", "0003-x")]),
        ("This decision is **superseded by [ADR-57](0057-y.md)**.", [("superseded_by", "0057-y")]),
        ("> This record has been amended by ADR-7.", [("amended_by", "7")]),
        ("Old. This decision supersedes [A](0001-a.md) and\n[B](0002-b.md).",
         [("supersedes", "0001-a"), ("supersedes", "0002-b")]),
        ("The publication part of this decision is amended by\n[ADR 72](0072-z.md).", [("amended_by", "0072-z")]),
        ("The ranges in this ADR have been superseded by [33](0033-z.md).", [("partly_superseded_by", "0033-z")]),
        ("This decision is not superseded by [3](0003-x.md).", []),
        ("It supersedes [3](0003-x.md).", []),
        ("ADR 4, not this decision, supersedes [3](0003-x.md).", []),
        ("This supersedes all prior ADRs.", []),
        ("This decision supersedes 3 earlier drafts.", []),
        ("This decision supersedes 3.", []),
        ("`This ADR supersedes [3](0003-x.md)`", []),
    ],
)  # fmt: skip
def test_sentences(text: str, told: list[tuple[str, str]]) -> None:
    assert [(name, target) for name, target, _ in told_in_sentences(text)] == told


def values_of(text: str) -> dict[str, Any]:
    draft = KIND.from_markdown(parse_markdown("adr/0012-use-x.md", text))
    KIND.prepare(draft, ProjectFile(name="Test"))
    return draft.values | {"_lines": {path: place[0] for path, place in draft.positions.values.items()}}


def test_a_relation_told_in_a_sentence_has_the_line_of_it() -> None:
    values = values_of("# Use X\n\n## Status\n\nAccepted\n\n## Context\n\nWhy.\n\nThis ADR amends [3](0003-x.md).\n")
    assert values["amends"] == ["0003-x"]
    assert values["_lines"]["amends",] == 11


def test_a_relation_told_twice_stands_once() -> None:
    values = values_of(
        "---\nstatus: superseded by ADR-0057\n---\n# Use X\n\n> This decision is superseded by [57](0057-y.md).\n"
    )
    assert values["superseded_by"] == ["0057-y"]


def test_a_paragraph_that_begins_with_it_is_the_status_where_there_is_none() -> None:
    values = values_of("# Use X\n\n> **Superseded by [57](0057-y.md)**\n\n## Context\n\nWhy.\n")
    assert (values["status"], values["superseded_by"], values["status_from"]) == ("superseded", ["0057-y"], "line")


@pytest.mark.parametrize(
    ("outcome", "titles", "chosen"),
    [
        ('Chosen option: "B", because it is.', ["A", "B"], "B"),
        ("Chosen option: “B”.", ["A", "B"], "B"),
        ("**Chosen option**: **B**, since it is.", ["A", "B"], "B"),
        ("Chosen option: use `x` for all.", ["Use y", "Use `x`"], "Use `x`"),
        ('Words.\n\nChosen option: "Rewrite it\nin one go".', ["Rewrite it in one go", "No"], "Rewrite it in one go"),
        ("Chosen option: Option 2, because", ["Option 1: A", "Option 2 - B"], "Option 2 - B"),
        ("Chosen option: Option 2", ["A", "B"], "B"),
        ("Chosen option: Option 3", ["A", "B"], None),
        ('Chosen option: "MADR 4.0.0"', ["[MADR](https://x.y) 4.0.0 – The records", "None"],
         "[MADR](https://x.y) 4.0.0 – The records"),
        ("Chosen option: use both of them", ["Use A", "Use B"], None),
        ('Chosen option: "Use"', ["Use A", "Use B"], None),
        ("We chose B.", ["A", "B"], None),
        ('```\nChosen option: "B"\n```', ["A", "B"], None),
        ('Chosen option: "B"', [], None),
        ("Chosen option: " + "a " * 100_000, ["C", "B"], None),
    ],
)  # fmt: skip
def test_chosen(outcome: str, titles: list[str], chosen: str | None) -> None:
    assert chosen_option(outcome, [{"title": title} for title in titles]) == chosen


def test_the_chosen_option_is_marked() -> None:
    values = values_of(
        '# X\n\n## Considered Options\n\n* A\n* B\n\n## Decision Outcome\n\nChosen option: "B", because.\n'
    )
    assert values["chosen"] == "B"
    assert values["outcome"].startswith("Chosen option")
