"""Every currency: one row each. To add a currency, add a row.

A row is `CODE | symbols | names | hundredths`. Symbols are written before or after the
number, and hold no spaces. Names are singular and lower-case; their plurals are made
here, unless a name is already plural. Several words make one name when joined by `_`.
Hundredths name the currency's small coin, worth a hundredth.
The codes are those of ISO 4217, and some that it has retired but old texts still use.
"""

from decimal import Decimal

from briefings.figures.words import wordset

_ROWS = """
USD | $ US$ $US U$ U.S.$ USD$ | dollar buck greenback us_dollar u.s._dollar american_dollar united_states_dollar | cent us_cent
EUR | € EU€ | euro | euro_cent eurocent
GBP | £ PS UK£ STG £stg | pound_sterling british_pound pound sterling quid uk_pound | penny pence p
JPY | ¥ JP¥ Y= | yen japanese_yen |
CNY | 元 CN¥ RMB RMB¥ CNH | yuan renminbi rmb chinese_yuan kuai |
INR | ₹ Rs Rs. Re INR₹ | rupee indian_rupee | paise paisa
AUD | A$ AU$ $A $AU AUD$ | australian_dollar aussie_dollar |
CAD | C$ CA$ $C CAD$ CDN$ | canadian_dollar loonie |
NZD | NZ$ $NZ NZD$ | new_zealand_dollar kiwi_dollar |
HKD | HK$ $HK HKD$ | hong_kong_dollar |
SGD | S$ $S SGD$ SG$ | singapore_dollar singaporean_dollar |
TWD | NT$ $NT NTD TW$ T$ | taiwan_dollar new_taiwan_dollar nt_dollar taiwanese_dollar |
KRW | ₩ | won korean_won south_korean_won |
CHF | SFr Fr. SFr. | swiss_franc |
SEK | SKr | swedish_krona swedish_kronor swedish_krone krona kronor swedish_crown |
NOK | NKr | norwegian_krone norwegian_kroner norwegian_crown kroner |
DKK | DKr | danish_krone danish_kroner danish_crown krone |
ISK | | icelandic_krona |
PLN | zł | zloty polish_zloty złoty |
CZK | Kč | koruna czech_crown czech_koruna |
HUF | Ft | forint hungarian_forint |
RON | | romanian_leu leu lei |
BGN | лв | bulgarian_lev lev leva |
RSD | | serbian_dinar |
HRK | kn | kuna croatian_kuna |
RUB | ₽ | ruble rouble russian_ruble russian_rouble |
UAH | ₴ | hryvnia ukrainian_hryvnia |
BYN | | belarusian_ruble |
TRY | ₺ TL | lira turkish_lira |
ILS | ₪ NIS | shekel israeli_shekel new_shekel israeli_new_shekel | agorot
AED | Dh Dhs AED. | dirham uae_dirham emirati_dirham |
SAR | SR | saudi_riyal riyal |
QAR | QR | qatari_riyal |
OMR | | omani_rial |
KWD | KD | kuwaiti_dinar |
BHD | BD | bahraini_dinar |
JOD | | jordanian_dinar |
IQD | | iraqi_dinar |
IRR | | iranian_rial rial toman |
EGP | E£ LE | egyptian_pound |
MAD | | moroccan_dirham |
TND | | tunisian_dinar |
DZD | | algerian_dinar |
LYD | | libyan_dinar |
LBP | | lebanese_pound lebanese_lira |
SYP | | syrian_pound |
YER | | yemeni_rial |
ZAR | R | rand south_african_rand |
NGN | ₦ N | naira nigerian_naira |
KES | KSh Ksh KShs | kenyan_shilling shilling |
TZS | TSh | tanzanian_shilling |
UGX | USh | ugandan_shilling |
GHS | GH₵ GH¢ | cedi ghanaian_cedi |
ETB | | birr ethiopian_birr |
RWF | | rwandan_franc |
XOF | CFA FCFA | cfa_franc west_african_franc |
XAF | | central_african_franc |
ZMW | | kwacha zambian_kwacha |
MWK | | malawian_kwacha |
MZN | | metical |
AOA | | kwanza |
BWP | | pula |
NAD | N$ | namibian_dollar |
MUR | | mauritian_rupee |
SCR | | seychellois_rupee |
MGA | | ariary |
CDF | | congolese_franc |
SDG | | sudanese_pound |
SSP | | south_sudanese_pound |
SOS | | somali_shilling |
DJF | | djiboutian_franc |
ERN | | nakfa |
GMD | | dalasi |
GNF | | guinean_franc |
SLE | | leone |
LRD | | liberian_dollar |
MRU | | ouguiya |
LSL | | loti |
SZL | | lilangeni |
ZWL | Z$ | zimbabwean_dollar zimbabwe_dollar |
BIF | | burundian_franc |
KMF | | comorian_franc |
CVE | | cape_verdean_escudo |
STN | | dobra |
MYR | RM | ringgit malaysian_ringgit | sen
IDR | Rp | rupiah indonesian_rupiah |
THB | ฿ | baht thai_baht |
VND | ₫ | dong vietnamese_dong |
PHP | ₱ | philippine_peso filipino_peso | centavo
LKR | ரூ | sri_lankan_rupee |
PKR | | pakistani_rupee |
NPR | | nepalese_rupee |
BDT | ৳ Tk | taka bangladeshi_taka |
MMK | | kyat |
KHR | ៛ | riel |
LAK | ₭ | kip lao_kip |
MNT | ₮ | tugrik togrog |
KZT | ₸ | tenge kazakh_tenge |
UZS | | uzbek_som |
KGS | | kyrgyz_som |
TJS | | somoni |
TMT | | turkmen_manat |
AZN | ₼ | manat azerbaijani_manat |
GEL | ₾ | lari georgian_lari |
AMD | ֏ | dram_armenian armenian_dram |
AFN | ؋ | afghani |
MOP | MOP$ | pataca |
BND | B$ | brunei_dollar |
FJD | FJ$ | fijian_dollar |
PGK | | kina |
WST | | tala |
TOP | | paanga |
VUV | | vatu |
SBD | | solomon_islands_dollar |
XPF | | cfp_franc |
MVR | | rufiyaa |
BTN | | ngultrum |
KPW | | north_korean_won |
BRL | R$ | real reais brazilian_real | centavo_real
MXN | Mex$ MX$ MXN$ | mexican_peso |
ARS | AR$ | argentine_peso argentinian_peso |
CLP | CLP$ | chilean_peso |
COP | COL$ | colombian_peso |
PEN | S/ S/. | peruvian_sol sol |
UYU | $U | uruguayan_peso |
PYG | ₲ | guarani |
BOB | Bs | boliviano |
VES | | bolivar venezuelan_bolivar |
CRC | ₡ | colón colon costa_rican_colon |
GTQ | | quetzal |
HNL | | lempira |
NIO | | cordoba |
PAB | | balboa |
DOP | RD$ | dominican_peso |
CUP | | cuban_peso |
HTG | | gourde |
JMD | J$ | jamaican_dollar |
TTD | TT$ | trinidad_dollar |
BBD | Bds$ | barbadian_dollar |
BSD | | bahamian_dollar |
BZD | BZ$ | belize_dollar |
BMD | | bermudian_dollar |
KYD | CI$ | cayman_dollar |
XCD | EC$ | east_caribbean_dollar |
GYD | | guyanese_dollar |
SRD | | surinamese_dollar |
AWG | | aruban_florin |
ANG | | antillean_guilder |
ALL | | albanian_lek |
BAM | | convertible_mark |
MKD | | denar |
MDL | | moldovan_leu |
BTC | ₿ | bitcoin | satoshi
ETH | Ξ | ether |
DEM | DM | deutsche_mark deutschmark german_mark marks |
FRF | FFr | french_franc franc |
ITL | | italian_lira |
ESP | Pta Ptas | peseta |
NLG | | guilder dutch_guilder |
BEF | | belgian_franc |
ATS | | austrian_schilling |
FIM | | markka finnish_markka finnmark |
PTE | | portuguese_escudo escudo |
GRD | | drachma |
IEP | IR£ | irish_pound punt |
"""

HUNDREDTH = Decimal("0.01")
# One satoshi is a hundred-millionth of a bitcoin; every other small coin a hundredth.
_SMALL = {"satoshi": Decimal("0.00000001")}
# These are words of their own far more often than money, so only their symbols count.
_AMBIGUOUS_CODES = frozenset(
    {
        "ALL",
        "TOP",
        "TRY",
        "MAD",
        "COP",
        "PEN",
        "BOB",
        "CUP",
        "SOS",
        "GEL",
        "AMD",
        "MOP",
        "BAM",
        "ANG",
        "PHP",
    }
)
_INVARIABLE = wordset(
    "yen yuan renminbi rmb won rand baht pence reais kronor kroner lei leva sterling quid "
    "kuai naira kwacha dong ringgit"
)


def _plural(name: str) -> str:
    if name in _INVARIABLE or name.rsplit("_", maxsplit=1)[-1] in _INVARIABLE:
        return name
    return name[:-1] + "ies" if name.endswith("y") else name + "s"


def _spellings(name: str) -> set[str]:
    return {spelling.replace("_", " ") for spelling in (name, _plural(name))}


def _fields(row: str) -> tuple[str, list[str], list[str], list[str]]:
    code, symbols, names, small = (part.strip() for part in row.split("|"))
    return code, symbols.split(), names.split(), small.split()


def _tables() -> tuple[dict[str, str], dict[str, tuple[str, Decimal]]]:
    symbols: dict[str, str] = {}
    names: dict[str, tuple[str, Decimal]] = {}
    for row in _ROWS.strip().splitlines():
        code, signs, words, small = _fields(row)
        symbols |= dict.fromkeys(signs, code)
        symbols.setdefault(code, code)
        for name in words:
            names |= dict.fromkeys(_spellings(name), (code, Decimal(1)))
        for coin in small:
            worth = (code, _SMALL.get(coin, HUNDREDTH))
            names |= dict.fromkeys(_spellings(coin), worth)
    return symbols, names


SYMBOLS, NAMES = _tables()
"""`SYMBOLS`: symbol or code, as written -> ISO code. `NAMES`: lower-case name, words
apart by a space -> (ISO code, worth in that currency)."""

CODES = frozenset(SYMBOLS.values())
SAFE_CODES = CODES - _AMBIGUOUS_CODES
