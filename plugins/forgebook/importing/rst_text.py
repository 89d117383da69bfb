"""reStructuredText as notes are written in it, as Markdown: inline marks, links, blocks of code, admonitions.

What is the same in both stays as it is, and what is not known as well: no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TARGET = re.compile(r"^[ \t]*\.\. _(`?)(?P<name>[^:`\n]+)\1:[ \t]+(?P<url>\S+)[ \t]*\n?", re.M)
_LITERAL = re.compile(r"``(?P<words>(?=\S)(?:[^`\n]|`(?!`)|\n(?!\s*\n))+?(?<=\S))``(?!`)")
_LINK = re.compile(
    r"`(?P<words>[^`<>]*[^`<>\s])\s*<(?P<url>[a-z][a-z0-9+.-]*:[^\s<>`]+|[^\s<>`]*/[^\s<>`]*)>`__?", re.I
)
_NAMED = re.compile(r"`(?P<words>[^`<>\n]+)`_(?!_)")
_ROLE = re.compile(r"(?<![\w`]):(?P<role>[a-z][\w:.+-]*):`(?P<words>[^`]+)`")
_TITLED = re.compile(r"(?P<words>[^<>]*[^<>\s])\s*<[^<>]+>\Z")
_CODE = re.compile(r"\.\. (?:code-block|code|sourcecode|parsed-literal|prompt)::[ \t]*(?P<language>[\w+-]*)")
_ADMONITION = re.compile(r"\.\. (?P<name>note|warning|important|caution|danger|tip|hint|attention|seealso)::[ \t]*")
_HELD = re.compile("\ue000(\\d+)\ue001")


def targets_of(text: str) -> dict[str, str]:
    """The addresses that a text defines by name."""
    return {match["name"].strip().casefold(): match["url"] for match in _TARGET.finditer(text)}


def as_markdown(text: str, targets: Mapping[str, str] | None = None) -> str:
    """The same text in Markdown.

    Args:
        text: reStructuredText.
        targets: addresses by name that are defined elsewhere in its file.
    """
    targets = {**(targets or {}), **(targets_of(text) if ".. _" in text else {})}
    if ".." in text:
        text = _ADMONITION.sub(lambda match: f"**{match['name'].capitalize()}:** ", _TARGET.sub("", text))
    if "::" in text:
        text = _blocks(text)
    return _inline(text, targets).strip("\n") if "`" in text else text.strip("\n")


def _inline(text: str, targets: Mapping[str, str]) -> str:
    """Literals are put aside first: what stands in them is no markup."""
    held: list[str] = []

    def hold(words: str) -> str:
        held.append(words)
        return f"\ue000{len(held) - 1}\ue001"

    text = re.sub(r"^(?P<mark>```+)[^\n]*\n.*?^(?P=mark)$", lambda m: hold(m[0]), text, flags=re.M | re.S)
    text = _LITERAL.sub(lambda match: hold(_code(match["words"])), text)
    text = _LINK.sub(lambda match: f"[{match['words']}]({match['url']})", text)
    text = _ROLE.sub(lambda match: hold(_code(_role(match["words"]))), text)
    text = _NAMED.sub(lambda match: _named(match, targets), text)
    return _HELD.sub(lambda match: held[int(match[1])] if int(match[1]) < len(held) else match[0], text)


def _code(words: str) -> str:
    return f"`` {words} ``" if "`" in words else f"`{words}`"


def _role(words: str) -> str:
    """What a role shows: `title <target>` its title, a target alone as it stands."""
    titled = _TITLED.match(words)
    return titled["words"] if titled else words.removeprefix("~")


def _named(match: re.Match[str], targets: Mapping[str, str]) -> str:
    url = targets.get(" ".join(match["words"].split()).casefold())
    return f"[{match['words']}]({url})" if url else match[0]


def _blocks(text: str) -> str:
    """Literal blocks, which a line that ends in `::` opens, and code blocks, between fences."""
    lines, out, index = text.split("\n"), [], 0
    while index < len(lines):
        line = lines[index]
        index += 1
        code = _CODE.match(line.lstrip())
        if code is None and not line.rstrip().endswith("::"):
            out.append(line)
            continue
        indent = len(line) - len(line.lstrip())
        if code is None and line.lstrip()[:3] == ".. ":
            out.append(line)
            continue
        end = _end(lines, index, indent)
        inner = "\n".join(lines[index:end]).strip("\n")
        if not inner.strip():
            out.append(line)
            continue
        said = "" if code else line.rstrip().removesuffix("::").rstrip()
        out += [
            *([f"{said}:", ""] if said else []),
            *_fenced(inner, " " * indent, code["language"] if code else ""),
            "",
        ]
        index = end
    return "\n".join(out)


def _end(lines: list[str], start: int, indent: int) -> int:
    """The first line after those that are indented further."""
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        end = index + 1 if line.strip() else end
    return end


def _fenced(inner: str, pad: str, language: str) -> list[str]:
    rows = [row for row in inner.split("\n") if not re.match(r"\s+:[\w-]+:", row)]
    least = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    fence = "```" if "```" not in inner else "`````"
    return [f"{pad}{fence}{language}", *(f"{pad}{row[least:]}" if row.strip() else "" for row in rows), f"{pad}{fence}"]
