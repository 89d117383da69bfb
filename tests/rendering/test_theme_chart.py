"""The chart of themes: a row a theme, a dot a retro, larger with more items, and each dot a link."""

from __future__ import annotations

import re
from datetime import date

from forgebook.rendering.charts.themes import ThemeChart, ThemeDot

DAYS = (date(2024, 11, 1), date(2025, 1, 10), date(2025, 2, 14))


def dot(theme: str, index: int, items: int = 1) -> ThemeDot:
    return ThemeDot(theme, f"Retro {index}", DAYS[index], items, f"retros/{index}/")


def test_dots_stand_in_the_row_of_their_theme_and_in_the_order_of_retros() -> None:
    chart = ThemeChart(("Sea & sky", "Data"), (dot("Data", 0), dot("Data", 2, 4), dot("Sea & sky", 1)), DAYS)
    html = chart.drawn(lambda address: f"../{address}")
    found = re.findall(
        r'xlink:href="([^"]+)".*?<title>(.*?)</title><circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', html
    )
    assert [(href, title) for href, title, *_ in found] == [
        ("../retros/0/", "Data: 1 item (Retro 0, 2024-11-01)"), ("../retros/2/", "Data: 4 items (Retro 2, 2025-02-14)"),
        ("../retros/1/", "Sea &amp; sky: 1 item (Retro 1, 2025-01-10)"),
    ]  # fmt: skip
    (one, two, three) = [tuple(map(float, numbers)) for _, _, *numbers in found]
    assert one[0] < three[0] < two[0]  # by the order of the retros
    assert one[1] == two[1] > three[1]  # one row a theme, in the order given
    assert two[2] == 2 * one[2]  # four times the area
    assert re.findall(r">(\d{4})</text>", html) == ["2024", "2025"]


def test_without_dots_there_is_no_picture() -> None:
    assert ThemeChart((), (), DAYS).drawn(str) == ""
