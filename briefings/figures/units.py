"""Every unit that is not a currency: one row each. To add a unit, add a row.

A row is `symbol | factor | sort | name | other names | abbreviations`. The symbol is what
a quantity carries; the stated number times the factor is its value. Length, area, time
and mass stay as they are written (factor 1); power, energy and data are brought to the
base unit. Names are singular, lower-case, `_` for a space; plurals are made here.
Abbreviations are written exactly so, upper and lower case kept apart.
"""

import re
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from briefings.figures import currencies
from briefings.figures.words import wordset


class Sort(IntEnum):
    """What a number counts, which decides how it may be read."""

    BARE = 0
    MONEY = 1
    PERCENT = 2
    POINTS = 3
    MULTIPLE = 4
    MEASURE = 5
    DURATION = 6
    AGE = 7
    COUNT = 8
    PEOPLE = 9


class Unit(NamedTuple):
    """A unit: its symbol, the factor onto its value, its sort, and a singular name."""

    symbol: str
    factor: Decimal
    sort: Sort
    name: str


_ROWS = """
% | 1 | PERCENT | percentage | percent per_cent pct % pc % | % ％ pc
percentage points | 1 | POINTS | percentage point | percentage_point percent_point pct_point %_point %_percentage_point percent_percentage_point | pp ppt ppts pps
basis points | 1 | POINTS | basis point | basis_point | bp bps bips
‰ | 1 | MEASURE | per mille | per_mille | ‰
x | 1 | MULTIPLE | count | time fold | x X ×
mm | 1 | MEASURE | millimetre | millimetre millimeter | mm
cm | 1 | MEASURE | centimetre | centimetre centimeter | cm
dm | 1 | MEASURE | decimetre | decimetre decimeter | dm
m | 1 | MEASURE | metre | metre meter | m
km | 1 | MEASURE | kilometre | kilometre kilometer | km kms
μm | 1 | MEASURE | micrometre | micrometre micrometer micron | μm µm um
nm | 1 | MEASURE | nanometre | nanometre nanometer | nm
pm | 1 | MEASURE | picometre | picometre picometer | pm
in | 1 | MEASURE | inch | inch inches | in. ″
ft | 1 | MEASURE | foot | foot feet | ft ft. ′
yd | 1 | MEASURE | yard | yard | yd yds
mi | 1 | MEASURE | mile | mile | mi mi.
nmi | 1 | MEASURE | nautical mile | nautical_mile |
ly | 1 | MEASURE | light year | light_year light-year |
m2 | 1 | MEASURE | square metre | square_metre square_meter square-metre square-meter sq_metre sq_meter sq_m | m2 m² sqm m^2
km2 | 1 | MEASURE | square kilometre | square_kilometre square_kilometer square-kilometre square-kilometer sq_km | km2 km² sqkm
ft2 | 1 | MEASURE | square foot | square_foot square_feet square-foot square-feet sq_ft sq._ft sq_foot sq_feet | ft2 ft² sqft
mi2 | 1 | MEASURE | square mile | square_mile square-mile sq_mile sq_mi | mi2 mi²
cm2 | 1 | MEASURE | square centimetre | square_centimetre square_centimeter | cm2 cm²
in2 | 1 | MEASURE | square inch | square_inch square_inches |
ac | 1 | MEASURE | acre | acre |
ha | 1 | MEASURE | hectare | hectare | ha
mu | 1 | MEASURE | mu | mu_of_land |
m3 | 1 | MEASURE | cubic metre | cubic_metre cubic_meter cubic-metre cubic-meter | m3 m³ cbm
ft3 | 1 | MEASURE | cubic foot | cubic_foot cubic_feet cubic-foot cubic-feet | ft3 ft³
cm3 | 1 | MEASURE | cubic centimetre | cubic_centimetre cubic_centimeter | cm3 cm³ cc
L | 1 | MEASURE | litre | litre liter | l L
mL | 1 | MEASURE | millilitre | millilitre milliliter | ml mL
gal | 1 | MEASURE | gallon | gallon | gal
pt | 1 | MEASURE | pint | pint |
cups | 1 | MEASURE | cup | cup |
tbsp | 1 | MEASURE | tablespoon | tablespoon | tbsp
tsp | 1 | MEASURE | teaspoon | teaspoon | tsp
fl oz | 1 | MEASURE | fluid ounce | fluid_ounce |
bbl | 1 | MEASURE | barrel | barrel | bbl
barrels of oil | 1 | MEASURE | barrel of oil | barrel_of_oil barrels_of_oil |
boe | 1 | MEASURE | barrel of oil equivalent | barrel_of_oil_equivalent barrels_of_oil_equivalent | boe
bbl/day | 1 | MEASURE | barrel per day | barrel-a-day | bpd
bushels | 1 | MEASURE | bushel | bushel |
kg | 1 | MEASURE | kilogram | kilogram kilogramme kilo | kg kgs
g | 1 | MEASURE | gram | gram gramme | g
mg | 1 | MEASURE | milligram | milligram | mg
μg | 1 | MEASURE | microgram | microgram microgramme | μg µg mcg
t | 1 | MEASURE | metric ton | tonne metric_ton metric_tonne ton_metric | t
tons | 1 | MEASURE | ton | ton short_ton |
kt | 1 | MEASURE | kiloton | kiloton kilotonne | kt
Mt | 1 | MEASURE | megaton | megaton megatonne | Mt
Gt | 1 | MEASURE | gigaton | gigaton gigatonne | Gt
lb | 1 | MEASURE | pound-mass | pound_mass pound_weight | lb lbs lb.
oz | 1 | MEASURE | ounce | ounce | oz oz.
ct | 1 | MEASURE | carat | carat |
dram | 1 | MEASURE | dram | dram |
°C | 1 | MEASURE | celsius | celsius centigrade centigrate celcius degree_celsius degree_centigrade degree_celcius deg_celsius deg_c degree_c °_celsius | °C ℃ C
°F | 1 | MEASURE | fahrenheit | fahrenheit farenheit degree_fahrenheit degree_farenheit deg_fahrenheit deg_f degree_f °_fahrenheit | °F ℉ F
° | 1 | MEASURE | degree | degree deg | ° deg.
K | 1 | MEASURE | kelvin | kelvin |
rad | 1 | MEASURE | radian | radian | rad
W | 1 | MEASURE | watt | watt | W
W | 1e3 | MEASURE | kilowatt | kilowatt | kW KW
W | 1e6 | MEASURE | megawatt | megawatt | MW
W | 1e9 | MEASURE | gigawatt | gigawatt gig_of_power | GW
W | 1e12 | MEASURE | terawatt | terawatt | TW
W | 1e-3 | MEASURE | milliwatt | milliwatt | mW
Wh | 1 | MEASURE | watt hour | watt_hour watt-hour | Wh
Wh | 1e3 | MEASURE | kilowatt hour | kilowatt_hour kilowatt-hour | kWh KWh kwh
Wh | 1e6 | MEASURE | megawatt hour | megawatt_hour megawatt-hour | MWh mWh
Wh | 1e9 | MEASURE | gigawatt hour | gigawatt_hour gigawatt-hour | GWh
Wh | 1e12 | MEASURE | terawatt hour | terawatt_hour terawatt-hour | TWh
hp | 1 | MEASURE | horsepower | horsepower | hp bhp PS
J | 1 | MEASURE | joule | joule | J
J | 1e3 | MEASURE | kilojoule | kilojoule | kJ
J | 1e6 | MEASURE | megajoule | megajoule | MJ
cal | 1 | MEASURE | calorie | calorie | kcal
mmBtu | 1 | MEASURE | mega british thermal unit | mmbtu million_british_thermal_unit | mmBtu mmBTU MMBtu
V | 1 | MEASURE | volt | volt | V
kV | 1 | MEASURE | kilovolt | kilovolt | kV
A | 1 | MEASURE | ampere | ampere amp | A
mAh | 1 | MEASURE | milliampere-hour | milliampere-hour milliamp-hour milliamp_hour | mAh
F | 1 | MEASURE | farad | farad |
Ω | 1 | MEASURE | ohm | ohm | Ω
B | 1 | MEASURE | byte | byte | B
B | 1e3 | MEASURE | kilobyte | kilobyte | kB KB
B | 1e6 | MEASURE | megabyte | megabyte | MB
B | 1e9 | MEASURE | gigabyte | gigabyte | GB
B | 1e12 | MEASURE | terabyte | terabyte | TB
B | 1e15 | MEASURE | petabyte | petabyte | PB
B | 1e18 | MEASURE | exabyte | exabyte | EB
B | 1e21 | MEASURE | zettabyte | zettabyte | ZB
bit | 1 | MEASURE | bit | |
bit | 1e3 | MEASURE | kilobit | kilobit | Kb kb
bit | 1e6 | MEASURE | megabit | megabit | Mb mb
bit | 1e9 | MEASURE | gigabit | gigabit | Gb
bit/s | 1e3 | MEASURE | kilobit per second | kilobit_per_second | kbps Kbps
bit/s | 1e6 | MEASURE | megabit per second | megabit_per_second megabits_per_second | Mbps Mbit/s mbps
bit/s | 1e9 | MEASURE | gigabit per second | gigabit_per_second gigabits_per_second | Gbps Gbit/s
bit/s | 1e12 | MEASURE | terabit per second | terabit_per_second terabits_per_second | Tbps Tbit/s
B/s | 1e6 | MEASURE | megabyte per second | | MB/s MBps
B/s | 1e9 | MEASURE | gigabyte per second | | GB/s GBps
B/s | 1e12 | MEASURE | terabyte per second | | TB/s TBps
FLOPS | 1e9 | MEASURE | gigaflops | gigaflop gigaflops | GFLOPS
FLOPS | 1e12 | MEASURE | teraflops | teraflop teraflops | TFLOPS
FLOPS | 1e15 | MEASURE | petaflops | petaflop petaflops | PFLOPS
FLOPS | 1e18 | MEASURE | exaflops | exaflop exaflops | EFLOPS
TOPS | 1 | MEASURE | tops | | TOPS
Hz | 1 | MEASURE | hertz | hertz | Hz HZ
kHz | 1 | MEASURE | kilohertz | kilohertz | kHz
MHz | 1 | MEASURE | megahertz | megahertz | MHz
GHz | 1 | MEASURE | gigahertz | gigahertz | GHz
MP | 1 | MEASURE | megapixel | megapixel | MP
dB | 1 | MEASURE | decibel | decibel | dB
dpi | 1 | MEASURE | dot per inch | | dpi
ppi | 1 | MEASURE | pixel per inch | | ppi
fps | 1 | MEASURE | frame per second | frame_per_second | fps
nits | 1 | MEASURE | nit | nit |
mph | 1 | MEASURE | mile per hour | | mph m.p.h.
km/h | 1 | MEASURE | kilometre per hour | | km/h kph kmh kmph km/hr
m/s | 1 | MEASURE | metre per second | | m/s
kn/h | 1 | MEASURE | knot | knot |
mpg | 1 | MEASURE | mile per gallon | | mpg
rpm | 1 | MEASURE | revolutions per minute | | rpm
Nm | 1 | MEASURE | newton metre | newton_metre newton_meter newton-metre | Nm
lb-ft | 1 | MEASURE | foot pound-force | pound-foot pound-feet | lb-ft ft-lb
MPa | 1 | MEASURE | megapascal | megapascal | MPa
GPa | 1 | MEASURE | gigapascal | gigapascal | GPa
kPa | 1 | MEASURE | kilopascal | kilopascal | kPa
ksi | 1 | MEASURE | kilopound per square inch | | ksi
psi | 1 | MEASURE | pound per square inch | | psi
ppm | 1 | MEASURE | part per million | part_per_million parts_per_million parts-per-million | ppm
ppb | 1 | MEASURE | parts-per-billion | part_per_billion parts_per_billion parts-per-billion | ppb
A/cm2 | 1 | MEASURE | ampere per square centimetre | | A/cm2
kV/cm | 1 | MEASURE | kilovolt per centimetre | | kV/cm
ns | 1 | DURATION | nanosecond | nanosecond | ns
μs | 1 | DURATION | microsecond | microsecond | μs µs
ms | 1 | DURATION | millisecond | millisecond | ms
s | 1 | DURATION | second | second sec | s secs
min | 1 | DURATION | minute | minute min | min mins
h | 1 | DURATION | hour | hour hr | h hrs
days | 1 | DURATION | day | day working_day business_day |
weeks | 1 | DURATION | week | week |
months | 1 | DURATION | month | month |
quarters | 1 | DURATION | quarter | |
years | 1 | DURATION | year | year yr | yrs a
decades | 1 | DURATION | decade | decade |
centuries | 1 | DURATION | century | century |
years old | 1 | AGE | year of age | year-old year_old years_old year_of_age years_of_age age_year | yo y/o
months old | 1 | AGE | month of age | month-old month_old months_old month_of_age months_of_age |
weeks old | 1 | AGE | week of age | week-old week_old weeks_old week_of_age weeks_of_age |
days old | 1 | AGE | day of age | day-old day_old days_old day_of_age days_of_age |
"""

_WORD_SHAPED = wordset(
    "a A B C F J K l L m t s h g V W X x p min in. ha PS pc pt mb Mb"
)
_UNCOUNTED = frozenset(
    ["hertz", "celsius", "centigrade", "fahrenheit", "horsepower", "kelvin"]
)


# Codes that careless writers put in lower case and that are no English words.
_LOWER_CODES = wordset(
    "usd eur gbp jpy cny inr aud cad nzd hkd sgd twd krw chf myr idr thb brl mxn zar aed sek nok dkk"
)


def _plural(name: str) -> str:
    head = name.rsplit(" ", 1)[-1]
    if head in _UNCOUNTED or head.endswith(("s", "old", "age", "feet", "inches", "%")):
        return name
    if (
        head.endswith(("y",))
        and head not in {"day", "key"}
        and not head.endswith("day")
    ):
        return name[:-1] + "ies"
    return name + "s"


def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    names: dict[str, Unit] = {}
    short: dict[str, Unit] = {}
    for row in _ROWS.strip().splitlines():
        symbol, factor, sort, name, others, abbreviations = (
            p.strip() for p in row.split("|")
        )
        unit = Unit(symbol, Decimal(factor), Sort[sort], name)
        for other in others.split():
            spelling = re.sub("[-_]", " ", other)
            names.setdefault(spelling, unit)
            names.setdefault(_plural(spelling), unit)
            if spelling.startswith("degree "):
                names.setdefault("degrees " + spelling.partition(" ")[2], unit)
        for abbreviation in abbreviations.split():
            short.setdefault(abbreviation, unit)
    for code in _LOWER_CODES:
        names.setdefault(code, Unit(code.upper(), Decimal(1), Sort.MONEY, code))
    for spelling, (code, worth) in currencies.NAMES.items():
        names.setdefault(spelling, Unit(code, worth, Sort.MONEY, spelling))
    return names, short


NAMES, SHORT = _tables()
"""`NAMES`: lower-case name, singular or plural, words apart by a space -> unit.
`SHORT`: abbreviation as written -> unit."""

WORD_SHAPED = _WORD_SHAPED
"""Abbreviations that are ordinary words or letters too: they count only when glued."""

PERCENT = NAMES["percent"]
POINTS = NAMES["percentage point"]
TIMES = Unit("x", Decimal(1), Sort.MULTIPLE, "count")
PEOPLE = Unit("people", Decimal(1), Sort.PEOPLE, "people")
LONGEST_NAME = max(name.count(" ") + 1 for name in NAMES)
# The first words of names of several words, so that most words cost one look-up.
OPENERS = frozenset(name.split(" ", 1)[0] for name in NAMES)


def money(code: str) -> Unit:
    """The unit of an ISO 4217 code."""
    return Unit(code, Decimal(1), Sort.MONEY, code)


# What may follow "per", "a" or a slash to make a rate: spelling -> what the unit says.
PER = {
    "share": "share", "day": "day", "week": "week", "month": "month", "year": "year",
    "annum": "year", "hour": "h", "hr": "h", "minute": "min", "second": "s", "head": "person",
    "quarter": "quarter", "night": "night", "dozen": "dozen", "pound": "lb", "ounce": "oz",
    "person": "person", "capita": "person", "user": "user", "customer": "customer",
    "barrel": "bbl", "ton": "ton", "tonne": "t", "unit": "unit", "kilogram": "kg", "kg": "kg",
    "gram": "g", "litre": "L", "liter": "L", "gallon": "gal", "mile": "mi", "km": "km",
    "kilometre": "km", "kilometer": "km", "mwh": "MWh", "kwh": "kWh", "mmbtu": "mmBtu",
    "vehicle": "vehicle", "car": "car", "household": "household", "employee": "employee",
    "game": "game", "seat": "seat", "token": "token", "wafer": "wafer", "chip": "chip",
    "millisecond": "ms", "ms": "ms", "s": "s", "gramme": "g", "gb": "GB", "gigabyte": "GB", "watt": "W", "subscriber": "subscriber",
    "acre": "acre", "ounces": "oz", "piece": "piece", "gig": "GB", "student": "student", "firm": "firm", "company": "company", "passenger": "passenger", "device": "device",
}  # fmt: skip
EVERY = {
    "daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year",
    "hourly": "h",
}  # fmt: skip


def normalise(words: str) -> str | None:
    """The symbol of a unit or currency named in words, as a question names it.

    >>> normalise("dollars"), normalise("Percent"), normalise("GW"), normalise("HK$")
    ('USD', '%', 'W', 'HKD')
    """
    folded = " ".join(words.lower().split())
    unit = NAMES.get(folded) or SHORT.get(words.strip())
    if unit:
        return unit.symbol
    return currencies.SYMBOLS.get(words.strip()) or currencies.SYMBOLS.get(
        words.strip().upper()
    )
