"""What is hidden is found nowhere in a partner or public site: pages, addresses, search, sitemap, charts, JSON."""

# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forgebook.core.schema import walk
from forgebook.pipeline.json_view import record_json
from support.canaries import CANARY, KINDS, Project, found_in
from support.sites import build, mkdocs_yml, site_of, write

Build = Callable[[str], Path]


@pytest.fixture(scope="module")
def project() -> Project:
    return Project()


@pytest.fixture(scope="module")
def root(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("aviary"), project.files)
    return write(folder, {"mkdocs.yml": mkdocs_yml(["tags", "forgebook/feeds"], nav=project.nav)})


@pytest.fixture(scope="module")
def built(root: Path) -> Build:
    known: dict[str, Path] = {}

    def of(visibility: str) -> Path:
        if visibility not in known:
            known[visibility] = build(root, f"site-{visibility}", visibility=visibility)
        return known[visibility]

    return of


def told(seen: dict[str, set[str]], project: Project) -> list[str]:
    """Leaks in words."""
    return [f"{word} ({project.aviary.places[word]}) in {', '.join(sorted(files)[:3])}" for word, files in seen.items()]


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_no_canary_in_a_filtered_site(visibility: str, built: Build, project: Project) -> None:
    assert told(found_in(built(visibility)), project) == []


def test_the_team_sees_them(built: Build, project: Project) -> None:
    """The control: canaries of every kind are in the team's site, so that the test above can fail."""
    seen = found_in(built("team"))
    for kind in KINDS:
        assert project.hidden[kind] in seen, kind
    assert len(seen) > len(project.aviary.places) * 0.5
    assert set(project.page_titles) <= set(seen)


def test_addresses_of_people_are_never_published(built: Build, project: Project) -> None:
    emails = {word for word, place in project.aviary.places.items() if "emails" in place}
    assert emails
    assert not emails & set(found_in(built("team")))


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_what_is_visible_is_still_there(visibility: str, built: Build, project: Project) -> None:
    site = built(visibility)
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    for ref in project.visible:
        assert any(
            ref.partition("/")[2] in path.as_posix() or ref.partition("/")[2] in text for path, text in pages.items()
        ), ref
    page = pages[site / "decisions/shown-decision-to-hidden/index.html"]
    for words in ("vizible", "kept words", "internal record"):
        assert words in page
    assert "Robin vizible" in pages[site / "people/robin-vizible/index.html"]
    assert (
        "Model lead" in pages[site / "decisions/anchor/index.html"]
        or "Model lead" in pages[site / "roles/lead/index.html"]
    )
    assert "Open vizible page" in pages[site / "open/index.html"]
    assert (site / "img/used-by-both.png").is_file()
    assert "Shown vizible" in pages[site / "adr/0002-shown/index.html"]


def test_partner_pages_show_for_partners_alone(built: Build) -> None:
    assert (built("partner") / "guide/partner/index.html").is_file()
    assert not (built("public") / "guide/partner").exists()


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_no_canary_in_the_filtered_graph(visibility: str, root: Path, project: Project) -> None:
    graph = site_of(root, visibility=visibility).graph
    for record in graph.records.values():
        for leaf in walk(record.fields):
            assert not CANARY.search(leaf.value), (record.ref, leaf.path, leaf.value)
    named = [*graph.records, *graph.aliases, *graph.anchors, *graph.by_path, *graph.soft_names]
    assert not CANARY.search(" ".join(named))
    said = json.dumps([record_json(record, graph) for record in graph.records.values()])
    assert {word: project.aviary.places[word] for word in CANARY.findall(said)} == {}
    assert not CANARY.search(graph.project.model_dump_json())


def test_the_full_graph_is_not_changed(root: Path) -> None:
    site = site_of(root, visibility="public")
    full = site_of(root).graph
    same = site.project.graph
    assert {r.ref: r.fields for r in same.records.values()} == {r.ref: r.fields for r in full.records.values()}


LEVELS = {
    "records/project.yml": {"name": "Levels"},
    "records/decisions/a-team.yml": {"title": "Decided by teamers", "status": "accepted"},
    "records/decisions/a-partner.yml": {"title": "Decided by partners", "status": "accepted", "visibility": "partner"},
    "records/decisions/a-public.yml": {"title": "Decided in public", "status": "accepted", "visibility": "public"},
}


@pytest.mark.parametrize(
    ("visibility", "shown"),
    [("team", {"a-team", "a-partner", "a-public"}), ("partner", {"a-partner", "a-public"}), ("public", {"a-public"})],
)
def test_levels(visibility: str, shown: set[str], tmp_path: Path) -> None:
    graph = site_of(write(tmp_path, LEVELS), visibility=visibility).graph
    assert {record.id for record in graph.of("decision")} == shown


def test_default_visibility_of_the_project(tmp_path: Path) -> None:
    write(tmp_path, {**LEVELS, "records/project.yml": {"name": "Levels", "default_visibility": "public"}})
    graph = site_of(tmp_path, visibility="public").graph
    assert {record.id for record in graph.of("decision")} == {"a-team", "a-public"}


MISTAKES = {
    "a wrong word": {"visibility": "taem"},
    "a misspelt field": {"visibilty": "team"},
    "another letter case": {"Visibility": "team"},
    "a list": {"visibility": ["team"]},
    "nothing": {"visibility": None},
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_visibility_hides(mistake: str, tmp_path: Path) -> None:
    """A slip must not publish what somebody meant to hide."""
    option = {"title": "Option of secrets", **MISTAKES[mistake]}
    write(
        tmp_path,
        {
            "records/project.yml": {"name": "Slips", "default_visibility": "public"},
            "records/decisions/a.yml": {"title": "Secret", "status": "draft", **MISTAKES[mistake]},
            "records/decisions/b.yml": {
                "title": "Open",
                "status": "draft",
                "visibility": "public",
                "options": [option],
            },
        },
    )
    graph = site_of(tmp_path, visibility="public").graph
    expected_hidden = mistake != "nothing"
    assert ("decision/a" not in graph.records) is expected_hidden
    assert (graph.records["decision/b"].f.options == []) is expected_hidden


def test_a_hidden_option_is_not_named_as_the_chosen_one(tmp_path: Path) -> None:
    options = [{"title": "Option of secrets", "visibility": "team"}, {"title": "Other"}]
    decision = {
        "title": "D",
        "status": "accepted",
        "visibility": "public",
        "options": options,
        "chosen": "Option of secrets",
    }
    write(tmp_path, {"records/decisions/d.yml": decision})
    assert "secrets" not in str(site_of(tmp_path, visibility="public").graph.records["decision/d"].fields)


def test_items_inside_hidden_items_cannot_be_linked(tmp_path: Path) -> None:
    release = {
        "version": "1", "status": "planned", "visibility": "public",
        "changes": [{"kind": "added", "summary": "S", "id": "outer", "visibility": "team", "action": [{"id": "inner", "text": "T"}]}],
    }  # fmt: skip
    role = {"title": "R", "visibility": "public", "start_here": ["release/v1#inner", "release/v1#outer", "release/v1"]}
    write(tmp_path, {"records/releases/v1.yml": release, "records/roles/r.yml": role})
    graph = site_of(tmp_path, visibility="public").graph
    assert graph.records["role/r"].f.start_here == ["release/v1"]


def test_links_between_visible_records_stay(tmp_path: Path) -> None:
    """Files lead nowhere on a public site, so a link to a visible record's file becomes a link to the record."""
    text = "[the other](b.yml) and [it][l] and [[decision/b]] and https://example.org/README.md\n\n[l]: b.yml\n"
    write(
        tmp_path,
        {
            "records/decisions/a.yml": {"title": "A", "status": "draft", "visibility": "public", "context": text},
            "records/decisions/b.yml": {"title": "B", "status": "draft", "visibility": "public"},
        },
    )
    site = site_of(tmp_path, visibility="public")
    view = next(view for view in site.views() if view.address == "decisions/a/")
    html = site.body(view).html
    assert 'href="../b/">the other</a>' in html
    assert 'href="../b/">it</a>' in html
    assert "example.org/README.md" in html
    assert "b.yml" not in html


def test_code_that_only_looks_like_a_link_stays(tmp_path: Path) -> None:
    text = "Run `[[ -f x ]] && ls`:\n\n```\nif [[ $a == b ]]; then\n```\n"
    decision = {"title": "A", "status": "draft", "visibility": "public", "context": text}
    write(tmp_path, {"records/decisions/a.yml": decision})
    assert site_of(tmp_path, visibility="public").graph.records["decision/a"].f.context == text


def _git_lines(root: Path, own: dict[str, object] | None, built_for: str) -> Iterator[str]:
    repositories = [own] if own else []
    write(
        root,
        {
            "records/project.yml": {"name": "Evidence", "repositories": repositories},
            "records/decisions/a.yml": {"title": "A", "status": "draft", "visibility": "public"},
            "docs/open.md": "---\nvisibility: public\n---\n\n# Open\n",
            "mkdocs.yml": mkdocs_yml(repo_url="https://forge.example/crew/harbour", edit_uri="edit/main/docs/"),
        },
    )
    _commit(root)
    site = build(root, visibility=built_for)
    for path in site.rglob("*.html"):
        yield from path.read_text(encoding="utf-8").split("\n")


def _commit(root: Path) -> None:
    import subprocess

    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True)


@pytest.mark.parametrize(
    ("own", "visibility", "shown"),
    [
        (None, "public", False),
        ({"id": "own", "path": "."}, "public", False),
        ({"id": "own", "path": "../elsewhere", "public": "yes"}, "partner", False),
        ({"id": "own", "path": ".", "public": "yes"}, "public", True),
        (None, "team", True),
    ],
)
def test_evidence_needs_a_public_repository(
    own: dict[str, object] | None, visibility: str, shown: bool, tmp_path: Path
) -> None:
    text = "\n".join(_git_lines(tmp_path, own, visibility))
    for words in ("First recorded", "records/decisions/a.yml", "edit/main"):
        assert (words in text) is shown, words
