"""`forgebook web-editor`."""

from __future__ import annotations

from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, read_project
from forgebook.core.graph import ProjectGraph
from forgebook.core.repository import repository_root
from forgebook.core.settings import SiteSettings
from forgebook.reporters.printable import printable
from forgebook.writing.files import WriteRefused
from forgebook.writing.generated import Written
from forgebook.writing.web_editor import files
from forgebook.writing.web_editor.config import collections, configuration


@click.command("web-editor")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=f"The folder of the web editor. By default {files.FOLDER}.",
)
@click.option("--repo", metavar="ADDRESS", help="The repository. By default `repo_url` of mkdocs.yml.")
@click.option("--branch", default="", metavar="NAME", help="The branch that changes go to. By default the host's own.")
@click.option(
    "--packages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Copy what the page loads out of this node_modules folder.",
)
@options.directory_option
def command(out: Path | None, repo: str | None, branch: str, packages: Path | None, directory: Path) -> None:
    """Write the page and settings of a web editor.

    The editor is Sveltia CMS, for people who edit records in the browser.

    Nothing of Sveltia CMS comes with Forgebook: npm puts it into node_modules, and --packages copies what the page
    needs beside it, so that the page loads nothing from elsewhere. Without it, the command says what to install.
    """
    settings = options.site_settings(directory)
    address = repo or settings.repo_url
    backend = files.backend_of(address, branch)
    if not backend:
        known = f"{address} is on neither of them" if address else "none is named"
        raise WrongUse(
            f"the web editor needs a repository on GitHub or GitLab, and {known}. Name one with --repo, or set "
            "repo_url in mkdocs.yml."
        )
    folder = out or settings.root / files.FOLDER
    graph = read_project(settings).graph
    made, shapes = collections(kinds(), graph.project, _records_in_repository(settings), _in_folders(graph))
    try:
        written = files.write_web_editor(folder, configuration(backend, made), shapes)
        written += files.copy_packages(packages, folder) if packages else []
    except WriteRefused as refused:
        raise WrongUse(str(refused)) from None
    _tell(folder, written)


def _records_in_repository(settings: SiteSettings) -> str:
    """The records folder, told from the top of the repository."""
    top = repository_root(settings.root) or settings.root
    return settings.records.resolve().relative_to(top.resolve()).as_posix()


def _in_folders(graph: ProjectGraph) -> set[str]:
    """Kinds whose records lie in folders below their own."""
    return {record.kind for record in graph.records.values() if "/" in record.id and record.parent is None}


def _tell(folder: Path, written: list[Written]) -> None:
    for file in written:
        if file.path.parent == folder:
            click.echo(f"{printable(str(file.path))}: {'as it was' if file.outcome == 'unchanged' else file.outcome}")
    missing = files.missing_packages(folder)
    if missing:
        click.echo(
            f"Still missing beside the page: {', '.join(missing)}. Run `{files.INSTALL}`, then this command with "
            "--packages node_modules.",
            err=True,
        )
