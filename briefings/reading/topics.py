"""The topics of an item, by a table of weighted words that anybody can extend.

A row is a topic's words of one weight: 3 settles it alone, 2 nearly, 1 only together
with others. A word stands for itself and its plural; one ending in `*` for all words
that begin so. A word counts twice at most, in a heading three times as much.
"""

import re
from functools import cache
from typing import Final

_NEEDED: Final = 3  # a score below this names no topic
_SHARE: Final = 0.45  # of the strongest topic's score, for a further topic
_MOST: Final = 3
_REPEATS: Final = 2
_HEADING: Final = 3

TABLE: Final[dict[str, dict[int, str]]] = {
    "telecoms": {
        3: "telecom* | 5g | 6g | broadband | mobile network | fibre-optic | fiber-optic"
        " | carrier network | text message | texting | sms | roaming | submarine cable"
        " | undersea cable | base station | satellite internet | mobile operator"
        " | wireless carrier | mobile data | fixed-line | landline",
        2: "texts | subscriber line | spectrum | fibre | fiber | sim card | esim | operator"
        " | carrier | vodafone | verizon | at&t | t-mobile | china mobile | china unicom"
        " | china telecom | airtel | jio | ericsson | starlink | handset traffic | wi-fi"
        " | antenna | telco | orange sa | deutsche telekom | telefonica | mms | wap",
        1: "network | mobile phone | coverage | calls | mobile | connection | tower",
    },
    "internet": {
        3: "internet user | online population | internet penetration | web browser"
        " | internet availability | search engine | netizen | internet access"
        " | world wide web | domain name | internet traffic | internet connection",
        2: "internet | online user | website | broadband household | digital divide"
        " | browser | web page | online search | wikipedia",
        1: "online | web | surf | rural coverage | users",
    },
    "e-commerce": {
        3: "e-commerce | ecommerce | online retail* | online shop* | online sales"
        " | online marketplace | live-stream shopping | singles' day | singles day"
        " | prime day | quick commerce | online grocer* | online store",
        2: "marketplace | merchandise value | gmv | shopper | parcel | jd.com | pinduoduo"
        " | temu | shein | taobao | tmall | flipkart | mercadolibre | shopify | ebay"
        " | etsy | coupang | zalando | meesho | retailer | live-commerce | delivery app",
        1: "retail | shopping | orders | basket | warehouse | merchant | amazon | couriers"
        " | deliver* | sellers | checkout",
    },
    "chips": {
        3: "semiconductor | chipmaker | chipmaking | chip-making | integrated circuit"
        " | wafer | foundry | lithograph* | dram | nand | microchip | tsmc | asml | smic"
        " | ymtc | nanometre | nanometer | fab plant | photoresist | memory chip | hbm"
        " | chip plant | chip factory | chip design* | processor maker | sk hynix",
        2: "chip | qualcomm | micron | nvidia | intel | broadcom | arm holdings | amd"
        " | processor | gpu | cpu | transistor | solid-state drive | ssd | mediatek"
        " | globalfoundries | infineon | fabs | silicon | 2nm | 3nm | nm",
        1: "memory | circuits | packaging | accelerator | node",
    },
    "cloud": {
        3: "cloud comput* | cloud revenue | cloud service | cloud business | cloud unit"
        " | cloud infrastructure | data centre | data center | aws | azure | google cloud"
        " | hyperscal* | alibaba cloud | cloud provider | cloud arm | cloud division"
        " | serverless | cloud spending | cloud customer | colocation",
        2: "cloud | server farm | oracle cloud | rack | saas",
        1: "server | workload | hosting | infrastructure | gigawatt",
    },
    "ev": {
        3: "electric vehicle | electric car | ev | evs | supercharger | charging station"
        " | charging point | new energy vehicle | nev | plug-in hybrid | byd | nio | xpeng"
        " | rivian | catl | robotaxi | battery car | electric truck | electric bus"
        " | electric scooter | e-bike | charge point | gigafactory | li auto | electric suv"
        " | battery-electric | geely | self-driving car | driverless",
        2: "tesla | lucid | charger | model 3 | model y | lithium | hybrid | carmaker"
        " | automaker | polestar | autonomous | volkswagen | waymo | passenger car"
        " | charging network | zeekr | vehicle",
        1: "battery | car | range | cars | motors | drivers | km",
    },
    "ai": {
        3: "artificial intelligence | ai | generative | language model | chatbot | openai"
        " | chatgpt | anthropic | deepseek | machine learning | neural network | llm"
        " | gpt* | gemini app | copilot | deep learning | foundation model | mistral ai"
        " | image generator | claude | text-to-video | open-weight model",
        2: "gemini | inference | training run | parameter | ai model | prompts | agentic"
        " | tokens | hugging face | stargate | nemotron | llama",
        1: "model | algorithm | compute | training | nvidia | gpu",
    },
    "phones": {
        3: "smartphone | iphone | handset | foldable | galaxy s* | phone shipment"
        " | phone sales | phone maker | phonemaker | feature phone | android phone"
        " | feature-phone | mobile phone sales | phone market | tablet shipment",
        2: "xiaomi | oppo | vivo | transsion | honor | oneplus | ipad | tablet"
        " | smartwatch | wearable | earbud | airpods | apple watch | pixel | huawei mate",
        1: "phone | samsung | apple | shipment | device | mac | huawei | handsets | models",
    },
    "fintech": {
        3: "fintech | digital payment | mobile payment | e-wallet | digital wallet | upi"
        " | mobile money | cryptocurrenc* | bitcoin | stablecoin | buy now, pay later"
        " | digital bank | neobank | digital currency | payment platform | blockchain"
        " | instant-payment | instant payment | contactless payment | crypto | m-pesa"
        " | ethereum | digital yuan | online lender | payments firm | digital euro",
        2: "paypal | alipay | stripe | paytm | phonepe | wechat pay | adyen | klarna"
        " | revolut | ant group | visa | mastercard | remittance | wallet | coinbase"
        " | block inc | pix | payment | nubank | binance",
        1: "bank | transaction | lending | card | transfers | loan",
    },
    "funding": {
        3: "series a | series b | series c | series d | series e | seed round | venture capital"
        " | funding round | raised money | initial public offering | ipo | went public"
        " | unicorn | venture fund | start-up funding | startup funding | angel investor"
        " | private equity | takeover | acquisition | buyout | venture investment"
        " | venture-capital | pre-seed | public offering | venture firm | share sale",
        2: "raised | valuation | valued at | investors led | acquire | merger | backers"
        " | start-up | startup | to buy | softbank | sequoia | stake | round led | listing"
        " | led the round | debut | fundraising",
        1: "investor | investment | round | deal | financing | invest | fund",
    },
    "policy": {
        3: "antitrust | regulator | lawsuit | fined | sanction | export control | tariff"
        " | legislation | lawmaker | digital markets act | european commission | privacy law"
        " | competition authority | watchdog | competition law | ftc | cartel | supreme court"
        " | data protection | digital services act | parliament | lawmakers | export ban"
        " | ministry | white house | entity list | subsidy scheme",
        2: "ban | court | rules | fine | bill | senate | congress | judge | probe"
        " | investigation | government | minister | law | ruling | appeal | crackdown"
        " | licence | compliance | blacklist | subsidies | settlement | regulation",
        1: "commission | authority | state | official | trump | policy | penalty",
    },
    "science": {
        3: "spacecraft | nasa | quantum | rocket | telescope | genom* | astronaut | lunar"
        " | gene editing | gene-editing | crispr | clinical trial | fusion reactor | vaccine"
        " | asteroid | space agency | supercomputer | spacex | space station | particle"
        " | scientist | researcher | physicist | astronomer | mars mission | qubit | exoplanet",
        2: "satellite | orbit | laboratory | biotech | launch site | protein | experiment"
        " | university | peer-reviewed | journal nature | species | dna | moon | mars",
        1: "study | launch | science | research | trial | mission",
    },
    "software": {
        3: "software | operating system | open source | open-source | app store | developer tool"
        " | windows 11 | linux | enterprise application | app download | programming language"
        " | code repository | github | salesforce | sap | adobe | productivity suite | crm"
        " | low-code | source code | kernel | mobile app | office suite",
        2: "microsoft | developer | api | update | java | python | subscription software"
        " | servicenow | workday | atlassian | zoom | slack | licence revenue | app | apps"
        " | programmers | download",
        1: "version | release | platform | tool | code | install* | features",
    },
    "gaming": {
        3: "video game | gamer | gaming | esports | e-sports | playstation | xbox | nintendo"
        " | game console | game studio | mobile game | steam deck | game publisher | twitch"
        " | switch 2 | roblox | fortnite | online game | game developer | games maker",
        2: "console | netease | ubisoft | electronic arts | epic games | game | minecraft"
        " | activision | sega | capcom | tencent games | players",
        1: "studio | title | tencent | sony | titles",
    },
    "social": {
        3: "social media | social network* | facebook | instagram | tiktok | snapchat | weibo"
        " | whatsapp | wechat | douyin | telegram | reddit | linkedin | mastodon | bluesky"
        " | pinterest | messaging app | influencer | short-video | short video | discord"
        " | kuaishou | xiaohongshu | daily active users | messenger app | threads app",
        2: "meta platforms | twitter | bytedance | monthly active users | followers | meta"
        " | posts | youtube | snap inc | creators | feed | x corp",
        1: "users | messages | friends | post | community | active users",
    },
    "security": {
        3: "ransomware | data breach | cyber* | hacker | malware | phishing | vulnerabilit*"
        " | hacked | spyware | zero-day | ddos | encryption | stolen data | botnet | exploit"
        " | password | two-factor | patched | security flaw | credential | identity theft",
        2: "breach | attacker | leaked | hack | firewall | crowdstrike | palo alto networks"
        " | fraud | scam | security researcher | backdoor | stolen | passkey",
        1: "attack | security | records | patch | flaw | intrusion | privacy",
    },
    "energy": {
        3: "solar | wind farm | wind power | renewable | nuclear | power plant | power grid"
        " | electricity | photovoltaic | hydrogen | energy storage | carbon emission"
        " | heat pump | hydropower | geothermal | grid operator | natural gas | wind turbine"
        " | battery storage | offshore wind | coal-fired | utility-scale | emissions",
        2: "megawatt | grid | energy | turbine | reactor | oil | coal | carbon | climate"
        " | power demand | utility | utilities | terawatt | kilowatt* | decarbon*",
        1: "gigawatt | power | battery | panel | plant | gas",
    },
    "media": {
        3: "streaming service | box office | netflix | spotify | disney+ | music streaming"
        " | film studio | podcast | newspaper | broadcaster | hollywood | pay-tv | cable tv"
        " | publisher | video streaming | live streaming platform | journalism | hulu"
        " | album | digital television | advertising revenue | video-on-demand | iqiyi"
        " | television | record label | bbc",
        2: "disney | streaming | tv | film | music | warner | paramount | viewer | audience"
        " | movie | song | listeners | newsroom | advertis* | ad sales | artist | channel"
        " | programme | series",
        1: "subscriber | subscriptions | video | content | show | episode | cinema",
    },
    "business": {
        3: "quarterly profit | quarterly revenue | net income | operating profit | earnings per share"
        " | total revenue | net profit | layoff | job cuts | dividend | quarterly results"
        " | share buyback | gross margin | annual revenue | fiscal quarter | profit warning"
        " | job losses | lay off | laid off | quarterly loss | full-year | guidance | revenue rose"
        " | revenue fell | revenue grew | net loss | chief executive stepped down | capital expenditure",
        2: "revenue | profit | earnings | shares rose | shares fell | analysts | quarter"
        " | market value | forecast | market capitalisation | market capitalization | staff"
        " | workforce | restructur* | chief executive | turnover | headcount | jobs | share price"
        " | cash flow",
        1: "sales | shares | margin | cost | results | ceo | employees | growth | yuan",
    },
}
"""Topic -> weight -> its words, parted by ` | `."""


def topics_of(item_text: str, heading: str | None = None) -> tuple[str, ...]:
    """The topics of an item, the strongest first; none where no word settles one.

    >>> topics_of("Acme Motors sold 30,000 electric cars and built a gigafactory.")
    ('ev',)
    >>> topics_of("Nothing to see here.")
    ()
    """
    scores = _scores(item_text, 1)
    for topic, score in _scores(heading or "", _HEADING).items():
        scores[topic] = scores.get(topic, 0) + score
    best = max(scores.values(), default=0)
    enough = max(_NEEDED, best * _SHARE)
    ranked = sorted(scores, key=lambda topic: -scores[topic])
    return tuple(topic for topic in ranked if scores[topic] >= enough)[:_MOST]


def _scores(text: str, times: int) -> dict[str, float]:
    counts: dict[str, int] = {}
    for found in _pattern().finditer(text.lower().replace("’", "'")):
        # Only the longest word counts: "data centre" is no "data".
        word = _row_of(found[0])
        counts[word] = counts.get(word, 0) + 1
    scores: dict[str, float] = {}
    for word, count in counts.items():
        for topic, weight in _rows().get(word, ()):
            scores[topic] = scores.get(topic, 0) + weight * min(count, _REPEATS) * times
    return scores


@cache
def _rows() -> dict[str, tuple[tuple[str, int], ...]]:
    rows: dict[str, tuple[tuple[str, int], ...]] = {}
    for topic, weights in TABLE.items():
        for weight, words in weights.items():
            for word in words.split("|"):
                key = word.strip()
                rows[key] = (*rows.get(key, ()), (topic, weight))
    return rows


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_rows(), key=len, reverse=True)
    forms = (_form(word) for word in words)
    return re.compile(r"(?<![\w&])(?:" + "|".join(forms) + r")(?!\w)")


def _form(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    if word[-1] == "y":
        return re.escape(word[:-1]) + "(?:y|ies)"
    return re.escape(word) + ("(?:s|es)?" if word[-1].isalpha() else "")


@cache
def _row_of(found: str) -> str:
    """The row a word of a text belongs to: itself, its singular, or its stem."""
    rows = _rows()
    singular = (found, found.removesuffix("s"), found.removesuffix("es"))
    for form in (*singular, found.removesuffix("ies") + "y"):
        if form in rows:
            return form
    stems = (found[:length] + "*" for length in range(len(found), 0, -1))
    return next((stem for stem in stems if stem in rows), found)
