"""Statuses in the words of other styles."""

from __future__ import annotations

import pytest

from forgebook.kinds.decision.vocabulary import meaning_of, plain_status, read_status, relations_in

LONG = 200_000


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("Accepted", "accepted"),
        ("accepted.", "accepted"),
        ("**Accepted**", "accepted"),
        ("Approved", "accepted"),
        ("Decided", "accepted"),
        ("Pending", "proposed"),
        ("Pending review", "proposed"),
        ("✅ Accepted", "accepted"),
        ("⌛️ Superseded by [036. Multi-cluster](036-multi-cluster.md)", "superseded"),
        ("❌ Rejected (see [019](019-x.md))", "rejected"),
        ("✅ Accepted (documenting an existing thing)", "accepted"),
        ("~~Proposed~~ Accepted", "accepted"),
        ("accepted; supersedes ADR-0045", "accepted"),
        ("Partly superseded", "accepted"),
        ("Partially superseded by [7](0007-x.md)", "accepted"),
        ("Superseded in part by ADR 7", "accepted"),
        ("[Superseded](0007-x.md)", "superseded"),
        ("🤔 Incomplete", "unknown"),
        ("Not accepted", "unknown"),
        ("accepted-ish", "unknown"),
        ("acceptedly", "unknown"),
        ("", "unknown"),
        ("…", "unknown"),
    ],
)
def test_meaning(raw: str, status: str) -> None:
    assert meaning_of(raw) == status


@pytest.mark.parametrize("raw", ["Active", "active.", "🟢 Active", "Active (since 2024)"])
def test_house_words(raw: str) -> None:
    assert meaning_of(raw, {"Active": "accepted"}) == "accepted"


def test_house_words_come_before_ours_and_longer_ones_first() -> None:
    house = {"in review": "proposed", "in review, late": "deferred", "pending": "deferred"}
    assert meaning_of("Pending", house) == "deferred"
    assert meaning_of("In review, late", house) == "deferred"
    assert meaning_of("In review", house) == "proposed"
    assert meaning_of("In reviewing", house) == "unknown"


def test_what_is_suggested_for_an_unknown_status_maps_it() -> None:
    raw = "⌛️ **Incomplete**."
    assert meaning_of(raw, {plain_status(raw): "draft"}) == "draft"


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("superseded by [ADR 0062](0062-remove-manual.md)", [("superseded_by", "0062-remove-manual")]),
        ("accepted; supersedes ADR-0045", [("supersedes", "45")]),
        ("superseded by ADR-0057", [("superseded_by", "57")]),
        ("Superseded by ADR-0057: a title", [("superseded_by", "57")]),
        ("Superseded by: [x](./Sub/0012-Big_Name.md#part)", [("superseded_by", "0012-big-name")]),
        ('Superseded by [x](0012-x.md "A title")', [("superseded_by", "0012-x")]),
        ("Superseded by 0012-x.md", [("superseded_by", "0012-x")]),
        ("Superseded by 0012-use-x", [("superseded_by", "0012-use-x")]),
        ("Supersedes 3, 4 and ADR 5", [("supersedes", "3"), ("supersedes", "4"), ("supersedes", "5")]),
        ("Supersedes [3](0003-a.md), and [4](0004-b.md)", [("supersedes", "0003-a"), ("supersedes", "0004-b")]),
        ("Accepted\n\nAmended by [17](0017-y.md)", [("amended_by", "0017-y")]),
        ("Amends [10](0010-y.md)", [("amends", "0010-y")]),
        ("Partly superseded by [33](0033-z.md)", [("partly_superseded_by", "0033-z")]),
        ("superseded in part by 33", [("partly_superseded_by", "33")]),
        ("partially supersedes ADR 3", [("partly_supersedes", "3")]),
    ],
)
def test_relations(text: str, relations: list[tuple[str, str]]) -> None:
    assert relations_in(text) == relations


@pytest.mark.parametrize(
    "text",
    [
        "This does not supersede [6](0006-x.md)",
        "It is not superseded by [18](0018-x.md)",
        "It has not been superseded by [18](0018-x.md)",
        "not yet superseded by ADR 18",
        "It isn't superseded by ADR 18",
        "It isn’t partly superseded by ADR 18",
        "never supersedes ADR 3",
        "no longer amends ADR 3",
        "Superseded by 3 later decisions",
        "Superseded by 2024-05-01",
        "Superseded by nothing so far",
        "Supersedes all prior decisions regarding 7 things",
        "self-supersedes 3",
        "Superseded",
    ],
)
def test_denials_and_words_that_name_no_decision(text: str) -> None:
    assert relations_in(text) == []


def test_a_denial_in_another_sentence_denies_nothing() -> None:
    assert relations_in("There is no other. Superseded by ADR 7") == [("superseded_by", "7")]


def test_the_first_line_tells_the_status_and_any_line_a_relation() -> None:
    words = read_status("Accepted\n\nAmended by [17. Data](0017-data.md)\n")
    assert (words.raw, words.status, words.relations) == ("Accepted", "accepted", {"amended_by": ["0017-data"]})


def test_a_target_named_twice_counts_once() -> None:
    assert read_status("Superseded by ADR 7\n\nsuperseded by ADR 7").relations == {"superseded_by": ["7"]}


def test_comments_tell_no_status() -> None:
    words = read_status("<!-- proposed |\naccepted -->\nRejected")
    assert (words.raw, words.status) == ("Rejected", "rejected")


@pytest.mark.parametrize(
    ("text", "raw", "status"),
    [
        ("- [ ] Proposed\n- [x] Accepted\n- [ ] Rejected", "Accepted", "accepted"),
        ("- [ ] Proposed\n- [ ] Accepted", "- [ ] Proposed", "unknown"),
        ("Proposed\n\n- [x] Accepted by Ann", "Proposed", "proposed"),
    ],
)
def test_checkboxes(text: str, raw: str, status: str) -> None:
    words = read_status(text)
    assert (words.raw, words.status) == (raw, status)


@pytest.mark.parametrize(
    "text",
    [
        "[" * LONG,
        "superseded by " + "[" * LONG,
        "superseded by [a](" + "x" * LONG,
        "superseded by [a](x " + "y " * LONG,
        "superseded by" + " " * LONG + "x",
        "superseded by " + "1, " * (LONG // 4) + "x",
        "superseded by 1" + " " * LONG + "x",
        "not " * (LONG // 4) + "superseded by ADR 1",
        "supersedes " * (LONG // 11),
        "partly " * (LONG // 7) + "superseded",
        "<!--" * (LONG // 4),
        "~~a" * (LONG // 3),
        "*" * LONG,
        "\u231b\ufe0f" * LONG,
        "- [" * (LONG // 3),
        "a/" * LONG + ".m",
    ],
)
def test_long_lines_come_to_an_end(text: str) -> None:
    assert read_status(text, {"active": "accepted"}).status in ("unknown", "accepted", "superseded")
