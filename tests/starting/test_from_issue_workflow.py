"""The workflow that makes a pull request of a filled form, run step by step with a stand-in for the host's command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from forgebook.cli.main import main
from starting.conftest import written
from support.repositories import ISOLATED, GitRepository

EVIL = '$(touch pwned) `touch pwned` "; touch pwned; # @everyone ${{ github.token }}\n\nEOF\n/close\n'
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
for word in "$@"; do
  case "$previous" in --body-file) if [ "$word" = - ]; then cat; else cat "$word"; fi >> "$GH_LOG";; esac
  previous="$word"
done
case "$1 $2" in "pr create") echo https://github.example/o/r/pull/9;; esac
"""


class Runner:
    """A machine of the host's: a clone, the event's file, and a command `gh` that notes what it is asked."""

    def __init__(self, folder: Path, body: str) -> None:
        origin = folder / "origin.git"
        subprocess.run(["git", "init", "-q", "--bare", str(origin)], check=True)
        self.git = GitRepository(folder / "clone")
        started = CliRunner().invoke(main, ["init", str(self.git.root), "--yes", "--as-of", "2025-11-20"])
        assert started.exit_code == 0, started.output
        written(self.git.root)
        self.git.git("remote", "add", "origin", str(origin))
        self.git.commit()
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.event = folder / "event.json"
        issue = {"number": 12, "title": f"[decision] {EVIL}", "body": body, "labels": [], "user": {"login": "x"}}
        self.event.write_text(json.dumps({"action": "opened", "issue": issue}))
        self.log = folder / "gh.log"
        self.log.write_text("")
        self.bin = folder / "bin"
        self.bin.mkdir()
        self._command("gh", GH)
        self._command(
            "forgebook", f"#!{sys.executable}\nfrom forgebook.cli.main import main\nmain(prog_name='forgebook')\n"
        )
        self.output = folder / "output"

    def _command(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def run(self) -> dict[str, str]:
        """Run the steps of the workflow from the form onwards; what they said to each other."""
        file = self.git.root / ".github/workflows/records-from-issue.yml"
        job = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]["propose"]
        said: dict[str, str] = {}
        for step in job["steps"]:
            condition = step.get("if", "")
            if "run" not in step or "pip install" in step["run"] or (condition and said.get("done") != "yes"):
                continue
            self.output.write_text("")
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=self.git.root, env=self._environment(), capture_output=True, text=True,
            )  # fmt: skip
            assert done.returncode == 0, f"{step.get('name')}: {done.stdout}\n{done.stderr}"
            said.update(line.split("=", 1) for line in self.output.read_text().splitlines())
        return said

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ, **ISOLATED, "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}", "NUMBER": "12",
            "GITHUB_EVENT_PATH": str(self.event), "GITHUB_OUTPUT": str(self.output), "RUNNER_TEMP": str(self.temp),
            "GH_LOG": str(self.log), "RUN_URL": "https://github.example/run/1", "PREVIEW": "https://github.example/p/1",
            "FORGEBOOK_AS_OF": "2025-11-20", "NO_MKDOCS_2_WARNING": "1",
        }  # fmt: skip


def filled_form() -> tuple[str, Any]:
    """A filled form that makes a new decision, with hostile answers wherever free text is taken."""
    from forgebook.kinds.register import installed

    form = next(form for form in installed()["decision"].forms if form.action == "new")
    parts = []
    for question in form.questions:
        if question.options:
            answer = question.options[0].label
        elif question.widget in ("line", "text"):
            answer = EVIL if question.widget == "text" else EVIL.split("\n")[0]
        else:
            answer = "_No response_"
        parts.append(f"### {question.label}\n\n{answer}\n")
    return "\n".join(parts), form


@pytest.fixture(autouse=True)
def _needs_jq() -> None:
    from shutil import which

    if which("jq") is None:
        pytest.skip("there is no jq, which the host's machines have")


def test_a_hostile_form_becomes_a_pull_request_and_nothing_else(tmp_path: Path) -> None:
    runner = Runner(tmp_path, filled_form()[0])
    assert runner.run() == {"done": "yes"}
    log = runner.log.read_text()
    assert "pr create --head forgebook/issue-12" in log
    assert "https://github.example/p/1" in log
    assert "issue comment 12" in log
    assert not list(tmp_path.rglob("pwned"))
    changed = runner.git.git("diff", "--name-only", "main", "forgebook/issue-12").splitlines()
    assert len(changed) == 1
    assert changed[0].startswith("records/decisions/")
    pushed = runner.git.git("ls-remote", "origin", "forgebook/issue-12")
    assert runner.git.git("rev-parse", "forgebook/issue-12") in pushed


def test_an_issue_of_another_sort_is_left_alone(tmp_path: Path) -> None:
    runner = Runner(tmp_path, "The site is slow.\n")
    assert runner.run() == {"done": "no"}
    assert runner.log.read_text() == ""


def test_missing_answers_are_told_in_the_issue(tmp_path: Path) -> None:
    _, form = filled_form()
    body = "\n".join(f"### {question.label}\n\n_No response_\n" for question in form.questions)
    runner = Runner(tmp_path, body)
    assert runner.run() == {"done": "no"}
    log = runner.log.read_text()
    assert "issue comment 12" in log
    assert "still missing" in log
    assert runner.git.git("status", "--porcelain") == ""
