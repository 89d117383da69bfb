"""The option that a decision file names as the chosen one."""

from __future__ import annotations

import re
from typing import Any

from forgebook.core.prose import without_code
from forgebook.kinds.decision.options import option_words, same_option

_CHOSEN = re.compile(r"^[ \t>*_-]{0,9}Chosen option[ \t*_]{0,4}[:–-][ \t*_]{0,4}", re.I | re.M)
_LONGEST = 600
"""Characters after the label in which the title of an option is looked for."""
_NUMBER = re.compile(r"[\"“*_]{0,4}Option (\d{1,2})\b[\s:.–\"”*_-]{0,9}", re.I)
_OWN_NUMBER = re.compile(r"\W{0,4}(?:Option (\d{1,2})\b|(\d{1,2})[.)]\s)", re.I)
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]|\*\*([^*]+)\*\*")
_END = re.compile(r",|\.(?:\s|$)|;|\s(?:because|since|with)\s")
_SHORTEST_PART = 4
"""Letters of a title that are enough to name it, where no other title begins with them."""


def chosen_option(outcome: str, options: list[dict[str, Any]]) -> str | None:
    """The title of the option that `Chosen option: …` names; None where none of them, or several, may be meant."""
    found = _CHOSEN.search(without_code(outcome))
    if found is None:
        return None
    words = " ".join(outcome[found.end() : found.end() + _LONGEST].split())
    titles = [str(option["title"]) for option in options]
    return _by_number(words, titles) or _by_title(words, titles)


def _by_number(words: str, titles: list[str]) -> str | None:
    """`Option 2` where the titles are numbered so, or where it stands alone and the list is in that order."""
    number = _NUMBER.match(words)
    if number is None:
        return None
    numbered = [title for title in titles if _OWN_NUMBER.match(title)]
    if numbered:
        return _only([title for title in numbered if _own_number(title) == int(number[1])])
    alone = re.match(r"[\s,.;]|$", words[number.end() :]) or words[number.end() - 1] in ",.;"
    index = int(number[1]) - 1
    return titles[index] if alone and 0 <= index < len(titles) else None


def _own_number(title: str) -> int:
    match = _OWN_NUMBER.match(title)
    return int(match[1] or match[2]) if match else 0


def _by_title(words: str, titles: list[str]) -> str | None:
    """The title that stands there in quotes or up to a comma; or the one title that begins so."""
    quoted = _QUOTED.match(words)
    said = (quoted[1] or quoted[2]) if quoted else _END.split(words, maxsplit=1)[0]
    if found := _only([title for title in titles if same_option(title, said)]):
        return found
    said_words = option_words(said if quoted else words)
    if not quoted:
        begun = [title for title in titles if (own := option_words(title)) and said_words[: len(own)] == own]
        if begun:
            return max(begun, key=lambda title: len(option_words(title)))
    part = option_words(said)
    long_enough = sum(map(len, part)) >= _SHORTEST_PART
    return _only([title for title in titles if long_enough and option_words(title)[: len(part)] == part])


def _only(titles: list[str]) -> str | None:
    return titles[0] if len(titles) == 1 else None
