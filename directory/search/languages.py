"""Languages by their ISO 639-1 code, with their English names."""

from directory.search.line import plain

_TABLE = """
aa Afar|ab Abkhazian|ae Avestan|af Afrikaans|ak Akan|am Amharic|an Aragonese|ar Arabic|as Assamese
av Avaric|ay Aymara|az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian|bi Bislama|bm Bambara
bn Bengali|bo Tibetan|br Breton|bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|co Corsican|cr Cree
cs Czech|cu Church Slavic|cv Chuvash|cy Welsh|da Danish|de German|dv Divehi|dz Dzongkha|ee Ewe
el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian|ff Fulah|fi Finnish
fj Fijian|fo Faroese|fr French|fy Western Frisian|ga Irish|gd Scottish Gaelic|gl Galician|gn Guarani
gu Gujarati|gv Manx|ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|ht Haitian Creole
hu Hungarian|hy Armenian|hz Herero|ia Interlingua|id Indonesian|ie Interlingue|ig Igbo|ii Sichuan Yi
ik Inupiaq|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese|jv Javanese|ka Georgian|kg Kongo
ki Kikuyu|kj Kuanyama|kk Kazakh|kl Greenlandic|km Khmer|kn Kannada|ko Korean|kr Kanuri|ks Kashmiri
ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda|li Limburgish|ln Lingala
lo Lao|lt Lithuanian|lu Luba-Katanga|lv Latvian|mg Malagasy|mh Marshallese|mi Maori|mk Macedonian
ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|na Nauru|nb Norwegian Bokmål
nd North Ndebele|ne Nepali|ng Ndonga|nl Dutch|nn Norwegian Nynorsk|no Norwegian|nr South Ndebele
nv Navajo|ny Chichewa|oc Occitan|oj Ojibwa|om Oromo|or Odia|os Ossetian|pa Punjabi|pi Pali|pl Polish
ps Pashto|pt Portuguese|qu Quechua|rm Romansh|rn Rundi|ro Romanian|ru Russian|rw Kinyarwanda
sa Sanskrit|sc Sardinian|sd Sindhi|se Northern Sami|sg Sango|si Sinhala|sk Slovak|sl Slovenian
sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|ss Swati|st Southern Sotho|su Sundanese
sv Swedish|sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog
tn Tswana|to Tongan|tr Turkish|ts Tsonga|tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu
uz Uzbek|ve Venda|vi Vietnamese|vo Volapük|wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba
za Zhuang|zh Chinese|zu Zulu
"""

NAMES: dict[str, str] = {
    code: name
    for code, _, name in (
        entry.partition(" ") for line in _TABLE.split("\n") for entry in line.split("|") if entry
    )
}
"""English name by ISO 639-1 code."""

SPOKEN: dict[str, str] = {name.casefold(): code for code, name in NAMES.items()} | {
    "mandarin": "zh",
    "cantonese": "zh",
    "farsi": "fa",
    "filipino": "tl",
    "creole": "ht",
    "haitian": "ht",
    "español": "es",
    "espanol": "es",
}
"""Code by the word people use in a search, case folded."""


def language_name(code: str) -> str:
    """The English name, or the code itself where it has none here."""
    return NAMES.get(code, code)


_SPANISH = """
español es|castellano es|inglés en|ruso ru|chino zh|mandarín zh|cantonés zh|francés fr|portugués pt
alemán de|italiano it|coreano ko|vietnamita vi|árabe ar|japonés ja|criollo haitiano ht|criollo ht
polaco pl|hebreo he|tagalo tl|hindi hi|griego el|armenio hy|persa fa|ucraniano uk|turco tr
rumano ro|holandés nl|urdu ur|bengalí bn|punyabí pa|somalí so|suajili sw|tailandés th|camboyano km
birmano my|nepalí ne|albanés sq|croata hr|serbio sr|búlgaro bg|checo cs|húngaro hu|danés da|sueco sv
noruego no|quechua qu|guaraní gn|creol ht|haitiano ht|filipino tl|mandarin zh
"""
_CHINESE = """
普通话 zh|国语 zh|中文 zh|华语 zh|汉语 zh|粤语 zh|广东话 zh|台语 zh|闽南话 zh|福州话 zh|上海话 zh
英语 en|英文 en|西班牙语 es|俄语 ru|韩语 ko|越南语 vi|日语 ja|法语 fr|葡萄牙语 pt|阿拉伯语 ar
西班牙文 es|西语 es|俄文 ru|韩文 ko|韩国话 ko|朝鲜语 ko|越南话 vi|越语 vi|越文 vi|日文 ja|法文 fr
葡萄牙文 pt|葡语 pt|阿拉伯文 ar|德语 de|德文 de|意大利语 it|印地语 hi|乌尔都语 ur
波斯语 fa|希伯来语 he
他加禄语 tl|菲律宾语 tl|泰语 th|泰文 th|缅甸语 my|柬埔寨语 km|老挝语 lo|马来语 ms
印尼语 id|乌克兰语 uk
波兰语 pl|土耳其语 tr|孟加拉语 bn|旁遮普语 pa|海地语 ht|克里奥尔语 ht|客家话 zh|客家语 zh|潮州话 zh
台山话 zh|温州话 zh|闽南语 zh|福建话 zh|四川话 zh|中国话 zh|台湾话 zh|白话 zh|藏语 bo|蒙古语 mn
"""
_MORE = """
haitian creole ht|brazilian portuguese pt|taiwanese zh|fujianese zh|toisanese zh|hokkien zh
latin american spanish es|иврит he|ивритом he|идиш yi|фарси fa|хинди hi|урду ur|суахили sw
dari fa|castilian es|cambodian km|kampuchean km|laotian lo|flemish nl|taishanese zh|hakka zh
teochew zh|shanghainese zh|putonghua zh|guangdonghua zh|chaozhou zh|fuzhounese zh|pilipino tl
haitian kreyol ht|kreyol ht|kreyol ayisyen ht|ivrit he|moldovan ro|serbo-croatian sr|bangla bn
brazilian pt|ukranian uk|portugese pt|chineese zh|cantonees zh|manderin zh|vietnamesse vi|arabian ar
mandarin chinese zh|cantonese chinese zh|spanglish es
"""
_STEMS = """
русск ru|украинск uk|английск en|испанск es|китайск zh|французск fr|немецк de|польск pl|армянск hy
грузинск ka|узбекск uz|арабск ar|турецк tr|корейск ko|вьетнамск vi|португальск pt|итальянск it
азербайджанск az|казахск kk|белорусск be|молдавск ro|румынск ro|таджикск tg|литовск lt
греческ el|болгарск bg|сербск sr|чешск cs|персидск fa|монгольск mn|киргизск ky|кыргызск ky
татарск tt|латышск lv|эстонск et|финск fi|шведск sv|тайск th|японск ja|голландск nl|венгерск hu
туркменск tk|индийск hi|бразильск pt|латышск lv|хорватск hr|норвежск no|датск da|иврит he
"""
# Languages whose name is another word as well, or that nobody would ask for by a bare word.
_NOT_ASKED = frozenset(("latin", "interlingue", "interlingua", "esperanto", "volapuk", "ga", "na"))


def _table(text: str) -> dict[str, str]:
    entries = (entry.strip() for line in text.split("\n") for entry in line.split("|"))
    return dict(entry.rsplit(" ", 1) for entry in entries if entry)


BY_WORD: dict[str, str] = {
    plain(word): code
    for word, code in (SPOKEN | _table(_SPANISH) | _table(_CHINESE) | _table(_MORE)).items()
    if plain(word) not in _NOT_ASKED and len(word) > 1
}
"""Code by a language's name in English, Spanish or Chinese, as `line.plain` writes it."""

RUSSIAN_STEMS: dict[str, str] = _table(_STEMS)
"""Code by the stem of a language's name in Russian, which takes many endings."""
