"""What people can fill in about sprints without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.sprint.fields import Sprint

_WHO = "A person, role or team: its id, or the name as it stands on the site."

NEW_SPRINT = Form(
    id="sprint",
    title="Announce a sprint",
    kind="sprint",
    action="new",
    about="For the dates and the goal of a sprint, best written down at its planning.",
    questions=(
        ask(Sprint, "title", "What is the sprint called?", required=True, example="Sprint 18"),
        ask(Sprint, "start", "What is the first day of the sprint?"),
        ask(Sprint, "end", "What is the last day of the sprint?"),
        ask(Sprint, "recovery_until", "Until when is the recovery time after it?", hint="Leave it empty if none."),
        ask(Sprint, "goal", "What is the sprint for?"),
        ask(Sprint, "product_owner", "Who says what matters most?", hint=_WHO),
        ask(Sprint, "scrum_master", "Who looks after the way of working?", hint=_WHO),
        ask(Sprint, "planned", "What does the team plan to do?", hint="One item a line."),
        ask(
            Sprint, "improvements", "Which improvements does the team try?",
            hint="One a line, by id or by the words on the page of improvements.",
        ),
    ),
)  # fmt: skip

FORMS = (NEW_SPRINT,)
