"""The jobs that send release notes, run with stand-ins for the mail server and the chat."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from starting.conftest import written
from support.lines import HARBOUR
from support.repositories import ISOLATED, GitRepository
from support.sites import as_yaml, write

STAND_IN = """
import json, os, urllib.request
def note(**what):
    with open(os.environ["SENT"], "a") as log:
        log.write(json.dumps(what) + "\\n")
class SMTP:
    def __init__(self, host, port, **more): self.host, self.port, self.tls = host, port, type(self) is SMTP_SSL
    def starttls(self, context): self.tls = context.check_hostname
    def login(self, user, password): self.user = user
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def send_message(self, message):
        kinds = [part.get_content_type() for part in message.walk()]
        note(to=message["To"], sender=message["From"], subject=str(message["Subject"]), kinds=kinds, host=self.host,
             port=self.port, tls=self.tls, user=getattr(self, "user", ""), dated=bool(message["Date"]))
class SMTP_SSL(SMTP): pass
class Answer:
    def close(self): pass
def urlopen(asked, timeout):
    note(to=asked.full_url, text=json.loads(asked.data)["text"])
    return Answer()
urllib.request.urlopen = urlopen
"""
SECRETS = {
    "FORGEBOOK_MAIL_FROM": "forge@example.org", "FORGEBOOK_SMTP_HOST": "mail.example.org:587",
    "FORGEBOOK_SMTP_USER": "forge", "FORGEBOOK_SMTP_PASSWORD": "x", "FORGEBOOK_CHAT_WEBHOOK": "https://chat.example/hook",
}  # fmt: skip


class Runner:
    """A machine of either host: a clone with a deployment that the last commit records."""

    def __init__(self, folder: Path, host: str) -> None:
        self.folder, self.host = folder, host
        self.git = GitRepository(folder / "clone")
        write(
            self.git.root,
            {**HARBOUR, "mkdocs.yml": "site_name: H\nsite_url: https://site.example/\nplugins: [forgebook]\n"},
        )
        written(self.git.root)
        self.before = self.git.commit()
        event = {"environment": "live", "release": "2.2", "at": "2025-03-05"}
        self.git.write({"records/deployments/2025.yml": as_yaml([event])}).commit()
        tools = folder / "tools"
        write(
            tools,
            {"smtplib.py": STAND_IN, "forgebook": f"#!{sys.executable}\nfrom forgebook.cli.main import main\nmain()\n"},
        )
        (tools / "forgebook").chmod(0o755)
        (folder / "output").write_text("")

    def jobs(self) -> tuple[str, str]:
        """The script that writes the notes, and the one that sends them."""
        if self.host == "github":
            file = self.git.root / ".github/workflows/release-notes.yml"
            jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
            (write_,) = [step["run"] for step in jobs["write"]["steps"] if "forgebook release" in step.get("run", "")]
            (send,) = [step["run"] for step in jobs["send"]["steps"] if "run" in step]
            return write_, send
        jobs = yaml.safe_load((self.git.root / ".gitlab/forgebook.gitlab-ci.yml").read_text(encoding="utf-8"))
        return "\n".join(jobs["release-notes"]["script"]), "\n".join(jobs["release-notes-send"]["script"])

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess[str]:
        tools = self.folder / "tools"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("FORGEBOOK_", "GIT_"))},
            **ISOLATED, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(tools),
            "SENT": str(self.folder / "sent"), "GITHUB_OUTPUT": str(self.folder / "output"), "BEFORE": self.before,
            "CI_COMMIT_BEFORE_SHA": self.before, "CI_PROJECT_DIR": str(self.git.root), **more,
        }  # fmt: skip
        command = ["bash", "-e", "-c", script]
        return subprocess.run(command, cwd=self.git.root, env=environment, capture_output=True, text=True)

    def sent(self) -> list[dict[str, Any]]:
        """What went out."""
        file = self.folder / "sent"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@pytest.fixture(params=["github", "gitlab"])
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Runner:
    return Runner(tmp_path, request.param)


def test_each_audience_gets_its_notes_where_the_variable_says(runner: Runner) -> None:
    write_, send = runner.jobs()
    done = runner.run(write_)
    assert done.returncode == 0, done.stderr
    where = json.dumps({"users": ["users@example.org", "chat"]})
    done = runner.run(send, FORGEBOOK_NOTES_TO=where, **SECRETS)
    assert done.returncode == 0, done.stderr
    mail, chat = runner.sent()
    assert mail["subject"].startswith("2.2 for users: act ")
    assert (mail["to"], mail["sender"], mail["user"]) == ("users@example.org", "forge@example.org", "forge")
    assert (mail["host"], mail["port"], mail["tls"], mail["dated"]) == ("mail.example.org", 587, True, True)
    assert mail["kinds"] == ["multipart/alternative", "text/plain", "text/html"]
    assert chat["to"] == "https://chat.example/hook"
    assert "# 2.2 for users" in chat["text"]
    assert "release/2.2 for hosts: FORGEBOOK_NOTES_TO names nobody" in done.stdout
    assert "Moss" not in json.dumps(runner.sent()), "a change of the team"


def test_what_is_missing_is_named_and_nothing_goes_out(runner: Runner) -> None:
    write_, send = runner.jobs()
    runner.run(write_)
    where = json.dumps({"users": ["chat", "users@example.org"]})
    chat = {"FORGEBOOK_CHAT_WEBHOOK": "https://chat.example/hook"}
    done = runner.run(send, FORGEBOOK_NOTES_TO=where, FORGEBOOK_MAIL_FROM="forge@example.org", **chat)
    assert done.returncode == 1
    assert "Set FORGEBOOK_SMTP_HOST" in done.stderr
    done = runner.run(send, FORGEBOOK_NOTES_TO='{"users": "chat"}', FORGEBOOK_CHAT_WEBHOOK="file:///etc/passwd")
    assert "must begin with https://" in done.stderr
    assert runner.sent() == []


def test_nothing_new_means_nothing_to_send(runner: Runner) -> None:
    write_, send = runner.jobs()
    runner.before = "HEAD"
    done = runner.run(write_)
    assert done.returncode == 0, done.stderr
    assert "notes=yes" not in (runner.folder / "output").read_text()
    assert runner.run(send, FORGEBOOK_NOTES_TO='{"users": "chat"}', **SECRETS).returncode == 0
    assert runner.sent() == []


def test_nothing_runs_until_a_variable_says_where(workflows: Path) -> None:
    jobs = yaml.safe_load((workflows / ".github/workflows/release-notes.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["write"]["if"] == "vars.FORGEBOOK_NOTES_TO != ''"
    assert "secrets." not in json.dumps(jobs["write"]), "what installs packages holds no secret"
    assert [step["uses"].split("@")[0] for step in jobs["send"]["steps"] if "uses" in step] == [
        "actions/download-artifact"
    ]
    gitlab = yaml.safe_load((workflows / ".gitlab/forgebook.gitlab-ci.yml").read_text(encoding="utf-8"))
    for job in ("release-notes", "release-notes-send"):
        assert gitlab[job]["rules"][0]["if"].endswith("&& $FORGEBOOK_NOTES_TO")
