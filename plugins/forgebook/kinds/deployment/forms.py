"""What people can fill in about deployments without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.deployment.fields import Deployment

NEW_DEPLOYMENT = Form(
    id="deployment",
    title="Record a deployment",
    kind="deployment",
    action="new",
    about="For a deployment that was made by hand, or that a workflow did not record. What is live is told from these.",
    questions=(
        ask(Deployment, "environment", "Which environment was it deployed to?"),
        ask(
            Deployment, "release", "Which release was deployed?",
            hint="Its id, its version or the address of its page.", example="v4.2.1", required=True,
        ),
        ask(
            Deployment, "at", "When was it deployed?", hint="A day, or a time with its zone.",
            example="2025-10-07T14:30+01:00",
        ),
        ask(
            Deployment, "outcome", "How did the deployment end?", required=True,
            words={"succeeded": "It is live", "failed": "It failed, and nothing has changed",
                   "rolled_back": "It was undone, and what was there before is live again",
                   "taken_down": "It was taken down, with nothing in its place"},
        ),
        ask(Deployment, "by", "Who deployed it?", hint="A person, role or team: its id or name on the site."),
        ask(Deployment, "note", "What should one know about the deployment?"),
    ),
)  # fmt: skip

FORMS = (NEW_DEPLOYMENT,)
