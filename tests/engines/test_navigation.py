"""Where our pages stand in the site's navigation."""

from __future__ import annotations

from support.building import Project

PAGES = {"docs/about.md": "# About us\n", "docs/guide/start.md": "# Start\n"}
OURS = ("History", "Decisions")
UNUSED = {"Releases": "releases/", "Retros": "retros/", "Glossary": "glossary/"}


def words(entries: list[tuple[str, str]]) -> list[str]:
    return [entry[0] for entry in entries]


def test_without_a_nav_we_make_one(project: Project) -> None:
    shown = words(project.write(PAGES).build(strict=True).navigation())
    assert shown[0] == "Home"
    assert set(OURS) <= set(shown)
    assert shown.index("Decisions") < shown.index("About us") < shown.index("Start")


def test_what_has_no_records_yet_teaches_outside_of_the_navigation(project: Project) -> None:
    site = project.build(strict=True)
    assert set(UNUSED) & set(words(site.navigation())) == set()
    for label, address in UNUSED.items():
        assert "forgebook new" in site.html(address)
        assert f'href="../{address}">{label}</a>' in site.html("browse/")


def test_a_project_without_records_shows_all_that_can_be_kept(project: Project) -> None:
    for path in sorted((project.root / "records").rglob("*.yml")):
        if path.name != "project.yml":
            path.unlink()
    assert set(UNUSED) <= set(words(project.build().navigation()))


def test_record_pages_stand_outside(project: Project) -> None:
    site = project.build()
    assert "decisions/" in [link for _, link in site.navigation()]
    assert not [link for _, link in site.navigation() if "berth-by-tide" in link]
    assert "Berth by tide" in site.html("decisions/berth-by-tide/")


def test_at_the_entry(project: Project) -> None:
    project.write(PAGES).configure(nav=[{"First": "about.md"}, "forgebook", {"Last": "guide/start.md"}])
    site = project.build(strict=True)
    shown = words(site.navigation())
    assert shown.index("First") < shown.index("Decisions") < shown.index("Last")
    assert "FB122" not in site.log


def test_at_a_nested_entry(project: Project) -> None:
    nav = [{"About": ["about.md", {"Records": "forgebook"}]}, {"Guide": ["guide/start.md"]}]
    project.write(PAGES).configure(nav=nav)
    site = project.build(strict=True)
    shown = words(site.navigation())
    assert shown.index("About us") < shown.index("Decisions") < shown.index("Start")
    assert "FB122" not in site.log
    assert ">\n    Records" in site.html("") or "Records" in site.html("")


def test_without_the_entry_at_the_end_with_advice(project: Project) -> None:
    project.write(PAGES).configure(nav=["about.md"])
    site = project.build(strict=True)
    shown = words(site.navigation())
    assert shown.index("About us") < shown.index("Decisions")
    assert "INFO forgebook: FB122" in site.log


def test_a_page_of_ours_named_in_the_nav_stands_there_alone_with_its_title(project: Project) -> None:
    project.write(PAGES).configure(nav=[{"What we settled": "decisions/index.md"}, "about.md", "forgebook"])
    shown = project.build(strict=True).navigation()
    assert shown[0] == ("What we settled", "decisions/")
    assert [link for _, link in shown].count("decisions/") == 1
    assert "Decisions" not in words(shown)


def test_a_hand_written_front_page_moves_home(project: Project) -> None:
    project.write({"docs/index.md": "# Welcome\n\nBy hand.\n"})
    site = project.build(strict=True)
    assert "By hand." in site.body("")
    assert "Plans berths" in site.body("overview/")
    assert site.navigation()[:2] == [("Home", "."), ("Overview", "overview/")]
    assert "docs/index.md is the front page: our home moves to overview/" in site.log


def test_a_moved_home_is_found_in_a_given_nav(project: Project) -> None:
    project.write({"docs/index.md": "# Welcome\n"}).configure(nav=[{"Welcome": "index.md"}, "forgebook"])
    assert project.build(strict=True).navigation()[:2] == [("Welcome", "."), ("Overview", "overview/")]
