"""Addresses of people records, by which their work in git is known. They are never shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forgebook.core.addresses import address_key
from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record

EMAIL_OF_TWO = Code(
    "FB540", Severity.ERROR, "An e-mail address that two people claim",
    "Two person records list one address, or two no-reply addresses of one GitHub account.",
    "Work in git under that address could be either's, so it counts for neither, and cover looks thinner than it is.",
    "Leave the address with the one who commits under it. A shared mailbox belongs in nobody's `emails`.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """An address of a person record.

    Attributes:
        person: the record.
        index: its place in `emails`.
        key: what it stands for.
    """

    person: Record
    index: int
    key: str


def addresses(graph: ProjectGraph) -> Iterator[Claimed]:
    """All addresses that person records list; those that are nobody's left out."""
    for person in graph.of("person"):
        for index, email in enumerate(person.f.emails):
            if key := address_key(email):
                yield Claimed(person, index, key)


def claimed_by_two(graph: ProjectGraph) -> Iterator[Finding]:
    """Each address that a record before has listed. The address itself is not said: messages end up in logs."""
    first: dict[str, Record] = {}
    for claimed in addresses(graph):
        other = first.setdefault(claimed.key, claimed.person)
        if other.ref != claimed.person.ref:
            yield Finding(
                EMAIL_OF_TWO,
                claimed.person,
                f"{other.title} lists this address too, so work under it counts for neither",
                ("emails", claimed.index),
                remedy="leave it with the one who commits under it",
            )
