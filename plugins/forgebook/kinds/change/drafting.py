"""What a new change starts from."""

from __future__ import annotations

from forgebook.core.diagnostics import listed
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.releasing.standing import coming, newest_of_each_line


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """The title as the summary; the project's audiences and repositories and the next release as offers.

    A project with a single repository has no choice of component. The release stays an offer: a fragment is in none
    until its author says so.
    """
    words = wish.text("summary") or wish.title
    found = Proposal(id=wish.id or wish.text("id") or id_of_words(words))
    found.needs = "Say what changes: --title “…”."
    if words:
        found.values["summary"] = words
    if wish.title and wish.title != words:
        found.values["title"] = wish.title
    _offer(found, graph)
    return found


def _offer(found: Proposal, graph: ProjectGraph) -> None:
    audiences = [audience.id for audience in graph.project.audiences]
    repositories = [repository.id for repository in graph.project.repositories]
    if audiences:
        found.offered["audience"] = audiences
    if len(repositories) == 1:
        found.values["component"] = repositories
    elif repositories:
        found.offered["component"] = repositories
    ahead = [release.id for release in coming(graph)]
    if ahead:
        found.offered["releases"] = ahead[:1]
    if len(ahead) > 1:
        found.hints["releases"] = f"to come: {listed(ahead)}"
    in_use = [release.id for release in newest_of_each_line(graph)]
    if in_use:
        found.hints["affected_since"] = f"in use: {listed(in_use)}"
