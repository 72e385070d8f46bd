"""Words that stand in news of any kind, and so tell no event from another."""

from typing import Final

_WORDS: Final = """
    a about above according across added after again against ago all almost along also
    although am among an analyst analysts and announced announcement another any are
    around as at back be became because become been before began behind being below best
    between big biggest billion both but by call called came can chief comes coming
    company company's compared could daily day days deal despite did do does doing done
    down during each earlier early eight end ended europe european even ever every
    executive expect expected expects far few fifth figure figures firm firms first five
    for former found four fourth from full further gave get gets give given gives go goes
    going good got group grow growing grown grew had half has have having he help her here
    high higher him his hit hope hopes hour hours how however i if in inc include included
    including into is it its january just keep know known large largest last late later
    latest least less like little long look low lower ltd made main make makes making man
    many market markets may mean means meanwhile might million minister minutes month
    monthly months more morning most much must near nearly need never new news next nine
    no none not nothing now number numbers of off offer offers officials often old on once
    one only onto open opened or other others our out over own part partly past people per
    percent percentage place plan planned plans plc points possible put quarter quarterly
    quarters quite reach reached recent recently record report reported reporting reports
    result results right rise rises rising rose run said same saw say saying says second
    see seen several shall share shares she should show showed shown shows side since six
    small so some soon spokesman spokeswoman start started starts statement still such
    take taken takes taking tell ten than that the their them then there these they thing
    think third this those though thousand three through time times to today together told
    tomorrow too took total toward towards trillion two under until up upon us use used
    using very via want wanted wants was way we week weekly weeks well went were what when
    where whether which while who whole whom whose why will with within without work world
    would year year's yearly years yesterday yet you your
    monday tuesday wednesday thursday friday saturday sunday february march april june
    july august september october november december spring summer autumn winter
"""

COMMON: Final = frozenset(_WORDS.split())
"""Folded words, as they stand in texts."""
