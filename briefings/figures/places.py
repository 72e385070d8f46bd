"""Countries and regions, by their names and the names of their people."""

from briefings.figures.words import wordset

_ROWS = """
China|chinese prc mainland_china
India|indian indians
US|u.s. u.s us american americans united_states usa america
UK|british u.k. u.k united_kingdom britain britons britain's
Japan|japanese
South Korea|south_korean korea korean
Germany|german germans
France|french
Italy|italian
Spain|spanish spaniards
Netherlands|dutch
Sweden|swedish swedes
Norway|norwegian
Finland|finnish finns
Denmark|danish danes
Poland|polish poles
Switzerland|swiss
Austria|austrian
Belgium|belgian
Ireland|irish
Portugal|portuguese
Greece|greek greeks
Russia|russian
Ukraine|ukrainian
Turkey|turkish turks türkiye
Israel|israeli
Saudi Arabia|saudi
UAE|united_arab_emirates emirati
Egypt|egyptian
South Africa|south_african
Nigeria|nigerian
Kenya|kenyan kenyans
Ethiopia|ethiopian
Ghana|ghanaian
Morocco|moroccan
Brazil|brazilian brazilians
Mexico|mexican
Argentina|argentine argentines argentinian
Chile|chilean
Colombia|colombian
Peru|peruvian
Canada|canadian canadians
Australia|australian australians
New Zealand|new_zealanders
Taiwan|taiwanese
Hong Kong|hong_kongers
Singapore|singaporean
Malaysia|malaysian
Indonesia|indonesian
Thailand|thai
Vietnam|vietnamese
Philippines|philippine filipino filipinos
Pakistan|pakistani
Bangladesh|bangladeshi
Sri Lanka|sri_lankan
Nepal|nepalese
Kazakhstan|kazakh kazakhs
Hungary|hungarian
Czech Republic|czech czechs czechia
Romania|romanian
Europe|european europeans
Americas|the_americas
EMEA|
EU|european_union e.u.
Asia|asian
Africa|african
North America|north_american
Latin America|latin_american
Middle East|
Southeast Asia|southeast_asian south-east_asia south-east_asian
Asia Pacific|asia-pacific
Greater China|
Shanghai|
Beijing|
Shenzhen|
Guangdong|
Hangzhou|
London|
New York|
California|
Texas|
Arizona|
Ohio|
Virginia|
Tokyo|
Seoul|
Mumbai|
Bengaluru|bangalore
Delhi|
Berlin|
Paris|
Dubai|
Silicon Valley|
Malta|maltese
Cyprus|cypriot
Luxembourg|luxembourgers
Estonia|estonian
Latvia|latvian
Lithuania|lithuanian
Slovakia|slovak slovaks
Slovenia|slovenian slovene slovenes
Croatia|croatian croats
Bulgaria|bulgarian
Iceland|icelandic icelanders
Serbia|serbian serbs
Scotland|scottish scots
Wales|welsh
England|
Uzbekistan|uzbek uzbeks
Cambodia|cambodian
Myanmar|burmese
Mongolia|mongolian
Qatar|qatari
Kuwait|kuwaiti
Oman|omani
Bahrain|bahraini
Lebanon|lebanese
Iraq|iraqi
Iran|iranian
Algeria|algerian
Tunisia|tunisian
Senegal|senegalese
Ivory Coast|ivorian
Cameroon|cameroonian
Uganda|ugandan
Tanzania|tanzanian
Rwanda|rwandan
Zambia|zambian
Zimbabwe|zimbabwean
Botswana|
Namibia|namibian
Mozambique|mozambican
Angola|angolan
Uruguay|uruguayan
Paraguay|paraguayan
Bolivia|bolivian
Ecuador|ecuadorian
Venezuela|venezuelan
Costa Rica|costa_rican
Panama|panamanian
Guatemala|guatemalan
Dominican Republic|dominican
Cuba|cuban
Jamaica|jamaican
Puerto Rico|puerto_rican
Afghanistan|afghan
Armenia|armenian
Azerbaijan|azerbaijani
Georgia|georgian
Belarus|belarusian
Moldova|moldovan
Albania|albanian
North Macedonia|
Bosnia|bosnian
Kosovo|
Montenegro|montenegrin
Kyrgyzstan|kyrgyz
Tajikistan|tajik tajiks
Turkmenistan|turkmen
Laos|laotian
Brunei|bruneian
East Timor|timorese
Papua New Guinea|
Fiji|fijian
Bhutan|bhutanese
Maldives|maldivian
Jordan|jordanian
Syria|syrian
Yemen|yemeni
Libya|libyan
Sudan|sudanese
South Sudan|
Somalia|somali
Eritrea|eritrean
Djibouti|
Niger|
Mali|malian
Burkina Faso|
Benin|beninese
Togo|togolese
Liberia|liberian
Sierra Leone|
Guinea|guinean
Gambia|gambian
Gabon|gabonese
Congo|congolese
Burundi|burundian
Malawi|malawian
Lesotho|
Eswatini|
Madagascar|malagasy
Mauritius|mauritian
Seychelles|
Honduras|honduran
El Salvador|salvadoran
Nicaragua|nicaraguan
Haiti|haitian
Trinidad and Tobago|trinidadian
Barbados|
Bahamas|bahamian
Guyana|guyanese
Suriname|
North Korea|north_korean
Gulf|
South Asia|
Central Asia|
East Africa|
West Africa|
Sub-Saharan Africa|
Eastern Europe|
Western Europe|
Taipei|
Osaka|
Wuhan|
Chengdu|
Guangzhou|
Jakarta|
Manila|
Bangkok|
Hanoi|
Lagos|
Nairobi|
Cairo|
Johannesburg|
Lima|
Bogotá|bogota
Santiago|
Rio de Janeiro|
Istanbul|
Ankara|
Athens|
Rome|
Vienna|
Prague|
Warsaw|
Budapest|
Bucharest|
Lisbon|
Copenhagen|
Stockholm|
Oslo|
Helsinki|
Dublin|
Zurich|
Riyadh|
Abu Dhabi|
Accra|
Abuja|
Addis Ababa|
Casablanca|
Cape Town|
Kampala|
Karachi|
Lahore|
Dhaka|
Kuala Lumpur|
Ho Chi Minh City|
Melbourne|
Busan|
São Paulo|
Mexico City|
Buenos Aires|
Munich|
Frankfurt|
Dresden|
Madrid|
Milan|
Amsterdam|
Toronto|
Sydney|
Hyderabad|
Chennai|
Karnataka|
Tamil Nadu|
Maharashtra|
Gujarat|
Telangana|
San Francisco|
Florida|
Michigan|
Nevada|
Oregon|
Massachusetts|
Illinois|
Pennsylvania|
North Carolina|
Tennessee|
Indiana|
Wisconsin|
Louisiana|
World|worldwide global globally
"""


_BY_NAME = wordset("""swedes finns danes poles spaniards turks greeks argentines filipinos kazakhs czechs slovaks slovenes
    croats serbs scots icelanders uzbeks tajiks luxembourgers britons""") | {
    "new zealanders",
    "hong kongers",
}
_PEOPLES = ("an", "ian", "i", "in")  # "Peruvian", "Iraqi": the people, with an s


def _tables() -> dict[str, str]:
    table = {}
    for row in _ROWS.strip().splitlines():
        name, others = row.split("|")
        for spelling in (name.lower(), *others.replace("_", " ").split("  ")):
            table[spelling] = name
        for spelling in others.split():
            table[spelling.replace("_", " ")] = name
            if spelling.endswith(_PEOPLES):
                table[spelling.replace("_", " ") + "s"] = name
    table.pop("", None)
    return table


PLACES = _tables()
"""Lower-case name or adjective, words apart by a space -> the place's name."""

DEMONYMS = frozenset(
    word.rpartition(" ")[2]
    for word in PLACES
    if word.endswith("s") and (word[:-1] in PLACES or word in _BY_NAME)
)
"""The last word of what a place's people are called: "peruvians", "zealanders"."""

LONGEST = 3
WORLD = "World"
