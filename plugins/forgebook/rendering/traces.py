"""What a page asked the graph while it was rendered, so that one can tell later whether it would still look the same.

A build system does the same with the files that a compiler opens: the questions are kept with the answers'
fingerprints, and a page may be used again while every question still has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from forgebook.core.cover import LadderFacts
from forgebook.core.evidence import FileFacts
from forgebook.core.graph import ProjectGraph, Resolution
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.rendering.fingerprints import Fingerprints

Question = tuple[str, ...]
"""What was asked, and of what: `("get", "decision/a")`."""

SAME_FOR_ALL = frozenset({"as_of", "kinds", "missing_history", "project", "visibility"})
"""What pages may ask freely: it is the same for all pages of a site, and stands in the salt of what is kept."""


class Answers:
    """The answers of one graph, as fingerprints."""

    def __init__(self, graph: ProjectGraph) -> None:
        self._graph = graph
        self.fingerprints = Fingerprints(graph)
        self._known: dict[Question, str | None] = {}
        self._ways: dict[str, Callable[..., str | None]] = {
            "get": lambda ref: self.fingerprints.record(graph.get(ref)),
            "of": lambda kind: self.fingerprints.records(graph.of(kind)),
            "related": lambda ref, name: self.fingerprints.records(graph.related(ref, name)),
            "relations_of": lambda ref: repr(graph.relations_of(ref)),
            "scope": graph.scope,
            "resolve": lambda text, *kinds: repr(graph.resolve(text, kinds)),
            "address_of": graph.address_of,
            "at_path": lambda path: self.fingerprints.records(graph.at_path(path)),
            "ladder": lambda: self.fingerprints.told(graph.ladder),
        }

    def to(self, question: Question) -> str | None:
        """The answer to a question.

        Raises:
            KeyError, TypeError: this is no question that a page can ask.
        """
        try:
            return self._known[question]
        except KeyError:
            answer = self._known[question] = self._ways[question[0]](*question[1:])
            return answer


class TracedGraph:
    """A graph that remembers what it is asked. Templates see it in the place of the graph.

    Attributes:
        asked: the questions since `begin`.
        untold: something was asked of which a later build could not tell whether it has changed.
    """

    def __init__(self, graph: ProjectGraph) -> None:
        self._graph = graph
        self.begin()

    def begin(self) -> None:
        """Start a new page."""
        self.asked: dict[Question, None] = {}
        self.untold = False

    def get(self, ref: str | None) -> Record | None:
        """See `ProjectGraph.get`, as for all of the following."""
        if ref:
            self.asked["get", ref] = None
        return self._graph.get(ref)

    def of(self, kind: str) -> list[Record]:
        self.asked["of", kind] = None
        return self._graph.of(kind)

    def related(self, record: Record | str, name: str) -> list[Record]:
        self.asked["related", record if isinstance(record, str) else record.ref, name] = None
        return self._graph.related(record, name)

    def relations_of(self, ref: str) -> dict[str, list[str]]:
        self.asked["relations_of", ref] = None
        return self._graph.relations_of(ref)

    def scope(self, source: str, name: str, target: str) -> str | None:
        self.asked["scope", source, name, target] = None
        return self._graph.scope(source, name, target)

    def status(self, record: Record) -> Status | None:
        self.asked["get", record.ref] = None
        return self._graph.status(record)

    def file_facts(self, record: Record) -> FileFacts | None:
        self.asked["get", record.ref] = None
        return self._graph.file_facts(record)

    def resolve(self, text: str, kinds: Iterable[str] = ()) -> Resolution:
        allowed = tuple(kinds)
        self.asked["resolve", text, *allowed] = None
        return self._graph.resolve(text, allowed)

    def address_of(self, ref: str) -> str | None:
        self.asked["address_of", ref] = None
        return self._graph.address_of(ref)

    def at_path(self, path: str) -> list[Record]:
        self.asked["at_path", path] = None
        return self._graph.at_path(path)

    @property
    def ladder(self) -> LadderFacts:
        self.asked["ladder",] = None
        return self._graph.ladder

    def __getattr__(self, name: str) -> Any:
        if name not in SAME_FOR_ALL:
            self.untold = True
        return getattr(self._graph, name)
