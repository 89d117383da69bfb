"""What becomes visible, and which names: told from what each reader would see."""

from __future__ import annotations

import pytest

from forgebook.review.compare import Review
from forgebook.review.exposure import Exposure
from review.conftest import FILES, Compared, edited


def public(review: Review) -> Exposure:
    return review.exposures[0]


def partner(review: Review) -> Exposure:
    return review.exposures[1]


def refs(exposure: Exposure) -> list[str]:
    return [record.ref for record in exposure.records]


def texts(exposure: Exposure) -> list[tuple[str, str, str]]:
    return [(text.record.ref, text.field, text.text) for text in exposure.texts]


def test_nothing_changes_and_nothing_is_told(compared: Compared) -> None:
    review = compared({})
    assert review.nothing
    assert not review.reveals


def test_a_change_within_the_team_reveals_nothing(compared: Compared) -> None:
    review = compared(edited("records/decisions/shut.yml", "Shut thing", "Ada Lindqvist's thing"))
    assert not review.reveals
    assert not review.nothing


def test_a_record_marked_public(compared: Compared) -> None:
    review = compared(edited("records/decisions/shut.yml", "status:", "visibility: public\nstatus:"))
    assert refs(public(review)) == ["decision/shut"]
    assert not partner(review).reveals


def test_a_record_marked_for_partners(compared: Compared) -> None:
    review = compared(edited("records/decisions/shut.yml", "status:", "visibility: partner\nstatus:"))
    assert not public(review).reveals
    assert refs(partner(review)) == ["decision/shut"]


def test_the_default_of_the_project(compared: Compared) -> None:
    review = compared({"records/project.yml": "name: T\ndefault_visibility: public\n"})
    assert "decision/shut" in refs(public(review))


def test_an_item_that_loses_its_mark(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "title: Hidden one, visibility: team", "title: Hidden one"))
    assert texts(public(review)) == [("decision/open", "options title", "Hidden one")]


def test_new_sentences_alone_are_told(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "It will last.", "It will last. Bram Okafor doubts it."))
    assert texts(public(review)) == [("decision/open", "outcome", "Bram Okafor doubts it.")]
    assert [(name.name, name.where, name.first) for name in public(review).names] == [
        ("Bram Okafor", ("decision/open",), True)
    ]


@pytest.mark.parametrize("said", ["Ask B. Okafor.", "Ask Bram\n    Okafor.", "(ask **Bram Okafor**)", "BRAM OKAFOR!"])
def test_a_name_is_found_however_it_is_written(compared: Compared, said: str) -> None:
    text = FILES["records/decisions/open.yml"].replace("It will last.", f"It will last.\n    {said}")
    review = compared({"records/decisions/open.yml": text})
    assert [name.person for name in public(review).names] == ["person/bram"]


def test_a_name_that_stood_there_before_is_not_news(compared: Compared) -> None:
    said = edited("records/decisions/open.yml", "It will last.", "Bram Okafor knows.")
    review = compared(edited("records/decisions/open.yml", "It will last.", "But Bram Okafor knows."), said)
    assert public(review).texts
    assert not public(review).names


def test_a_handle_is_a_name_too(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "It will last.", "Ask @ALINDQ."))
    assert [name.person for name in public(review).names] == ["person/ada"]


def test_a_part_of_another_word_is_no_name(compared: Compared) -> None:
    assert not public(compared(edited("records/decisions/open.yml", "It will last.", "Xalindqs."))).names


def test_a_public_name_is_told_once_it_shows(compared: Compared) -> None:
    review = compared(edited("records/people/ada.yml", "handle", "public_name: A. Lindqvist\nhandle"))
    assert [(name.name, name.where) for name in public(review).names] == [("A. Lindqvist", ("person/a.-lindqvist",))]


def test_a_reference_to_somebody_public_shows_the_name(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "outcome:", "deciders: [bram]\noutcome:"))
    names = public(review).names
    assert [(name.name, name.first) for name in names] == [("B. Okafor", False)]


def test_a_reference_to_somebody_hidden_shows_none(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "outcome:", "deciders: [ada]\noutcome:"))
    assert not public(review).names


def test_a_page_marked_public_and_the_name_on_it(compared: Compared) -> None:
    review = compared({"docs/inside.md": "---\nvisibility: public\n---\n" + FILES["docs/inside.md"]})
    assert public(review).pages == ["docs/inside.md"]
    assert [name.name for name in public(review).names] == ["Ada Lindqvist"]


def test_a_page_covered_by_the_project_file(compared: Compared) -> None:
    text = "name: T\ndocs_visibility: [{globs: ['*.md'], visibility: partner}]\n"
    review = compared({"records/project.yml": text})
    assert partner(review).pages == ["docs/inside.md"]
    assert not public(review).pages


def test_words_added_to_a_visible_page(compared: Compared) -> None:
    review = compared(edited("docs/about.md", "We forecast.", "We forecast, says Ada Lindqvist."))
    assert public(review).page_texts == ["docs/about.md"]
    assert [name.where for name in public(review).names] == [("docs/about.md",)]


def test_what_is_hidden_again(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "visibility: public\nstatus", "status"))
    assert [record.ref for record in public(review).hidden] == ["decision/open"]
    assert not review.reveals


def test_a_renamed_record_is_not_news(compared: Compared) -> None:
    text = FILES["records/decisions/open.yml"] + "aliases: [open]\n"
    review = compared({"records/decisions/open.yml": None, "records/decisions/wide.yml": text})
    assert refs(public(review)) == []
    assert public(review).hidden == []
