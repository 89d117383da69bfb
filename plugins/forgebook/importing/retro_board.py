"""Reading what comes out of a retro board: a table with a row an item, one with a column a column, or plain text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forgebook.importing.retro_words import Role, column_of, role_of, votes_in

DELIMITERS = ",;\t|"
_BULLET = re.compile(r"^\s*(?:[-*•–—·+]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s+)?(?P<text>.*)$")
_HEADING = re.compile(r"^(?:#{1,6}\s+(?P<hash>.+?)\s*#*|\*\*(?P<bold>[^*]+)\*\*:?|__(?P<under>[^_]+)__:?)\s*$")
_STAR = re.compile(r"^(?:★|⭐|🌟|✅)\ufe0f?\s*")


@dataclass(frozen=True, slots=True)
class Card:
    """An item of a board.

    Attributes:
        column: the name of its column, as the board has it.
        text: what it says, on one line.
        line: where it begins in the file, from 1.
        votes: how many it got, where the board tells.
        theme: the group that it was put into.
        chosen: whether it is marked as the one that was agreed.
    """

    column: str
    text: str
    line: int
    votes: int | None = None
    theme: str = ""
    chosen: bool = False


@dataclass(slots=True)
class Board:
    """All that a file holds.

    Attributes:
        cards: its items in their order.
        before: lines that stand before the first column, with their numbers.
        left_out: names of table columns that are left out on purpose, by role, each with how many values it had.
        kept: names of table columns that no field takes. Their values stand in the items' texts.
        names: pairs of a name in the table and what it was read as.
        odd: what people should look at.
    """

    cards: list[Card] = field(default_factory=list)
    before: list[tuple[int, str]] = field(default_factory=list)
    left_out: dict[Role, dict[str, int]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def read_board(text: str) -> Board:
    """What a text holds; a board without cards where it holds nothing of that sort.

    Raises:
        csv.Error: it is a table that cannot be taken apart.
    """
    for delimiter in sorted(DELIMITERS, key=lambda mark: -text.partition("\n")[0].count(mark)):
        rows = _rows(text, delimiter)
        if any(_is_header(row) for _, row in rows[:40]):
            return _Table().read(rows)
    return _of_text(text)


def one_line(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows of a table, each with the line that it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found, line = [], 1
    for row in reader:
        found.append((line, [cell.strip() for cell in row]))
        line = reader.line_num + 1
    return found


def _is_header(row: Sequence[str]) -> bool:
    return _is_of_rows(row) or _is_of_columns(row)


def _is_of_rows(row: Sequence[str]) -> bool:
    """Whether a row names what the cells of an item hold: its text, and one thing more."""
    roles = [role_of(cell) for cell in row if cell]
    return "text" in roles and len({role for role in roles if role}) > 1 and len(row) > 1


def _is_of_columns(row: Sequence[str]) -> bool:
    """Whether a row names columns of a board, with the items below each."""
    named = [cell for cell in row if cell]
    return len(named) > 1 and sum(column_of(cell) is not None for cell in named) > 1


class _Table:
    def __init__(self) -> None:
        self.board = Board()
        self.header: list[str] = []
        self.by_row = False
        self.section = ""

    def read(self, rows: Sequence[tuple[int, list[str]]]) -> Board:
        for line, row in rows:
            filled = [cell for cell in row if cell]
            if not filled:
                continue
            if self._begins(row):
                self.header, self.by_row = row, _is_of_rows(row)
                self._note_header()
            elif not self.header:
                self._before(line, filled)
            elif len(filled) == 1 and column_of(filled[0]) and row[0] == filled[0]:
                self.section = filled[0]
            elif self.by_row:
                self._item(line, row)
            else:
                self._cells(line, row)
        return self.board

    def _begins(self, row: Sequence[str]) -> bool:
        """Whether a header stands here: the first, or that of another table below."""
        return _is_of_rows(row) if self.header and self.by_row else not self.header and _is_header(row)

    def _before(self, line: int, filled: list[str]) -> None:
        if len(filled) == 1 and column_of(filled[0]):
            self.section = filled[0]
        self.board.before.append((line, " ".join(filled)))

    def _note_header(self) -> None:
        for name in self.header if self.by_row else []:
            role = role_of(name)
            if role in ("text", "votes", "theme", "column"):
                self.board.names.append((name, role))

    def _item(self, line: int, row: list[str]) -> None:
        """A row that is an item."""
        found: dict[Role, str] = {}
        more: list[str] = []
        for index, cell in enumerate(row):
            name = self.header[index] if index < len(self.header) else ""
            role = role_of(name) if name else None
            if not cell:
                continue
            if role in ("author", "time", "url"):
                counts = self.board.left_out.setdefault(role, {})
                counts[name] = counts.get(name, 0) + 1
            elif role is not None and role not in found:
                found[role] = cell
            else:
                more.append(f"{name or 'more'}: {one_line(cell)}")
                self.board.kept += [] if (name or "more") in self.board.kept else [name or "more"]
        text = one_line(found.get("text", ""))
        if not text and not more:
            self.board.odd.append(f"line {line} has no text, and is left out")
            return
        self._add(line, found, " · ".join(filter(None, [text, *more])))

    def _add(self, line: int, found: dict[Role, str], text: str) -> None:
        votes = found.get("votes", "")
        number = int(votes) if votes.isascii() and votes.isdigit() else None
        if votes and number is None:
            self.board.odd.append(f'line {line}: "{votes}" is no number of votes')
        chosen = found.get("chosen", "").casefold() in ("x", "yes", "true", "1", "y", "✓", "✔")
        self.board.cards.append(
            card(found.get("column") or self.section, text, line, number, one_line(found.get("theme", "")), chosen)
        )

    def _cells(self, line: int, row: list[str]) -> None:
        """A row with an item of each column."""
        for index, cell in enumerate(row):
            if cell:
                name = self.header[index] if index < len(self.header) else ""
                self.board.cards.append(card(name, one_line(cell), line))


def card(column: str, text: str, line: int, votes: int | None = None, theme: str = "", chosen: bool = False) -> Card:
    """An item; votes at the end of its text are taken, and a star before it marks the one that was agreed."""
    said, number = votes_in(text) if votes is None else (text, votes)
    bare = _STAR.sub("", said)
    return Card(one_line(column), bare, line, number, theme, chosen or bare != said)


def _of_text(text: str) -> Board:
    board = Board()
    column = ""
    open_item = False
    for number, line in enumerate(text.split("\n"), 1):
        heading = _heading(line)
        bullet = _BULLET.match(line)
        if not line.strip() or set(line.strip()) <= set("=-_*~"):
            open_item = False
        elif heading and not (bullet and column_of(heading) is None):
            column, open_item = heading, False
        elif not column:
            board.before.append((number, one_line(line)))
        elif open_item and bullet is None and line[:1] in " \t":
            last = board.cards[-1]
            board.cards[-1] = card(
                column, f"{last.text} {one_line(line)}", last.line, last.votes, "", last.chosen
            )  # fmt: skip
        else:
            board.cards.append(card(column, one_line(bullet["text"] if bullet else line), number))
            open_item = True
    board.cards = [one for one in board.cards if one.text]
    return board


def _heading(line: str) -> str:
    """The name of a column that a line is; empty for none."""
    found = _HEADING.match(line.strip())
    if found:
        words = next(iter(filter(None, found.groups())))
        return str(words).strip().rstrip(":")
    bare = line.strip()
    if column_of(bare) is not None or (bare.endswith(":") and len(bare) < 60 and not _BULLET.match(line)):
        return bare.rstrip(":")
    return ""


def columns_in(cards: Sequence[Card]) -> Iterator[str]:
    """The names of the columns that the items stand in, each once."""
    yield from dict.fromkeys(one.column for one in cards)
