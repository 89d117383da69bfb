"""Which release a word on the command line means."""

from __future__ import annotations

from forgebook.cli.errors import WrongUse
from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def release_named(text: str, graph: ProjectGraph) -> Record:
    """The release that goes by a word: its id, `release/id`, a former id, or its version with or without the `v`.

    Raises:
        WrongUse: there is none, or there are several.
    """
    found = graph.resolve(text, ("release",))
    record = graph.get(found.ref)
    if record is not None:
        return record
    same = [release for release in graph.of("release") if _bare(str(release.f.version)) == _bare(text)]
    if len(same) == 1:
        return same[0]
    several = list(found.candidates) or [release.ref for release in same]
    if several:
        raise WrongUse(f'"{text}" could mean {listed(several)}. Write one of them in full.')
    if graph.is_faulty(text, ("release",)):
        raise WrongUse(f'the file of the release "{text}" could not be read. Run `forgebook check` to see why.')
    ids = [release.id for release in graph.of("release")]
    guess = did_you_mean(closest(text.removeprefix("release/"), ids)) or "."
    raise WrongUse(f'there is no release "{text}"{guess} `forgebook list release` prints those that exist.')


def _bare(version: str) -> str:
    return version.strip().casefold().removeprefix("v")
