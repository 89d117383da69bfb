"""Every code that a diagnostic may have, with what its documentation says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forgebook.core.codes import CORE_CODES
from forgebook.core.diagnostics import Code
from forgebook.core.kind import RecordKind
from forgebook.kinds.register import installed
from forgebook.pipeline.privacy import PRIVACY_CODES
from forgebook.reading.codes import READING_CODES


class CodeClash(Exception):
    """Two different codes have the same id."""


def all_codes(kinds: Mapping[str, RecordKind] | None = None) -> dict[str, Code]:
    """All codes by id, in order: those about files and references, about privacy, then those of each kind.

    Args:
        kinds: the kinds to ask; all installed ones by default.

    Raises:
        CodeClash: one id stands for two different codes.
    """
    known = kinds if kinds is not None else installed()
    groups = [READING_CODES, CORE_CODES, PRIVACY_CODES, *(kind.codes for kind in known.values())]
    found: dict[str, Code] = {}
    for code in _each(groups):
        other = found.setdefault(code.id, code)
        if other != code:
            raise CodeClash(f'{code.id} is both "{other.title}" and "{code.title}": give one of them another id')
    return dict(sorted(found.items()))


def _each(groups: Iterable[Iterable[Code]]) -> Iterable[Code]:
    for group in groups:
        yield from group
