"""What the HTML of a Markdown field may hold: what the site's extensions make, and nothing more.

No scripts, styles, frames, forms or event handlers. Inputs are the radio buttons and check boxes that content tabs and
task lists are made of.
"""

from __future__ import annotations

TAGS: set[str] = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "details", "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input",
    "ins", "kbd", "label", "li", "mark", "ol", "p", "path", "pre", "q", "s", "small", "span", "strong", "sub",
    "summary", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "title", "lang", "dir"},
    "a": {"href"},
    "details": {"open"},
    "div": {"data-tabs"},
    "img": {"src", "alt", "width", "height", "align"},
    "input": {"checked", "disabled", "name"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type"},
    "path": {"d"},
    "svg": {"viewbox", "viewBox", "xmlns"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}

SCHEMES: set[str] = {"http", "https", "mailto", "tel"}

VALUES: dict[str, dict[str, set[str]]] = {"input": {"type": {"radio", "checkbox"}}}

FETCHING_CLASSES = frozenset({"mermaid"})
"""Classes at whose sight the theme fetches a script from elsewhere. Pages load nothing from third parties."""

OWN_CLASSES = frozenset({"md-button", "md-button--primary"})
"""Classes of the theme that an author may use. The others could make a text look like a part of the site."""
