"""Decision files of other styles, read from their text to values of ours."""

from __future__ import annotations

from typing import Any

import pytest

from forgebook.core.document import Draft
from forgebook.core.project import ProjectFile
from forgebook.kinds.decision import KIND
from forgebook.kinds.decision.styles import is_own_style, not_a_decision
from forgebook.reading.markdown import parse_markdown


def drafted(text: str, name: str = "adr/0012-use-x.md", **project: Any) -> Draft:
    draft = KIND.from_markdown(parse_markdown(name, text))
    KIND.prepare(draft, ProjectFile(name="Test", **project))
    return draft


def read(text: str, name: str = "adr/0012-use-x.md", **project: Any) -> dict[str, Any]:
    return drafted(text, name, **project).values


def test_nygard() -> None:
    values = read(
        "# 12. Use X\n\nDate: 2024-05-01\n\n## Status\n\nAccepted\n\nAmended by [17](0017-y.md)\n\n## Context\n\nWhy."
        "\n\n## Decision\n\nWe use X.\n\n## Consequences\n\nLess work.\n"
    )
    assert values == {
        "title": "Use X", "number": "0012", "status": "accepted", "raw_status": "Accepted", "decided": "2024-05-01",
        "status_from": "section", "dates_from": "text", "context": "Why.", "outcome": "We use X.",
        "consequences": "Less work.",
        "amended_by": ["0017-y"], "sections": [{"title": "Status", "text": "Amended by [17](0017-y.md)"}],
    }  # fmt: skip


def test_a_relation_in_front_matter_by_link() -> None:
    values = read('---\nstatus: "superseded by [ADR 0062](0062-remove.md)"\ndate: 2026-05-05\n---\n# Use X\n')
    assert (values["status"], values["superseded_by"]) == ("superseded", ["0062-remove"])
    assert values["decided"] == "2026-05-05"


def test_a_relation_beside_the_status() -> None:
    values = read('---\nstatus: "accepted; supersedes ADR-0045"\nnav_order: 12\n---\n# Use X\n')
    assert (values["status"], values["supersedes"]) == ("accepted", ["45"])
    assert values["extra"] == {"nav_order": "12"}


def test_a_list_of_links_tells_relations_where_an_entry_begins_with_one() -> None:
    values = read(
        "# Use X\n\n- Status: accepted\n\n## Links\n\n- Superseded by [Y](0013-y.md)\n"
        "- [Z](0014-z.md) supersedes [W](0015-w.md)\n- Amended by nothing\n"
    )
    assert values["superseded_by"] == ["0013-y"]
    assert "supersedes" not in values
    assert "amended_by" not in values
    assert values["status"] == "accepted"


def test_an_undecided_file_is_dated_by_its_making() -> None:
    assert read("# Use X\n\nDate: 05/02/2018\n\n## Status\n\nPending\n")["created"] == "2018-02-05"


def test_the_file_name_dates_where_nothing_else_does() -> None:
    values = read("# Use X\n\n- Status: accepted\n", "adr/20230604-use-x.md")
    assert (values["decided"], values["dates_from"]) == ("2023-06-04", "file name")
    assert "number" not in values


def test_a_heading_that_front_matter_overrules_is_kept() -> None:
    values = read("---\ntitle: Use X\nnav_order: 1\n---\n# Use `X` everywhere\n")
    assert (values["title"], values["extra"]["heading"]) == ("Use X", "Use `X` everywhere")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Date: 2024-05-01 (after the workshop)", True),
        ("Date: TBD", True),
        ("Introduced: 2024-05-01", False),
        ("Date 2024-05-01", False),
        ("Last updated: 2024-05-01", True),
        ("Technical Story: #12", True),
    ],
)
def test_words_beside_a_date_are_kept(line: str, kept: bool) -> None:
    sections = read(f"# Use X\n\n{line}\n\n## Status\n\nAccepted\n").get("sections", [])
    assert sections == ([{"title": "", "text": line}] if kept else [])


def test_a_second_date_is_kept() -> None:
    values = read("# Use X\n\nDate: 2024-05-01\nIntroduced: 2023-04-01\n\n## Status\n\nAccepted\n")
    assert values["decided"] == "2024-05-01"
    assert values["sections"] == [{"title": "", "text": "Introduced: 2023-04-01"}]


def test_a_date_that_cannot_be_read_is_kept() -> None:
    assert read("---\nstatus: accepted\ndate: some day\n---\n# Use X\n")["extra"] == {"date": "some day"}


def test_labels_in_code_are_text() -> None:
    values = read("# Use X\n\n```\nStatus: accepted\n```\n\n## Context\n\nWhy.\n")
    assert values["status"] == "unknown"
    assert values["sections"] == [{"title": "", "text": "```\nStatus: accepted\n```"}]


def test_people_under_two_names_are_joined() -> None:
    values = read("---\nstatus: accepted\ndate: 2024-05-01\ndeciders: Ann\ndecision-makers: [Bob]\n---\n# Use X\n")
    assert values["deciders"] == ["Ann", "Bob"]


def test_documents_among_those_consulted_stay_links() -> None:
    values = read('---\nstatus: accepted\ndate: 2024-05-01\nconsulted: [Ann, "[ADR 3](0003-y.md)"]\n---\n# Use X\n')
    assert values["consulted"] == ["Ann"]
    assert values["sections"] == [{"title": "Consulted", "text": "- [ADR 3](0003-y.md)"}]


def test_consequences_told_twice_are_both_kept() -> None:
    values = read("# Use X\n\n## Consequences\n\nOne.\n\n## Decision Outcome\n\nYes.\n\n### Consequences\n\nTwo.\n")
    assert (values["consequences"], values["outcome"]) == ("One.", "Yes.\n\n### Consequences\n\nTwo.")


def test_a_second_heading_of_the_first_level_hides_no_section() -> None:
    values = read("# Use X\n\n## Status\n\nAccepted\n\n# Appendix\n\nWords.\n")
    assert values["status"] == "accepted"
    assert values["sections"] == [{"title": "Appendix", "text": "Words."}]


def test_checkboxes_are_kept_beside_the_status() -> None:
    values = read("# Use X\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n")
    assert (values["raw_status"], values["status"]) == ("Accepted", "accepted")
    assert values["sections"] == [{"title": "Status", "text": "- [ ] Proposed\n- [x] Accepted"}]


def test_front_matter_with_our_name_and_another_meaning_is_extra() -> None:
    values = read(
        "---\nstatus: Accepted\ndate: 2024-05-01\nlinks: https://example.org\nreview_by: soon\n---\n# Use X\n"
    )
    assert values["extra"] == {"links": "https://example.org", "review_by": "soon"}


def test_a_mistyped_visibility_stays_a_fault() -> None:
    assert read("---\nstatus: Accepted\nvisibility: secret\n---\n# Use X\n")["visibility"] == "secret"


@pytest.mark.parametrize(
    ("raw", "advice"), [("🤔 Incomplete", '"incomplete": accepted'), ('Say "maybe"', '"say maybe"')]
)
def test_an_unknown_status_is_reported_with_a_remedy_that_works(raw: str, advice: str) -> None:
    draft = drafted(f"# Use X\n\n## Status\n\n{raw}\n")
    (note,) = draft.notes
    assert draft.values["raw_status"] == raw
    assert raw in note.message
    assert advice in note.remedy
    assert draft.positions.find(note.path) == (5, 1)


def test_house_words_are_heard() -> None:
    values = read("# Use X\n\n## Status\n\n🟢 Active\n", decisions={"statuses": {"active": "accepted"}})
    assert (values["status"], values["raw_status"]) == ("accepted", "🟢 Active")


def test_places_of_sections_move_with_them() -> None:
    draft = drafted("# Use X\n\n## Status\n\nAccepted\nmore\n\n## Notes\n\nWords.\n")
    assert [s["title"] for s in draft.values["sections"]] == ["Status", "Notes"]
    assert draft.positions.find(("sections", 1)) == (8, 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "# Decisions\n"),
        ("index.md", "# Decisions\n"),
        ("adr-template.md", "# <number>. <title>\n"),
        ("adr-template.md", "---\ntitle: ADR Template\n---\n# {short title, of the problem}\n"),
        ("template.md", "# {{ TITLE }}\n"),
        ("0000-x.md", "# [short title of solved problem and solution]\n"),
    ],
)
def test_templates_and_indexes_are_no_decisions(name: str, text: str) -> None:
    assert not_a_decision(parse_markdown(f"adr/{name}", text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0012-use-template-engine.md", "# Use {{ mustache }} templates\n"),
        ("0013-template.md", "# Templates\n\nWe write `{{ name }}`.\n"),
        ("0014-titles.md", "# Title case in headings\n"),
        ("0015-x.md", "# Use `<title>` for tooltips\n"),
        ("0016-x.md", "No heading at all.\n"),
    ],
)
def test_decisions_about_templates_are_decisions(name: str, text: str) -> None:
    assert not_a_decision(parse_markdown(f"adr/{name}", text)) is None


@pytest.mark.parametrize(
    ("front", "own"),
    [
        ("status: accepted\ndecided: 2024-05-01", True),
        ("status: accepted\ndate: 2024-05-01\narea: x", False),
        ("status: Accepted\ndecided: 2024-05-01", False),
        ("status: accepted\nnav_order: 3", False),
        ("decided: 2024-05-01", False),
    ],
)
def test_own_style(front: str, own: bool) -> None:
    assert is_own_style(parse_markdown("adr/a.md", f"---\n{front}\n---\n# A\n")) is own


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * 100_000 + "x",
        "# a" + " #" * 100_000 + "x",
        "# " + "<!--" * 100_000,
        "# X\n\n## Status\n\n" + "[" * 100_000,
        "# X\n\nStatus: a" + " " * 100_000 + "x",
        "# X\n\nDate: " + "1 " * 100_000,
        "# X\n\nDeciders: " + "(" * 100_000,
        "# X\n\n## Links\n\n- " + "supersedes [a](" * 10_000,
        "# X\n\n## Links\n\n- supersedes [a](" + "x" * 200_000,
        "# X\n\n## Pros and Cons of the Options\n\n### a" + " " * 100_000 + "b",
        "# X\n\n## Considered Options\n\n" + "* a\n" * 10_000,
        "## " * 10_000,
    ],
)
def test_hostile_files_come_to_an_end(text: str) -> None:
    assert read(text)["status"] == "unknown"
