"""The whole comparison of two sides."""

from __future__ import annotations

from dataclasses import dataclass

from forgebook.review.exposure import Exposure, compare_exposure
from forgebook.review.findings import Findings, compare_findings
from forgebook.review.pages import Pages, compare_pages
from forgebook.review.records import Records, compare_records
from forgebook.review.side import Side


@dataclass(frozen=True, slots=True)
class Revision:
    """A side's name: as it was asked for, and the commit that it means (None for the folder as it is now)."""

    name: str
    commit: str | None


@dataclass
class Review:
    """What a reviewer should know before two sides become one.

    Attributes:
        base, head: which sides were compared.
        exposures: what becomes visible to the public, and to partners alone.
        records: records added, changed, removed; steps of status.
        findings: links and other findings that are new or gone.
        pages: pages of the team's site that appear, change or go.
        site_url: the site's address, where it is known.
        faulty: records of the new side that could not be read, so that the review is not whole.
    """

    base: Revision
    head: Revision
    exposures: list[Exposure]
    records: Records
    findings: Findings
    pages: Pages
    site_url: str | None
    faulty: list[str]

    @property
    def reveals(self) -> bool:
        """Whether anything becomes visible outside of the team."""
        return any(exposure.reveals for exposure in self.exposures)

    @property
    def nothing(self) -> bool:
        """Whether the two sides do not differ in anything that is told."""
        records, findings, pages = self.records, self.findings, self.pages
        parts = (records.added, records.removed, records.changed, records.steps, records.retouched)
        found = (findings.new, findings.fixed, findings.broken_links, findings.fixed_links)
        hidden = any(exposure.hidden or exposure.hidden_pages for exposure in self.exposures)
        return not (any(parts) or any(found) or pages.added or pages.changed or pages.removed or self.reveals or hidden)


def compare(base: Side, head: Side, base_name: Revision, head_name: Revision) -> Review:
    """Compare two sides that were read on the same day."""
    records = compare_records(base, head)
    former = {entry.record.ref: entry.former for entry in records.changed if entry.former}
    paths = {base.graph.records[old].source.path: head.graph.records[new].source.path for new, old in former.items()}
    return Review(
        base_name,
        head_name,
        compare_exposure(base, head, former),
        records,
        compare_findings(base, head, paths),
        compare_pages(base, head, records),
        head.settings.site_url,
        sorted(head.graph.faulty),
    )
