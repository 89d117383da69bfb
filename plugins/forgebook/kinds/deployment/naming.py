"""What a deployment goes by: its id, its title, and the place of its entry."""

from __future__ import annotations

import re
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.core.times import in_words

_SHORT = 12
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
    return f"{normalise_id(str(fields.environment).replace('/', '-'))}/{rest}"


def _what(fields: Any) -> list[str]:
    if fields.component:
        return [str(fields.component), str(fields.version or _short(fields.commit or fields.digest))]
    return [str(fields.release or "").removeprefix("release/")]


def _short(value: str | None) -> str:
    return (value or "").rpartition(":")[2][:_SHORT]


def subject(fields: Any, graph: ProjectGraph) -> str:
    """What was deployed, in words: `v4.2.1`, `Demand engine v4.2.2`, `Demand engine of v4.2.1`."""
    release = graph.get(fields.release)
    title = str(fields.release or "").removeprefix("release/")
    if release is not None:  # titles are given to one record after the other: that of the release may still be to come
        title = release.title or release.fields.title or graph.kinds[release.kind].title(release, graph)
    if not fields.component:
        return title or "Nothing"
    name = graph.project.titled("repositories", fields.component)
    version = fields.version or _short(fields.commit or fields.digest)
    if version:
        return f"{name} {version}"
    return f"{name} of {title}" if title else name


def where(fields: Any, graph: ProjectGraph) -> str:
    """The environment's title, with the line where the deployment names one."""
    title = graph.project.titled("environments", fields.environment)
    return f"{title} ({fields.maintenance_line})" if fields.maintenance_line else title


def title(record: Record, graph: ProjectGraph) -> str:
    """`v4.2.1 to Production, 2025-10-07 14:30 +01:00`."""
    return f"{subject(record.f, graph)} to {where(record.f, graph)}, {in_words(record.f.at)}"


def environment_address(environment: str) -> str:
    """`environments/production/`"""
    return f"environments/{normalise_id(environment.replace('/', '-'))}/"


def anchor(record_id: str, environment: str) -> str:
    """The id of an entry on the page of its environment and year."""
    return record_id.removeprefix(f"{normalise_id(environment.replace('/', '-'))}/").replace("/", "-")
