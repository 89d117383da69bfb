"""Nine histories with a published truck factor. The table in `benchmarks/RESULTS.md` shows what comes of each."""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from forgebook.core.evidence import AreaEvidence
from forgebook.evidence.authorship import first_author
from forgebook.evidence.cover import Work, evidence_of, used_signatures
from forgebook.evidence.identities import Signature, identify, is_bot
from forgebook.evidence.ledger import Change, Ledger
from forgebook.evidence.source_files import source_filter
from support.corpora import PROJECT_ROOT

pytestmark = pytest.mark.corpora


@dataclass(frozen=True)
class Measured:
    """What is published of a repository, and what we get."""

    name: str
    published: int
    published_share: int
    evidence: AreaEvidence

    @property
    def share(self) -> float:
        """The share of files of the first developer, in percent."""
        authors = {str(n): people for n, people in enumerate(self.evidence.file_authors)}
        top = first_author(authors)
        return 100 * sum(top in people for people in authors.values()) / len(authors)

    @property
    def row(self) -> str:
        """Its row in the table."""
        people = self.evidence.historic.people
        counts = f"{people[60]} to {people[40]}"
        shares = f"{self.published_share} % | {self.share:.0f} %"
        return f"| {self.name} | {self.evidence.files} | {self.published} | {people[50]} | {counts} | {shares} |"


def evidence_in(path: Path) -> AreaEvidence:
    head, tree = lzma.decompress(path.read_bytes()).decode("utf-8").split("TREE\n", 1)
    commits = list(commits_in(head))
    paths = tuple(filter(None, tree.split("\n")))
    ledger = Ledger(frozenset(filter(source_filter(), paths)), commits[0][0])
    for when, name, email, changes in commits:
        if not is_bot(name, email):
            ledger.add(when, Signature.of(name, email), changes)

    work = Work(path.name, ledger, paths)
    people = identify(used_signatures([work]))
    return evidence_of([(work, ledger.live)], people, datetime.fromtimestamp(ledger.until, UTC).date(), 180)


def commits_in(head: str) -> Iterator[tuple[int, str, str, list[Change]]]:
    for block in head.removeprefix("C\t").split("\nC\t"):
        first, *lines = block.rstrip("\n").split("\n")
        when, name, email = first.split("\t")
        parts = [line.split("\t") for line in lines]
        yield int(when), name, email, [Change(p[0], p[-1], p[1] if p[0] == "R" else "") for p in parts]


@pytest.fixture(scope="module")
def measured(corpora: Path) -> list[Measured]:
    folder = corpora / "git-history"
    with (folder / "published.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return [
        Measured(
            row["repository"],
            int(row["truck_factor"]),
            int(row["first_developer_percent"]),
            evidence_in(folder / f"{row['repository'].replace('/', '+')}.history.xz"),
        )
        for row in rows
    ]


def test_at_least_eight_of_nine_are_as_published_and_all_within_one(measured: list[Measured]) -> None:
    apart = {found.name: abs(found.evidence.historic.people[50] - found.published) for found in measured}
    assert len(apart) == 9
    assert sum(distance == 0 for distance in apart.values()) >= 8, apart
    assert max(apart.values()) <= 1, apart


def test_the_share_of_the_first_developer_is_near(measured: list[Measured]) -> None:
    assert median(abs(found.share - found.published_share) for found in measured) <= 5


def test_the_range_over_coverages_is_in_order(measured: list[Measured]) -> None:
    for found in measured:
        people = found.evidence.historic.people
        assert people[60] <= people[50] <= people[40], found.name


def test_the_table_shows_each(measured: list[Measured]) -> None:
    told = (PROJECT_ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    assert [found.row for found in measured if found.row not in told] == []
