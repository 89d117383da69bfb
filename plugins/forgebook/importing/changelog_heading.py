"""Headings of changelogs: which version, which day, and what else they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december"), 1,
    )
}  # fmt: skip
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)(?:[T ]\d\d:\d\d\S*)?"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?!\d)"),
)
_LIKE_A_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d+[-/.]\d+[-/.]\d+|[?xXyY]{2,4}-[?xXmM]{2}")
_VERSION = re.compile(
    r"(?:version\s+|release\s+|v\.?\s?)?"
    r"(?P<version>(?:(?<=\s)|(?<=\A)|(?<=v)|(?<=V))\d+(?:\.\d+)*(?:[-._+]?[a-z0-9]+(?:[.+-][a-z0-9]+)*)?)(?=[\s,:;/(]|\Z)",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:un-?released|not (?:yet )?released|to be released|in (?:progress|development)|tb[ad])\b", re.I
)
_HEAD_TO_COME = re.compile(r"(?:unreleased(?: changes)?|upcoming|next(?: release| version)?|main|master|trunk|head|tip|"
                           r"in (?:progress|development))", re.I)  # fmt: skip
_TAKEN_BACK = re.compile(r"\b(?:yanked|withdrawn|retracted)\b", re.I)
_LINKED = re.compile(r"!?\[(?P<words>[^\[\]]*)\](?:\((?P<url>[^()\s]*)\)|\[(?P<name>[^\[\]]*)\])?")
_LONGEST = 300
"""Characters of a heading that still may name a version."""
_BETWEEN = " \t-–—:/,;.()[]|*_`~"


@dataclass(frozen=True, slots=True)
class VersionHeading:
    """A heading of a changelog that names a version, or what is not released.

    Attributes:
        version: the version as it stands there, a `v` included; empty for what is not released.
        day: the day that it came out, where the heading says so.
        to_come: whether it says that it is not out.
        taken_back: whether it says that it was yanked.
        url: the address that it leads to.
        links: the names that it may be defined under, `1.0.0` of `[1.0.0]`.
        rest: words that say none of these.
        fault: what is wrong with its date, in words.
    """

    version: str = ""
    day: date | None = None
    to_come: bool = False
    taken_back: bool = False
    url: str = ""
    links: tuple[str, ...] = ()
    rest: str = ""
    fault: str = ""


def version_heading(title: str, product: str = "") -> VersionHeading | None:
    """What a heading says of a version; None for one that names none.

    Args:
        title: its words.
        product: a name that may stand before the version.
    """
    if len(title) > _LONGEST:
        return None
    marked = list(_LINKED.finditer(title))
    url = next((match["url"] for match in marked if match["url"]), "")
    links = tuple(name for match in marked for name in (match["name"] or match["words"],) if name)
    words = _LINKED.sub(lambda match: f" {match['words']} ", title).replace("`", " ").strip(_BETWEEN)
    if product and words.casefold().startswith(product.casefold() + " "):
        words = words[len(product) :].strip(_BETWEEN)
    if re.fullmatch(rf"{_HEAD_TO_COME.pattern}(?:\s*[-–—:(/]\s*\S.*)?", words, re.I) and not _VERSION.match(words):
        rest = _HEAD_TO_COME.sub("", words, count=1).strip(_BETWEEN)
        return VersionHeading("", None, True, False, url, links, rest)
    found = _VERSION.match(words)
    if found is None or _starts_with_date(words):
        return None
    return _with_rest(found[0].replace(" ", ""), words[found.end() :], url, links)


def _starts_with_date(words: str) -> bool:
    """A diary's heading names a day and no version."""
    found = next((match for pattern in _DATES if (match := pattern.match(words))), None)
    return found is not None and found.end() == len(words.rstrip()) and len(found["y"]) == 4 and "." not in found[0]


def _with_rest(named: str, tail: str, url: str, links: tuple[str, ...]) -> VersionHeading | None:
    version = re.sub(r"(?i)\A(?:version|release)", "", named)
    to_come, taken_back = bool(_TO_COME.search(tail)), bool(_TAKEN_BACK.search(tail))
    tail = _TAKEN_BACK.sub(" ", _TO_COME.sub(" ", tail))
    day, fault, tail = _day(tail)
    tail = re.sub(r"\A[\s\W]*(?:on|released(?: on)?|of)\b(?=\s*\W*\Z)", "", tail, flags=re.I)
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", tail).strip(_BETWEEN)
    sure = day or fault or to_come or taken_back or url or links or ("." in version)
    if not sure or (rest and not (day or fault or links or to_come)):
        return None
    return VersionHeading(version, day, to_come, taken_back, url, links, rest, fault)


def _day(words: str) -> tuple[date | None, str, str]:
    """The day in some words, what is wrong with it, and the words without it."""
    for pattern in _DATES:
        if match := pattern.search(words):
            day, fault = _read(match)
            return day, fault, f"{words[: match.start()]} {words[match.end() :]}"
    if match := _LIKE_A_DATE.search(words):
        told = words.strip(_BETWEEN)
        return None, f'"{told}" is no date', ""
    return None, "", words


def _read(match: re.Match[str]) -> tuple[date | None, str]:
    parts = match.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        if first <= 12 and second <= 12 and first != second:
            return None, f'"{match[0]}" may be two days: day or month may stand first'
        month, day = (second, first) if first > 12 else (first, second)
    else:
        named = parts.get("month")
        month = int(parts["m"]) if named is None else _MONTHS.get(named[:3].lower(), 0)
        day = int(parts["d"])
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, f'"{match[0].strip()}" is no date'
