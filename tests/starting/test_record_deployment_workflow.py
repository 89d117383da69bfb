"""What records a deployment on GitHub and GitLab, run as it stands with a stand-in for the hosts' commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from starting.conftest import written
from support.repositories import ISOLATED, GitRepository

PROJECT = "name: Harbour\nenvironments: [{id: live}]\n"
RELEASE = "version: v1\nstatus: released\nreleased_on: 2025-03-03\n"
EVIL = '$(touch pwned) `touch pwned` "; touch pwned; #'


class Records:
    """A repository of records at its host, and a clone of it in which the script runs."""

    def __init__(self, folder: Path) -> None:
        self.origin = folder / "origin.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(self.origin)], check=True)
        self.git = GitRepository(folder / "clone")
        self.git.write({"records/project.yml": PROJECT, "records/releases/v1.yml": RELEASE}).commit()
        self.git.git("branch", "-M", "main")
        self.git.git("remote", "add", "origin", str(self.origin))
        self.git.git("push", "-q", "origin", "main")
        self.bin = folder / "bin"
        self.bin.mkdir()
        call = "from forgebook.cli.main import main\nmain(prog_name='forgebook')\n"
        for name, text in (("forgebook", f"#!{sys.executable}\n{call}"), ("gh", "#!/bin/sh\nexit 0\n")):
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)

    def run(self, script: str, **given: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, **ISOLATED, "PATH": path, "FORGEBOOK_AS_OF": "2025-11-20", **given}
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.git.root, env=environment, capture_output=True,
            text=True, timeout=120, check=False,
        )  # fmt: skip

    def pushed(self) -> str:
        show = ["git", "-C", str(self.origin), "show", "main:records/deployments/live-2025.yml"]
        return subprocess.run(show, capture_output=True, text=True, check=False).stdout


def script_of(host: str, folder: Path) -> str:
    root = written(folder)
    if host == "github":
        text = (root / ".github/workflows/record-deployment.yml").read_text(encoding="utf-8")
        return str(yaml.safe_load(text)["jobs"]["record"]["steps"][-1]["run"])
    text = (root / ".gitlab/forgebook.gitlab-ci.yml").read_text(encoding="utf-8")
    script = "\n".join(yaml.safe_load(text)["record-deployment"]["script"])
    return "\n".join(line for line in script.split("\n") if "set-url" not in line)


def values(host: str, at: str, note: str = "", release: str = "v1") -> dict[str, str]:
    if host == "github":
        return {"ENVIRONMENT": "live", "RELEASE": release, "AT": at, "OUTCOME": "succeeded", "NOTE": note,
                "TOKEN": "x", "BRANCH": "main"}  # fmt: skip
    return {"DEPLOYED_ENVIRONMENT": "live", "DEPLOYED_RELEASE": release, "DEPLOYED_AT": at, "DEPLOYED_NOTE": note,
            "CI_DEFAULT_BRANCH": "main", "CI_SERVER_HOST": "git.example"}  # fmt: skip


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_it_pushes_the_entry_once_and_runs_nothing_that_was_told(host: str, tmp_path: Path) -> None:
    records = Records(tmp_path)
    script = script_of(host, tmp_path / "written")
    done = records.run(script, **values(host, "2025-11-19T10:00Z", EVIL))
    assert done.returncode == 0, done.stdout + done.stderr
    first = records.pushed()
    assert first.count("- environment: live") == 1
    assert "touch pwned" in first
    assert not (records.git.root / "pwned").exists()
    again = records.run(script, **values(host, "2025-11-19T10:00Z", EVIL))
    assert again.returncode == 0
    assert "recorded before" in again.stdout
    assert records.pushed() == first


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_what_is_wrong_is_not_pushed(host: str, tmp_path: Path) -> None:
    records = Records(tmp_path)
    done = records.run(script_of(host, tmp_path / "written"), **values(host, "2025-11-19", release="v2"))
    assert done.returncode == 1
    assert "FB301" in done.stderr
    assert records.pushed() == ""


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_what_others_pushed_meanwhile_stays(host: str, tmp_path: Path) -> None:
    records = Records(tmp_path)
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", str(records.origin), str(other)], check=True)
    somebody = GitRepository(other)
    entry = "- {environment: live, release: v1, at: 2025-04-01}\n"
    somebody.write({"records/deployments/live-2025.yml": entry}).commit()
    somebody.git("push", "-q", "origin", "HEAD:main")
    done = records.run(script_of(host, tmp_path / "written"), **values(host, "2025-11-19"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert records.pushed() == entry + entry.replace("2025-04-01", "2025-11-19")
