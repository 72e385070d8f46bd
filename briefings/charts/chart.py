"""A trend as a picture: bars from zero or a line, over real dates, with its source.

Bars are for what adds up over a period (revenue of a quarter), lines for what is counted
or measured at a moment. What is expected is hollow; where an older article says another
value, a ring stands there and the source line says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from briefings.charts.axes import (
    Dates,
    Values,
    middle,
    period_label,
    unit_label,
    value_label,
    values_axis,
)
from briefings.charts.letters import fitted, in_lines, width
from briefings.charts.paint import (
    PALETTES,
    Palette,
    Style,
    Theme,
    clean,
    element,
    picture,
    words,
)
from briefings.charts.points import Point, Trend
from briefings.models import Figure

WIDTH, HEIGHT = 1280, 720

_LEFT, _RIGHT = 72, 1208
_BOTTOM = 560
_TITLE, _SMALL, _LABEL, _AXIS = 42, 24, 25, 22
_SOURCE = 20
_TITLE_TOP = 92
_WIDEST_BAR, _THINNEST_BAR = 92.0, 26.0
_BAR_SHARE = 0.62  # of the room between two bars
_MEASURED = frozenset(("%", "percentage points", "x", "°C", "°F"))
_GAP = 14
_NEARLY = 1.2
_CROWDED = 10  # points; of more than these only some are labelled
_STEEP = 24.0  # pixels from point to point
_STEP_ASIDE = 0.45  # of half a label


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Everything a part of the picture needs to know."""

    trend: Trend
    colours: Palette
    values: Values
    dates: Dates
    bar: float
    """Width of a bar; zero where there is a line."""

    @property
    def points(self) -> tuple[Point, ...]:
        return self.trend.points

    def x(self, point: Point) -> float:
        return self.dates.at(middle(point.period))

    def y(self, point: Point) -> float:
        return self.values.at(point.value)


def draw(trend: Trend, theme: Theme = Theme.LIGHT) -> str:
    """Return the SVG of a trend with at least one point, 1280 x 720.

    Text is in the families `paint.LATIN` and `paint.WIDE`; nothing else is referred to.
    """
    colours = PALETTES[theme]
    title = in_lines(
        _title(trend.asked.figure), _TITLE, _RIGHT - _LEFT, lines=2, bold=True
    )
    top = _TITLE_TOP + (len(title) - 1) * _TITLE * 1.15 + 118
    canvas = _canvas(trend, colours, top)
    parts = [
        *_heading(title, canvas),
        *_grid(canvas),
        *(_bars(canvas) if canvas.bar else _line(canvas)),
        *_rings(canvas),
        *_labels(canvas),
        *_foot(canvas),
    ]
    return picture(WIDTH, HEIGHT, colours.ground, parts)


def _title(figure: Figure) -> str:
    text = clean(figure.metric) or "figure"
    return text[0].upper() + text[1:]


def _canvas(trend: Trend, colours: Palette, top: float) -> _Canvas:
    points = trend.points
    shown = [point.value for point in points]
    shown += [o.figure.quantity.value for point in points for o in point.older]
    measured = trend.unit in _MEASURED or all(
        point.period.start == point.period.last for point in points
    )
    middles = [middle(point.period) for point in points]
    as_bars = 0.0 if measured else _bar_width(middles)
    values = values_axis(shown, top, _BOTTOM, from_zero=bool(as_bars))
    ticks = (value_label(tick, trend.unit) for tick in values.ticks)
    left = _LEFT + max(width(tick, _AXIS) for tick in ticks) + 24
    edge = max(as_bars / 2 + 12, 46)
    dates = Dates(int(min(middles)), int(max(middles)) + 1, left + edge, _RIGHT - edge)
    return _Canvas(trend, colours, values, dates, as_bars)


def _bar_width(middles: Sequence[float]) -> float:
    """How wide bars may be at their dates; zero where they would be too thin."""
    if len(middles) < 2:  # noqa: PLR2004 -- one bar has no neighbour
        return _WIDEST_BAR
    span = middles[-1] - middles[0]
    closest = min(two - one for one, two in pairwise(middles))
    room = (_RIGHT - _LEFT - 180) * closest / span if span else _WIDEST_BAR
    bar = min(room * _BAR_SHARE, _WIDEST_BAR)
    return bar if bar >= _THINNEST_BAR else 0.0


def _heading(title: Sequence[str], canvas: _Canvas) -> Iterator[str]:
    colours = canvas.colours
    y = float(_TITLE_TOP)
    for line in title:
        yield words(line, _LEFT, y, Style(_TITLE, colours.ink, bold=True))
        y += _TITLE * 1.15
    below = fitted(_subtitle(canvas), _SMALL, _RIGHT - _LEFT)
    yield words(below, _LEFT, y - 4, Style(_SMALL, colours.muted))


def _subtitle(canvas: _Canvas) -> str:
    figure = canvas.trend.asked.figure
    who = [one for one in (figure.entity, figure.place) if one]
    unit = unit_label(canvas.trend.unit)
    expected = any(point.expected for point in canvas.points)
    said = [*dict.fromkeys(who), unit, "hollow: expected" if expected else ""]
    return " · ".join(clean(one) for one in said if one)


def _grid(canvas: _Canvas) -> Iterator[str]:
    colours, values = canvas.colours, canvas.values
    style = Style(_AXIS, colours.muted)
    for tick in values.ticks:
        y = values.at(tick)
        heavy = tick == 0 or (tick == values.low and not canvas.bar)
        yield element(
            "rect",
            x=_LEFT,
            y=y - (1 if heavy else 0.5),
            width=_RIGHT - _LEFT,
            height=2 if heavy else 1,
            fill=colours.axis if heavy else colours.grid,
        )
        yield words(value_label(tick, canvas.trend.unit), _LEFT, y - 7, style)
    for _, x in canvas.dates.years():
        yield element(
            "rect", x=x - 0.5, y=values.bottom, width=1, height=9, fill=colours.axis
        )


def _bars(canvas: _Canvas) -> Iterator[str]:
    colours, zero = canvas.colours, canvas.values.at(canvas.values.ticks[0] * 0)
    stated = [point for point in canvas.points if not point.expected]
    latest = stated[-1] if stated else None
    for point in canvas.points:
        y = canvas.y(point)
        shape = {
            "x": canvas.x(point) - canvas.bar / 2,
            "y": min(y, zero),
            "width": canvas.bar,
            "height": max(abs(zero - y), 2),
            "rx": 4,
        }
        colour = colours.accent if point is latest else colours.soft
        yield (
            _hollow_bar(shape, colours)
            if point.expected
            else element("rect", **shape, fill=colour)
        )


def _hollow_bar(shape: dict[str, float], colours: Palette) -> str:
    return element(
        "rect",
        **shape,
        fill=colours.ground,
        stroke=colours.accent,
        stroke_width=3,
        stroke_dasharray="9 7",
    )


def _line(canvas: _Canvas) -> Iterator[str]:
    colours = canvas.colours
    places = [(canvas.x(point), canvas.y(point)) for point in canvas.points]
    yield _area(places, canvas)
    pairs = zip(canvas.points[1:], places, places[1:], strict=False)
    for point, (x1, y1), (x2, y2) in pairs:
        yield element(
            "line",
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            stroke=colours.accent,
            stroke_width=5,
            stroke_linecap="round",
            stroke_dasharray="2 11" if point.expected else "none",
        )
    crowded = len(places) > _CROWDED
    for point, (x, y) in zip(canvas.points, places, strict=True):
        fill = colours.ground if point.expected else colours.accent
        yield element(
            "circle",
            cx=x,
            cy=y,
            r=4 if crowded else 9,
            fill=fill,
            stroke=colours.accent,
            stroke_width=4,
        )


def _area(places: Sequence[tuple[float, float]], canvas: _Canvas) -> str:
    """A tint under the line, down to the axis."""
    bottom = canvas.values.bottom
    outline = [(places[0][0], bottom), *places, (places[-1][0], bottom)]
    return element(
        "polygon",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in outline),
        fill=canvas.colours.accent,
        fill_opacity=0.10,
    )


def _rings(canvas: _Canvas) -> Iterator[str]:
    """What older articles said of the same period."""
    for point in canvas.points:
        for other in point.older:
            yield element(
                "circle",
                cx=canvas.x(point),
                cy=canvas.values.at(other.figure.quantity.value),
                r=9,
                fill=canvas.colours.ground,
                stroke=canvas.colours.doubt,
                stroke_width=4,
            )


def _labels(canvas: _Canvas) -> Iterator[str]:
    """Values above their points, periods below the axis, as far as there is room."""
    colours, unit = canvas.colours, canvas.trend.unit
    texts = [
        value_label(point.value, unit, point.figure.quantity.bound)
        for point in canvas.points
    ]
    style = Style(_LABEL, colours.ink, bold=True)
    for at in _with_room(canvas, texts, style, _telling(canvas.points)):
        half = width(texts[at], style.size, bold=True) / 2
        x = _inside(canvas.x(canvas.points[at]) + _aside(canvas, at) * half, half)
        y = _above(canvas, at)
        yield words(texts[at], x, y, style, anchor="middle", halo=colours.ground)
    dates = [period_label(point.period) for point in canvas.points]
    style = Style(_AXIS, colours.muted)
    for at in _evenly(canvas, dates, style):
        half = width(dates[at], style.size) / 2
        x = _inside(canvas.x(canvas.points[at]), half)
        yield words(dates[at], x, _BOTTOM + 38, style, anchor="middle")


def _inside(x: float, half: float) -> float:
    return min(max(x, _LEFT + half), _RIGHT - half)


def _telling(points: Sequence[Point]) -> list[int]:
    """Which values to write, the most wanted first; of many only the outer ones."""
    last = len(points) - 1
    by_value = sorted(range(len(points)), key=lambda at: points[at].value)
    order = [last, 0, by_value[-1], by_value[0]]
    if last < _CROWDED:
        order += range(last - 1, 0, -1)
    return list(dict.fromkeys(order))


def _aside(canvas: _Canvas, at: int) -> float:
    """How far a label steps aside, so that a line that climbs does not cross it."""
    if canvas.bar:
        return 0.0
    ys = [canvas.y(point) for point in canvas.points]
    climbs = at + 1 < len(ys) and ys[at] - ys[at + 1] > _STEEP
    fell = at > 0 and ys[at] - ys[at - 1] > _STEEP
    return (fell - climbs) * _STEP_ASIDE


def _above(canvas: _Canvas, at: int) -> float:
    """Where the label of a value stands: over it, and over the ring of an older one."""
    point = canvas.points[at]
    ys = [canvas.values.at(other.figure.quantity.value) for other in point.older]
    own = canvas.y(point)
    if canvas.bar and point.value < 0:
        return own + _LABEL + 6
    near = [y for y in ys if own - 50 < y <= own]
    return min([own, *near]) - (_GAP if canvas.bar and not near else _GAP + 8)


def _with_room(
    canvas: _Canvas, texts: Sequence[str], style: Style, order: Sequence[int]
) -> list[int]:
    """Which labels have room beside each other, taken in an order."""
    taken: list[tuple[float, float]] = []
    kept = []
    for at in order:
        half = width(texts[at], style.size, bold=style.bold) / 2 + 7
        x = canvas.x(canvas.points[at])
        if all(x + half <= left or x - half >= right for left, right in taken):
            taken.append((x - half, x + half))
            kept.append(at)
    return kept


def _evenly(canvas: _Canvas, texts: Sequence[str], style: Style) -> list[int]:
    """Every label, or every second, and so on, counted from the last."""
    last = len(texts) - 1
    steps = (list(range(last, -1, -step)) for step in range(1, last + 2))
    fit = (one for one in steps if _with_room(canvas, texts, style, one) == one)
    # Where dates lie unevenly the first that fits may be poor: then any that fit.
    even = next(fit)
    loose = _with_room(canvas, texts, style, [last, 0, *range(last - 1, 0, -1)])
    return even if len(even) * _NEARLY >= len(loose) else loose


def _foot(canvas: _Canvas) -> Iterator[str]:
    colours = canvas.colours
    y = HEIGHT - 36.0
    yield words(
        "Tally", _RIGHT, y, Style(_SOURCE, colours.muted, bold=True), anchor="end"
    )
    style = Style(_SOURCE, colours.muted)
    room = _RIGHT - _LEFT - 90
    lines = in_lines(_source(canvas.points), _SOURCE, room, lines=2)
    for number, line in enumerate(reversed(lines)):
        yield words(line, _LEFT, y - number * 27, style)
    if doubts := _doubts(canvas.points, canvas.trend.unit):
        above = y - len(lines) * 27
        yield element(
            "circle",
            cx=_LEFT + 7,
            cy=above - 7,
            r=6,
            fill="none",
            stroke=colours.doubt,
            stroke_width=3,
        )
        said = fitted(doubts, _SOURCE, room - 22)
        yield words(said, _LEFT + 24, above, Style(_SOURCE, colours.doubt))


def _source(points: Iterable[Point]) -> str:
    """Who said it, and in which articles it stands."""
    found = [point.candidate for point in points]
    speakers = dict.fromkeys(
        clean(one.figure.attribution) for one in found if one.figure.attribution
    )
    titles = {clean(one.title): one.published for one in reversed(found)}
    articles = [
        f"“{title}”{f' ({_day(published)})' if published else ''}"
        for title, published in titles.items()
    ]
    said = [", ".join(speakers), *articles[:2]]
    if len(articles) > 2:  # noqa: PLR2004 -- two titles fill the line
        said.append(f"{len(articles) - 2} more")
    return "Source: " + ", ".join(one for one in said if one)


def _doubts(points: Iterable[Point], unit: str | None) -> str:
    said = [
        f"“{fitted(clean(other.title), _SOURCE, 420)}” said "
        f"{value_label(other.figure.quantity.value, unit)} for {period_label(point.period)}"
        for point in points
        for other in point.older
    ]
    return "; ".join(said)


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
