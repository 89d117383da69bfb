"""What a release record holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from forgebook.core.change import ChangeShape
from forgebook.core.fields import WHO, Date, Line, Plain, ProjectId, RefTo, Text, as_list
from forgebook.core.model import Fields, Item, Model, no_entries

RELEASE = ("release",)


class Withdrawn(Model):
    """That a release was taken back."""

    date: Date
    reason: Line
    replacement: Annotated[str, RefTo(RELEASE, inverse="replaces", name="replacement")] | None = None
    who_is_affected: Line | None = None


class Approved(Model):
    """Who said yes, and when."""

    by: Annotated[str, RefTo(WHO, inverse="approved", name="approved_by")]
    on: Date | None = None


class Component(Item):
    """A repository at a version."""

    repository: Annotated[Plain, ProjectId("repositories")]
    version: Plain
    commit: Plain | None = None
    digest: Plain | None = None
    url: Plain | None = None


class InlineChange(ChangeShape, Item):
    """A change that stands inside its release."""


class KnownIssue(Item):
    """Something that is wrong and known. It is written once and never deleted."""

    id: Plain
    summary: Line
    workaround: Line | None = None
    found_in: Annotated[str, RefTo(RELEASE, inverse="issues_found", name="found_in")] | None = None
    fixed_in: Annotated[str, RefTo(RELEASE, inverse="issues_fixed", name="fixed_in")] | None = None
    also_fixed_in: Annotated[
        list[Annotated[str, RefTo(RELEASE, inverse="issues_fixed", name="fixed_in")]], BeforeValidator(as_list)
    ] = no_entries()


class GateResult(Item):
    """What a gate of the project said of this release. `id` is the gate's."""

    id: Annotated[Plain, ProjectId("gates")]
    result: Literal["pass", "pass_with_caveat", "fail", "waived", "not_run"]
    evidence: Text | None = None
    checked_by: Annotated[str, RefTo(WHO, inverse="checked")] | None = None
    work_by: Annotated[str, RefTo(WHO, inverse="made")] | None = None
    signed_off_on: Date | None = None
    reason: Line | None = None


class CodeAt(Item):
    """A repository at a commit."""

    repository: Annotated[Plain, ProjectId("repositories")]
    commit: Plain


class Verification(Item):
    """A rerun, and how it compared."""

    date: Date
    result: Literal["same", "within_tolerance", "different", "not_possible"]
    note: Line | None = None


class Rerun(Item):
    """How to run the release again."""

    code: list[CodeAt] = no_entries()
    container: Plain | None = None
    data_version: Plain | None = None
    parameters: Plain | None = None
    parameters_hash: Plain | None = None
    seed: Plain | None = None
    command: Text | None = None
    runbook: Annotated[str, RefTo(("runbook",), inverse="reruns")] | None = None
    tolerance: Line | None = None
    verifications: list[Verification] = no_entries()
    state: Literal["runnable", "data_gone", "environment_gone"] | None = None


class Release(Fields):
    """A release of linked repositories."""

    version: Plain
    train: Line | None = None
    maintenance_line: Annotated[Plain, ProjectId("maintenance_lines")] | None = None
    level: Literal["patch", "minor", "major"] | None = None
    previous: Annotated[str, RefTo(RELEASE, inverse="next", acyclic=True, along="previous")] | None = None
    status: Literal["planned", "candidate", "released", "cancelled", "withdrawn"]
    planned_on: Date | None = None
    released_on: Date | None = None
    withdrawn: Withdrawn | None = None
    owner: Annotated[str, RefTo(WHO, inverse="owns")] | None = None
    approved: Approved | None = None
    highlights: Text | None = None
    upgrade: Text | None = None
    components: list[Component] = no_entries()
    changes: list[InlineChange] = no_entries()
    known_issues: list[KnownIssue] = no_entries()
    gates: list[GateResult] = no_entries()
    rerun: Rerun | None = None
