"""Gitignore-style patterns that people write: what is no pattern fits nothing, as in git itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Annotated, Any

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from forgebook.core.fields import Plain


def spec_of(globs: Iterable[str]) -> GitIgnoreSpec:
    """The patterns as one. Those that cannot be read are left out, so that they fit nothing."""
    with warnings.catch_warnings():  # Python warns of brackets in brackets, which are nobody's fault here
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(glob for glob in globs if is_pattern(glob))


def is_pattern(glob: str) -> bool:
    """Whether it can be read."""
    try:
        GitIgnoreSpec.from_lines([glob])
    except (ValueError, re.error):
        return False
    return True


def _pattern(value: Any) -> Any:
    if not is_pattern(value):
        raise PydanticCustomError("fb_pattern", "expected a pattern")
    return value


Glob = Annotated[Plain, AfterValidator(_pattern)]
"""A gitignore-style pattern, where one that cannot be read must not pass for one that fits nothing."""
