"""Cover from real histories: renames, people, programs, what is cut off and what is broken."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forgebook.core.evidence import CoverFacts
from forgebook.core.project import CoverSettings, Repository, SourceFiles
from forgebook.core.settings import SiteSettings
from forgebook.core.visibility import filter_graph
from forgebook.evidence.git import GitFailed
from forgebook.evidence.identities import Signature
from forgebook.evidence.ledger import Change, Ledger
from forgebook.evidence.log import snapshot, walk
from forgebook.evidence.source_files import source_filter
from forgebook.pipeline import load_project
from forgebook.pipeline.cover import Cover, read_cover
from support.repositories import GitRepository, failing_git

TEXT = "".join(f"line {n}\n" for n in range(30))
ON = date(2025, 6, 30)


@pytest.fixture
def repository(tmp_path: Path) -> GitRepository:
    return GitRepository(tmp_path / "code")


def commit(repository: GitRepository, who: str, day: str, message: str = "work") -> str:
    """Commit all there is as somebody, on a day."""
    name, _, email = who.partition(" <")
    repository.git("add", "-A")
    moment = datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC).isoformat()
    os.environ["GIT_COMMITTER_DATE"] = moment
    try:
        author = f"{name} <{email.rstrip('>') or name.split()[0].lower() + '@example.org'}>"
        repository.git("commit", "-q", "--allow-empty", "-m", message, f"--author={author}", f"--date={moment}")
    finally:
        del os.environ["GIT_COMMITTER_DATE"]
    return repository.git("rev-parse", "HEAD")


def cover(repository: GitRepository, on: date = ON, **settings: object) -> Cover:
    named = Repository(id="code", path=str(repository.root))
    return read_cover([named], repository.root, CoverSettings(**settings), on=on)  # type: ignore[arg-type]


def ledger(repository: GitRepository) -> Ledger:
    at = snapshot(repository.root)
    return walk(repository.root, at, source_filter(), at.moment).ledger


def done(found: Ledger, path: str) -> dict[str, tuple[int, bool]]:
    """By name, how often somebody changed a file, and whether they made it."""
    return {signature.name: (part.changes, part.first) for signature, part in found.files[path].items()}


def files(*names: str) -> dict[str, str]:
    return {name: f"{name}\n{TEXT}" for name in names}


def test_a_rename_across_folders_keeps_the_story(repository: GitRepository) -> None:
    commit(repository.write(files("old/a.py")), "Ada Lind", "2025-01-01")
    (repository.root / "new").mkdir()
    repository.git("mv", "old/a.py", "new/b.py")
    commit(repository, "Ben Moe", "2025-02-01")
    commit(repository.write({"new/b.py": TEXT + "more\n"}), "Ben Moe", "2025-03-01")
    assert done(ledger(repository), "new/b.py") == {"Ada Lind": (0, True), "Ben Moe": (2, False)}


def test_a_file_made_anew_is_another_file(repository: GitRepository) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    (repository.root / "a.py").unlink()
    commit(repository, "Ada Lind", "2025-02-01")
    commit(repository.write({"a.py": "other\n"}), "Ben Moe", "2025-03-01")
    assert done(ledger(repository), "a.py") == {"Ben Moe": (0, True)}


def test_a_name_that_moved_away_and_was_used_again(repository: GitRepository) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    repository.git("mv", "a.py", "b.py")
    commit(repository, "Ada Lind", "2025-02-01")
    commit(repository.write({"a.py": "quite other\n"}), "Ben Moe", "2025-03-01")
    found = ledger(repository)
    assert done(found, "a.py") == {"Ben Moe": (0, True)}
    assert done(found, "b.py") == {"Ada Lind": (1, True)}


@pytest.mark.parametrize("name", ["with space.py", 'quo"te.py', "tab\tin.py", "ümlaut.py", "new\nline.py", ":colon.py"])
def test_odd_paths(repository: GitRepository, name: str) -> None:
    commit(repository.write({name: TEXT}), "Ada Lind", "2025-01-01")
    assert done(ledger(repository), name) == {"Ada Lind": (0, True)}


def test_a_path_that_is_no_text_is_read_and_kept(repository: GitRepository, tmp_path: Path) -> None:
    raw = os.fsdecode(b"caf\xe9.py")
    (repository.root / raw).write_text(TEXT, encoding="utf-8")
    commit(repository, "Ada Lind", "2025-01-01")
    named = [Repository(id="code", path=str(repository.root))]
    both = [read_cover(named, tmp_path, CoverSettings(), on=ON, cache=tmp_path / "cache") for _ in range(2)]
    assert raw in both[0].works["code"].ledger.files
    assert both[0] == both[1]


def test_what_is_kept_holds_no_address_and_a_damaged_one_is_made_anew(
    repository: GitRepository, tmp_path: Path
) -> None:
    commit(repository.write(files("a.py")), "Ada Lind <ada@secret.example>", "2025-01-01")
    named, cache = [Repository(id="code", path=str(repository.root))], tmp_path / "cache"
    before = read_cover(named, tmp_path, CoverSettings(), on=ON, cache=cache)
    text = (cache / "cover.json").read_text("utf-8")
    assert "Ada Lind" in text
    assert "secret" not in text
    (cache / "cover.json").write_text(text.replace('"counts":[', '"counts":["x",'), encoding="utf-8")
    assert read_cover(named, tmp_path, CoverSettings(), on=ON, cache=cache) == before


def test_mailmap_merges_authors_and_trailers(repository: GitRepository) -> None:
    repository.write({".mailmap": "Ada Lind <ada@example.org> <old@example.org>\n", **files("a.py")})
    commit(repository, "adal <old@example.org>", "2025-01-01")
    repository.write({"a.py": "b\n"})
    commit(repository, "Ben Moe", "2025-02-01", "x\n\nCo-authored-by: adal <old@example.org>")
    assert set(done(ledger(repository), "a.py")) == {"Ada Lind", "Ben Moe"}


def test_trailers_count_half_for_cover_and_nothing_for_authorship(repository: GitRepository) -> None:
    message = "x\n\nCo-authored-by: Ben Moe <ben@example.org>\nReviewed-by: Cyd Oz <cyd@example.org>"
    commit(repository.write(files(*(f"{n}.py" for n in range(5)))), "Ada Lind", "2025-06-01", message)
    found = cover(repository).facts.repositories["code"]
    assert found.shares == pytest.approx({"name:Ada Lind": 0.5, "name:Ben Moe": 0.25, "name:Cyd Oz": 0.25})
    assert found.historic.authors[50] == ("name:Ada Lind",)


def test_recent_work_counts_half_after_a_half_life(repository: GitRepository) -> None:
    commit(repository.write(files(*(f"{n}.py" for n in range(5)))), "Ada Lind", "2025-01-01")
    commit(repository.write({f"{n}.py": "x\n" for n in range(5)}), "Ben Moe", "2025-03-02")
    # 60 days lie between: with that half-life the older commit counts 0.5 and the newer 1.
    shares = cover(repository, half_life_days=60).facts.repositories["code"].shares
    assert shares == pytest.approx({"name:Ada Lind": 1 / 3, "name:Ben Moe": 2 / 3})


def test_work_long_ago_is_no_cover(repository: GitRepository) -> None:
    commit(repository.write(files(*(f"{n}.py" for n in range(5)))), "Ada Lind", "2020-01-01")
    found = cover(repository).facts.repositories["code"]
    assert (found.recent, found.holders(), found.last) == (False, (), date(2020, 1, 1))
    assert found.historic.people[50] == 1


def test_programs_and_merges_are_left_out(repository: GitRepository) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    repository.git("checkout", "-q", "-b", "side")
    commit(
        repository.write(files("b.py")),
        "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
        "2025-02-01",
    )
    repository.git("checkout", "-q", "main")
    commit(repository.write({"a.py": "x\n"}), "Ben Moe", "2025-02-02")
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    found = ledger(repository)
    assert (found.commits, found.bots) == (2, 1)
    assert "b.py" not in found.files


def test_a_history_that_is_broken_is_no_answer(repository: GitRepository) -> None:
    lost = commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    commit(repository.write({"a.py": "x\n"}), "Ben Moe", "2025-02-01")
    (repository.root / ".git/objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(GitFailed):
        ledger(repository)
    found = cover(repository)
    assert found.facts.repositories == {}
    assert "git could not read the history" in found.facts.missing["code"]


def test_a_git_that_ends_halfway_is_no_answer(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    folder = failing_git(tmp_path / "bin", "--raw", '$GIT "$@"; exit 3')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert "exit 3" in cover(repository).facts.missing["code"]


def test_without_renames_where_git_cannot_compare(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    folder = failing_git(tmp_path / "bin", "-M", "exit 128")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    found = cover(repository)
    assert "renames could not be followed" in found.facts.notes[0]
    assert found.facts.repositories["code"].files == 1


def test_a_shallow_clone_is_told_and_makes_nobody_the_first_author(repository: GitRepository, tmp_path: Path) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    commit(repository.write({"a.py": "x\n"}), "Ben Moe", "2025-02-01")
    repository.git("clone", "-q", "--depth", "1", repository.root.as_uri(), str(tmp_path / "cut"))
    found = read_cover([Repository(id="cut", path="cut")], tmp_path, CoverSettings(), on=ON)
    assert "cut off (shallow)" in found.facts.notes[0]
    assert done(found.works["cut"].ledger, "a.py") == {"Ben Moe": (1, False)}


def test_an_empty_repository_is_told(repository: GitRepository) -> None:
    assert "no commits yet" in cover(repository).facts.missing["code"]


def test_a_day_before_the_first_commit_is_told(repository: GitRepository) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    named = [Repository(id="code", path=str(repository.root))]
    found = read_cover(named, repository.root, CoverSettings(), on=date(2024, 1, 1), today=ON)
    assert found.facts.missing == {"code": "it has no commit that old"}


def test_a_day_that_has_passed_sees_the_files_of_that_day(repository: GitRepository) -> None:
    commit(repository.write(files("a.py")), "Ada Lind", "2025-01-01")
    commit(repository.write(files("b.py")), "Ben Moe", "2025-03-01")
    named = [Repository(id="code", path=str(repository.root))]
    for keywords in ({"on": ON, "before": date(2025, 3, 1)}, {"on": date(2025, 2, 1)}):
        found = read_cover(named, repository.root, CoverSettings(), today=ON, **keywords)
        assert found.works["code"].paths == ("a.py",)


def test_a_commit_from_the_future_is_told_and_outweighs_nobody(repository: GitRepository) -> None:
    commit(repository.write(files(*(f"{n}.py" for n in range(5)))), "Ada Lind", "2025-06-29")
    commit(repository.write({f"{n}.py": "x\n" for n in range(5)}), "Ben Moe", "2099-01-01")
    found = cover(repository)
    assert "1 commit is dated later" in found.facts.notes[0]
    assert found.facts.repositories["code"].shares["name:Ben Moe"] < 0.51


def test_a_folder_of_a_repository_is_told_alone_with_its_renames(repository: GitRepository) -> None:
    commit(repository.write(files("a.py", "part/z.py")), "Ada Lind", "2025-01-01")
    repository.git("mv", "a.py", "part/a.py")
    commit(repository, "Ben Moe", "2025-02-01")
    found = read_cover([Repository(id="part", path="part")], repository.root, CoverSettings(), on=ON)
    assert found.works["part"].paths == ("a.py", "z.py")
    assert done(found.works["part"].ledger, "a.py") == {"Ada Lind": (0, True), "Ben Moe": (1, False)}


def test_the_list_of_source_files_can_be_changed() -> None:
    plain = source_filter()
    paths = [
        "src/a.py",
        "docs/conf.py",
        "vendor/x.js",
        "a/min/app.min.js",
        "data.json",
        "README.md",
        "Makefile",
        "x_pb2.py",
    ]
    assert [path for path in paths if plain(path)] == ["src/a.py", "Makefile"]
    changed = source_filter(SourceFiles(include=["docs/*.py", "*.json"]).include, ["Makefile", "src/"])
    assert [path for path in paths if changed(path)] == ["docs/conf.py", "data.json"]


def test_a_commit_counts_once_however_many_files_it_touches() -> None:
    ada, ben = Signature.of("Ada", "a@x.example"), Signature.of("Ben", "b@x.example")
    found = Ledger(frozenset({"a", "b", "c"}), 0)
    found.add(0, ada, [Change("M", "a"), Change("M", "b"), Change("M", "c")])
    found.add(0, ben, [Change("M", "a")])
    total = {
        name: sum(p.recent for parts in found.files.values() for s, p in parts.items() if s == name)
        for name in (ada, ben)
    }
    assert total == pytest.approx({ada: 1.0, ben: 1.0})


def test_the_pipeline_hangs_it_on_the_graph_and_the_filter_takes_it_off(repository: GitRepository) -> None:
    repository.write(files(*(f"engine/{n}.py" for n in range(5))))
    repository.write(
        {
            "records/project.yml": "name: P\ndefault_visibility: public\nrepositories: [{id: code, path: .}]\n",
            "records/areas/engine.yml": "title: Engine\npaths: [{repository: code, globs: [engine/]}]\n",
            "records/people/ada.yml": "title: Ada Lind\n",
        }
    )
    commit(repository, "Ada Lind", "2025-06-01")
    settings = SiteSettings(repository.root, repository.root / "records", ON)
    graph = load_project(settings, cover=True).graph
    assert graph.cover.areas["area/engine"].holders() == ("person/ada",)
    assert load_project(settings).graph.cover == graph.cover
    assert load_project(settings, git=False).graph.cover == CoverFacts()
    assert filter_graph(graph, "public").cover == CoverFacts()
