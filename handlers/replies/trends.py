"""A trend: the caption of its picture, and what is said when there is none."""

from briefings.charts.paint import Theme
from briefings.charts.points import ENOUGH, Point, Trend
from briefings.charts.sparks import sparkline
from briefings.digests.render import period_text, value_text
from handlers.context import Buttons
from handlers.replies.comparing import worked_out
from handlers.replies.figures import about, origin
from handlers.replies.markup import counted, cut, escaped

HOW_TO_TREND = (
    "The trend of what? Write it behind the command, like\n"
    "/trend fernhill car deliveries"
)
TREND_EXAMPLES: Buttons = (
    (("fernhill car deliveries", "trend-of:fernhill car deliveries"),),
)
_MOST_LISTED = 8
_NO_PICTURE = "The picture could not be drawn just now; here are its values."


def trend_caption(trend: Trend, *, undrawn: bool = False) -> str:
    """Return what stands under the picture of a trend, at most 1,024 characters."""
    points = trend.points
    spark = sparkline([point.value for point in points])
    first, last = points[0], points[-1]
    span = f"{period_text(first.period)} to {period_text(last.period)}"
    lines = [f"<b>{cut(about(trend.asked.figure), 160)}</b>"]
    lines += [f"<code>{spark}</code>  {escaped(span)}"]
    lines += [f"<i>{_NO_PICTURE}</i>"] if undrawn else []
    lines += [_line(point) for point in points[-_MOST_LISTED:]]
    stated = [point.figure for point in points if not point.expected]
    if len(stated) > 1:
        followed = worked_out(stated[-1], stated[0])
        lines += [f"<i>Worked out: {escaped(cut(followed, 200))}</i>"]
    return "\n".join(lines)


def too_few(trend: Trend) -> str:
    """Say that there is nothing to draw, and show what there is."""
    found = counted(len(trend.points), "comparable value", "comparable values")
    lines = [f"<b>{about(trend.asked.figure)}</b>"]
    lines.append(f"I know {found} of it; a trend needs {ENOUGH}.")
    lines += [_line(point) for point in trend.points]
    titles = dict.fromkeys(origin(point.candidate) for point in trend.points)
    return "\n".join([*lines, *titles])


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
