"""The list of what is published as Markdown, to be read and signed off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from forgebook.core.subscriptions import API
from forgebook.reporters.markdown import words
from forgebook.review.publication import Entry
from forgebook.review.publication_list import Since
from forgebook.review.style import code

_TITLES = {
    "page": "Pages", "written": "Hand-written pages", "name": "Names", "role": "Roles that tell one person",
    "image": "Images", "link": "Links to other places", "file": "Other files",
}  # fmt: skip
_ORDER = ("name", "role", "written", "page", "image", "link", "file")
"""What is most often regretted comes first."""

_NONE = {
    "page": "No page.", "written": "No hand-written page shows.", "name": "No name of anybody in `people/` appears.",
    "role": "No role that shows has a single holder.", "image": "No image.", "link": "No link leads out.",
    "file": "No other file.",
}  # fmt: skip


def markdown(entries: list[Entry], visibility: str, day: str, since: Since | None, repository: str | None) -> str:
    """The report.

    Args:
        entries: what is published, in the order of the list.
        visibility: for whom.
        day: the day that "today" means on the pages.
        since: what became of the last list, where there is one.
        repository: `repo_url` of the site: links into it are told in one line.
    """
    lines = [f"# What the {visibility} site publishes", "", f"As rendered for {day}. {_counts(entries)}", ""]
    lines += _since(since) if since is not None else []
    for what in _ORDER:
        own = [entry for entry in entries if entry["what"] == what]
        lines += [f"## {_TITLES[what]}", ""]
        lines += [*_SECTIONS[what](_without_repository(own, repository)), *_into(own, repository)] or [_NONE[what]]
        lines.append("")
    return "\n".join(lines)


def _counts(entries: list[Entry]) -> str:
    known = {
        what: {entry.get(key) for entry in entries if entry["what"] == what}
        for what, key in (
            ("page", "address"),
            ("written", "file"),
            ("name", "name"),
            ("image", "image"),
            ("link", "to"),
        )
    }
    told = (("page", "page"), ("written", "hand-written page"), ("name", "name"), ("image", "image"), ("link", "link"))
    said = [_number(len(known[what]), word) for what, word in told]
    return f"{', '.join(said[:-1])} and {said[-1]} to other places."


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def _since(since: Since) -> Iterator[str]:
    yield from ("## Since the last list", "")
    if not (since.new or since.changed or since.gone):
        yield from ("Nothing is new, changed or gone.", "")
        return
    for title, entries in (("New", since.new), ("Gone", since.gone)):
        if entries:
            yield from (f"**{title}: {len(entries):,}**", "")
            yield from (f"- {_told(entry)}" for entry in entries)
            yield ""
    if since.changed:
        yield from (f"**Changed: {len(since.changed):,}**", "")
        yield from (f"- {_told(now)}: {_difference(was, now)}" for was, now in since.changed)
        yield ""


def _told(entry: Entry) -> str:
    what = entry["what"]
    if what == "page":
        return f"page {code(entry['address'] or 'home')} {words(entry['title'])}"
    if what == "written":
        return f"hand-written page {code(entry['file'])} {words(entry['title'])}"
    if what == "role":
        return f"role {words(entry['title'])}, with a single holder"
    if what == "file":
        return f"file {code(entry['address'])}"
    known = {"name": "name", "image": "image", "link": "to"}[what]
    said = words(entry["name"]) if what == "name" else code(entry[known])
    return f"{what} {said} on {_place(entry['on'])}"


def _difference(was: Entry, now: Entry) -> str:
    parts = []
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name), now.get(name)
        if before != after:
            parts.append("what it says" if name == "said" else f"{name} was {code(str(before))}, is {code(str(after))}")
    return ", ".join(parts)


def _place(address: str) -> str:
    return address if address == "every page" else code(address or "home")


def _names(entries: list[Entry]) -> Iterator[str]:
    for given, title in ((False, "Without a public name, in the words of a text"), (True, "By their public name")):
        named = [entry for entry in entries if entry["given"] is given]
        if named:
            yield from (f"**{title}**", "")
            yield from _by("name", named, words)
            yield ""


def _by(key: str, entries: list[Entry], tell: Callable[[str], str]) -> Iterator[str]:
    """A line for each value, with the places where it stands."""
    for value, group in groupby(entries, key=lambda entry: str(entry[key])):
        yield f"- {tell(value)}: {', '.join(_place(entry['on']) for entry in group)}"


def _roles(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        who = "the holder shows by name as well" if entry["named"] else "**the holder has no public name**"
        yield f"- {words(entry['title'])} ({code(entry['address'])}): {who}"


def _written(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"- {code(entry['file'])} {words(entry['title'])}: shows by {code(entry['by'])}"


def _pages(entries: list[Entry]) -> Iterator[str]:
    if entries:
        yield from ("| address | title | record | shows by |", "|---|---|---|---|")
    for entry in entries:
        record, by = entry.get("record"), entry.get("visibility", "")
        cells = (code(entry["address"] or "home"), words(entry["title"]), code(record) if record else "", by)
        yield f"| {' | '.join(cells)} |"


def _images(entries: list[Entry]) -> Iterator[str]:
    return _by("image", entries, code)


def _links(entries: list[Entry]) -> Iterator[str]:
    for fetched, title in ((True, "Fetched by the browser unasked"), (False, "Followed by readers")):
        own = [entry for entry in entries if entry["fetched"] is fetched]
        if own:
            yield from (f"**{title}**", "")
            yield from _by("to", own, code)
            yield ""


def _files(entries: list[Entry]) -> Iterator[str]:
    each = [entry for entry in entries if entry["sort"] not in ("api", "text")]
    yield from (f"- {entry['sort']}: {code(entry['address'])}" for entry in each)
    texts = sum(1 for entry in entries if entry["sort"] == "text")
    if texts:
        yield f"- text: {_number(texts, 'file')}: the pages of records as plain Markdown, and their index"
    kinds = Counter(_kind_of(entry["address"]) for entry in entries if entry["sort"] == "api")
    yield from (f"- api: {_number(count, 'file')} below {code(API + kind)}" for kind, count in kinds.items())


def _kind_of(address: str) -> str:
    kind, slash, _ = address.removeprefix(API).partition("/")
    return kind + slash if slash else ""


def _inside(target: str, repository: str | None) -> bool:
    base = (repository or "").rstrip("/")
    return bool(base) and target.startswith(f"{base}/")


def _without_repository(entries: list[Entry], repository: str | None) -> list[Entry]:
    return [entry for entry in entries if entry["what"] != "link" or not _inside(entry["to"], repository)]


def _into(entries: Iterable[Entry], repository: str | None) -> Iterator[str]:
    """Edit links and the like, which every page of a record has."""
    own = [entry for entry in entries if entry["what"] == "link" and _inside(entry["to"], repository)]
    if own:
        yield f"- {_number(len(own), 'link')} into the project's own repository, below {code(repository or '')}"


_SECTIONS: dict[str, Callable[[list[Entry]], Iterator[str]]] = {
    "page": _pages, "written": _written, "name": _names, "role": _roles, "image": _images, "link": _links,
    "file": _files,
}  # fmt: skip
