"""`forgebook release verify` on real repositories."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import Result

from support.clones import Workshop
from support.repositories import failing_git
from support.sites import write

RELEASED = """\
version: v4.2.0
status: released
released_on: 2025-10-07
components:
  - {{repository: model, version: v4.2.0, commit: {model}}}
  - {{repository: data, version: 4.2.0, commit: {data}}}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """Two repositories whose tags fit the record of a release."""
    shop = Workshop(tmp_path).project()
    shop.model.on("2025-10-01", "first")
    shop.model.on("2025-10-06", "feat: second")
    shop.data.on("2025-10-05", "data of the autumn")
    shop.data.on("2025-10-06", "data of the winter")
    model, data = shop.model.tag("v4.2.0", "2025-10-07"), shop.data.tag("data-4.2.0")
    return shop.release("v4.2.0", RELEASED.format(model=model, data=data))


def found(result: Result) -> dict[str, str]:
    """Place and message by code."""
    lines = (line.split(" ", 2) for line in result.output.split("\n") if " FB" in line)
    return {code: f"{place.rpartition('/')[2]} {message}" for place, code, message in lines}


def verify(shop: Workshop, *arguments: str) -> Result:
    return shop.run("verify", "--format", "concise", *arguments)


def test_what_fits_is_counted(shop: Workshop) -> None:
    result = verify(shop)
    assert result.exit_code == 0, result.output
    assert result.output == "1 release: 2 components as recorded; nothing found\n"


def test_a_shortened_commit_fits_as_well(shop: Workshop) -> None:
    path = shop.root / "records/releases/v4.2.0.yml"
    full = shop.model.git("rev-parse", "HEAD")
    path.write_text(path.read_text("utf-8").replace(full, full[:8]), "utf-8")
    assert verify(shop).exit_code == 0


@pytest.mark.parametrize("day", ["", "2025-10-07"], ids=["light", "annotated"])
def test_a_tag_that_moved_names_both_commits(day: str, shop: Workshop) -> None:
    was = shop.model.git("rev-parse", "HEAD")
    now = shop.model.on("2025-10-07", "fix: third")
    shop.model.tag("v4.2.0", day)
    result = verify(shop)
    assert result.exit_code == 1
    assert found(result)["FB726"].startswith("v4.2.0.yml:5:")
    assert f"the tag v4.2.0 of model points at {now}, the record says {was}" in result.output


def test_the_hash_of_the_tag_itself_is_no_commit(shop: Workshop) -> None:
    commit, tag = shop.model.git("rev-parse", "v4.2.0^{commit}"), shop.model.git("rev-parse", "v4.2.0")
    shop.release("v4.2.0", RELEASED.format(model=tag, data=shop.data.git("rev-parse", "HEAD")))
    result = shop.run("verify", "v4.2.0")
    assert result.exit_code == 1
    assert f"that is the tag itself: write the commit that it leads to, {commit}" in result.output


def test_a_missing_tag_is_told_with_the_one_that_comes_near(shop: Workshop) -> None:
    path = shop.root / "records/releases/v4.2.0.yml"
    path.write_text(path.read_text("utf-8").replace("model, version: v4.2.0", "model, version: v4.2.O"), "utf-8")
    result = verify(shop, "v4.2.0")
    assert result.exit_code == 1
    assert 'model has no tag of v4.2.O: did you mean "v4.2.0"?' in found(result)["FB725"]
    assert found(result)["FB725"].startswith("v4.2.0.yml:5:34")


def test_a_release_to_come_needs_no_tag_yet(shop: Workshop) -> None:
    shop.release("v4.3.0", "version: v4.3.0\nstatus: planned\ncomponents: [{repository: model, version: v4.3.0}]\n")
    result = verify(shop)
    assert result.exit_code == 0
    assert "1 not tagged yet" in result.output


def test_a_commit_of_the_other_repository_is_not_there(shop: Workshop) -> None:
    data = shop.data.git("rev-parse", "HEAD")
    shop.release(
        "v4.3.0",
        "version: v4.3.0\nstatus: candidate\ncomponents:\n"
        f"  - {{repository: model, version: v4.3.0, commit: {data}}}\n",
    )
    result = verify(shop)
    assert result.exit_code == 1
    assert found(result)["FB727"] == f"v4.3.0.yml:4:50 model has no commit {data} [error]"


def test_one_number_in_two_repositories_is_two_things(shop: Workshop) -> None:
    """`data` has a tag named like model's version, at a commit of its own; neither is taken for the other."""
    shop.data.tag("v4.2.0", at="HEAD~1")
    assert verify(shop).exit_code == 0
    model = shop.model.git("rev-parse", "HEAD")
    shop.release("v4.2.0", RELEASED.format(model=model, data=shop.data.git("rev-parse", "HEAD~1")))
    result = verify(shop)
    assert "the tag data-4.2.0 of data points at" in found(result)["FB726"]
    shop.model.git("tag", "-d", "v4.2.0")
    assert "model has no tag of v4.2.0" in found(verify(shop))["FB725"]


def test_a_commit_on_no_branch(shop: Workshop) -> None:
    shop.model.git("checkout", "-q", "--detach")
    commit = shop.model.on("2025-10-07", "only here")
    shop.model.tag("v4.2.0", "2025-10-07")
    shop.model.git("checkout", "-q", "main")
    shop.release("v4.2.0", RELEASED.format(model=commit, data=shop.data.git("rev-parse", "HEAD")))
    result = verify(shop)
    assert result.exit_code == 0
    assert f"no branch of model leads to {commit[:12]}" in found(result)["FB728"]
    shop.model.git("branch", "release/v4.2", commit)
    assert "FB728" not in verify(shop).output


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-10-04", "came out on 2025-10-04, but the tag v4.2.0 of model is of 2025-10-07"),
        ("2025-10-06", ""),
        ("2025-10-08", ""),
    ],
)
def test_a_day_before_the_tag(day: str, said: str, shop: Workshop) -> None:
    path = shop.root / "records/releases/v4.2.0.yml"
    path.write_text(path.read_text("utf-8").replace("2025-10-07", day), "utf-8")
    result = verify(shop)
    assert found(result).get("FB729", "") == (f"v4.2.0.yml:3:14 {said} [warning]" if said else "")
    assert verify(shop, "--fail-on", "warning").exit_code == bool(said)


def test_a_day_long_after_the_tags(shop: Workshop) -> None:
    """A light tag has no day of its own, so only annotated ones tell that a release is late."""
    path = shop.root / "records/releases/v4.2.0.yml"
    path.write_text(path.read_text("utf-8").replace("2025-10-07", "2025-10-20"), "utf-8")
    assert "FB729" not in verify(shop).output
    shop.data.tag("data-4.2.0", "2025-10-06")
    assert "but its youngest tag, v4.2.0 of model, is of 2025-10-07" in found(verify(shop))["FB729"]
    shop.project("policies: {date_slack_days: 14}\n")
    assert "FB729" not in verify(shop).output


def test_a_part_that_did_not_change_says_nothing_of_the_day(shop: Workshop) -> None:
    model = shop.model.on("2026-01-10", "feat: more")
    shop.model.tag("v4.3.0", "2026-01-12")
    text = RELEASED.format(model=model, data=shop.data.git("rev-parse", "HEAD"))
    text = text.replace("v4.2.0", "v4.3.0").replace("2025-10-07", "2026-01-12")
    shop.release("v4.3.0", f"previous: v4.2.0\n{text}")
    assert verify(shop).output.endswith("2 releases: 4 components as recorded; nothing found\n")


def test_tags_in_no_release_are_told_at_the_repository(shop: Workshop) -> None:
    for name in ("v4.2.1", "nightly", "wip-4"):
        shop.model.tag(name)
    for name in ("data-0.1.0", "data-4.1.0", "data-4.1.1"):
        shop.data.tag(name)
    result = verify(shop)
    assert result.exit_code == 0
    assert "project.yml:3:10 FB730 the tag v4.2.1 of model stands in no release [advice]" in result.output
    assert "FB730 2 tags of data stand in no release: data-4.1.1, data-4.1.0 [advice]" in result.output
    assert "FB730" not in verify(shop, "v4.2.0").output


def test_a_backport_is_found_in_its_own_branch(shop: Workshop) -> None:
    shop.model.git("checkout", "-q", "-b", "v4.1", "HEAD~1")
    commit = shop.model.on("2025-10-08", "fix: for the old ones")
    shop.model.tag("v4.1.1", "2025-10-08")
    shop.model.git("checkout", "-q", "main")
    shop.release(
        "v4.1.1",
        "version: v4.1.1\nstatus: released\nreleased_on: 2025-10-08\ncomponents:\n"
        f"  - {{repository: model, version: v4.1.1, commit: {commit}}}\n",
    )
    assert verify(shop).exit_code == 0
    assert "nothing found" in verify(shop).output


def test_a_missing_clone_is_told_and_is_no_finding(shop: Workshop) -> None:
    shutil.rmtree(shop.data.root)
    result = verify(shop)
    assert result.exit_code == 0
    assert "Not verified:\n  data: there is no folder at ../data (v4.2.0)\n" in result.output
    assert "1 component as recorded, 1 not verified; nothing found" in result.output
    assert verify(shop, "--complete").exit_code == 1


def test_no_clone_at_all(shop: Workshop) -> None:
    shutil.rmtree(shop.data.root)
    shutil.rmtree(shop.model.root)
    result = verify(shop)
    assert result.exit_code == 2
    assert "there is no clone to hold the records against" in result.output


def test_a_shallow_clone_is_told_apart(shop: Workshop) -> None:
    """What a cut history does not reach is no fault; what it does reach is verified."""
    shop.model.on("2025-10-08", "later")
    shop.folder.joinpath("model").rename(shop.folder / "origin")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", "--no-tags", f"file://{shop.folder / 'origin'}", shop.folder / "model"],
        check=True,
    )
    result = verify(shop)
    assert result.exit_code == 0, result.output
    assert "model: the clone is shallow, and has no tag of v4.2.0 (v4.2.0)" in result.output
    assert verify(shop, "--complete").exit_code == 1


@pytest.mark.parametrize("inside", [False, True], ids=["outside of any", "inside of another"])
def test_a_path_that_is_no_repository_is_told_at_its_line(inside: bool, shop: Workshop) -> None:
    shutil.rmtree(shop.data.root)
    write(shop.folder / "data", {"notes.txt": "a\n"})
    if inside:
        subprocess.run(["git", "init", "-q", shop.folder], check=True)
    result = shop.run("verify")
    assert result.exit_code == 1
    assert "records/project.yml:4:22 FB731 ../data is no git repository" in result.output
    assert "or clone it there" in result.output


def test_a_folder_that_a_repository_follows_is_one(shop: Workshop) -> None:
    """Several parts in one repository, each with tags of its own."""
    write(shop.model.root, {"engine/a.txt": "a\n"})
    model = shop.model.on("2025-10-07", "feat: an engine")
    shop.model.tag("v4.2.0", "2025-10-07")
    shop.release("v4.2.0", RELEASED.format(model=model, data=shop.data.git("rev-parse", "HEAD")))
    project = shop.root / "records/project.yml"
    project.write_text(project.read_text("utf-8").replace("../model", "../model/engine"), "utf-8")
    assert verify(shop).exit_code == 0


def test_a_bare_clone_is_one(shop: Workshop) -> None:
    bare = shop.folder / "model.git"
    subprocess.run(["git", "clone", "-q", "--bare", shop.model.root, bare], check=True)
    project = shop.root / "records/project.yml"
    project.write_text(project.read_text("utf-8").replace("../model", "../model.git"), "utf-8")
    assert verify(shop).exit_code == 0


@pytest.mark.parametrize("action", ["for-each-ref", "rev-list", "cat-file"])
def test_git_that_ends_halfway_gives_no_answer(
    action: str, shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git had said before it failed is dropped, and the clone is named."""
    half = failing_git(tmp_path / "bin", action, '$GIT "$@" | head -c 60; echo fatal: bad object >&2; exit 128')
    monkeypatch.setenv("PATH", str(half), prepend=":")
    result = verify(shop)
    assert result.exit_code == 1
    assert "FB732 git could not read the history (exit 128): bad object [error]" in result.output
    assert "FB725" not in result.output
    assert "2 not verified" in result.output


def test_a_tag_that_leads_to_no_commit(shop: Workshop) -> None:
    shop.model.git("tag", "-f", "v4.2.0", "HEAD^{tree}")
    assert "the tag v4.2.0 of model leads to no commit" in found(verify(shop))["FB726"]


def test_a_tag_of_a_tag(shop: Workshop) -> None:
    shop.model.git("tag", "-a", "-m", "signed", "inner")
    shop.model.git("tag", "-f", "-a", "-m", "again", "v4.2.0", "inner")
    project = shop.root / "records/project.yml"
    project.write_text(project.read_text("utf-8") + "policies: {date_slack_days: 9999}\n", "utf-8")
    assert verify(shop, "v4.2.0").exit_code == 0


def test_a_waiver_takes_a_finding_out(shop: Workshop) -> None:
    shop.model.git("tag", "-d", "v4.2.0")
    path = shop.root / "records/releases/v4.2.0.yml"
    path.write_text(path.read_text("utf-8") + "waivers: [{code: FB725, reason: Tagged elsewhere}]\n", "utf-8")
    result = verify(shop)
    assert result.exit_code == 0
    assert "waived: Tagged elsewhere" in result.output


def test_formats_for_programs_hold_the_report_alone(shop: Workshop) -> None:
    shop.model.git("tag", "-d", "v4.2.0")
    result = shop.run("verify", "--format", "json")
    told = json.loads(result.stdout)
    assert [entry["code"] for entry in told] == ["FB725"] if isinstance(told, list) else "FB725" in result.stdout
    assert "1 component as recorded" in result.stderr
    assert "1 component as recorded" not in result.stdout


def test_a_release_that_there_is_not(shop: Workshop) -> None:
    result = shop.run("verify", "v4.2.9")
    assert result.exit_code == 2
    assert 'there is no record "release/v4.2.9": did you mean "release/v4.2.0"?' in result.output


def test_a_commit_that_looks_like_an_option_or_a_branch(shop: Workshop) -> None:
    """What a record says is never taken for a revision or an option."""
    for odd in ("--upload-pack=x", "main", "HEAD"):
        shop.release("v4.2.0", RELEASED.format(model=odd, data=shop.data.git("rev-parse", "HEAD")))
        assert "FB726" in verify(shop).output
