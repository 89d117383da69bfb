"""Phrases that blame, and their neighbours that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.blameless.phrases import PHRASES, phrases_in

GUIDE = Path(__file__).parents[2] / "docs" / "incident-reviews.md"

SAID = {
    "human error": ["Human error in not knowing it", "an operator\nerror"],
    "should have known": ["We should have known", "they shouldn't have asked", "it should have checked"],
    "somebody's fault": ["It was Tom's fault", "the operators’ fault", "their own mistake"],
    "to blame": ["The night shift is to blame"],
    "careless": ["a careless change", "carelessly", "sloppy"],
    "forgot to": ["we forgot to tell them", "It was forgotten to"],
    "be more careful": ["We should be more careful", "pay more attention"],
    "common sense": ["use common sense"],
}
NOT_SAID = [
    "the disk's fault tolerance", "The cluster's fault domain", "a segmentation fault", "human errors-per-hour chart",
    "should have been tested", "the release should have a number", "carefully planned", "blameless", "superhuman error",
    "a page fault", "the default's faultline", "nobody was blamed",
]  # fmt: skip


def test_each_phrase_is_tried() -> None:
    assert list(SAID) == [phrase.shown for phrase in PHRASES]


@pytest.mark.parametrize(("shown", "text"), [(shown, text) for shown, texts in SAID.items() for text in texts])
def test_what_blames(shown: str, text: str) -> None:
    assert [phrase.shown for _, phrase in phrases_in(text)] == [shown]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_does_not(text: str) -> None:
    assert phrases_in(text) == []


def test_the_guide_shows_the_whole_list_with_its_reasons() -> None:
    rows = [line.strip("| ").split(" | ") for line in GUIDE.read_text("utf-8").split("\n") if line.startswith("| ")]
    shown = {row[0].strip("“”").strip(): row[1] for row in rows if len(row) == 2}
    assert {phrase.shown: phrase.why for phrase in PHRASES}.items() <= shown.items()
