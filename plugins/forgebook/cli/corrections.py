"""`forgebook check --fix`: what was corrected, said line by line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from forgebook.cli.refusals import told_from
from forgebook.core.diagnostics import Diagnostic, Place
from forgebook.reporters.printable import printable
from forgebook.reporters.text import plural


def correct(found: Iterable[Diagnostic], root: Path, left: set[Place], *, to_stderr: bool) -> bool:
    """Correct what can be, and say so. Whether anything was, so that the project must be read again.

    Args:
        found: the findings; those with a fix are corrected.
        root: the project's root.
        left: places that could not be corrected; they are not tried again.
        to_stderr: where it is said, so that a report for a program stays one.
    """
    fixable = [diagnostic for diagnostic in found if diagnostic.fix is not None and diagnostic.place not in left]
    if not fixable:
        return False
    from forgebook.writing.fixes import fix_all

    fixed = fix_all(fixable, root)
    for one in fixed:
        words = f"left alone: {told_from(root, one.reason)}" if one.reason else f"{one.old} → {one.new}"
        click.echo(printable(f"{one.place}: {words}"), err=to_stderr or bool(one.reason))
    left.update(one.place for one in fixed if one.reason)
    done = sum(not one.reason for one in fixed)
    if done:
        click.echo(f"Corrected {plural(done, 'place', 'places')}.", err=to_stderr)
    return done > 0
