"""`forgebook diff`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds
from forgebook.cli.since import asked
from forgebook.core.settings import SiteSettings
from forgebook.evidence.revisions import commit_of, merge_base, open_repository, top_of
from forgebook.pipeline.settings import SettingsError
from forgebook.reading.load import without_collection
from forgebook.review import as_json, as_markdown, as_text
from forgebook.review.compare import Review, Revision, compare
from forgebook.review.side import Side, side_at, side_here

HERE = "the folder as it is now"


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@options.format_option("text", "md", "json")
@click.option(
    "--direct",
    is_flag=True,
    help="Compare with BASE itself, and not with the point where HEAD left it.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=4000),
    default=as_markdown.LIMIT,
    show_default=True,
    metavar="N",
    help="The most characters that the Markdown may have.",
)
@click.option("--site-url", metavar="URL", help="The address that links to pages begin with, such as a preview's.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the report to FILE instead.",
)
@options.directory_option
@options.as_of_option
def command(
    base: str,
    head: str | None,
    format_: str,
    direct: bool,
    limit: int,
    site_url: str | None,
    output: Path | None,
    directory: Path,
    as_of: date | None,
) -> None:
    """Tell what changes between two revisions, and for whom.

    BASE and HEAD are branches, tags or commits. Without HEAD, the folder is compared as it is now, what is not
    committed included. The comparison starts where HEAD left BASE, as a pull request's does.

    First comes what becomes visible to partners or the public, and which names.

    Exit codes: 0 compared, whatever was found; 2 wrong use or a fault of our own.
    """
    settings = options.site_settings(directory, as_of=as_of)
    with without_collection():
        review = _review(settings, directory, base, head, direct=direct)
    if site_url:
        review = replace(review, site_url=site_url)
    report = "\n".join(_lines(review, format_, limit))
    if output is None:
        click.echo(report)
    else:
        _write(output, report + "\n")


def _write(output: Path, report: str) -> None:
    try:
        output.write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WrongUse(f'the report could not be written to "{output}": {error.strerror}. Name another file.') from None


def _lines(review: Review, format_: str, limit: int) -> Iterator[str]:
    if format_ == "json":
        yield as_json.report(review)
    elif format_ == "md":
        yield as_markdown.markdown(review, limit).rstrip("\n")
    else:
        yield from as_text.text(review)


def _review(settings: SiteSettings, directory: Path, base: str, head: str | None, *, direct: bool) -> Review:
    """Both sides read and compared.

    Raises:
        WrongUse: git cannot tell what was asked, or the settings of a side cannot be used.
    """
    repository = asked(lambda: open_repository(directory))
    top = asked(lambda: top_of(repository))
    known = kinds()
    start = asked(lambda: commit_of(top, base))
    end = asked(lambda: commit_of(top, head)) if head else None
    if not direct:
        start = asked(lambda: merge_base(top, start, end or "HEAD"))

    def at(commit: str) -> Side:
        context = side_at(top, commit, repository.prefix, known, as_of=settings.as_of, cache=settings.cache)
        return stack.enter_context(context)

    with ExitStack() as stack:
        try:
            old = asked(lambda: at(start))
            new = side_here(settings, known) if end is None else asked(lambda: at(end))
            return compare(old, new, Revision(base, start), Revision(head or HERE, end))
        except SettingsError as error:
            raise WrongUse(str(error)) from None
