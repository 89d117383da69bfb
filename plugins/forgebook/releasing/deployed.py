"""Deployments in words, and where the pages of an environment stand."""

from __future__ import annotations

from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id

_SHORT = 12


def short(value: str | None) -> str:
    """A commit or digest as readers compare it: its first characters, without the name of the algorithm."""
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
    version = fields.version or short(fields.commit or fields.digest)
    if version:
        return f"{name} {version}"
    return f"{name} of {title}" if title else name


def where(fields: Any, graph: ProjectGraph) -> str:
    """The environment's title, with the line where the deployment names one."""
    title = graph.project.titled("environments", fields.environment)
    return f"{title} ({fields.maintenance_line})" if fields.maintenance_line else title


def environment_address(environment: str) -> str:
    """`environments/production/`"""
    return f"environments/{folder_of(environment)}/"


def folder_of(environment: str) -> str:
    """An environment's id as a part of an address."""
    return normalise_id(environment.replace("/", "-"))
