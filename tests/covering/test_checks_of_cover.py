"""What `check` says of cover where it asks clones: too few who cover an area, clones that cannot be asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from forgebook.core.settings import SiteSettings
from forgebook.evidence.log import walk
from forgebook.pipeline import cover, load_project
from support.loading import told_one
from support.repositories import GitRepository
from support.sites import write

DAY = date(2025, 6, 30)
ABOUT = ("FB541", "FB577", "FB578", "FB579")
PROJECT = "name: Harbour\nrepositories: [{{id: code, path: {path}}}]\npolicies: {{{policy}}}\n"
FILES = {
    "records/people/ada.yml": "title: Ada Lind\n",
    "records/people/ben.yml": "title: Ben Moe\n",
    "records/areas/engine.yml": (
        "title: Engine\nowner: person/ada\ndeputy: person/ben\npaths: [{repository: code, globs: [engine/]}]\n"
    ),
}
Found = Callable[..., list[str]]


def commit(repository: GitRepository, who: str) -> None:
    repository.git("add", "-A")
    os.environ["GIT_COMMITTER_DATE"] = stamp = "2025-06-01T12:00:00Z"
    try:
        repository.git("commit", "-q", "-m", "work", f"--author={who} <{who[:3]}@example.org>", f"--date={stamp}")
    finally:
        del os.environ["GIT_COMMITTER_DATE"]


@pytest.fixture
def clone(tmp_path: Path) -> GitRepository:
    """Ada alone has worked on the engine."""
    repository = GitRepository(tmp_path / "code").write({f"engine/{n}.py": f"{n}\n" * 9 for n in range(6)})
    commit(repository, "Ada Lind")
    return repository


@pytest.fixture
def found(tmp_path: Path) -> Found:
    def finding(files: dict[str, str] | None = None, *, policy: str = "cover_minimum: 2", path: str = "../code"):  # type: ignore[no-untyped-def]
        project = PROJECT.format(policy=policy, path=path)
        root = tmp_path / "book"
        write(root, {"records/project.yml": project, **FILES, **(files or {})})
        loaded = load_project(SiteSettings(root, root / "records", DAY), git=False, cover=True)
        return [told_one(d) for d in loaded.diagnostics if d.code.id in ABOUT]

    return finding


@pytest.mark.usefixtures("clone")
def test_fewer_than_the_team_asks(found: Found) -> None:
    assert found() == [
        "areas/engine.yml:1:1 FB577 Ada Lind alone covers it, and the team asks for 2; only declared: Ben Moe"
    ]


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("policy", ["", "cover_minimum: 1", "cover_minimum: 0"])
def test_as_many_as_the_team_asks(found: Found, policy: str) -> None:
    assert found(policy=policy) == []


@pytest.mark.usefixtures("clone")
def test_a_second_who_works_there_is_enough(found: Found, clone: GitRepository) -> None:
    commit(clone.write({f"engine/{n}.py": "new\n" for n in range(4)}), "Ben Moe")
    assert found() == []


REHEARSED = (
    "title: Start\narea: engine\nowner: person/ada\nrehearsals: [{date: 2025-05-01, by: ben, outcome: worked}]\n"
)


@pytest.mark.usefixtures("clone")
def test_a_rehearsal_is_the_remedy(found: Found) -> None:
    assert found({"records/runbooks/start.yml": REHEARSED}) == []


def test_where_git_tells_too_little_only_the_lack_of_any_proof_is_told(found: Found) -> None:
    bare = {"records/areas/engine.yml": "title: Engine\nowner: person/ada\ndeputy: person/ben\n"}
    assert found(bare) == [
        "areas/engine.yml:1:1 FB577 nobody covers it, and the team asks for 2; only declared: Ada Lind, Ben Moe"
    ]
    assert found({**bare, "records/runbooks/start.yml": REHEARSED}) == []


def test_a_clone_that_is_cut_off_accuses_nobody_of_being_alone(
    found: Found, clone: GitRepository, tmp_path: Path
) -> None:
    commit(clone.write({f"engine/{n}.py": "new\n" for n in range(4)}), "Ben Moe")
    clone.git("clone", "-q", "--depth", "1", f"file://{clone.root}", str(tmp_path / "cut"))
    assert found(path="../cut") == []


def test_a_clone_that_is_not_there(found: Found, tmp_path: Path) -> None:
    files = {"records/areas/more.yml": "title: More\npaths: [{repository: code}]\n"}
    told = found(files, policy="")
    assert told == ["areas/engine.yml:4:22 FB578 code could not be asked: there is no folder at ../code"]
    (tmp_path / "code").mkdir()
    assert found(policy="")[0].endswith("FB578 code could not be asked: ../code is no git repository")


def test_a_repository_without_a_clone_is_no_fault(found: Found) -> None:
    assert found(policy="", path="") == []


def test_a_broken_history_is_told_and_is_no_zero(found: Found, clone: GitRepository) -> None:
    """The first commit's tree is taken away: git reads the newest one, then fails."""
    first = clone.git("rev-parse", "HEAD^{tree}")
    commit(clone.write({"engine/0.py": "new\n"}), "Ada Lind")
    (clone.root / ".git/objects" / first[:2] / first[2:]).unlink()
    told = [line for line in found(policy="") if "FB579" in line]
    assert len(told) == 1
    assert told[0].startswith(
        "areas/engine.yml:4:22 FB579 code gives no answer: git could not read the history (exit 128)"
    )


def test_a_pattern_that_fits_nothing(found: Found, clone: GitRepository) -> None:
    area = FILES["records/areas/engine.yml"].replace("[engine/]", "[engine/, motor/]")
    assert found({"records/areas/engine.yml": area}, policy="") == [
        'areas/engine.yml:4:45 FB541 "motor/" fits no file of code'
    ]


@pytest.mark.usefixtures("clone")
def test_check_tells_it_and_since_does_not_ask(found: Found, tmp_path: Path) -> None:
    found()
    root = tmp_path / "book"
    book = GitRepository(root)
    book.commit()
    arguments = ["check", "-C", str(root), "--as-of", str(DAY)]
    assert "FB577 Ada Lind alone covers it" in CliRunner().invoke(main, arguments).output
    assert "FB577" not in CliRunner().invoke(main, [*arguments, "--since", "HEAD"]).output


@pytest.mark.usefixtures("clone")
def test_no_history_is_walked_twice_and_none_without_an_area_that_asks(
    found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[str] = []

    def walking(path: Path, *rest: object, **more: object) -> object:
        walked.append(path.name)
        return walk(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(cover, "walk", walking)
    found()
    root = tmp_path / "book"
    settings = SiteSettings(root, root / "records", DAY, cache=root / ".cache")
    walked.clear()
    for _ in range(2):
        load_project(settings, git=False, cover=True)
    assert walked == ["code"]
    write(root, {"records/areas/engine.yml": "title: Engine\n"})
    walked.clear()
    load_project(SiteSettings(root, root / "records", DAY), git=False, cover=True)
    assert walked == []


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("glob", ["!", "\\", "a/[z-a]"])
def test_what_is_no_pattern_fits_nothing_and_breaks_nothing(found: Found, glob: str) -> None:
    written = glob.replace("\\", "\\\\")
    area = FILES["records/areas/engine.yml"].replace("[engine/]", f'["{written}", engine/]')
    assert found({"records/areas/engine.yml": area}, policy="") == [
        f'areas/engine.yml:4:36 FB541 "{glob}" fits no file of code'
    ]
    settings = f'{PROJECT}cover: {{{{source_files: {{{{include: ["{written}"], exclude: ["{written}"]}}}}}}}}\n'
    project = settings.format(policy="", path="../code")
    assert found({"records/project.yml": project}) == []


@pytest.mark.parametrize("path", ["x" * 5000, '"a\\0b"'], ids=["long", "NUL"])
def test_a_path_that_no_folder_can_have(found: Found, path: str) -> None:
    assert ["FB578 code could not be asked: there is no folder at" in line for line in found(policy="", path=path)] == [
        True
    ]
