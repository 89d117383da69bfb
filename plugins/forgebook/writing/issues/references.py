"""Records as people name them: by id, by title, or by the address of a page."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


class NotFound(Exception):
    """No record goes by these words, or several do. The message says which."""


def record_meant(words: str, kinds: tuple[str, ...], graph: ProjectGraph) -> Record:
    """The record that somebody named.

    Raises:
        NotFound: there is none, or there are several.
    """
    text = words.strip().strip("<>`\"'“”").strip()
    found = graph.resolve(text, kinds)
    record = graph.get(found.ref)
    if record is not None:
        return record
    named = found.candidates or tuple(r.ref for r in _candidates(kinds, graph) if _goes_by(r, text))
    unique = tuple(dict.fromkeys(named))
    if len(unique) == 1:
        return graph.records[unique[0]]
    if unique:
        raise NotFound(f'"{_short(text)}" could mean {listed(unique)}; write one of these')
    names = [name for record in _candidates(kinds, graph) for name in (record.id, record.title)]
    sort = " or ".join(kinds) or "record"
    raise NotFound(f'there is no {sort} "{_short(text)}"{did_you_mean(closest(text[:200], names))}')


def reference_to(record: Record, kinds: tuple[str, ...]) -> str:
    """How a field of these kinds names a record."""
    return record.id if len(kinds) == 1 else record.ref


def _candidates(kinds: tuple[str, ...], graph: ProjectGraph) -> Iterable[Record]:
    return (record for kind in (kinds or tuple(graph.kinds)) for record in graph.of(kind))


def _goes_by(record: Record, text: str) -> bool:
    if " ".join(record.title.casefold().split()) == " ".join(text.casefold().rstrip(".").split()):
        return True
    return "/" in text and _at_address(record.address, text)


def _at_address(address: str, text: str) -> bool:
    """Whether an address of a page ends in that of the record: a site may lie in any folder of its host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    path, _, fragment = address.partition("#")
    given, here = unquote(parts.path).removesuffix("index.html").strip("/"), path.strip("/")
    same_page = given == here or given.endswith(f"/{here}")
    return same_page and (not fragment or unquote(parts.fragment) == fragment)


def _short(text: str) -> str:
    return f"{text[:60]}…" if len(text) > 60 else text
