"""What people can fill in about runs without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.run.fields import Run

NEW_RUN = Form(
    id="run",
    title="Record a run that somebody relies on",
    kind="run",
    action="new",
    about="For a run whose result stands in a report or a decision. You are told when a later release touches it.",
    questions=(
        ask(
            Run, "release", "Which release was it run with?",
            hint="Its id, its version or the address of its page.",
        ),
        ask(Run, "run_at", "When was it run?", example="2025-10-07T14:30+01:00",
            hint="With the time and its zone, or the day alone."),
        ask(Run, "for", "For which group?", hint="A team or an organisation. Please name no person."),
        ask(Run, "purpose", "What does the result serve for?", example="Business case for the north building"),
        ask(Run, "parameters", "Where are its parameters?", hint="A path in a repository."),
        ask(Run, "parameters_hash", "What is the hash of the parameters?", example="sha256:9f86d081884c7d65"),
        ask(Run, "data_version", "Which version of the data was it run on?"),
        ask(Run, "output.location", "Where is the result?"),
        ask(Run, "checked_by", "Who checked the result?", hint="A person, role or team."),
        ask(Run, "retain_until", "Until which day is the result kept?"),
        ask(Run, "replaces", "Which earlier run does it replace?", hint="Leave it empty if none."),
    ),
)  # fmt: skip

FORMS = (NEW_RUN,)
