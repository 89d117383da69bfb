"""The text of a file that another program has written: UTF-8 as a rule, else what spreadsheets make of it."""

from __future__ import annotations

from forgebook.reading.text import MAX_BYTES, Refused, decode


def loose_text(data: bytes) -> tuple[str, list[str]]:
    """The text of a file, and what people should know of how it was read.

    UTF-8, UTF-16 with its mark, else as Windows writes it in the west.

    Raises:
        Refused: it is too large or no text.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) <= MAX_BYTES:
        return decode(data.decode("utf-16", "replace").encode("utf-8")), ["the file is UTF-16"]
    try:
        return decode(data), []
    except Refused:
        if len(data) > MAX_BYTES or b"\0" in data or data[:2] == b"PK":
            raise
        words = "the file is not UTF-8; it was read as Windows-1252: look at letters with accents"
        return decode(data.decode("cp1252", "replace").encode("utf-8")), [words]
