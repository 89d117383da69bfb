"""Names of the roster in a text: exact ones, as words of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.covering.roster import names_of

_WORDS_TOO = (
    "angel april art august autumn bill bob buddy carol chance chase chip christian chuck cliff crystal daisy "
    "dale dawn dean dick drew earnest eve faith felicity forest frank gene ginger glen grace grant guy hazel "
    "heath heather holly hope hunter iris ivy jack jade jasmine jay jean jewel joy june lance lane laurel lily "
    "mark marina mason max may melody mercy miles misty nick norm olive page pat patience pearl penny pierce "
    "poppy prudence rain ray reed rich rob robin rocky rose ruby rusty sandy serenity sky sterling storm sue "
    "summer sunny teddy terry trinity victor violet wade ward wayne will willow woody "
)
WORDS_TOO = frozenset(_WORDS_TOO.split())
"""First names that are words as well. As a first name alone, they count within a sentence only, with a capital."""

MANY = 3
"""Letters that a handle must have to be found without its `@`."""

_BEFORE, _AFTER = r"(?<![\w@-])(?<!\w[.'’])", r"(?!\w)(?!-\w)"
_LINK = re.compile(r"\[\[(?:person/)?(?P<id>[^\[\]|\n]*)(?:\|[^\[\]\n]*)?\]\]")
_NO_TEXT = re.compile(r"\[\[[^\[\]|\n]*(?=[|\]])|https?://[^\s<>()]+|(?<=\])\([^()\s]*\)")
"""What nobody reads as words: the target of a link, and an address."""
_BEGINS = re.compile(r"(?:\A|[.!?:;|]|\n)[^\w,]*\Z")
_DATE_BEFORE = re.compile(
    r"(?:\d|\b(?:in|since|until|by|from|of|last|next|early|late|mid|during|before|after))[\s-]*\Z"
)
_DATE_AFTER = re.compile(r"[\s,-]*\d")
_MONTHS = frozenset(("april", "may", "june", "august"))


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a text names.

    Attributes:
        words: the name as the text has it.
        ref: the person.
    """

    words: str
    ref: str


class Roster:
    """What the people of a project go by, ready to be looked for in texts."""

    def __init__(self, people: Iterable[Record], *, first_names: bool = False) -> None:
        people = list(people)
        self._exact: dict[str, str] = {}
        self._first: dict[str, str] = {}
        for person in people:
            self._learn(person)
            first, *rest = _nfc(person.title).split()
            if first_names or not rest:
                self._first.setdefault(first, person.ref)
        self._refs = frozenset(person.ref for person in people)
        self._exact_pattern = _one_of(self._exact, re.I)
        self._first_pattern = _one_of(self._first, re.NOFLAG)

    @classmethod
    def of(cls, graph: ProjectGraph) -> Roster:
        """The people of a project; their first names too where the project file asks for them."""
        return cls(graph.of("person"), first_names=graph.project.blameless.match_first_names)

    def _learn(self, person: Record) -> None:
        """Exact names. A handle that is no more than the first name, or a word, counts only with its `@`."""
        first = _key(person.title.split()[0])
        for name in map(_key, names_of(person)):
            needs_at = name in WORDS_TOO or name == first or len(name) < MANY
            self._exact.setdefault(f"@{name}" if needs_at else name, person.ref)

    def in_text(self, text: str) -> list[Named]:
        """Everybody whom a text names, in the order of the text; each once."""
        text = _nfc(text)
        found = list(self._links(text))
        read = _NO_TEXT.sub(lambda match: " " * len(match[0]), text)
        exact = (match for match in self._exact_pattern.finditer(read) if not _is_a_phrase(match[0]))
        found += [(match.start(), self._exactly(match[0])) for match in exact]
        taken = [(start, start + len(named.words)) for start, named in found]
        for match in self._first_pattern.finditer(read):
            inside = any(start <= match.start() < end for start, end in taken)
            if not inside and _is_a_name(read, match):
                found.append((match.start(), Named(match[0], self._first[match[0]])))
        seen: dict[str, Named] = {}
        for _, named in sorted(found, key=lambda pair: pair[0]):
            seen.setdefault(named.ref, named)
        return list(seen.values())

    def _links(self, text: str) -> Iterator[tuple[int, Named]]:
        """Links to people of the roster."""
        for match in _LINK.finditer(text):
            ref = f"person/{match['id'].strip()}"
            if ref in self._refs:
                yield match.start(), Named(match[0], ref)

    def _exactly(self, words: str) -> Named:
        key = _key(words)
        return Named(words, self._exact.get(key) or self._exact[key.removeprefix("@")])


def _one_of(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """A pattern for any of the names, the longest first, as words of their own."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
    at = "" if flags == re.NOFLAG else "@?"
    return re.compile(rf"{_BEFORE}{at}(?:{words}){_AFTER}" if words else r"(?!)", flags)


def _is_a_phrase(words: str) -> bool:
    """Whether a full name stands here as two words that mean something, as in "rich text"."""
    first, *rest = words.split()
    return bool(rest) and first in WORDS_TOO


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a first name is one here: no month, and no word that only begins a sentence."""
    word = match[0].casefold()
    before, after = text[: match.start()], text[match.end() :]
    if word in _MONTHS and (_DATE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return False
    return word not in WORDS_TOO or not _BEGINS.search(before)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _key(words: str) -> str:
    return " ".join(_nfc(words).casefold().split())
