"""The topics of an item, by a table of weighted words that anybody can extend.

A row is a topic's words of one weight: 3 settles it, 2 nearly, 1 only where nothing
speaks for another topic. A word stands for itself and its plural; one ending in `*` for
all single words that begin so. A word counts twice at most, in a heading three times as much.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

_NEEDED: Final = 2  # a score below this counts only where one topic has it
_SHARE: Final = 0.45  # of the strongest topic's score, for a further topic
_MOST: Final = 3
_LONGEST: Final = 4  # words of a row
_WORD: Final = re.compile(r"[\w&+]+(?:[.'][\w]+)*")
_REPEATS: Final = 2
_HEADING: Final = 3
# Any firm's results speak of profit and revenue, whatever it makes.
_EVERYWHERE: Final = {"business": 0.6}

TABLE: Final[dict[str, dict[int, str]]] = {
    "telecoms": {
        3: "4g | 5g | 6g | base station | broadband | carrier network | cell tower"
        " | copper line | fiber-optic | fibre-optic | fixed-line | landline"
        " | mobile customer | mobile data | mobile network | mobile operator"
        " | mobile subscriber | mobile tariff | optical cable | phone line"
        " | radio frequency | roaming | satellite internet | sms"
        " | submarine cable | telecom* | text message | texting"
        " | undersea cable | undersea internet cable | voice call"
        " | wireless carrier",
        2: "airtel | antenna | bt group | carrier | china mobile | china telecom"
        " | china unicom | deutsche telekom | dial-up | docomo | ericsson"
        " | esim | fiber | fibre | handset traffic | jio | masts | megabit*"
        " | mms | mtn | ntt | openreach | operator | orange sa | red sea"
        " | safaricom | sim card | softbank corp | spectrum | starlink"
        " | subscriber line | swisscom | t-mobile | telco | telefonica"
        " | telenor | telia | telstra | texts | undersea | vodacom | wap"
        " | wi-fi",
        1: "at&t | calls | comcast | connection | coverage | mobile | mobile phone"
        " | network | nokia | orange | tower | verizon | vodafone",
    },
    "internet": {
        3: "browser market | connected to the internet | domain name"
        " | internet access | internet availability | internet connection"
        " | internet penetration | internet traffic | internet user | netizen"
        " | offline population | online population | page views"
        " | registered domain | search engine | web browser | web search"
        " | world wide web",
        2: "bing | broadband household | browser | chrome | connected people"
        " | dead link | digital divide | duckduckgo | firefox | hyperlink"
        " | internet | internet outage | itu | mozilla | offline | online"
        " | online search | online user | registrar | safari | searches"
        " | surfing | the web | web page | web site | web user | webpage"
        " | website | wikipedia",
        1: "rural coverage | surf | users | web",
    },
    "e-commerce": {
        3: "black friday | cyber monday | e-commerce | e-tailer | ecommerce"
        " | gross merchandise | live-stream shopping | merchandise volume"
        " | online grocer | online grocery | online marketplace | online order"
        " | online retail | online retailer | online retailing | online sales"
        " | online seller | online shop | online shopper | online shopping"
        " | online store | prime day | quick commerce | shopping app"
        " | shopping festival | singles day | singles' day | web shop",
        2: "aliexpress | allegro | asos | coupang | delivery app | discounts"
        " | doordash | ebay | etsy | flipkart | gmv | goods | groceries"
        " | instacart | jd.com | jumia | lazada | live-commerce | marketplace"
        " | meesho | mercado libre | mercadolibre | merchandise value | parcel"
        " | pinduoduo | rakuten | retailer | shein | shoes | shopee | shopify"
        " | shopper | shopping | taobao | temu | tmall | tokopedia | walmart"
        " | wayfair | zalando",
        1: "amazon | basket | checkout | couriers | deliver* | merchant | orders"
        " | retail | sellers | warehouse",
    },
    "chips": {
        3: "2-nanometer | 2-nanometre | asml | chip design | chip designer"
        " | chip export | chip factory | chip import | chip maker | chip plant"
        " | chip sales | chip stock | chip-making | chipmaker | chipmaking"
        " | dram | fab plant | foundry | hbm | integrated circuit | lithograph*"
        " | lithography machine | memory chip | microchip | nand | nanometer"
        " | nanometre | photoresist | processor maker | semiconductor"
        " | sk hynix | smic | transistor | tsmc | wafer | ymtc",
        2: "2nm | 3nm | accelerators | amd | applied materials | arizona fab"
        " | arm holdings | broadcom | chip | cpu | fabs | globalfoundries | gpu"
        " | graphics card | hynix | infineon | intel | kioxia | mediatek"
        " | memory price | micron | nm | nvidia | nvidia's | nxp | processor"
        " | qualcomm | rapidus | silicon | solid-state drive | ssd"
        " | stmicroelectronics | texas instruments | tokyo electron",
        1: "accelerator | circuits | memory | node | packaging",
    },
    "cloud": {
        3: "alibaba cloud | amazon web services | aws | azure | backup servers"
        " | cloud arm | cloud business | cloud computing | cloud contract"
        " | cloud customer | cloud division | cloud infrastructure"
        " | cloud market | cloud outage | cloud provider | cloud revenue"
        " | cloud service | cloud spending | cloud storage | cloud unit"
        " | colocation | data center | data centre | google cloud | hyperscal*"
        " | private cloud | serverless | snowflake",
        2: "cloud | data hall | data store | databricks | digitalocean | equinix"
        " | hosting | oracle | oracle cloud | outage | ovh* | rack | rackspace"
        " | rented servers | saas | server farm | servers | storage | vmware",
        1: "computing | gigawatt | infrastructure | rented | server | workload",
    },
    "ev": {
        3: "battery car | battery-electric | battery-powered car | byd | catl"
        " | charge point | charging network | charging point | charging station"
        " | driverless | e-bike | electric bus | electric car | electric motor"
        " | electric motorcycle | electric saloon | electric scooter"
        " | electric suv | electric truck | electric van | electric vehicle"
        " | electrified | ev | fast charger | geely | gigafactory | li auto"
        " | nev | new energy vehicle | nio | plug-in hybrid | public charging"
        " | rivian | robotaxi | self-driving car | solid-state battery"
        " | supercharger | xpeng",
        2: "automaker | autonomous | bmw | carmaker | cars | charger | combustion"
        " | driving range | electric | ford | gm | hybrid | hyundai | kia"
        " | lithium | lucid | mercedes | model 3 | model y | passenger car"
        " | petrol | plug | polestar | renault | saloon | stellantis | tesla"
        " | toyota | vehicle | volkswagen | waymo | zeekr",
        1: "battery | car | drivers | km | motors | range",
    },
    "ai": {
        3: "ai | ai assistant | ai chip | anthropic | artificial intelligence"
        " | chatbot | chatgpt | claude | copilot | deep learning | deepseek"
        " | foundation model | gemini app | generative | gpt* | grok"
        " | image generator | language model | large model | llm"
        " | machine learning | machine translation | machine-learning"
        " | mistral ai | neural network | open-weight model | openai | openai's"
        " | perplexity | reasoning model | text-to-video | trained model | xai",
        2: "agentic | ai lab | ai model | alphago | assistant | benchmark"
        " | chat assistant | deepmind | gemini | hugging face | humanoid"
        " | image model | inference | learns | llama | nemotron | neural"
        " | new model | olympiad | parameter | prompts | robot | robotic*"
        " | stargate | tokens | trained | training run",
        1: "algorithm | compute | gpu | model | nvidia | training",
    },
    "phones": {
        3: "android phone | feature phone | feature-phone | flagship phone"
        " | foldable | handset | iphone | mobile phone sales | phone maker"
        " | phone market | phone model | phone sales | phone shipment"
        " | phonemaker | samsung galaxy | smart phone | smartphone"
        " | smartwatch shipment | tablet sales | tablet shipment",
        2: "airpods | apple watch | earbud | honor | huawei mate | ios device"
        " | ipad | mate | mate 60 | motorola | nothing phone | oneplus | oppo"
        " | phone prices | pixel | realme | redmi | smartwatch | tablet"
        " | transsion | vivo | wearable",
        1: "apple | device | huawei | mac | models | phone | samsung | shipment"
        " | xiaomi",
    },
    "fintech": {
        3: "bitcoin | blockchain | buy now, pay later | contactless payment"
        " | credit scoring | crypto | crypto exchange | cryptocurrenc*"
        " | cryptocurrency exchange | digital bank | digital currency"
        " | digital euro | digital lender | digital payment | digital wallet"
        " | digital yuan | e-wallet | ethereum | fintech | instant payment"
        " | instant-payment | m-pesa | mobile bank | mobile banking"
        " | mobile money | mobile payment | money transfer | neobank"
        " | online bank | online lender | open banking | pay later"
        " | payment app | payment platform | payments firm | stablecoin"
        " | tokenised | tokenized | upi",
        2: "adyen | alipay | ant group | binance | block inc | coinbase"
        " | contactless | ether | grab financial | klarna | lender | mastercard"
        " | monzo | n26 | nubank | payment | paypal | paytm | phonepe | pix"
        " | qr code | remittance | revolut | ripple | robinhood | sofi | square"
        " | stripe | tether | usdc | visa | wallet | wechat pay | wise",
        1: "bank | card | lending | loan | transaction | transfers",
    },
    # What is of crypto is of fintech first; some readers want that part of it, or not.
    "crypto": {
        3: "bitcoin | blockchain | crypto | crypto exchange | cryptocurrenc*"
        " | cryptocurrency exchange | ethereum | stablecoin | token sale",
        2: "binance | coinbase | ether | ripple | tether | usdc",
    },
    "funding": {
        3: "acquisition | angel investor | buying out | buyout"
        " | first day of trading | flotation | funding round | go public"
        " | goes public | going public | initial public offering | ipo | merger"
        " | pre-seed | private equity | public offering | raised capital"
        " | raised from investors | raised money | sale of shares | seed round"
        " | series a | series b | series c | series d | series e"
        " | share offering | share sale | start-up funding | startup funding"
        " | takeover | takeover bid | to be acquired | unicorn"
        " | venture capital | venture firm | venture fund | venture investment"
        " | venture investor | venture-capital | went on sale | went public",
        2: "a16z | accelerator programme | acquire | agreed to buy | agreed to pay"
        " | andreessen | backer | bought for | crowdfunding | debut | first day"
        " | fundraising | in a deal | in cash | investors led | led the round"
        " | listing | private round | purchase of | raised | raises | round led"
        " | sequoia | softbank | sold its shares | stake | stake in | start-up"
        " | startup | takes a stake | term sheet | to buy | valuation"
        " | valuation of | valued at | valuing | venture | will buy | worth"
        " | y combinator | young firms",
        1: "deal | financing | fund | invest | investment | investor | round",
    },
    "policy": {
        3: "antitrust | antitrust law | cartel | competition authority"
        " | competition commission | competition law | congress | data law"
        " | data protection | digital markets act | digital services act"
        " | digital tax | entity list | entity-list | european commission"
        " | export ban | export control | export licence | fined | ftc"
        " | import licence | import rule | lawmaker | lawsuit | legislation"
        " | ministry | parliament | privacy law | privacy rule | sanction"
        " | senate | subsidy scheme | supreme court | tariff"
        " | trade restriction | watchdog | white house",
        2: "appeal | ban | banned | bill | blacklist | blacklisted | brussels"
        " | compliance | court | court case | crackdown | fcc | fine | forbid*"
        " | government | import duty | investigation | judge | law | legal"
        " | levy | licence | licensing | minister | president | probe"
        " | prosecutor | regulation | regulator | restrict* | rules | ruling"
        " | settlement | subsidies | sued | suing | tax | trade war | treaty"
        " | voted | washington",
        1: "authority | commission | official | penalty | policy | state | trump",
    },
    "science": {
        3: "antibod* | antimatter | asteroid | astronaut | astronomer | big bang"
        " | biologist | black hole | cancer | chemist | clinical trial | comet"
        " | crew capsule | crispr | drug trial | earthquake | embryo"
        " | exoplanet | fossil | fusion reactor | galaxies | galaxy"
        " | gene editing | gene therapy | gene-editing | genom* | lunar"
        " | malaria | mammoth | mars mission | nasa | neuroscien* | observatory"
        " | particle | physicist | physics | quantum | qubit | rocket"
        " | satellite launch | space agency | space probe | space station"
        " | spacecraft | spacex | stem cell | supercomputer | surgery"
        " | telescope | vaccine | webb",
        2: "antarctic | biotech | blood | brain | brain implant | cern | collider"
        " | crystals | disease | dna | drug | experiment | gene"
        " | journal nature | laboratory | landed | lander | launch site | mars"
        " | moon | nobel | orbit | patients | peer-reviewed | planet | probe"
        " | protein | researcher | rocks | rover | satellite | scientific"
        " | scientist | space | species | therap* | university | virus",
        1: "launch | mission | research | science | study | trial",
    },
    "software": {
        3: "adobe | app download | app store | code repository | computer program"
        " | crm | database software | desktop computer | developer tool"
        " | drawing program | end of support | enterprise application | github"
        " | javascript | kernel | linux | low-code | macos | mobile app"
        " | office suite | open source | open-source | operating system"
        " | productivity suite | programming language | python | salesforce"
        " | sap | software | software maker | software update | source code"
        " | source-code | stack overflow | ubuntu | web framework | windows 10"
        " | windows 11 | windows update",
        2: "api | app | atlassian | autodesk | codebase | coders | coding"
        " | desktop | developer | download | excel | ibm | intuit | java"
        " | kubernetes | library | libreoffice | licence revenue"
        " | lines of code | maintainer | mysql | postgresql | programmer"
        " | red hat | servicenow | slack | spreadsheet | subscription price"
        " | subscription software | update | windows | workday | zoom",
        1: "code | features | install* | microsoft | platform | release | tool"
        " | version",
    },
    "gaming": {
        3: "blizzard | call of duty | e-sports | esports | fortnite | game console"
        " | game developer | game of the year | game pass | game publisher"
        " | game sales | game studio | gamer | games maker | gaming"
        " | gaming console | gaming studio | grand theft auto | mobile game"
        " | nintendo | online game | playstation | playstation 5 | pokemon"
        " | roblox | steam | steam deck | switch 2 | twitch | valve"
        " | video game | video-game | xbox | zelda",
        2: "activision | arcade | bandai | capcom | console | electronic arts"
        " | embracer | epic games | game | konami | mihoyo | minecraft"
        " | netease | new titles | oculus | playable | players | sega"
        " | square enix | tencent games | ubisoft",
        1: "sony | studio | tencent | title",
    },
    "social": {
        3: "bluesky | daily active users | dating app | discord | douyin"
        " | facebook | group chat | influencer | instagram | kuaishou"
        " | linkedin | mastodon | messaging app | messaging platform"
        " | messaging service | messenger app | online community | pinterest"
        " | reddit | short video | short-video | snapchat | social app"
        " | social media | social network | social networking | social platform"
        " | telegram | threads app | tiktok | tweets | wechat | weibo"
        " | whatsapp | xiaohongshu",
        2: "clubhouse | creators | elon musk's x | followers | kakaotalk | koo"
        " | line app | meta | meta platforms | monthly active users | snap"
        " | snap inc | teenagers | threads | tumblr | twitter | vk | x corp"
        " | youtube",
        1: "active users | bytedance | community | feed | friends | likes"
        " | messages | post | signal | users | viral",
    },
    "security": {
        3: "botnet | bug bounty | credential | crowdstrike | cyber* | cyberattack"
        " | dark web | data breach | data leak | data theft | ddos"
        " | denial of service | encryption | exploit | extortion | hacked"
        " | hacker | identity theft | leaked data | malware | password"
        " | patched | phishing | ransom | ransomware | security breach"
        " | security flaw | security hole | security update | spyware"
        " | stolen data | stolen passwords | thieves | trojan | two-factor"
        " | vulnerabilit* | wiretap | zero-day",
        2: "attacker | backdoor | breach | break-in | cisa | criminal | deepfake"
        " | espionage | faulty update | firewall | fortinet | fraud | gang"
        " | got in | hack | help desk | hijack* | hole | impostor"
        " | intelligence agency | leak | leaked | okta | palo alto networks"
        " | passkey | personal data | scam | secrets | security researcher"
        " | sentinelone | snoop* | spy | stole | stolen | surveillance"
        " | under attack | zero day",
        1: "attack | flaw | intrusion | patch | privacy | records | security",
    },
    "energy": {
        3: "battery storage | blackout | carbon emission | clean energy"
        " | coal plant | coal-fired | crude oil | electric grid | electricity"
        " | electricity price | emissions | energy storage | geothermal"
        " | gigawatt hours | green energy | green hydrogen | grid battery"
        " | grid operator | heat pump | hydrogen | hydropower | kilowatt hours"
        " | megawatt hours | natural gas | nuclear | nuclear plant"
        " | nuclear reactor | offshore wind | photovoltaic | power demand"
        " | power grid | power line | power plant | power station"
        " | pumped storage | renewable | rooftop panel | rooftop solar | solar"
        " | solar farm | solar panel | solar power | sun and wind | turbine"
        " | utility-scale | wind | wind farm | wind power | wind turbine",
        2: "carbon | climate | co2 | coal | dam | decarbon* | electrolyser"
        " | energy | fusion | gigawatts | greenhouse | grid | iter | kilowatt*"
        " | lng | megawatt | oil | panels | pipeline | reactor | refinery"
        " | rooftop | steel | terawatt | uranium | utilities | utility"
        " | windmill",
        1: "battery | gas | gigawatt | panel | plant | power",
    },
    "media": {
        3: "advertising revenue | album | bbc | box office | broadcaster"
        " | cable tv | cinema | concert | digital television | disney+"
        " | film studio | film ticket | hollywood | hulu | iqiyi | journalism"
        " | licence fee | live streaming platform | magazine | moviegoer"
        " | music label | music streaming | netflix | new york times"
        " | news publisher | news site | newspaper | paid listeners | pay-tv"
        " | podcast | publisher | radio station | record label | spotify"
        " | streaming service | television | television channel | theme park"
        " | video service | video streaming | video-on-demand",
        2: "actors | ad sales | advertis* | artist | audience | audiobook"
        " | channel | crunchyroll | disney | film | fox | guardian | hbo"
        " | listener | movie | music | newsroom | paramount | press | programme"
        " | readers | reporters | series | song | sony music | streaming"
        " | ticket sales | tv | universal music | viewer | warner"
        " | washington post | youtube premium",
        1: "content | episode | show | subscriber | subscriptions | video",
    },
    "business": {
        3: "annual revenue | capital expenditure | chief executive stepped down"
        " | dividend | earnings per share | fiscal quarter | full-year"
        " | gross margin | guidance | job cuts | job losses | laid off"
        " | lay off | layoff | net income | net loss | net profit"
        " | operating profit | profit warning | quarterly loss"
        " | quarterly profit | quarterly results | quarterly revenue"
        " | revenue fell | revenue grew | revenue rose | share buyback"
        " | total revenue",
        2: "analysts | cash flow | chief executive | cost cutting | cost-cutting"
        " | cut jobs | dismiss* | earnings | forecast | headcount | job cut"
        " | jobs | let go | lets go | market capitalisation"
        " | market capitalization | market value | pay rise | people go"
        " | profit | restructur* | retrench* | revenue | share price"
        " | shares fell | shares rose | staff | strike | turnover | union"
        " | workforce",
        1: "ceo | cost | employees | growth | margin | quarter | results | sales"
        " | shares | yuan",
    },
}
"""Topic -> weight -> its words, parted by ` | `."""


class Rule(NamedTuple):
    """A word that speaks for a topic with a weight, 0 to 3; 0 silences it there."""

    topic: str
    word: str
    weight: int


class Rules:
    """Words by topic and weight, made ready to be looked for."""

    def __init__(self, rows: Iterable[Rule]) -> None:
        self.rows: dict[str, tuple[tuple[str, int], ...]] = {}
        weights = {(rule.topic, rule.word): rule.weight for rule in rows}
        for (topic, word), weight in weights.items():
            if weight:
                self.rows[word] = (*self.rows.get(word, ()), (topic, weight))
        whole = [row for row in self.rows if not row.endswith("*")]
        self.forms = {
            plural: row for row in whole for plural in _plurals(" ".join(_words(row)))
        }
        self.forms |= {" ".join(_words(row)): row for row in whole}
        self.stems = tuple(row[:-1] for row in self.rows if row.endswith("*"))


@lru_cache(maxsize=4)  # the built-in ones, and those with editors' words now and before
def rules_with(more: tuple[Rule, ...] = ()) -> Rules:
    """The built-in rules, with further ones that win over them."""
    return Rules((*_built_in(), *more))


def _built_in() -> Iterator[Rule]:
    for topic, weights in TABLE.items():
        for weight, words in weights.items():
            for word in words.split("|"):
                yield Rule(topic, word.strip(), weight)


def topics_of(
    item_text: str, heading: str | None = None, rules: Rules | None = None
) -> tuple[str, ...]:
    """The topics of an item, the strongest first; none where no word settles one.

    >>> topics_of("Acme Motors sold 30,000 electric cars and built a gigafactory.")
    ('ev',)
    >>> topics_of("Nothing to see here.")
    ()
    """
    rules = rules or rules_with()
    scores = _scores(item_text, 1, rules)
    for topic, score in _scores(heading or "", _HEADING, rules).items():
        scores[topic] = scores.get(topic, 0) + score
    best = max(scores.values(), default=0)
    if best < _NEEDED and list(scores.values()).count(best) > 1:
        return ()
    ranked = sorted(scores, key=lambda topic: -scores[topic])
    enough = best * _SHARE
    return tuple(topic for topic in ranked if scores[topic] >= enough)[:_MOST]


def _scores(text: str, times: int, rules: Rules) -> dict[str, float]:
    scores: dict[str, float] = {}
    for row, count in Counter(_rows_in(text, rules)).items():
        for topic, weight in rules.rows[row]:
            worth = weight * min(count, _REPEATS) * times * _EVERYWHERE.get(topic, 1)
            scores[topic] = scores.get(topic, 0) + worth
    return scores


def _rows_in(text: str, rules: Rules) -> Iterator[str]:
    """The rows whose words stand in a text; of words that overlap only the longest."""
    words = _words(text)
    forms, stems, place = rules.forms, rules.stems, 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            row = forms.get(" ".join(words[place : place + length]))
            if row is not None:
                yield row
                break
        else:
            length = 1
            if words[place].startswith(stems):
                yield next(s + "*" for s in stems if words[place].startswith(s))
        place += length


def _words(text: str) -> list[str]:
    found = _WORD.findall(text.lower().replace("’", "'"))
    return [word.removesuffix("'s") for word in found]


def _plurals(words: str) -> tuple[str, ...]:
    if words.endswith("y"):
        return words + "s", words[:-1] + "ies"
    return words + "s", words + "es"
