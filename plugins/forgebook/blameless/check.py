"""The check that retros and incidents ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forgebook.blameless.codes import BLAMING_WORDS, NAMES_SOMEBODY
from forgebook.blameless.names import Roster
from forgebook.blameless.phrases import phrases_in
from forgebook.core.diagnostics import FieldPath, Finding
from forgebook.core.record import Record

ASK = "what made this easy to do?"


def blame_in(record: Record, texts: Iterable[tuple[FieldPath, str]], roster: Roster) -> Iterator[Finding]:
    """Findings about texts of a record that must not blame.

    Args:
        record: the record that they stand in.
        texts: the path of each and its words.
        roster: whom to look for.
    """
    for path, text in texts:  # the place is that of the first word: the others may stand on the next line
        for named in roster.in_text(text):
            words = " ".join(named.words.split())
            message = f'"{words}" names {named.ref}, where nobody must be named'
            remedy = "say what made it easy to do, and leave the name out"
            yield Finding(NAMES_SOMEBODY, record, message, path, remedy=remedy, needle=named.words.split()[0])
        for said, phrase in phrases_in(text):
            words = " ".join(said.split())
            yield Finding(
                BLAMING_WORDS, record, f'"{words}" blames: {ASK}', path, remedy=phrase.why, needle=said.split()[0]
            )
