"""The picture: valid, self-contained, and in the order of time."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.painting import fonts
from bot.rendering import png
from briefings.charts.axes import values_axis
from briefings.charts.chart import draw
from briefings.charts.letters import fitted, in_lines, width
from briefings.charts.paint import Theme
from briefings.charts.points import trend_of
from briefings.charts.sparks import sparkline
from briefings.models import Kind
from tests.charted import day, quarter, stated, year

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>&\"'\x00\x1b\u202e\ud800\ufffe]]>"

names = st.text(max_size=120)
amounts = st.decimals(
    min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False
)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own drawing


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in parsed(svg).iter(f"{SVG}text")]


def three(**how) -> list:
    return [stated(n * 10, year(2017 + n), **how) for n in (1, 2, 3)]


@given(names, names, names, names)
def test_whatever_the_words_the_picture_is_valid_and_refers_to_nothing(
    metric, entity, title, attribution
):
    line = three(
        metric=metric, entity=entity, title=title, attribution=attribution, unit="%"
    )

    svg = draw(trend_of(line[0], line))

    tags = {node.tag.removeprefix(SVG) for node in parsed(svg).iter()}
    assert tags <= {"svg", "rect", "text", "circle", "line", "polygon"}
    assert "href" not in re.sub(r">[^<]*<", "><", svg)
    assert "url(" not in re.sub(r">[^<]*<", "><", svg)


@given(st.lists(st.tuples(days, amounts), min_size=1, max_size=40))
def test_points_stand_from_left_to_right_in_the_order_of_time(said):
    line = [stated(value, day(on), unit="people") for on, value in said]

    trend = trend_of(line[0], line)
    nodes = parsed(draw(trend)).iter(f"{SVG}circle")
    dots = [float(node.get("cx", "")) for node in nodes][: len(trend.points)]

    assert len(dots) == len({on for on, _ in said})
    assert dots == sorted(dots)
    assert all(0 < dot < 1280 for dot in dots)


@given(st.lists(amounts, min_size=1, max_size=30), st.booleans())
def test_the_axis_has_every_value_and_few_round_ticks(values, from_zero):
    axis = values_axis(values, 100, 500, from_zero=from_zero)

    assert all(axis.low <= value <= axis.high for value in values)
    assert all(100 - 1e-6 <= axis.at(value) <= 500 + 1e-6 for value in values)
    assert 2 <= len(axis.ticks) <= 9
    if from_zero:
        assert axis.low <= 0 <= axis.high


@given(names, st.floats(min_value=20, max_value=900))
def test_text_that_is_cut_fits(text, room):
    assert width(fitted(text, 20, room), 20) <= max(room, width("…", 20))
    assert len(in_lines(text, 20, room, lines=2)) <= 2


@given(st.lists(amounts, max_size=40))
def test_a_sparkline_has_a_bar_for_each_value(values):
    assert len(sparkline(values)) == len(values)


def test_hostile_words_are_only_words():
    line = three(metric=HOSTILE, entity=HOSTILE, title=HOSTILE)

    svg = draw(trend_of(line[0], line))

    assert "<script" not in svg
    assert any("alert(1)" in text for text in texts(svg))


def test_the_source_and_its_date_stand_in_the_picture():
    line = three()

    said = " ".join(texts(draw(trend_of(line[0], line))))

    assert "Source: the kite office, “Kites today” (4 Feb 2021)" in said


def test_bars_begin_at_zero():
    line = [stated(value, quarter(2020, n)) for n, value in ((1, 90), (2, 95), (3, 99))]

    bars = [
        node
        for node in parsed(draw(trend_of(line[0], line))).iter(f"{SVG}rect")
        if node.get("rx")
    ]
    heights = [float(node.get("height", "")) for node in bars]

    assert len(heights) == 3
    assert heights[0] / heights[2] == pytest.approx(90 / 99, abs=0.01)


def test_what_is_expected_is_hollow_and_the_picture_says_so():
    line = [*three(), stated(40, year(2021), kind=Kind.FORECAST)]

    svg = draw(trend_of(line[0], line))

    assert "stroke-dasharray" in svg
    assert any("hollow: expected" in text for text in texts(svg))


def test_a_disagreement_is_a_ring_and_a_sentence():
    line = three(unit="%")
    older = stated(
        25, year(2019), unit="%", title="An older count", published=date(2020, 1, 1)
    )

    said = " ".join(texts(draw(trend_of(line[0], [*line, older]))))

    assert "“An older count” said 25% for 2019" in said


def test_chinese_is_set_in_a_font_that_has_it():
    line = three(metric="风筝销售额", entity="阿里")

    nodes = list(parsed(draw(trend_of(line[0], line))).iter(f"{SVG}text"))
    wide = [node for node in nodes if node.get("font-family") == "Noto Sans CJK JP"]

    assert "".join(node.text or "" for node in wide) == "风筝销售额阿里"


@pytest.mark.parametrize("theme", list(Theme))
def test_a_picture_is_drawn_with_the_fonts_we_bring(theme):
    line = three(metric="风筝 kites")

    drawn = png(draw(trend_of(line[0], line), theme), fonts())

    assert drawn.startswith(b"\x89PNG")
    assert drawn[16:24] == (1280).to_bytes(4) + (720).to_bytes(4)


def test_labels_stay_inside_the_picture():
    first = date(2020, 3, 31)
    line = [
        stated(10**9 + n, day(first + timedelta(days=30 * n)), unit="people")
        for n in range(14)
    ]

    for node in parsed(draw(trend_of(line[0], line))).iter(f"{SVG}text"):
        size, bold = float(node.get("font-size", "")), node.get("font-weight") == "700"
        half = width(node.text or "", size, bold=bold) / 2
        if node.get("text-anchor") == "middle":
            assert half <= float(node.get("x", "")) <= 1280 - half


def test_the_largest_and_smallest_of_decimals_do_no_harm():
    line = [
        stated(value, year(2018 + n))
        for n, value in enumerate((Decimal("1E+300"), Decimal("1E-300"), Decimal(0)))
    ]

    assert parsed(draw(trend_of(line[0], line))) is not None
