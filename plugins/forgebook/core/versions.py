"""Versions as people write them, put in order: candidates before what they are candidates for."""

from __future__ import annotations

import re
from typing import Any

_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_PHASE = re.compile(r"[.\-_]?(?P<word>dev|alpha|a|beta|b|milestone|m|preview|pre|rc|c)(?![a-z])[.\-_]?(?P<number>\d*)")
_PHASES = {"dev": 0, "a": 1, "b": 2, "m": 3, "p": 3, "c": 4, "r": 4}
_OUT = 9


def version_order(version: str) -> Any:
    """What versions are sorted by: their numbers, `v4.10` above `v4.9`, and `1.0rc2` below `1.0`.

    What stands before the first digit makes no difference, and `1.0` is `1.0.0`. Words that are no versions come first.
    """
    numbers, phase, step, rest = _parts(version)
    return numbers, phase, step, rest


def is_candidate(version: str) -> bool:
    """Whether a version says of itself that it is not final: `33.0.0.0rc1`, `v2.0-beta.3`, `1.4.dev7`."""
    _, phase, _, _ = _parts(version)
    return phase < _OUT


def _parts(version: str) -> tuple[tuple[int, ...], int, int, str]:
    found = _NUMBERS.search(version)
    if found is None:
        return (), _OUT, 0, version
    numbers = [int(number) for number in found[0].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    rest = version[found.end() :].lower().partition("+")[0]
    phase = _PHASE.match(rest)
    if phase is None:
        return tuple(numbers), _OUT, 0, rest
    word = phase["word"]
    return tuple(numbers), _PHASES["dev" if word == "dev" else word[0]], int(phase["number"] or 0), rest[phase.end() :]
