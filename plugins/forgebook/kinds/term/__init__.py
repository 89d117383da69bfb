"""The glossary: what words mean in this project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.drafting import id_of_words
from forgebook.core.fields import Line, Plain, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.record import Record
from forgebook.core.terms import Word, words_of
from forgebook.core.views import NavEntry, PageView

TWICE = Code(
    "FB441",
    Severity.WARNING,
    "A word with two meanings",
    "Two terms of the glossary have the same word, as their title or under `also`.",
    "The tooltip can show one meaning only.",
    "Put both meanings into one term, or tell the words apart.",
)  # fmt: skip


class Term(Fields):
    """A word and what it means here. `also` holds other words for it: an abbreviation, an odd plural."""

    title: Line
    meaning: Text
    also: list[Plain] = no_entries()


class TermKind(RecordKind):
    """What words mean in this project."""

    name = "term"
    plural = "glossary"
    label = "Term"
    label_plural = "Glossary"
    folder = "glossary"
    model = Term
    codes = (TWICE,)
    nav = NavEntry("", "Glossary", 70)
    templates = Path(__file__).parent / "templates"
    teaches = "What words mean here. Each term is explained where it first stands on a page."
    first = '--title "Recovery week" --set meaning="A week without meetings or deadlines"'

    def address(self, record_id: str) -> str:
        return f"{self.plural}/#{record_id}"

    def derived_id(self, fields: Fields) -> str | None:
        return id_of_words(fields.title or "") or None

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        taken: dict[str, Record] = {}
        for record in graph.of(self.name):
            for word, path in _spoken(record):
                other = taken.setdefault(word.key, record)
                if other is not record:
                    message = f'"{word.text}" is also a word of {other.ref} ("{other.title}")'
                    yield Finding(TWICE, record, message, path)

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        terms = sorted(graph.of(self.name), key=lambda r: (r.title.casefold(), r.ref))
        yield PageView(
            address=f"{self.plural}/",
            title=self.label_plural,
            template="term/index.html",
            context={"kind": self, "records": terms, "letters": _by_letter(terms)},
            description="What words mean here.",
            nav=self.nav,
            hide=("toc", "navigation"),
        )


def _spoken(record: Record) -> Iterator[tuple[Word, tuple[Any, ...]]]:
    """The words of a term, and where each is written."""
    for index, word in enumerate(words_of(record)):
        yield word, ("title",) if index == 0 else ("also", index - 1)


def _by_letter(terms: list[Record]) -> list[tuple[str, list[Record]]]:
    """Terms under their first letter; what begins with none stands under `#`."""
    groups: dict[str, list[Record]] = {}
    for term in terms:
        first = term.title[:1].upper()
        groups.setdefault(first if first.isalpha() else "#", []).append(term)
    return list(groups.items())


KIND = TermKind()
