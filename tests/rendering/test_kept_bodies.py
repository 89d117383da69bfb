"""Bodies that are kept between builds: whatever changes, a page is what it would be if it were made anew."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Site, load_project, make_site
from support.sites import AS_OF, CONFIGS, EXTENSIONS

EXAMPLE = Path(__file__).parents[2] / "examples" / "demand-model"
Change = Callable[[Path], None]


def site(root: Path, visibility: str = "team", *, cached: bool = True, as_of: date = AS_OF, extra: str = "") -> Site:
    settings = SiteSettings(
        root, root / "records", as_of, visibility, True, docs=root / "docs", site_url="https://x.example/",
        repo_url="https://github.com/example/model", templates=root / "templates" if extra == "templates" else None,
        markdown_extensions=EXTENSIONS + ((extra,) if extra.startswith("pymdownx") else ()),
        extension_configs=CONFIGS, cache=root / ".cache" if cached else None,
    )  # fmt: skip
    return make_site(load_project(settings, git=False), settings)


def bodies(made: Site) -> dict[str, tuple[str, str, str]]:
    """By address, all that is made of a page, and for a site with a cache what the next build finds there."""
    found = {}
    for view in made.views():
        body = made.body(view)
        found[view.address] = body.html, repr(body.headings), repr(body.sections)
    made.save_cache()
    return found


def reused(made: Site) -> int:
    assert made.renderer.kept is not None
    return made.renderer.kept.reused


def edit(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, path
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def add(path: str, text: str) -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


def remove(path: str) -> Change:
    return lambda root: (root / path).unlink()


def rename(path: str, new: str) -> Change:
    def change(root: Path) -> None:
        (root / path).rename((root / path).with_name(new))

    return change


DECISION = "records/decisions/directly-standardise-rates.yml"
SUPERSEDING = (
    "title: Weight rates anew\nstatus: accepted\ndecided: 2025-11-01\nsupersedes: [directly-standardise-rates]\n"
)
CHANGES: dict[str, Change] = {
    "nothing": lambda root: None,
    "title of a record that others link to": edit(DECISION, "title: ", "title: Newly "),
    "status by another record": add("records/decisions/weight-anew.yml", SUPERSEDING),
    "a record goes": remove(DECISION),
    "a record gets another id": rename(DECISION, "standardise-directly.yml"),
    "an area's title": edit("records/areas/demand-engine.yml", "title: ", "title: All "),
    "a person's name": edit("records/people/pilar-echeverria.yml", "title: ", "title: Dr "),
    "an audience's title": edit("records/project.yml", "title: ", "title: The "),
    "a link that led nowhere leads somewhere": add(
        "records/decisions/nowhere-yet.yml", "title: Somewhere\nstatus: draft\n"
    ),
    "a record becomes visible": edit(DECISION, "title: ", "visibility: public\ntitle: "),
    "a contact to ask": add("records/teams/aaa.yml", "title: AAA\ncontact: aaa@x.example\n"),
}


ALL_PAGES = {"an audience's title", "a contact to ask"}
"""Changes of what all pages may rest on; each other one leaves pages as they were."""


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built once for each reader, with a link that leads nowhere yet."""
    root = tmp_path_factory.mktemp("kept") / "example"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("site", ".cache"))
    text = "title: Waiting\nstatus: draft\nvisibility: public\ncontext: See [[decision/nowhere-yet]].\n"
    add("records/decisions/waiting.yml", text)(root)
    for visibility in ("team", "public"):
        bodies(site(root, visibility))
    return root


@pytest.mark.parametrize("visibility", ["team", "public"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_page_is_as_if_it_were_made_anew(name: str, visibility: str, warm: Path) -> None:
    """In the very folder that was built, since what is kept rests on its name; it is put back before the next."""
    before = warm.with_name("before")
    if not before.exists():
        shutil.copytree(warm, before)
    try:
        CHANGES[name](warm)
        again = site(warm, visibility)
        found = bodies(again)
        assert found == bodies(site(warm, visibility, cached=False))
    finally:
        shutil.rmtree(warm)
        shutil.copytree(before, warm)
    if name == "nothing":
        assert reused(again) >= len(found) - 3  # the indexes with charts are drawn each time
    elif name not in ALL_PAGES:
        assert reused(again) > 10


def test_what_every_page_rests_on_makes_all_pages_anew(warm: Path) -> None:
    root = warm.with_name("salted")
    shutil.copytree(warm, root)
    bodies(site(root))
    bodies(site(root))
    tomorrow = site(root, as_of=AS_OF + timedelta(days=1))
    assert bodies(tomorrow) == bodies(site(root, as_of=AS_OF + timedelta(days=1), cached=False))
    assert reused(tomorrow) == 0


def test_a_changed_override_is_seen(warm: Path) -> None:
    root = warm.with_name("overridden")
    shutil.copytree(warm, root)
    add("templates/record_foot.html", "<p>First foot</p>")(root)
    bodies(site(root, extra="templates"))
    add("templates/record_foot.html", "<p>Second foot</p>")(root)
    shown = bodies(site(root, extra="templates"))
    assert "Second foot" in shown["decisions/directly-standardise-rates/"][0]
    assert not any("First foot" in html for html, _, _ in shown.values())


def test_a_template_that_asks_for_more_than_can_be_told_is_made_anew(warm: Path) -> None:
    root = warm.with_name("curious")
    shutil.copytree(warm, root)
    add("templates/record_foot.html", "<p>{{ graph.records | length }} records</p>")(root)
    bodies(site(root, extra="templates"))
    before = len(site(root).graph.records)
    add("records/decisions/one-more.yml", "title: One more\nstatus: draft\n")(root)
    shown = bodies(site(root, extra="templates"))
    assert f"<p>{before + 1} records</p>" in shown["decisions/directly-standardise-rates/"][0]


def test_a_picture_is_published_again(warm: Path) -> None:
    root = warm.with_name("pictured")
    shutil.copytree(warm, root)
    add("records/decisions/seen.yml", "title: Seen\nstatus: draft\ncontext: See ![x](seen.png).\n")(root)
    (root / "records/decisions/seen.png").write_bytes(b"one")
    for content in (b"one", b"two"):
        (root / "records/decisions/seen.png").write_bytes(content)
        made = site(root)
        assert 'src="' in bodies(made)["decisions/seen/"][0]
        assert content in {asset.content for asset in made.assets()}


def test_texts_of_kept_pages_stay_converted(warm: Path) -> None:
    """A kept page does not ask for its texts; they are wanted tomorrow, when all pages are made anew."""
    root = warm.with_name("texts")
    shutil.copytree(warm, root)
    bodies(site(root))
    stored = root / ".cache" / "markdown-team.json"
    before = json.loads(stored.read_text(encoding="utf-8"))["entries"]
    edit(DECISION, "title: ", "summary: Some *new* words\ntitle: ")(root)
    bodies(site(root))
    after = json.loads(stored.read_text(encoding="utf-8"))["entries"]
    assert len(before) > 50
    assert before.items() <= after.items()


def test_extensions_that_read_files_keep_nothing(warm: Path) -> None:
    assert site(warm).renderer.kept is not None
    assert site(warm, extra="pymdownx.snippets").renderer.kept is None


NAMED = """
from material.extensions.emoji import twemoji
from forgebook.rendering.markdown import MarkdownRenderer
print(MarkdownRenderer(["pymdownx.emoji"], {"pymdownx.emoji": {"emoji_index": twemoji}})._salt)
"""


def test_a_function_among_the_settings_is_the_same_in_the_next_process() -> None:
    """Else nothing that was converted is found again on a site with icons of the theme."""
    said = [subprocess.run([sys.executable, "-c", NAMED], capture_output=True, check=True).stdout for _ in range(2)]
    assert said[0] == said[1]
    assert b"twemoji" in said[0]
