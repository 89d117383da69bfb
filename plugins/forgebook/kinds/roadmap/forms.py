"""What people can fill in about the roadmap without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.roadmap.fields import RoadmapItem

NEW_ITEM = Form(
    id="roadmap",
    title="Put something on the roadmap",
    kind="roadmap",
    action="new",
    about="For something that the team means to do, or wants to look into.",
    questions=(
        ask(
            RoadmapItem, "title", "What will it be?", required=True, hint="A few words. They become the title.",
            example="Ranges on every chart",
        ),
        ask(
            RoadmapItem, "horizon", "When does it come?", only=("now", "next", "later", "exploring"),
            words={"now": "Now: we work on it", "next": "Next: after what we do now", "later": "Later: without a date",
                   "exploring": "Perhaps: we find out whether it is worth doing"},
        ),
        ask(RoadmapItem, "why", "Why is it worth doing, and for whom?"),
        ask(RoadmapItem, "target", "Which release is it meant for?", hint="Leave it empty if that is open."),
        ask(RoadmapItem, "owner", "Who answers for it on the roadmap?", hint="A person, role or team."),
        ask(
            RoadmapItem, "public_wording", "What may others read in its place?",
            hint="A line that tells no secret. Only needed where the title must stay with the team.",
        ),
        ask(
            RoadmapItem, "public_id", "Under which public id?", example="a-2026",
            hint="Goes with the line above: it stands in the address of the page.",
        ),
    ),
)  # fmt: skip

FORMS = (NEW_ITEM,)
