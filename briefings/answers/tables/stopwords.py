"""Words of a question that say little about what is asked."""

# Never searched for.
STOP = frozenset(
    """
    a about again all also am an and any are as at be been being both but by can could
    d did do does doing done down else er for from get gets give gave given go goes had has
    have having he hello her here hey hi him his how i if in into is it its just kindly let
    like ll look m may me might much must my now of off oh ok okay on or our out over per
    please re really s shall she should show so some still such t tell than thank thanks
    that the their them then there these they thing this those through to too under up us
    ve very was we well went were what whats when where whether which while who whom whose
    why will with would yes you your
    know knows find search want wants wanted need needs wonder many
    only exactly currently today recently recent latest current newest nowadays ever
    since vs versus v compare compared
    anybody anyone somebody someone everybody
    """.split()
)

# Searched for, but a figure without them may still be the one.
LIGHT = frozenset(
    """
    live living money rate
    account active actual add added additional already amount announce announced annual answer around average
    based become big biggest bring brought call came come count counted country countries create
    currently data deal digit end ended entire estimated exist expand extra
    fact figure figures full general got hand
    handle happen happened help high hit hold holds include including individual industry kind large
    largest last launch level list lot main major make makes manage market
    mean measure more most name nation national near new news next number numbers offer
    open operate overall own part people per person place plan planned point possible
    produce provide publish put quantity quarter rate reach reached read receive record report
    reported result results run runs say says see serve set sets size
    sort stand start state stat statistic statistics stats sum take takes talk term
    total totals turn type use used uses using value various whole work worth year years
    old young inside across among within during between
    """.split()
)
