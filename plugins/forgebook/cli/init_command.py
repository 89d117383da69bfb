"""`forgebook init`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, read_project
from forgebook.core.diagnostics import Severity
from forgebook.pipeline.mkdocs_yaml import SettingsError, config_file, read_mkdocs
from forgebook.reporters import text
from forgebook.reporters.printable import printable
from forgebook.starting.answers import (
    Answers,
    Host,
    Surroundings,
    decision_folders,
    hosts_for,
    installed_from,
    surroundings,
)
from forgebook.starting.example import NoExample, copy_example
from forgebook.starting.site_file import write_site_file
from forgebook.starting.start import write_beside
from forgebook.starting.steps import Step
from forgebook.writing.files import WriteRefused

HOSTS: dict[str, tuple[Host, ...]] = {
    "github": ("github",),
    "gitlab": ("gitlab",),
    "both": ("github", "gitlab"),
    "none": (),
}


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, readable=False), default=Path(), metavar="[DIR]")
@click.option("--example", is_flag=True, help="Copy the example site instead, into an empty folder.")
@click.option("--yes", is_flag=True, help="Ask nothing; take what can be told from the folder.")
@click.option("--name", metavar="NAME", help="The project's name.")
@click.option("--repo-url", metavar="URL", help="Where the repository stands; told from git where it can be.")
@click.option("--sprint-weeks", type=click.IntRange(1, 52), metavar="N", help="Weeks of a sprint.")
@click.option("--recovery-weeks", type=click.IntRange(0, 52), metavar="N", help="Weeks off the plan after it.")
@click.option("--host", type=click.Choice(list(HOSTS)), help="The service to write workflows for.")
@click.option("--install", metavar="SPEC", help="What pip installs Forgebook from in workflows.")
@options.as_of_option
def command(
    directory: Path, example: bool, yes: bool, name: str | None, repo_url: str | None, sprint_weeks: int | None,
    recovery_weeks: int | None, host: str | None, install: str | None, as_of: date | None,
) -> None:  # fmt: skip
    """Start a site in a folder, beside what is there.

    Writes mkdocs.yml (or adds the plugin to yours), first records to learn from, settings for editors, a hook for
    pre-commit, and workflows that check, preview and publish. No file is overwritten: what is there already is left
    alone and named.
    """
    folder = _folder(directory)
    try:
        if example:
            _example(folder)
            return
        around = surroundings(folder)
        answers = _guessed(folder, around, as_of or date.today())
        given = {"name": name, "repo_url": repo_url, "sprint_weeks": sprint_weeks, "recovery_weeks": recovery_weeks}
        for key, value in given.items():
            if value is not None:
                setattr(answers, key, value)
        if not yes:
            _ask_somebody(answers, given)
        answers.hosts = HOSTS[host] if host else hosts_for(answers.repo_url)
        answers.install = install or answers.install
        _start(folder, around, answers)
    except WriteRefused as refused:
        raise WrongUse(str(refused)) from None


def _folder(directory: Path) -> Path:
    """The folder to start in, made if it is missing.

    Raises:
        WrongUse: it is a file, or cannot be made or written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise WrongUse(f"{directory}: this is a file. Name a folder, or one that is to be made.") from None
    except OSError as error:
        raise WrongUse(f"{directory}: the folder cannot be made ({error.strerror}). Name another one.") from None
    if not os.access(directory, os.W_OK | os.X_OK):
        raise WrongUse(f"{directory}: you may not write in this folder. Name another one, or change its rights.")
    return directory.resolve()


def _guessed(folder: Path, around: Surroundings, today: date) -> Answers:
    """What can be told from the folder and from git."""
    site = _site_name(folder)
    words = folder.name.replace("-", " ").replace("_", " ").strip()
    name = site or (words[:1].upper() + words[1:]) or "Our project"
    return Answers(
        name, today, around.remote, branch=around.branch, prefix=around.prefix, sources=decision_folders(folder),
        install=installed_from(),
    )  # fmt: skip


def _site_name(folder: Path) -> str:
    path = config_file(folder)
    try:
        return str(read_mkdocs(path, os.environ).get("site_name") or "") if path else ""
    except SettingsError:
        return ""


def _ask_somebody(answers: Answers, given: Mapping[str, object]) -> None:
    """Ask, and where nobody is there to answer, say what to do."""
    try:
        _ask(answers, given)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError("nobody is there to answer; with --yes what was guessed is taken") from None


def _ask(answers: Answers, given: Mapping[str, object]) -> None:
    """The few things that nobody can guess."""
    if given["name"] is None:
        answers.name = click.prompt("Name of the project", default=answers.name)
    if given["repo_url"] is None:
        answers.repo_url = click.prompt("Address of the repository (may stay empty)", default=answers.repo_url or "")
        answers.repo_url = answers.repo_url or None
    if given["sprint_weeks"] is None:
        weeks = click.IntRange(1, 52)
        answers.sprint_weeks = click.prompt("Weeks of a sprint", default=answers.sprint_weeks, type=weeks)
    if given["recovery_weeks"] is None:
        weeks = click.IntRange(0, 52)
        answers.recovery_weeks = click.prompt("Weeks off the plan after it", default=0, type=weeks)
    for folder in list(answers.sources):
        if not click.confirm(f"There are decision files in {printable(folder)}. Show them as they lie?", default=True):
            answers.sources.remove(folder)


def _start(folder: Path, around: Surroundings, answers: Answers) -> None:
    _tell(write_site_file(folder, answers))
    settings = options.site_settings(folder, as_of=answers.today)
    for step in write_beside(folder, around.top or folder, answers, settings, kinds()):
        _tell(step)
    click.echo()
    for line in _remarks(around, answers):
        click.echo(line)
    project = read_project(settings)
    click.echo(f"Check: {text.summary(project.files, project.diagnostics)}.")
    if project.count(Severity.ERROR):
        click.echo("`forgebook check` says what is wrong and where.")
    where = "" if folder == Path.cwd() else f" -C {printable(os.path.relpath(folder))}"
    click.echo(f"Next: `forgebook serve{where}`, then read the files in {settings.records.name}/ and make them yours.")


def _tell(step: Step) -> None:
    name = printable(step.path)
    why = f": {printable(step.why)}" if step.why else ""
    click.echo(f"{step.outcome:<15}  {name}{why}")
    if step.outcome == "left" and step.paste:
        click.echo("                 To have it as well, put this into it:")
        for line in step.paste.rstrip().splitlines():
            click.echo(f"                   {printable(line)}")


def _remarks(around: Surroundings, answers: Answers) -> Iterator[str]:
    if around.top is None:
        yield f"No repository: {around.why_not}. Run `git init` here, so that pages can tell when records were written."
    if answers.sources:
        named = ", ".join(map(printable, answers.sources))
        yield f"Decision files in {named} are read as they lie (`sources` in the project file)."
    if answers.hosts and not answers.install:
        yield "Say in requirements-forgebook.txt where the workflows get Forgebook from."
    if answers.hosts:
        yield "Nothing is published until you set FORGEBOOK_PAGES; the workflow files say how."


def _example(folder: Path) -> None:
    """Copy the example.

    Raises:
        WrongUse: the folder holds something.
    """
    if any(entry.name != ".git" for entry in folder.iterdir()):
        raise WrongUse(f"{folder}: the folder is not empty. The example wants one of its own: name an empty folder.")
    try:
        count = len(list(copy_example(folder)))
    except NoExample as error:
        raise WrongUse(str(error)) from None
    click.echo(f"{text.plural(count, 'file', 'files')} of the example in {printable(str(folder))}.")
    click.echo(f"Next: `forgebook serve -C {printable(os.path.relpath(folder))}`")
