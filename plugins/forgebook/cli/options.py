"""Options that several commands take, and the site settings that come of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from forgebook.cli.errors import WrongUse
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.settings import SettingsError, parse_day, settings_from_mkdocs

Command = TypeVar("Command", bound=Callable[..., Any])


def _day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """The day that an option names."""
    try:
        return None if value is None else parse_day(value)
    except SettingsError as error:
        raise click.BadParameter(str(error)) from None


def directory_option(command: Command) -> Command:
    """`-C DIR`: do all as if started there."""
    return click.option(
        "-C",
        "directory",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        metavar="DIR",
        help="Do as if started in DIR, the folder that holds mkdocs.yml or records/.",
    )(command)


def as_of_option(command: Command) -> Command:
    """`--as-of DATE`: the day that "today" means."""
    return click.option(
        "--as-of",
        callback=_day,
        metavar="DATE",
        help='The day that "today" means, like 2025-10-07.',
    )(command)


def day_option(flag: str, name: str, words: str) -> Callable[[Command], Command]:
    """An option that takes a day."""
    return click.option(flag, name, callback=_day, metavar="DATE", help=words)


def visibility_option(command: Command) -> Command:
    """`--visibility`: for whom."""
    return click.option(
        "--visibility",
        type=click.Choice(list(VISIBILITY_ORDER)),
        help="For whose eyes: everything (team), or what a partner or the public may see.",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format`, the first one by default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print it.",
    )


def site_settings(directory: Path, *, visibility: str | None = None, as_of: date | None = None) -> SiteSettings:
    """The settings of the site in a folder.

    Raises:
        WrongUse: a setting cannot be used.
    """
    try:
        return settings_from_mkdocs(directory, visibility=visibility, as_of=as_of)
    except SettingsError as error:
        raise WrongUse(str(error)) from None
