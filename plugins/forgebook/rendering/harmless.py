"""Whether HTML that was kept can do nothing but be read.

Pages are kept in a folder that other programs can write to. What comes from there is shown only if each of its tags is
one that our templates and sanitised fields make and that runs nothing and fetches nothing: no scripts, styles, frames,
event handlers or form targets, no pictures from elsewhere, no address that a browser would run. Anything else, harmless
or not, is rendered anew.
"""

from __future__ import annotations

import re

from forgebook.rendering.allowed import FETCHING_CLASSES

_TAGS = (
    "a abbr article aside b blockquote br button caption center cite code datalist dd del details div dl dt em "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li mark nav ol option p "
    "path pre q s section select small span strong sub summary sup svg table tbody td tfoot th thead time tr u ul "
    "var circle clipPath defs desc ellipse g line marker pattern polygon polyline rect text title tspan"
)
_WORDS = (
    "align alt autocomplete checked colspan cx cy d datetime dir disabled dx dy fill-opacity focusable font-size "
    "font-weight for height hidden lang list loading markerHeight markerUnits markerWidth open orient pattern "
    "patternUnits placeholder points preserveAspectRatio r refX refY rel role rowspan rx ry scope selected start "
    "stroke-dasharray stroke-opacity stroke-width tabindex text-anchor title transform type value viewBox viewbox "
    "width x x1 x2 xmlns xmlns:xlink y y1 y2"
)
_FETCHING = "|".join(sorted(FETCHING_CLASSES))
_OWN = r'(?![\s/])[^":<>&\\\x00-\x1f]*+'
"""An address on the site itself. Browsers read a backslash as a slash, and pass over spaces in front of it."""
_ATTRIBUTE = (
    rf'(?:(?:{"|".join(_WORDS.split())}|data-(?!md)[a-z-]+|aria-[a-z]+)(?:="[^"<>]*+")?'
    r'|(?:id|name)="(?!_)[^"<>&]*+"'  # the theme finds its own parts by ids that begin with two underlines
    r'|(?:fill|stroke|clip-path|marker-(?:start|mid|end))="(?:url\(#[\w-]+\)|[\w#. -]*+)"'
    rf'|class="(?![^"]*(?:{_FETCHING}|&))[^"<>]*+"'
    r'|(?:xlink:)?href="(?:(?:https?|mailto|tel):[^"<>]*+|[^":<>&]*+(?:[#/?][^"<>]*+)?)"'
    rf'|src="{_OWN}"|action="{_OWN}"|method="get")'
)
_TAG = rf"</?(?:{'|'.join(_TAGS.split())})(?:\s++{_ATTRIBUTE}(?=[\s/>]))*+\s*+/?>"
_HARMLESS = re.compile(rf"(?:[^<]++|{_TAG})*+\Z")
_WORDS_FOUND = re.compile(r"(?:[^<]++|</?(?:p|code|pre|li|ol|ul|sub|sup)>)*+\Z")


def is_harmless(html: str) -> bool:
    """Whether a kept body runs nothing and fetches nothing, wherever a browser shows it."""
    return _HARMLESS.match(html) is not None


def is_plain(html: str) -> bool:
    """Whether kept words of the search index hold nothing but the few tags, without attributes, that results show."""
    return _WORDS_FOUND.match(html) is not None
