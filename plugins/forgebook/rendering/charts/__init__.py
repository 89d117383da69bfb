"""Charts as static SVG: no script, no colour of their own, every mark a link to its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from markupsafe import Markup

from forgebook.rendering.charts.cadence import CadenceCalendar, CadenceSpan, cadence_calendar
from forgebook.rendering.charts.cadence_marks import CadenceMark
from forgebook.rendering.charts.decisions import (
    DecisionPoint,
    DecisionsOverTime,
    SupersessionCurve,
    decisions_over_time,
)
from forgebook.rendering.charts.impact import ImpactBar, impact_bars
from forgebook.rendering.charts.maturity import MaturityChart, MaturityPoint, maturity_chart
from forgebook.rendering.charts.risk import RiskCell, RiskGrid, risk_grid
from forgebook.rendering.charts.svg import Tone


class Chart(Protocol):
    """A chart before it is drawn: plain values, so that one can tell whether a page shows another one."""

    def drawn(self, href: Callable[[str], str]) -> Markup:
        """The chart for the page whose links `href` makes, or nothing where there is nothing to draw."""


__all__ = [
    "CadenceCalendar",
    "CadenceMark",
    "CadenceSpan",
    "Chart",
    "DecisionPoint",
    "DecisionsOverTime",
    "ImpactBar",
    "MaturityChart",
    "MaturityPoint",
    "RiskCell",
    "RiskGrid",
    "SupersessionCurve",
    "Tone",
    "cadence_calendar",
    "decisions_over_time",
    "impact_bars",
    "maturity_chart",
    "risk_grid",
]
