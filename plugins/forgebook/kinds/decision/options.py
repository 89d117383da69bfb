"""The parts of a decision file in MADR style that speak of options and outcome."""

from __future__ import annotations

import re
from typing import Any

_BULLET = re.compile(r"^ {0,3}[-*+]\s+(.*)$")
_SUB = re.compile(r"^ {0,3}(#{3,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_WEIGHED = re.compile(r"^ {0,3}[-*+]\s+\**(good|bad|neutral)\**\s*[,:]?\s+(.*)$", re.I)
_MARKS = re.compile(r"[*_`\[\]]|\([^()]*\)|^option\s+\d+\s*[:.–-]?\s*|^\d+[.)]\s*", re.I)


def considered_options(text: str) -> list[str] | None:
    """The titles of a plain list of options; None for anything that would lose words."""
    titles: list[str] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        bullet = _BULLET.match(line) or re.match(r"^ {0,3}\d+[.)]\s+(.*)$", line)
        if bullet is None:
            return None
        titles.append(bullet[1].strip())
    return titles or None


def described_options(
    text: str, considered: list[dict[str, Any]]
) -> tuple[str, list[dict[str, Any]] | None]:
    """The text before the first option, and the options with their descriptions, pros and cons.

    Options that were only listed keep their place; described ones that were not listed follow. None where the section
    has no subsections.
    """
    before, parts = _subsections(text)
    if not parts:
        return text, None
    options = [dict(option) for option in considered]
    for title, body in parts:
        option = next((o for o in options if _same(o["title"], title) and len(o) == 1), None)
        if option is None:
            option = {"title": title}
            options.append(option)
        option.update(_weighed(body))
    return before, options


def outcome_parts(text: str) -> tuple[str, Any, str]:
    """An outcome section as outcome, consequences (text or told apart) and confirmation."""
    before, parts = _subsections(text)
    outcome = [before] if before else []
    good = bad = confirmation = plain = ""
    for title, body in parts:
        name = re.sub(r"<!--.*?-->", "", title).casefold().strip(" :")
        if name.startswith("positive consequences") and not good:
            good = body
        elif name.startswith("negative consequences") and not bad:
            bad = body
        elif name == "consequences" and not plain:
            plain = body
        elif name in ("confirmation", "validation") and not confirmation:
            confirmation = body
        else:
            outcome.append(f"### {title}\n\n{body}")
    return "\n\n".join(outcome), _consequences(plain, good, bad), confirmation


def _consequences(plain: str, good: str, bad: str) -> Any:
    goods, bads = considered_options(good or ""), considered_options(bad or "")
    if plain and not good and not bad:
        return plain
    if not plain and (goods or not good) and (bads or not bad) and (goods or bads):
        return {name: values for name, values in (("good", goods), ("bad", bads)) if values}
    pieces = [plain, good and f"### Positive consequences\n\n{good}", bad and f"### Negative consequences\n\n{bad}"]
    return "\n\n".join(piece for piece in pieces if piece)


def _subsections(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first subsection, and the subsections of the highest level."""
    lines = text.split("\n")
    heads: list[tuple[int, int, str]] = []
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (match := _SUB.match(line)):
            heads.append((index, len(match[1]), match[2]))
    if not heads:
        return text.strip("\n"), []
    top = min(level for _, level, _ in heads)
    tops = [(index, title) for index, level, title in heads if level == top]
    parts = []
    for number, (index, title) in enumerate(tops):
        end = tops[number + 1][0] if number + 1 < len(tops) else len(lines)
        parts.append((title, "\n".join(lines[index + 1 : end]).strip("\n")))
    return "\n".join(lines[: tops[0][0]]).strip("\n"), parts


def _weighed(body: str) -> dict[str, Any]:
    """`Good, because …` and `Bad, because …` told apart where each stands on a line of its own."""
    lines = body.split("\n")
    if not all(_WEIGHED.match(line) for line in lines if _BULLET.match(line)) or any(
        re.match(r"^\s{2,}\S", line) for line in lines
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


def _same(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", _MARKS.sub("", title.casefold()))
