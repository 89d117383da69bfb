"""`forgebook deploy record`: one entry at the end of the right file, whoever runs it, how often and with whom."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.loading import faults, load
from support.repositories import GitRepository

PROJECT = (
    "name: Harbour\nrepositories: [{id: engine}]\nmaintenance_lines: [{id: main}]\n"
    "environments:\n  - {id: dev, order: 1}\n  - {id: live, title: Live, order: 2}\n"
)
RELEASE = (
    "version: v1\nstatus: released\nreleased_on: 2025-03-03\n"
    "components: [{repository: engine, version: '1', commit: 99e0658}]\n"
)
GONE = (
    "version: v0\nstatus: withdrawn\nreleased_on: 2025-01-03\nwithdrawn: {date: 2025-01-04, reason: Wrong}\n"
    "components: [{repository: engine, version: '0', commit: 88e0658}]\n"
)
KEPT = "# Written by hand until June.\n- environment: live # planners\n  release: v1\n  at: 2025-03-03\n\n# the end\n"
AT = ("--at", "2025-11-19T10:00+00:00")


@pytest.fixture
def root(write: Callable[[Mapping[str, str]], Path]) -> Path:
    return write({
        "records/project.yml": PROJECT, "records/releases/v1.yml": RELEASE, "records/releases/v0.yml": GONE,
        "records/people/nadia.yml": "title: Nadia Rahimi\n",
    })  # fmt: skip


def record(root: Path, *options: str, as_of: str = "2025-11-20") -> Result:
    return CliRunner().invoke(main, ["deploy", "record", "-C", str(root), "--as-of", as_of, *options])


def text(root: Path, name: str = "live-2025") -> str:
    return (root / f"records/deployments/{name}.yml").read_text(encoding="utf-8")


def test_the_first_one_makes_the_file_of_its_environment_and_year(root: Path) -> None:
    done = record(root, "--environment", "live", "--release", "v1", *AT, "--by", "nadia", "--note", "First: of all")
    assert done.exit_code == 0, done.output
    entry = (
        "- environment: live\n  release: v1\n  at: 2025-11-19T10:00+00:00\n  by: nadia\n"
        '  note: "First: of all"\n'
    )  # fmt: skip
    assert text(root) == entry
    assert "  - environment: live\n" in done.output
    project = load(root)
    (found,) = project.graph.of("deployment")
    assert (found.ref, found.f.by) == ("deployment/live/2025-11-19-1000-v1", "person/nadia")
    assert faults(project) == [fault for fault in faults(project) if not fault.startswith("deployments")]


def test_an_entry_goes_to_the_end_and_all_else_stays(root: Path, write: Callable[[Mapping[str, str]], Path]) -> None:
    write({"records/deployments/live-2025.yml": KEPT})
    assert record(root, "--environment", "live", "--release", "v1", *AT, "--outcome", "rolled_back").exit_code == 0
    after = text(root)
    assert after.startswith(KEPT.removesuffix("\n# the end\n"))
    assert "# the end" in after
    assert after.count("- environment") == 2
    assert "outcome: rolled_back" in after
    assert [r.f.outcome for r in load(root).graph.of("deployment")] == ["succeeded", "rolled_back"]


def test_it_follows_the_house_and_does_as_it_is_told(root: Path, write: Callable[[Mapping[str, str]], Path]) -> None:
    write({"records/deployments/everything.yml": KEPT})
    assert record(root, "--environment", "live", "--release", "v1", *AT).exit_code == 0
    assert text(root, "everything").count("- environment") == 2
    other = ("--environment", "dev", "--release", "v1", *AT)
    assert record(root, *other, "--file", "records/deployments/mine.yml").exit_code == 0
    assert text(root, "mine").startswith("- environment: dev")
    assert record(root, "--environment", "live", "--release", "v1", "--at", "2024-12-31").exit_code == 0
    assert text(root, "live-2024").startswith("- environment: live")


@pytest.mark.parametrize("again", [(), ("--release", "release/v1"), ("--outcome", "succeeded")])
def test_the_same_twice_changes_nothing(root: Path, again: tuple[str, ...]) -> None:
    said = ("--environment", "live", "--release", "v1", *AT, "--note", "Once")
    assert record(root, *said).exit_code == 0
    before = text(root)
    done = record(root, *said, *again)
    assert done.exit_code == 0
    assert "already" in done.output
    assert text(root) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--environment", "lief", "--release", "v1"), 'did you mean "live"?'),
        (("--environment", "live", "--release", "v2"), 'there is no release "v2"'),
        (("--environment", "live", "--component", "engine"), "nothing of the version"),
        (("--environment", "live", "--component", "engines", "--version", "1"), 'did you mean "engine"?'),
        (("--environment", "live", "--release", "v1", "--component", "engine", "--version", "7"), "not 7"),
        (("--environment", "live", "--release", "v1", "--by", "nobody"), '"nobody"'),
        (("--environment", "live", "--release", "v1", "--line", "mian"), 'did you mean "main"?'),
    ],
)
def test_what_a_check_would_refuse_is_not_written(root: Path, options: tuple[str, ...], words: str) -> None:
    done = record(root, *options, *AT)
    assert done.exit_code == 1
    assert words in done.output
    assert "Nothing was written." in done.output
    assert not (root / "records/deployments").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--environment", "live"), "what was deployed?"),
        (("--release", "v1"), "Missing option '--environment'"),
        (("--environment", "live", "--release", "v1", "--at", "yesterday"), '"yesterday" is no time'),
        (("--environment", "live", "--release", "v1", "--at", "2025-13-01"), "is no time"),
        (("--environment", "live", "--release", "v1", "--note", "a\nb"), "several lines"),
        (("--environment", "live", "--release", "v1", "--note", "a\x07b"), "control character"),
        (("--environment", "live", "--release", "v1", "--file", "../x.yml"), "is no file for deployments"),
        (("--environment", "live", "--release", "v1", "--file", "x.txt"), "is no file for deployments"),
        (("--environment", "live", "--release", "v1", "--outcome", "won"), "'won' is not one of"),
    ],
)
def test_wrong_use(root: Path, options: tuple[str, ...], words: str) -> None:
    done = record(root, *options)
    assert done.exit_code == 2
    assert words in done.output
    assert not (root / "records/deployments").exists()


def test_another_entry_of_the_same_moment_is_refused(root: Path) -> None:
    assert record(root, "--environment", "live", "--release", "v1", *AT).exit_code == 0
    before = text(root)
    done = record(root, "--environment", "live", "--release", "v1", *AT, "--note", "Other words")
    assert (done.exit_code, text(root)) == (1, before)
    assert "FB210" in done.output


def test_a_warning_is_told_and_it_is_written_all_the_same(root: Path) -> None:
    done = record(root, "--environment", "live", "--release", "v0", *AT)
    assert done.exit_code == 0
    assert "warning FB752" in done.output
    assert "release: v0" in text(root)


def test_faults_that_were_there_before_do_not_stop_it(root: Path, write: Callable[[Mapping[str, str]], Path]) -> None:
    write({"records/deployments/live-2025.yml": "- environment: live\n  release: gone\n  at: 2025-03-03\n"})
    assert record(root, "--environment", "live", "--release", "v1", *AT).exit_code == 0
    assert text(root).endswith("- environment: live\n  release: v1\n  at: 2025-11-19T10:00+00:00\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [("environment: live\nrelease: v1\nat: 2025-03-03\n", "one record and not a list"), ("- {a: [\n", "by hand")],
)
def test_a_file_that_cannot_take_it_stays_as_it_is(
    root: Path, write: Callable[[Mapping[str, str]], Path], content: str, words: str
) -> None:
    write({"records/deployments/odd.yml": content})
    done = record(root, "--environment", "live", "--release", "v1", *AT, "--file", "odd.yml")
    assert done.exit_code == 2
    assert words in done.output
    assert text(root, "odd") == content


@pytest.mark.parametrize("content", ["", "# Only words\n", "# no end of line", "[]\n"])
def test_a_file_without_entries_gets_its_first(
    root: Path, write: Callable[[Mapping[str, str]], Path], content: str
) -> None:
    write({"records/deployments/new.yml": content})
    done = record(root, "--environment", "live", "--release", "v1", *AT, "--file", "new.yml")
    assert done.exit_code == 0, done.output
    assert "release: v1" in text(root, "new")
    assert content.rstrip("[]\n") in text(root, "new")
    assert len(load(root).graph.of("deployment")) == 1


def test_without_a_time_it_is_the_day_that_was_told(root: Path) -> None:
    assert record(root, "--environment", "live", "--release", "v1").exit_code == 0
    assert "at: 2025-11-20\n" in text(root)


def test_two_at_a_time_lose_nothing(root: Path) -> None:
    script = "from forgebook.cli.main import main; main(prog_name='forgebook')"
    lines = [
        [sys.executable, "-c", script, "deploy", "record", "-C", str(root), "--as-of", "2025-11-20", "--environment",
         "live", "--release", "v1", "--at", f"2025-11-19T10:0{n // 2}+00:00"]
        for n in range(8)
    ]  # fmt: skip
    running = [subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for line in lines]
    said = [process.communicate(timeout=120)[0].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 8, said
    assert text(root).count("- environment") == 4, "four, each told twice"
    assert len(load(root).graph.of("deployment")) == 4
    assert os.listdir(root / "records/deployments") == ["live-2025.yml"]


def test_a_changed_entry_and_one_that_is_gone_are_told_against_git(root: Path) -> None:
    repository = GitRepository(root)
    old = "- {environment: live, release: v1, at: 2025-03-03}\n- {environment: live, release: v1, at: 2025-04-03}\n"
    repository.write({"records/deployments/live-2025.yml": old}).commit()
    repository.write({
        "records/deployments/live-2025.yml": "- {environment: live, release: v1, at: 2025-03-03, note: Added}\n"
        "- {environment: live, release: v1, at: 2025-05-03}\n"
    })  # fmt: skip
    done = CliRunner().invoke(main, ["check", "-C", str(root), "--as-of", "2025-11-20", "--since", "HEAD"])
    lines = [line for line in done.output.split("\n") if " FB755 " in line]
    assert len(lines) == 1, "a note may be mended, and a new entry is none that was changed"
    assert "deployment/live/2025-04-03-v1 was recorded here and is gone" in lines[0]
    repository.write({
        "records/deployments/live-2025.yml": "- {environment: live, release: v1, at: 2025-03-03, commit: 99e0658}\n"
        "- {environment: live, release: v1, at: 2025-04-03}\n"
    })  # fmt: skip
    done = CliRunner().invoke(main, ["check", "-C", str(root), "--as-of", "2025-11-20", "--since", "HEAD"])
    (line,) = [line for line in done.output.split("\n") if " FB755 " in line]
    assert "commit was not given and is 99e0658 now" in line
