"""Pages and lists of diagnostics, from the catalogue that `forgebook explain` reads as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from forgebook.core.diagnostics import Code, Severity
from forgebook.kinds.register import BUILT_IN
from forgebook.pipeline.catalogue import all_codes

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "due", Severity.ADVICE: "open"}
_FAMILIES = {
    "1": "Reading files",
    "2": "Fields",
    "3": "References",
    "4": "Dates and life cycles",
    "5": "People and cover",
    "6": "Privacy and blame",
    "7": "Releases",
    "8": "Rhythm",
}


def _all() -> Iterable[Code]:
    """The codes of Forgebook itself; those of other packages belong into their own guides."""
    return all_codes({kind.name: kind for kind in BUILT_IN}).values()


def pill(code: Code) -> str:
    return f'<span class="fb-pill fb-{_TONES[code.severity]}">{code.severity.word}</span>'


def listing(codes: Iterable[Code], folder: str = "") -> str:
    rows = [
        f'<li markdown="span"><span class="fb-when">{code.id}</span>'
        f'<span class="fb-grow">[{escape(code.title)}]({folder}{code.id}.md)</span>{pill(code)}</li>'
        for code in codes
    ]
    return '<ul class="fb-list" markdown="1">\n' + "\n".join(rows) + "\n</ul>" if rows else "None of its own."


def families() -> str:
    parts = []
    for digit, title in _FAMILIES.items():
        codes = [code for code in _all() if code.id[2] == digit]
        if codes:
            parts.append(f"## FB{digit}xx {title}\n\n{listing(codes)}")
    return "\n\n".join(parts)


def pages() -> Iterator[tuple[str, str]]:
    for code in _all():
        yield f"diagnostics/{code.id}.md", _page(code)


def _page(code: Code) -> str:
    waive = (
        f"A record may accept it, with a reason: `waivers: [{{code: {code.id}, reason: …}}]`. The finding is then "
        "listed with the reason and no longer counts for the exit code."
        if code.waivable
        else "No. A waiver would hide a page that is wrong or missing."
    )
    return f"""---
title: {code.id} {code.title}
description: {code.what}
---
# {code.id} {code.title}

<p class="fb-head">{pill(code)}</p>

{code.what}

## Why it matters

{code.why}

## How to fix it

{code.fix}

## Can it be waived?

{waive}

On the command line: `forgebook explain {code.id}`. All codes: [diagnostics](index.md).
"""
