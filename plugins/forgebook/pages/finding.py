"""What filters look through: rows with facets, compact enough for thousands of them to be fetched at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from forgebook.core.views import page_url
from forgebook.rendering.scope import plain_words


@dataclass(frozen=True, slots=True)
class Value:
    """A value that one can choose.

    Attributes:
        key: what rows carry, and addresses.
        label: the words that readers see.
        tone: of a status.
        one: the words for a single record, where they are others.
    """

    key: str
    label: str
    tone: str = ""
    one: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to choose by: its name in addresses, its label, and its values in order."""

    name: str
    label: str
    values: list[Value]


Cells = tuple[str, str, str, str, str]
"""Day (ISO, or empty), title, address, what stands beside the title, and where the row itself can be linked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Facets, and rows: cells with titles in plain words, and by facet the keys of its values, spaces between them."""

    facets: list[Facet]
    rows: Sequence[tuple[Cells, list[str]]]

    def as_json(self, *, directory_urls: bool) -> bytes:
        """The rows for the script. Keys become places in the list of values, `[1, 4]` where there are several."""
        places = [{value.key: place for place, value in enumerate(facet.values)} for facet in self.facets]
        rows = [
            [
                day,
                title,
                page_url(address, directory_urls=directory_urls),
                plain_words(words),
                page_url(place, directory_urls=directory_urls) if place else 0,
                *(_place(known, keys) for known, keys in zip(places, said, strict=True)),
            ]
            for (day, title, address, words, place), said in self.rows
        ]
        facets = [
            [facet.name, [[value.key, plain_words(value.label), value.tone, value.one] for value in facet.values]]
            for facet in self.facets
        ]
        return dumped({"facets": facets, "rows": rows})


def _place(known: dict[str, int], keys: str) -> int | list[int]:
    if keys in known:
        return known[keys]
    found = [known[key] for key in keys.split() if key in known]
    return found[0] if len(found) == 1 else found


def dumped(value: object) -> bytes:
    """JSON without spaces, a row a line, the same on every machine."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[").encode()
