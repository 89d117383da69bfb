"""What one can subscribe to: the catalogue that pages, feeds and engines share, so that all name the same addresses.

Feeds are made where the site has the plugin `forgebook/feeds` (`SiteSettings.feeds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import slug

FOLDER = "feeds/"
API = "api/v1/"

Sort = Literal["everything", "releases", "decisions"]
CalendarSort = Literal["all", "releases", "rhythm", "due"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, as Atom and as JSON Feed.

    Attributes:
        id: its name in addresses; unique in a site.
        sort: what it holds.
        title: its title, without the project's name.
        about: one line on what it holds.
        audience: the audience that release notes are told for; empty for everyone.
    """

    id: str
    sort: Sort
    title: str
    about: str
    audience: str = ""

    @property
    def atom(self) -> str:
        """The address of the Atom feed below the site."""
        return f"{FOLDER}{self.id}.xml"

    @property
    def json(self) -> str:
        """The address of the JSON Feed below the site."""
        return f"{FOLDER}{self.id}.json"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that one subscribes to.

    Attributes:
        id: its name in addresses.
        sort: what it holds.
        title: its title, without the project's name.
        about: one line on what it holds.
    """

    id: str
    sort: CalendarSort
    title: str
    about: str

    @property
    def address(self) -> str:
        """Its address below the site."""
        return f"{FOLDER}{self.id}.ics"


def feeds_of(graph: ProjectGraph) -> list[Feed]:
    """The feeds of a site, those for release notes by audience where the project names audiences."""
    found = [Feed("everything", "everything", "Everything", "all that happens, as on the history page")]
    if graph.of("release"):
        found.append(Feed("releases", "releases", "Releases", "each release with all that changes"))
        found += [
            Feed(f"releases-{slug(entry.id)}", "releases", f"Releases for {entry.title or entry.id}",
                 "what changes for them, and whether they must act", entry.id)
            for entry in graph.project.audiences
        ]  # fmt: skip
    if graph.of("decision"):
        found.append(Feed("decisions", "decisions", "Decisions", "what was proposed, accepted, superseded"))
    return found


def calendars_of(graph: ProjectGraph) -> list[Calendar]:
    """The calendars of a site; one that could hold nothing is left out."""
    parts: list[Calendar] = []
    if graph.of("release") or graph.of("notice"):
        parts.append(Calendar("releases-calendar", "releases", "Releases and notices", "planned and past releases"))
    if graph.of("sprint") or graph.of("retro"):
        parts.append(Calendar("rhythm", "rhythm", "Sprints and meetings", "sprints, recovery weeks, meetings, retros"))
    if any(graph.of(kind) for kind in ("decision", "request", "assumption", "runbook", "handover", "incident")):
        about = "reviews, answers, rehearsals and actions that are due, handover sessions"
        parts.append(Calendar("due", "due", "What is due", about))
    if len(parts) > 1:
        parts.insert(0, Calendar("calendar", "all", "All dates", "all of these in one"))
    return parts
