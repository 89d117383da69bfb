"""What changed since a revision, and the files of a commit, asked of real repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forgebook.evidence.revisions import (
    RevisionError,
    TreeFile,
    changed_since,
    commit_of,
    files_of,
    merge_base,
    open_repository,
    top_of,
    write_files,
)
from support.repositories import ISOLATED, OF_A_HOOK, GitRepository, failing_git


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ISOLATED.items():
        monkeypatch.setenv(name, value)
    for name in OF_A_HOOK:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def git(tmp_path: Path) -> GitRepository:
    repository = GitRepository(tmp_path / "repository")
    repository.write({name: f"{name}\n" for name in ("a.yml", "b.yml", "c.yml", "d.yml")})
    repository.commit("first")
    return repository


def test_every_way_to_change_a_file_counts(git: GitRepository) -> None:
    git.write({"a.yml": "committed\n"}).commit()
    git.write({"b.yml": "staged\n"}).git("add", "b.yml")
    git.write({"c.yml": "unstaged\n", "new.yml": "untracked\n", "ignored.yml": "x", ".gitignore": "ignored.yml\n"})
    (git.root / "d.yml").unlink()
    found = changed_since(open_repository(git.root), "HEAD~1")
    assert found.present == {"a.yml", "b.yml", "c.yml", "new.yml", ".gitignore"}
    assert found.gone == {"d.yml"}
    assert found.edited == {"a.yml", "b.yml", "c.yml"}


def test_a_renamed_file_is_one_gone_and_one_present(git: GitRepository) -> None:
    git.git("mv", "a.yml", "z.yml")
    found = changed_since(open_repository(git.root), "HEAD")
    assert (found.present, found.gone, found.edited) == ({"z.yml"}, {"a.yml"}, frozenset())


def test_a_file_removed_from_the_index_and_kept_is_there(git: GitRepository) -> None:
    git.git("rm", "-q", "--cached", "a.yml")
    found = changed_since(open_repository(git.root), "HEAD")
    assert (found.present, found.gone) == ({"a.yml"}, frozenset())


def test_what_happened_on_the_other_branch_does_not_count(git: GitRepository) -> None:
    git.git("switch", "-qc", "feature")
    git.write({"a.yml": "mine\n"}).commit()
    git.git("switch", "-q", "main")
    git.write({"b.yml": "theirs\n"}).commit()
    git.git("switch", "-q", "feature")
    assert changed_since(open_repository(git.root), "main").present == {"a.yml"}


def test_paths_are_told_from_the_project_which_may_lie_below_the_top(git: GitRepository) -> None:
    git.write({"team/book/records/x.yml": "x\n", "elsewhere.yml": "y\n", "team/book/ümlaut name.yml": "z"})
    repository = open_repository(git.root / "team" / "book")
    assert repository.prefix == "team/book/"
    assert changed_since(repository, "HEAD").present == {"records/x.yml", "ümlaut name.yml"}
    commit = git.commit()
    assert {file.path for file in files_of(repository, commit)} == {"records/x.yml", "ümlaut name.yml"}
    assert [file.path for file in files_of(repository, commit, ["records/x.yml"])] == ["records/x.yml"]
    assert len(files_of(top_of(repository), commit)) == 7


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match=r"not a git repository.*git init"):
        open_repository(tmp_path)


@pytest.mark.parametrize("name", ["nowhere", "origin/main", "deadbeef", "HEAD~99", "main:a.yml"])
def test_an_unknown_revision_says_to_fetch(git: GitRepository, name: str) -> None:
    with pytest.raises(RevisionError, match="git fetch"):
        commit_of(open_repository(git.root), name)


@pytest.mark.parametrize("name", ["--output=/tmp/x", "-h", "", " ", "a\nb"])
def test_what_is_no_revision_is_not_passed_on(git: GitRepository, name: str) -> None:
    with pytest.raises(RevisionError, match="is not a revision"):
        commit_of(open_repository(git.root), name)


def test_a_shallow_clone_is_told(git: GitRepository, tmp_path: Path) -> None:
    old = git.git("rev-parse", "HEAD")
    git.write({"a.yml": "more\n"}).commit()
    git.git("clone", "-q", "--depth", "1", git.root.as_uri(), str(tmp_path / "shallow"))
    with pytest.raises(RevisionError, match=r"shallow.*--unshallow"):
        commit_of(open_repository(tmp_path / "shallow"), old)


def test_histories_without_a_common_commit(git: GitRepository) -> None:
    git.git("switch", "-q", "--orphan", "other")
    git.write({"x": "x"}).commit()
    repository = open_repository(git.root)
    with pytest.raises(RevisionError, match="no commit in common"):
        merge_base(repository, "main", "other")


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path)
    with pytest.raises(RevisionError, match="no revision"):
        changed_since(open_repository(repository.root), "HEAD")


def test_no_git(git: GitRepository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git is not installed"):
        open_repository(git.root)


@pytest.mark.parametrize(
    ("how", "words"), [("kill -9 $$", "signal 9"), ("echo 'fatal: bad object' >&2; exit 128", "exit 128.*bad object")]
)
@pytest.mark.parametrize("action", ["diff", "ls-files"])
def test_a_git_that_dies_halfway(
    git: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str, how: str, words: str
) -> None:
    folder = failing_git(tmp_path / "bin", action, f'$GIT "$@"; {how}')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(RevisionError, match=words):
        changed_since(open_repository(git.root), "HEAD")


def test_a_git_that_gives_half_of_the_files_and_says_that_all_is_well(
    git: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = open_repository(git.root)
    files = files_of(repository, "HEAD")
    folder = failing_git(tmp_path / "bin", "cat-file", '$GIT "$@" | head -c 120; exit 0')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(RevisionError, match=r"ended before|could not read"):
        write_files(repository, files, tmp_path / "out")


def test_the_files_of_a_commit(git: GitRepository, tmp_path: Path) -> None:
    git.write({"deep/er/e.bin": "x" * 100_000, "empty.yml": ""})
    repository = open_repository(git.root)
    out = tmp_path / "out"
    write_files(repository, files_of(repository, git.commit()), out, lambda path: not path.endswith(".bin"))
    assert (out / "a.yml").read_text() == "a.yml\n"
    assert (out / "empty.yml").read_text() == ""
    assert (out / "deep/er/e.bin").read_bytes() == b""


def _tree(git: GitRepository, *entries: tuple[str, bytes, str]) -> str:
    """A tree object with any names at all, as nobody's checkout would make it."""
    raw = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(blob) for mode, name, blob in entries)
    return git.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw)


def test_paths_that_lead_out_are_not_written(git: GitRepository, tmp_path: Path) -> None:
    blob = git.git("hash-object", "-w", "--stdin", given=b"evil")
    inner = _tree(git, ("100644", b"evil.yml", blob))
    names = (b"..", b".git", b".GIT", b"c:")
    tree = _tree(git, ("100644", b"good.yml", blob), *(("40000", name, inner) for name in names))
    repository = open_repository(git.root)
    files = files_of(repository, tree)
    assert "../evil.yml" in {file.path for file in files}
    out = tmp_path / "a" / "out"
    write_files(repository, [*files, TreeFile("/evil.yml", "100644", blob)], out)
    assert [path.name for path in (tmp_path / "a").rglob("*")] == ["out", "good.yml"]


def test_links_that_lead_out_do_not_stay(git: GitRepository, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    for name, target in {
        "in.yml": "a.yml", "out.yml": "../secret", "absolute.yml": "/etc/passwd", "p/up": "..",
        "step": "p/up/../secret", "circle": "circle",
    }.items():  # fmt: skip
        (git.root / name).parent.mkdir(exist_ok=True)
        (git.root / name).symlink_to(target)
    commit = git.commit()
    repository = open_repository(git.root)
    out = tmp_path / "out"
    write_files(repository, files_of(repository, commit), out)
    assert (out / "in.yml").read_text() == "a.yml\n"
    assert not any(os.path.lexists(out / name) for name in ("out.yml", "absolute.yml", "step"))
