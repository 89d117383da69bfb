"""Every case of the YAML test suite: read, or refused at a place in the file."""

# ruff: noqa: E501

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from forgebook.core.diagnostics import Code
from forgebook.reading.cache import JsonCache
from forgebook.reading.files import read_drafts
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse
from support.payloads import KINDS

pytestmark = pytest.mark.corpora
VISIBLE = {"␣": " ", "———»": "\t", "——»": "\t", "—»": "\t", "»": "\t", "←": "\r", "⇔": "\ufeff", "↵": "", "∎\n": ""}
"""How the suite writes characters that cannot be seen."""


def cases(hostile: Path) -> Iterator[tuple[str, bytes, bool]]:
    """Name, content and whether the suite calls it faulty; a case without its own text goes on with the last one's."""
    for file in sorted((hostile / "yaml-test-suite" / "src").glob("*.yaml")):
        text, fails = "", False
        for number, case in enumerate(YAML(typ="safe").load(file)):
            text = case.get("yaml", text)
            fails = case.get("fail", False)
            yield f"{file.stem}-{number}", seen(text).encode(), fails


def seen(text: str) -> str:
    """The text that a case stands for."""
    for mark, meant in VISIBLE.items():
        text = text.replace(mark, meant)
    return text


def outcome(data: bytes) -> Refused | None:
    """How reading ended."""
    try:
        parse(decode(data))
    except Refused as refused:
        return refused
    return None


def test_every_refusal_has_a_code_and_a_place(hostile: Path) -> None:
    for name, data, _ in cases(hostile):
        refused = outcome(data)
        if refused is not None:
            assert isinstance(refused.note.code, Code), name
            assert refused.note.message, name
            lines = data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
            line, column = refused.position
            assert 1 <= line <= len(lines) + 1, (name, refused.position)
            assert 1 <= column <= len(lines[line - 1] if line <= len(lines) else "") + 1, (name, refused.position)


def test_drafts_of_every_case(hostile: Path) -> None:
    """The same through the door that files come by."""
    for name, data, _ in cases(hostile):
        for positions in (False, True):
            cache = JsonCache(None, "", "")
            try:
                found = read_drafts(data, f"{name}.yml", KINDS[0], markdown=False, cache=cache, positions=positions)
            except Refused:
                continue
            assert found.drafts, name


def test_what_is_read_and_what_is_refused(hostile: Path) -> None:
    """Held by numbers; the groups were told apart by the names of their cases."""
    codes: Counter[str] = Counter()
    for _, data, _ in cases(hostile):
        refused = outcome(data)
        codes[refused.note.code.id if refused else "read"] += 1
    assert dict(codes) == COUNTS


def test_what_the_suite_calls_faulty_is_refused(hostile: Path) -> None:
    read = {name for name, data, fails in cases(hostile) if fails and outcome(data) is None}
    assert read == LENIENT


COUNTS = {"read": 191, "FB106": 126, "FB108": 30, "FB109": 31, "FB110": 12, "FB114": 16}
LENIENT = {
    "9C9N-0", "9JBA-0", "CVW2-0", "DK95-1", "G5U8-0", "MUS6-0", "QB6E-0", "S98Z-0", "SU5Z-0", "X4QW-0", "Y79Y-3", "YJV2-0",
}  # fmt: skip
"""What libyaml reads all the same: comments without a space before them, shallow indentation in brackets and quotes."""
