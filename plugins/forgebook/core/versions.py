"""Versions as people write them, put in order: candidates before what they are candidates for."""

from __future__ import annotations

import re
from typing import Any

_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_PHASE = re.compile(r"[.\-_]?(?P<word>dev|alpha|a|beta|b|milestone|m|preview|pre|rc|c)(?![a-z])[.\-_]?(?P<number>\d*)")
_PHASES = {"dev": 0, "a": 1, "b": 2, "m": 3, "p": 3, "c": 4, "r": 4}
_OUT = 9
_Number = tuple[int, str]
"""Digits with their count before them: numbers of any length, compared as text."""


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


def _parts(version: str) -> tuple[tuple[_Number, ...], int, _Number, str]:
    found = _NUMBERS.search(version)
    if found is None:
        return (), _OUT, _number(""), version
    numbers = [_number(digits) for digits in found[0].split(".")]
    while numbers and numbers[-1] == _number(""):
        numbers.pop()
    rest = version[found.end() :].lower().partition("+")[0]
    phase = _PHASE.match(rest)
    if phase is None:
        return tuple(numbers), _OUT, _number(""), rest
    word = phase["word"]
    step = _PHASES["dev" if word == "dev" else word[0]]
    return tuple(numbers), step, _number(phase["number"]), rest[phase.end() :]


def _number(digits: str) -> _Number:
    plain = digits.lstrip("0")
    return len(plain), plain
