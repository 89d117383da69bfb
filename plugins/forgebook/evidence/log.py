"""One pass of `git log --raw -M` over a repository, into a ledger of who worked on which file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forgebook.evidence.git import GitFailed, git_bytes, git_parts, git_text
from forgebook.evidence.identities import Signature, is_bot
from forgebook.evidence.ledger import Change, Ledger

_TRAILERS = "%(trailers:key=Co-authored-by,key=Reviewed-by,valueonly,unfold,separator=%x02)"
_LOG = (
    "-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "i18n.logOutputEncoding=UTF-8",
    "-c", "diff.renames=true", "-c", "diff.renameLimit=1000", "-c", "color.ui=false",
    "log", "-z", "--raw", "--no-abbrev", "--no-merges", "--no-notes", "--no-relative", "--no-ext-diff",
    "--ignore-submodules=none", f"--format=%x01%H%x02%at%x02%aE%x02%aN%x02{_TRAILERS}",
)  # fmt: skip
_SUBMODULE, _LINK = b"160000", b"120000"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The commit whose files are asked about.

    Attributes:
        commit: its full hash; empty where no commit is that old.
        moment: when it was committed, in seconds since 1970.
        paths: its files below the folder that was asked for, told from there; submodules and links left out.
        prefix: the folder, told from the repository's top: empty, or with a `/` at its end.
        shallow: the clone is cut off.
    """

    commit: str
    moment: int = 0
    paths: tuple[str, ...] = ()
    prefix: str = ""
    shallow: bool = False


def snapshot(path: Path, before: int | None = None) -> Snapshot:
    """The last commit of the branch that is checked out, or its last one before a moment (seconds since 1970).

    Raises:
        GitFailed: git fails.
    """
    until = [] if before is None else [f"--before={before - 1}"]
    told = git_text(path, "log", "-1", "--first-parent", "--format=%H %ct", *until, "HEAD", "--").split()
    if not told:
        return Snapshot("")
    commit, moment = told
    facts = git_text(path, "rev-parse", "--is-shallow-repository", "--is-bare-repository", "--show-prefix")
    shallow, bare, prefix = facts.split("\n")[:3]
    prefix = "" if bare == "true" else prefix
    raw = git_bytes(path, "ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".")
    paths = tuple(sorted(name.removeprefix(prefix) for name in _regular(raw) if name.startswith(prefix)))
    return Snapshot(commit, int(moment), paths, prefix, shallow == "true")


def _regular(raw: bytes) -> Iterator[str]:
    for line in raw.split(b"\0"):
        facts, _, name = line.partition(b"\t")
        if name and facts[:6] not in (_SUBMODULE, _LINK):
            yield os.fsdecode(name)


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of a walk.

    Attributes:
        ledger: who worked on which file.
        renames: whether renames could be followed.
    """

    ledger: Ledger
    renames: bool = True


def walk(path: Path, at: Snapshot, is_source: Callable[[str], bool], until: int, half_life: float = 180.0) -> Walked:
    """Who worked on the source files of a snapshot: one pass over its history, merges left out.

    Where git cannot compare files' contents, as in a clone that has not fetched them, renames are not followed.

    Args:
        path: a folder in the clone.
        at: the snapshot.
        is_source: tells which files count.
        until: the moment that ages are told from.
        half_life: in days.

    Raises:
        GitFailed: the history cannot be read to its end.
    """
    live = frozenset(name for name in at.paths if is_source(name))
    edge = _edge(path) if at.shallow else frozenset()
    for renames in (True, False):
        ledger = Ledger(live, until, half_life)
        try:
            _read(path, at, ledger, edge, "-M" if renames else "--no-renames")
            return Walked(ledger, renames)
        except GitFailed as failure:
            if not renames:
                raise
            first = failure
    raise first


def _edge(path: Path) -> frozenset[bytes]:
    """The commits at which a shallow clone is cut off: there every file looks new, and is not.

    Raises:
        GitFailed: they cannot be told.
    """
    try:
        return frozenset(Path(path, git_text(path, "rev-parse", "--git-path", "shallow").strip()).read_bytes().split())
    except OSError:
        raise GitFailed("git does not tell where the shallow clone is cut off") from None


def _read(path: Path, at: Snapshot, ledger: Ledger, edge: frozenset[bytes], how: str) -> None:
    people = _People(path)
    head: list[bytes] | None = None
    changes: list[Change] = []
    entries = git_parts(path, *_LOG, how, at.commit, "--")
    decode, prefix, cut, letters = os.fsdecode, at.prefix, len(at.prefix), [chr(code) for code in range(256)]
    for field in entries:
        entry = field.lstrip(b"\n") if field[:1] == b"\n" else field
        if entry[:1] == b"\1":
            if head is not None:
                _add(ledger, head, changes, people, edge)
            head, changes = entry[1:].split(b"\2", 4), []
        elif entry[:1] == b":":
            status = letters[entry[entry.rindex(b" ") + 1]]
            former = name = decode(next(entries))
            if status == "R" or status == "C":
                name = decode(next(entries))
            if prefix:
                # A path outside the folder keeps a mark that no path of a tree begins with.
                former = former[cut:] if former.startswith(prefix) else f"//{former}"
                name = name[cut:] if name.startswith(prefix) else f"//{name}"
            changes.append(Change(status, name, former if status == "R" else ""))
    if head is not None:
        _add(ledger, head, changes, people, edge)
    people.settle(ledger)


def _add(ledger: Ledger, head: list[bytes], changes: list[Change], people: _People, edge: frozenset[bytes]) -> None:
    commit, when, email, name, trailers = head
    author = people.author(name, email)
    if author is None:
        ledger.bots += 1
    else:
        helpers = people.named(trailers) if trailers else ()
        ledger.add(int(when or 0), author, changes, helpers, edge=commit in edge)


class _People:
    """Signatures of authors and of those whom trailers name. The latter git has not put through `.mailmap` yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.authors: dict[tuple[bytes, bytes], Signature | None] = {}
        self.helpers: dict[bytes, Signature | None] = {}
        self.raw: dict[Signature, bytes] = {}

    def author(self, name: bytes, email: bytes) -> Signature | None:
        """The signature of an author; None for a program."""
        if (name, email) not in self.authors:
            self.authors[name, email] = _signature(name.decode("utf-8", "replace"), email.decode("utf-8", "replace"))
        return self.authors[name, email]

    def named(self, trailers: bytes) -> list[Signature]:
        """The signatures in trailers; those of programs left out."""
        found = []
        for trailer in trailers.strip().split(b"\2"):
            if trailer not in self.helpers:
                self.helpers[trailer] = _helper(trailer)
            if (signature := self.helpers[trailer]) is not None:
                self.raw.setdefault(signature, trailer)
                found.append(signature)
        return found

    def settle(self, ledger: Ledger) -> None:
        """Put those whom trailers name through `.mailmap`, once the history was read.

        Raises:
            GitFailed: git fails.
        """
        contacts = {signature: _contact(raw) for signature, raw in self.raw.items()}
        asked = [signature for signature, contact in contacts.items() if contact]
        if not asked:
            return
        given = b"".join(contacts[signature] + b"\n" for signature in asked)
        answers = git_bytes(self.path, "check-mailmap", "--stdin", given=given).split(b"\n")
        settled = {s: new for s, a in zip(asked, answers, strict=False) if (new := _helper(a)) is not None and new != s}
        ledger.rename(settled)


def _contact(raw: bytes) -> bytes:
    name, open_, rest = raw.partition(b"<")
    email, close, _ = rest.partition(b">")
    return b" ".join([*name.split(), b"<" + email.strip() + b">"]) if open_ and close else b""


def _helper(raw: bytes) -> Signature | None:
    name, open_, rest = raw.decode("utf-8", "replace").partition("<")
    return _signature(name, rest.partition(">")[0]) if name.strip() or open_ else None


def _signature(name: str, email: str) -> Signature | None:
    return None if is_bot(name, email) else Signature.of(name, email)
