"""What a deployment record holds."""

from __future__ import annotations

from typing import Annotated, Literal

from forgebook.core.fields import WHO, Flag, Line, Plain, ProjectId, RefTo, Told
from forgebook.core.model import Fields, Model, no_entries
from forgebook.core.times import DateOrTime


class LiveSpan(Model):
    """A time in which what a deployment brought was live, as the full records tell it."""

    start: DateOrTime
    end: DateOrTime | None = None
    again: Flag = False
    line: Annotated[Plain, ProjectId("maintenance_lines")] | None = None


class Deployment(Fields):
    """An event: a release, or a single component, was deployed to an environment. Events are only ever added."""

    environment: Annotated[Plain, ProjectId("environments")]
    release: Annotated[str, RefTo(("release",), inverse="deployments")] | None = None
    component: Annotated[Plain, ProjectId("repositories")] | None = None
    version: Plain | None = None
    commit: Plain | None = None
    digest: Plain | None = None
    maintenance_line: Annotated[Plain, ProjectId("maintenance_lines")] | None = None
    at: DateOrTime
    by: Annotated[str, RefTo(WHO, inverse="deployed", name="deployed_by")] | None = None
    outcome: Literal["succeeded", "failed", "rolled_back", "taken_down"] = "succeeded"
    note: Line | None = None
    live: Annotated[list[LiveSpan], Told.YES] = no_entries()
