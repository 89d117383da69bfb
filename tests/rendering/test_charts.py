"""Charts: well-formed, linked, escaped, the same every time, and no mark on top of another."""

from __future__ import annotations

import datetime as dt
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence

import pytest
from markupsafe import Markup

from forgebook.rendering.charts import (
    CadenceMark,
    CadenceSpan,
    DecisionPoint,
    SupersessionCurve,
    Tone,
    cadence_calendar,
    decisions_over_time,
)
from forgebook.rendering.charts.placing import alternating, place, stack
from forgebook.rendering.charts.svg import number, shortened, text_width, two_lines
from forgebook.rendering.charts.timescale import Scale, part_bands, year_bands, year_fraction

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
HOSTILE = "</title></svg><script>alert(\"1\")</script> & 'x' \x00\x0b\ud800"
START, END = dt.date(2023, 1, 1), dt.date(2025, 11, 20)
TONES: tuple[Tone, ...] = ("holds", "open", "due", "bad", "closed")


def point(index: int, date: dt.date, *, lane: str = "Engine", tone: Tone = "holds", title: str = "") -> DecisionPoint:
    return DecisionPoint(f"d{index}", title or f"Decision {index}", date, tone, "in force", f"../d{index}/", lane)


def sprint(title: str, start: dt.date, end: dt.date, row: str = "") -> CadenceSpan:
    return CadenceSpan(title, "sprint", start, end, f"../{title}/", row)


def drawn(points: Sequence[DecisionPoint], curves: Sequence[SupersessionCurve] = ()) -> Markup:
    return decisions_over_time(points, curves, chart_id="c", start=START, end=END)


def parsed(chart: Markup) -> ET.Element:
    return ET.fromstring(str(chart))


def links(chart: Markup) -> list[str]:
    return [a.attrib[f"{XLINK}href"] for a in parsed(chart).iter("a")]


def tooltips(chart: Markup) -> list[str]:
    return [a.findtext("title") or "" for a in parsed(chart).iter("a")]


def centre(link: ET.Element) -> tuple[float, float]:
    """The middle of the one shape in *link*."""
    shape = link[1]
    if shape.tag == "circle":
        return float(shape.attrib["cx"]), float(shape.attrib["cy"])
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", shape.attrib["d"])]
    xs, ys = numbers[::2], numbers[1::2]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def closest(chart: Markup) -> float:
    """The least distance between any two marks."""
    marks = [centre(a) for a in parsed(chart).iter("a") if "fb-chart-point" in a.attrib["class"]]
    pairs = [(a, b) for i, a in enumerate(marks) for b in marks[i + 1 :]]
    return min(math.dist(a, b) for a, b in pairs)


def forty() -> list[DecisionPoint]:
    return [
        point(i, START + dt.timedelta(days=i * 97 % 1050), lane=f"Area {i % 4}", tone=TONES[i % 5]) for i in range(40)
    ]


def sprints() -> list[CadenceSpan]:
    first = dt.date(2024, 11, 4)
    week = dt.timedelta(days=7)
    return [sprint(f"Sprint {i}", first + week * 6 * i, first + week * 6 * i + week * 5) for i in range(10)]


class TestDecisionsOverTime:
    def test_without_points_there_is_nothing(self) -> None:
        assert drawn([]) == Markup("")

    @pytest.mark.parametrize("count", [1, 40])
    def test_every_point_is_linked_once(self, count: int) -> None:
        points = forty()[:count]
        assert Counter(links(drawn(points))) == Counter(p.href for p in points)

    def test_has_a_text_alternative(self) -> None:
        chart = parsed(drawn(forty()))
        plot = next(s for s in chart.iter("svg") if s.attrib.get("class") == "fb-chart-plot")
        assert plot.attrib["role"] == "group"
        assert plot.attrib["aria-labelledby"] == "c-title c-desc"
        assert [(e.tag, e.attrib.get("id")) for e in plot[:2]] == [("title", "c-title"), ("desc", "c-desc")]
        assert "40 decisions" in (plot.findtext("desc") or "")

    def test_ids_differ_between_charts_of_a_page(self) -> None:
        curve = [SupersessionCurve("d0", "d1", partly=False)]
        one, other = (
            decisions_over_time(forty(), curve, chart_id=chart_id, start=START, end=END) for chart_id in ("a", "b")
        )
        ids = [e.attrib["id"] for chart in (one, other) for e in parsed(chart).iter() if "id" in e.attrib]
        assert len(ids) == 6
        assert len(set(ids)) == 6

    def test_hostile_titles_are_escaped(self) -> None:
        hostile = DecisionPoint(HOSTILE, HOSTILE, START, "bad", HOSTILE, f'"{HOSTILE}', HOSTILE)
        chart = drawn([hostile, point(1, END)], [SupersessionCurve(HOSTILE, "d1", partly=True)])
        assert "<script" not in chart
        assert not re.search("[\x00\x0b\ud800]", chart)
        assert any("</title></svg><script>" in tooltip for tooltip in tooltips(chart))

    def test_same_input_gives_same_bytes(self) -> None:
        assert drawn(forty()) == drawn(forty())

    def test_numbers_have_at_most_two_decimals(self) -> None:
        assert not re.search(r"\d\.\d{3}", drawn(forty()))

    def test_colours_are_left_to_the_style_sheet(self) -> None:
        chart = drawn(forty(), [SupersessionCurve("d0", "d1", partly=True)])
        assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3,6}\b", chart)

    @pytest.mark.parametrize("count", [2, 80, 400])
    @pytest.mark.parametrize("day", [START, dt.date(2024, 6, 1), END])
    def test_points_of_one_day_do_not_hide_each_other(self, count: int, day: dt.date) -> None:
        points = [point(i, day, tone=TONES[i % 5]) for i in range(count)]
        assert closest(drawn(points)) >= 11

    def test_eighty_points_in_one_lane_stay_inside_the_picture(self) -> None:
        chart = drawn([point(i, START + dt.timedelta(days=i * 13)) for i in range(80)])
        assert closest(chart) >= 11
        plot = next(s for s in parsed(chart).iter("svg") if s.attrib.get("class") == "fb-chart-plot")
        left, top, width, height = map(float, plot.attrib["viewBox"].split())
        for a in plot.iter("a"):
            x, y = centre(a)
            assert left < x < left + width
            assert top < y < top + height

    def test_each_tone_has_its_own_shape(self) -> None:
        points = [point(i, START + dt.timedelta(days=90 * i), tone=tone) for i, tone in enumerate(TONES)]
        shapes = set()
        for a in parsed(drawn(points)).iter("a"):
            x, _ = centre(a)
            xs = re.findall(r"[ML](-?[\d.]+) ", a[1].attrib.get("d", ""))
            shapes.add((a[1].tag, a[1].attrib.get("r"), len(xs), any(abs(float(corner) - x) < 0.1 for corner in xs)))
        assert len(shapes) == 5
        classes = [a.attrib["class"] for a in parsed(drawn(points)).iter("a")]
        assert classes == [f"fb-chart-point fb-chart-{tone}" for tone in TONES]

    def test_curves_join_newer_to_older(self) -> None:
        points = [point(0, START), point(1, END), point(2, END, lane="Other")]
        curves = [
            SupersessionCurve("d0", "d1", partly=False),
            SupersessionCurve("d1", "d2", partly=True),
            SupersessionCurve("hidden", "d2", partly=False),
        ]
        chart = parsed(drawn(points, curves))
        titles = [path.findtext("title") for path in chart.iter("path") if path.find("title") is not None]
        assert titles == ["Decision 1 supersedes Decision 0", "Decision 2 supersedes a part of Decision 1"]

    def test_a_point_outside_the_range_widens_it(self) -> None:
        early = dt.date(2019, 5, 1)
        chart = drawn([point(0, early)])
        assert ">2019<" in chart

    def test_a_single_day_is_a_range_too(self) -> None:
        chart = decisions_over_time([point(0, START)], [], chart_id="c", start=START, end=START)
        assert links(chart) == ["../d0/"]


class TestCadenceCalendar:
    def test_without_anything_there_is_nothing(self) -> None:
        assert cadence_calendar([], [], chart_id="c", as_of=END) == Markup("")

    def test_every_span_and_mark_is_linked(self) -> None:
        marks = [CadenceMark("v1", "release", END, "../v1/"), CadenceMark("Retro", "retro", END, "../retro/")]
        chart = cadence_calendar(sprints(), marks, chart_id="c", as_of=END)
        assert set(links(chart)) == {span.href for span in sprints()} | {"../v1/", "../retro/"}

    def test_a_span_over_the_year_end_is_split(self) -> None:
        span = sprint("Sprint 9", dt.date(2024, 12, 16), dt.date(2025, 1, 17))
        chart = parsed(cadence_calendar([span], [], chart_id="c", as_of=END))
        bars = [a.find("g/rect") if a.find("rect") is None else a.find("rect") for a in chart.iter("a")]
        assert len(bars) == 2
        (late_x, late_y), (early_x, early_y) = [
            (float(bar.attrib["x"]), float(bar.attrib["y"])) for bar in bars if bar is not None
        ]
        assert early_x > late_x, "the first part stands at the end of its year"
        assert early_y > late_y, "the newer year stands above"
        assert all(float(bar.attrib["width"]) > 20 for bar in bars if bar is not None), "both parts have their length"
        assert all("fb-chart-bar--cut" in a.attrib["class"] for a in chart.iter("a"))

    def test_years_stand_newest_first(self) -> None:
        chart = parsed(cadence_calendar(sprints(), [], chart_id="c", as_of=END))
        labels = [t.text for t in chart.iter("text") if "fb-chart-label--year" in t.attrib["class"]]
        assert labels == ["2025", "2024"]

    def test_title_inside_a_bar_only_where_it_fits(self) -> None:
        long, short = (dt.date(2025, 3, 3), dt.date(2025, 4, 4)), (dt.date(2025, 6, 2), dt.date(2025, 6, 13))
        tiny = (dt.date(2025, 8, 4), dt.date(2025, 8, 5))
        spans = [sprint("Sprint 1", *long), sprint("Sprint 2", *short), sprint("Sprint 3", *tiny)]
        chart = parsed(cadence_calendar(spans, [], chart_id="c", as_of=END))
        assert [t.text for t in chart.iter("text") if t.attrib["class"] == "fb-chart-bar-text"] == ["Sprint 1", "2"]

    def test_teams_get_rows_only_where_there_are_several(self) -> None:
        one = [sprint("A 1", dt.date(2025, 1, 6), dt.date(2025, 1, 31), "Alpha")]
        two = [*one, sprint("B 1", dt.date(2025, 1, 6), dt.date(2025, 1, 31), "Beta")]
        single, double = (cadence_calendar(spans, [], chart_id="c", as_of=END) for spans in (one, two))
        assert "<title>Alpha</title>" not in single
        assert "<title>Alpha</title>" in double
        rects = [r for a in parsed(double).iter("a") for r in a.iter("rect")]
        assert len({r.attrib["y"] for r in rects}) == 2

    def test_overlapping_sprints_stand_below_each_other(self) -> None:
        spans = [sprint(f"S {i}", dt.date(2025, 1, 6), dt.date(2025, 1, 31)) for i in range(3)]
        rects = [
            r for a in parsed(cadence_calendar(spans, [], chart_id="c", as_of=END)).iter("a") for r in a.iter("rect")
        ]
        assert len({r.attrib["y"] for r in rects}) == 3

    def test_marks_of_one_week_do_not_hide_each_other(self) -> None:
        marks = [CadenceMark(f"v{i}", "release", END - dt.timedelta(days=i % 6), f"../v{i}/") for i in range(30)]
        assert closest(cadence_calendar([], marks, chart_id="c", as_of=END)) >= 10

    @pytest.mark.parametrize(("as_of", "shown"), [(dt.date(2025, 6, 1), True), (dt.date(2027, 6, 1), False)])
    def test_the_day_is_marked_where_its_year_is_shown(self, as_of: dt.date, *, shown: bool) -> None:
        chart = cadence_calendar(sprints(), [], chart_id="c", as_of=as_of)
        assert ("fb-chart-today" in chart) is shown

    def test_hostile_titles_are_escaped(self) -> None:
        spans = [CadenceSpan(HOSTILE, "recovery", START, END, f'"{HOSTILE}', row) for row in (HOSTILE, "b")]
        chart = cadence_calendar(spans, [CadenceMark(HOSTILE, "retro", END, HOSTILE)], chart_id="c", as_of=END)
        assert "<script" not in chart
        assert len(links(chart)) == 7

    def test_same_input_gives_same_bytes(self) -> None:
        one, other = (cadence_calendar(sprints(), [], chart_id="c", as_of=END) for _ in range(2))
        assert one == other

    def test_the_last_day_of_time_is_no_trouble(self) -> None:
        span = sprint("S", dt.date(9999, 12, 30), dt.date(9999, 12, 31))
        assert links(cadence_calendar([span], [], chart_id="c", as_of=END)) == ["../S/"]


class TestPlacing:
    def test_stacks_before_it_nudges(self) -> None:
        assert place([50, 50, 50], gap=10, low=0, high=100, levels=2) == [(50, 0), (50, 1), (60, 0)]

    def test_opens_levels_when_all_is_full(self) -> None:
        places = place([0.0] * 5, gap=10, low=0, high=10, levels=1)
        assert places == [(0, 0), (10, 0), (0, 1), (10, 1), (0, 2)]

    def test_alternates_around_the_middle(self) -> None:
        assert [alternating(level) for level in range(5)] == [0, -1, 1, -2, 2]

    def test_stack_reuses_a_level_that_is_free_again(self) -> None:
        assert stack([(0, 10), (5, 15), (10, 20)]) == [0, 1, 0]


class TestTimescale:
    @pytest.mark.parametrize(
        ("start", "end", "parts", "years"),
        [
            (dt.date(2025, 2, 1), dt.date(2025, 3, 9), ["Feb", "Mar"], ["2025"]),
            (dt.date(2024, 6, 1), dt.date(2025, 5, 1), ["Q2", "Q3", "Q4", "Q1", "Q2"], ["2024", "2025"]),
            (dt.date(2010, 6, 1), dt.date(2017, 5, 1), [], [str(year) for year in range(2010, 2018)]),
            (
                dt.date(1999, 1, 1),
                dt.date(2026, 1, 1),
                [],
                [f"{year}–{year + 4}" for year in range(1995, 2026, 5)],
            ),
        ],
    )
    def test_bands(self, start: dt.date, end: dt.date, parts: list[str], years: list[str]) -> None:
        scale = Scale(start, end, 100, 800)
        assert [band.name for band in part_bands(scale)] == parts
        assert [band.name for band in year_bands(scale)] == years
        assert (year_bands(scale)[0].low, year_bands(scale)[-1].high) == (100, 800)

    def test_months_are_equally_wide_in_every_year(self) -> None:
        assert year_fraction(dt.date(2024, 7, 1)) == year_fraction(dt.date(2025, 7, 1)) == 0.5


class TestText:
    @pytest.mark.parametrize(("value", "shown"), [(-0.001, "0"), (1.0, "1"), (10.0, "10"), (2.349, "2.35")])
    def test_number(self, value: float, shown: str) -> None:
        assert number(value) == shown

    def test_shortened_fits(self) -> None:
        words = shortened("Quality assurance of everything", 100)
        assert words.endswith("…")
        assert text_width(words) <= 100

    @pytest.mark.parametrize(
        "value", ["one", "Quality assurance and review", "Donaudampfschifffahrtsgesellschaft heute", " x "]
    )
    def test_two_lines_fit(self, value: str) -> None:
        lines = two_lines(value, 100)
        assert 1 <= len(lines) <= 2
        assert all(text_width(words) <= 100 for words in lines)
