"""`forgebook release draft` on real repositories."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from ruamel.yaml import YAML

from support.clones import Workshop
from support.repositories import failing_git
from support.sites import write

BEFORE = """\
version: v4.2.0
train: suite
status: released
released_on: 2025-10-07
{more}components:
  - {{repository: model, version: v4.2.0, commit: {model}}}
  - {{repository: data, version: 1.4.0, commit: {data}}}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """A release of two repositories, one of which has numbers of its own; since then only `model` was tagged."""
    shop = Workshop(tmp_path).project()
    shop.model.on("2025-10-06", "first")
    shop.data.on("2025-10-06", "first")
    model, data = shop.model.tag("v4.2.0", "2025-10-07"), shop.data.tag("data-1.4.0")
    shop.release("v4.2.0", BEFORE.format(model=model, data=data, more=""))
    shop.model.git("checkout", "-q", "-b", "berths")
    shop.model.on("2025-10-10", "wip of Jo")
    shop.model.on("2025-10-10", "more wip")
    shop.model.git("checkout", "-q", "main")
    shop.model.on("2025-10-11", "fix(cranes)!: lift less")
    shop.model.on("2025-10-12", "Merge pull request #12 from jo/berths\n\nfeat: Berths by the hour", "berths")
    shop.model.tag("v4.3.0", "2025-10-13")
    return shop


def draft(shop: Workshop, version: str = "v4.3.0", *arguments: str) -> Result:
    return shop.run("draft", "--train", "suite", "--version", version, *arguments)


def text_of(shop: Workshop, id_: str = "v4.3.0") -> str:
    return (shop.root / f"records/releases/{id_}.yml").read_text("utf-8")


def record(shop: Workshop, id_: str = "v4.3.0") -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(text_of(shop, id_))
    return found


def commented(shop: Workshop, id_: str = "v4.3.0") -> str:
    """The comments at the end of a draft."""
    tail = text_of(shop, id_).partition("# What the repositories say.")[2]
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in tail.split("\n"))


def versions(shop: Workshop, id_: str = "v4.3.0") -> dict[str, str]:
    return {part["repository"]: str(part["version"]) for part in record(shop, id_).get("components") or []}


def test_a_draft_of_what_was_tagged_since(shop: Workshop) -> None:
    result = draft(shop)
    assert result.exit_code == 0, result.output
    assert record(shop) == {
        "version": "v4.3.0",
        "train": "suite",
        "previous": "v4.2.0",
        "status": "candidate",
        "components": [
            {"repository": "model", "version": "v4.3.0", "commit": shop.model.git("rev-parse", "v4.3.0^{commit}")},
            {"repository": "data", "version": "1.4.0", "commit": shop.data.git("rev-parse", "HEAD")},
        ],
    }
    assert "  model: v4.2.0 to v4.3.0, 4 commits\n  data: unchanged at 1.4.0\n" in result.output
    assert shop.run("verify", "v4.3.0").exit_code == 0


def test_commits_are_offered_and_not_published(shop: Workshop) -> None:
    """Pull requests by title, types as headings, what is breaking first; no author and no commit of a pull request."""
    draft(shop)
    told = commented(shop)
    assert "  Breaking\n  - cranes: lift less (" in told
    assert "  New\n  - Berths by the hour (#12)\n" in told
    assert "wip" not in text_of(shop)
    assert "jo" not in text_of(shop).lower()
    assert "changes" not in record(shop)


def test_what_is_in_no_tag_yet_makes_it_a_plan(shop: Workshop) -> None:
    shop.model.git("tag", "-d", "v4.3.0")
    result = draft(shop)
    assert result.exit_code == 0
    assert record(shop)["status"] == "planned"
    assert versions(shop) == {"model": "v4.2.0", "data": "1.4.0"}
    assert "model: unchanged at v4.2.0; 4 commits in no tag yet" in result.output
    assert "on main, and in no tag yet (4 commits):\n  Breaking\n  - cranes: lift less" in commented(shop)


def test_a_draft_is_never_written_over_a_record(shop: Workshop) -> None:
    draft(shop)
    before = text_of(shop)
    result = draft(shop)
    assert result.exit_code == 2
    assert "release/v4.3.0 exists already" in result.output
    assert text_of(shop) == before


def test_a_dry_run_prints_what_would_be_written(shop: Workshop) -> None:
    result = draft(shop, "v4.3.0", "--dry-run")
    assert not (shop.root / "records/releases/v4.3.0.yml").exists()
    draft(shop)
    assert result.stdout == text_of(shop)


def test_a_backport_takes_its_own_number_and_not_the_newest(shop: Workshop) -> None:
    shop.model.git("checkout", "-q", "-b", "v4.2", "v4.2.0")
    commit = shop.model.on("2025-10-20", "fix: for the old ones")
    shop.model.tag("v4.2.1", "2025-10-20")
    draft(shop, "v4.2.1")
    assert record(shop, "v4.2.1")["components"][0] == {"repository": "model", "version": "v4.2.1", "commit": commit}
    assert "lift less" not in text_of(shop, "v4.2.1")
    assert "- for the old ones" in commented(shop, "v4.2.1")


def test_a_maintenance_line_does_not_take_a_tag_beside_it(shop: Workshop) -> None:
    """`data` has numbers of its own: in a maintenance line only a tag that comes from the release before is taken."""
    base = shop.data.git("rev-parse", "HEAD")
    shop.data.git("checkout", "-q", "--orphan", "other")
    shop.data.on("2025-10-20", "another history")
    shop.data.tag("data-2.0.0")
    shop.project("maintenance_lines: [{id: v4}]\n")
    model = shop.model.git("rev-parse", "v4.2.0^{commit}")
    shop.release("v4.2.0", BEFORE.format(model=model, data=base, more="maintenance_line: v4\n"))
    result = draft(shop)
    assert versions(shop)["data"] == "1.4.0"
    assert "the newer tag data-2.0.0 does not come from 1.4.0: another line" in result.output
    assert record(shop)["maintenance_line"] == "v4"


def test_tags_on_release_branches_are_taken_where_there_is_one_line(shop: Workshop) -> None:
    """Each version on a branch of its own: none comes from the one before."""
    shop.data.git("checkout", "-q", "--orphan", "release-1.5")
    shop.data.on("2025-10-20", "another history")
    shop.data.tag("data-1.5.0")
    draft(shop)
    assert versions(shop)["data"] == "1.5.0"


def test_one_number_in_two_repositories_is_two_things(shop: Workshop) -> None:
    """A tag of `data` that is named like the release, and is none of its own numbers, is not taken."""
    shop.data.on("2025-10-20", "feat: more data")
    shop.data.tag("v4.3.0")
    draft(shop)
    assert versions(shop) == {"model": "v4.3.0", "data": "1.4.0"}


def test_ignored_tags_are_not_taken(shop: Workshop) -> None:
    shop.data.on("2025-10-20", "feat: more data")
    shop.data.tag("data-0.9.0")
    shop.data.tag("nightly-9")
    draft(shop)
    assert versions(shop)["data"] == "1.4.0"


def test_a_tag_that_was_asked_for(shop: Workshop) -> None:
    shop.model.on("2025-10-20", "feat: later")
    shop.model.tag("v4.4.0")
    draft(shop, "v5.0.0", "--tag", "model=v4.3.0")
    assert versions(shop, "v5.0.0")["model"] == "v4.3.0"
    result = draft(shop, "v5.1.0", "--tag", "model=v9")
    assert result.exit_code == 2
    assert 'model has no tag "v9"' in result.output


def test_where_to_count_from(shop: Workshop) -> None:
    draft(shop, "v4.3.0", "--since", "model=v4.3.0~1")
    assert "Berths by the hour" in commented(shop)
    assert "lift less" not in commented(shop)
    result = draft(shop, "v4.4.0", "--since", "model=--all")
    assert (result.exit_code, "no revision" in result.output) == (2, True)


def test_the_first_release_of_a_train(shop: Workshop) -> None:
    result = shop.run("draft", "--train", "other", "--version", "2025.10")
    assert result.exit_code == 0, result.output
    told = record(shop, "2025.10")
    assert "previous" not in told
    assert [part["repository"] for part in told["components"]] == ["model", "data"]


def test_unreleased_fragments_are_offered_or_named(shop: Workshop) -> None:
    fragment = "kind: added # ours\nsummary: Berths by the hour\n"
    many = "- {id: one, kind: fixed, summary: Tides}\n- {id: two, kind: fixed, summary: Winds, releases: [v4.2.0]}\n"
    write(shop.root, {"records/changes/berths.yml": fragment, "records/changes/many.yml": many})
    assert "2 unreleased fragments: offered" in draft(shop).output
    assert "- change/berths: Berths by the hour" in commented(shop)
    assert (shop.root / "records/changes/berths.yml").read_text("utf-8") == fragment
    draft(shop, "v4.4.0", "--take-changes")
    named = YAML(typ="safe").load((shop.root / "records/changes/many.yml").read_text("utf-8"))
    assert [entry["releases"] for entry in named] == [["v4.4.0"], ["v4.2.0"]]
    berths = (shop.root / "records/changes/berths.yml").read_text("utf-8")
    assert "# ours" in berths
    assert "releases: [v4.4.0]" in berths


def test_a_missing_clone_is_left_to_be_filled_in(shop: Workshop) -> None:
    shutil.rmtree(shop.data.root)
    result = draft(shop)
    assert result.exit_code == 1
    assert "data: there is no folder at ../data" in result.output
    assert versions(shop) == {"model": "v4.3.0"}
    assert record(shop)["status"] == "planned"
    assert "  # - {repository: data, version: , commit: } # it was at 1.4.0 (data: there is no folder" in text_of(shop)


def test_no_clone_at_all(shop: Workshop) -> None:
    shutil.rmtree(shop.data.root)
    shutil.rmtree(shop.model.root)
    result = draft(shop)
    assert result.exit_code == 2
    assert "there is no clone to draft from" in result.output


def test_a_shallow_clone_says_that_it_cannot_tell_all(shop: Workshop) -> None:
    shop.folder.joinpath("model").rename(shop.folder / "origin")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{shop.folder / 'origin'}", shop.folder / "model"], check=True
    )
    result = draft(shop)
    assert "the clone is shallow, and the commit" in result.output
    assert "git fetch --unshallow" in result.output
    assert versions(shop)["model"] == "v4.3.0"
    assert "lift less" not in text_of(shop)


def test_changes_that_are_not_committed_are_told(shop: Workshop) -> None:
    write(shop.data.root, {"a.txt": "a\n"})
    shop.data.commit("a file")
    write(shop.data.root, {"a.txt": "b\n"})
    assert "the clone has changes that are not committed" in draft(shop).output


def test_a_log_that_ends_halfway_is_no_answer(shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half = failing_git(tmp_path / "bin", "log", '$GIT "$@" | head -c 150; echo fatal: bad object >&2; exit 128')
    monkeypatch.setenv("PATH", str(half), prepend=":")
    result = draft(shop)
    assert result.exit_code == 1
    assert "model: git could not read the history (exit 128): bad object" in result.output
    assert "model" not in versions(shop)
    assert "lift less" not in text_of(shop)


def test_only_the_part_of_a_repository_that_is_released(shop: Workshop) -> None:
    """Several parts in one repository: what touches others is not told."""
    write(shop.model.root, {"engine/a.txt": "a\n", "docs/a.txt": "a\n"})
    base = shop.model.on("2025-10-20", "both")
    shop.model.tag("v4.4.0")
    write(shop.model.root, {"docs/a.txt": "b\n"})
    shop.model.on("2025-10-21", "docs: only spelling")
    write(shop.model.root, {"engine/a.txt": "b\n"})
    shop.model.on("2025-10-22", "feat: an engine")
    shop.model.tag("v4.5.0")
    project = shop.root / "records/project.yml"
    project.write_text(project.read_text("utf-8").replace("../model", "../model/engine"), "utf-8")
    data = shop.data.git("rev-parse", "HEAD")
    shop.release("v4.4.0", BEFORE.format(model=base, data=data, more="").replace("v4.2.0", "v4.4.0"))
    result = draft(shop, "v4.5.0")
    assert "model: v4.4.0 to v4.5.0, 1 commit" in result.output
    assert "an engine" in commented(shop, "v4.5.0")
    assert "spelling" not in commented(shop, "v4.5.0")


def test_a_subject_cannot_write_anything_but_a_comment(shop: Workshop) -> None:
    for hostile in ("feat: a\rstatus: released", "feat: b\u2028status: released", "feat: \x1b[31mred\x07 # x"):
        shop.data.on("2025-10-20", hostile)
    shop.data.tag("data-1.5.0")
    assert draft(shop).exit_code == 0
    assert record(shop)["status"] == "candidate"
    assert not any(ord(letter) < 32 and letter != "\n" for letter in text_of(shop))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--repository", "modl"), 'lists no repository "modl"'),
        (("--tag", "v4.3.0"), "names no repository. Write it like model=v4.2.0"),
        (("--previous", "v9"), 'there is no release "v9"'),
        (("--set", "statu=planned"), 'no field "statu"'),
        (("--set", "status=done"), "nothing was written"),
        (("--line", "v7"), "nothing was written"),
    ],
)
def test_wrong_use_writes_nothing(arguments: tuple[str, ...], said: str, shop: Workshop) -> None:
    result = draft(shop, "v4.3.0", *arguments)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert not (shop.root / "records/releases/v4.3.0.yml").exists()


def test_a_finding_on_the_draft_can_be_read(shop: Workshop) -> None:
    result = draft(shop, "next step", "--set", "previous=v4.2.0")
    assert "FB710" in result.output
    assert "␛" not in result.output


def test_tags_that_are_all_newer_than_the_version_are_not_denied(shop: Workshop) -> None:
    result = shop.run("draft", "--train", "other", "--version", "v4.1.0")
    assert "no release tag yet" not in result.output
    assert (
        "model: all release tags are above v4.1.0; the lowest is v4.2.0 (take one with --tag model=TAG)"
        in result.output
    )


@pytest.mark.parametrize("command", ["draft", "verify"])
def test_a_project_file_that_cannot_be_read_is_not_called_empty(command: str, shop: Workshop) -> None:
    write(shop.root, {"records/project.yml": "name: {a: b: c}\n"})
    arguments = ("--train", "suite", "--version", "v4.3.0") if command == "draft" else ()
    result = shop.run(command, *arguments)
    assert result.exit_code == 2
    assert "records/project.yml cannot be read" in result.output
    assert "forgebook check" in result.output
