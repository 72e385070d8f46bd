"""A trend: the caption of its picture, and what is said when there is none."""

from collections.abc import Sequence

from briefings.charts.paint import Theme
from briefings.charts.points import ENOUGH, Point, Trend
from briefings.charts.sparks import sparkline
from briefings.digests.render import period_text, value_text
from handlers.context import Buttons
from handlers.replies.comparing import worked_out
from handlers.replies.figures import origin
from handlers.replies.markup import counted, cut, escaped, fitting

HOW_TO_TREND = (
    "The trend of what? Write it behind the command, like\n"
    "/trend fernhill car deliveries"
)
TREND_EXAMPLES: Buttons = (
    (("fernhill car deliveries", "trend-of:fernhill car deliveries"),),
)
_MOST_LISTED = 8
_LONGEST_CAPTION = 1_000  # Telegram takes 1,024
_LONGEST_ROW = 40
_NO_PICTURE = "The picture could not be drawn just now; here are its values."


def trend_caption(trend: Trend, *, undrawn: bool = False) -> str:
    """Return what stands under the picture of a trend, at most 1,024 characters."""
    points = trend.points
    head = [f"<b>{_title(trend)}</b>", _row(points)]
    head += [f"<i>{_NO_PICTURE}</i>"] if undrawn else []
    stated = [point.figure for point in points if not point.expected]
    if len(stated) > 1:
        followed = worked_out(stated[-1], stated[0])
        head.append(f"<i>🧮 Derived: {escaped(cut(followed, 200))}</i>")
    listed = [_line(point) for point in reversed(points[-_MOST_LISTED:])]
    return fitting([*head, *listed], most=_LONGEST_CAPTION)


def _title(trend: Trend) -> str:
    figure = trend.asked.figure
    parts = dict.fromkeys((figure.metric, figure.entity, figure.place))
    return escaped(cut(" · ".join(part for part in parts if part), 120))


def _row(points: Sequence[Point]) -> str:
    shown = points[-_LONGEST_ROW:]
    spark = sparkline([point.value for point in shown])
    first, last = period_text(shown[0].period), period_text(shown[-1].period)
    return f"<code>{spark}</code>  {escaped(f'{first} to {last}')}"


def too_few(trend: Trend) -> str:
    """Say that there is nothing to draw, and show what there is."""
    found = counted(len(trend.points), "comparable value", "comparable values")
    lines = [f"<b>{_title(trend)}</b>"]
    lines.append(f"I know {found} of it; a trend needs {ENOUGH}.")
    lines += [_line(point) for point in trend.points]
    titles = dict.fromkeys(origin(point.candidate) for point in trend.points)
    return fitting([*lines, *titles])


def trend_buttons(trend: Trend, theme: Theme, *, themes: bool = True) -> Buttons:
    """Lead to the other theme, and on."""
    id_ = trend.asked.id
    other = Theme.DARK if theme is Theme.LIGHT else Theme.LIGHT
    label = "🌙 Dark" if other is Theme.DARK else "☀️ Light"
    row = [(label, f"trend:{id_}:{other}")] if themes else []
    return [[*row, ("📄 Source", f"source:{id_}"), ("🔔 Watch", f"watch:{id_}")]]


def _line(point: Point) -> str:
    value = escaped(cut(value_text(point.figure.quantity), 60))
    expected = ", expected" if point.expected else ""
    said = f"{escaped(period_text(point.period))}: <b>{value}</b>{expected}"
    for other in point.older[:1]:
        said += f" — “{escaped(cut(other.title, 40))}” says "
        said += escaped(cut(value_text(other.figure.quantity), 40))
    return said
