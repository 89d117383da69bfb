"""A shell script that runs a release again.

A record is data that somebody wrote, and the script is run by somebody else. So every value that comes of a record
stands in single quotes, in one place at the top, and what could pass for something else than it is (an option, another
transport of git, a path out of the folder, a character that a terminal acts on) is refused with its field. The only
value that is run is `command`, and the script shows it before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import Repository
from forgebook.core.record import Record
from forgebook.releasing.rerun import FULL_HASH, GONE
from forgebook.releasing.script_parts import BEGIN, CLONE, CONTAINER, HEAD, PARAMETERS, PLAIN, TAIL

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*\Z")
_HOST = r"(?:[A-Za-z0-9_][\w.~%+-]*(?::[^\s/@]*)?@)?(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-fA-F:.]+\])"
_ADDRESS = re.compile(rf"(?:(?:https?|ssh|git)://{_HOST}(?::[0-9]+)?/\S+|file:///\S+)\Z", re.ASCII)
_SCP = re.compile(r"[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:(?![-:])[^\s:]+\Z", re.ASCII)
_IMAGE = re.compile(
    r"[A-Za-z0-9][\w.-]*(?::[0-9]+)?(?:/[A-Za-z0-9_][\w.-]*)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?\Z", re.ASCII
)
_HASH = re.compile(r"(?:sha256:)?(?P<digits>[0-9a-f]{8,64})\Z", re.I)


class NoScript(Exception):
    """No script can be made of a record. The message says why, and what to do."""


def script_of(release: Record, graph: ProjectGraph) -> str:
    """The script, for a POSIX shell.

    Raises:
        NoScript: something is missing, or a value cannot be put into a script safely.
    """
    again = release.f.rerun
    if again is None:
        raise NoScript(f"{release.ref} does not say how to run it again. Add `rerun` with code and command.")
    if not (again.command or "").strip():
        raise NoScript(f"{release.ref} names no command. Add `rerun.command`: what to run.")
    if not again.code and not again.container:
        raise NoScript(f"{release.ref} names neither commits nor a container. Add `rerun.code` with full hashes.")
    blocks = [HEAD, *_values(release, again, graph), BEGIN, *_clones(again, graph)]
    if again.parameters:
        blocks.append(PARAMETERS)
    blocks += [CONTAINER if again.container else PLAIN, TAIL]
    return "\n".join(block.strip("\n") + "\n" for block in blocks)


def _values(release: Record, again: Any, graph: ProjectGraph) -> Iterator[str]:
    """What the record says, each value quoted and under a name of its own."""
    name = f"{release.f.version}"
    yield _lines(
        ("release", safe(release.id, "the id")),
        ("title", safe(f"{graph.project.name}, {release.title}", "the title")),
        ("work_default", f"rerun-{_folder(name)}"),
        ("tolerance", safe(again.tolerance or "", "tolerance")),
        ("state", safe(GONE.get(again.state or "", ""), "state")),
        ("shortened", _shortened(graph)),
        ("first", _repository_name(again.code[0].repository) if again.code else ""),
        *([("container", _image(again.container))] if again.container else []),
        ("data_version", safe(again.data_version or "", "data_version")),
        ("seed", safe(again.seed or "", "seed")),
        ("parameters", _parameters(again.parameters) if again.parameters else ""),
        ("parameters_hash", _digits(again.parameters_hash) if again.parameters_hash else ""),
    )
    yield "# This is what is run, as the record has it. Read it before you go on.\n" + _lines(
        ("command", safe(again.command.strip("\n"), "command", lines=True))
    )


def _shortened(graph: ProjectGraph) -> str:
    return "" if graph.visibility == "team" else f"what a {graph.visibility} reader may see; parts may be missing"


def _clones(again: Any, graph: ProjectGraph) -> Iterator[str]:
    known = {repository.id: repository for repository in graph.project.repositories}
    taken: set[str] = set()
    for at in again.code:
        name = _repository_name(at.repository)
        if name in taken:
            raise NoScript(f'the repository "{name}" stands twice under `rerun.code`. Keep one commit of it.')
        taken.add(name)
        url = _address(name, known.get(at.repository))
        yield CLONE.format(name=quoted(name), url=quoted(url), commit=quoted(_commit(name, at.commit)))


def _lines(*pairs: tuple[str, str]) -> str:
    return "\n".join(f"{name}={quoted(value)}" for name, value in pairs)


def quoted(value: str) -> str:
    """A value as a shell reads it back and does nothing else with it: in single quotes, always."""
    return "'" + value.replace("'", "'\"'\"'") + "'"


def safe(value: str, field: str, *, lines: bool = False) -> str:
    """The value, if it looks like what it is wherever it is shown.

    Raises:
        NoScript: it holds a control character, an invisible one, or one that turns the direction of writing; a line
            break too, unless `lines` allows it.
    """
    for character in value:
        fine = character == "\t" or (lines and character == "\n")
        if not fine and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise NoScript(
                f"{field} holds the character U+{ord(character):04X}, which does not show as what it is. "
                "Take it out of the record."
            )
    return value


def _folder(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "release"


def _repository_name(name: str) -> str:
    """The id of a repository, which names its folder."""
    if not _NAME.match(name):
        raise NoScript(
            f'the repository id "{name}" cannot be the name of a folder. Use letters, digits, dots and hyphens.'
        )
    return name


def _address(name: str, repository: Repository | None) -> str:
    url = repository.url if repository else None
    if not url:
        raise NoScript(f'the repository "{name}" has no `url` in the project file (or it may not be shown). Add it.')
    safe(url, f'the url of the repository "{name}"')
    if not (_ADDRESS.match(url) or _SCP.match(url)):
        raise NoScript(
            f'the url of the repository "{name}" is none that the script clones from: {url}. '
            "Use https://, ssh://, git://, file:/// or user@host:path."
        )
    return url


def _commit(name: str, commit: str) -> str:
    if not FULL_HASH.match(commit):
        raise NoScript(
            f'the commit of "{name}" is not a full hash: {commit}. A short one, a branch or a tag can come to mean '
            "another commit. `git rev-parse` prints the full one."
        )
    return commit


def _image(image: str) -> str:
    if not _IMAGE.match(image):
        raise NoScript(f"`rerun.container` is not the name of an image: {image}. Write host/name@sha256:… or name:tag.")
    return image


def _parameters(path: str) -> str:
    safe(path, "parameters")
    parts = path.split("/")
    if "://" in path or "\\" in path or any(part in ("", "..") or part.startswith("-") for part in parts):
        raise NoScript(f"`rerun.parameters` is not a path in a repository: {path}. Write it like runs/audit.json.")
    return path


def _digits(text: str) -> str:
    found = _HASH.match(text)
    if found is None:
        raise NoScript(f"`rerun.parameters_hash` is not a SHA-256 hash: {text}. Write sha256: and its 64 digits.")
    return found["digits"].lower()
