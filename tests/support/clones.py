"""A project with clones beside it, made by the tests."""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.repositories import GitRepository
from support.sites import write


class Dated(GitRepository):
    """A repository whose commits and tags have the day that they are given."""

    def on(self, day: str, message: str, *parents: str) -> str:
        """An empty commit of a day; with parents a merge of them into the branch."""
        os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = f"{day}T12:00:00+0000"
        try:
            if parents:
                self.git("merge", "-q", "--no-ff", "-m", message, *parents)
                return self.git("rev-parse", "HEAD")
            return self.commit(message)
        finally:
            del os.environ["GIT_AUTHOR_DATE"], os.environ["GIT_COMMITTER_DATE"]

    def tag(self, name: str, day: str = "", at: str = "HEAD") -> str:
        """A tag: annotated where it has a day, else light. The commit that it leads to."""
        if day:
            os.environ["GIT_COMMITTER_DATE"] = f"{day}T12:00:00+0000"
            try:
                self.git("tag", "-f", "-a", "-m", name, name, at)
            finally:
                del os.environ["GIT_COMMITTER_DATE"]
        else:
            self.git("tag", "-f", name, at)
        return self.git("rev-parse", f"{name}^{{commit}}")


class Workshop:
    """A project at `book/`, with clones `model` and `data` beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "book"
        self.model = Dated(folder / "model")
        self.data = Dated(folder / "data")

    def project(self, more: str = "") -> Workshop:
        """Write the project file. `model` tags as `v4.2.0`, `data` as `data-4.2.0`."""
        text = (
            "name: Harbour model\nrepositories:\n"
            "  - {id: model, path: ../model, tag_pattern: v*}\n"
            "  - {id: data, path: ../data, tag_pattern: data-*, ignore_tags: [data-0.*]}\n"
        )
        write(self.root, {"records/project.yml": text + more})
        return self

    def release(self, id_: str, text: str) -> Workshop:
        """Write a release record."""
        write(self.root, {f"records/releases/{id_}.yml": text})
        return self

    def run(self, *arguments: str) -> Result:
        """Run a command of `forgebook release` on the project."""
        return CliRunner().invoke(main, ["release", *arguments, "-C", str(self.root)])
