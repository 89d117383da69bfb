"""What people can fill in about assumptions without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.assumption.fields import Assumption

NEW_ASSUMPTION = Form(
    id="assumption",
    title="Record an assumption",
    kind="assumption",
    action="new",
    about="For something that the work rests on, and that nobody knows for sure.",
    questions=(
        ask(
            Assumption, "statement", "What is taken to be true?", hint="One sentence. It becomes the title.",
            example="Patients go on using the hospital that they used last year",
        ),
        ask(Assumption, "why", "Why is it needed, and what would change if it were wrong?"),
        ask(Assumption, "evidence", "What does it rest on?"),
        ask(
            Assumption, "quality", "How good is what it rests on?", example="low",
            hint="A word of the project's scale, such as low, medium or high.",
        ),
        ask(
            Assumption, "impact", "How much would change if it were wrong?", example="high",
            hint="A word of the project's scale, such as low, medium or high.",
        ),
        ask(Assumption, "owner", "Who looks after it?", hint="A person, role or team: its id or name on the site."),
        ask(Assumption, "review_by", "By which day is it looked at again?"),
        ask(Assumption, "since", "Which release rests on it first?"),
        ask(Assumption, "area", "Which part of the work is it about?"),
    ),
)  # fmt: skip

FORMS = (NEW_ASSUMPTION,)
