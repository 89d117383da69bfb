"""`forgebook explain`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds
from forgebook.core.diagnostics import Code, closest, did_you_mean
from forgebook.pipeline.catalogue import all_codes


@click.command("explain")
@click.argument("code", required=False)
@click.option("--all", "all_", is_flag=True, help="List all codes.")
@options.format_option("text", "json")
def command(code: str | None, all_: bool, format_: str) -> None:
    """Say what a code means, why it matters and how to fix it.

    CODE is what stands behind the place in a report, such as FB204.
    """
    if all_ == bool(code):
        raise click.UsageError("Give either a code, such as FB204, or --all.")
    codes = all_codes(kinds())
    if format_ == "json":
        chosen = [code_json(entry) for entry in codes.values()] if all_ else code_json(_find(code, codes))
        click.echo(json.dumps(chosen, indent=2))
        return
    for line in _listing(codes) if all_ else _page(_find(code, codes)):
        click.echo(line)


def code_json(code: Code) -> dict[str, Any]:
    """A code as JSON values."""
    return {
        "code": code.id,
        "severity": code.severity.word,
        "title": code.title,
        "what": code.what,
        "why": code.why,
        "fix": code.fix,
        "waivable": code.waivable,
    }


def _find(word: str | None, codes: Mapping[str, Code]) -> Code:
    wanted = (word or "").strip().upper()
    found = codes.get(wanted) or codes.get(f"FB{wanted}")
    if found is None:
        guess = did_you_mean(closest(wanted, codes)) or "."
        raise WrongUse(f'there is no code "{word}"{guess} `forgebook explain --all` lists all of them.')
    return found


def _listing(codes: Mapping[str, Code]) -> Iterator[str]:
    for code in codes.values():
        yield f"{code.id}  {code.severity.word:<7}  {code.title}"


def _page(code: Code) -> Iterator[str]:
    waivable = ", may be waived by the record" if code.waivable else ""
    yield f"{code.id} {code.title} ({code.severity.word}{waivable})"
    for title, words in (("What", code.what), ("Why", code.why), ("Fix", code.fix)):
        yield ""
        yield click.wrap_text(f"{title}: {words}", width=100, subsequent_indent=" " * (len(title) + 2))
