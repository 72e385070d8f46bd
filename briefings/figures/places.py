"""Countries and regions, by their names and the names of their people."""

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
Spain|spanish
Netherlands|dutch
Sweden|swedish
Norway|norwegian
Finland|finnish
Denmark|danish
Poland|polish
Switzerland|swiss
Austria|austrian
Belgium|belgian
Ireland|irish
Portugal|portuguese
Greece|greek
Russia|russian
Ukraine|ukrainian
Turkey|turkish
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
Argentina|argentine
Chile|chilean
Colombia|colombian
Peru|peruvian
Canada|canadian canadians
Australia|australian australians
New Zealand|
Taiwan|taiwanese
Hong Kong|
Singapore|singaporean
Malaysia|malaysian
Indonesia|indonesian
Thailand|thai
Vietnam|vietnamese
Philippines|philippine filipino
Pakistan|pakistani
Bangladesh|bangladeshi
Sri Lanka|sri_lankan
Nepal|nepalese
Kazakhstan|kazakh
Hungary|hungarian
Czech Republic|czech
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
Luxembourg|
Estonia|estonian
Latvia|latvian
Lithuania|lithuanian
Slovakia|slovak
Slovenia|slovenian
Croatia|croatian
Bulgaria|bulgarian
Iceland|icelandic
Serbia|serbian
Scotland|scottish
Wales|welsh
England|
Uzbekistan|uzbek
Cambodia|cambodian
Myanmar|
Mongolia|mongolian
Qatar|qatari
Kuwait|kuwaiti
Oman|omani
Bahrain|
Lebanon|lebanese
Iraq|iraqi
Iran|iranian
Algeria|algerian
Tunisia|tunisian
Senegal|senegalese
Ivory Coast|
Cameroon|
Uganda|ugandan
Tanzania|tanzanian
Rwanda|rwandan
Zambia|zambian
Zimbabwe|zimbabwean
Botswana|
Namibia|
Mozambique|
Angola|angolan
Uruguay|uruguayan
Paraguay|
Bolivia|bolivian
Ecuador|ecuadorian
Venezuela|venezuelan
Costa Rica|
Panama|
Guatemala|
Dominican Republic|
Cuba|cuban
Jamaica|
Puerto Rico|
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


def _tables() -> dict[str, str]:
    table = {}
    for row in _ROWS.strip().splitlines():
        name, others = row.split("|")
        for spelling in (name.lower(), *others.replace("_", " ").split("  ")):
            table[spelling] = name
        for spelling in others.split():
            table[spelling.replace("_", " ")] = name
    table.pop("", None)
    return table


PLACES = _tables()
"""Lower-case name or adjective, words apart by a space -> the place's name."""

LONGEST = 3
WORLD = "World"
