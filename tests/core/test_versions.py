"""Versions in order."""

from __future__ import annotations

import random

import pytest

from forgebook.core.versions import is_candidate, version_order

IN_ORDER = (
    "words",
    "0.9", "1.0.dev3", "1.0a1", "1.0-beta", "v1.0-beta.2", "1.0-beta.10", "1.0rc1", "1.0.0.0rc2", "v1.0.0", "1.0.1",
    "1.2", "1.10.0-rc.1", "v1.10", "2", "2025.04", "2025.10",
)  # fmt: skip


def test_versions_in_order() -> None:
    mixed = list(IN_ORDER)
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=version_order) == list(IN_ORDER)


def test_zeros_and_a_v_make_no_difference() -> None:
    assert version_order("v1.0") == version_order("1") == version_order("1.00.0")


@pytest.mark.parametrize("version", ["33.0.0.0rc1", "v2.0-beta.3", "1.4.dev7", "1.0.0-alpha", "3.0-pre"])
def test_candidates_say_so(version: str) -> None:
    assert is_candidate(version)


@pytest.mark.parametrize("version", ["v1.0", "1.0.post1", "1.0-1", "model-4.2", "stable/2026.1", "1.0-april", ""])
def test_all_else_is_final(version: str) -> None:
    assert not is_candidate(version)


def test_a_number_of_any_length() -> None:
    assert version_order("1." + "9" * 5000) < version_order("2")
