"""Gitignore-style patterns that people write: what is no pattern fits nothing, as in git itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable

from pathspec import GitIgnoreSpec


def spec_of(globs: Iterable[str]) -> GitIgnoreSpec:
    """The patterns as one. Those that cannot be read are left out, so that they fit nothing."""
    with warnings.catch_warnings():  # Python warns of brackets in brackets, which are nobody's fault here
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(glob for glob in globs if _is_pattern(glob))


def _is_pattern(glob: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([glob])
    except (ValueError, re.error):
        return False
    return True
