"""Runbooks that lie as Markdown files in a folder, one a file, as operators of Prometheus and others keep them.

The text of each file is taken as it is; only links to other files of the folder become links to records. A section
whose heading is known goes into the field of that name, and any other one is kept and shown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from forgebook.core.document import MarkdownDocument
from forgebook.core.ids import normalise_id
from forgebook.importing.contract import Found, Importer, LeftOut, NothingThere, Unread
from forgebook.kinds.runbook.fields import HEADINGS
from forgebook.reading.markdown import parse_markdown
from forgebook.reading.text import Refused, decode

_INDEXES = ("_index", "index", "readme", "template")
_GENERIC = ("", "content", "docs", "doc", "runbook", "runbooks", "playbooks")
"""Folders whose names say nothing about the runbooks in them."""
_SITE_ONLY = ("weight", "menu", "draft", "layout", "type", "toc", "sidebar_position", "nav_order", "parent")
"""Keys that place a page on the site that it came from."""
_AS_THEY_ARE = ("summary", "severity", "duration", "trigger", "tags")
"""Keys that mean the same with us."""
_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?:\{\{[<%]\s*(?:rel)?ref\s+\"(?P<ref>[^\"]+)\"\s*[>%]\}\}|(?P<path>[^()\s:]+\.md))"
    r"(?:#[^()\s]*)?\)"
)
_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*(?P<name>[\w-]+)[^{}]*[>%]\}\}")
_TO_DO = re.compile(r"\W*(?:todo|tbd|to be (?:done|written))\W*\Z", re.I)
_MARKDOWN = re.compile(rb"(?:---[ \t]*\r?\n|#{1,3} \S)")
_FENCES = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$", re.M)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass
class _File:
    """A Markdown file, with its path told from the source's top and its text."""

    name: str
    folder: str
    text: str

    @cached_property
    def document(self) -> MarkdownDocument:
        """The file in parts."""
        return parse_markdown(self.name, self.text)

    @property
    def stem(self) -> str:
        return posixpath.splitext(posixpath.basename(self.name))[0]

    @property
    def is_index(self) -> bool:
        return self.stem.casefold() in _INDEXES

    @property
    def id(self) -> str:
        """`etcd/etcd-no-leader`: the folder, and the words of the file's name."""
        words = normalise_id(_HUMP.sub("-", self.stem))
        return f"{normalise_id(self.group)}/{words}" if self.group else words

    @property
    def group(self) -> str:
        """The folder that it stands in below the source's top, where its name says something; else empty."""
        return self.folder if "/" in self.name and self.folder.casefold() not in _GENERIC else ""

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return _FRONT.sub("", self.text, count=1) if self.document.has_front else self.text


class Runbooks(Importer):
    """A folder of Markdown files."""

    name = "runbooks"
    about = "a folder of runbooks in Markdown, one a file; each becomes a runbook, its text as it is."

    def read(self, source: Path) -> Iterator[Found | Unread | LeftOut | Path]:
        paths = sorted(source.rglob("*.md")) if source.is_dir() else [source]
        paths = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(source).parts)]
        if not paths or (source.is_file() and source.suffix.lower() != ".md"):
            raise NothingThere(f'there is no Markdown file in "{source}"')
        files: list[_File] = []
        for path in paths:
            yield path
            file = _opened(path, source)
            if isinstance(file, _File):
                files.append(file)
            else:
                yield file
        yield from _others(source)
        titles = {file.folder: str(file.document.front.get("title") or "") for file in files if file.is_index}
        known = {file.name: file for file in files}
        for file in files:
            yield from _left_out(file)
            if not file.is_index:
                yield _found(file, known, titles.get(file.folder, ""))


def _others(source: Path) -> Iterator[LeftOut | Unread]:
    """Files that are no Markdown by their names; one that begins like it is told apart."""
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        name = path.relative_to(source)
        if not path.is_file() or path.suffix.lower() == ".md" or any(part.startswith(".") for part in name.parts):
            continue
        with path.open("rb") as stream:
            like_markdown = not path.suffix and _MARKDOWN.match(stream.read(200)) is not None
        if like_markdown:
            message = "it begins like a runbook, and its name has no ending"
            yield Unread(name.as_posix(), 1, message, f"name it {path.name}.md")
        else:
            yield LeftOut(name.as_posix(), 1, "1 × other file", "it is no Markdown")


def _opened(path: Path, source: Path) -> _File | Unread:
    name = path.relative_to(source).as_posix() if source.is_dir() else path.name
    try:
        file = _File(name, path.resolve().parent.name, decode(path.read_bytes()).replace("\r\n", "\n"))
        _ = file.document
    except Refused as refused:
        line = (refused.position or (1, 1))[0]
        return Unread(name, line, refused.note.message, refused.note.remedy)
    except OSError as error:
        return Unread(name, 0, f"the file cannot be opened ({error.strerror})")
    return file


def _left_out(file: _File) -> Iterator[LeftOut]:
    front, positions = file.document.front, file.document.positions
    if file.is_index:
        yield LeftOut(file.name, 1, "1 × section index", "it lists pages; its title is the tag of those beside it")
        return
    for key in front:
        if key in _SITE_ONLY:
            line = positions.find((key,), on_key=True)[0]
            yield LeftOut(file.name, line, f"1 × {key}", "it only places the page on the site that it came from")


def _found(file: _File, known: Mapping[str, _File], section: str) -> Found:
    """A file as a record."""
    values, mapped, kept = _front(file)
    notes = list(_name_of_alarm(file, values, mapped))
    tag = (section or file.group) if file.group else ""
    if tag and "tags" not in values:
        values["tags"] = [tag]
        mapped.append(("folder", "tags"))
    body, links, lost = _linked(file, known)
    mapped += [("link to another file", "link to its record")] * bool(links)
    notes += [f'the link to "{target}" leads to no file of the source' for target in lost]
    for heading in file.document.sections:
        field = HEADINGS.get(heading.title.casefold().strip(" :"))
        if field is None:
            kept.append(f"section {heading.title}" if heading.title else "text before the first heading")
        elif not heading.text:
            notes.append(f"{heading.title.lower()} says nothing")
        else:
            mapped.append((f"section {heading.title}", field))
            if _TO_DO.match(heading.text):
                notes.append(f'{heading.title.lower()} says only "{heading.text.strip()}"')
    kept += ["text below the title"] if file.document.preamble else []
    if line := _never_closed(file.text):
        notes.append(f"the code that begins on line {line} is never closed, so that all below it is code")
    if names := sorted({match["name"] for match in _SHORTCODE.finditer(body)}):
        notes.append(f"{', '.join(names)} is a command of the site that it came from; write it in Markdown")
    if rest := [key for key in file.document.front if key not in (*_SITE_ONLY, *(name for name, _ in mapped))]:
        kept += rest
        body = f"{body.rstrip()}\n\n## From the source\n\n" + "\n".join(_told(file, key) for key in rest)
    key = f"{file.folder}/{file.stem}"
    return Found(
        "runbook", file.id, key, file.name, 1, values, tuple(mapped), tuple(notes), tuple(kept), body=body
    )  # fmt: skip


def _front(file: _File) -> tuple[dict[str, Any], list[tuple[str, str]], list[str]]:
    """The fields that the front matter gives."""
    front = file.document.front
    values: dict[str, Any] = {}
    mapped: list[tuple[str, str]] = []
    title = str(front.get("title") or "").strip()
    if title:
        mapped.append(("title", "title"))
        values |= {"title": title} if title != file.document.title else {}
    elif not file.document.title:
        values["title"] = _HUMP.sub(" ", file.stem).replace("-", " ").replace("_", " ")
        mapped.append(("file name", "title"))
    if isinstance(front.get("description"), str) and "\n" not in front["description"].strip():
        values["summary"] = front["description"].strip()
        mapped.append(("description", "summary"))
    for name in _AS_THEY_ARE:
        if name in front and isinstance(front[name], list if name == "tags" else str) and name not in values:
            values[name] = front[name]
            mapped.append((name, name))
    if isinstance(front.get("aliases"), list):
        values["aliases"] = [str(entry).strip("/").rpartition("/")[2] for entry in front["aliases"]]
        mapped.append(("aliases", "aliases"))
    return values, mapped, []


def _name_of_alarm(file: _File, values: dict[str, Any], mapped: list[tuple[str, str]]) -> Iterator[str]:
    """A heading of one word is the name of an alarm, which is when to use the runbook. Yields what looks wrong."""
    heading = file.document.title or ""
    if not heading or heading == values.get("summary"):
        return
    if re.fullmatch(r"[\w.-]+", heading) and "trigger" not in values and _HUMP.search(heading):
        values["trigger"] = heading
        mapped.append(("first heading", "trigger"))
        if heading.casefold() != file.stem.casefold():
            yield f'the first heading is "{heading}", the file is named "{file.stem}"'
    elif "title" in values and "summary" not in values:
        values["summary"] = heading
        mapped.append(("first heading", "summary"))
    elif "title" not in values:
        mapped.append(("first heading", "title"))


def _linked(file: _File, known: Mapping[str, _File]) -> tuple[str, int, list[str]]:
    """The body with links to other runbooks as links to records, their number, and the links that lead nowhere."""
    lost: list[str] = []
    links = 0

    def put(match: re.Match[str]) -> str:
        nonlocal links
        target = match["ref"] or match["path"]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file.name), target.partition("#")[0]))
        other = known.get(path) or known.get(f"{path}.md")
        if other is None or other.is_index:
            lost.append(target)
            return match["words"] if match["ref"] else match[0]
        links += 1
        return f"[[runbook/{other.id}|{match['words']}]]"

    return _LINK.sub(put, file.body), links, lost


def _never_closed(text: str) -> int:
    """The line of a block of code that has no end; 0 where there is none."""
    fence, line = "", 0
    for match in _FENCES.finditer(text):
        if not fence:
            fence, line = match[1], text.count("\n", 0, match.start()) + 1
        elif match[1].startswith(fence) and not match[2].strip():
            fence, line = "", 0
    return line


def _told(file: _File, key: str) -> str:
    value = file.document.front[key]
    return f"- {key}: {', '.join(map(str, value)) if isinstance(value, list) else value}"


IMPORTER = Runbooks()
