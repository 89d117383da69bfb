"""The shape of a change, which stands inside releases as an item and in files of its own as a record."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from forgebook.core.fields import Date, Flag, Line, Plain, ProjectId, RefTo, Text, as_list
from forgebook.core.model import Item, Model, no_entries

ChangeKindName = Literal["added", "changed", "fixed", "removed", "deprecated", "security", "data"]


class Action(Item):
    """What a reader must do, for one audience or for all."""

    audience: Annotated[Plain, ProjectId("audiences")] | None = None
    text: Line


class Impact(Model):
    """What a change does to results."""

    direction: Literal["up", "down", "mixed", "none"] | None = None
    size: Line | None = None
    scope: Line | None = None


class AffectedRuns(Model):
    """The time in which runs were made that a change affects."""

    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None


def _actions(value: Any) -> Any:
    return [{"text": value}] if isinstance(value, str) else value


class ChangeShape(Model):
    """The fields of a change."""

    id: Plain | None = None
    kind: ChangeKindName
    temporary: Flag = False
    audience: Annotated[list[Annotated[Plain, ProjectId("audiences")]], BeforeValidator(as_list)] = no_entries()
    summary: Line
    detail: Text | None = None
    breaking: Flag = False
    action: Annotated[list[Action], BeforeValidator(_actions)] = no_entries()
    act_by: Date | None = None
    impact: Impact | None = None
    affected_since: Plain | None = None
    affected_runs: AffectedRuns | None = None
    component: Annotated[list[Annotated[Plain, ProjectId("repositories")]], BeforeValidator(as_list)] = no_entries()
    decisions: list[Annotated[str, RefTo(("decision",), inverse="changes")]] = no_entries()
    requests: list[Annotated[str, RefTo(("request",), inverse="changes")]] = no_entries()
    roadmap: list[Annotated[str, RefTo(("roadmap",), inverse="changes")]] = no_entries()
    issues: list[Plain] = no_entries()
