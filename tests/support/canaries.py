"""A project in which all that is hidden sings: each hidden value holds a word that stands nowhere else."""

# ruff: noqa: E501

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Callable
from pathlib import Path as File
from typing import Any

from forgebook.core.fields import RefTo
from forgebook.core.kind import RecordKind
from forgebook.kinds.register import installed
from support.filling import Filler, Path, nested_items
from support.sites import PROJECT, WORLD, records, with_public, world_ref

CANARY = re.compile(r"kanari\d{4}", re.I)
KINDS: dict[str, RecordKind] = {name: kind for name, kind in installed().items() if kind.folder}
NOT_FILLED = frozenset({"visibility", "public_wording", "public_id"})
"""What decides who sees a record. What shows by a public wording has a test of its own."""
_AT_ONCE = 4
"""Hidden kinds that a text names, beside a decision."""
PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"picture"


class Aviary:
    """Hands out canaries and remembers where each was put."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def new(self, place: str) -> str:
        """A word of its own."""
        word = f"kanari{len(self.places):04d}"
        self.places[word] = place
        return word

    def text(self, where: str) -> Callable[[Path, bool], str]:
        """A source of texts for a filler."""

        def text(path: Path, long: bool) -> str:
            place = f"{where}: {'.'.join(map(str, path))}"
            if path[-1] == "id":
                return self.new(place)
            if path[-1] == "url":
                return f"https://{self.new(place)}.example/"
            word = self.new(place)
            return f"Long {word}\n\n**{word}** again" if long else f"Words {word}"

        return text


class Project:
    """Files of a project with visible and hidden records of every kind."""

    def __init__(self) -> None:
        self.aviary = Aviary()
        self.hidden: dict[str, str] = {}
        self.files: dict[str, Any] = records(with_public(WORLD))
        self.visible: list[str] = []
        new = self.aviary.new
        for name in KINDS:
            self.hidden[name] = new(f"id of the hidden {name}")
        self.hidden["improvement"] = new("id of the hidden improvement")
        for kind in KINDS.values():
            self._hide(kind)
            self._show(kind)
        self._people()
        self._pages()
        self._foreign()
        purpose = f"Forecasts. See [[decision/{self.hidden['decision']}]].\n\nMore: {self.links('decision')}"
        self.files["records/project.yml"] = {
            **PROJECT, "cover": {"visibility": "public"}, "purpose": purpose, "sources": [{"kind": "decision", "path": "docs/adr"}],
        }  # fmt: skip

    def ref(self, meaning: RefTo) -> str:
        """A reference to a hidden record."""
        kinds = [kind for kind in meaning.kinds if kind in self.hidden] or ["decision"]
        return f"{kinds[0]}/{self.hidden[kinds[0]]}"

    def _hide(self, kind: RecordKind) -> None:
        id_ = self.hidden[kind.name]
        filler = Filler(self.aviary.text(f"hidden {kind.name}"), world_ref, leave_out=NOT_FILLED | {"public_name"})
        values = filler.mapping(kind.model)
        if kind.name == "retro":
            values["improvement"]["id"] = self.hidden["improvement"]
        self.files[f"records/{kind.folder}/{id_}.yml"] = values

    def _show(self, kind: RecordKind) -> None:
        """Visible records that name hidden ones wherever they can, and hold hidden items."""
        refs: dict[str, Callable[[RefTo], str | None]] = {"to-hidden": self.ref, "to-shown": world_ref}
        for word, ref in refs.items():
            secret = Filler(self.aviary.text(f"hidden item of a {kind.name}"), ref)
            filler = Filler(self._shown_text(kind, word), ref, turn=1, hidden=secret, leave_out=NOT_FILLED)
            values = filler.mapping(kind.model)
            for name in nested_items(kind.model) if word == "to-shown" else ():
                values[name] = {**secret.mapping(kind.model, (name,))[name], "visibility": "team"}
            id_ = f"shown-{kind.name}-{word}"
            self.files[f"records/{kind.folder}/{id_}.yml"] = {**values, "aliases": [], "visibility": "public"}
            goes = word == "to-hidden" and kind.needs  # a run of a hidden release is hidden with it
            if kind.name != "person" and not goes:
                self.visible.append(f"{kind.name}/{id_}")

    def _shown_text(self, kind: RecordKind, word: str) -> Callable[[Path, bool], str]:
        turn = itertools.count()

        def text(path: Path, long: bool) -> str:
            if path[-1] == "id":
                return f"{word}-{kind.name}-" + "-".join(map(str, path[:-1]))
            if path[-1] in ("url", "title", "handle", "public_name"):
                return f"vizible {kind.name} {word}"
            words = f"vizible {self.links('decision', *self._some(next(turn)))}"
            return f"{words}\n\n{self.blocks()}" if long else words

        return text

    def _some(self, turn: int) -> list[str]:
        """A few kinds, others each time: the fields of a record name all of them, and none is endless."""
        names = [name for name in KINDS if name != "decision"]
        return [names[(turn * _AT_ONCE + step) % len(names)] for step in range(_AT_ONCE)]

    def links(self, *kinds: str) -> str:
        """Every way to name a hidden record on one line."""
        said = []
        for kind in kinds:
            id_ = self.hidden[kind]
            file = f"{KINDS[kind].folder}/{id_}.yml"
            said.append(
                f"[[{kind}/{id_}]] [[{kind}/{id_}|kept words]] [[{id_}]] `[[{kind}/{id_}]]` ``[[ {id_} ]]`` "
                f"[[{kind}/{id_}#{id_}]] [[{kind}/{id_}|kept [inner] words]] {kind}/{id_} "
                f'[kept words](../{file}) [kept words](<../{file}> "{id_}") `[x](../{file})` ![kept words](../{file}) '
                f"[kept words](/records/{file}) [![kept words](../{file})](../{file}) [kept words](../{file}#{id_}) "
                f"[kept words](https://forge.example/blob/main/records/{file}) [kept words](../../{KINDS[kind].plural}/{id_}/) "
                f"<https://harbour.example/{KINDS[kind].plural}/{id_}/> https://harbour.example/{KINDS[kind].plural}/{id_}/ "
                f'<a href="../{file}" title="{id_}">kept words</a> <a href=../{file}>kept words</a> <img src="../{file}">'
            )
        return " ".join(said)

    def blocks(self) -> str:
        """Every way that takes lines of its own."""
        id_ = self.hidden["decision"]
        file = f"../decisions/{id_}.yml"
        return (
            f"See [kept words][label], [kept words][{id_}], [label], [label][], [{id_}] and [decision/{id_}].\n\n"
            f'[label]: {file} "{id_}"\n[{id_}]: {file}\n[decision/{id_}]: <{file}>\n    "Title {id_}"\n\n'
            f"```\n[[decision/{id_}]] {file}\n```\n\n    [[{id_}]]\n"
        )

    def _people(self) -> None:
        """Somebody who gave a public name, and nothing else of theirs may show."""
        text = self.aviary.text("person with a public name")
        values = Filler(text, world_ref, leave_out=frozenset({"visibility"})).mapping(KINDS["person"].model)
        id_ = self.aviary.new("id of a person with a public name")
        self.files[f"records/people/{id_}.yml"] = {**values, "public_name": "Robin vizible", "visibility": "public"}
        unnamed = self.hidden["person"]
        title = self.files[f"records/people/{unnamed}.yml"]["title"]
        self.files["records/decisions/by-people.yml"] = {
            "title": "Decided vizibly", "status": "accepted", "decided": "2025-01-02", "visibility": "public",
            "deciders": [id_, unnamed, f"person/{unnamed}"], "consulted": [unnamed], "informed": [id_],
            "context": f"By [[person/{unnamed}]], [[person/{unnamed}|{title}]] and [[person/{id_}|{values['title']}]] and "
            f"[{title}](../people/{unnamed}.yml).",
        }  # fmt: skip

    def _pages(self) -> None:
        new = self.aviary.new
        page, picture, other = new("hidden page's name"), new("hidden picture's name"), new("unmarked page's name")
        both, static = "used-by-both", new("a hidden static page")
        decision = self.hidden["decision"]
        record_picture = new("picture that only a hidden record uses")
        self.page_titles = [new("hidden page's title"), new("unmarked page's title")]
        body = f"![p](img/{picture}.png) ![b](img/{both}.png) {new('hidden page text')}"
        self.files |= {
            f"docs/{page}.md": f"---\nvisibility: team\ntitle: Title {self.page_titles[0]}\n---\n\n# H {new('heading')}\n\n{body}\n",
            f"docs/{other}.md": f"# Title {self.page_titles[1]}\n\n{body} <img src=img/{picture}2.png>\n",
            f"docs/sub/{other}.md": f"# Deep {new('deep page')}\n",
            f"docs/{static}.html": f"<title>{new('static page')}</title>",
            f"docs/img/{picture}.png": PICTURE, f"docs/img/{picture}2.png": PICTURE, f"docs/img/{both}.png": PICTURE,
            f"docs/img/{record_picture}.png": PICTURE,
            "docs/open.md": (
                f"---\nvisibility: public\n---\n\n# Open vizible page\n\n[kept words]({page}.md) "
                f'[kept words]({page}.md#x "{page}") [kept words](sub/{other}.md) ![b](img/{both}.png) '
                f"[kept words](decisions/{decision}/index.md) [[decision/{decision}]] `[[decision/{decision}]]` "
                f"[[decision/{decision}|kept words]] [kept words](../records/decisions/{decision}.yml) "
                f'<a href="{page}.md">kept words</a> <a href="../{page}/">kept words</a> [kept words][r]\n\n'
                f"[r]: {page}.md\n"
            ),
            "docs/guide/partner.md": "---\nvisibility: partner\n---\n\n# Partnerly page\n",
        }  # fmt: skip
        self.files[f"records/decisions/{decision}.yml"]["context"] += f" ![p](../../docs/img/{record_picture}.png)"
        entry = new("title in the navigation")
        self.nav = [
            {f"Nav {entry}": f"{page}.md"}, {f"Dot {entry}": f"./{page}.md"}, {f"Part {entry}": f"{page}.md#part"},
            {f"Section {entry}": [f"sub/{other}.md"]}, {"Open": "open.md"}, "forgebook",
        ]  # fmt: skip

    def _foreign(self) -> None:
        """Decision files of other styles under `docs/`: a hidden one, a visible one, and one that cannot be read."""
        new = self.aviary.new
        hidden, broken = f"0001-{new('foreign file name')}", f"0003-{new('broken file name')}"
        self.files |= {
            f"docs/adr/{hidden}.md": f"# 1. {new('foreign title')}\n\n## Status\n\nAccepted\n\n## Context\n\n{new('foreign')}\n",
            "docs/adr/0002-shown.md": (
                f"---\nvisibility: public\nauthor: {new('name in front matter')}\ndeciders: {new('plain name')}\n---\n\n"
                f"# 2. Shown vizible\n\n## Status\n\nSupersedes [kept words]({hidden}.md)\n\n"
                f"## Context\n\n[kept words]({hidden}.md) [kept words](./{hidden}.md)\n\n## On [[decision/{hidden}]]\n\nvizible\n"
            ),
            f"docs/adr/{broken}.yml": f"status: [{new('broken file')}\n",
            "docs/adr/README.md": f"# {new('readme')}\n",
        }


def found_in(site: File) -> dict[str, set[str]]:
    """Canaries in names and contents of files, and the files in which each was seen."""
    seen: dict[str, set[str]] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        for word in CANARY.findall(f"{name}\n{_content(path)}"):
            seen.setdefault(word.lower(), set()).add(name)
    return seen


def _content(path: File) -> str:
    if path.is_dir():
        return ""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    if path.suffix == ".ics":  # long lines are folded, even inside a word
        text = text.replace("\r\n ", "")
    return text + re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text) if path.suffix == ".json" else text
