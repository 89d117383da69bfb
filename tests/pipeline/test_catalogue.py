"""The catalogue of codes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forgebook.core.codes import DEAD_REFERENCE
from forgebook.core.kind import RecordKind
from forgebook.kinds.register import installed
from forgebook.pipeline.catalogue import CodeClash, all_codes


def test_codes_of_reading_core_and_kinds_are_there_in_order():
    codes = all_codes()
    assert {"FB101", "FB204", "FB301", "FB403", "FB801"} <= set(codes)
    assert list(codes) == sorted(codes)
    assert all(id_ == code.id for id_, code in codes.items())


def test_every_code_says_what_why_and_how_to_fix_it():
    for code in all_codes().values():
        assert code.title, code.id
        assert not code.title.endswith("."), code.id
        for words in (code.what, code.why, code.fix):
            assert words.rstrip().endswith((".", "?", "`")), (code.id, words)


def test_every_kind_lists_the_codes_of_its_own_module():
    codes = all_codes()
    for kind in installed().values():
        for code in kind.codes:
            assert codes[code.id] is code


def test_two_codes_with_one_id_are_an_error():
    class Other(RecordKind):
        name = "other"
        codes = (replace(DEAD_REFERENCE, title="Something else"),)

    with pytest.raises(CodeClash, match="FB301 is both"):
        all_codes({"other": Other()})


def test_one_code_used_by_two_kinds_is_none():
    class Other(RecordKind):
        name = "other"
        codes = (DEAD_REFERENCE,)

    assert all_codes({"other": Other(), "another": Other()})["FB301"] is DEAD_REFERENCE
