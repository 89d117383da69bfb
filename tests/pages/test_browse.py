"""All records by facet: each stands on the page of each of its values, and on no page that it should not."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from forgebook.pages import browse
from forgebook.pipeline import Site
from support.building import Built, Project
from support.sites import records, site_of, with_public, write

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"
ROW = re.compile(r'<li><span class="fb-when">.*?</span><span class="fb-grow"><a href="([^"]+)">', re.S)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    copy = tmp_path_factory.mktemp("browse") / "demand-model"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    return site_of(copy)


def bodies(site: Site) -> dict[str, str]:
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith("browse/")}


def rows(html: str) -> list[str]:
    """The addresses that a page lists."""
    return [unescape(link).replace("../", "") for link in ROW.findall(html)]


def test_every_record_stands_on_the_page_of_each_of_its_values(example: Site) -> None:
    pages = {address: set(rows(html)) for address, html in bodies(example).items()}
    graph = example.graph
    assert len(graph.records) > 200
    for record in graph.records.values():
        assert record.address in pages[f"browse/kind/{record.kind}/"], record.ref
        for area in record.fields.area:
            assert record.address in pages[f"browse/area/{graph.get(area).id}/"], record.ref
    for year in (2023, 2024, 2025):
        decided = {r.address for r in graph.of("decision") if r.f.decided and r.f.decided.year == year}
        assert decided <= pages[f"browse/year/{year}/"] | pages["browse/status/deprecated/"]
    for decision in graph.of("decision"):
        word = graph.status(decision).word.replace(" ", "-")
        assert decision.address in pages[f"browse/status/{word}/"]


def test_the_first_page_leads_to_every_other_with_its_count(example: Site) -> None:
    pages = bodies(example)
    told = {
        f"browse/{link}": int(count)
        for link, count in re.findall(r'class="fb-chip" href="([^"]+)">[^<]*\((\d+)\)</a>', pages["browse/"])
    }
    assert set(told) == {address for address in pages if address != "browse/"}
    assert told == {address: len(rows(pages[address])) for address in told}


def test_the_file_behind_the_filter_says_the_same(example: Site) -> None:
    (file,) = [file for file in example.data() if file.address == browse.INDEX]
    index = json.loads(file.content)
    pages = bodies(example)
    assert len(index["rows"]) == len(example.graph.records)
    for place, (name, values) in enumerate(index["facets"]):
        for number, (key, *_) in enumerate(values):
            told = [row[2] for row in index["rows"] if number in ([row[5 + place]], row[5 + place])[
                isinstance(row[5 + place], list)]]  # fmt: skip
            assert sorted(told) == sorted(rows(pages[f"browse/{name}/{key}/"])), (name, key)


def test_many_rows_stand_on_several_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "PAGE", 4)
    terms = {f"glossary/t{n}.yml": {"title": f"Term {n}", "meaning": "A word", "area": "a/b"} for n in range(9)}
    site = site_of(write(tmp_path, records({**terms, "areas/a/b.yml": {"title": "B"}, "areas/a.yml": {"title": "A"}})))
    pages = bodies(site)
    parts = [pages[f"browse/kind/term/{tail}"] for tail in ("", "~2/", "~3/")]
    assert [len(rows(part)) for part in parts] == [4, 4, 1]
    assert 'rel="next"' in parts[0]
    assert 'rel="prev"' in parts[2]
    assert "here 5 to 8" in parts[1]
    assert {"browse/area/a/", "browse/area/a/b/", "browse/area/a/b/~2/"} <= set(pages)


def test_a_public_site_lists_what_may_show_alone(tmp_path: Path) -> None:
    shown = {"decisions/anchor.yml": {"title": "Drop anchor", "status": "accepted", "decided": "2025-01-01"}}
    hidden = {
        "decisions/zebra.yml": {"title": "Zebrawood", "status": "rejected", "decided": "2019-01-01", "area": "zebu"},
        "areas/zebu.yml": {"title": "Zebrawood area"},
    }
    site = site_of(write(tmp_path, records({**with_public(shown), **hidden})), visibility="public")
    pages = bodies(site)
    assert set(pages) == {"browse/", "browse/kind/decision/", "browse/status/in-force/", "browse/year/2025/"}
    said = "".join(pages.values()) + "".join(file.content.decode() for file in site.data())
    assert "Drop anchor" in said
    assert "ebrawood" not in said
    assert "2019" not in said


def test_without_records_there_is_nothing_to_browse(tmp_path: Path) -> None:
    site = site_of(write(tmp_path, {"records/project.yml": {"name": "Harbour"}}))
    assert bodies(site) == {}
    assert list(site.data()) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    copy = tmp_path_factory.mktemp("built") / "demand-model"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    return Project(copy).build(strict=True)


def words_of(text: str) -> str:
    """Words as a search compares them."""
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>|\[\[[^|\]]*\|?|\]\([^)]*\)", " ", unescape(text)).casefold()))


def test_the_search_finds_every_record_by_title_summary_and_text(built: Built, example: Site) -> None:
    found = {address: words_of(text) for address, text in built.search().items()}
    missing = []
    for record in example.graph.records.values():
        page = found.get(record.address.partition("#")[0], "")
        if record.kind == "deployment":  # an entry of its environment's page, which says what went there and when
            release = example.graph.get(record.fields.release)
            there = found[f"environments/{record.fields.environment}/"]
            said = [release.title if release else record.fields.version, str(record.fields.at)[:10]]
            missing += [f"{record.ref}: {word}" for word in said if words_of(word) not in there]
            continue
        missing += [f"{record.ref} title"] if words_of(record.title) not in page else []
        texts = [record.fields.summary, *(text for _, text in texts_of(record.fields))]
        if record.kind == "handover":
            texts = texts[:1]  # its reason is a choice, told in other words
        for text in filter(None, texts):
            longest = max(words_of(text.split("\n")[0]).split() or [""], key=len)
            missing += [f"{record.ref}: {longest}"] if longest not in page else []
    assert missing == []


def texts_of(fields: object) -> list[tuple[str, str]]:
    """The texts that a reader of the record's page sees."""
    names = (
        "context", "outcome", "confirmation", "highlights", "upgrade", "goal", "statement", "need", "reason",
        "alternative", "why", "purpose", "duties", "description", "about", "meaning", "detail", "workaround",
    )  # fmt: skip
    return [(name, text) for name in names if isinstance(text := getattr(fields, name, None), str)]


def test_pages_that_only_lead_on_are_not_found_themselves(built: Built) -> None:
    assert not [address for address in built.search() if re.match(r"browse/|history/\d|history/on/", address)]
