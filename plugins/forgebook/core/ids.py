"""Ids, references and the addresses that come of them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

CANONICAL_ID = re.compile(r"[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[.-]+[a-z0-9]+)*)*\Z")
_NORMAL_PART = r"[a-z0-9]+(?:(?:\.|-(?!-))+[a-z0-9]+)*"
_NORMAL = re.compile(rf"{_NORMAL_PART}(?:/{_NORMAL_PART})*\Z")
"""Ids that stay as they are, which nearly all do."""
_NOT_ID = re.compile(r"[^a-z0-9.]+")
_EDGES = re.compile(r"^[.-]+|[.-]+$")
_DIGITS = re.compile(r"([0-9]+)")
LONGEST_ID = 120


def normalise_id(raw: str) -> str:
    """The canonical id of a file stem or a path of stems: lower-case letters, digits, dots, hyphens.

    `003-Use-Concourse-CI` gives `003-use-concourse-ci`. A part with no Latin letter or digit in it gets a
    short hash of itself, so that no file is without an id.
    """
    if len(raw) <= LONGEST_ID and _NORMAL.match(raw):
        return raw
    return "/".join(_normalise_part(part) for part in raw.split("/") if part)


def _normalise_part(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower()
    slug = _EDGES.sub("", _NOT_ID.sub("-", plain))[:LONGEST_ID].rstrip("-.")
    return slug or "x" + hashlib.blake2s(part.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def slug(text: str, *, longest: int = 60) -> str:
    """A short id made from words, for items that were given none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > longest:
        words = words[:longest].rsplit("-", 1)[0]
    return words or "x" + hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def split_ref(text: str) -> tuple[str, str, str]:
    """`kind/id#item` into its first part, the rest and the item; parts that are missing are empty."""
    body, _, item = text.strip().partition("#")
    head, slash, tail = body.partition("/")
    return (head, tail, item) if slash else ("", body, item)


@lru_cache(maxsize=100_000)
def natural_order(ref: str) -> tuple[tuple[int, int, str], ...]:
    """Order in which `sprint-9` comes before `sprint-10`. Numbers are compared as text: they may have any length."""
    numbers = (part.lstrip("0") for part in _DIGITS.findall(ref))
    return tuple(
        (0, len(number := next(numbers)), number) if index % 2 else (1, 0, part)
        for index, part in enumerate(_DIGITS.split(ref))
    )
