"""What a text may say on a partner or public site: no link, path, address or reference that names something hidden."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from forgebook.core.graph import ProjectGraph
from forgebook.core.prose import (
    INLINE_LINK,
    WIKI_LINK,
    is_elsewhere,
    replace_definitions,
    without_code,
)
from forgebook.core.record import Record

INTERNAL = "internal record"
INTERNAL_PAGE = "internal page"
SOMEBODY = "a team member"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_TAG = re.compile(r"<(?P<name>a|img|area|source|link)\b(?P<rest>[^<>]*)>", re.I)
_TARGET = re.compile(r"\b(?:href|src|srcset)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.I)
_TOKEN = re.compile(r"<?[^\s<>()\[\]{}\"'`|,]+>?")
_LOOSE_WIKI = re.compile(
    r"\[\[[ \t]{0,20}(?P<target>[^\[\]|\n]{1,200}?)[ \t]{0,20}(?:\|(?P<text>[^\n]{0,300}?))?\]\](?!\])"
)
_ENDINGS = re.compile(r"\.(?:md|ya?ml|html?)\Z", re.I)

Pair = tuple[str, str]
"""The last two parts of a path, an address or a reference, in lower case: enough to tell which record is meant."""


@dataclass
class Wording:
    """Trims the texts of one graph.

    Attributes:
        graph: the full graph.
        visible: refs of the records that show.
        item_shown: whether `kind/id#item` shows.
        people: for each person, the words that stand for them.
        faces: by the ref of a hidden record, the record that stands for it.
        hidden_files: paths of hidden files that are no records, and their addresses.
        other_files: whether links to files that are no records lead anywhere: on hand-written pages they do.
    """

    graph: ProjectGraph
    visible: set[str]
    item_shown: Callable[[str], bool]
    people: dict[str, str]
    faces: Mapping[str, Record] = field(default_factory=dict)
    hidden_files: frozenset[str] = frozenset()
    other_files: bool = False
    names: dict[Pair, str] = field(init=False)

    def __post_init__(self) -> None:
        shown: set[Pair] = set()
        names: dict[Pair, str] = {}
        for record in self.graph.records.values():
            is_person = record.kind == "person"
            words = self.people[record.ref] if is_person else INTERNAL
            for pair in self._pairs(record):
                if record.ref in self.visible and not is_person:
                    shown.add(pair)
                else:
                    names[pair] = words
        for ref in self.graph.faulty:
            names.setdefault(_pair(ref), INTERNAL)
        self.names = {pair: words for pair, words in names.items() if pair not in shown}

    def _pairs(self, record: Record) -> Iterable[Pair]:
        yield _pair(record.ref)
        yield _pair(f"{record.kind}/{record.raw_id}")
        if record.parent is None:
            yield _pair(record.source.path)
            yield _pair(record.address)
        for alias in record.fields.aliases:
            yield _pair(f"{record.kind}/{alias.removeprefix(record.kind + '/')}")
            yield _pair(f"{self.graph.kinds[record.kind].plural}/{alias}")

    def trimmed(self, text: str, folder: str) -> str:
        """The text without what is hidden. `folder` is that of the file it stands in."""
        if "[" not in text and "/" not in text and "." not in text:
            return text
        text = self._wiki_links(text)
        text = self._inline_links(text, folder)
        text = self._definitions(text, folder)
        text = _TAG.sub(lambda m: self._tag(m, folder), text)
        return _TOKEN.sub(lambda m: self._token(m, folder), text)

    def _wiki_links(self, text: str) -> str:
        if "[[" not in text:
            return text
        text = WIKI_LINK.sub(lambda m: self._wiki(m[0], m[1], m[2]), text)
        return _LOOSE_WIKI.sub(lambda m: self._wiki(m[0], m["target"], m["text"]), text)

    def _wiki(self, whole: str, target: str, words: str | None) -> str:
        found = self.graph.resolve(target)
        record = self.graph.get(found.ref) or self.graph.get((found.ref or "").partition("#")[0])
        if record is not None and record.kind == "person":
            return self._person(record, words)
        if record is None:
            unknown = found.candidates or self.graph.is_faulty(target) or self._named(target, "")
            return (words or INTERNAL) if unknown else whole
        face = self.faces.get(record.ref)
        if face is not None:
            return f"[[{face.ref}|{words}]]" if words else f"[[{face.ref}]]"
        hidden = record.ref not in self.visible
        if hidden or (found.ref not in self.graph.records and not self.item_shown(found.ref or "")):
            return words or INTERNAL
        return whole

    def _person(self, person: Record, words: str | None) -> str:
        """The words of a link to somebody, unless they are a part of the name."""
        stand_in = self.people[person.ref]
        if not words:
            return stand_in
        handle = getattr(person.fields, "handle", None) or ""
        name = _words(f"{person.title} {handle} {person.id} {person.raw_id}")
        return stand_in if name & _words(words) else words

    def _inline_links(self, text: str, folder: str) -> str:
        if "](" not in text:
            return text
        plain = without_code(text)

        def swap(match: re.Match[str]) -> str:
            words = INLINE_LINK.sub(swap, match["text"]) if "](" in match["text"] else match["text"]
            in_code = plain[match.start() : match.end()] != match[0] and match.string is text
            link = self._settled(match["target"], words, folder, picture=bool(match["bang"]), in_code=in_code)
            return match[0] if link is None else link

        return INLINE_LINK.sub(swap, text)

    def _settled(
        self, target: str, words: str, folder: str, *, picture: bool = False, in_code: bool = False
    ) -> str | None:
        """What stands in the place of a link, or None for the link as it is."""
        named = self._named(target, folder)
        if named is not None:
            return "" if picture else self._said(target, words, folder)
        if is_elsewhere(target) and not target.startswith("/"):
            return None
        if in_code or _path(target).lower().endswith(PICTURES):
            return None
        shown = [r for r in self.graph.by_path.get(_joined(target, folder), []) if r.ref in self.visible]
        if shown and "[" not in words and "]" not in words and words and not picture:
            return f"[[{shown[0].ref}|{words}]]"
        if self.other_files:
            return None
        return "" if picture else words

    def _said(self, target: str, words: str, folder: str) -> str:
        """The words of a link to a hidden file; a person's name goes."""
        records = self.graph.by_path.get(_joined(target, folder), [])
        person = next((record for record in records if record.kind == "person"), None)
        return self._person(person, words) if person is not None else words

    def _definitions(self, text: str, folder: str) -> str:
        """Links by reference: `[words][label]`, whose targets stand in lines of their own."""
        if "]:" not in text:
            return text
        return replace_definitions(text, lambda target, words: self._settled(target, self._label(words), folder))

    def _label(self, words: str) -> str:
        """The words of a link; a bare id that names something hidden is none."""
        found = self.graph.resolve(words)
        if found.ref is None:
            return words
        record = self.graph.get(found.ref.partition("#")[0])
        return words if record is not None and record.ref in self.visible and record.kind != "person" else INTERNAL

    def _tag(self, match: re.Match[str], folder: str) -> str:
        targets = [next(filter(None, groups), "") for groups in _TARGET.findall(match["rest"])]
        if not any(self._named(target, folder) for target in targets):
            return match[0]
        return "<a>" if match["name"].lower() == "a" else ""

    def _token(self, match: re.Match[str], folder: str) -> str:
        token = match[0]
        if "/" not in token and "." not in token:
            return token
        bare = token.strip("<>").rstrip(".:;!?*_~")
        words = self._named(bare, folder)
        return token if words is None else token.strip("<>").replace(bare, words, 1)

    def _named(self, target: str, folder: str) -> str | None:
        """The words that stand for the hidden record that a path, address or reference names, or None."""
        if target.startswith("#"):
            return None
        path = _path(target)
        words = self.names.get(_pair(path))
        if words is None and not is_elsewhere(path):
            words = self.names.get(_pair(_joined(target, folder)))
            if words is None and self.hidden_files:
                words = self._hidden_file(target, folder)
        return words

    def _hidden_file(self, target: str, folder: str) -> str | None:
        """A link may be told from the page's file or, in HTML, from its address, which is a folder of its own."""
        for joined in (_joined(target, folder), _joined(target, f"{folder}/page")):
            if joined in self.hidden_files or _ENDINGS.sub("", joined) in self.hidden_files:
                return INTERNAL_PAGE
        return None


def _path(target: str) -> str:
    return unquote(target.partition("#")[0].partition("?")[0])


def _joined(target: str, folder: str) -> str:
    path = _path(target)
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def _pair(path: str) -> Pair:
    parts = [part for part in path.casefold().split("/") if part]
    if len(parts) > 1 and _ENDINGS.sub("", parts[-1]) in ("index", "readme"):
        parts.pop()
    parts = ["", *parts] if len(parts) < 2 else parts
    return parts[-2] if len(parts) > 1 else "", _ENDINGS.sub("", parts[-1])


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 1}
