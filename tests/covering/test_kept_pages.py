"""Pages that are kept between builds: one that shows cover follows the clones, and no other is made anew for it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Site, load_project, make_site
from support.repositories import GitRepository
from support.sites import write

DAY = date(2025, 6, 30)
FILES = {
    "records/project.yml": "name: Harbour\nrepositories: [{id: code, path: ../code}]\n",
    "records/people/ada.yml": "title: Ada Lind\n",
    "records/people/ben.yml": "title: Ben Moe\n",
    "records/areas/engine.yml": "title: Engine\nowner: person/ada\npaths: [{repository: code, globs: [engine/]}]\n",
    "records/areas/tools.yml": "title: Tools\nowner: person/ada\n",
    "records/decisions/one.yml": "title: One queue\nstatus: accepted\ndecided: 2025-05-01\narea: engine\n",
}


def commit(repository: GitRepository, who: str) -> None:
    repository.git("add", "-A")
    os.environ["GIT_COMMITTER_DATE"] = stamp = "2025-06-01T12:00:00Z"
    try:
        repository.git("commit", "-q", "-m", "work", f"--author={who} <{who[:3]}@example.org>", f"--date={stamp}")
    finally:
        del os.environ["GIT_COMMITTER_DATE"]


def built(root: Path) -> tuple[Site, dict[str, str], set[str]]:
    """The site, its bodies, and the addresses of those that were taken from the former build."""
    settings = SiteSettings(root, root / "records", DAY, cache=root / ".cache")
    made = make_site(load_project(settings, git=False, cover=True), settings)
    bodies, kept = {}, set()
    for view in made.views():
        before = made.renderer.kept.reused if made.renderer.kept else 0
        bodies[view.address] = made.body(view).html
        assert made.renderer.kept is not None
        if made.renderer.kept.reused > before:
            kept.add(view.address)
    made.save_cache()
    return made, bodies, kept


def test_after_a_commit_in_a_clone_pages_about_cover_change_and_others_are_kept(tmp_path: Path) -> None:
    root = tmp_path / "book"
    write(root, FILES)
    code = GitRepository(tmp_path / "code").write({f"engine/{n}.py": f"{n}\n" * 9 for n in range(6)})
    commit(code, "Ada Lind")
    _, first, _ = built(root)
    _, again, kept = built(root)
    assert again == first
    assert {"handover/", "handover/areas/engine/", "decisions/one/"} <= kept

    commit(code.write({f"engine/{n}.py": "new\n" for n in range(5)}), "Ben Moe")
    _, then, kept = built(root)
    assert "decisions/one/" in kept
    assert then["decisions/one/"] == first["decisions/one/"]
    assert "handover/" not in kept
    assert then["handover/"] != first["handover/"]
    assert then["handover/areas/engine/"] != first["handover/areas/engine/"]
    anew = SiteSettings(root, root / "records", DAY)
    fresh = make_site(load_project(anew, git=False, cover=True), anew)
    assert {view.address: fresh.body(view).html for view in fresh.views()} == then
