"""A page of ours as Markdown: front matter and one block of HTML.

Any program that reads Markdown leaves such a block as it is, whatever extensions it has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from forgebook.core.views import PageView
from forgebook.pipeline.front_matter import meta_of
from forgebook.rendering.body import Body

_FENCE = re.compile(r"^([ \t>]*)([`~])(?=\2\2)", re.M)
_PRE = re.compile(r"<pre\b.*?</pre>", re.S)
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def html_page(view: PageView, body: Body, *, with_tags: bool) -> bytes:
    """The Markdown of a page."""
    return f"{front_matter(meta_of(view, with_tags=with_tags))}{block(body.html)}\n".encode()


def front_matter(meta: Mapping[str, Any]) -> str:
    """Front matter as YAML that is JSON as well, a line an entry."""
    if not meta:
        return ""
    lines = (f"{name}: {_ODD.sub(_escaped, json.dumps(value, ensure_ascii=False))}\n" for name, value in meta.items())
    return f"---\n{''.join(lines)}---\n\n"


def block(html: str) -> str:
    """HTML as one block that Markdown leaves alone.

    Fences of code are looked for in blocks of HTML as well, and tabs become blanks: both are written as references.
    """
    html = _PRE.sub(lambda found: found[0].replace("\t", "&#9;"), html.strip())
    html = _FENCE.sub(lambda found: f"{found[1]}&#{ord(found[2])};", html)
    return f"<div>\n{html}\n</div>"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
