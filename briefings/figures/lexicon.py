"""Words and what they are: the closed classes, and the verbs of the news.

There is no tagger here. A noun phrase is what lies between words of these tables; a
verb that is missing is read as a noun, so a newcomer adds its base form to a row.
"""

from enum import IntEnum

from briefings.figures.words import wordset


class Word(IntEnum):
    """What a word is taken for where its neighbours say nothing else."""

    OTHER = 0
    DETERMINER = 1
    PREPOSITION = 2
    CONJUNCTION = 3
    PRONOUN = 4
    AUXILIARY = 5
    VERB = 6
    NOUN_OR_VERB = 7
    ADVERB = 8
    RELATIVE = 9
    TIME = 10
    NEGATION = 11


# The members by themselves: looking one up in its class costs ten times as much.
(
    OTHER, DETERMINER, PREPOSITION, CONJUNCTION, PRONOUN, AUXILIARY, VERB, NOUN_OR_VERB, ADVERB, RELATIVE,
    TIME, NEGATION,
) = Word  # fmt: skip

_CLASSES = {
    Word.DETERMINER: """a an the this that these those its their his her our my your every each
        another any all both some no such""",
    Word.PREPOSITION: """of in on at by for from to with without within into onto over under above
        below between among across through during since until till after before against
        about around per via than as despite amid amidst versus vs including excluding
        following towards toward near beyond outside inside off up down along like unlike
        throughout alongside upon besides except behind plus minus compared thanks due
        regarding concerning according worth out except ahead instead""",
    Word.CONJUNCTION: "and or but nor yet so while whilst whereas although though because if unless whether & once when",
    Word.PRONOUN: "it he she they we you i them him us me itself themselves this there here one's",
    Word.AUXILIARY: """is are was were be been being am has have had having do does did doing will
        would can could may might must shall should 's 're 've 'll isn't wasn't doesn't didn't
        hasn't haven't won't aren't weren't don't can't couldn't""",
    Word.ADVERB: """also just only even still already now then however meanwhile moreover
        furthermore overall globally worldwide annually yearly daily weekly monthly
        respectively together alone again too very quite rather almost nearly roughly
        approximately about slightly sharply significantly substantially dramatically
        further more less most least well ever never always often usually typically
        currently recently previously initially eventually finally lately soon later
        earlier ago apart away back there here nationwide abroad online wide long tall deep thick slim
        year-on-year year-over-year quarter-on-quarter quarter-over-quarter month-on-month
        month-over-month yoy y-o-y qoq mom y/y q/q sequentially primarily mainly mostly
        partly largely collectively separately additionally similarly likewise instead
        thereby therefore thus hence nonetheless nevertheless otherwise so far""",
    Word.RELATIVE: "which who whom whose that where",
    Word.NEGATION: "not n't never",
    Word.TIME: """today yesterday tomorrow tonight monday tuesday wednesday thursday friday
        saturday sunday january february march april june july august september october
        november december jan feb mar apr jun jul aug sep sept oct nov dec year years month
        months quarter quarters week weeks day days decade decades fiscal half morning
        afternoon evening night""",
}

# Verbs that are hardly ever nouns, by base form.
_VERBS = """accelerate accept access accompany accomplish accuse achieve acquire adapt add address
adjust admit adopt advise affect agree allege allocate allow alter amount analyse analyze announce
answer anticipate appear apply appoint appreciate approve argue arise arrive ask assemble assert
assess assign assist assume assure attach attempt attend attract attribute authorize authorise
average avoid award base beat become begin believe belong benefit blame boast bolster borrow bring
broaden build buy calculate cancel capture carry cater cause cease celebrate choose cite claim clear
clinch come command commit compare compel compete compile complete comprise concede conclude conduct
confirm connect consider consist constitute construct consume contain continue contract contribute
convert convince cover create cross deal decide declare deem defer define deliver demonstrate deny
depend deploy derive describe design detail determine develop devote differ digitise digitize
disappoint disclose discover discuss dismiss display dispose distribute diversify divest divide
dominate donate drag draw drive earn emerge employ enable encourage enjoy enlarge enroll ensure enter
envisage equal establish evaluate evolve examine exceed exclude execute exercise exist expect explain
explore expose extend face facilitate fail favour favor feature feel file fill finance find finish
follow fuel fund gather generate get give go grant guarantee handle happen harness have hear help hire
hold host identify ignore illustrate imagine implement imply import impose incorporate incur indicate
inject insist install integrate intend introduce invest invite involve issue join justify keep know
lack last launch lay lead lease leave lend let license list live locate look make manage manufacture
mean measure meet mention merge miss move need negotiate notch note observe obtain occupy occur offer
offset open operate opt order outline outpace outperform outweigh overcome oversee overtake owe own
participate pay perform permit place pledge poise post power predict prefer prepare present prevent
price proceed process produce project promise promote prompt propose protect prove provide publish
purchase pursue push put raise range rank read realize receive recognise recognize recommend record
recruit register release rely remain repay replace report represent repurchase require resign resolve
respond restore result retain return reveal review roll run say secure see seek sell send serve set
settle show sign simplify sit spend split stage stand start state stay steal strike subscribe succeed
suffer suggest supply support suppose surpass surround survey suspect suspend sustain take tap target
tell tend test think threaten total touch trade train transfer transform treat trigger try turn unveil
update urge use utilise utilize value visit vote vow wait want warn watch weigh welcome win wipe
witness work worry write yield stockpile shut ship reckon
score enrol spread stretch suspend spill cook downgrade upgrade clock deduct refuse repair rush warrant commission
bid borrow burn calculate carve collect compensate concentrate confirm contain curb cushion cite combine devise donate
earmark embark employ endure equip erect escape exhibit feature flag flow forge formulate freeze govern grapple
guard halt hamper handle hover hurt impact impede inflate inform initiate inspect insure integrate interact interview
invent juggle jeopardise lag land lean license lobby lodge maintain mandate cost charge export plan share account change close download eliminate emit levy save
depreciate devalue dive escalate hike multiply nosedive quintuple recede shave subside aim approve ban block break collect debut delay demand exit fight foster fulfil grab head hint house inherit intensify land migrate outsell outspend outstrip pare partner peak pocket pour prioritise pump quicken reap refund relaunch rip scoop sign stall stem team tip trail whittle loft map mark market mirror mobilise monitor
mount nominate notify obtain offload operate oppose orbit overhaul overshadow own oversee penalise phase pick pilot
pioneer plague plead populate portray possess postpone praise preserve press probe prohibit propel prosper qualify
quit quote reassure recall reckon reclaim reconsider recoup redeem redirect refer refine reflect reform regain regulate
reinforce reject relax relocate remove renew rent reorganise reopen request rescue reserve reshape resume revamp revise
revive reward rival scale schedule scrap scrutinise search service shape shelve shift shine side simplify situate snag
solve source span specialise specify spin sponsor spur stabilise staff stem stick stimulate stipulate stop streamline
strip structure struggle study submit substitute succeed sue surge surpass surrender swap switch tackle tailor team
tender tie tighten top tour track transition travel treble tweak undercut undergo undermine underpin undertake store employ manufacture unlock
urge vary veto violate void waive walk wane wield withdraw withhold yield post foresee estimate forecast near top hit reach
pass clock log fetch bag net gross snap slap fine lay offload
count tally guide pencil tout insist argue calculate"""

_VERBS_OF_CHANGE = """rise raise increase grow gain climb jump surge soar skyrocket rocket leap swell expand
improve advance rally rebound recover accelerate boost lift double triple quadruple balloon edge tick inch
strengthen widen fall drop decline decrease reduce cut slump plunge plummet tumble sink slide dip shrink
contract lose lower shed slip ease narrow retreat weaken crash collapse slash trim halve shrivel dwindle
slow erode move swing add wipe spike snap firm"""

_IRREGULAR = {
    "arise": "arose arisen", "beat": "beaten", "become": "became", "begin": "began begun beginning",
    "bring": "brought", "build": "built", "buy": "bought", "choose": "chose chosen", "come": "came",
    "cut": "cutting", "deal": "dealt", "draw": "drew drawn", "drive": "drove driven",
    "fall": "fell fallen", "feel": "felt", "find": "found", "forecast": "forecasting",
    "get": "got gotten getting", "give": "gave given", "go": "went gone goes", "grow": "grew grown",
    "have": "had", "hear": "heard", "hit": "hitting", "hold": "held", "keep": "kept", "know": "knew known",
    "lay": "laid", "lead": "led", "leap": "leapt", "leave": "left", "lend": "lent", "let": "letting",
    "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "overcome": "overcame",
    "oversee": "oversaw", "overtake": "overtook overtaken", "pay": "paid", "put": "putting",
    "read": "", "repay": "repaid", "rise": "rose risen", "run": "ran running", "say": "said", "see": "saw seen",
    "seek": "sought", "sell": "sold", "send": "sent", "set": "setting", "show": "shown showed",
    "shrink": "shrank shrunk", "shut": "shutting", "sink": "sank sunk", "sit": "sat sitting",
    "slide": "slid", "spend": "spent", "split": "splitting", "stand": "stood", "steal": "stole stolen",
    "strike": "struck", "swell": "swollen", "swing": "swung", "take": "took taken", "tell": "told",
    "think": "thought", "win": "won winning", "write": "wrote written", "foresee": "foresaw foreseen",
    "undergo": "underwent undergone", "break": "broke broken", "cost": "costing", "fight": "fought", "outsell": "outsold",
    "outspend": "outspent", "bid": "bidding", "freeze": "froze frozen", "burn": "burnt burned",
    "spread": "spreading", "spill": "spilt spilled", "spin": "spun", "stick": "stuck", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "undertake": "undertook undertaken", "undercut": "undercutting", "quit": "quitting",
    "hurt": "", "shine": "shone",
}  # fmt: skip
_DOUBLING = wordset("""drop slip ship top wipe_ stop plan trim commit transfer net slap cut dip permit admit
    occur prefer shed ban grab rip pump refer log bag snap tap incur defer submit drag plot swap opt rob""")

# Base forms and -s forms that the news also uses as nouns.
_NOUNS_TOO = wordset("""access account address advance amount answer award average base benefit boast boost buy
    cancel cause change charge claim climb command contract cost cover cut deal decline decrease deliver design
    detail display drag draw drive drop ease edge employ estimate exercise face fall favor favour feature file fill
    finance fine finish forecast fuel fund gain grant gross growth guarantee hire hit hold host import increase
    issue jump lack launch lay lead leap lease leave let license lift list live log look lose make measure merge
    miss move near need net note offer open operate order pass pay place plan pledge plunge post power present
    price process produce project promise purchase push rally range rank read rebound record register release
    report result return review rise roll run sale secure sell sense set share ship show sign sit slide slip slump
    split spike stage stand start state stay strike supply support surge survey swing tap target test top total
    touch trade train transfer treat trigger turn update use value visit vote wait watch welcome win witness
    work yield export retreat crash collapse slash trim swell tick inch project contact schedule double triple
    half aim ban block break close download levy dive hike save debut delay demand exit fight grab head hint house land partner peak pump rip scoop stall team tip trail value worry view vow snap firm leap rocket balloon subject object model patent filing land lag score spread service scale source staff structure study team track tour market impact flow press pilot search shift side span spin spur stem switch tender tie walk request reserve reform rent quote reward rival schedule mandate phase pick lobby mount bid burn halt freeze commission repair rush travel void veto map mark stop strip sponsor permit store count tally guide pencil""")


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _stem(base: str) -> str:
    return base + base[-1] if base in _DOUBLING else base


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return _stem(base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def forms(base: str) -> tuple[str, ...]:
    """Every form of a verb: base, -s, past forms, -ing."""
    irregular = tuple(_IRREGULAR.get(base, "").split())
    past = () if irregular else (_past(base),)
    return (base, _third(base), *past, *irregular, _gerund(base))


def _verb_forms() -> dict[str, Word]:
    table = {}
    for base in f"{_VERBS} {_VERBS_OF_CHANGE}".split():
        noun = base in _NOUNS_TOO
        for form in forms(base):
            bare = form in (base, _third(base))
            table[form] = Word.NOUN_OR_VERB if noun and bare else Word.VERB
    return table


def _classes() -> dict[str, Word]:
    table = _verb_forms()
    for kind, words in _CLASSES.items():
        table |= dict.fromkeys(words.split(), kind)
    return table


CLASS = _classes()
"""Lower-case word -> its class; a word that is missing is OTHER, mostly a noun."""

BASE = {
    form: base
    for base in f"{_VERBS} {_VERBS_OF_CHANGE}".split()
    for form in forms(base)
}
"""Form of a verb -> its base form."""
