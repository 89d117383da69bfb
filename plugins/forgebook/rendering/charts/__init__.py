"""Charts as static SVG: no script, no colour of their own, every mark a link to its record."""

from forgebook.rendering.charts.cadence import CadenceMark, CadenceSpan, cadence_calendar
from forgebook.rendering.charts.decisions import DecisionPoint, SupersessionCurve, decisions_over_time
from forgebook.rendering.charts.svg import Tone

__all__ = [
    "CadenceMark",
    "CadenceSpan",
    "DecisionPoint",
    "SupersessionCurve",
    "Tone",
    "cadence_calendar",
    "decisions_over_time",
]
