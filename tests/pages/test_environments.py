"""The pages of environments, and what was live where others tell of it: home, a release, the history of a day."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from forgebook.pages import environments, then
from forgebook.pipeline import Site
from support.sites import records, site_of, with_public, write

PROJECT: dict[str, Any] = {
    "name": "Harbour",
    "repositories": [{"id": "engine", "title": "Tide engine"}],
    "environments": [
        {"id": "live", "title": "Live & well", "purpose": "For *planners*", "order": 2, "per_line": "yes"},
        {"id": "dev", "order": 1}, {"id": "Test/Bed", "order": 0},
    ],
    "maintenance_lines": [{"id": "main"}, {"id": "lts"}],
}  # fmt: skip


def release(version: str, day: str, previous: str = "", **more: Any) -> dict[str, Any]:
    parts = [{"repository": "engine", "version": version, "commit": "a1"}]
    fields = {"version": version, "status": "released", "released_on": day, "maintenance_line": "main", **more}
    return {**fields, **({"previous": previous} if previous else {}), "components": parts}


RELEASES: dict[str, Any] = {
    "releases/v1.yml": release("v1", "2024-01-05"),
    "releases/v2.yml": release("v2", "2024-02-05", "v1"),
    "releases/v3.yml": release("v3", "2024-03-05", "v2"),
    "releases/v1.1.yml": release("v1.1", "2024-03-10", "v1", maintenance_line="lts"),
}


def event(what: str, at: str, outcome: str = "succeeded", environment: str = "live", **more: Any) -> dict[str, Any]:
    return {"environment": environment, "release": what, "at": at, "outcome": outcome, "visibility": "public", **more}


EVENTS = [
    event("v1", "2024-01-20"),
    event("v2", "2024-02-06T10:00Z", "failed", note="No *room*"),
    event("v2", "2024-02-06T15:00Z", by="person/nadia"),
    event("v2", "2024-02-08", "rolled_back"),
    event("v2", "2024-02-20"),
    event("v1.1", "2024-03-12", visibility="partner"),
    event("v3", "2024-03-06", environment="dev"),
    event("v1", "2023-12-30", environment="Test/Bed"),
]


def made(root: Path, visibility: str = "team", events: list[dict[str, Any]] | None = None) -> Site:
    files = {
        "project.yml": PROJECT,
        **with_public(RELEASES),
        "people/nadia.yml": {"title": "Nadia Kanari"},
        "deployments/all.yml": EVENTS if events is None else events,
    }
    files["releases/v1.1.yml"]["visibility"] = "partner"
    return site_of(write(root, records(files)), visibility=visibility)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("environments"))


def body(site: Site, address: str) -> str:
    return site.body(next(view for view in site.views() if view.address == address)).html


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" ,", ",").replace(" .", ".")


def test_every_deployment_stands_where_its_address_says(site: Site) -> None:
    addresses = [record.address for record in site.graph.of("deployment")]
    assert len(set(addresses)) == len(EVENTS)
    for address in addresses:
        page, _, anchor = address.partition("#")
        assert body(site, page).count(f'id="{anchor}"') == 1, address
    assert "environments/test-bed/2023/#2023-12-30-v1" in addresses


def test_pages_by_environment_and_year(site: Site) -> None:
    found = [view.address for view in site.views() if view.address.startswith("environments/")]
    assert found == [
        "environments/", "environments/live/", "environments/live/2024/", "environments/dev/",
        "environments/dev/2024/", "environments/test-bed/", "environments/test-bed/2023/",
    ]  # fmt: skip


def test_the_front_page_tells_what_is_live_since_when_and_how_far_behind(site: Site) -> None:
    said = words(body(site, "environments/"))
    assert "Live & well · main v2 live since 2024-02-20" in said
    assert "1 release behind The newest is v3, 29 days younger." in said
    assert "Live & well · lts v1.1 live since 2024-03-12" in said
    assert "Tide engine v2 1 version behind since 2024-02-20" in said
    rolled = said[said.index("Failed or rolled back") : said.index("Latest deployments")]
    assert "v2 to Live & well v1 is live again rolled back" in rolled
    assert "No room failed" in rolled
    assert "<em>room</em>" in body(site, "environments/")


def test_a_page_of_an_environment_tells_what_was_live_when(site: Site) -> None:
    said = words(body(site, "environments/live/"))
    assert "For planners" in said
    assert "2024-02-20 v2 main" in said
    assert "2024-02-08 v1 main back after a rollback until 2024-02-20, 12 days" in said
    assert "2024-02-06 v2 main until 2024-02-08, 2 days" in said
    assert "by Nadia Kanari" in said
    assert "Deployments in 2024" in said


def test_the_file_for_the_script_tells_every_day(site: Site) -> None:
    (file,) = [file for file in site.data() if file.address == environments.INDEX]
    told = dict(json.loads(file.content))
    assert [row[:1] + row[2:] for row in told["Live & well"]] == [
        ["v1.1", "2024-03-12", 0, 0, "lts"],
        ["v2", "2024-02-20", 0, 0, "main"],
        ["v1", "2024-02-08", "2024-02-20", 0, "main"],
        ["v2", "2024-02-06", "2024-02-08", 0, "main"],
        ["v1", "2024-01-20", "2024-02-06", 0, "main"],
    ]


TABLE = {
    "2024-01-04": "", "2024-01-05": "v1 out", "2024-01-19": "v1 out", "2024-01-20": "v1 live",
    "2024-02-05": "v1 live", "2024-02-06": "v2 live", "2024-02-08": "v1 live", "2024-02-20": "v2 live",
    "2024-03-06": "v2 live", "2024-03-10": "v1.1 out v2 live", "2024-03-12": "v1.1 live v2 live",
}  # fmt: skip


@pytest.mark.parametrize("day", TABLE)
def test_the_history_of_a_day_tells_what_was_live_once_that_is_recorded(site: Site, day: str) -> None:
    (file,) = [file for file in site.data() if file.address == then.INDEX]
    rows = [
        row for row in json.loads(file.content)["release"]
        if (not row[2] or day >= row[2]) and (not row[3] or day < row[3])
    ]  # fmt: skip
    newest = {row[5]: row for row in reversed(rows)}
    said = [f"{row[0]} {'live' if row[6:] else 'out'}" for _, row in sorted(newest.items())]
    assert " ".join(said) == TABLE[day]


def test_the_page_of_a_month_says_live(site: Site) -> None:
    assert "v2 live" in words(body(site, "history/2024/02/"))
    assert "Live release" in words(body(site, "history/2024/02/"))
    march = words(body(site, "history/2024/03/"))
    assert "v1.1 and v2 live" in march or "v2 and v1.1 live" in march


def test_home_and_releases_tell_what_is_live_now(site: Site) -> None:
    home = body(site, "")
    card = words(home[home.index("Live now") :])
    assert card.startswith("Live now v2 main, since 2024-02-20 1 release behind v1.1 lts, since 2024-03-12")
    assert "Live now v2" in words(body(site, "releases/"))
    page = words(body(site, "releases/v2/"))
    assert "Where it is live 2024-02-20 Live & well main" in page
    assert "until 2024-02-08, 2 days" in page
    assert "It is live nowhere now." not in page
    assert "Where it is live" in words(body(site, "releases/v1/"))
    assert "Deployments" not in page.partition("Related")[2]


def test_events_of_deployments_are_in_the_history(site: Site) -> None:
    said = words(body(site, "history/2024/"))
    assert "2024-02-06 v2 failed to deploy in Live & well" in said
    assert "2024-02-08 v2 rolled back in Live & well" in said
    assert "2024-02-20 v2 deployed to Live & well" in said


def test_without_deployments_nothing_changes_but_a_page_that_teaches(tmp_path: Path) -> None:
    site = made(tmp_path, events=[])
    assert "forgebook deploy record --environment Test/Bed" not in body(site, "environments/")
    assert "forgebook deploy record --environment live --release" in body(site, "environments/")
    assert all(view.nav is None for view in site.views() if view.address == "environments/")
    assert "Newest release" in body(site, "")
    assert not [file for file in site.data() if file.address == environments.INDEX]


def test_an_environment_of_a_filtered_site_shows_what_its_readers_may_see(tmp_path: Path) -> None:
    public = made(tmp_path, "public")
    whole = "".join(public.body(view).html for view in public.views())
    data = b"".join(file.content for file in public.data()).decode()
    for secret in ("v1.1", "Kanari", "2024-03-12"):
        assert secret not in whole, secret
        assert secret not in data, secret
    assert "Live &amp; well · main" in body(public, "environments/")
    assert "a team member" in body(public, "environments/live/")


def test_a_filtered_site_does_not_name_environments_that_show_nothing(tmp_path: Path) -> None:
    secret = [{key: value for key, value in entry.items() if key != "visibility"} for entry in EVENTS]
    public = made(tmp_path, "public", secret)
    assert not [view for view in public.views() if view.address.startswith("environments/")]
    assert not [file for file in public.data() if file.address == environments.INDEX]
    some = made(tmp_path, "public", [*secret[1:], event("v1", "2024-01-20")])
    assert "Bed" not in body(some, "environments/")
    assert "dev" not in words(body(some, "environments/"))


def test_many_deployments_make_a_page_a_year(tmp_path: Path) -> None:
    events = [
        event(f"v{1 + n % 3}", f"{2020 + n // 250}-{1 + n // 25 % 10:02}-{1 + n % 25:02}T0{n % 7}:00Z")
        for n in range(1000)
    ]
    site = made(tmp_path, events=events)
    assert len([view for view in site.views() if view.address.startswith("environments/")]) == 6
    front, page = body(site, "environments/"), body(site, "environments/live/")
    assert len(front) < 12_000
    assert "These are 40 of 1000 deployments." in words(page)
    assert body(site, "environments/live/2021/").count("<li id=") == 250
