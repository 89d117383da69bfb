"""Codes of findings about texts that must not blame."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NAMES_SOMEBODY = Code(
    "FB620", Severity.ERROR, "A name where nobody must be named",
    "What could be better in a retro, or what made an incident possible and what was learned from it, names somebody "
    "of the roster.",
    "A text that names somebody is read as blame, and the next thing that goes wrong is told later or not at all. What "
    "made it easy to do is there still.",
    "Say what made it easy to do, and leave the name out: a role, or \"we\", can stand in its place. Praise may name "
    "people, and so may an owner. Where the name is none, say so in a waiver with its reason.",
)  # fmt: skip
BLAMING_WORDS = Code(
    "FB621", Severity.ADVICE, "Words that blame",
    "What could be better, a contributing factor or a lesson uses words that look for a fault in somebody instead of "
    "a cause in the work.",
    "Words like \"human error\" end the search where it should begin: somebody else would have done the same.",
    "Ask what made this easy to do, and write the answer down. The words that are looked for, each with its reason, "
    "stand in the guide to incidents.",
)  # fmt: skip

BLAMELESS_CODES = (NAMES_SOMEBODY, BLAMING_WORDS)
