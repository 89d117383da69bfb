"""What a run holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from forgebook.core.fields import WHO, Date, Line, Plain, RefTo
from forgebook.core.model import Fields, Model
from forgebook.core.times import DateOrTime


class Output(Model):
    """What a run gave."""

    location: Plain | None = None
    digest: Plain | None = None


class Run(Fields):
    """A run of a released model that somebody relies on."""

    release: Annotated[str, RefTo(("release",), inverse="runs", name="release")]
    run_at: DateOrTime
    for_: Line | None = Field(default=None, alias="for")
    purpose: Line | None = None
    parameters: Plain | None = None
    parameters_hash: Plain | None = None
    data_version: Plain | None = None
    output: Output | None = None
    checked_by: Annotated[str, RefTo(WHO, inverse="checked")] | None = None
    retain_until: Date | None = None
    replaces: Annotated[str, RefTo(("run",), inverse="replaced_by", acyclic=True)] | None = None
