"""Pages of comparisons and trains."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forgebook.core.settings import SiteSettings
from forgebook.pages.trains import LONGEST, WIDEST
from forgebook.pipeline import Site, load_project, make_site
from support.lines import HARBOUR, files_of, release
from support.sites import AS_OF, write


def site_of(root: Path, files: dict[str, Any], visibility: str = "team") -> Site:
    write(root, files)
    settings = SiteSettings(root, root / "records", AS_OF, visibility)
    return make_site(load_project(settings, git=False), settings)


def pages(site: Site, folder: str) -> dict[str, str]:
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith(folder)}


def test_every_step_has_a_page_and_ids_keep_their_slashes(tmp_path: Path) -> None:
    found = pages(site_of(tmp_path, HARBOUR), "compare/")
    assert set(found) == {
        "compare/", "compare/1.0..1.1/", "compare/1.1..2.0/", "compare/2.0..2.1/", "compare/2.1..2.2/",
        "compare/1.1..1.2/", "compare/1.2..1.3/", "compare/2.2..3.0/", "compare/charts/1.0..charts/1.1/",
    }  # fmt: skip
    deep = found["compare/charts/1.0..charts/1.1/"]
    assert 'href="../../../../releases/charts/1.1/#ink"' in deep
    assert "Charts 1.0 → Charts 1.1" in deep


def test_a_step_to_a_planned_release_and_to_a_withdrawn_one(tmp_path: Path) -> None:
    found = pages(site_of(tmp_path, HARBOUR), "compare/")
    assert "is not out yet</b>" in found["compare/2.2..3.0/"]
    assert "No change is listed for this step." in found["compare/2.2..3.0/"]
    assert "was withdrawn on" in found["compare/2.0..2.1/"]
    assert "was withdrawn on" in found["compare/2.1..2.2/"]


def test_the_file_for_any_two_holds_only_what_its_reader_may_see(tmp_path: Path) -> None:
    files = json.loads(json.dumps(HARBOUR))
    files["records/releases/1.3.yml"]["visibility"] = "team"
    told = {}
    for visibility in ("team", "public"):
        site = site_of(tmp_path, files, visibility)
        told[visibility] = {file.address: file.content.decode() for file in site.data()}["compare/releases.json"]
    assert "Moss" in told["team"]
    assert "Lamps shine" in told["team"]
    assert "Moss" not in told["public"]
    assert "Lamps" not in told["public"]
    assert '"1.3"' not in told["public"]
    assert len(json.loads(told["public"])["releases"]) == len(json.loads(told["team"])["releases"]) - 1


def test_one_release_alone_has_nothing_to_compare(tmp_path: Path) -> None:
    site = site_of(tmp_path, files_of({"1": release("1")}))
    assert pages(site, "compare/") == {}
    assert [file.address for file in site.data() if file.address.startswith("compare/")] == []


def of(count: int, version: str = "1") -> list[dict[str, str]]:
    return [{"repository": f"r{n}", "version": version, "commit": "a" * 40} for n in range(count)]


def train(count: int, repositories: int, **more: Any) -> dict[str, Any]:
    project = {"name": "X", "repositories": [{"id": f"r{n}"} for n in range(repositories)]}
    releases = {
        f"{n}": release(f"1.{n}", f"{n - 1}" if n else None, train="Loop Line",
                        released_on=f"20{10 + n // 12:02}-{n % 12 + 1:02}-01",
                        components=of(repositories), **more)
        for n in range(count)
    }  # fmt: skip
    return {**files_of(releases), "records/project.yml": project}


def test_a_small_train_is_a_table_with_a_cell_for_each_repository(tmp_path: Path) -> None:
    found = pages(site_of(tmp_path, train(3, 2)), "trains/")
    assert set(found) == {"trains/", "trains/loop-line/"}
    page = found["trains/"]
    assert page.count("<td data-label") == 6
    assert page.count("new</small></span></td>") == 2, "the first release brought both"
    assert page.count("since <a") == 4


def test_a_long_train_has_a_page_a_year(tmp_path: Path) -> None:
    found = pages(site_of(tmp_path, train(LONGEST + 2, 2)), "trains/")
    assert set(found) == {
        "trains/", "trains/loop-line/", "trains/loop-line/2012/", "trains/loop-line/2011/", "trains/loop-line/2010/",
    }  # fmt: skip
    assert found["trains/loop-line/2011/"].count('<th scope="row">') == 12
    assert 'aria-current="page">2011' in found["trains/loop-line/2011/"]


def test_a_wide_train_is_told_by_repository(tmp_path: Path) -> None:
    page = pages(site_of(tmp_path, train(3, WIDEST + 1)), "trains/")["trains/"]
    assert page.count("<tr data-fb-item>") == WIDEST + 1
    assert page.count('<td data-label="Since"><a') == WIDEST + 1


def test_without_a_train_there_is_no_page(tmp_path: Path) -> None:
    assert pages(site_of(tmp_path, HARBOUR), "trains/") == {}
