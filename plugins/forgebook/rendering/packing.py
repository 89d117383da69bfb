"""Style sheets and scripts as they are served: without comments, and without blanks that mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rcssmin import cssmin
from rjsmin import jsmin

_WAYS: Mapping[str, Callable[[str], str | bytes | bytearray]] = {".css": cssmin, ".js": jsmin}


def packed(name: str, content: bytes) -> bytes:
    """What is served of a file of ours; a file that is neither style sheet nor script stays as it is.

    Names and values stay, so what a browser's tools show can be read. Inside a block of a style sheet a blank before a
    colon is taken for one between a property and its value: there a descendant is written ` *:is(…)`. A test looks.
    """
    for suffix, pack in _WAYS.items():
        if name.endswith(suffix):
            return str(pack(content.decode("utf-8"))).encode("utf-8")
    return content
