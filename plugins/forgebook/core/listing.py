"""Listings: a line in a hand-written page that stands for some of the records.

    <!-- forgebook: decisions status=accepted area=pipeline limit=5 sort=-decided -->

The kind comes first, by its name or its plural; then conditions and options in any order. A value with spaces stands in
quotes; several values with commas mean any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.kind import RecordKind
from forgebook.core.prose import without_code

DIRECTIVE = re.compile(r"<!--[ \t]*forgebook:(?P<body>.{0,2000}?)-->", re.S)
_PART = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_][\w-]*)(?P<sign>!=|<=|>=|=|<|>)(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"']*)(?=\s|\Z)"
    r"|(?P<word>\S+))"
)
OPTIONS = ("limit", "sort", "look", "columns", "empty")
LOOKS = ("list", "table")
MOST = 500
"""The most records that one listing shows."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a record must say to be listed: one of the values, or none of them, or one before or after.

    Attributes:
        field: the field's name as records have it, or one of the derived ones (`status`, `date`, `year`).
        sign: `=`, `!=`, `<`, `<=`, `>` or `>=`.
        values: what it is held against; `none` stands for nothing, `today` for the day of the site.
        start: where the test stands in the text.
    """

    field: str
    sign: str
    values: tuple[str, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A directive that could be read.

    Attributes:
        kind: the kind's name.
        conditions: all of them must hold.
        sort: names of fields, each with whether the greatest comes first.
        limit: the most records to show, or None for all.
        look: `list` or `table`.
        columns: the fields of a table.
        empty: what to say where nothing matches.
        sort_start, columns_start: where these stand in the text.
    """

    kind: str
    conditions: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None
    look: str = "list"
    columns: tuple[str, ...] = ()
    empty: str = ""
    sort_start: int = 0
    columns_start: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a directive, and where in the text."""

    start: int
    message: str
    remedy: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive as it stands in a text, from `start` to `end`."""

    start: int
    end: int
    listing: Listing | None
    problems: tuple[Problem, ...] = ()


class _Faulty(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def directives(text: str, kinds: Mapping[str, RecordKind]) -> Iterator[Directive]:
    """The directives of a page, in order; those that are shown as code are none."""
    if "forgebook:" not in text:
        return
    for match in DIRECTIVE.finditer(without_code(text)):
        start, body = match.start(), text[match.start("body") : match.end("body")]
        try:
            alone = _alone(text, match.start(), match.end())
            listing = _parse(body, match.start("body"), kinds)
            problems = () if alone else (Problem(start, "a listing stands on a line of its own", _APART),)
            yield Directive(start, match.end(), listing if alone else None, problems)
        except _Faulty as fault:
            yield Directive(start, match.end(), None, (fault.problem,))


_APART = "Put a line break before and after it."


def _alone(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    return not before.strip(" \t>") and not after.strip()


def _parse(body: str, offset: int, kinds: Mapping[str, RecordKind]) -> Listing:
    parts = list(_PART.finditer(body.rstrip()))
    if not parts:
        raise _Faulty(Problem(offset, "the listing names no kind", "Name one, like `decisions`."))
    kind = _kind(parts[0], offset, kinds)
    options: dict[str, re.Match[str]] = {}
    conditions: list[Condition] = []
    for part in parts[1:]:
        if part["word"]:
            raise _Faulty(_stray(part, offset))
        name, start = part["name"], offset + part.start("name")
        if name in OPTIONS and part["sign"] == "=":
            if name in options:
                raise _Faulty(Problem(start, f'"{name}" is given twice', "Keep one of them."))
            options[name] = part
        else:
            conditions.append(Condition(name, part["sign"], _values(part["value"]), start))
    return _made(kind, tuple(conditions), options, offset)


def _stray(part: re.Match[str], offset: int) -> Problem:
    start = offset + part.start("word")
    return Problem(
        start, f'"{part["word"]}" is no condition', "Write `field=value`; a value with spaces stands in quotes."
    )


def _kind(part: re.Match[str], offset: int, kinds: Mapping[str, RecordKind]) -> str:
    word = part["word"] or part["name"]
    names: dict[str, str] = {}
    for kind in kinds.values():
        names |= dict.fromkeys((kind.name, kind.name.replace("_", "-"), kind.plural), kind.name)
    known = names.get(word.lower())
    if known is None:
        guess = closest(word, names)
        remedy = f"Kinds: {listed(sorted(kind.plural for kind in kinds.values()), limit=40)}."
        start = offset + part.start("word" if part["word"] else "name")
        raise _Faulty(Problem(start, f'there is no kind "{word}"{did_you_mean(guess)}', remedy, guess))
    return known


def _made(kind: str, conditions: tuple[Condition, ...], options: Mapping[str, re.Match[str]], offset: int) -> Listing:
    def given(name: str) -> tuple[str, ...]:
        return _values(options[name]["value"]) if name in options else ()

    def place(name: str) -> int:
        return offset + options[name].start("name") if name in options else 0

    look = "".join(given("look")) or ("table" if "columns" in options else "list")
    if look not in LOOKS:
        guess = closest(look, LOOKS)
        message = f'a listing looks like a {" or a ".join(LOOKS)}, not like "{look}"{did_you_mean(guess)}'
        raise _Faulty(Problem(place("look"), message, "", guess))
    limit = "".join(given("limit"))
    if limit and not (limit.isascii() and limit.isdigit() and 0 < int(limit[:9]) <= MOST):
        raise _Faulty(Problem(place("limit"), f'limit="{limit}" is no number from 1 to {MOST}', "Write `limit=5`."))
    return Listing(
        kind=kind,
        conditions=conditions,
        sort=tuple((name.lstrip("-+"), name.startswith("-")) for name in given("sort")),
        limit=int(limit) if limit else None,
        look=look,
        columns=given("columns"),
        empty=", ".join(given("empty")),
        sort_start=place("sort"),
        columns_start=place("columns"),
    )


def _values(written: str) -> tuple[str, ...]:
    bare = written[1:-1] if written[:1] in ("'", '"') else written
    return tuple(value for part in bare.split(",") if (value := part.strip())) or ("",)
