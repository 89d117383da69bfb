"""A letter as a page that mail programs show as it is: every style inline, no script, nothing fetched."""

from __future__ import annotations

from html import escape

from forgebook.rendering.letter import Node

_STYLES = {
    "h1": "margin:0 0 12px;font-size:22px;line-height:1.25",
    "h2": "margin:24px 0 8px;font-size:17px;line-height:1.3",
    "h3": "margin:16px 0 6px;font-size:15px",
    "p": "margin:0 0 10px",
    "ul": "margin:0 0 12px;padding-left:22px",
    "ol": "margin:0 0 12px;padding-left:22px",
    "li": "margin:0 0 6px",
    "blockquote": "margin:0 0 14px;padding:10px 14px;border-left:4px solid #1b5aa0;background:#eef3f9",
    "a": "color:#1b5aa0",
    "code": "font-family:Consolas,Menlo,monospace;font-size:90%",
    "pre": "margin:0 0 12px;padding:10px;background:#f2f4f6;white-space:pre-wrap;font-family:Consolas,Menlo,monospace",
    "table": "margin:0 0 12px;border-collapse:collapse",
    "th": "padding:4px 10px;border-bottom:2px solid #c5ccd3;text-align:left;vertical-align:top",
    "td": "padding:4px 10px;border-bottom:1px solid #d8dee3;vertical-align:top",
    "hr": "border:0;border-top:1px solid #d8dee3",
}
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title></head>
<body style="margin:0;padding:16px;background:#ffffff;color:#1f262d;\
font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5">
<div style="max-width:640px;margin:0 auto">
{body}
</div>
</body>
</html>
"""


def as_html(title: str, root: Node) -> str:
    """A whole page."""
    return _PAGE.format(title=escape(title), body=_inside(root).strip())


def bare(root: Node) -> str:
    """What stands in it, without a page around it and without styles: for feed readers, which have their own."""
    return _inside(root, styled=False).strip()


def _inside(node: Node, *, styled: bool = True) -> str:
    parts = (
        escape(part, quote=False) if isinstance(part, str) else _element(part, styled=styled) for part in node.children
    )
    return "".join(parts)


def _element(node: Node, *, styled: bool) -> str:
    style = f' style="{_STYLES[node.tag]}"' if styled and node.tag in _STYLES else ""
    href = f' href="{escape(node.href)}"' if node.href else ""
    if node.tag in ("br", "hr"):
        return f"<{node.tag}{style}>"
    return f"<{node.tag}{href}{style}>{_inside(node, styled=styled)}</{node.tag}>"
