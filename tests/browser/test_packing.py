"""A browser reads the same rules from our style sheet as it is served as from its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from forgebook.rendering.packing import packed

STYLE = Path(__file__).parents[2] / "plugins/forgebook/assets/forgebook.css"
_AFTER_COMMA = re.compile(r",\s+")
RULES = """(text) => {
  const style = document.createElement("style");
  style.textContent = text;
  document.head.append(style);
  const rules = Array.from(style.sheet.cssRules, (rule) => rule.cssText);
  style.remove();
  return rules;
}"""


def test_the_packed_style_sheet_has_the_same_rules(browser: Any) -> None:
    page = browser.new_page()
    source, served = (page.evaluate(RULES, text) for text in (STYLE.read_text(encoding="utf-8"), _packed()))
    page.close()
    assert len(source) > 50
    assert [_told(rule) for rule in served] == [_told(rule) for rule in source]


def _packed() -> str:
    return packed(STYLE.name, STYLE.read_bytes()).decode("utf-8")


def _told(rule: str) -> str:
    """Without blanks after commas: in values with variables a browser keeps them as they were written."""
    return _AFTER_COMMA.sub(",", rule)
