"""Teams: people who plan and hold retros together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from forgebook.core.fields import Line, RefTo, Text
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.views import NavEntry


class Team(Fields):
    """A team."""

    members: list[Annotated[str, RefTo(("person",), inverse="member_of")]] = no_entries()
    purpose: Text | None = None
    contact: Line | None = None


class TeamKind(RecordKind):
    """Who works together."""

    name = "team"
    plural = "teams"
    label = "Team"
    label_plural = "Teams"
    folder = "teams"
    model = Team
    nav = NavEntry("People", "Teams", 62)
    templates = Path(__file__).parent / "templates"
    relation_labels = {"team_of": "Their records"}
    shown_apart = frozenset({"members", "deployed"})
    teaches = "Who works together, and whom to write to."
    first = '--title "Model team"'


KIND = TeamKind()
