"""The hooks of `.pre-commit-hooks.yaml` and those of the guide, run by pre-commit itself on real commits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

HERE = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv*",
    ".*cache*",
    ".hypothesis",
    "__pycache__",
    "*.egg-info",
    "site",
    "build",
    "dist",
    "node_modules",
    "tests",
)
"""What is not in the repository, and what nobody installs."""
REQUIRED = "FORGEBOOK_INSTALL_REQUIRED"
GOOD = "title: Berth by tide\nstatus: accepted\ndecided: 2025-10-01\n"
BAD = GOOD.replace("accepted", "acepted")


def missing(what: str) -> NoReturn:
    """Skip, or fail where packages can be installed for certain."""
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{what} ({REQUIRED}=1 says that it can)", pytrace=False)
    pytest.skip(what)


@dataclass
class Clone:
    """A git repository and how to run commands in it."""

    root: Path
    environ: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.environ, capture_output=True, text=True, timeout=300, check=False
        )

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Commit all there is, as a person would: the hooks decide."""
        self.git("add", "--all")
        return self.run("git", "commit", "-m", "a change")

    def commits(self) -> int:
        return int(self.git("rev-list", "--count", "--all"))


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No settings of the person who runs the tests but those that say where packages come from."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "FORGEBOOK_"))}
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in WHO.items()}
    home = tmp_path_factory.mktemp("pre-commit-home")
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {
        **kept, **who, "PATH": path, "PRE_COMMIT_HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip


WHO = {"NAME": "Pat Plain", "EMAIL": "pat@harbour.example"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str]) -> dict[str, str]:
    """This package in a repository of its own, as `.pre-commit-config.yaml` names it."""
    clone = Clone(tmp_path_factory.mktemp("package") / "forgebook", environ)
    shutil.copytree(HERE, clone.root, ignore=LEFT_OUT)
    clone.git("init", "--quiet")
    clone.git("add", "--all")
    clone.git("commit", "--quiet", "-m", "the package")
    return {"repo": str(clone.root), "rev": clone.git("rev-parse", "HEAD")}


@pytest.fixture
def project(tmp_path: Path, environ: dict[str, str]) -> Callable[..., Clone]:
    """Make a project with hooks: a repository with two good records, one committed."""

    def made(config: object, folder: str = "") -> Clone:
        clone = Clone(tmp_path / "project", environ)
        clone.write(f"{folder}records/project.yml", "name: Harbour\n")
        clone.write(f"{folder}records/decisions/berth-by-tide.yml", GOOD)
        clone.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [config]}))
        clone.git("init", "--quiet")
        clone.git("add", "--all")
        done = clone.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
        if done.returncode:
            missing(f"pre-commit cannot install the package here: {(done.stdout + done.stderr)[-1500:]}")
        return clone

    return made


@pytest.fixture
def installed(project: Callable[..., Clone], package: dict[str, str]) -> Callable[..., Clone]:
    """Make a project whose hooks are installed from the package's repository."""

    def made(*arguments: str, folder: str = "", hook: str = "forgebook-check") -> Clone:
        asked = {"id": hook, **({"args": list(arguments)} if arguments else {})}
        return project({**package, "hooks": [asked]}, folder)

    return made


def in_the_guide() -> Iterator[dict[str, object]]:
    """The configurations of pre-commit that the guide shows."""
    text = (HERE / "docs" / "checking.md").read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(repos:\n.*?)```", text, re.S):
        yield from yaml.safe_load(block)["repos"]


def test_a_good_record_is_committed_and_a_bad_one_is_not(installed: Callable[..., Clone]) -> None:
    clone = installed()
    done = clone.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    clone.write("records/decisions/one-queue.yml", BAD)
    done = clone.commit()
    assert done.returncode == 1
    assert 'records/decisions/one-queue.yml:2:9 FB204 unknown status "acepted"' in done.stdout + done.stderr
    assert clone.commits() == 1


def test_a_commit_that_only_deletes_is_checked_too(installed: Callable[..., Clone]) -> None:
    clone = installed()
    clone.write("records/decisions/one-queue.yml", f"{GOOD}supersedes: [berth-by-tide]\n")
    clone.write("records/decisions/berth-by-tide.yml", GOOD.replace("accepted", "superseded"))
    done = clone.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    (clone.root / "records/decisions/berth-by-tide.yml").unlink()
    done = clone.commit()
    assert done.returncode == 1
    assert "FB301" in done.stdout + done.stderr


def test_a_project_in_a_folder_of_the_repository(installed: Callable[..., Clone]) -> None:
    clone = installed("-C", "site", folder="site/")
    assert clone.commit().returncode == 0
    clone.write("site/records/decisions/one-queue.yml", BAD)
    assert "FB204" in clone.commit().stderr
    assert clone.commits() == 1


def test_the_hook_that_uses_what_is_installed(project: Callable[..., Clone]) -> None:
    (local,) = [config for config in in_the_guide() if config["repo"] == "local"]
    clone = project(local)
    assert clone.commit().returncode == 0
    clone.write("records/decisions/one-queue.yml", BAD)
    assert "FB204" in clone.commit().stderr
    assert clone.commits() == 1


def test_the_hook_that_formats_stops_the_commit_until_its_work_is_added(installed: Callable[..., Clone]) -> None:
    clone = installed(hook="forgebook-fmt")
    assert clone.commit().returncode == 0
    clone.write("records/decisions/one-queue.yml", "status: accepted\n# why\ntitle: One queue\ndecided: 2025-10-02\n")
    assert clone.commit().returncode == 1
    assert clone.commits() == 1
    text = (clone.root / "records/decisions/one-queue.yml").read_text(encoding="utf-8")
    assert text.index("title:") < text.index("status:")
    assert "# why" in text
    assert clone.commit().returncode == 0
    assert clone.commits() == 2


def test_the_guide_names_hooks_that_exist() -> None:
    known = {hook["id"] for hook in yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    named = {hook["id"] for config in in_the_guide() for hook in config["hooks"]}  # type: ignore[attr-defined]
    assert named == known
