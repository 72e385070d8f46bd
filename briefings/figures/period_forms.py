"""How periods are written: one row a form. To add a form, add a row and its reader."""

import re

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3,
    "4th": 4, "several": 0, "few": 0, "couple": 2, "final": 4, "opening": 1, "latter": 2,
}  # fmt: skip


UNIT_MONTHS = {"year": 12, "month": 1, "quarter": 3, "decade": 120, "half": 6}


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)


_YEAR = r"(?:19[0-9]{2}|20[0-9]{2})(?![\d,.:]*\d|\s?(?:%|percent|per\scent))"


_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|\.\d|,\d{3})"


_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|an?|several|(?:a\s)?few|(?:a\s)?couple(?:\sof)?)"


_ORDINAL = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"


_DATE = rf"(?:{_MONTH}\s?{_DAY}(?:,?\s{_YEAR})?|{_DAY}(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR})?|{_MONTH},?(?:\sof)?\s(?:{_YEAR})|(?:19|20)\d\d-[01]\d-[0-3]\d)"


_FISCAL = r"(?:(?:fiscal|financial|calendar)(?:\syear)?\s|FY\s?)"


_REST = rf"(?:,?\s(?:of\s|in\s|for\s)?(?:the\s)?(?:{_FISCAL}?(?:{_YEAR}|['’]\d\d)|{_FISCAL}\d\d|(?P<qrel>last|this|next|the\sprevious|the\ssame|the\scurrent|the\sprior)\s(?:fiscal\s)?year))?"


FORMS: tuple[tuple[str, str], ...] = (
    ("ended", rf"(?:(?:[Tt]he|[Ii]ts|their|a)\s)?(?P<ecount>{_COUNT}|full|fiscal)?[\s-]?(?:first[\s-]|second[\s-]|third[\s-]|fourth[\s-])?(?P<eunit>months?|quarter|year|weeks?|half(?:[\s-]year)?|period|nine-months?),?\s(?:that\s|which\s)?(?:ended|ending|to|through|until)\s(?:on\s|in\s)?(?:the\s)?(?:end\sof\s)?(?P<edate>{_DATE}|{_MONTH})"),
    ("shortquarter", r"(?P<sq1>Q[1-4]|[1-4]Q|H[12]|[12]H)(?:(?:\s|-|/|\s?of\s|,\s|\sof\sthe\s)?(?:(?:calendar|fiscal)\s(?:year\s)?)?(?:FY\s?|F|CY\s?)?['’]?(?P<sqyear>(?:19|20)\d\d|\d\d)(?![\d%.,]\d|\d|%))?(?=\W|$)"),
    ("yearquarter", r"(?P<yqy>(?:19|20)\d\d)[\s-]?(?P<yqq>Q[1-4]|H[12])\b"),
    ("monthsof", rf"(?:the\s)?(?:first|last|past|final)\s(?P<mcount>{_COUNT})\s(?P<munit>months|quarters|weeks)\s(?:of\s|in\s)(?P<mrest>{_YEAR}|(?:last|this|the)\s(?:fiscal\s)?year|{_FISCAL}\d{{2,4}})"),
    ("quarter", rf"(?:the\s)?(?:(?P<qfiscal>fiscal)[\s-])?(?:(?:company|group)['’]s\s)?(?P<qn>{_ORDINAL})[\s-](?:fiscal[\s-]|calendar[\s-])?(?P<qunit>quarter|half)(?![\w-])" + _REST),
    ("monthquarter", rf"(?:the\s)?(?P<mqm>{_MONTH})[\s-]quarter(?:,?\s(?:of\s)?(?P<mqy>{_YEAR}))?"),
    ("yearhalf", r"(?P<yhy>(?:19|20)\d\d)['’]s\s(?P<yhn>first|second|third|fourth|final)\s(?P<yhu>quarter|half)(?![\w-])"),
    ("season", rf"(?:the\s)?(?P<sname>spring|summer|autumn|winter|fall(?=\sof\s))\s(?:of\s)?(?P<syear>{_YEAR})"),
    ("between", rf"(?i:between|from)\s(?P<by1>{_YEAR})\s(?:and|to|through|until)\s(?P<by2>{_YEAR})"),
    ("yearspan", r"(?<![\d-])(?P<ys1>(?:19|20)\d\d)[-–/](?P<ys2>(?:19|20)?\d\d)(?![\d-]|[-–/]\d)"),
    ("monthspan", rf"(?:between\s|from\s)?(?P<ms1>{_MONTH})(?:\s(?P<msy1>{_YEAR}))?(?:\s?[-–]\s?|\sto\s|\sand\s|\sthrough\s)(?P<ms2>{_MONTH})(?:,?\s(?:of\s)?(?P<msy2>{_YEAR}))?(?![\s.]?\d)"),
    ("date", _DATE),
    ("partyear", rf"(?P<pyp>(?i:early|mid|late|the\send\sof)|end\sof|end-of-|end-|year-end|the\sbeginning\sof|the\sstart\sof|beginning\sof|start\sof|the\sclose\sof)[\s-]?(?:the\s)?(?P<pyy>{_YEAR}(?!s\b)|(?:last|this|next)\s(?:fiscal\s)?year|year(?![\w-])|{_MONTH}(?:\s{_YEAR})?|(?:last|this|next)\smonth|(?:the\s)?{_ORDINAL}\squarter(?:\sof\s{_YEAR})?)"),
    ("fiscalyear", r"(?P<fyw>fiscal\syears?|financial\syears?|fiscal|FY)[\s-]{0,2}(?:ended\s)?['’]?(?P<fyy>(?:19|20)\d\d|\d\d)(?![\d%])"),
    ("same", rf"(?:the\s)?(?:same|corresponding|comparable|year-ago|prior-year|year-earlier|prior\syear)[\s-](?:quarter|periods?|months?|time|half|weeks?|days?|season|point|three\smonths|six\smonths|nine\smonths)(?:\s(?:of|in|a)?\s?(?:the\s)?(?P<srest>{_YEAR}|(?:last|previous|prior)\s(?:fiscal\s)?year|year\s(?:ago|earlier|before)))?"),
    ("ago", rf"(?:the\s)?(?P<acount>(?i:{_COUNT}))[\s-](?P<aunit>years?|months?|quarters?|decades?|weeks?|days?)\s(?P<aword>ago|earlier|before|prior|previously)"),
    ("previous", r"(?:the\s|a\s)?(?P<pword>previous|prior|preceding|year-ago|year\searlier|year-earlier)(?:[\s-](?P<punit>year|quarter|month|week|period))?(?:['’]s)?(?![\w-])"),
    ("nextspan", rf"(?:(?i:over|in|within|for|during)\s(?:the\s)?|the\s)(?P<nword>next|coming|past|last|previous)\s(?P<ncount>{_COUNT})\s(?P<nunit>years|months|quarters|decades|weeks|days)"),
    ("relative", r"(?P<rword>(?i:last|this|next|past|the\scurrent|current|so\sfar\sthis)|(?:the\slatest|the\smost\srecent|latest)(?=\squarter))\s(?:fiscal\s)?(?P<runit>year|quarter|month|week|half|decade|January|February|March|April|May|June|July|August|September|October|November|December|summer|winter|spring|autumn|fall|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:['’]s)?(?![\w-])"),
    ("decade", r"(?:the\s)?(?P<dy>(?:19|20)\d0)s\b"),
    ("yearend", r"(?:the\s)?(?P<yew>year-end|year['’]s\send)(?![\w-])"),
    ("day", r"(?P<dword>today|yesterday|tomorrow|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"),
    ("year", rf"(?<![\d.,$€£¥#%/:])(?<![A-Za-z]-)(?P<yy>{_YEAR})(?![\w-]*[A-Za-z]|[/:]\d)"),
    ("yearadj", r"(?<![\d.,$€£¥#%/:\w-])(?P<yay>(?:19|20)\d\d)(?=['’]s\b)"),
    ("month", rf"(?<![\w-])(?P<mm>{_MONTH})(?![\w-])"),
    ("thequarter", r"(?:the|its|full)\s(?P<tq>quarter|half)(?=\W|$)(?!\s(?:of|century|million|billion))"),
)  # fmt: skip


_BY_FORM = "|".join(f"(?P<{name}>{pattern})" for name, pattern in FORMS)


# Question words come in lower case; the grammar of months is by capital in running text.
GRAMMAR = re.compile(rf"(?<![\w.])(?:{_BY_FORM})")


GRAMMAR_ANY_CASE = re.compile(GRAMMAR.pattern, re.IGNORECASE)


HINT = re.compile(
    r"19\d\d|20\d\d|[QH][1-4]|[1-4][QH]|FY|fiscal|quarter|half|year|month|week|decade|day|ago\b|earlier|period|summer|winter|spring|autumn"
    r"|Jan(?:uary|\b)|Feb(?:ruary|\b)|Mar(?:ch|\b)|Apr(?:il|\b)|May|June?\b|July?\b|Aug(?:ust|\b)|Sept?(?:ember|\b)"
    r"|Oct(?:ober|\b)|Nov(?:ember|\b)|Dec(?:ember|\b)"
)


HINT_ANY_CASE = re.compile(HINT.pattern, re.IGNORECASE)


BASE_BEFORE = re.compile(
    r"(?:\bfrom|\bsince|\bthan|\bagainst|\bover|\bversus|\bvs\.?|compared\s(?:with|to)|\bas"
    r"|\b(?:up|down|increase|rise|gain|jump|improvement|advance|growth|drop|fall|decline|decrease|better|more)\son)"
    r"\s(?:in\s|for\s|the\s|a\s|that\sof\s)?$",
    re.IGNORECASE,
)


MAY_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|by|until|last|of|and|to|this|next|through|ended|for|during|late|early|mid))[\s-]$",
    re.IGNORECASE,
)
