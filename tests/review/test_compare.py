"""Records, status, links, findings and pages on two sides."""

from __future__ import annotations

import pytest

from forgebook.review.records import Changed
from review.conftest import FILES, Compared, edited

SHUT = "records/decisions/shut.yml"


def only(changed: list[Changed]) -> Changed:
    (entry,) = changed
    return entry


def test_added_and_removed(compared: Compared) -> None:
    review = compared({SHUT: None, "records/decisions/new.yml": "title: New\nstatus: draft\n"})
    assert [record.ref for record in review.records.added] == ["decision/new"]
    assert [record.ref for record in review.records.removed] == ["decision/shut"]
    overview = ("browse/", "history/")  # pages of a status or a month that nothing else has
    added = [page.address for page in review.pages.added if not page.address.startswith(overview)]
    removed = [page.address for page in review.pages.removed if not page.address.startswith(overview)]
    assert (added, removed) == (["decisions/new/"], ["decisions/shut/"])
    assert "decisions/" in [page.address for page in review.pages.changed]


def test_a_field_and_the_pages_that_show_it(compared: Compared) -> None:
    review = compared(edited(SHUT, "2026-01-01", "2026-02-01"))
    entry = only(review.records.changed)
    assert [(change.field, change.what) for change in entry.changes] == [("review_by", "moved")]
    addresses = [page.address for page in review.pages.changed]
    assert "decisions/shut/" in addresses
    assert "decisions/open/" not in addresses


def test_a_new_title_changes_the_pages_that_link_to_it(compared: Compared) -> None:
    linked = FILES["records/decisions/open.yml"] + "relates_to: [shut]\n"
    review = compared(edited(SHUT, "Shut thing", "Locked thing"), {"records/decisions/open.yml": linked})
    assert "decisions/open/" in [page.address for page in review.pages.changed]


@pytest.mark.parametrize("alias", [True, False])
def test_a_renamed_record(compared: Compared, alias: bool) -> None:
    text = FILES[SHUT] + ("aliases: [shut]\n" if alias else "")
    review = compared({SHUT: None, "records/decisions/closed.yml": text})
    entry = only(review.records.changed)
    assert (entry.former, entry.record.ref, entry.keeps_alias) == ("decision/shut", "decision/closed", alias)
    assert not review.records.added
    assert not review.records.removed


def test_a_renamed_record_that_changed_as_well(compared: Compared) -> None:
    text = FILES[SHUT].replace("proposed", "rejected").replace("Shut", "Closed") + "aliases: [shut]\n"
    entry = only(compared({SHUT: None, "records/decisions/closed.yml": text}).records.changed)
    assert {change.field for change in entry.changes} >= {"status", "title"}


def test_a_step_of_status_that_follows_from_another_record(compared: Compared) -> None:
    text = "title: Newer\nstatus: accepted\ndecided: 2025-10-01\nsupersedes: [open]\n"
    review = compared({"records/decisions/newer.yml": text})
    (step,) = review.records.steps
    assert (step.record.ref, step.before, step.after, step.direct) == ("decision/open", "in force", "superseded", False)


def test_a_step_of_its_own(compared: Compared) -> None:
    (step,) = compared(edited(SHUT, "proposed", "withdrawn")).records.steps
    assert (step.before, step.after, step.direct) == ("proposed", "withdrawn", True)


def test_a_step_that_is_not_in_the_life_of_a_decision(compared: Compared) -> None:
    review = compared(edited("records/decisions/open.yml", "accepted", "draft"))
    (found,) = [d for d in review.findings.new if d.code.id == "FB410"]
    assert str(found.place) == "records/decisions/open.yml:3:9"
    assert not [d for d in compared(edited(SHUT, "proposed", "withdrawn")).findings.new if d.code.id == "FB410"]


def test_mail_addresses_are_told_to_have_changed_and_never_shown(compared: Compared) -> None:
    entry = only(compared(edited("records/people/ada.yml", "ada@mail", "new@mail")).records.changed)
    assert [(change.field, change.what, change.before, change.after) for change in entry.changes] == [
        ("emails", "hidden", None, None)
    ]


def test_the_same_in_another_form(compared: Compared) -> None:
    review = compared({SHUT: "# a remark\n" + FILES[SHUT]})
    assert review.records.retouched == [SHUT]
    assert not review.records.changed


def test_a_link_that_breaks_is_told_once_and_not_as_a_change_of_the_record_that_has_it(compared: Compared) -> None:
    linking = FILES["records/decisions/open.yml"] + "depends_on: [shut]\n"
    review = compared({SHUT: None}, {"records/decisions/open.yml": linking})
    assert [d.place.path for d in review.findings.broken_links] == ["records/decisions/open.yml"]
    assert not review.records.changed
    assert not review.findings.new


def test_findings_that_only_moved_are_not_new(compared: Compared) -> None:
    bad = {"records/decisions/bad.yml": "title: B\nstatus: accepted\n"}
    review = compared({"records/decisions/bad.yml": "# moved\n\ntitle: B\nstatus: accepted\n"}, bad)
    fixed = compared({"records/decisions/bad.yml": "title: B\nstatus: accepted\ndecided: 2025-01-01\n"}, bad)
    assert not review.findings.new
    assert not review.findings.fixed
    assert [d.code.id for d in fixed.findings.fixed] == ["FB401"]


def test_a_file_that_cannot_be_read_any_more_is_not_called_removed(compared: Compared) -> None:
    review = compared({SHUT: "title: [\n"})
    assert review.faulty == ["decision/shut"]
    assert not review.records.removed
    assert review.findings.new
