"""Diagnostics about the roadmap."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

DELIVERED_WHERE = Code(
    "FB431",
    Severity.ADVICE,
    "Done, and no release named",
    "A roadmap item is done, and nothing says which release brought it.",
    "Those who waited for it want to know which release to use.",
    "Add `delivered_in: v4.2.1`.",
)
TARGET_PASSED = Code(
    "FB432",
    Severity.WARNING,
    "The target has passed",
    "The release that a roadmap item is meant for is out or cancelled, or its day has passed. The item is not done.",
    "People plan by the roadmap. A date that has passed says that nobody looks after it.",
    "Set `horizon` to done with `delivered_in`, or name another `target` and say why under `changed`.",
)
MOVES_OUT_OF_ORDER = Code(
    "FB433",
    Severity.ERROR,
    "Moves out of order",
    "The entries under `changed` are not in the order of their days, or one does not begin where the last one ended.",
    "What moved and why is told from these entries, oldest first.",
    "Correct the date, or `from` and `to`.",
)
HORIZON_DISAGREES = Code(
    "FB434",
    Severity.ERROR,
    "Horizon and last move disagree",
    "The last entry under `changed` leads to another horizon than the one the item has.",
    "One of the two was forgotten, and readers see both.",
    "Correct `horizon`, or add an entry under `changed` with its date and reason.",
)
DELIVERED_NOT_DONE = Code(
    "FB435",
    Severity.WARNING,
    "Delivered, and not done",
    "A roadmap item names the release that delivered it, and its horizon is not done.",
    "It is listed among what is still to come.",
    "Set `horizon: done`, or take `delivered_in` out.",
)
HALF_PUBLIC = Code(
    "FB612",
    Severity.WARNING,
    "Half a public wording",
    "A roadmap item has `public_wording` or `public_id`, but not both.",
    "Only with both does a partner or public site show it by them alone. With one, its title and text show if it is "
    "visible there, and nothing shows if it is not.",
    "Add the other one, or take it out.",
)
PUBLIC_ID_TAKEN = Code(
    "FB613",
    Severity.ERROR,
    "A public id that is taken or tells too much",
    "The `public_id` of a roadmap item is that of another item, or of its own file.",
    "Addresses would clash, or the address would tell the file's name, which stays with the team.",
    "Choose another `public_id`.",
)

ROADMAP_CODES = (
    DELIVERED_WHERE, TARGET_PASSED, MOVES_OUT_OF_ORDER, HORIZON_DISAGREES, DELIVERED_NOT_DONE, HALF_PUBLIC,
    PUBLIC_ID_TAKEN,
)  # fmt: skip
