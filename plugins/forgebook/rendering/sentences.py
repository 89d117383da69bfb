"""Plain sentences to HTML without a converter.

Most fields of records are nothing else: words, numbers, versions, names of repositories, and here and there a bit of
code, a stressed word or a link to the web. What counts as plain is narrow on purpose; a test holds it against the
converter on real and random texts.
"""

from __future__ import annotations

import re

NEUTRAL = frozenset({
    "abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "md_in_html", "meta",
    "sane_lists", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.caption", "pymdownx.caret",
    "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.extra", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.superfences",
    "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
})  # fmt: skip
"""Extensions that leave plain sentences as they are."""

_CODE = r"[A-Za-z0-9_.()/=:,-]++"
_WORD = r"(?:[A-Za-z]++|\d++)(?![A-Za-z0-9])"
_WORDS = rf"{_WORD}(?:[ -]{_WORD})*+"
_MARKED = (
    r"(?<![^ \n])(?:"
    rf"`(?P<code>(?!:){_CODE}(?: {_CODE})*+)`"
    rf"|\[(?P<words>{_WORDS})\]\((?P<url>https?://[A-Za-z0-9/._~-]++)\)"
    rf"|\*\*(?P<strong>{_WORDS})\*\*|\*(?P<stressed>{_WORDS})\*"
    r")(?=[ ,;?\n]|\.(?:[ \n]|\Z)|\Z)"
)
_SENTENCES = re.compile(
    r"(?:[A-Za-z,;?%’“”‘–—…é \n]++"
    r"|(?<=[A-Za-z])[-'.](?=[A-Za-z])"
    r"|(?<=[A-Za-z]{2})/(?=[A-Za-z]{2})"
    r"|(?<=[A-Za-z,;] )\d++(?:\.\d++)*+(?:(?:a|b|rc)\d++)?+(?=[ ,;%?\n]|\.(?:[ \n]|\Z)|\Z)"
    r"|(?<=[A-Za-z0-9%”’`*)])\.(?=[ \n]|\Z)"
    rf"|{_MARKED})*+\Z"
)
_MARK = re.compile(_MARKED)
_SIGN = re.compile(r"[`*\[]")
_PARAGRAPHS = re.compile(r"\n[ ]*\n")


def sentences(text: str, *, marks: bool = True) -> str | None:
    """The HTML of a text that is nothing but plain sentences, without paragraphs, or None for any other.

    Args:
        text: the text.
        marks: whether code, stress and links in it are plain, too.
    """
    if not _SENTENCES.match(text):
        return None
    if _SIGN.search(text) is None:
        return text
    return _MARK.sub(_as_html, text) if marks else None


def paragraphs(text: str, *, marks: bool = True) -> str | None:
    """The HTML of a text that is nothing but paragraphs of plain sentences, or None for any other."""
    html = sentences(text, marks=marks)
    if html is None:
        return None
    found = []
    for block in _PARAGRAPHS.split(html.strip("\n")):
        ragged = any(line[:1] == " " or line.endswith("  ") or not line.strip() for line in block.split("\n"))
        if ragged or block.endswith(" "):
            return None
        found.append(f"<p>{block}</p>")
    return "\n".join(found)


def _as_html(mark: re.Match[str]) -> str:
    kind, words = mark.lastgroup, mark[0]
    if kind == "code":
        return f"<code>{mark['code']}</code>"
    if kind == "url":
        return f'<a href="{mark["url"]}">{mark["words"]}</a>'
    return f"<strong>{words[2:-2]}</strong>" if kind == "strong" else f"<em>{words[1:-1]}</em>"
