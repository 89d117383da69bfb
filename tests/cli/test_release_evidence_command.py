"""`forgebook release evidence`: one pack for an auditor."""

from __future__ import annotations

import json
import subprocess

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main

FULL = "99e0658bd4a1c3f1d0e5a6b7c8d9e0f1a2b3c4d5"
FILES = {
    "records/project.yml": (
        "name: Harbour model\nrepositories:\n  - {id: engine, title: Engine, public: true}\n  - {id: data}\n"
        "gates:\n  - {id: tests, title: Tests | all, level: patch, needs_checker: true}\n"
        "  - {id: totals, title: Totals, level: major}\n"
    ),
    "records/people/tom.yml": "title: Tom Kanari\n",
    "records/decisions/tides.yml": (
        "title: Follow the tide\nstatus: accepted\ndecided: 2024-12-01\nvisibility: public\n"
    ),
    "records/decisions/secret.yml": "title: Secret kanari\nstatus: accepted\ndecided: 2024-12-01\n",
    "records/releases/v1.0.1.yml": (
        "version: v1.0.1\nstatus: released\nreleased_on: 2025-01-10\nvisibility: public\ncomponents:\n"
        f"  - {{repository: engine, version: v1.0.1, commit: {FULL}, digest: 'sha256:0e5'}}\n"
        f"  - {{repository: data, version: kanari-not, commit: {FULL[::-1]}}}\n"
        "changes:\n  - {id: tide, kind: fixed, summary: Ships wait, decisions: [tides, secret],"
        " action: Run it again, act_by: 2025-02-01, impact: {direction: up, size: 3 %}}\n"
        "known_issues: [{id: slow, summary: Slow, visibility: team}]\n"
        "gates:\n  - {id: tests, result: pass, evidence: 41 tests, checked_by: tom, visibility: public}\n"
        "rerun:\n  command: make run\n  visibility: team\n  verifications: [{date: 2025-02-02, result: same}]\n"
    ),
    "records/runs/2025.yml": (
        "- {id: quay, release: v1.0.1, run_at: '2025-03-01T10:00Z', for: Planners, purpose: The quay,"
        " visibility: public}\n"
        "- {id: hidden, release: v1.0.1, run_at: 2025-03-02, for: Kanari planners}\n"
    ),
}


@pytest.fixture
def project(write):
    return write(FILES)


@pytest.fixture
def evidence(project):
    def ran(*arguments):
        return CliRunner().invoke(
            main, ["release", "evidence", "v1.0.1", "-C", str(project), "--as-of", "2025-11-20", *arguments]
        )

    return ran


def git(folder, *arguments):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@a.example", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_the_shape_of_the_json_stays(evidence):
    pack = json.loads(evidence("--format", "json").stdout)
    assert list(pack) == [
        "pack", "schema", "made", "records", "project", "release", "gates", "components", "changes", "known_issues",
        *(["assumptions"] if "assumptions" in pack else []), "decisions", "rerun", "runs",
        *(["deployments"] if "deployments" in pack else []),
    ]  # fmt: skip
    assert pack["schema"] == 1
    assert pack["made"]["as_of"] == "2025-11-20"
    assert pack["release"]["level"] == "patch"
    assert pack["gates"][0] == {
        "id": "tests", "title": "Tests | all", "asked": True, "status": "passed", "result": "pass",
        "evidence": "41 tests",
        "checked_by": {"ref": "person/tom", "name": "Tom Kanari"}, "gaps": [],
    }  # fmt: skip
    assert pack["gates"][1] == {"id": "totals", "title": "Totals", "asked": False, "gaps": []}
    assert pack["components"][0]["commit"] == FULL
    assert [decision["ref"] for decision in pack["decisions"]] == ["decision/secret", "decision/tides"]
    assert [run["ref"] for run in pack["runs"]] == ["run/hidden", "run/quay"]
    assert pack["rerun"]["verdicts"] == [{"date": "2025-02-02", "result": "same"}]


def test_the_document_says_the_same(evidence):
    text = evidence().stdout
    assert text.startswith("# Evidence for Harbour model, v1.0.1\n")
    for words in (
        "| Tests \\| all | passed | Tom Kanari |", f"`{FULL}`", "`sha256:0e5`", "**Act by 2025-02-01:** Run it again",
        "(results: up, 3 %)", "- Follow the tide (decision/tides, in force, decided 2024-12-01)",
        "- Command: `make run`",
        "| 2025-02-02 | same |", "2025-03-01T10:00Z (run/quay)",
        "Not asked of a release of this level and day: Totals.",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("format_", ["md", "json"])
@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_nothing_hidden_is_in_it(visibility, format_, evidence, project):
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "First")
    text = evidence("--visibility", visibility, "--format", format_).stdout
    for word in (
        "anari",
        "Tom",
        "make run",
        "Slow",
        FULL[::-1],
        "run/hidden",
        git(project, "rev-parse", "HEAD"),
        "records/",
    ):
        if word == "anari":
            text = text.replace("kanari-not", "")
        assert word not in text, word
    assert "run/quay" in text
    assert "41 tests" in text


def test_the_commit_of_the_records(evidence, project):
    assert "Commit of the records: this is not a git repository" in evidence().stdout
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "First")
    commit = git(project, "rev-parse", "HEAD")
    assert f"Records at commit `{commit}`, and nothing that is not committed" in evidence().stdout
    (project / "records/decisions/more.yml").write_text("title: More\nstatus: draft\n")
    assert "**with changes that are not committed**" in evidence().stdout
    pack = json.loads(evidence("--format", "json").stdout)
    assert pack["records"] == {"commit": commit, "clean": False}


def test_the_same_records_give_the_same_bytes(evidence):
    assert evidence("--format", "json").stdout == evidence("--format", "json").stdout


def test_it_can_be_written_to_a_file(evidence, tmp_path):
    result = evidence("--output", str(tmp_path / "pack.md"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "pack.md").read_text(encoding="utf-8") == evidence().stdout
    refused = evidence("--output", str(tmp_path / "nowhere/pack.md"))
    assert refused.exit_code == 2
    assert "could not be written" in refused.stderr


def test_a_change_names_the_runs_that_it_touches(evidence, project):
    path = project / "records/releases/v1.0.1.yml"
    touched = "{direction: up, size: 3 %}, affected_since: v1.0.0, affected_runs: {from: 2024-05-01, to: 2025-01-09}}"
    path.write_text(path.read_text("utf-8").replace("{direction: up, size: 3 %}}", touched), "utf-8")
    change = json.loads(evidence("--format", "json").stdout)["changes"][0]
    assert change["affected_since"] == "v1.0.0"
    assert change["affected_runs"] == {
        "from": "2024-05-01",
        "to": "2025-01-09",
        "words": "runs from 1 May 2024 to 9 Jan 2025",
    }
    assert "(results: up, 3 %; affects runs from 1 May 2024 to 9 Jan 2025)" in evidence().stdout
