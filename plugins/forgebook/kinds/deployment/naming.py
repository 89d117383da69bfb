"""What a deployment goes by: its id, its title, and the place of its entry."""

from __future__ import annotations

import re
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.core.times import in_words
from forgebook.releasing.deployed import folder_of, short, subject, where

_CLOCK = re.compile(r"T(\d\d):(\d\d)(?::(\d\d))?")


def derived_id(fields: Any) -> str:
    """`production/2025-10-07-v4.2.1`, with a time of day `production/2025-10-07-1430-v4.2.1`.

    It is told by what never changes: the environment, the time and what was deployed; a failed one, a rollback and
    one that was taken down say so, since the same release may have been deployed on the same day. A component goes by
    its own version alone, so that it names no release.
    """
    at = str(fields.at).removeprefix("~")
    clock = _CLOCK.search(at)
    time = "".join(part for part in clock.groups() if part) if clock else ""
    parts = [at[:10], time, *_what(fields)]
    if fields.outcome != "succeeded":
        parts.append(fields.outcome.replace("_", "-"))
    rest = normalise_id("-".join(part for part in parts if part).replace("/", "-"))
    return f"{folder_of(fields.environment)}/{rest}"


def _what(fields: Any) -> list[str]:
    if fields.component:
        return [str(fields.component), str(fields.version or short(fields.commit or fields.digest))]
    return [str(fields.release or "").removeprefix("release/")]


def title(record: Record, graph: ProjectGraph) -> str:
    """`v4.2.1 to Production, 2025-10-07 14:30 +01:00`."""
    return f"{subject(record.f, graph)} to {where(record.f, graph)}, {in_words(record.f.at)}"


def anchor(record_id: str, environment: str) -> str:
    """The id of an entry on the page of its environment and year."""
    return record_id.removeprefix(f"{folder_of(environment)}/").replace("/", "-")
