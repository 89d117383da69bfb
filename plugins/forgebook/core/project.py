"""The project file, `records/project.yml`: what holds for the whole project."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from forgebook.core.fields import Date, Flag, Line, Plain, Text
from forgebook.core.model import Model, Visibility
from forgebook.core.patterns import Glob

Level = Literal["patch", "minor", "major"]


class Repository(Model):
    """A repository that the project releases from, or keeps its records in (`path: .`)."""

    id: Plain
    title: Line | None = None
    url: Plain | None = None
    path: Plain | None = None
    public: Flag = False
    tag_pattern: Plain | None = None
    ignore_tags: list[Plain] = []


class Environment(Model):
    """A place where releases run."""

    id: Plain
    title: Line | None = None
    purpose: Line | None = None
    order: int | None = None
    per_line: Flag = False


class Audience(Model):
    """A group that reads release notes. It is no permission."""

    id: Plain
    title: Line | None = None
    description: Line | None = None


class MaintenanceLine(Model):
    """A line of releases that is kept alive beside others."""

    id: Plain
    from_: Plain | None = Field(default=None, alias="from")
    ended: Date | None = None
    note: Line | None = None


class Gate(Model):
    """A check that a release must pass, from a level upward."""

    id: Plain
    title: Line
    kind: Literal["data", "code", "model", "output", "process"] | None = None
    mode: Literal["staging_point", "continuous"] | None = None
    level: Level = "patch"
    needs_checker: Flag = False
    since: Date | None = None
    until: Date | None = None


class Cadence(Model):
    """The usual lengths, in weeks: a default for drafts, never a rule."""

    sprint_weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    recovery_weeks: Annotated[int, Field(ge=0, le=52)] | None = None


class SourceFolder(Model):
    """A folder outside `records/` whose files are records as they lie."""

    kind: Plain
    path: Plain


class Decisions(Model):
    """House vocabulary: a status of theirs and the one of ours that it means."""

    statuses: dict[str, str] = {}


class Scales(Model):
    """The words of the project's own scales, lowest first."""

    quality: list[Plain] = ["low", "medium", "high"]
    impact: list[Plain] = ["low", "medium", "high"]


class Criterion(Model):
    """What a level of a ladder asks for."""

    id: Plain
    text: Line
    source: Line | None = None


class LadderLevel(Model):
    """A level of a ladder, and what it asks for beyond the levels below it."""

    level: Annotated[int, Field(ge=0, le=99)]
    title: Line | None = None
    criteria: list[Criterion] = []


class Framework(Model):
    """A ladder of levels that a team can be assessed by."""

    id: Plain
    title: Line | None = None
    source: Line | None = None
    levels: list[LadderLevel] = []


class Policies(Model):
    """What the team asks of itself; months, heads and days."""

    review_after_months: int | None = None
    rehearse_after_months: int | None = None
    cover_minimum: int | None = None
    date_slack_days: int | None = None


class SourceFiles(Model):
    """Which files of a repository count as source, as gitignore-style patterns."""

    include: list[Plain] = []
    exclude: list[Plain] = []


class CoverSettings(Model):
    """How current cover is measured and who may see it."""

    half_life_days: Annotated[int, Field(ge=1)] = 180
    source_files: SourceFiles = SourceFiles()
    visibility: Visibility = "team"


class DocsVisibility(Model):
    """Which hand-written pages a partner or public site shows."""

    globs: list[Glob]
    visibility: Visibility


class Blameless(Model):
    """How names are looked for in texts that must not blame."""

    match_first_names: Flag = False


class ProjectFile(Model):
    """All of `records/project.yml`."""

    name: Line
    purpose: Text | None = None
    schema_: int = Field(default=1, alias="schema")
    repositories: list[Repository] = []
    environments: list[Environment] = []
    audiences: list[Audience] = []
    maintenance_lines: list[MaintenanceLine] = []
    gates: list[Gate] = []
    cadence: Cadence = Cadence()
    default_visibility: Visibility = "team"
    sources: list[SourceFolder] = []
    decisions: Decisions = Decisions()
    frameworks: list[Framework] = []
    scales: Scales = Scales()
    policies: Policies = Policies()
    cover: CoverSettings = CoverSettings()
    docs_visibility: list[DocsVisibility] = []
    blameless: Blameless = Blameless()

    def ids(self, section: str) -> list[str]:
        """The ids of a list of the project file, in its order."""
        return [entry.id for entry in getattr(self, section)]

    def titled(self, section: str, id_: str) -> str:
        """The title of an entry, or its id where it has none."""
        for entry in getattr(self, section):
            if entry.id == id_:
                return str(getattr(entry, "title", None) or entry.id)
        return id_

    @property
    def own_repository(self) -> Repository | None:
        """The repository that holds the records themselves."""
        return next((repo for repo in self.repositories if repo.path in (".", "./")), None)
