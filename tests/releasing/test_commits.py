"""What a range of commits brings: pull requests by title, types, and what is folded."""

from __future__ import annotations

import pytest

from forgebook.core.clones import Commit
from forgebook.releasing.commits import Brought, brought


def range_of(*told: tuple[str, str, str] | tuple[str, str, str, bool]) -> Brought:
    """Commits told oldest first as hash, parents and message."""
    commits = [Commit(one[0], tuple(one[1].split()), one[2], len(one) > 3) for one in told]
    return brought(reversed(commits))


def titles(found: Brought) -> list[str]:
    return [f"{entry.number} {entry.title}".strip() for entry in found.entries]


@pytest.mark.parametrize(
    ("message", "title", "type_", "number", "breaking"),
    [
        ("Berths by the hour", "Berths by the hour", "", "", False),
        ("feat: berths by the hour", "berths by the hour", "feat", "", False),
        ("fix(cranes)!: lift less\n\nbody", "lift less", "fix", "", True),
        ("Feat(api): berths (#12)", "berths", "feat", "#12", False),
        ("feature: berths", "berths", "feat", "", False),
        ("chore: x\n\nBREAKING CHANGE: the port is closed", "x", "chore", "", True),
        ("chore: x\n\nBREAKING-CHANGE: the port is closed", "x", "chore", "", True),
        ("chore: no\n\nThis is no BREAKING CHANGE: at all", "no", "chore", "", False),
        ("note: the sea is wet", "note: the sea is wet", "", "", False),
        ("Berths by the hour (!7)", "Berths by the hour", "", "!7", False),
        ("Count berths (not ships)", "Count berths (not ships)", "", "", False),
        ("Merged PR 31: feat: tides", "tides", "feat", "!31", False),
        ("", "(no message)", "", "", False),
    ],
)
def test_a_commit_of_its_own(message: str, title: str, type_: str, number: str, breaking: bool) -> None:
    (entry,) = range_of(("a", "", message)).entries
    assert (entry.title, entry.type, entry.number, entry.breaking) == (title, type_, number, breaking)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Merge pull request #12 from port/berths\n\nBerths by the hour", "#12 Berths by the hour"),
        ("Merge pull request #12 from port/berths", "#12 Pull request #12"),
        ("Merge branch 'berths' into 'main'\n\nBerths by the hour\n\nSee merge request port/model!12",
         "!12 Berths by the hour"),
        ("Merged in berths (pull request #12)\n\nBerths by the hour", "#12 Berths by the hour"),
    ],
)  # fmt: skip
def test_a_merged_pull_request_is_told_by_its_title_and_folds_its_commits(message: str, told: str) -> None:
    found = range_of(("a", "0", "wip"), ("b", "a", "more wip"), ("c", "0", "beside"), ("m", "c b", message))
    assert titles(found) == ["beside", told]
    assert (found.entries[1].commits, found.commits) == (2, 4)


def test_a_breaking_commit_makes_its_pull_request_breaking() -> None:
    found = range_of(
        ("a", "0", "feat!: cut it"), ("m", "0 a", "Merge pull request #1 from a/b\n\nCut it"), ("b", "m", "fix: c")
    )
    assert [(heading, [e.title for e in entries]) for heading, entries in found.grouped()] == [
        ("Breaking", ["Cut it"]), ("Fixed", ["c"]),
    ]  # fmt: skip


def test_a_merge_of_a_branch_that_is_no_pull_request_is_folded_and_what_it_brings_is_told() -> None:
    found = range_of(
        ("a", "0", "feat: a"), ("b", "a", "feat: b"), ("c", "0", "feat: c"), ("m", "c b", "Merge branch 'develop'")
    )
    assert sorted(titles(found)) == ["a", "b", "c"]
    assert found.folded == {"merge": 1}


def test_what_two_pull_requests_share_belongs_to_the_first() -> None:
    found = range_of(
        ("a", "0", "shared"), ("b", "a", "second alone"), ("m", "0 a", "Merge pull request #1 from x/a\n\nFirst"),
        ("n", "m b", "Merge pull request #2 from x/b\n\nSecond"),
    )  # fmt: skip
    assert [(entry.title, entry.commits) for entry in found.entries] == [("First", 1), ("Second", 1)]


def test_a_merge_of_main_into_a_branch_does_not_swallow_main() -> None:
    found = range_of(
        ("a", "0", "branch work"), ("b", "0", "feat: on main"), ("x", "a b", "Merge branch 'main' into branch"),
        ("m", "b x", "Merge pull request #1 from x/branch\n\nThe branch"),
    )  # fmt: skip
    assert titles(found) == ["on main", "#1 The branch"]


def test_what_programs_wrote_is_counted_and_not_told() -> None:
    found = range_of(
        ("a", "0", "Bump left-pad", True), ("m", "0 a", "Merge pull request #1 from bot/a\n\nBump left-pad"),
        ("b", "m", "chore(deps): bump", True), ("c", "b", "feat: by hand"),
    )  # fmt: skip
    assert titles(found) == ["by hand"]
    assert found.folded == {"bot": 3}


def test_what_was_taken_back_within_the_range_is_not_told() -> None:
    a = "a" * 40
    found = range_of(
        (a, "0", "feat: a"), ("b", a, f'Revert "feat: a"\n\nThis reverts commit {a}.'),
        ("c", "b", f'Revert "old"\n\nThis reverts commit {"d" * 40}.'),
    )  # fmt: skip
    assert titles(found) == ['Revert "old"']
    assert found.folded == {"reverted": 2}


def test_a_revert_that_was_taken_back_leaves_the_first_one() -> None:
    a, b, c = "a" * 40, "b" * 40, "c" * 40
    found = range_of(
        (a, "0", "feat: a"), (b, a, f"Revert\n\nThis reverts commit {a}."), (c, b, f"Again\n\nThis reverts commit {b}.")
    )
    assert titles(found) == ["a"]


def test_corrections_that_were_to_be_squashed() -> None:
    assert range_of(("a", "", "feat: a"), ("b", "a", "fixup! feat: a")).folded == {"fixup": 1}


def test_ten_thousand_commits_in_a_row_need_no_deep_stack() -> None:
    commits = [Commit(str(n), (str(n - 1),), f"feat: {n}") for n in range(10_000, 0, -1)]
    assert [entry.title for entry in brought(commits).entries[:2]] == ["1", "2"]


def test_several_roots() -> None:
    assert titles(range_of(("a", "", "one"), ("b", "", "other"))) == ["one", "other"]


def test_nothing() -> None:
    assert brought([]).entries == []
