"""What the generated news of `benchmarks.answers` is made of."""

OTHERS: dict[str, tuple[str, ...]] = {
    "company": (
        "Microsoft", "Amazon", "Intel", "Cisco", "Sony", "Lenovo", "Baidu", "Netflix", "Meituan", "Ericsson",
        "Qualcomm", "Nintendo", "Adobe", "Rakuten", "Vodafone", "Infosys", "Siemens", "Panasonic", "Spotify", "Uber",
        "Motorola", "HTC", "Sharp", "Dell", "Fujitsu", "Grab", "Shopee", "Naver", "Kakao", "Reliance Jio",
    ),
    "country": (
        "France", "Germany", "Spain", "Italy", "Mexico", "Nigeria", "Egypt", "Japan", "Vietnam", "Poland",
        "Canada", "Chile", "Turkey", "Sweden", "Indonesia", "Russia", "Peru", "Ghana", "Norway", "Thailand",
    ),
    "quarter": ("first", "second", "third", "fourth"),
    "good": ("laptops", "televisions", "tablets", "cameras", "routers", "printers", "game consoles", "smartwatches"),
    "sector": ("cloud", "advertising", "gaming", "hardware", "licensing", "streaming"),
    "body": ("the national statistics office", "the regulator", "the finance ministry", "IDC", "Omdia", "the GSMA"),
}  # fmt: skip

# Headline and text.
SENTENCES: tuple[tuple[str, str], ...] = (
    ("{company} reports results", "{company} said revenue reached ${n} billion in the {quarter} quarter of {year}."),
    ("{company} reports results", "{company}'s net profit was ${n} million in {year}, up {p}% from a year earlier."),
    ("{company} grows in {sector}", "{company}'s {sector} revenue rose {p}% to ${n} million in {year}."),
    ("{company} beats forecasts", "{company} posted earnings per share of $2.{year} in {year}, and revenue of ${n} billion."),
    ("{company} ships more", "{company} shipped {n} million {good} in {year}, according to {body}."),
    ("{company} leads in {good}", "{company} held {p}% of the market for {good} in {country} in {year}."),
    ("{country} goes online", "{country} had {n} million internet users at the end of {year}, {body} said."),
    ("{country} goes online", "Internet penetration in {country} reached {p}% at the end of {year}, according to {body}."),
    ("{country} buys online", "Online retail sales in {country} grew {p}% to {n} billion euros in {year}."),
    ("{country} trades more", "{country} imported {good} worth ${n} billion in {year}, up {p}% year-on-year."),
    ("{country} trades more", "Exports of {good} from {country} fell {p}% to ${n} billion in {year}, {body} said."),
    ("{company} invests", "{company} will invest ${n} million in a factory in {country}."),
    ("{company} spends", "Capital expenditure at {company} rose to ${n} billion in {year}."),
    ("{company} cuts jobs", "{company} said it would cut {n} thousand jobs in {country} in {year}."),
    ("{company} app grows", "The {company} app had {n} million monthly active users in {year}."),
    ("{country} drives electric", "Electric cars made up {p}% of new car sales in {country} in {year}."),
    ("{country} pays by phone", "Mobile payments accounted for {p}% of transactions in {country} in {year}, {body} said."),
    ("{company} raises money", "{company} raised ${n} million at a valuation of ${p} billion in {year}."),
    ("{company} misses", "Analysts had expected revenue of ${n} billion from {company} in the {quarter} quarter."),
    ("{country} sends texts", "Mobile owners in {country} sent {n} billion text messages in {year}."),
)  # fmt: skip
