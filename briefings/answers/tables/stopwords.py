"""Words of a question that say little about what is asked."""

# Never searched for.
STOP = """
    each
    a about according again all also am among amongst an and any anybody anyone are as at be been being both
    but by can compare compared could current currently d did do does doing done
    down else er ever everybody exactly far find for from gave get gets give given go
    goes had has have having he hello her here hey hi him his how i if in into is it
    its just kindly know knows latest let like ll look m many may me might much must
    my need needs newest now nowadays of off oh ok okay on only or our out over per
    please re really recent recently s search shall she should show since so some
    somebody someone still such t tell than thank thanks that the their them then
    there these they thing this those through to today too under up us v ve versus
    very vs want wanted wants was we well went were what whats when where whether
    which while who whom whose why will with wonder would yes you your
"""

# Searched for, but a figure without them may still be the one.
LIGHT = """
    volume population connect connected available equip equipped allow allowed approve
    approved send sent coverage cover small smaller tiny big bigger
    group inc corp corporation company firm holding holdings limited plc ltd
    account across active actual add added additional almost already altogether
    amount announce announced annual answer appear approximately around
    attract average based bear become believe belong between big biggest boost bring
    brought call came care combined come count counted countries country create
    currently data digit during earn end ended entire estimated exist expand
    expected extra fact figure figures follow full general got hand handle happen
    happened help high hit hold holds include including individual industry inside
    join keep kept kind large largest last launch leave left level lie lift list
    affected build built compile compiled poll polled previous earlier former prior
    low lower lowest maximum minimum max min upper model version edition
    live living lot main major make makes manage market mean measure meet met money
    more most name nation national near nearly new news next number numbers offer
    old open operate overall own part people per person pick place plan planned
    point possible produce provide publish push put quantity quarter rate reach
    reached read receive record report reported result results roughly run runs say
    says see seem serve set sets size sort split spread stand start stat state
    statistic statistics stats stay stem store sum take takes talk term think total
    totals turn type use used uses using value various whole win within won work
    worth write year years young
"""

# What a question begins with: put right where it is misspelt, before any other word.
ASKING = "how what when where which much many"
