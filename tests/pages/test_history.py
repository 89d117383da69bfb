"""The history: every event has a link, is found by role, and stands on the page of its year, however many there are."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.timeline import Event, event_ids
from forgebook.pages.history import ALL_AT_ONCE, FIRST, TO_COME
from forgebook.pipeline import Site
from support.properties import examples
from support.sites import AS_OF, records, site_of, write

ITEM = re.compile(r'<li id="([^"]+)" data-fb-item ([^>]*)>(.*?)</li>', re.S)
RECORDS = {
    "project.yml": {"name": "Harbour"},
    "people/pat.yml": {"title": "Pat Plain", "joined": "2024-01-08"},
    "people/kim.yml": {"title": "Kim Deep", "joined": "2024-02-05"},
    "roles/lead.yml": {"title": "Model lead", "holders": [{"person": "pat", "from": "2024-03-01"}]},
    "roles/pilot.yml": {"title": "Pilot"},
    "areas/hull.yml": {"title": "Hull"},
    "decisions/anchor.yml": {"title": "Drop *anchor*", "status": "accepted", "decided": "2025-01-01", "area": "hull",
                             "deciders": ["role/lead"]},
    "decisions/rope.yml": {"title": "New rope", "status": "accepted", "decided": "2025-02-01",
                           "context": "See [[role/pilot]].", "review_by": "2026-02-01", "supersedes": ["anchor"]},
    "releases/v1.yml": {"version": "v1", "status": "planned", "planned_on": "2025-12-24", "owner": "role/pilot"},
    "sprints/s1.yml": {"start": "2025-11-03", "end": "2025-11-28", "meetings": [
        {"kind": "other", "date": "2025-11-10"}, {"kind": "other", "date": "2025-11-10"}]},
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(write(tmp_path_factory.mktemp("history"), records(RECORDS)))


def body(site: Site, address: str) -> str:
    return site.body(next(view for view in site.views() if view.address == address)).html


def items(html: str) -> dict[str, tuple[str, str]]:
    """By id, an event's data and words."""
    found = {id_: (data, " ".join(re.sub(r"<[^>]+>", " ", words).split())) for id_, data, words in ITEM.findall(html)}
    assert len(found) == len(ITEM.findall(html)), "two with one id"
    return {unescape(id_): values for id_, values in found.items()}


def test_every_event_has_a_link_that_leads_to_it(site: Site) -> None:
    front = body(site, "history/")
    links = re.findall(r'class="headerlink" href="([^"]+)"', front)
    assert len(links) == len(site.graph.events)
    for link in links:
        year, _, id_ = unescape(link).partition("/#")
        assert id_ in items(body(site, f"history/{year}/")), link
        assert f'id="{id_}"' in body(site, f"history/{year}/")


def test_an_event_is_linked_by_its_day_its_record_and_its_words(site: Site) -> None:
    found = items(body(site, "history/2025/"))
    assert found["2025-01-01/decision/anchor/accepted"][1].startswith("2025-01-01 Drop anchor accepted")
    assert "2025-02-01/decision/anchor/superseded" in found
    assert {"2025-11-10/sprint/s1/other-held", "2025-11-10/sprint/s1/other-held/2"} <= set(found)


_refs = st.sampled_from(["decision/a", "decision/a/b", "release/v1#b", "release/v1/b", "x/2"])
_events = st.builds(Event, st.sampled_from([AS_OF]), _refs, st.just("x"), st.text("ab2/ -é", max_size=4),
                    st.just("T"), st.just("t/"))  # fmt: skip


@examples(200)
@given(st.lists(_events, max_size=12))
def test_no_two_events_have_one_id(events: list[Event]) -> None:
    ids = event_ids(events)
    assert len(set(ids)) == len(ids) == len(events)
    assert not any(set(id_) & set(" \"'<>&") for id_ in ids)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("lead", {"decision/anchor", "role/lead", "person/pat"}),
        ("pilot", {"release/v1"}),
    ],
)
def test_events_by_role(site: Site, role: str, expected: set[str]) -> None:
    named = {
        "/".join(id_.split("/")[2:4])
        for id_, (data, _) in items(body(site, "history/")).items()
        if role in re.findall(r'data-role="([^"]*)"', data)[0].split()
    }
    assert named == expected, "a mention is no part in it"


def test_what_is_planned_stands_first_and_in_words_of_the_future(site: Site) -> None:
    front = body(site, "history/")
    coming = front[front.index("To come") : front.index("November 2025")]
    words = [text for _, text in items(coming).values()]
    assert [line.split()[0] for line in words] == ["2025-11-28", "2025-12-24", "2026-02-01"]
    assert "Sprint" not in words[1]
    assert "v1 is planned" in words[1]
    assert "New rope review due" in words[2]
    assert "v1 is planned" in items(body(site, "history/2025/"))["2025-12-24/release/v1/planned"][1]
    assert "New rope review due" in items(body(site, "history/2026/"))["2026-02-01/decision/rope/review-due"][1]


def test_a_long_history_shows_the_newest_and_keeps_the_rest_by_year(tmp_path: Path) -> None:
    many = {
        f"decisions/d{n:04}.yml": {"title": f"Number {n}", "status": "accepted", "area": "hull",
                                   "decided": f"{2010 + n % 17}-{n % 12 + 1:02}-{n % 28 + 1:02}"}
        for n in range(ALL_AT_ONCE + 60)
    }  # fmt: skip
    site = site_of(write(tmp_path, records({**RECORDS, **many})))
    total = len(site.graph.events)
    front = items(body(site, "history/"))
    past = [event for event in site.graph.events if event.date <= AS_OF]
    assert len(front) == FIRST + min(TO_COME, total - len(past))
    assert max(past, key=lambda e: e.date).date.isoformat() in " ".join(front)
    by_year = [items(body(site, v.address)) for v in site.views() if re.fullmatch(r"history/\d+/", v.address)]
    assert sum(map(len, by_year)) == total
    (file,) = [file for file in site.data() if file.address == "history/events.json"]
    index = json.loads(file.content)
    assert len(index["rows"]) == total
    assert [name for name, _ in index["facets"]] == ["kind", "area", "role", "year"]
    assert {row[4].partition("#")[2] for row in index["rows"]} == {id_ for ids in by_year for id_ in ids}
    assert f"of {total} events" in body(site, "history/")
    assert 'data-fb-index="events.json"' in body(site, "history/")


def test_a_short_history_needs_no_file(site: Site) -> None:
    assert "history/events.json" not in {file.address for file in site.data()}
    assert "data-fb-index" not in body(site, "history/")
