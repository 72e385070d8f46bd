"""How units are written for people, as rows: currencies, symbols, prefixes, words."""

from typing import Final

# ISO 4217 code -> what stands before the number.
SIGNS: Final = {
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$",
    "TWD": "NT$",
    "BRL": "R$",
    "ILS": "₪",
}

# A price per share follows the ticker, where the plain sign is usual.
PLAIN_SIGNS: Final = {"USD": "$"}

# ISO 4217 code -> singular, plural: written after the number.
MONEY_NAMES: Final = {
    "CNY": ("yuan", "yuan"),
    "JPY": ("yen", "yen"),
    "KRW": ("won", "won"),
    "CHF": ("Swiss franc", "Swiss francs"),
    "SEK": ("Swedish krona", "Swedish kronor"),
    "NOK": ("Norwegian krone", "Norwegian kroner"),
    "DKK": ("Danish krone", "Danish kroner"),
    "RUB": ("rouble", "roubles"),
    "TRY": ("Turkish lira", "Turkish lira"),
    "PLN": ("zloty", "zloty"),
    "CZK": ("Czech crown", "Czech crowns"),
    "HUF": ("forint", "forints"),
    "UAH": ("hryvnia", "hryvnias"),
    "AED": ("dirham", "dirhams"),
    "SAR": ("Saudi riyal", "Saudi riyals"),
    "QAR": ("Qatari riyal", "Qatari riyals"),
    "EGP": ("Egyptian pound", "Egyptian pounds"),
    "ZAR": ("rand", "rand"),
    "NGN": ("naira", "naira"),
    "KES": ("Kenyan shilling", "Kenyan shillings"),
    "PKR": ("Pakistani rupee", "Pakistani rupees"),
    "BDT": ("taka", "taka"),
    "LKR": ("Sri Lankan rupee", "Sri Lankan rupees"),
    "IDR": ("rupiah", "rupiah"),
    "MYR": ("ringgit", "ringgit"),
    "PHP": ("Philippine peso", "Philippine pesos"),
    "THB": ("baht", "baht"),
    "VND": ("dong", "dong"),
    "MXN": ("Mexican peso", "Mexican pesos"),
    "ARS": ("Argentine peso", "Argentine pesos"),
    "CLP": ("Chilean peso", "Chilean pesos"),
    "COP": ("Colombian peso", "Colombian pesos"),
    "BTC": ("bitcoin", "bitcoin"),
}

# Units whose values are in the base unit and read better with a prefix.
PREFIXED: Final = frozenset(
    ("W", "Wh", "J", "V", "A", "B", "B/s", "bit", "bit/s", "FLOPS", "Hz")
)
# Power of ten -> SI prefix, the largest first.
PREFIXES: Final = (
    (24, "Y"),
    (21, "Z"),
    (18, "E"),
    (15, "P"),
    (12, "T"),
    (9, "G"),
    (6, "M"),
    (3, "k"),
)

# Symbol -> how it is written for people, where that differs. Singular, plural.
WRITTEN: Final = {
    "people": ("person", "people"),
    "percentage points": ("percentage point", "percentage points"),
    "basis points": ("basis point", "basis points"),
    "mm2": ("mm²", "mm²"),
    "cm2": ("cm²", "cm²"),
    "m2": ("m²", "m²"),
    "km2": ("km²", "km²"),
    "in2": ("sq in", "sq in"),
    "ft2": ("sq ft", "sq ft"),
    "mi2": ("sq mi", "sq mi"),
    "cm3": ("cm³", "cm³"),
    "m3": ("m³", "m³"),
    "ft3": ("cu ft", "cu ft"),
    "A/cm2": ("A/cm²", "A/cm²"),
    "ac": ("acre", "acres"),
    "ha": ("hectare", "hectares"),
    "mi": ("mile", "miles"),
    "nmi": ("nautical mile", "nautical miles"),
    "ly": ("light year", "light years"),
    "L": ("litre", "litres"),
    "gal": ("gallon", "gallons"),
    "bbl": ("barrel", "barrels"),
    "t": ("tonne", "tonnes"),
    "ct": ("carat", "carats"),
    "B": ("byte", "bytes"),
    "bit": ("bit", "bits"),
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "years old": ("year old", "years old"),
    "months old": ("month old", "months old"),
    "weeks old": ("week old", "weeks old"),
    "days old": ("day old", "days old"),
    "mi/gal": ("mpg", "mpg"),
    "kn/h": ("knot", "knots"),
}

# Written right after the number, without a space.
GLUED: Final = frozenset(("%", "‰", "x", "°"))

# Whole symbols with a slash that is no "a": 100 km/h, 10 m/s.
SLASHED: Final = frozenset(
    ("km/h", "m/s", "kn/h", "A/cm2", "kV/cm", "bit/s", "B/s", "lb-ft", "bbl/day")
)

# Symbols that are the same for one and for many.
SYMBOLS: Final = frozenset(
    [
        "mm",
        "cm",
        "dm",
        "m",
        "km",
        "μm",
        "nm",
        "pm",
        "in",
        "ft",
        "yd",
        "kg",
        "g",
        "mg",
        "μg",
        "kt",
        "Mt",
        "Gt",
        "lb",
        "oz",
        "°C",
        "°F",
        "K",
        "rad",
        "W",
        "Wh",
        "hp",
        "J",
        "cal",
        "mmBtu",
        "V",
        "kV",
        "A",
        "mAh",
        "F",
        "Ω",
        "FLOPS",
        "TOPS",
        "Hz",
        "kHz",
        "MHz",
        "GHz",
        "MP",
        "dB",
        "dpi",
        "ppi",
        "fps",
        "mph",
        "km/h",
        "m/s",
        "mpg",
        "rpm",
        "Nm",
        "lb-ft",
        "MPa",
        "GPa",
        "kPa",
        "ksi",
        "psi",
        "ppm",
        "ppb",
        "ns",
        "μs",
        "ms",
        "mL",
        "dB",
        "B/s",
        "bit/s",
        "kV/cm",
        "mu",
        "boe",
        "bbl/day",
        "tbsp",
        "tsp",
    ]
)

# Plural nouns whose singular no rule gives.
SINGULARS: Final = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "series": "series",
    "species": "species",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "data": "data",
    "criteria": "criterion",
    "movies": "movie",
    "cookies": "cookie",
    "zombies": "zombie",
    "taxes": "tax",
    "axes": "axis",
    "lives": "life",
    "knives": "knife",
    "news": "news",
}
