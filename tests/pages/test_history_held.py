"""What held on a day: held against a table by hand, and never false where something is hidden."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.timeline import Held
from forgebook.pages import then
from forgebook.pipeline import Site
from support.sites import records, site_of, with_public, write

DECISIONS: dict[str, dict[str, Any]] = {
    "oak": {"title": "Oak", "status": "accepted", "decided": "2024-01-10"},
    "pine": {"title": "Pine", "status": "accepted", "decided": "2024-02-10"},
    "fir": {"title": "Fir", "status": "accepted", "decided": "2024-05-20", "supersedes": ["pine"]},
    "elm": {"title": "Elm", "status": "proposed", "created": "2024-03-01", "supersedes": ["oak"]},
    "ash": {"title": "Ash", "status": "deprecated", "decided": "2024-01-15", "ended": "2024-06-01"},
    "yew": {"title": "Yew", "status": "deprecated", "decided": "2024-03-03"},
    "birch": {"title": "Birch", "status": "rejected", "decided": "2024-01-20"},
    "alder": {"title": "Alder", "status": "accepted", "decided": "2024-04-01", "partly_supersedes": ["oak"]},
    "larch": {"title": "Larch", "status": "accepted", "decided": "2024-07-01", "supersedes": ["fir"]},
    "rowan": {"title": "Rowan", "status": "accepted", "decided": "2024-08-01", "supersedes": ["fir"]},
}
OTHERS: dict[str, dict[str, Any]] = {
    "releases/v1.yml": {"version": "v1", "status": "released", "released_on": "2024-02-01"},
    "releases/v2.yml": {"version": "v2", "status": "withdrawn", "released_on": "2024-04-10",
                        "withdrawn": {"date": "2024-04-20", "reason": "Wrong"}},
    "releases/v3.yml": {"version": "v3", "status": "planned", "planned_on": "2024-05-01"},
    "releases/old.yml": {"version": "old", "product": "Ferry", "status": "released", "released_on": "2024-01-05"},
    "sprints/s1.yml": {"title": "S1", "start": "2024-03-04", "end": "2024-03-29", "recovery_until": "2024-04-05"},
}  # fmt: skip
ALL: dict[str, Any] = {**{f"decisions/{id_}.yml": fields for id_, fields in DECISIONS.items()}, **OTHERS}

TABLE = {
    "2024-01-09": ("", "", "old", ""),
    "2024-01-10": ("oak", "", "old", ""),
    "2024-02-10": ("oak pine ash", "", "old v1", ""),
    "2024-03-31": ("oak pine ash", "yew", "old v1", "s1"),
    "2024-04-05": ("oak pine ash alder", "yew", "old v1", "s1"),
    "2024-04-06": ("oak pine ash alder", "yew", "old v1", ""),
    "2024-04-10": ("oak pine ash alder", "yew", "old v2", ""),
    "2024-04-20": ("oak pine ash alder", "yew", "old v1", ""),
    "2024-05-19": ("oak pine ash alder", "yew", "old v1", ""),
    "2024-05-20": ("oak fir ash alder", "yew", "old v1", ""),
    "2024-05-31": ("oak fir ash alder", "yew", "old v1", ""),
    "2024-06-01": ("oak fir alder", "yew", "old v1", ""),
    "2024-07-01": ("oak alder larch", "yew", "old v1", ""),
    "2024-09-09": ("oak alder larch rowan", "yew", "old v1", ""),
}
"""By day: in force, not known, newest releases out, sprints."""


def made(root: Path, files: dict[str, Any], visibility: str = "team") -> Site:
    project = {"project.yml": {"name": "Harbour"}}
    return site_of(write(root, records({**project, **files})), visibility=visibility)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("held"), ALL)


def by_script(site: Site, day: str) -> tuple[set[str], set[str], set[str], set[str]]:
    """The same rules as the script has, on the same file."""
    (file,) = [file for file in site.data() if file.address == then.INDEX]
    held = json.loads(file.content)

    def on(row: list[Any]) -> bool | None:
        if (row[3] and day >= row[3]) or (row[2] and day < row[2]):
            return False
        return None if not row[2] or (row[4] and not row[3]) else True

    def ids(kind: str, answer: bool | None) -> list[list[Any]]:
        return [row for row in held[kind] if on(row) is answer]

    newest = {row[5]: row for row in reversed(ids("release", True))}
    rows = (ids("decision", True), ids("decision", None), list(newest.values()), ids("sprint", True))
    found = [{row[1].rstrip("/").rpartition("/")[2] for row in part} for part in rows]
    return found[0], found[1], found[2], found[3]


@pytest.mark.parametrize("day", TABLE)
def test_what_held_on_a_day(site: Site, day: str) -> None:
    assert by_script(site, day) == tuple(set(words.split()) for words in TABLE[day])


def parts(site: Site, month: str) -> dict[str, set[str]]:
    """By heading, the ids that the page of a month lists."""
    address = f"history/{month.replace('-', '/')}/"
    html = site.body(next(view for view in site.views() if view.address == address)).html
    found: dict[str, set[str]] = {}
    for id_, rest in re.findall(r'<h2 id="([^"]+)">.*?</h2>(.*?)(?=<h2|<p class="fb-asof|\Z)', html, re.S):
        found[id_] = {unescape(link) for link in re.findall(r'<li>.*?href="[^"]*?/([^/"]+)/"', rest, re.S)}
    return found


@pytest.mark.parametrize("month", ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06", "2024-07"])
def test_the_page_of_a_month_tells_its_last_day(site: Site, month: str) -> None:
    last = {"01": 31, "02": 29, "03": 31, "04": 30, "05": 31, "06": 30, "07": 31}[month[-2:]]
    decisions, untold, releases, _ = by_script(site, f"{month}-{last}")
    page = parts(site, month)
    assert page.get("decisions", set()) == decisions
    assert page.get("untold", set()) == untold
    assert page.get("release", set()) == releases


def test_the_page_of_a_month_tells_what_went_and_what_ran(site: Site) -> None:
    assert parts(site, "2024-05")["gone"] == {"pine"}
    assert parts(site, "2024-06")["gone"] == {"ash"}
    assert parts(site, "2024-04")["sprint"] == {"s1"}
    assert "sprint" not in parts(site, "2024-05")


def test_months_without_a_change_have_no_page(site: Site) -> None:
    months = {view.address for view in site.views() if re.fullmatch(r"history/\d+/\d+/", view.address)}
    assert months == {f"history/2024/{month:02}/" for month in range(1, 9)}


def test_a_slip_in_a_date_makes_no_thousand_pages(tmp_path: Path) -> None:
    files = {**ALL, "decisions/slip.yml": {"title": "Slip", "status": "accepted", "decided": "0202-01-10"},
             "sprints/last.yml": {"start": "2024-10-01", "end": "9999-12-31"}}  # fmt: skip
    months = [v for v in made(tmp_path, files).views() if re.fullmatch(r"history/\d+/\d+/", v.address)]
    assert len(months) == 10


@pytest.mark.parametrize("day", ["2024-06-30", "2024-07-01", "2024-07-31", "2024-08-01", "2024-12-31"])
def test_a_hidden_successor_ends_it_on_the_same_day(tmp_path: Path, day: str) -> None:
    hidden = {"decisions/larch.yml", "releases/v2.yml"}
    shown = with_public({name: fields for name, fields in ALL.items() if name not in hidden})
    public = made(tmp_path, {**ALL, **shown}, "public")
    team = {id_ for id_ in by_script(public, day)[0] | {"larch"} if id_ != "larch"}
    full = by_script(made(tmp_path, {**ALL, **shown}), day)[0] - {"larch"}
    assert team == full
    assert "Larch" not in b"".join(file.content for file in public.data()).decode()


def test_an_accepted_decision_without_a_date_is_not_known_before_today(tmp_path: Path) -> None:
    site = made(tmp_path, {**ALL, "decisions/willow.yml": {"title": "Willow", "status": "accepted"}})
    assert "willow" in by_script(site, "2024-02-10")[1]
    assert "willow" in parts(site, "2024-02")["untold"]


def test_very_many_decisions_are_counted_and_the_newest_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(then, "MOST", 8)
    monkeypatch.setattr(then, "LEAST", 2)
    site = made(tmp_path, ALL)
    assert parts(site, "2024-08")["decisions"] == {"larch", "rowan"}
    html = site.body(next(view for view in site.views() if view.address == "history/2024/08/")).html
    assert "<b>4</b> decisions" in html
    assert "And 2 that were decided before" in html


def test_a_project_without_dates_has_no_such_pages(tmp_path: Path) -> None:
    site = made(tmp_path, {"areas/hull.yml": {"title": "Hull"}})
    assert not [view.address for view in site.views() if view.address.startswith("history/on")]
    assert then.INDEX not in {file.address for file in site.data()}


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (Held(date(2024, 1, 2)), [False, True, True]),
        (Held(date(2024, 1, 2), date(2024, 1, 3)), [False, True, False]),
        (Held(date(2024, 1, 2), over=True), [False, None, None]),
        (Held(None), [None, None, None]),
        (Held(None, date(2024, 1, 3), over=True), [None, None, False]),
    ],
)
def test_a_time(held: Held, expected: list[bool | None]) -> None:
    assert [held.on(date(2024, 1, day)) for day in (1, 2, 3)] == expected
