"""Links by full web address to records of the project's own repository, led to the records themselves.

Whoever writes a Markdown file on the repository's own site copies such addresses from the browser. They are made
relative before anything is linked, so that all that is done for relative links is done for them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

from forgebook.core.fields import Markup
from forgebook.core.project import ProjectFile
from forgebook.core.prose import without_code
from forgebook.core.record import Record
from forgebook.core.schema import walk
from forgebook.core.settings import SiteSettings


def lead_home(records: Iterable[Record], project: ProjectFile, settings: SiteSettings) -> None:
    """Make links of Markdown files relative that name a record's file by its address in the own repository."""
    own = project.own_repository
    bases = {base for url in (own.url if own else None, settings.repo_url) if url and (base := _base(url))}
    if not bases:
        return
    repository = "|".join(map(re.escape, sorted(bases)))
    pattern = re.compile(
        rf"(?P<before>\]\(\s*<?|^[ ]{{0,3}}\[[^\]\n]+\]:\s*<?)(?:https?://)?(?:{repository})"
        r"(?:\.git)?/(?:-/)?(?:blob|tree|src|raw|edit)/(?P<path>[^\s()<>#?]+)(?:\?[^\s()<>#]*)?",
        re.I | re.M,
    )
    written = [record for record in records if record.source.path.endswith(".md")]
    paths = {record.source.path for record in written}
    for record in written:
        for leaf in walk(record.fields):
            if isinstance(leaf.meaning, Markup) and "://" in leaf.value:
                made = _relative(leaf.value, pattern, record, paths)
                if made != leaf.value:
                    leaf.replace(made)


def _base(url: str) -> str:
    """The address of a repository without scheme and ending, as its pages begin."""
    return re.sub(r"^\w+://", "", url.strip()).removesuffix("/").removesuffix(".git")


def _relative(text: str, pattern: re.Pattern[str], record: Record, paths: set[str]) -> str:
    plain = without_code(text)

    def swap(match: re.Match[str]) -> str:
        path = _known(unquote(match["path"]), paths)
        if path is None or plain[match.start() : match.end()] != match[0]:
            return match[0]
        way = posixpath.relpath(path, posixpath.dirname(record.source.path))
        return match["before"] + way.replace(" ", "%20")

    return pattern.sub(swap, text)


def _known(path: str, paths: set[str]) -> str | None:
    """The record's file that a path behind a branch means: branches have slashes, projects lie in folders."""
    parts = path.split("/")
    return next((found for start in range(1, len(parts)) if (found := "/".join(parts[start:])) in paths), None)
