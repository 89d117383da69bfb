"""Who is who in a history: the names and addresses under which one person has committed.

Two signatures are one person's where they share an address, a GitHub account (its no-reply addresses name it) or an
exact name. The part of an address before the `@` alone says nothing. Git applies `.mailmap` before any of this.

Two people may have one name. They stay apart where the records of both list an address of theirs: then only addresses
count for that name, and work under a third address belongs to neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from forgebook.core.addresses import address_key

_BOT = re.compile(
    r"\[bot\]|\Abot:|\Abot\b|[-_ ]bot\Z|\A(?:dependabot|renovate|greenkeeper|pyup|github actions?|github-actions|"
    r"pre-commit[-.]ci|allcontributors|mergify|bors|homu|travis ci|jenkins|circleci|weblate|transifex|codecov|snyk|"
    r"semantic-release|deepsource|imgbot|web-flow|copybara|gitlab ci|azure pipelines)(?:\b|\Z)",
    re.I,
)
_PLACEHOLDERS = frozenset(
    {"", "root", "user", "username", "unknown", "admin", "administrator", "none", "nobody", "author", "your name",
     "you", "me", "git", "developer", "dev", "test", "localhost", "vagrant", "ubuntu", "(no author)", "no author",
     "anonymous"}
)  # fmt: skip


class Signature(NamedTuple):
    """A name and an address as a commit gives them, `.mailmap` applied.

    Attributes:
        name: the name.
        key: what its address stands for (see `core.addresses`), so that no address is kept; empty for none.
    """

    name: str
    key: str

    @classmethod
    def of(cls, name: str, email: str) -> Signature:
        """The signature of a name and an address. An address in the place of a name is an address."""
        plain = " ".join(name.split())
        if "@" in plain and " " not in plain:
            return cls("", address_key(email) or address_key(plain))
        return cls(" ".join(word for word in plain.split() if "@" not in word[1:-1]), address_key(email))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a person record says of who they are in a history.

    Attributes:
        ref: the record.
        name: its title.
        keys: what their addresses stand for.
    """

    ref: str
    name: str
    keys: frozenset[str] = frozenset()


@dataclass
class Identities:
    """The people behind signatures.

    Attributes:
        person: by signature, the id of the person: a record's ref, or `name:` and a name for somebody without a record.
        names: by id, what they are called.
        ambiguous: names under which there is work that could be one of several people's.
    """

    person: dict[Signature, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)


def is_bot(name: str, email: str = "") -> bool:
    """Whether a program committed, by its name or address."""
    return bool(_BOT.search(name.strip())) or "[bot]" in email


def name_key(name: str) -> str:
    """A name without what does not tell people apart: letter case, spaces, ways to write an accent."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return "" if plain in _PLACEHOLDERS else plain


def identify(used: Mapping[Signature, int], claims: Sequence[Claim] = ()) -> Identities:
    """The people behind signatures.

    Args:
        used: how often each signature was used: somebody without a record goes by the name they used most.
        claims: what person records say. An address that two of them claim counts for neither.
    """
    return _Merging(used, claims).run()


class _Merging:
    """Groups of signatures; each is claimed by one person record at most, and no union may join two claims."""

    def __init__(self, used: Mapping[Signature, int], claims: Sequence[Claim]) -> None:
        self.used = used
        self.signatures = sorted(used, key=lambda s: (name_key(s.name), s.name, s.key))
        self.parent = {signature: signature for signature in self.signatures}
        self.claims = claims
        self.by_key = _claimed_once((key, claim.ref) for claim in claims for key in claim.keys)
        self.by_name = _claimed_once((name_key(claim.name), claim.ref) for claim in claims)
        self.claim: dict[Signature, str] = {}
        self.found = Identities()

    def run(self) -> Identities:
        self._join_by(lambda s: s.key)
        for signature in self.signatures:
            if ref := self.by_key.get(signature.key):
                self.claim[self._root(signature)] = ref
        names = self._groups(lambda s: name_key(s.name))
        for name, group in names.items():
            self._join_named(name, group)
        for signature in self.signatures:
            ref = self.by_name.get(name_key(signature.name))
            if ref and name_key(signature.name) not in self._torn:
                self.claim.setdefault(self._root(signature), ref)
        self._name_people()
        return self.found

    @property
    def _torn(self) -> set[str]:
        """Names that belong to several people, or could."""
        return {name_key(name) for name in self.found.ambiguous}

    def _groups(self, key: Callable[[Signature], str]) -> dict[str, list[Signature]]:
        found: dict[str, list[Signature]] = {}
        for signature in self.signatures:
            if value := key(signature):
                found.setdefault(value, []).append(signature)
        return found

    def _join_by(self, key: Callable[[Signature], str]) -> None:
        for group in self._groups(key).values():
            for other in group[1:]:
                self._join(group[0], other)

    def _join_named(self, name: str, group: list[Signature]) -> None:
        """Join what has one name, unless records show that it is the name of several people."""
        owners = {self.claim[root] for s in group if (root := self._root(s)) in self.claim}
        owners |= {claim.ref for claim in self.claims if name_key(claim.name) == name and claim.keys}
        namesakes = [claim for claim in self.claims if name_key(claim.name) == name]
        if len(owners) > 1 or len(namesakes) > 1:
            if any(self._root(s) not in self.claim for s in group):
                self.found.ambiguous.append(group[0].name)
            return
        for other in group[1:]:
            self._join(group[0], other)

    def _root(self, signature: Signature) -> Signature:
        while (parent := self.parent[signature]) != signature:
            signature = parent
        return signature

    def _join(self, one: Signature, other: Signature) -> None:
        a, b = self._root(one), self._root(other)
        if a == b or (a in self.claim and b in self.claim and self.claim[a] != self.claim[b]):
            return
        self.parent[b] = a
        if b in self.claim:
            self.claim[a] = self.claim.pop(b)

    def _name_people(self) -> None:
        members: dict[Signature, list[Signature]] = {}
        for signature in self.signatures:
            members.setdefault(self._root(signature), []).append(signature)
        titles = {claim.ref: claim.name for claim in self.claims}
        taken: dict[str, int] = {}
        for root, group in members.items():
            id_ = self.claim.get(root)
            if id_ is None:
                name = max(group, key=lambda s: (self.used[s], s.name)).name or "somebody without a name"
                number = taken[name] = taken.get(name, 0) + 1
                id_ = f"name:{name}" if number == 1 else f"name:{name} ({number})"
            self.found.names[id_] = titles.get(id_) or id_.removeprefix("name:")
            self.found.person.update(dict.fromkeys(group, id_))


def _claimed_once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What exactly one record claims."""
    found: dict[str, set[str]] = {}
    for key, ref in pairs:
        if key:
            found.setdefault(key, set()).add(ref)
    return {key: next(iter(refs)) for key, refs in found.items() if len(refs) == 1}
