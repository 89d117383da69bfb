"""The parts of a decision file in MADR style that speak of options and outcome."""

from __future__ import annotations

import re
from typing import Any

from forgebook.core.prose import without_code
from forgebook.kinds.decision.wording import without_comments

_BULLET = re.compile(r" {0,3}[-*+]\s+(.*)$")
_NUMBERED = re.compile(r" {0,3}\d{1,4}[.)]\s+(.*)$")
_SUB = re.compile(r" {0,3}(#{3,6})[ \t]")
_WEIGHED = re.compile(r" {0,3}[-*+]\s+\**(good|bad|neutral)\**\s*[,:]?\s+(.*)$", re.I)
_MARKS = re.compile(r"[*_`\[\]]|(?<=\])\([^()]*\)|^option\s+\d+\s*[:.–-]?\s*|^\d+[.)]\s*", re.I)
_REMARK = re.compile(r"\([^()]*\)")


def considered_options(text: str) -> list[str] | None:
    """The titles of a plain list of options; None for anything that would lose words."""
    titles: list[str] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        bullet = _BULLET.match(line) or _NUMBERED.match(line)
        if bullet is None:
            return None
        titles.append(bullet[1].strip())
    return titles or None


def described_options(text: str, considered: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]] | None]:
    """The text before the first option, and the options with their descriptions, pros and cons.

    Options that were only listed keep their place; described ones that were not listed follow. None where the section
    has no subsections.
    """
    before, parts = _subsections(text)
    if not parts:
        return text, None
    options = [dict(option) for option in considered]
    for title, body in parts:
        option = next((o for o in options if same_option(o["title"], title) and len(o) == 1), None)
        if option is None:
            options.append({"title": title, **_weighed(body)})
        else:
            _describe(option, title, _weighed(body))
    return before, options


def _describe(option: dict[str, Any], heading: str, described: dict[str, Any]) -> None:
    """Add a description to a listed option. Of two titles the fuller stays; what only the other says is kept."""
    fuller, other = sorted((option["title"], heading), key=lambda title: -len(re.sub(r"\W+", "", title)))
    option["title"] = fuller
    option.update(described)
    if not _words(other) <= _words(fuller):
        option["description"] = f"{other}\n\n{described.get('description', '')}".rstrip()


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", title.casefold()) if not word.isdecimal()}


def outcome_parts(text: str) -> tuple[str, Any, str]:
    """An outcome section as outcome, consequences (text or told apart) and confirmation."""
    before, parts = _subsections(text)
    outcome = [before] if before else []
    found = {"good": "", "bad": "", "confirmation": "", "plain": ""}
    for title, body in parts:
        name = _PART_NAMES.get(re.sub(r"\(optional\)", "", title.casefold()).strip(" :"), "")
        if name and not found[name]:
            found[name] = body
        else:
            outcome.append(f"### {title}\n\n{body}")
    consequences = _consequences(found["plain"], found["good"], found["bad"])
    return "\n\n".join(outcome), consequences, found["confirmation"]


_PART_NAMES = {
    "positive consequences": "good",
    "negative consequences": "bad",
    "consequences": "plain",
    "confirmation": "confirmation",
    "validation": "confirmation",
}


def _consequences(plain: str, good: str, bad: str) -> Any:
    goods, bads = considered_options(good), considered_options(bad)
    if plain and not good and not bad:
        return plain
    if not plain and (goods or not good) and (bads or not bad) and (goods or bads):
        return {name: values for name, values in (("good", goods), ("bad", bads)) if values}
    pieces = [plain, good and f"### Positive consequences\n\n{good}", bad and f"### Negative consequences\n\n{bad}"]
    return "\n\n".join(piece for piece in pieces if piece)


def _subsections(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first subsection, and the subsections of the highest level."""
    lines = text.split("\n")
    outside = without_code(text).split("\n")
    heads = [
        (index, len(match[1]), _heading_words(lines[index]))
        for index, line in enumerate(outside)
        if (match := _SUB.match(line))
    ]
    if not heads:
        return text.strip("\n"), []
    top = min(level for _, level, _ in heads)
    tops = [(index, title) for index, level, title in heads if level == top]
    parts = []
    for number, (index, title) in enumerate(tops):
        end = tops[number + 1][0] if number + 1 < len(tops) else len(lines)
        parts.append((title, "\n".join(lines[index + 1 : end]).strip("\n")))
    return "\n".join(lines[: tops[0][0]]).strip("\n"), parts


def _heading_words(line: str) -> str:
    """The words of a heading, without its marks (closing ones too) and comments."""
    words = without_comments(line).strip().lstrip("#").strip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare != words and bare[-1:].isspace() else words


def _weighed(body: str) -> dict[str, Any]:
    """`Good, because …` and `Bad, because …` told apart where each stands on a line of its own."""
    lines = body.split("\n")
    if not all(_WEIGHED.match(line) for line in lines if _BULLET.match(line)) or any(
        line[:2].isspace() and line.strip() for line in lines
    ):
        return {"description": body} if body else {}
    pros, cons, rest = [], [], []
    for line in lines:
        match = _WEIGHED.match(line)
        if match and match[1].casefold() == "good":
            pros.append(_because(match[2]))
        elif match and match[1].casefold() == "bad":
            cons.append(_because(match[2]))
        else:
            rest.append(line)
    found = {"description": "\n".join(rest).strip(), "pros": pros, "cons": cons}
    return {name: value for name, value in found.items() if value}


def _because(text: str) -> str:
    words = re.sub(r"^because\s+", "", text)
    return words[:1].upper() + words[1:]


def same_option(one: str, other: str) -> bool:
    """Whether two titles name one option. A remark in brackets may stand in one of them; two remarks must agree."""
    if _key(one, whole=True) == _key(other, whole=True):
        return True
    if _REMARK.search(_MARKS.sub("", one)) and _REMARK.search(_MARKS.sub("", other)):
        return False
    return _key(one) == _key(other)


def option_words(title: str) -> list[str]:
    """The words of a title, without its marks, its number and remarks in brackets."""
    return re.findall(r"[a-z0-9]+", _REMARK.sub("", _MARKS.sub("", title.casefold())))


def _key(title: str, *, whole: bool = False) -> str:
    plain = _MARKS.sub("", title.casefold())
    return re.sub(r"[^a-z0-9]+", "", plain if whole else _REMARK.sub("", plain))
