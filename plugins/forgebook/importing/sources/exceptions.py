"""Exceptions to a freeze, as Kubernetes' release teams keep them, to requests.

A folder for each release holds an `exceptions.yaml`: a list of requests, or lists by the freeze that they are about.
Entries name no people. The comments above them do, and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.document import Positions
from forgebook.core.drafting import Blank, id_of_words
from forgebook.core.ids import normalise_id
from forgebook.importing.contract import Found, Importer, LeftOut, NothingThere, Unread
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse

FILES = ("exceptions.yaml", "exceptions.yml")
ENHANCEMENTS = "https://github.com/kubernetes/enhancements/issues/"
"""Issues that are given as a number are those of this repository."""

FREEZES = {"enhancementFreeze": "enhancement freeze", "codeFreeze": "code freeze", "docsFreeze": "docs freeze"}
ANSWERS = {"approved": "yes", "denied": "no", "rejected": "no"}
_FREEZE = re.compile(r"\b(enhancement|code|doc)s?\s+freeze", re.I)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_NUMBERED = re.compile(r"https?://[^/\s]+/(?P<repo>[\w.-]+/[\w.-]+)/(?P<what>issues|pull)/(?P<number>\d+)")
_KNOWN = ("name", "issue", "date_requested", "date_reviewed", "thread", "pull_requests", "status")
_COMMENT = re.compile(r"\s*#\s*(?P<words>\S.*)")


class ExceptionsImporter(Importer):
    """Reads `exceptions.yaml` files."""

    name = "exceptions"
    about = "requests for an exception to a freeze (exceptions.yaml, as Kubernetes keeps them); each becomes a request."

    def read(self, source: Path) -> Iterator[Found | Unread | LeftOut | Path]:
        files = sorted(path for name in FILES for path in source.rglob(name) if path.is_file())
        if not files:
            raise NothingThere(f"{source}: there is no {FILES[0]} in this folder, or in a folder below it")
        for path in files:
            yield path
            yield from _File(path, path.relative_to(source).as_posix()).read()


class _File:
    """One file: the requests of a release."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        self.release = path.resolve().parent.name
        self.seen: Counter[str] = Counter()

    def read(self) -> Iterator[Found | Unread | LeftOut]:
        positions = Positions()
        try:
            text = decode(self.path.read_bytes())
            content = parse(text, positions)
        except Refused as refused:
            yield Unread(self.name, refused.position[0], refused.note.message, refused.note.remedy)
            return
        except OSError as error:
            yield Unread(self.name, 0, f"the file cannot be opened ({error.strerror})")
            return
        comments = _comments(text)
        for path, freeze, entry in self._entries(content):
            line = positions.find(path)[0]
            if not isinstance(entry, dict) or not str(entry.get("name") or "").strip():
                yield Unread(self.name, line, "an entry without a name", "give it a name")
                continue
            told = freeze or next((f for at, words in reversed(comments) if at < line and (f := _freeze_of(words))), "")
            yield self._found(_Entry(entry, self.release, told, by_comment=bool(told) and not freeze), line)
        if comments:
            why = "comments may name people, and no field takes them"
            yield LeftOut(self.name, comments[0][0], _counted(len(comments), "line", "of comments"), why)

    def _entries(self, content: Any) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
        """Path, freeze and value of each entry."""
        if isinstance(content, dict):
            for name, entries in content.items():
                for index, entry in enumerate(entries if isinstance(entries, list) else [entries] if entries else []):
                    yield (name, index), FREEZES.get(str(name), str(name)), entry
        elif isinstance(content, list):
            for index, entry in enumerate(content):
                yield (index,), "", entry
        elif content is not None:
            yield (), "", content

    def _found(self, entry: _Entry, line: int) -> Found:
        told = f"{self.release}: {entry.issue} {entry.name}".replace(":  ", ": ")
        self.seen[told] += 1
        key = told if self.seen[told] == 1 else f"{told} ({entry.freeze or self.seen[told]})"
        values = entry.values()  # told first: the rest is known once they are
        return Found(
            kind="request",
            id=f"{normalise_id(self.release)}/{id_of_words(entry.name) or normalise_id(entry.name)}",
            key=key,
            source=self.name,
            line=line,
            values=values,
            mapped=tuple(entry.mapped),
            notes=tuple(entry.notes),
            kept=tuple(entry.kept),
        )


def _comments(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are comments, with their numbers."""
    lines = enumerate(text.split("\n"), 1)
    return [(number, match["words"]) for number, line in lines if (match := _COMMENT.match(line))]


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'} {more}"


def _freeze_of(words: str) -> str:
    """The freeze that a comment speaks of, or empty."""
    found = _FREEZE.search(words)
    return f"{'docs' if found[1].lower() == 'doc' else found[1].lower()} freeze" if found else ""


class _Entry:
    """An entry on its way to the values of a request.

    Attributes:
        mapped: pairs of a key of the entry and the field that took it.
        notes: what people should look at.
        kept: keys that no field takes; their values stand at the end of `need`.
    """

    def __init__(self, entry: dict[str, Any], release: str, freeze: str, *, by_comment: bool) -> None:
        self._entry = {key.replace("-", "_"): value for key, value in entry.items()}
        self.release = release
        self.freeze = freeze
        self.mapped: list[tuple[str, str]] = [("name", "title")]
        self.notes: list[str] = []
        self.kept: list[str] = []
        if freeze:
            self.mapped.append(("freeze, told by a comment" if by_comment else "freeze, told by the list", "tags"))

    @property
    def name(self) -> str:
        """What was asked for."""
        return " ".join(str(self._entry["name"]).split())

    @property
    def issue(self) -> str:
        """The issue, as a number or an address."""
        return str(self._entry.get("issue") or "").strip()

    def values(self) -> dict[str, Any]:
        """The fields of the request."""
        asked, decided = self._day("date_requested"), self._day("date_reviewed")
        if asked:
            self.mapped.append(("date_requested", "asked_on"))
        if asked is None:
            self.notes.append("no day of the request is given: fill in asked_on")
        if asked and decided and decided < asked:
            self.notes.append(f"reviewed on {decided}, before it was requested on {asked}: one of the two is a slip")
        links = list(self._links())
        return {
            "title": self.name,
            "tags": [self.freeze] if self.freeze else [],
            "links": links,
            "asked_on": asked or Blank("the day it was asked; the file does not say"),
            **self._answer(decided),
            "need": self._need(),
        }

    def _answer(self, decided: date | None) -> dict[str, Any]:
        """The answer with its day; a word that is none leaves it open, and is kept."""
        word = str(self._entry.get("status") or "").strip()
        answer = ANSWERS.get(word.casefold())
        thread = self._address("thread")
        discussed = f" It was discussed in [this thread]({thread})." if thread else ""
        if answer is None:
            day = f", reviewed on {decided}" if decided else ""
            said = f'the status "{word}"' if word else "no status"
            self.notes.append(f"{said} is none of our answers: set answer to yes, no or not_now")
            self.mapped.append((f"status {word.casefold()}".strip(), "reason, with answer: open"))
            if decided:
                self.mapped.append(("date_reviewed", "reason"))
            return {"answer": "open", "reason": f"The file says: status {word or 'not given'}{day}.{discussed}"}
        self.mapped.append((f"status {word.casefold()}", f"answer: {answer}"))
        if decided:
            self.mapped.append(("date_reviewed", "decided_on"))
        values: dict[str, Any] = {"answer": answer, "decided_on": decided}
        if answer == "no":
            values["reason"] = f"The file gives no reason.{discussed}"
        return values

    def _day(self, key: str) -> date | None:
        """A day; one that cannot be read is kept as text."""
        text = str(self._entry.get(key) or "").strip()
        match = _DAY.match(text)
        try:
            found = date(*map(int, match.groups())) if match else None
        except ValueError:
            found = None
        if found is None and text:
            self.kept.append(key)
            self.notes.append(f'{key} "{text}" is no day')
        return found

    def _links(self) -> Any:
        """The issue, the thread and the pull requests as links; what is no address is kept as text."""
        seen = set()
        if self.issue:
            self.mapped.append(("issue", "links"))
        for key, words, url in self._addresses():
            if url in seen:
                continue
            seen.add(url)
            if not url.startswith(("https://", "http://")):
                self.kept.append(key)
                continue
            yield {"title": words, "url": url}

    def _addresses(self) -> Any:
        if self.issue:
            url = ENHANCEMENTS + self.issue if self.issue.isdecimal() else self.issue
            yield "issue", _words("Issue", url), url
        if thread := self._address("thread"):
            self.mapped.append(("thread", "links"))
            yield "thread", "Discussion", thread
        pulls = self._entry.get("pull_requests") or []
        for pull in pulls if isinstance(pulls, list) else [pulls]:
            if isinstance(pull, str) and pull.strip():
                self.mapped.append(("pull_requests", "links"))
                yield "pull_requests", _words("Pull request", pull.strip()), pull.strip()
            elif pull:
                self.kept.append("pull_requests")

    def _address(self, key: str) -> str:
        return str(self._entry.get(key) or "").strip()

    def _need(self) -> str:
        """What was asked, in a sentence; below it what no field takes."""
        freeze = f"an exception to the {self.freeze}" if self.freeze else "an exception"
        self.kept += [key for key in self._entry if key not in _KNOWN]
        said = f"{freeze[0].upper()}{freeze[1:]} of {self.release}: {self.name.rstrip('.')}."
        kept = "".join(f"- {key}: {self._entry[key]}\n" for key in dict.fromkeys(self.kept))
        return f"{said}\n\nAlso in the file:\n\n{kept}" if kept else said


def _words(what: str, url: str) -> str:
    """`Pull request 1180 of kubernetes/enhancements`."""
    match = _NUMBERED.match(url)
    if match is None:
        return url.partition("://")[2] or url
    return f"{'Pull request' if match['what'] == 'pull' else what} {match['number']} of {match['repo']}"


IMPORTER = ExceptionsImporter()
