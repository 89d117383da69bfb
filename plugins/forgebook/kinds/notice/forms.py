"""What people can fill in about notices without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.notice.fields import Notice

NEW_NOTICE = Form(
    id="notice",
    title="Publish a notice",
    kind="notice",
    action="new",
    about="For something that people must know and that belongs to no release, such as a planned shutdown.",
    questions=(
        ask(
            Notice, "title", "What is it about?", required=True, hint="A few words. They become the title.",
            example="No runs on 6 December",
        ),
        ask(Notice, "text", "What must people know?", hint="What happens, whom it concerns, and what they can do."),
        ask(Notice, "published", "On which day is it published?", hint="Today, if it is to be seen at once."),
        ask(Notice, "from_", "From which day does it count?", hint="Leave it empty if it counts at once."),
        ask(Notice, "until", "Until which day?", hint="The last day. Leave it empty while that is open."),
        ask(Notice, "audience", "Whom does it concern?", hint="Leave it empty if it concerns everyone."),
    ),
)  # fmt: skip

FORMS = (NEW_NOTICE,)
