"""Atom (RFC 4287)."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree as ET

from forgebook.feeds.channel import Channel
from forgebook.feeds.entries import Entry

_FORBIDDEN = re.compile("[^\\t\\n\\r -\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_NS = "http://www.w3.org/2005/Atom"


def as_atom(channel: Channel) -> bytes:
    """A feed as Atom."""
    ET.register_namespace("", _NS)
    root = ET.Element(f"{{{_NS}}}feed")
    _text(root, "id", channel.id)
    _text(root, "title", channel.title)
    _text(root, "subtitle", channel.about)
    _text(root, "updated", _moment(channel.updated))
    _text(_child(root, "author"), "name", channel.author)
    _text(root, "generator", "Forgebook")
    _child(root, "link", rel="self", type="application/atom+xml", href=channel.atom)
    _child(root, "link", rel="alternate", type="text/html", href=channel.page)
    for entry in channel.entries:
        _entry(root, entry)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ET.Element, entry: Entry) -> None:
    node = _child(root, "entry")
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _text(node, "published", _moment(entry.moment))
    _text(node, "updated", _moment(entry.moment))
    _child(node, "link", rel="alternate", type="text/html", href=entry.url)
    for tag in entry.tags:
        _child(node, "category", term=tag)
    if entry.summary:
        _text(node, "summary", entry.summary)
    if entry.html:
        _text(node, "content", entry.html).set("type", "html")


def _child(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_NS}}}{name}", {key: _allowed(value) for key, value in attributes.items()})


def _text(parent: ET.Element, name: str, value: str) -> ET.Element:
    node = _child(parent, name)
    node.text = _allowed(value)
    return node


def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value.year >= 1000 else value.isoformat().replace("+00:00", "Z")


def _allowed(text: str) -> str:
    """Without the control characters that XML 1.0 forbids (section 2.2)."""
    return _FORBIDDEN.sub("", text)
