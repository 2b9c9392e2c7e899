"""Charts: laid out as values (nothing overlaps, nothing is cut, every figure stands in its place), drawn to the same
bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import runpy
import subprocess
import sys
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from cabinetpaper.charts import draw, draw_all, drawing_key
from cabinetpaper.charts.colours import CATEGORICAL, GROUND, INK, OTHERS, QUIET, contrast, on, rag_colour
from cabinetpaper.charts.comparators import comparators
from cabinetpaper.charts.draw import LAYOUTS
from cabinetpaper.charts.labels import nudged
from cabinetpaper.charts.lettering import measure, wrap
from cabinetpaper.charts.marks import MM, SIZE, WIDTH, Bar, Dots, Line, Sheet, Words, overlap
from cabinetpaper.charts.paint import painting
from cabinetpaper.charts.periods import period_words
from cabinetpaper.charts.plot import scale_of, tick_texts
from cabinetpaper.charts.points import axis_labels
from cabinetpaper.charts.stacks import overview
from cabinetpaper.charts.trend import trend
from cabinetpaper.measure import Rag
from cabinetpaper.paper import Chart, ChartKind, Drawing, Point, PointState, Series, SeriesRole, Text
from cabinetpaper.settings import Look

LOOK = Look()
MONTHS = ("Jun 2023", "Jul 2023", "Aug 2023", "Sep 2023", "Oct 2023", "Nov 2023", "Dec 2023")
MONTHS += ("Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024", "May 2024", "Jun 2024")
LONG = "Children and Learning, Adult Social Care, Stronger Communities, Domestic Abuse and Public Health"
QUARTERS = tuple(f"Q{number} {span}" for span in ("2022/23", "2023/24", "2024/25") for number in (1, 2, 3, 4))


def points(
    labels: tuple[str, ...], values: str, state: PointState = PointState.FINAL, unit: str = ""
) -> tuple[Point, ...]:
    """Return points from words such as `27 - 25.5`, where - is a missing value."""
    texts = values.split()
    return tuple(
        Point(
            label, None if text == "-" else Decimal(text), "not collected" if text == "-" else text + unit, state=state
        )
        for label, text in zip(labels, texts, strict=False)
    )


def actual(values: str, labels: tuple[str, ...] = MONTHS, name: str = "Anytown") -> Series:
    return Series(name, points(labels, values))


def level(name: str, value: str, role: SeriesRole = SeriesRole.TARGET, label: str = "Mar 2025") -> Series:
    return Series(name, points((label,), value), role)


def chart(kind: ChartKind, *series: Series, unit: str = "rate per 10,000 children", identifier: str = "chart") -> Chart:
    return Chart(identifier, (Text("A title"),), "A sentence.", kind, unit, series)


def a_trend(*series: Series, unit: str = "rate per 10,000 children") -> Chart:
    return chart(ChartKind.TREND, *series, unit=unit)


def tallies(names: tuple[str, ...], green: str, amber: str, red: str, unrated: str) -> Chart:
    counted = zip((Rag.GREEN, Rag.AMBER, Rag.RED, Rag.UNRATED), (green, amber, red, unrated), strict=True)
    series = (Series(rag.value, points(names, counts), SeriesRole.RATING, rag) for rag, counts in counted)
    return chart(ChartKind.OVERVIEW, *series, unit="measures")


PLAIN = a_trend(
    actual("104.0 103.1 102.2 101.5 100.2 100.9 98.3 98.0 97.1 96.6 97.4 96.8 96.1"), level("Target", "86.6")
)
CROWDED = a_trend(
    *(
        actual(" ".join(str(1234567890 + place * 3000000 + step) for step in range(13)), name=f"{LONG} {place}")
        for place in range(4)
    ),
    unit=LONG,
)
FORECAST = a_trend(
    Series(
        "Anytown", (*points(QUARTERS, "1204 1350 1398 1466"), *points(QUARTERS[4:], "1510 1570", PointState.FORECAST))
    ),
    Series("Target", points(QUARTERS[2:], "1450 1430 1400"), SeriesRole.TARGET),
    unit="households",
)
BARS = chart(
    ChartKind.COMPARATORS,
    actual("58.6", ("Q1 2024/25",)),
    level("Target", "54.7"),
    level(LONG, "55.2", SeriesRole.COMPARATOR, "2022/23"),
    level("England", "-", SeriesRole.COMPARATOR, "2022/23"),
    unit="%",
)
BELOW_ZERO = chart(
    ChartKind.COMPARATORS,
    actual("-3.54", ("Q1 2024/25",)),
    Series("", points(("Region", "England"), "1.2 -0.4"), SeriesRole.COMPARATOR),
)
OVERVIEW = tallies((LONG, "Growth", "Strategy"), "2 12 -", "4 1 -", "5 1 -", "0 1 -")
LARGE = tallies((LONG, "Growth", "Strategy"), "70 1 3", "30 1 0", "1 1 0", "1 1 0")
HARD = {
    "a plain trend": PLAIN,
    "four long names and huge values": CROWDED,
    "a forecast": FORECAST,
    "values below zero": a_trend(actual("-4.2 3.1 0 -1.5 - -2.2"), level("Target", "0"), unit="£ million"),
    "a single point": a_trend(actual("65.3", ("2023/24",)), level("Target", "67.2"), unit="%"),
    "nothing but gaps": a_trend(actual("- - - -")),
    "no series": a_trend(),
    "equal values": a_trend(actual("5 5 5 5"), level("Target", "5"), level("England", "5", SeriesRole.COMPARATOR)),
    "years as periods": a_trend(
        actual("1 2 3 4 5 6 7 8 9 10 11 12", tuple(f"{2000 + number}/{number + 1:02d}" for number in range(12)))
    ),
    "days as periods": a_trend(actual("1 2 3", ("30 Jun 2023", "30 Jun 2024", "Autumn term 2024/25"))),
    "bars": BARS,
    "bars below zero": BELOW_ZERO,
    "no bars": chart(ChartKind.COMPARATORS),
    "an overview": OVERVIEW,
    "an overview of large counts": LARGE,
    "an empty overview": tallies((), "", "", "", ""),
    "a word too long for any line": chart(ChartKind.COMPARATORS, actual("1", ("now",), name="Llanfair" * 12)),
}


def laid_out(one: Chart) -> Sheet:
    return LAYOUTS[one.kind](one, LOOK)


def texts(sheet: Sheet) -> list[str]:
    return [words.text for words in sheet.words]


def assert_readable(sheet: Sheet) -> None:
    for words in sheet.words:
        left, top, right, bottom = words.box
        assert left >= -0.01, words
        assert right <= WIDTH + 0.01, words
        assert top >= -0.01, words
        assert bottom <= sheet.height + 0.01, words
    for one, other in combinations(sheet.words, 2):
        assert not overlap(one.box, other.box), (one, other)


@pytest.mark.parametrize("name", HARD)
def test_no_words_overlap_and_none_leave_the_sheet(name: str) -> None:
    assert_readable(laid_out(HARD[name]))


@pytest.mark.parametrize("name", HARD)
def test_drawn_words_take_the_room_that_the_layout_gave_them(name: str) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text as Drawn

    sheet = laid_out(HARD[name])
    with painting() as painter:
        painter.paint(sheet)
        figure = painter._figure
        canvas = FigureCanvasAgg(figure)
        drawn = [one for one in figure.get_children() if isinstance(one, Drawn) and one.get_text()]
        boxes = [one.get_window_extent(canvas.get_renderer()) for one in drawn]
    assert len(boxes) == len(sheet.words)
    for words, box in zip(sheet.words, boxes, strict=True):
        pixels = 25.4 / 200
        assert box.width * pixels == pytest.approx(words.width, abs=0.45)
        assert box.x0 * pixels == pytest.approx(words.box[0], abs=0.45)


values = st.lists(st.one_of(st.none(), st.decimals(-(10**12), 10**12, places=2)), min_size=1, max_size=13)
names = st.text(st.characters(min_codepoint=32, max_codepoint=382, exclude_categories=["Cc", "Cf"]), max_size=90)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(names, values), min_size=1, max_size=4),
    st.lists(st.sampled_from(list(SeriesRole)[:3]), min_size=4, max_size=4),
    names,
)
def test_any_trend_is_readable(
    drawn: list[tuple[str, list[Decimal | None]]], roles: list[SeriesRole], unit: str
) -> None:
    series = tuple(
        Series(
            name,
            tuple(
                Point(label, value, "" if value is None else f"{value:,}")
                for label, value in zip(MONTHS, given, strict=False)
            ),
            role,
        )
        for (name, given), role in zip(drawn, roles, strict=False)
    )
    assert_readable(trend(a_trend(*series, unit=unit), LOOK))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=1))), min_size=1, max_size=8))
def test_any_comparison_is_readable(rows: list[tuple[str, Decimal | None]]) -> None:
    series = tuple(
        Series(name, (Point("2022/23", value, "[x]" if value is None else f"{value:,}"),), SeriesRole.COMPARATOR)
        for name, value in rows
    )
    assert_readable(comparators(chart(ChartKind.COMPARATORS, *series), LOOK))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(names, st.tuples(*[st.integers(0, 300)] * 4)), min_size=1, max_size=9, unique_by=lambda row: row[0]
    )
)
def test_any_overview_is_readable_and_says_every_count(rows: list[tuple[str, tuple[int, int, int, int]]]) -> None:
    counts = [" ".join(str(row[1][place]) for row in rows) for place in range(4)]
    sheet = overview(tallies(tuple(row[0] for row in rows), *counts), LOOK)
    assert_readable(sheet)
    said = re.findall(r"[●▲■○]\N{SIX-PER-EM SPACE}(\d+)", "|".join(texts(sheet)))
    assert sorted(said) == sorted(str(count) for _, row in rows for count in row if count)


# Scales


def test_an_axis_has_round_ticks_that_hold_every_value() -> None:
    scale = scale_of([Decimal("86.6"), Decimal("104.0"), Decimal("96.1")])
    assert tick_texts(scale) == ("85", "90", "95", "100", "105")


def test_an_axis_starts_at_zero_where_that_costs_no_more_than_half_of_it() -> None:
    assert scale_of([Decimal(27), Decimal(60)]).low == 0
    assert scale_of([Decimal(41), Decimal(60)]).low == 40


def test_an_axis_of_percentages_does_not_pass_a_hundred() -> None:
    assert tick_texts(scale_of([Decimal("97.2"), Decimal("99.7")]), "%") == ("97%", "98%", "99%", "100%")
    assert scale_of([Decimal("3.1"), Decimal("99.9")]).high == 100


def test_whole_values_get_whole_ticks() -> None:
    assert tick_texts(scale_of([Decimal(1), Decimal(3)])) == ("0", "1", "2", "3")


def test_a_negative_tick_has_a_true_minus_sign() -> None:
    assert tick_texts(scale_of([Decimal(-4), Decimal(4)]))[0] == "\N{MINUS SIGN}4"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15), max_size=9))
def test_an_axis_holds_its_values_between_its_ticks(given: list[Decimal]) -> None:
    scale = scale_of(given)
    assert all(scale.low <= value <= scale.high for value in given)
    assert 2 <= len(scale.ticks) <= 7
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high
    assert len(set(tick_texts(scale))) == len(scale.ticks)
    assert len({after - before for before, after in pairwise(scale.ticks)}) == 1


def test_an_axis_is_the_same_whatever_was_drawn_before() -> None:
    other = a_trend(actual("1 900000"))
    alone = draw(PLAIN, LOOK)
    assert (
        draw_all([a_trend(*other.series), Chart("mine", (), "", PLAIN.kind, PLAIN.unit, PLAIN.series)], LOOK, {})[
            "mine"
        ]
        == alone
    )


# Labels


def test_labels_that_fit_stay_where_they_want_to_be() -> None:
    assert nudged([10.0, 30.0, 50.0], [4.0, 4.0, 4.0], 0.0, 60.0) == (10.0, 30.0, 50.0)


def test_two_labels_for_one_place_move_apart_by_equal_ways() -> None:
    assert nudged([20.0, 20.0], [4.0, 4.0], 0.0, 60.0) == (18.0, 22.0)


def test_a_label_at_the_edge_pushes_its_neighbour_inwards() -> None:
    assert nudged([59.0, 60.0], [4.0, 4.0], 0.0, 60.0) == (54.0, 58.0)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 60), st.floats(1, 12)), min_size=1, max_size=5))
def test_labels_never_overlap_and_keep_their_order(wanted: list[tuple[float, float]]) -> None:
    places, sizes = [one[0] for one in wanted], [one[1] for one in wanted]
    centres = nudged(places, sizes, 0.0, 60.0)
    order = sorted(range(len(wanted)), key=lambda index: centres[index])
    for one, other in pairwise(order):
        assert centres[other] - centres[one] >= (sizes[one] + sizes[other]) / 2 - 1e-6
        assert places[one] <= places[other] + 1e-9
    assert all(
        centre - size / 2 >= -1e-6 and centre + size / 2 <= 60 + 1e-6
        for centre, size in zip(centres, sizes, strict=True)
    )


@settings(max_examples=100, deadline=None)
@given(names, st.floats(8, 60))
def test_wrapped_text_fits_its_width_and_loses_nothing(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line) <= width or len(line) == 1 for line in lines)


def test_words_are_as_wide_as_in_arial() -> None:
    # Arial's advance widths in 2048ths of the size: T 1251, a 1139, r 682, g 1139, e 1139, t 569
    assert measure("Target") == pytest.approx((1251 + 1139 + 682 + 1139 + 1139 + 569) / 2048 * SIZE * MM, abs=1e-6)


def test_months_are_named_each_with_its_year_once() -> None:
    words = period_words(MONTHS, [10.0 + 9 * index for index in range(13)], 0.0)
    assert [one.text for one in words] == [
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "2023",
        "2024",
    ]


def test_periods_without_room_are_thinned_and_the_last_is_named() -> None:
    labels = tuple(f"20{number}/{number + 1}" for number in range(12, 25))
    words = period_words(labels, [10.0 + 9 * index for index in range(13)], 0.0)
    assert [one.text for one in words] == ["2012/13", "2014/15", "2016/17", "2018/19", "2020/21", "2022/23", "2024/25"]


def test_a_period_that_one_series_adds_stands_after_its_predecessor() -> None:
    one = Series("a", points(("Q1", "Q3"), "1 2"))
    other = Series("b", points(("Q1", "Q2", "Q3", "Q4"), "1 2 3 4"))
    assert axis_labels((one, other)) == ("Q1", "Q2", "Q3", "Q4")


# Trends


def runs(sheet: Sheet, colour: str = LOOK.accent, dashed: bool = False) -> list[int]:
    """Return how many points each stretch of line in a colour joins."""
    lines = [
        mark for mark in sheet.marks if isinstance(mark, Line) and mark.colour == colour and bool(mark.dash) is dashed
    ]
    return [len(run) for line in lines for run in line.runs]


def test_the_first_and_the_last_value_are_printed_as_the_paper_prints_them() -> None:
    said = texts(trend(PLAIN, LOOK))
    assert "104.0" in said
    assert "Anytown 96.1" in said
    assert "Target 86.6" in said


def test_a_missing_value_is_a_gap_and_never_a_zero() -> None:
    sheet = trend(a_trend(actual("27 26 - 25 24 23")), LOOK)
    assert runs(sheet) == [2, 3]
    assert [len(mark.spots) for mark in sheet.marks if isinstance(mark, Dots)] == [5]


def test_a_value_between_two_gaps_still_has_its_mark() -> None:
    sheet = trend(a_trend(actual("27 - 26 - 25")), LOOK)
    assert runs(sheet) == []
    assert [len(mark.spots) for mark in sheet.marks if isinstance(mark, Dots)] == [3]


def test_a_target_of_one_value_is_a_dashed_level_line_over_all_periods() -> None:
    sheet = trend(PLAIN, LOOK)
    (line,) = [mark for mark in sheet.marks if isinstance(mark, Line) and mark.dash and mark.colour == INK]
    ((start, end),) = line.runs
    assert start[1] == end[1]
    marks = [spot[0] for mark in sheet.marks if isinstance(mark, Dots) for spot in mark.spots]
    assert start[0] < min(marks)
    assert end[0] > max(marks)


def test_a_target_of_several_values_goes_through_them() -> None:
    assert runs(trend(FORECAST, LOOK), INK, dashed=True) == [3]


def test_a_forecast_is_dashed_hollow_named_and_keyed() -> None:
    sheet = trend(FORECAST, LOOK)
    assert runs(sheet) == [4]
    assert 3 in runs(sheet, dashed=True)
    assert "Forecast" in texts(sheet)
    assert " ".join(texts(sheet)).find("(forecast)") > 0
    assert "1466" in texts(sheet)


def test_provisional_points_are_hollow_and_keyed() -> None:
    series = Series("Anytown", (*points(MONTHS, "27 26"), *points(MONTHS[2:], "25 24", PointState.PROVISIONAL)))
    sheet = trend(a_trend(series), LOOK)
    assert sorted((mark.hollow, len(mark.spots)) for mark in sheet.marks if isinstance(mark, Dots)) == [
        (False, 2),
        (True, 1),
        (True, 2),
    ]
    assert "Provisional" in texts(sheet)
    assert "Provisional" not in texts(trend(PLAIN, LOOK))


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    assert "Rate per 10,000 children (axis starts at 85)" in texts(trend(PLAIN, LOOK))
    assert texts(trend(a_trend(actual("1 5 9")), LOOK))[0] == "Rate per 10,000 children"


def test_lines_that_end_together_keep_their_names_apart_with_a_sample_of_each() -> None:
    sheet = trend(a_trend(actual("60 64", name="Girls"), actual("58 64", name="Boys")), LOOK)
    assert {"Girls 64", "Boys 64"} <= set(texts(sheet))
    for colour in CATEGORICAL[:2]:
        assert runs(sheet, colour) == [2, 2]


def test_a_trend_grows_where_long_names_need_the_room() -> None:
    assert trend(PLAIN, LOOK).height == 72.0
    assert trend(CROWDED, LOOK).height > 72.0


def test_no_figures_are_said_in_words() -> None:
    assert "No figures for these periods" in texts(trend(HARD["nothing but gaps"], LOOK))


# Comparisons and overviews


def bars(sheet: Sheet) -> list[Bar]:
    return [mark for mark in sheet.marks if isinstance(mark, Bar)]


def test_bars_start_at_zero_and_keep_the_values_proportion() -> None:
    ours, target, other = bars(comparators(BARS, LOOK))
    assert ours.box[0] == target.box[0] == other.box[0]
    lengths = [one.box[2] - one.box[0] for one in (ours, target, other)]
    assert lengths[1] / lengths[0] == pytest.approx(54.7 / 58.6)
    assert lengths[2] / lengths[0] == pytest.approx(55.2 / 58.6)


def test_negative_bars_go_left_of_zero() -> None:
    ours, region, england = bars(comparators(BELOW_ZERO, LOOK))
    assert ours.box[2] == region.box[0] == england.box[2]


def test_this_council_the_target_and_others_look_different() -> None:
    ours, target, other = bars(comparators(BARS, LOOK))
    assert (ours.colour, target.outlined, other.colour) == (LOOK.accent, True, OTHERS)


def test_a_comparator_shows_its_own_period_and_one_without_a_value_says_why() -> None:
    said = texts(comparators(BARS, LOOK))
    assert said.count("2022/23") == 2
    assert "not collected" in said


def test_a_segment_has_the_shape_and_count_of_its_rating_and_the_key_its_word() -> None:
    said = texts(overview(OVERVIEW, LOOK))
    assert {"Green", "Amber", "Red", "Not rated"} <= set(said)
    assert "●\N{SIX-PER-EM SPACE}12" in said
    assert "No figures" in said


def test_segments_have_the_proportion_of_their_counts_and_white_between() -> None:
    row = [bar for bar in bars(overview(OVERVIEW, LOOK)) if bar.box[3] - bar.box[1] > 6][:3]
    widths = [bar.box[2] - bar.box[0] + 0.5 for bar in row]
    assert widths[1] / widths[0] == pytest.approx(2)
    assert widths[2] / widths[0] == pytest.approx(2.5)
    assert all(after.box[0] - before.box[2] >= 0.5 - 1e-9 for before, after in pairwise(row))


def test_a_council_s_own_colours_are_used() -> None:
    look = Look(accent="#5B2C6F", green="#006400")
    assert bars(comparators(BARS, look))[0].colour == "#5B2C6F"
    assert "#006400" in {bar.colour for bar in bars(overview(OVERVIEW, look))}


# Colours


def test_neighbouring_lines_and_bars_keep_a_contrast_of_three_to_one() -> None:
    assert all(contrast(one, other) >= 3 for one, other in pairwise(CATEGORICAL[:4]))
    assert contrast(OTHERS, GROUND) >= 3
    assert contrast(OTHERS, LOOK.accent) >= 3
    assert all(contrast(colour, GROUND) >= 2.9 for colour in CATEGORICAL)


def test_words_keep_a_contrast_of_four_and_a_half_to_one() -> None:
    assert contrast(INK, GROUND) > 7
    assert contrast(QUIET, GROUND) > 7
    for rag in Rag:
        assert contrast(on(rag_colour(rag, LOOK)), rag_colour(rag, LOOK)) >= 4.5


# Drawings


@pytest.mark.parametrize("one", [PLAIN, BARS, OVERVIEW], ids=["trend", "comparators", "overview"])
def test_a_drawing_has_both_pictures_at_one_size(one: Chart) -> None:
    drawing = draw(one, LOOK)
    root = etree.fromstring(drawing.svg)
    assert drawing.width_mm == 166
    assert (root.get("width"), root.get("height")) == ("166mm", f"{drawing.height_mm:g}mm")
    with Image.open(io.BytesIO(drawing.png)) as image:
        assert image.mode == "P"
        assert image.width == pytest.approx(166 / 25.4 * 200, abs=1)
        assert image.height == pytest.approx(drawing.height_mm / 25.4 * 200, abs=1)
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        white = 255, 255, 255
        colours = {tuple(colour) for _, colour in image.convert("RGB").getcolors(256) or ()}
    assert white in colours
    assert tuple(bytes.fromhex(LOOK.accent[1:] if one is not OVERVIEW else LOOK.green[1:])) in colours


@pytest.mark.parametrize("one", [PLAIN, BARS, OVERVIEW], ids=["trend", "comparators", "overview"])
def test_the_svg_holds_its_words_as_text_and_nothing_that_could_clash_in_a_page(one: Chart) -> None:
    svg = draw(one, LOOK).svg.decode()
    root = etree.fromstring(svg.encode())
    assert ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")] == texts(laid_out(one))
    assert "Liberation Sans" in svg
    assert not re.search(r' id="|<style|<metadata|<!|<\?|atplotlib|xlink', svg)


def test_dollars_and_markup_in_words_are_words() -> None:
    series = actual("1 2 3", name='5 $x^2$ & <b> id="patch_1" 1.23456')
    root = etree.fromstring(draw(a_trend(series), LOOK).svg)
    said = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert '5 $x^2$ & <b> id="patch_1"' in said
    assert "1.23456 3" in said


def test_a_letter_that_the_typeface_lacks_is_no_failure() -> None:
    assert "東京" in draw(a_trend(actual("1 2", name="東京")), LOOK).svg.decode()


def test_the_same_chart_gives_the_same_bytes_in_another_process_whatever_the_machine_s_settings() -> None:
    code = (
        "import sys, matplotlib as m; m.rcParams.update({'font.family': 'serif', 'figure.autolayout': True, "
        "'svg.fonttype': 'path', 'text.hinting': 'auto'});sys.path.insert(0, 'tests'); import hashlib, test_charts as "
        "t;print(*(hashlib.sha256(p).hexdigest() for c in (t.PLAIN, t.BARS, t.OVERVIEW) for d in [t.draw(c, t.LOOK)] "
        "for p in (d.svg, d.png)))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=100
    ).stdout.split()
    drawn = [draw(one, LOOK) for one in (PLAIN, BARS, OVERVIEW)]
    assert other == [hashlib.sha256(data).hexdigest() for one in drawn for data in (one.svg, one.png)]


def test_a_drawing_made_before_is_used_again_without_matplotlib() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); from cabinetpaper.charts import draw_all, drawing_key; from "
        "cabinetpaper.paper import *;from cabinetpaper.settings import Look; c = Chart('a', (), '', ChartKind.TREND); "
        "d = Drawing(b'', b'', 1.0, 1.0);assert draw_all([c], Look(), {drawing_key(c, Look()): d}) == {'a': "
        "d};print([n for n in sys.modules if n.split('.')[0] in ('matplotlib', 'numpy', 'PIL')])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
        ).stdout.strip()
        == "[]"
    )


def test_the_key_changes_with_what_is_drawn_and_only_with_that() -> None:
    key = drawing_key(PLAIN, LOOK)
    again = Chart("another", (Text("Another title"),), "Another sentence.", PLAIN.kind, PLAIN.unit, PLAIN.series)
    assert drawing_key(again, Look(font="Verdana", logo="x.png")) == key
    others = [
        drawing_key(PLAIN, Look(accent="#5B2C6F")),
        drawing_key(a_trend(*PLAIN.series, unit="%"), LOOK),
        drawing_key(a_trend(*PLAIN.series[:1]), LOOK),
        drawing_key(a_trend(Series("Anytown", points(MONTHS, "104.0 103.1", PointState.PROVISIONAL))), LOOK),
        drawing_key(a_trend(Series("Anytown", points(MONTHS, "104.00 103.1"))), LOOK),
    ]
    assert len({key, *others}) == 6


def test_only_new_charts_are_drawn_and_a_read_picture_is_left_out() -> None:
    made = Drawing(b"svg", b"png", 166.0, 72.0)
    read = Chart("read", (), "A photograph.")
    drawings = draw_all(
        [PLAIN, read, chart(BARS.kind, *BARS.series, identifier="bars")], LOOK, {drawing_key(PLAIN, LOOK): made}
    )
    assert drawings["chart"] is made
    assert set(drawings) == {"chart", "bars"}
    with pytest.raises(ValueError, match="without its points"):
        draw(read, LOOK)


def test_two_charts_that_look_the_same_are_one_drawing() -> None:
    drawings = draw_all([PLAIN, chart(PLAIN.kind, *PLAIN.series, identifier="twin")], LOOK, {})
    assert drawings["twin"] is drawings["chart"]


def test_words_say_where_they_stand() -> None:
    assert Words(10.0, 5.0, "x", 4.0, "end").box[0] == 6.0
    assert Words(10.0, 5.0, "x", 4.0, "middle").box[2] == 12.0


def test_the_pictures_of_the_documentation_are_those_that_are_drawn_now() -> None:
    folder = Path(__file__).parent.parent / "docs" / "pictures"
    made = runpy.run_path(str(folder / "make.py"))
    for name, drawing in draw_all(made["charts"](), LOOK, {}).items():
        with Image.open(folder / f"{name}.png") as kept, Image.open(io.BytesIO(drawing.png)) as drawn:
            assert kept.size == drawn.size
            assert kept.convert("RGB").tobytes() == drawn.convert("RGB").tobytes(), (
                f"run docs/pictures/make.py: {name}.png is not as drawn now"
            )


def test_measures_below_each_other_stand_apart() -> None:
    pair = (actual("58.6", ("Q1 2024/25",)), level("Target", "54.7"))
    rows = bars(comparators(chart(ChartKind.COMPARATORS, *pair, *pair), LOOK))
    within, between = rows[1].box[1] - rows[0].box[3], rows[2].box[1] - rows[1].box[3]
    assert between > within * 1.3


# -- usual range


def process(*signals: Series) -> Chart:
    labels = [f"Q{number} 2031/32" for number in (1, 2, 3, 4)]
    points = tuple(
        Point(label, Decimal(text), text) for label, text in zip(labels, ("24", "26", "25", "33"), strict=True)
    )
    lines = (
        Series("Upper limit", (Point("Upper limit", Decimal("31.5"), "31.5"),), SeriesRole.LIMIT),
        Series("Mean", (Point("Mean", Decimal(26), "26"),), SeriesRole.MEAN),
        Series("Lower limit", (Point("Lower limit", Decimal("20.5"), "20.5"),), SeriesRole.LIMIT),
    )
    return Chart("p", (Text("P"),), "", ChartKind.PROCESS, "cases", (Series("Council", points), *lines, *signals))


@pytest.mark.parametrize(
    ("role", "shape", "word"),
    [
        (SeriesRole.IMPROVEMENT, "diamond", "Signal: better"),
        (SeriesRole.CONCERN, "square", "Signal: worse"),
        (SeriesRole.SIGNAL, "triangle", "Signal"),
    ],
)
def test_a_signal_has_a_shape_of_its_own_and_the_key_its_word(role: SeriesRole, shape: str, word: str) -> None:
    signal = Series("Beyond a limit", (Point("Q4 2031/32", Decimal(33), "33"),), role)
    sheet = LAYOUTS[ChartKind.PROCESS](process(signal), Look())
    shaped = [mark for mark in sheet.marks if isinstance(mark, Dots) and mark.shape == shape]
    assert len(shaped) == 2  # in the key and at its point
    assert word in [words.text for words in sheet.words]


def test_limits_and_mean_are_level_lines_named_with_their_values() -> None:
    sheet = LAYOUTS[ChartKind.PROCESS](process(), Look())
    assert {"Upper limit 31.5", "Mean 26", "Lower limit 20.5"} <= {words.text for words in sheet.words}
    dotted = [
        mark
        for mark in sheet.marks
        if isinstance(mark, Line) and mark.dash == (1.4, 1.6) and mark.runs[0][-1][0] - mark.runs[0][0][0] > 50
    ]
    assert len(dotted) == 2
    assert all(run[0][1] == run[-1][1] for mark in dotted for run in mark.runs)
