"""Two hundred of the mutations that `benchmarks/mutations.py` makes two thousand of."""

from __future__ import annotations

import random

import pytest

from forgebook.kinds.register import installed
from support.cases import cases, files_of, name_of
from support.mutating import KINDS_OF_DAMAGE, Source, mutate
from support.mutation_run import Tally, run, total, valid_files

COUNT, SEED = 204, 20


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    files = valid_files(
        tmp_path_factory.mktemp("mutations"), [(name_of(path), files_of(path)) for path in cases("valid")]
    )
    return run(files, COUNT, SEED)


def test_no_damage_ends_in_a_traceback(tallies: dict[str, Tally]) -> None:
    whole = total(tallies.values())
    assert whole.made == COUNT
    assert whole.tracebacks == 0, whole.misses


def test_diagnostics_name_the_damaged_line(tallies: dict[str, Tally]) -> None:
    whole = total(tallies.values())
    assert whole.diagnostics > COUNT / 2
    assert whole.share >= 0.95, "\n".join(whole.misses)


def test_each_sort_of_damage_is_found(tallies: dict[str, Tally]) -> None:
    assert [how for how, tally in tallies.items() if not tally.reported] == []


RECORD = """\
title: A
status: accepted
decided: 2025-01-01
options:
  - id: one
    title: One
    pros:
      - quick
chosen: one
"""


@pytest.mark.parametrize("how", KINDS_OF_DAMAGE)
def test_one_place_is_one_place(how: str) -> None:
    """What counts as one place leaves all lines but one as they were, or takes out a key that must be there."""
    source = Source.of("records/decisions/a.yml", installed()["decision"], RECORD)
    assert source is not None
    before = RECORD.split("\n")
    seen = 0
    for seed in range(200):
        made = mutate(source, how, random.Random(seed))
        if made is None or not made.alone:
            continue
        seen += 1
        after = made.text.split("\n")
        if how == "delete":
            (gone,) = [line for line in before if line not in after]
            assert gone in ("status: accepted", "    title: One")
            assert made.line == (1 if gone.startswith("status") else 5)
        elif how == "truncate":
            assert after[:-1] == before[: len(after) - 1]
            assert made.line == len(after) == len(before) - 1
        else:
            assert [n for n, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new] == [made.line]
    assert seen
