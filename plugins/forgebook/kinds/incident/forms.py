"""What people can fill in about incidents without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.incident.fields import Incident

NEW_INCIDENT = Form(
    id="incident",
    title="Write down an incident",
    kind="incident",
    action="new",
    about="For something that went wrong and reached those who rely on us. What happened, never who.",
    questions=(
        ask(
            Incident, "title", "What went wrong?", required=True, hint="A few words. They become the title.",
            example="Totals of one trust counted twice",
        ),
        ask(
            Incident, "detected", "When was it noticed?",
            hint="A day, or a time with its zone like 2025-10-07 14:30+01:00. Put ~ before it if it is a guess.",
        ),
        ask(Incident, "started", "When did it start?", hint="As above, where one knows."),
        ask(Incident, "resolved", "When was it over?", hint="As above. Leave it open while it goes on."),
        ask(Incident, "impact", "Who noticed it, and what could they not do?"),
        ask(Incident, "area", "Which part of the work was it in?"),
        ask(Incident, "runbook", "Which runbook was used?", hint="Its id, its title or the address of its page."),
        ask(Incident, "went_well", "What went well?", hint="One thing a line."),
        ask(Incident, "lessons", "What did you learn?", hint="One thing a line. Processes, never people."),
    ),
)  # fmt: skip

FORMS = (NEW_INCIDENT,)
