"""Finding active content in HTML by parsing it."""

# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

FORBIDDEN = frozenset({
    "iframe", "object", "embed", "form", "base", "style", "applet", "frame", "frameset", "math", "use", "animate", "set",
    "animatetransform", "animatemotion", "foreignobject", "video", "audio", "source", "textarea", "template", "noscript",
    "portal", "marquee", "bgsound", "isindex", "keygen", "link", "xml", "image", "select", "button",
})  # fmt: skip
ADDRESSES = frozenset({
    "href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset", "ping", "lowsrc", "dynsrc",
})  # fmt: skip
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\x00-\x20]*):", re.I)
_SAFE = frozenset({"http", "https", "mailto", "tel"})
_DEPTH = re.compile(r"\.\.?(?:/\.\.)*(?=[/\"'])")


class Scan(HTMLParser):
    """What a page holds that could act, in the words of a finding."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()
        self._script: list[str] | None = None
        self.feed(html)
        self.close()
        if self._script is not None:
            self.found.add("a script that is never closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "meta", "svg") or tag in FORBIDDEN:
            self._element(tag, attrs)
        for name, value in attrs:
            if problem := _problem(name, value or ""):
                self.found.add(f"<{tag}> {problem}")
        if tag == "script":
            self._script = []

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = " ".join(f"{name}={_level(value or '')}" for name, value in attrs)
        if tag == "link" and dict(attrs).get("rel") in ("canonical", "prev", "next"):
            return
        if tag in FORBIDDEN or tag == "script":
            self.found.add(f"<{tag}> {said}")
        elif tag == "meta" and any(name == "http-equiv" for name, _ in attrs):
            self.found.add(f"<meta> {said}")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.found.add(f"script says {_level(''.join(self._script))}")
            self._script = None


def _problem(name: str, value: str) -> str | None:
    if name.startswith("on"):
        return f"{name}={value}"
    if name == "style":
        return f"style={value}"
    if name in ADDRESSES or "href" in name or "src" in name:
        match = _SCHEME.match(value)
        if match and re.sub(r"[\x00-\x20]", "", match[1]).lower() not in _SAFE:
            return f"{name}={value[:80]}"
    return None


def _level(text: str) -> str:
    """The same text for pages of any depth."""
    return _DEPTH.sub("..", text)


def findings(html: str) -> set[str]:
    """All that could act in a page."""
    return Scan(html).found


def tags_in(html: str) -> Iterator[str]:
    """The names of all elements."""
    names: list[str] = []

    class Names(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names.append(tag)

    Names().feed(html)
    return iter(names)
