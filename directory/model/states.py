"""States, districts, territories and military "states": postal abbreviations and names."""

MILITARY = frozenset({"AA", "AE", "AP"})

STATE_NAMES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
    "AS": "American Samoa",
    "FM": "Federated States of Micronesia",
    "GU": "Guam",
    "MH": "Marshall Islands",
    "MP": "Northern Mariana Islands",
    "PR": "Puerto Rico",
    "PW": "Palau",
    "VI": "US Virgin Islands",
    "AA": "Armed Forces Americas",
    "AE": "Armed Forces Europe",
    "AP": "Armed Forces Pacific",
}
STATES = tuple(sorted(STATE_NAMES))
STATE_NUMBER = {state: number for number, state in enumerate(STATES)}

_ELSEWHERE = """
AL Алабама|阿拉巴马
AK Аляска|阿拉斯加
AZ Аризона|亚利桑那
AR Арканзас|阿肯色
CA Калифорния|加利福尼亚|加州
CO Колорадо|科罗拉多
CT Коннектикут|康涅狄格|康州
DE Делавэр|特拉华
DC Округ Колумбия|Distrito de Columbia|哥伦比亚特区
FL Флорида|佛罗里达|佛州
GA Джорджия|佐治亚|乔治亚|佐州
HI Гавайи|Hawái|夏威夷
ID Айдахо|爱达荷
IL Иллинойс|伊利诺伊|伊利诺
IN Индиана|印第安纳
IA Айова|爱荷华
KS Канзас|堪萨斯
KY Кентукки|肯塔基
LA Луизиана|Luisiana|路易斯安那
ME Мэн|缅因
MD Мэриленд|马里兰|马州
MA Массачусетс|马萨诸塞|麻省
MI Мичиган|Míchigan|密歇根|密西根
MN Миннесота|明尼苏达
MS Миссисипи|Misisipi|密西西比
MO Миссури|Misuri|密苏里
MT Монтана|蒙大拿
NE Небраска|内布拉斯加
NV Невада|内华达
NH Нью-Гэмпшир|Nuevo Hampshire|新罕布什尔
NJ Нью-Джерси|Nueva Jersey|新泽西
NM Нью-Мексико|Nuevo México|新墨西哥
NY Нью-Йорк|Nueva York|纽约
NC Северная Каролина|Carolina del Norte|北卡罗来纳|北卡
ND Северная Дакота|Dakota del Norte|北达科他
OH Огайо|俄亥俄
OK Оклахома|俄克拉荷马
OR Орегон|Oregón|俄勒冈
PA Пенсильвания|Pensilvania|宾夕法尼亚|宾州
RI Род-Айленд|罗德岛
SC Южная Каролина|Carolina del Sur|南卡罗来纳|南卡
SD Южная Дакота|Dakota del Sur|南达科他
TN Теннесси|田纳西
TX Техас|Tejas|得克萨斯|德克萨斯|德州
UT Юта|犹他
VT Вермонт|佛蒙特
VA Виргиния|弗吉尼亚|维州
WA Вашингтон|华盛顿
WV Западная Виргиния|Virginia Occidental|西弗吉尼亚
WI Висконсин|威斯康星
WY Вайоминг|怀俄明
PR Пуэрто-Рико|波多黎各
"""
NAMES_ELSEWHERE: dict[str, tuple[str, ...]] = {
    state: tuple(names.split("|"))
    for state, names in (line.split(" ", 1) for line in _ELSEWHERE.strip().split("\n"))
}
"""Names of states in Russian, Spanish and Chinese, where they are written otherwise."""
