"""What a new deployment starts from."""

from __future__ import annotations

from types import SimpleNamespace

from forgebook.core.drafting import CannotPropose, Proposal, Wish
from forgebook.core.graph import ProjectGraph
from forgebook.kinds.deployment.naming import derived_id
from forgebook.releasing.live import final_environment
from forgebook.releasing.standing import newest_of_each_line


def propose(wish: Wish, graph: ProjectGraph) -> Proposal:
    """Today, to the environment of the highest order, the newest release: what was given goes before.

    Raises:
        CannotPropose: nothing tells what was deployed, or where.
    """
    final = final_environment(graph)
    environment = wish.text("environment") or (final.id if final is not None else "")
    if not environment:
        raise CannotPropose("a deployment needs its environment. Add --set environment=…, and name it in project.yml.")
    newest = newest_of_each_line(graph)
    release = wish.text("release")
    if not release and not wish.text("component"):
        if not newest:
            raise CannotPropose(
                "a deployment needs its release. Add --set release=…, or --set component=… and version=…."
            )
        release = newest[0].id
    at = wish.text("at") or graph.as_of.isoformat()
    found = Proposal(values={"environment": environment, "at": at})
    if release:
        found.values["release"] = release
    told = {name: wish.text(name) or None for name in ("component", "version", "commit", "digest")}
    outcome = wish.text("outcome") or "succeeded"
    found.id = wish.id or derived_id(
        SimpleNamespace(environment=environment, release=release, at=at, outcome=outcome, **told)
    )
    return found
