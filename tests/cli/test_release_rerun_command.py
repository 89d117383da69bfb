"""`forgebook release rerun`: how it stands, the script, the verdict in the record."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main

FULL = "99e0658bd4a1c3f1d0e5a6b7c8d9e0f1a2b3c4d5"
PROJECT = 'name: Harbour model\nrepositories: [{id: engine, url: "https://git.example/engine", public: true}]\n'
RELEASE = f"""\
# The first one.
version: v1.0.0   # as on the tag
status: released
released_on: 2025-01-10
components:
  - {{repository: engine, version: v1.0.0, commit: {FULL}}}
rerun:
  code:
    - {{repository: engine, commit: {FULL}}}
  command: make run   # in the engine's folder
  verifications:
    # the audit
    - {{date: 2025-02-01, result: same}}

  state: runnable
"""
FILES = {"records/project.yml": PROJECT, "records/releases/v1.0.0.yml": RELEASE}


@pytest.fixture
def project(write):
    return write(FILES)


@pytest.fixture
def release(project):
    def ran(*arguments):
        command = ["release", "rerun", "-C", str(project), "--as-of", "2025-11-20", *arguments]
        return CliRunner().invoke(main, command)

    return ran


def text(project):
    return (project / "records/releases/v1.0.0.yml").read_text(encoding="utf-8")


def test_how_it_stands(release):
    result = release("v1.0.0")
    assert result.exit_code == 0
    assert result.stdout.split("\n")[:3] == [
        "v1.0.0: ran again", "  last ran with the same results on 2025-02-01, 292 days ago", "  2025-02-01 same",
    ]  # fmt: skip
    assert "forgebook release rerun v1.0.0 --script" in result.stdout


@pytest.mark.parametrize("word", ["v1.0.0", "1.0.0", "release/v1.0.0", "V1.0.0"])
def test_a_release_goes_by_its_id_or_its_version(word, release):
    assert release(word).stdout.startswith("v1.0.0:")


def test_a_release_that_is_not_there(release):
    result = release("v1.0.1")
    assert result.exit_code == 2
    assert 'there is no release "v1.0.1": did you mean "v1.0.0"?' in result.stderr


def test_the_script_goes_to_standard_output_alone(release):
    result = release("v1.0.0", "--script")
    assert result.exit_code == 0
    assert result.stdout.startswith("#!/bin/sh\n")
    assert result.stdout.endswith('exit "$status"\n')
    assert "command='make run'" in result.stdout
    assert result.stderr == ""


def test_what_cannot_be_put_into_a_script_is_refused(release, write):
    write({"records/releases/v1.0.0.yml": RELEASE.replace(f"commit: {FULL}}}\n  command", "commit: main}\n  command")})
    result = release("v1.0.0", "--script")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "not a full hash: main" in result.stderr


def test_a_verdict_is_added_and_nothing_else_changes(release, project):
    result = release(
        "v1.0.0", "--record", "within_tolerance", "--note", "0.02 %: on another machine", "--on", "2025-11-03"
    )
    assert result.exit_code == 0, result.stderr
    added = '    - {date: 2025-11-03, result: within_tolerance, note: "0.02 %: on another machine"}\n'
    assert text(project) == RELEASE.replace("result: same}\n", "result: same}\n" + added)
    assert "was run again on 2025-11-03: within tolerance" in result.stdout
    assert release("v1.0.0", "--record", "different").exit_code == 0
    assert "{date: 2025-11-20, result: different}" in text(project)
    assert "ran with the same results on 2025-11-03" in release("v1.0.0").stdout


def test_the_first_verdict_makes_the_list(release, project, write):
    bare = RELEASE[: RELEASE.index("  verifications")]
    write({"records/releases/v1.0.0.yml": bare})
    assert release("v1.0.0", "--record", "same").exit_code == 0
    assert text(project).startswith(bare)
    assert "verifications:\n    - date: 2025-11-20\n      result: same\n" in text(project)


def test_a_verdict_that_contradicts_the_state_says_so(release, project):
    result = release("v1.0.0", "--record", "not_possible")
    assert "set rerun.state to data_gone or environment_gone" in result.stdout
    again = release("v1.0.0", "--record", "not_possible", "--state", "data_gone")
    assert "state" not in again.stdout
    assert text(project).endswith("state: data_gone\n")
    assert "The state still says data_gone" in release("v1.0.0", "--record", "same").stdout


def test_a_dry_run_writes_nothing(release, project):
    result = release("v1.0.0", "--record", "same", "--dry-run")
    assert "+    - {date: 2025-11-20, result: same}" in result.stdout
    assert text(project) == RELEASE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--record", "same", "--on", "2025-11-21"], "still to come"),
        (["--record", "same", "--on", "2025-01-09"], "came out on 2025-01-10"),
        (["--record", "fine"], "not one of"),
        (["--note", "Fine"], "go with --record"),
        (["--record", "same", "--script"], "do not go together"),
        (["--record", "same", "--on", "yesterday"], "yesterday"),
    ],
)
def test_wrong_use(arguments, said, release, project):
    result = release("v1.0.0", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert text(project) == RELEASE


def test_a_release_that_does_not_say_how(release, write):
    write({"records/releases/v1.0.0.yml": RELEASE[: RELEASE.index("rerun:")]})
    assert "not recorded" in release("v1.0.0").stdout
    for option in (["--script"], ["--record", "same"]):
        result = release("v1.0.0", *option)
        assert result.exit_code == 2
        assert "does not say how to run it again" in result.stderr
