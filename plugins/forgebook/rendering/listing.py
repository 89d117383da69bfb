"""A listing as HTML that may stand in a Markdown page."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup, escape

from forgebook.core.listing import Listing
from forgebook.core.record import Record
from forgebook.core.selection import Selection, Value
from forgebook.rendering.renderer import Renderer
from forgebook.rendering.scope import PageScope

_BLANK_LINES = re.compile(r"\n\s*\n")
_OF_A_TABLE = ("title", "status", "date")
_OF_A_LIST = ("date", "title", "status")


def listing_html(listing: Listing, renderer: Renderer, address: str) -> str:
    """The records of a listing, with links from the page at `address`; one block without blank lines."""
    selection = Selection(listing, renderer.graph)
    columns = (listing.columns or _OF_A_TABLE) if listing.look == "table" else _OF_A_LIST
    scope = renderer.scope(address)
    rows = [(record, _cells(record, selection, columns, scope)) for record in selection.records()]
    html = renderer.part("listing.html", scope, listing=listing, rows=rows, columns=columns)
    return _BLANK_LINES.sub("\n", html).strip()


def _cells(record: Record, selection: Selection, columns: tuple[str, ...], scope: PageScope) -> dict[str, Markup]:
    return {name: _cell(record, name, selection, scope) for name in columns}


def _cell(record: Record, name: str, selection: Selection, scope: PageScope) -> Markup:
    if name == "title":
        return scope.link(record)
    if name == "status":
        return scope.status(record)
    return Markup(", ").join(_shown(value, record, scope) for value in selection.values(record, name))


def _shown(value: Value, record: Record, scope: PageScope) -> Markup:
    if isinstance(value, date):
        return scope.day(value)
    if isinstance(value, int):
        return escape(value)
    other = scope.graph.get(value) if "/" in value else None
    return scope.link(other) if other else scope.line(value.replace("\n", " "), record)
