"""What the columns of retro boards are called, and what they mean."""

from __future__ import annotations

import re
from typing import Literal

Column = Literal["went_well", "could_be_better", "ideas", "improvement"]
"""Where the items of a column go. `improvement` is the one that was agreed."""
Role = Literal["text", "column", "votes", "theme", "chosen", "author", "time", "url"]
"""What a column of a table holds, where each row is an item."""

_COLUMNS: dict[Column, str] = {
    "went_well": (
        "went well|what went well|good|glad|liked|keep|keep doing|continue|happy|wind|sun|kudos|thanks|appreciations|"
        "positive|positives|strengths|more of|rose|roses|proud|loved|what worked|worked well|plus|shout outs|learned|"
        "what did we learn|wins|things that went well|went right"
    ),
    "could_be_better": (
        "could be better|what could be better|to improve|improve|improvements|what could be improved|"
        "what can be improved|needs improvement|did not go well|didnt go well|what didnt go well|what did not go well|"
        "not so well|went badly|went wrong|bad|mad|sad|lacked|stop|stop doing|less of|anchor|anchors|rocks|thorn|"
        "thorns|problems|negative|negatives|frustrations|concerns|worries|risks|delta|minus|what went wrong|"
        "what didnt work|didnt work|to change|things to improve"
    ),
    "ideas": (
        "idea|ideas|start|start doing|action|actions|action item|action items|actions to take|next actions|next steps|"
        "tasks|work items|experiments|suggestions|try|longed for|to do|todo|todos|bud|buds|proposals"
    ),
    "improvement": "improvement|the one improvement|one improvement|agreed improvement|agreed|we agreed",
}
_ROLES: dict[Role, str] = {
    "text": (
        "text|description|card|card text|content|note|notes|item|message|feedback|title|card title|reflection|"
        "work item title|action item|summary|idea|body|sticky note|comment text"
    ),
    "column": "column|column name|category|type|list|section|prompt|topic|lane|area|question|card type|board column",
    "votes": "votes|vote|vote count|number of votes|upvotes|likes|total votes|votes count|points",
    "theme": "theme|group|group name|group title|reflection group|tag|tags|label|labels|cluster",
    "chosen": "chosen|selected|agreed|the one|picked|one improvement",
    "author": (
        "author|authors|created by|createdby|creator|user|user name|username|name|participant|email|e mail|"
        "author name|author email|owner|owners|assignee|assignees|assigned to|added by|written by|who|voters|voted by"
    ),
    "time": (
        "created at|createdat|created|created date|createddate|timestamp|time|date|updated at|date created|"
        "last modified|modified"
    ),
    "url": "url|link|board url|card url",
}
_BY_COLUMN = {word: column for column, words in _COLUMNS.items() for word in words.split("|")}
_BY_ROLE = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_VOTES = re.compile(r"\s*(?:[(\[]\s*\+?(?P<a>\d{1,4})\s*votes?\s*[)\]]|[(\[]?\+(?P<b>\d{1,4})[)\]]?)\s*\Z", re.I)


def plain_name(words: str) -> str:
    """The name of a column, without case, marks and emoji: `**Didn't go well?** 😢` gives `didnt go well`."""
    bare = re.sub(r"[’'`´]", "", words.casefold())
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


def column_of(name: str) -> Column | None:
    """Where the items of a column of a board go; None for a name that we do not know."""
    plain = plain_name(name)
    return _BY_COLUMN.get(plain) or _BY_COLUMN.get(re.sub(r"^(?:what|things|we|the) ", "", plain))


def role_of(name: str) -> Role | None:
    """What a column of a table holds; None for a name that we do not know."""
    return _BY_ROLE.get(plain_name(name))


def votes_in(text: str) -> tuple[str, int | None]:
    """An item and the votes that stand at its end: `Slow builds (3 votes)`, `Slow builds +3`."""
    found = _VOTES.search(text)
    if found is None or not text[: found.start()].strip():
        return text, None
    return text[: found.start()].strip(), int(found["a"] or found["b"])
