"""Words that exclude each other: a question with one is not answered by another's figure.

A row is a set of sides, and a side is a set of words that agree. A figure contradicts
when its label has another side of the row than the question, and not the question's.
"""

PROFITS: tuple[tuple[str, ...], ...] = (
    ("gross profit", "gross margin"),
    ("net profit", "net income", "net earnings", "net loss"),
    ("operating profit", "operating income", "operating loss", "operating earnings"),
    ("ebitda", "before interest"),
)
"""What a company keeps, before and after it has paid for what."""

CONTRADICTIONS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("revenue", "sales", "turnover", "takings"),
        ("profit", "income", "earnings", "ebitda", "loss"),
        ("capex", "capital expenditure"),
        ("cash flow",),
        ("dividend",),
        ("valuation", "market cap", "market value", "market capitalisation"),
        ("cost", "expense"),
        ("debt", "borrowings"),
        ("margin",),
        ("fee", "fees"),
        ("employee", "staff", "workforce", "headcount"),
    ),
    (
        ("earnings per share", "eps", "per share"),
        ("net income", "net profit", "profit", "revenue", "sales", "turnover"),
    ),
    (("import", "bought abroad"), ("export", "sold abroad")),
    (("rural", "countryside", "village"), ("urban", "city", "cities")),
    (("male", "man", "boy"), ("female", "woman", "girl")),
    (("monthly", "month"), ("daily", "day"), ("weekly", "week")),
    (("ios", "iphone", "ipad"), ("android",)),
    (("gross",), ("net",), ("operating",)),
    (("value",), ("volume",)),
    PROFITS,
    (("online", "ecommerce"), ("offline", "in-store", "brick")),
    (("domestic", "home"), ("overseas", "international", "foreign")),
    (("fixed", "landline"), ("mobile", "wireless", "cellular")),
    (("prepaid",), ("postpaid", "contract")),
    (("buyer", "shopper"), ("seller", "merchant", "retailer")),
    (("production", "output"), ("delivery", "shipment", "sales")),
    (("supply",), ("demand",)),
    (("upload",), ("download",)),
    (("iphone",), ("ipad",), ("mac", "imac", "macbook"), ("services",), ("wearables",)),
    (
        ("battery electric", "bev"),
        ("plug-in hybrid", "phev"),
        ("petrol", "gasoline", "diesel"),
    ),
    (("dram",), ("nand", "flash")),
    (("2g",), ("3g",), ("4g", "lte"), ("5g",), ("6g",)),
    (("q1",), ("q2",), ("q3",), ("q4",)),
    (("solar", "photovoltaic"), ("wind",), ("nuclear",), ("coal",), ("hydro",)),
    (("budget", "affordable"), ("premium", "flagship", "high-end")),
    (("free",), ("paid", "paying")),
    (
        ("users", "customers"),
        ("devices", "handsets"),
        ("transactions",),
        ("subscriptions",),
    ),
)
