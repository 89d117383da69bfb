"""When two entries are the same piece of work: by address, else by the key of a tracker, else by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Protocol, TypeVar

_KEY = re.compile(r"[A-Z][A-Z0-9_]+-\d+(?=[:\s]|\Z)")
_MARKS = re.compile(r"[*_`\[\]\\]")
_GOES_ON = (",", ":", ";", " (", " – ", " - ")
"""What may follow the words of an item where somebody has added to them."""


class Piece(Protocol):
    """An entry of a sprint: its words and the address of its ticket."""

    item: str
    url: str | None


P = TypeVar("P", bound=Piece)


def same_piece(one: Piece, other: Piece) -> bool:
    """Whether two entries mean the same piece of work.

    Where both have an address, it decides; else the key at the beginning of both (`PAY-12`); else their words, whatever
    their case. One may go on after a comma, a colon, a dash or a bracket.
    """
    if one.url and other.url:
        return _address(one.url) == _address(other.url)
    keys = key_of(one.item), key_of(other.item)
    if all(keys):
        return keys[0] == keys[1]
    first, second = sorted((words_of(one.item), words_of(other.item)), key=len)
    return first == second or (bool(first) and second.startswith(tuple(first + mark for mark in _GOES_ON)))


def find_piece(wanted: Piece, entries: Iterable[P]) -> P | None:
    """The entry that means the same piece of work: one with the very same words first. None where there is none."""
    found = [entry for entry in entries if same_piece(wanted, entry)]
    exact = [entry for entry in found if words_of(entry.item) == words_of(wanted.item)]
    return next(iter(exact or found), None)


def key_of(text: str) -> str:
    """The key of a tracker that an item begins with, `PAY-12`; empty where it has none."""
    found = _KEY.match(text.strip())
    return found[0] if found else ""


def words_of(text: str) -> str:
    """The words of an item without marks, spaces and a full stop at its end, whatever their case."""
    return " ".join(_MARKS.sub("", unescape(text)).split()).rstrip(".").casefold()


def _address(url: str) -> str:
    return url.strip().partition("#")[0].rstrip("/").casefold()
