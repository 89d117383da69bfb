"""YAML to plain values, by the events of ruamel.yaml's C parser.

All scalars stay text (or None): the type of a field reads them later. Events rather than nodes, because composing
nodes recurses in C and a file of nested brackets would take the process down with it.
"""

from __future__ import annotations

import re
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from forgebook.core.diagnostics import Code, FieldPath
from forgebook.core.document import Note, Position, Positions
from forgebook.reading import codes
from forgebook.reading.syntax import Complaint, explain
from forgebook.reading.text import Refused

MAX_DEPTH = 32
MAX_NODES = 50_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NO_KEY = object()
_ODD = object()
_STARTS: dict[type, type[Any]] = {MappingStartEvent: dict, SequenceStartEvent: list}
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")


def parse(text: str, positions: Positions | None = None, *, line_offset: int = 0) -> Any:
    """The one document of a YAML text: dicts, lists, text and None; None for a text without any.

    Args:
        text: LF line ends, no byte order mark.
        positions: filled with the place of every key and value where given; parsing is faster without.
        line_offset: lines that stand before the text in its file, as before front matter.

    Raises:
        Refused: the text is not YAML, or uses what records may not use.
    """
    found = _ODD if positions is not None else _plain_values(text)
    return found if found is not _ODD else _Parser(text, positions, line_offset).run()


def _plain_values(text: str) -> Any:
    """The values of a text that has nothing odd about it; else `_ODD`, and the parser below tells what it is.

    Both read alike. This one keeps no places and has nothing to say, which takes a third of the time off.
    """
    values: list[Any] = []
    container: Any = values
    key: str | None = None
    stack: list[Any] = []
    nodes = 0
    try:
        next_event = CParser(text).get_event
        while (kind := type(event := next_event())) is not StreamEndEvent:
            if kind is ScalarEvent:
                value = event.value if event.style or event.value not in _NULLS else None
            elif kind in _ENDS:
                container, key = stack.pop(), None
                continue
            elif kind in _STARTS:
                value = _STARTS[kind]()
            elif kind is AliasEvent or (kind is DocumentStartEvent and values):
                return _ODD
            else:
                continue
            nodes += 1
            if event.ctag is not None or event.anchor is not None or len(stack) >= MAX_DEPTH or nodes > MAX_NODES:
                return _ODD
            if type(container) is list:
                container.append(value)
            elif key is not None:
                container[key], key = value, None
            elif kind is ScalarEvent and value is not None and value not in container:
                key = value
            else:
                return _ODD
            if kind is not ScalarEvent:
                stack.append(container)
                container = value
    except YAMLError:
        return _ODD
    return values[0] if values else None


class _Parser:
    """Builds values from events with a stack of open collections instead of recursion."""

    def __init__(self, text: str, positions: Positions | None, line_offset: int) -> None:
        self.text = text
        self.positions = positions
        self.line_offset = line_offset
        self.odd_breaks = _ODD_BREAK.search(text) is not None
        self.stack: list[tuple[Any, Any]] = []
        self.container: Any = None
        self.key: Any = _NO_KEY
        self.root: Any = None
        self.nodes = 0
        self.documents = 0

    def run(self) -> Any:
        try:
            self._consume(CParser(self.text))
        except MarkedYAMLError as error:
            raise self._syntax(error) from None
        except YAMLError as error:
            raise Refused(Note(codes.SYNTAX, str(error).split("\n")[0])) from None
        return self.root

    def _consume(self, parser: Any) -> None:
        next_event = parser.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                if event.ctag is not None or event.anchor is not None:
                    self._refuse_decoration(event)
                self._scalar(event)
            elif kind is MappingStartEvent:
                self._open({}, event)
            elif kind is SequenceStartEvent:
                self._open([], event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.container, self.key = self.stack.pop()
                self._after()
            elif kind is DocumentStartEvent:
                self._document(event)
            elif kind is AliasEvent:
                raise self._refused(codes.ALIAS, f"alias *{event.anchor}", event, "write the value out")
            elif kind is StreamEndEvent:
                return
            else:
                assert kind in (StreamStartEvent, DocumentEndEvent), kind

    def _scalar(self, event: Any) -> None:
        value: str | None = event.value
        if value in _NULLS and not event.style:
            value = None
        if type(self.container) is not dict:
            self._place(value, event)
        elif self.key is _NO_KEY:
            self._take_key(value, event)
        else:
            self._place(value, event)
            self.key = _NO_KEY

    def _open(self, value: Any, event: Any) -> None:
        if event.ctag is not None or event.anchor is not None:
            self._refuse_decoration(event)
        if type(self.container) is dict and self.key is _NO_KEY:
            raise self._refused(codes.ODD_KEY, "a list or mapping as a key", event)
        if len(self.stack) >= MAX_DEPTH:
            raise self._refused(codes.TOO_DEEP, f"more than {MAX_DEPTH} levels", event, "look for an unclosed bracket")
        self._place(value, event)
        self.stack.append((self.container, self.key))
        self.container, self.key = value, _NO_KEY

    def _take_key(self, value: str | None, event: Any) -> None:
        if value is None:
            raise self._refused(codes.ODD_KEY, "an empty key", event)
        if value in self.container:
            raise self._refused(codes.DUPLICATE_KEY, f'"{value}" stands here twice', event, "keep one of the two")
        self.key = value
        if self.positions is not None:
            self.positions.keys[(*self._path(), value)] = self._at(event)

    def _place(self, value: Any, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._refused(codes.TOO_MANY_NODES, f"more than {MAX_NODES:,} values", event)
        if self.container is None:
            self.root = value
        elif type(self.container) is dict:
            self.container[self.key] = value
        else:
            self.container.append(value)
        if self.positions is not None:
            self.positions.values[self._value_path()] = self._at(event)

    def _after(self) -> None:
        if type(self.container) is dict:
            self.key = _NO_KEY

    def _path(self) -> FieldPath:
        """The path of the open container."""
        parts: list[str | int] = []
        for container, key in self.stack[1:]:
            parts.append(key if type(container) is dict else len(container) - 1)
        return tuple(parts)

    def _value_path(self) -> FieldPath:
        if self.container is None:
            return ()
        last = self.key if type(self.container) is dict else len(self.container) - 1
        return (*self._path(), last)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refused(
                codes.SEVERAL_DOCUMENTS, "a second document begins here", event, "make it a file of its own"
            )

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._refused(codes.ALIAS, f"anchor &{event.anchor}", event, "remove it, or quote the text")
        if str(event.ctag) == "!" and type(event) is ScalarEvent:
            return
        raise self._refused(codes.TAG, f"tag {event.ctag}", event, "remove it, or quote the text")

    def _at(self, event: Any) -> Position:
        return self._position(event.start_mark)

    def _position(self, mark: Any) -> Position:
        """Line and column as editors count them: YAML 1.1 ends lines at three more characters."""
        if not self.odd_breaks:
            return mark.line + 1 + self.line_offset, mark.column + 1
        before = self.text[: mark.index]
        return before.count("\n") + 1 + self.line_offset, len(before) - before.rfind("\n")

    def _refused(self, code: Code, message: str, event: Any, remedy: str = "") -> Refused:
        return Refused(Note(code, message, remedy=remedy), self._at(event))

    def _syntax(self, error: MarkedYAMLError) -> Refused:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "not valid YAML").strip()
        if mark is None:
            return Refused(Note(codes.SYNTAX, problem))
        begun = error.context_mark
        note, (line, column) = explain(
            self.text,
            Complaint(problem, error.context or "", self._in_text(mark), self._in_text(begun) if begun else None),
        )
        return Refused(note, (line + 1 + self.line_offset, column + 1))

    def _in_text(self, mark: Any) -> tuple[int, int]:
        """Line and column from 0, of the text alone."""
        line, column = self._position(mark)
        return line - 1 - self.line_offset, column - 1
