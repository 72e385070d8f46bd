"""Words whose endings mislead."""

# Words that end in s and are no plurals.
NOT_PLURAL = """
    always aws bias business canvas chaos christmas cisco diabetes emirates gas gps
    has headquarters ios lens los mars mas minus mps news ops paris perhaps
    philippines plus process pros qos rds res sas series siemens sms species states
    texas this times ups was yes
"""

# Forms that no rule brings together.
IRREGULAR = {
    "fewer": "less",
    "bought": "buy",
    "built": "build",
    "cheaper": "cheap",
    "cheapest": "cheap",
    "children": "child",
    "fell": "fall",
    "fallen": "fall",
    "grew": "grow",
    "grown": "grow",
    "heavier": "heavy",
    "homes": "home",
    "losses": "loss",
    "lost": "lose",
    "made": "make",
    "men": "man",
    "paid": "pay",
    "older": "old",
    "oldest": "old",
    "people": "person",
    "persons": "person",
    "rose": "rise",
    "risen": "rise",
    "sent": "send",
    "shrank": "shrink",
    "sold": "sell",
    "spent": "spend",
    "taken": "take",
    "technologies": "technology",
    "thicker": "thick",
    "took": "take",
    "united": "united",
    "used": "use",
    "using": "use",
    "wider": "wide",
    "women": "woman",
    "younger": "young",
    "youngest": "young",
}
