"""The life of a decision: what holds, what does not, what is told at the top of its page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.evidence import CommitFact, FileFacts
from forgebook.core.record import Record, Source
from forgebook.kinds.decision import KIND
from forgebook.kinds.decision.fields import STATUSES, Decision
from forgebook.kinds.decision.life import STEPS, effective_status, may_follow
from support.loading import load, told
from support.sites import records, site_of, write


def decision(status: str = "accepted", **fields: Any) -> dict[str, Any]:
    dated = {"decided": "2025-01-07"} if status not in ("draft", "proposed") else {"created": "2025-01-07"}
    return {"title": "A way", "status": status, **dated, **fields}


def pages(root: Path, **decisions: dict[str, Any]) -> dict[str, str]:
    """The words of the pages of some decisions, and of the index, without their marks."""
    files = records({f"decisions/{name}.yml": fields for name, fields in decisions.items()})
    site = site_of(write(root, {"records/project.yml": "name: Test\n", **files}))
    found = {v.record.id if v.record else v.address: site.body(v).html for v in site.views()}
    return {name: " ".join(re.sub(r"<[^>]+>", "", html).split()) for name, html in found.items()}


@pytest.mark.parametrize("older", [s for s in STATUSES if s not in ("rejected", "withdrawn")])
@pytest.mark.parametrize("newer", ["accepted", "deprecated", "superseded"])
def test_an_accepted_successor_supersedes(older: str, newer: str, tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        records({"decisions/a.yml": decision(older), "decisions/b.yml": decision(newer, supersedes=["a"])}),
    ).graph
    assert effective_status(graph.records["decision/a"], graph) == "superseded"


@pytest.mark.parametrize("newer", ["draft", "proposed", "deferred", "rejected", "withdrawn"])
def test_any_other_successor_does_not(newer: str, tmp_path: Path) -> None:
    graph = load(
        tmp_path, records({"decisions/a.yml": decision(), "decisions/b.yml": decision(newer, supersedes=["a"])})
    ).graph
    assert effective_status(graph.records["decision/a"], graph) == "accepted"


def test_what_was_declined_stays_declined_and_is_reported(tmp_path: Path) -> None:
    project = load(
        tmp_path, records({"decisions/a.yml": decision("rejected"), "decisions/b.yml": decision(supersedes=["a"])})
    )
    assert effective_status(project.graph.records["decision/a"], project.graph) == "rejected"
    assert [line.split(" ")[1] for line in told(project)] == ["FB410"]


def test_steps() -> None:
    assert set(STEPS) == set(STATUSES)
    assert all(set(after) <= set(STATUSES) for after in STEPS.values())
    assert not may_follow("accepted", "rejected")
    assert not may_follow("superseded", "accepted")
    assert may_follow("accepted", "accepted")
    assert may_follow("unknown", "rejected")


def test_several_successors_are_named(tmp_path: Path) -> None:
    said = pages(
        tmp_path,
        old=decision(),
        left=decision(title="Left way", supersedes=["old"]),
        right=decision(title="Right way", supersedes=["old"]),
    )
    assert "No longer in force. What holds now: Left way, Right way." in said["old"]


def test_a_chain_leads_to_what_holds_now(tmp_path: Path) -> None:
    said = pages(
        tmp_path,
        a=decision(),
        b=decision(title="Middle way", supersedes=["a"]),
        c=decision(title="Last way", supersedes=["b"]),
    )
    assert "What holds now: Last way." in said["a"]


def test_a_successor_that_does_not_hold_is_not_said_to_hold(tmp_path: Path) -> None:
    said = pages(tmp_path, a=decision(), b=decision("deprecated", title="Later way", supersedes=["a"]))
    assert "What holds now" not in said["a"]
    assert "Later way took its place, and is deprecated itself." in said["a"]


def test_what_is_changed_in_part_says_how_far(tmp_path: Path) -> None:
    said = pages(
        tmp_path,
        a=decision(),
        b=decision(title="Second way", partly_supersedes=[{"ref": "a", "scope": "ports only"}]),
        c=decision(title="Third way", amends=[{"ref": "a", "scope": "since spring"}]),
    )
    assert "In part no longer in force: see Second way (ports only)." in said["a"]
    assert "Amended by Third way (since spring)." in said["a"]


def test_a_proposal_changes_nothing_yet(tmp_path: Path) -> None:
    said = pages(tmp_path, a=decision(title="First way"), b=decision("proposed", title="New way", supersedes=["a"]))
    assert "In force, and a change is proposed: New way." in said["a"]
    assert "No longer in force" not in said["a"]
    assert "Until then First way stays as it is." in said["b"]


@pytest.mark.parametrize("relation", ["partly_supersedes", "amends"])
def test_a_declined_change_is_none(relation: str, tmp_path: Path) -> None:
    said = pages(tmp_path, a=decision(), b=decision("rejected", title="New way", **{relation: ["a"]}))
    assert "In part no longer" not in said["a"]
    assert "Amended by" not in said["a"].partition("Related")[0]


@pytest.mark.parametrize("status", [s for s in STATUSES if s != "accepted"])
def test_every_page_of_what_is_not_in_force_says_so(status: str, tmp_path: Path) -> None:
    said = pages(tmp_path, a=decision(status), b=decision(supersedes=["a"] if status == "superseded" else []))
    assert re.search(r"No longer in force|Not in force|Not decided yet", said["a"])


def test_late_proposals_are_told_on_page_index_and_home(tmp_path: Path) -> None:
    said = pages(tmp_path, a=decision("proposed", title="Slow way", review_by="2025-11-10"))
    assert "It was to be decided by 2025-11-10, 10 days ago." in said["a"]
    assert "Slow wayoverdue to be decided by 2025-11-10" in said["decisions/"]
    assert "Decision on Slow wayoverdue" in said[""]


def test_an_overdue_review_is_told_once_on_the_index(tmp_path: Path) -> None:
    said = pages(tmp_path, a=decision(review_by="2025-11-10"))
    assert said["decisions/"].count("overdue") == 1
    assert "review due 2025-11-10, 10 days ago" in said["decisions/"]
    assert "Review of A wayoverdue" in said[""]


def test_a_date_from_git_is_marked_as_inferred() -> None:
    facts = FileFacts(CommitFact("c", date(2024, 5, 1)), CommitFact("d", date(2025, 1, 1)))
    for status, name in (("accepted", "decided"), ("proposed", "created"), ("unknown", "created")):
        record = Record("decision", "a", "decision/a", Decision(status=status), Source("a.md"))
        assert not KIND.lacks_date(record)
        record.foreign = True
        assert KIND.lacks_date(record)
        KIND.settle_dates(record, facts)
        assert not KIND.lacks_date(record)
        assert getattr(record.f, name) == date(2024, 5, 1)
        assert record.f.dates_from == "git"
