"""What people can fill in about requests without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask, record_question
from forgebook.kinds.request.fields import Request

NEW_REQUEST = Form(
    id="request",
    title="Ask the team for something",
    kind="request",
    action="new",
    about="For something that you need of the team. It stands on the site with its answer, whatever that is.",
    questions=(
        ask(
            Request, "title", "What do you ask for?", required=True, hint="A few words. They become the title.",
            example="Results by ward",
        ),
        ask(
            Request, "need", "What do you need it for?",
            hint="What you cannot do today, and who is waiting for it. A need can often be met in another way.",
        ),
        ask(
            Request, "asker", "Which group do you ask for?", hint="A team or an organisation. Please name no person.",
            example="Planners of the north",
        ),
        ask(Request, "asked_on", "When did you ask?", hint="Today, if this is the first time."),
        ask(Request, "area", "Which part of the work is it about?"),
    ),
)  # fmt: skip

ANSWER = Form(
    id="request-answer",
    title="Answer a request",
    kind="request",
    action="change",
    about="For the team's answer to a request that stands on the site.",
    record="record",
    questions=(
        record_question("request", "Which request?", hint="Its id, its title or the address of its page."),
        ask(
            Request, "answer", "What is the answer?", only=("yes", "not_now", "no"),
            words={"yes": "Yes, we do it", "not_now": "Not now, and we look at it again",
                   "no": "No, we do not do it"},
        ),
        ask(Request, "reason", "Why is that the answer?", hint="A no and a not now must say why."),
        ask(Request, "alternative", "What can they do instead, or meanwhile?"),
        ask(Request, "decided_on", "On which day was it answered?", required=True),
        ask(Request, "decided_by", "Who answers for it?", hint="A person, role or team: its id or name on the site."),
        ask(Request, "revisit_on", "When does the team look at it again?", hint="For a not now."),
        ask(Request, "decision", "Which decision came of it?"),
        ask(Request, "roadmap", "Which roadmap item came of it?"),
    ),
)  # fmt: skip

FORMS = (NEW_REQUEST, ANSWER)
