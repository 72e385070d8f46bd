"""Phrases that say which side of a metric is asked for, not which metric.

Longer phrases win, here and against the synonyms.
"""

ASPECTS: dict[str, str] = {
    "change": """
        growth, grow, growing, growth rate, increase, rise, rising, gain, jump, surge,
        climb, soar, improve, improvement, fall, falling, drop, decline, decrease, shrink,
        slump, plunge, slide, slid, change, up by, down by, how many more, how much more,
        how much less, how many fewer, how much higher, how much lower, year on year,
        year over year, yoy, how fast, up since, down since, faster, slower, double,
        triple, rebound, slowdown, contraction, reduction, reduce, cut, expand by
    """,
    "share": """
        what share, share of, what part, part of, what percentage, percentage of,
        percent of, per cent of, what percent, what per cent, proportion of,
        what proportion, what fraction, fraction of, market share, share, proportion,
        slice of, what portion, portion of
    """,
    "forecast": """
        forecast, estimate, analyst estimate, analysts estimate, analyst, expect,
        expectation, predict, prediction, project, projection, outlook, guidance,
        consensus, target, wall street, plan to, plans to, planning to, planned, prognosis, foresee, anticipate, hope,
        analysts want, wall street want, wall street expectation, analysts expect
    """,
    "attribution": """
        who said, who says, who say, who counted, who reported, who reports, who estimated,
        who estimates, who claims, who claimed, who published, who measured, who found,
        who announced, who gave, who put, who told, who calculated, who predicted,
        who forecast, who forecasts, who predicts, who expects, who wrote, who released,
        who states, who stated, who did the survey, who reckons, who thinks,
        who is behind, who provided, who provides, who came up with, who cited,
        source of, source for, sources for, source, sources, according to whom,
        according to who, whose figure, whose number, says who, said who, by whom,
        attributed to, which firm said, which company said, which agency said
    """,
}

# Which way a change that is asked for went. "Growth" may be negative.
DIRECTIONS: dict[str, str] = {
    "up": "increase, rise, rising, gain, jump, surge, climb, soar, double, triple, rebound",
    "down": """
        fall, falling, drop, decline, decrease, shrink, slump, plunge, slide, slid,
        contraction, reduction, reduce, cut, slowdown
    """,
}

# A label that has one of these measures a part of what the other words say.
PARTS = "share, proportion, percentage, portion, fraction"

# What stands between the two sides of a comparison.
VERSUS = """
    vs, versus, v, compared with, compared to, in comparison with, in comparison to,
    compare with, compare to, against, relative to, as opposed to, or
"""
# What announces two sides that "and" stands between.
BETWEEN = """
    compare, comparison of, comparison between, difference between, gap between
"""

# Words that want money for an answer ...
MONEY = """
    revenue, turnover, takings, profit, net income, earnings, income, loss, capex,
    capital expenditure, capital spending, cash flow, fcf, valuation, market cap,
    market capitalisation, market capitalization, dividend, buyback, repurchase, funding,
    gmv, investment, invest, spend, cost, price, subsidy, lending, loan, fine, debt, money,
    gdp, budget, financing, eps, proceeds, salary, wage, capital raise
"""
# ... and words that take it back: a margin is in percent.
NOT_MONEY = """
    margin, ratio, rate, jobs, projects, investors, users, customers, number of, gpus,
    subscribers, population, how many, share of, penetration, companies, countries
"""

# What is measured in pieces, tons or litres, and not in money.
BY_VOLUME = "by volume, in volume, in volume terms, volume of, by weight, tonnage, in tons, in tonnes"

# Verbs and nouns that a figure in money bears out by itself, more or less.
SPENDING = "spend, spent, spending, cost, costs, worth, pay, paid for"

# A figure per day, year or share is meant only by who says so.
RATES: dict[str, str] = {
    "day": "a day, per day, daily, every day, each day, day",
    "week": "a week, per week, weekly, every week, week",
    "month": "a month, per month, monthly, every month, each month, month",
    "year": """
        a year, per year, annual, annually, yearly, every year, capacity, each year,
        make a year, produce a year, manufacture a year, yearly output
    """,
    "hour": "an hour, per hour, hourly, hour",
    "second": "a second, per second, second",
    "share": "per share, eps, dividend, a share, earnings, earnings per share",
}

# A figure that has one of these, and was not asked for it, is about a part only.
NARROWING = """
    rural, urban, mobile, female, male, overseas, international, domestic, net, gross,
    operating, adjusted, excluding, cloud, advertising, services, iphone, ipad, mac, ios,
    android, enterprise, consumer, poor, paid, free, offline, student, voice,
    additional, extra, largest, premium, gaming, export, import, daily, quarterly,
    average, median, cumulative, extreme, record, previous, relative, macos, capacity, ceiling, threshold
"""

# Words near a number by which a sentence says that it is not a fact yet.
EXPECTING = """
    forecast, estimate, estimated, expect, expected, expectation, predict, predicted,
    project, projected, consensus, target, guidance, outlook, anticipate, plan, planned,
    will, would, could, want, aim, hope, intend
"""

# Verbs of coming and going, and who comes and goes: "how many users did it add" wants a change.
ADDING = "add added addition additions gain gained join joined lose lost new"
JOINING = "user subscriber customer member subscription client account netizen"

# "Who has the largest share" asks for an owner and not for a source.
OWNING = """
    is are was has have had leads led lead owns own holds held makes made make sells sold sell
    ships shipped ship wins won uses used use buys bought pays paid gets got
"""

# Who expects a figure: those who watch a company, or the company itself.
OUTSIDERS = (
    "analyst analysts consensus broker brokers economist economists wall lseg factset"
)
INSIDERS = "guidance outlook own target plan plans aims"

# What a figure was before: the one that an article compares its news with.
EARLIER = "previous previously earlier former formerly prior initial initially"

# Words of names that are words all the same: "health data" is not of Meridon Health.
ORDINARY = """
    health media mobile bank cloud energy auto research figures data network networks
    software digital online global capital games gaming power solar tech ring notes services
    phones chips booking bookings security food foods travel music video
"""

# Words of a label that make it one of a change.
CHANGING = "growth increase decrease rise fall decline drop gain"
