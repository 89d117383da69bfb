"""Whole builds of small sites."""

from __future__ import annotations

import pytest

from support.building import BROKEN, EPOCH, PNG, Project

RECORD_PAGES = ["decisions/berth-by-tide/index.html", "decisions/one-queue/index.html"]
LATE = "title: Old\nstatus: accepted\ndecided: 2020-01-01\nreview_by: 2021-01-01\n"


def test_a_strict_build_passes_with_warnings_and_advice(project: Project) -> None:
    project.write({"records/decisions/old.yml": LATE})
    done = project.run("build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "records/decisions/old.yml:4:12 FB403" in done.stderr
    assert "1 warning" in done.stderr


def test_a_strict_build_fails_on_our_errors(project: Project) -> None:
    project.write({"records/decisions/bad.yml": "title: Bad\ncolour: red\n"})
    done = project.run("build", "--strict")
    assert done.returncode == 1
    assert "records/decisions/bad.yml:2:1 FB2" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_strict_the_rest_of_the_site_is_built(project: Project) -> None:
    project.write({"records/decisions/bad.yml": "title: [unclosed\n", "records/decisions/worse.yml": BROKEN})
    done = project.run("build")
    assert done.returncode == 0, done.stderr
    assert (project.root / "site/decisions/one-queue/index.html").is_file()
    assert not (project.root / "site/decisions/bad/index.html").exists()
    assert "records/decisions/bad.yml:" in done.stderr


@pytest.mark.parametrize("directory_urls", [True, False])
def test_with_and_without_directory_addresses(project: Project, directory_urls: bool) -> None:
    project.write({"docs/notes.md": "# Notes\n\nSee [[decision/one-queue|the queue]].\n"})
    project.configure(use_directory_urls=directory_urls)
    site = project.build(strict=True)
    ending = "" if directory_urls else "index.html"
    assert set(RECORD_PAGES) <= set(site.pages())
    assert f'href="../berth-by-tide/{ending}"' in site.body("decisions/one-queue/")
    notes, up = ("notes/", "../") if directory_urls else ("notes.html", "")
    assert f'<a href="{up}decisions/one-queue/{ending}">the queue</a>' in site.body(notes)


def test_with_tags_and_offline(project: Project) -> None:
    project.write(
        {
            "records/decisions/tagged.yml": "title: Tagged\nstatus: draft\ntags: [tides, night work]\n",
            "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
        }
    ).configure(plugins=["search", "tags", "offline"], use_directory_urls=False)
    site = project.build(strict=True)
    listing = site.body("tags.html")
    assert "night work" in listing
    assert 'href="decisions/tagged/index.html"' in listing
    assert "zebrawood" in (site.folder / "search/search_index.js").read_text(encoding="utf-8").lower()


def test_twice_with_one_plugin_instance_gives_the_same_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    first = project.build("first").contents()
    assert first == project.build("second").contents()
    project.write({"records/decisions/third.yml": "title: Third\nstatus: draft\n"})
    third = project.build("second")
    assert "decisions/third/index.html" in third.contents()
    (project.root / "records/decisions/third.yml").unlink()
    assert first == project.build("second").contents()


def test_search_finds_title_summary_and_text(project: Project) -> None:
    found = project.build().search()
    for words in ("Berth by tide", "Deep ships first", "Zebrawood pilots"):
        assert words in found["decisions/berth-by-tide/"]


def test_former_addresses_lead_to_the_page(project: Project) -> None:
    moved = project.build().html("decisions/single-line/")
    assert 'http-equiv="refresh" content="0; url=../one-queue/"' in moved


def test_pictures_beside_records_are_published(project: Project) -> None:
    project.write(
        {
            "records/decisions/shown.md": "---\nstatus: draft\n---\n# Shown\n\n## Context\n\n![Quay](img/quay.png)\n",
            "records/decisions/img/quay.png": PNG,
            "records/decisions/img/unused.png": PNG,
        }
    )
    site = project.build(strict=True)
    assert 'src="../../assets/records/records/decisions/img/quay.png"' in site.body("decisions/shown/")
    assert (site.folder / "assets/records/records/decisions/img/quay.png").read_bytes() == PNG
    assert not site.has("assets/records/records/decisions/img/unused.png")


def test_a_site_without_records_teaches(project: Project) -> None:
    for name in ("berth-by-tide", "one-queue"):
        (project.root / f"records/decisions/{name}.yml").unlink()
    site = project.build(strict=True)
    assert "No records yet" in site.body("")
    assert "records/decisions/" in site.body("")


def test_no_fact_is_fetched_and_no_font(project: Project) -> None:
    project.configure(repo_url="https://github.com/harbour/plan")
    config = project.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  font: false\n", ""), encoding="utf-8")
    site = project.build()
    for page in ("", "decisions/one-queue/", "404.html"):
        html = site.html(page)
        assert "github.com/harbour/plan" in html
        assert 'data-md-component="source"' not in html
        assert "fonts.g" not in html
    assert "Google" in site.log


def test_a_font_that_is_asked_for_stays(project: Project) -> None:
    project.configure(theme={"font": {"text": "Lato"}})
    assert "Lato" in project.build().html("")


def test_the_log_holds_no_control_characters_of_a_file(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    project.write({"records/decisions/bell.yml": 'title: Bell\nstatus: "\\e[31mloud\\a"\n'})
    with caplog.at_level("INFO"):
        project.build()
    told = [record.getMessage() for record in caplog.records if "FB204" in record.getMessage()]
    assert told
    assert not any("\x1b" in line or "\x07" in line for line in told)
