"""iCalendar (RFC 5545), written by the library `icalendar`, which knows its folding and escaping."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar as ICalendar
from icalendar import Event as IEvent

from forgebook import __version__
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.subscriptions import Calendar
from forgebook.feeds.dates import Dated, dates_of
from forgebook.feeds.entries import site_address, urn
from forgebook.feeds.texts import Texts


def as_icalendar(calendar: Calendar, graph: ProjectGraph, settings: SiteSettings, texts: Texts) -> bytes:
    """A calendar of the catalogue. All of its dates are whole days, as records have them."""
    made = ICalendar()
    name = f"{texts.plain(graph.project.name)}: {calendar.title}"
    made.add("prodid", f"-//Forgebook {__version__}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    made.add("url", site_address(settings, calendar.address))
    seen: Counter[str] = Counter()
    for dated in dates_of(calendar.sort, graph):
        seen[dated.id] += 1
        id_ = dated.id if seen[dated.id] == 1 else f"{dated.id}/{seen[dated.id]}"
        made.add_component(_event(dated, id_, graph, settings, texts))
    return bytes(made.to_ical(sorted=False))


def _event(dated: Dated, id_: str, graph: ProjectGraph, settings: SiteSettings, texts: Texts) -> IEvent:
    event = IEvent()
    event.add("uid", urn(graph, "date", id_).removeprefix("urn:uuid:"))
    # When it was made, which the standard asks for: the day of the site, so that the same records give the same bytes.
    event.add("dtstamp", datetime.combine(graph.as_of, time(), UTC))
    event.add("dtstart", dated.start)
    if dated.end < dated.end.max:
        event.add("dtend", dated.end + timedelta(days=1))  # the first day that is no more part of it
    event.add("summary", texts.plain(dated.title))
    if about := texts.plain(dated.about):
        event.add("description", about)
    if dated.where:
        event.add("location", texts.plain(dated.where))
    event.add("url", site_address(settings, dated.address))
    event.add("status", "CANCELLED" if dated.called_off else "CONFIRMED" if dated.sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")  # it keeps nobody's day busy
    if dated.areas:
        event.add("categories", [texts.plain(area) for area in dated.areas])
    return event
