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
