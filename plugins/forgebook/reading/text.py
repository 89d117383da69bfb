"""Bytes to text: UTF-8 alone, with a place for every refusal."""

from __future__ import annotations

import re

from forgebook.core.document import Note, Position
from forgebook.reading import codes

MAX_BYTES = 1 << 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HARMLESS = bytes({*b"\t\n\r", *range(0x20, 0x7F)})
_LINE_BREAK = re.compile(r"\r\n?|\n")


class Refused(Exception):
    """A file that cannot be read, with the note that says why and the place."""

    def __init__(self, note: Note, position: Position = (1, 1)) -> None:
        super().__init__(note.message)
        self.note = note
        self.position = position


def decode(data: bytes) -> str:
    """The text of a file, a byte order mark taken off and line ends made LF.

    Raises:
        Refused: the file is too large, not UTF-8, or holds control characters.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / MAX_BYTES:.1f} MiB"
        raise Refused(Note(codes.TOO_LARGE, f"the file has {size}; 1 MiB is the limit"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(Note(codes.NOT_UTF8, "the file is UTF-16 or UTF-32", remedy="save it as UTF-8"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        note = Note(
            codes.NOT_UTF8,
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            remedy="save the file as UTF-8",
        )
        raise Refused(note, position_in(before, len(before))) from None
    plain = data.isascii() and not data.translate(None, _HARMLESS)
    found = None if plain else _CONTROL.search(text)
    if found:
        name = "NUL" if found.group() == "\0" else f"control character U+{ord(found.group()):04X}"
        raise Refused(
            Note(codes.CONTROL_CHARACTER, f"{name} in the file", remedy="delete it"),
            position_in(text, found.start()),
        )
    return _LINE_BREAK.sub("\n", text) if "\r" in text else text


def position_in(text: str, offset: int) -> Position:
    """Line and column of an offset, from 1."""
    lines = _LINE_BREAK.split(text[:offset])
    return len(lines), len(lines[-1]) + 1
