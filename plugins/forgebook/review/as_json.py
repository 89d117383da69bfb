"""A review as JSON. Keys stay as they are; `docs/reviewing.md` tells them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from forgebook.reporters.as_json import diagnostic_json
from forgebook.review.compare import Review
from forgebook.review.exposure import Exposure
from forgebook.review.records import Changed


def review_json(review: Review) -> dict[str, Any]:
    """The review as JSON values."""
    records, findings = review.records, review.findings
    return {
        "base": asdict(review.base),
        "head": asdict(review.head),
        "reveals": review.reveals,
        "visible": {exposure.visibility: _exposure(exposure) for exposure in review.exposures},
        "added": [asdict(record) for record in records.added],
        "changed": [_changed(entry) for entry in records.changed],
        "removed": [asdict(record) for record in records.removed],
        "status": [asdict(step) for step in records.steps],
        "same_in_another_form": records.retouched,
        "links": {
            "broken": [diagnostic_json(d) for d in findings.broken_links],
            "fixed": [diagnostic_json(d) for d in findings.fixed_links],
        },
        "findings": {
            "new": [diagnostic_json(d) for d in findings.new],
            "fixed": [diagnostic_json(d) for d in findings.fixed],
        },
        "pages": {
            "added": [asdict(page) for page in review.pages.added],
            "changed": [asdict(page) for page in review.pages.changed],
            "removed": [asdict(page) for page in review.pages.removed],
        },
        "unreadable": review.faulty,
        "site_url": review.site_url,
    }


def _changed(entry: Changed) -> dict[str, Any]:
    return {
        "record": asdict(entry.record),
        "renamed_from": entry.former,
        "former_name_works": entry.keeps_alias if entry.former else None,
        "changes": [asdict(change) for change in entry.changes],
    }


def _exposure(exposure: Exposure) -> dict[str, Any]:
    return {name: value for name, value in asdict(exposure).items() if name != "visibility"}


def report(review: Review) -> str:
    """The whole review, in ASCII, so that any terminal and any pipe takes it."""
    return json.dumps(review_json(review), indent=2)
