"""Themes of what could be better: the words by which items of several retros belong together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from forgebook.core.drafting import team_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record

_MEMO = "themes"
"""Where the graph keeps them: each retro's page asks."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, as the first retro spelled it.

    Attributes:
        word: the theme.
        times: each retro that it came up at, oldest first, with the number of items there.
    """

    word: str
    times: tuple[tuple[Record, int], ...]

    @property
    def retros(self) -> list[Record]:
        """The retros that it came up at, oldest first."""
        return [retro for retro, _ in self.times]

    @property
    def items(self) -> int:
        """How many items it has over all retros."""
        return sum(number for _, number in self.times)


def themes_of(graph: ProjectGraph, team: str | None = None) -> list[Theme]:
    """All themes of what could be better, the one that came up at most retros first.

    Upper and lower case are the same. With a `team`, its ref, only its retros count: by their own field or by that of
    their sprint. Items have no authors, and none are counted.
    """
    kept = cast("dict[str | None, list[Theme]]", graph.worked_out.setdefault(_MEMO, {}))
    if team not in kept:
        kept[team] = _themes_of(graph, team)
    return list(kept[team])


def _themes_of(graph: ProjectGraph, team: str | None) -> list[Theme]:
    words: dict[str, str] = {}
    found: dict[str, list[tuple[Record, int]]] = {}
    for retro in sorted(graph.of("retro"), key=lambda r: (r.f.date, r.ref)):
        if retro.f.date > graph.as_of or (team and team_of(retro, graph) != team):
            continue
        named = [item.theme.strip() for item in retro.f.could_be_better if item.theme and item.theme.strip()]
        for word in named:
            words.setdefault(word.casefold(), word)
        for key, number in Counter(word.casefold() for word in named).items():
            found.setdefault(key, []).append((retro, number))
    themes = [Theme(words[key], tuple(times)) for key, times in found.items()]
    return sorted(themes, key=lambda theme: (-len(theme.times), -theme.items, theme.word.casefold()))


def recurring(graph: ProjectGraph, team: str | None = None) -> list[Theme]:
    """The themes that came up at more than one retro."""
    return [theme for theme in themes_of(graph, team) if len(theme.times) > 1]
