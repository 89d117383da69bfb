"""Workflow files: valid, and safe against what strangers send."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from starting.conftest import written

SCHEMAS = {".github/workflows": "vendor.github-workflows", ".gitlab": "vendor.gitlab-ci", ".": "vendor.gitlab-ci"}
SHA = "a" * 40
MARKER = "<!-- forgebook-diff -->"
PINS = {"rules": {"unpinned-uses": {"config": {"policies": {"actions/*": "ref-pin"}}}}}
ODD = {"branch": "release/1.x", "prefix": "team/our-book"}


def github(folder: Path) -> dict[str, dict[str, Any]]:
    """The workflows by file name. (YAML 1.1 reads the key `on` as true.)"""
    files = sorted((folder / ".github/workflows").iterdir())
    return {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("more", [{}, ODD])
@pytest.mark.parametrize("where", SCHEMAS)
def test_files_follow_the_schemas_of_their_hosts(tmp_path: Path, where: str, more: dict[str, str]) -> None:
    folder = written(tmp_path, **more) / where
    files = [str(path) for path in sorted(folder.iterdir()) if path.is_file()]
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[where], *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_an_auditor_finds_nothing_but_the_trigger_that_is_meant(workflows: Path, tmp_path: Path) -> None:
    config = tmp_path / "zizmor.yml"
    config.write_text(yaml.safe_dump(PINS))
    command = ["zizmor", "--offline", "--no-progress", "--format", "json", "--persona", "pedantic", "--config", config]
    auditor = str(Path(sys.executable).with_name("zizmor"))
    done = subprocess.run([auditor, *map(str, command[1:]), str(workflows)], capture_output=True, text=True)
    found = [finding["ident"] for finding in json.loads(done.stdout)]
    assert found == ["dangerous-triggers"], done.stdout[:2000]


def test_actions_are_pinned_and_come_from_github_itself(workflows: Path) -> None:
    used = {step["uses"] for workflow in github(workflows).values() for step in steps(workflow) if "uses" in step}
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", action)] == []


def test_scripts_hold_no_expression_that_a_stranger_could_fill(workflows: Path) -> None:
    scripts = [
        script
        for workflow in github(workflows).values()
        for step in steps(workflow)
        for script in (step.get("run"), step.get("with", {}).get("script"))
        if script
    ]
    assert len(scripts) > 8
    assert [script for script in scripts if "${{" in script] == []


def test_what_runs_code_of_a_pull_request_may_only_read_and_holds_no_secret(workflows: Path) -> None:
    text = (workflows / ".github/workflows/records.yml").read_text(encoding="utf-8")
    workflow = github(workflows)["records.yml"]
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "github.token" not in text
    writing = {name: job for name, job in workflow["jobs"].items() if "permissions" in job}
    assert list(writing) == ["deploy"]
    assert [step["uses"].split("@")[0] for step in writing["deploy"]["steps"]] == ["actions/deploy-pages"]
    assert all(job["if"] for name, job in workflow["jobs"].items() if name != "check")
    assert [
        step for step in steps(workflow) if "checkout" in step.get("uses", "") and step["with"]["persist-credentials"]
    ] == []


def test_what_may_comment_runs_nothing_of_the_pull_request(workflows: Path) -> None:
    workflow = github(workflows)["records-comment.yml"]
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["comment"]["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [step["uses"].split("@")[0] for step in steps(workflow)] == [
        "actions/download-artifact", "actions/github-script",
    ]  # fmt: skip


def test_sites_are_published_only_where_somebody_said_which(workflows: Path) -> None:
    jobs = github(workflows)["records.yml"]["jobs"]
    assert "vars.FORGEBOOK_PAGES == 'team'" in jobs["build-team"]["if"]
    assert "vars.FORGEBOOK_PAGES == 'public'" in jobs["build-public"]["if"]
    public = [step["run"] for step in jobs["build-public"]["steps"] if "forgebook build" in step.get("run", "")]
    assert all("--visibility public" in run for run in public)
    gitlab = yaml.safe_load((workflows / ".gitlab/forgebook.gitlab-ci.yml").read_text(encoding="utf-8"))
    assert '$FORGEBOOK_PAGES == "public"' in gitlab["pages-public"]["rules"][0]["if"]


def test_it_is_built_each_night(workflows: Path) -> None:
    (night,) = github(workflows)["records.yml"][True]["schedule"]
    assert re.fullmatch(r"[0-5]?\d 3 \* \* \*", night["cron"])


def test_the_comment_waits_for_the_workflow_by_its_name(workflows: Path) -> None:
    files = github(workflows)
    assert files["records-comment.yml"][True]["workflow_run"]["workflows"] == [files["records.yml"]["name"]]


def test_shell_scripts_can_be_read_by_a_shell(workflows: Path) -> None:
    for name, workflow in github(workflows).items():
        for step in steps(workflow):
            if "run" in step:
                done = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True)
                assert done.returncode == 0, f"{name}: {done.stderr}"


STUB = """
const script = require('fs').readFileSync('script.js', 'utf8')
const given = JSON.parse(require('fs').readFileSync('given.json', 'utf8'))
const did = []
const core = { setFailed: (m) => did.push(['failed', m]), notice: (m) => did.push(['notice', m]) }
const github = {
  paginate: async (call, options) => given.comments,
  rest: {
    pulls: { get: async ({ pull_number }) => { did.push(['asked', pull_number]); return { data: given.pull } } },
    issues: {
      listComments: null,
      createComment: async (o) => did.push(['created', o]),
      updateComment: async (o) => did.push(['updated', o]),
    },
  },
}
const context = { repo: { owner: 'o', repo: 'r' }, payload: { workflow_run: given.run } }
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
new AsyncFunction('require', 'core', 'github', 'context', script)(require, core, github, context)
  .then(() => console.log(JSON.stringify(did)))
"""


def posted(workflows: Path, folder: Path, comment: str, number: str = "7", **more: Any) -> list[list[Any]]:
    """What the script of the commenting workflow does."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node to run the script with")
    (_, step) = steps(github(workflows)["records-comment.yml"])
    run = {"head_sha": SHA, "html_url": "https://github.example/o/r/actions/runs/1"}
    given = {"run": run, "pull": {"state": "open", "head": {"sha": SHA}}, "comments": [], **more}
    (folder / "review").mkdir(parents=True, exist_ok=True)
    (folder / "review/comment.md").write_text(comment, encoding="utf-8")
    (folder / "review/number.txt").write_text(number, encoding="utf-8")
    (folder / "script.js").write_text(step["with"]["script"], encoding="utf-8")
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    done = subprocess.run([node, "-e", STUB], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_text_is_posted_and_later_updated(workflows: Path, tmp_path: Path) -> None:
    asked, created = posted(workflows, tmp_path, f"{MARKER}\nhello\n")
    assert asked == ["asked", 7]
    assert created[0] == "created"
    assert created[1]["issue_number"] == 7
    assert created[1]["body"].startswith(f"{MARKER}\nhello\n")
    assert "https://github.example/o/r/actions/runs/1" in created[1]["body"]
    stranger = {"id": 4, "user": {"login": "somebody"}, "body": MARKER}
    own = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nold"}
    _, updated = posted(workflows, tmp_path, f"{MARKER}\nhello\n", comments=[stranger, own])
    assert (updated[0], updated[1]["comment_id"]) == ("updated", 5)


@pytest.mark.parametrize("number", ["", "x", "7; rm", "-1", "0", "7\n8", "1" * 12, "../7"])
def test_a_number_that_is_none_stops_it(workflows: Path, tmp_path: Path, number: str) -> None:
    ((what, _),) = posted(workflows, tmp_path, f"{MARKER}\nhello\n", number)
    assert what == "failed"


@pytest.mark.parametrize(
    "pull", [{"state": "open", "head": {"sha": "b" * 40}}, {"state": "closed", "head": {"sha": SHA}}]
)
def test_the_pull_request_must_have_the_commit_that_was_built(
    workflows: Path, tmp_path: Path, pull: dict[str, Any]
) -> None:
    did = posted(workflows, tmp_path, f"{MARKER}\nhello\n", pull=pull)
    assert [what for what, _ in did] == ["asked", "notice"]


def test_a_text_that_is_not_ours_stops_it(workflows: Path, tmp_path: Path) -> None:
    assert [what for what, _ in posted(workflows, tmp_path, "buy now\n")] == ["asked", "failed"]
    assert [what for what, _ in posted(workflows, tmp_path, MARKER + "x" * 300_000)] == ["asked", "failed"]


def test_a_text_with_mentions_marks_and_pictures_is_made_quiet(workflows: Path, tmp_path: Path) -> None:
    nasty = f"{MARKER}\n@everyone {MARKER} ![x](https://evil.example/x) <img src=x> <IMG src=x>\n"
    body = posted(workflows, tmp_path, nasty)[1][1]["body"]
    assert not re.search(r"@\w|!\[|<img", body, re.I)
    assert body.count("<!--") == 1


def test_a_long_text_is_cut_to_what_the_host_takes(workflows: Path, tmp_path: Path) -> None:
    body = posted(workflows, tmp_path, MARKER + "y" * 100_000)[1][1]["body"]
    assert len(body) == 65_536
    assert body.endswith(f"from {SHA[:10]}\n")
