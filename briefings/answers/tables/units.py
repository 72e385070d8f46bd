"""Words that wish for a unit.

A wish is a unit as models.Quantity has them, or a class of units: `count`, `money`,
`time`, `length`.
"""

WISHES: dict[str, str] = {
    "USD": "in dollars, in us dollars, in usd, dollars, usd, us dollars, dollar, bucks",
    "CNY": "in yuan, yuan, rmb, renminbi, cny",
    "EUR": "in euros, euros, euro, eur",
    "GBP": "in pounds, pounds, gbp, sterling, quid",
    "INR": "in rupees, rupees, rupee, inr, crore, lakh",
    "JPY": "in yen, yen, jpy",
    "KRW": "in won, korean won, krw",
    "TWD": "taiwan dollars, new taiwan dollars, twd",
    "HKD": "hong kong dollars, hkd",
    "percentage points": "percentage points, how many points, points, pp",
    "%": """
        percent, per cent, percentage, in percent, in per cent, what percentage,
        what percent, percentage of, percent of, per cent of, what share, what part,
        what proportion, what fraction, what portion, pct, penetration rate
    """,
    "m2": "sq m, sqm, square meters, square metres, m2",
    "W": "watts, megawatts, gigawatts, kilowatts, mw, gw, kw",
    "Wh": "watt hours, kilowatt hours, megawatt hours, gigawatt hours, kwh, mwh, gwh",
    "B": "bytes, gigabytes, terabytes, petabytes, exabytes, gb, tb, pb, eb",
    "length": "how far, kilometers, kilometres, km, miles, meters, metres",
    "time": """
        how long, minutes, hours, days, weeks, how quickly, how many minutes, how many hours,
        how many days, how many weeks, number of days
    """,
    "BTC": "bitcoin, bitcoins",
    "MP": "megapixels, megapixel",
    "nits": "nits",
    "mAh": "mah",
    "count": "how many, number of, in units",
    "money": "how much money, value, how expensive, how much is, how much are",
    "x": "how many times",
}

# What a reader calls what is wished for, where it is not called so already.
UNIT_NAMES: dict[str, str] = {
    "USD": "US dollars",
    "CNY": "yuan",
    "EUR": "euros",
    "GBP": "pounds",
    "INR": "rupees",
    "JPY": "yen",
    "KRW": "won",
    "TWD": "Taiwan dollars",
    "HKD": "Hong Kong dollars",
    "%": "percent",
    "m2": "square metres",
    "W": "watts",
    "Wh": "watt hours",
    "B": "bytes",
    "length": "lengths",
    "time": "times",
    "count": "numbers",
    "x": "multiples",
}

# Currencies of several countries, where the text does not say which one it means.
MONEY_NOUNS = frozenset(
    {"pesos", "dollars", "pounds", "rupees", "crowns", "kronor", "kroner", "francs"}
    | {"dinars", "dirhams", "rials", "riyals", "shillings", "reais", "lira", "marks"}
)

TIME = frozenset(
    {"min", "h", "s", "ms", "hours", "minutes", "seconds", "days", "weeks", "months"}
)
LENGTH = frozenset({"km", "m", "cm", "mm", "nm", "mi", "miles", "ft", "in", "inches"})
PHYSICAL = frozenset(
    {"m2", "km2", "ha", "W", "Wh", "B", "b", "bit", "bit/s", "B/s", "g", "kg", "t", "l"}
    | {"V", "A", "Hz", "J", "Pa", "K", "\u00b0C", "\u00b0F", "m3", "mAh", "nits", "px"}
)

# Metrics whose figures come in certain units: a figure in another is hardly it.
EXPECTED: dict[str, str] = {
    "length": "range, distance, length, coastline",
    "time": "charging time, duration, latency",
    "capacity": "capacity",
    "m2": "floor area, area, floor space",
    "%": "penetration, penetration rate, coverage, availability rate, margin, gross margin, rate",
    "count": """
        users, subscribers, subscriptions, employees, jobs, people, netizens,
        internet users, customers, buyers, shipments, deliveries, devices, downloads,
        number, parameters, text messages, page impressions, transactions, trips, rides,
        orders, parcels, visits, flights, passengers
    """,
}

# What certain units measure: a figure in one of them is of it, whatever words stand there.
MEASURES: dict[str, str] = {
    "g, kg, t, oz, lb": "weight, weigh, heavy, how heavy, mass",
    "mm, cm": "thickness, thick, how thick",
    "m, cm, ft": "height, tall, how tall",
    "nits": "brightness, bright, how bright",
    "MP": "camera, resolution, megapixels",
    "mAh": "battery, battery capacity, battery size",
    "in": "screen size, display size, screen diagonal",
    "h, min, days, hours, minutes": "battery life, charging time, duration, how long, runtime",
    "km, mi, miles": "range, distance",
    "km/h, mph": "speed, top speed, how fast",
    "bit/s, b/s, B/s": "speed, download speed, upload speed, bandwidth",
    "m2": "area, floor area, floor space, size",
    "W": "power, electrical power, power demand",
    "Wh": "electricity, energy, power consumption",
    "\u00b0C, \u00b0F, K": "temperature, how hot, how cold",
    "USD/share, EUR/share, GBP/share, JPY/share, KRW/share, CNY/share, HKD/share, INR/share": """
        eps, earnings per share, profit per share
    """,
    "money": "investment, cost, price, budget, spending",
    "Hz": "frequency, refresh rate, clock speed",
    "x": "how many times",
}

# Kinds of money that are not what something costs.
MONEY_METRICS = """
    revenue sales turnover profit income earnings loss valuation value fund funding round
    cash debt dividend fine savings capex backlog orders bookings market shares
    investment spending cost price fee
"""
