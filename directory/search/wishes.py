"""What a line asks of a doctor beside the trade: language, gender, new patients, telehealth."""

import re

from directory.search.languages import BY_WORD, RUSSIAN_STEMS
from directory.search.line import Line

# Patterns meet a line as `Line.plain` has it: lower case, no accents, one blank between words.
_pattern = re.compile

_NAMED = "|".join(sorted(BY_WORD, key=len, reverse=True))
_STEM = "|".join(sorted(RUSSIAN_STEMS, key=len, reverse=True))
_CASE = r"(?:ий|ая|ого|ой|ому|ую|им|ом|ие|их)"
_COMPOUND = "русско|англо|испано|китайско|украино|франко|армяно"
# "in Spanish Fork" is a town.
_NO_TOWN = r"(?! (?:fork|fort|town|lake|springs?|valley|village|hills)\b)"
_SPOKEN = tuple(
    map(
        _pattern,
        (
            rf"\b(?P<word>{_NAMED})[- ]?speak(?:ing|er|ers)\b",
            r"\b(?:who |that |and )?(?:can )?sp(?:eak|oke)(?:s|ing|n)?(?: in)? "
            rf"(?P<word>{_NAMED})\b",
            rf"\b(?:que )?habl(?:a|an|e|en|ando|ante)(?: en)? (?P<word>{_NAMED})\b",
            r"\bde habla (?P<word>hispana|inglesa|rusa|china)\b",
            r"\b(?P<word>hispanohablante|angloparlante)s?\b",
            rf"\b(?:in|en) (?P<word>{_NAMED})\b{_NO_TOWN}",
            r"\b(?:котор(?:ый|ая|ого|ую) )?говор(?:ит|ящ\w+|ить) "
            rf"(?:по-|по |на )(?P<stem>{_STEM})\w*(?: языке)?",
            rf"\b(?P<stem>{_STEM}|{_COMPOUND})-?(?:говорящ|язычн)\w+",
            rf"\b(?:по-|по |на )(?P<stem>{_STEM})(?:и|ом|ой)?(?: языке)?\b",
            rf"(?:会|能)?(?:说|讲|用)(?P<word>{_NAMED})的?",
        ),
    )
)
_COMPOUNDS = {
    "русско": "ru", "англо": "en", "испано": "es", "китайско": "zh", "украино": "uk",
    "франко": "fr", "армяно": "hy", "hispana": "es", "inglesa": "en", "rusa": "ru", "china": "zh",
    "hispanohablante": "es", "angloparlante": "en",
}  # fmt: skip
_LANGUAGE = _pattern(rf"\b(?P<word>{_NAMED})\b|\b(?P<stem>{_STEM}){_CASE}\b")
_CHINESE = _pattern(rf"(?P<word>{'|'.join(w for w in BY_WORD if not w.isascii() and w > '一')})的?")

_NEW_PATIENTS = _pattern(
    r"\b(?:is |are |who(?: is)? |that(?: is| are)? |currently )?"
    r"(?:accept(?:s|ing)?|tak(?:e|es|ing)|see(?:s|ing)?|open to|welcom(?:es|ing)) "
    r"(?:any )?(?:new )?(?:patients?|clients?)\b"
    r"|\b(?:accept(?:s|ing)?|taking) new\b"
    r"|\bnew patients?(?: (?:appointments?|visits?|welcome|accepted|ok|only|exam))?\b"
    r"|\b(?:que )?(?:acept(?:a|e|an|en|ando)|recib(?:e|a|en|an)|atiend(?:e|a)) "
    r"(?:nuevos pacientes|pacientes(?: nuevos)?)\b|\b(?:nuevos pacientes|pacientes nuevos)\b"
    r"|\b(?:котор\w+ )?(?:принима(?:ет|ют|ющ\w+)|бер(?:е|у)т) (?:новых )?(?:пациентов|больных)\b"
    r"|\bнов(?:ые|ых) пациент(?:ы|ов)\b"
    r"|(?:可以|正在|还)?(?:接受|接收|收|招|看)新(?:的)?(?:病人|患者|病患|客户)的?|新(?:病人|患者)"
)
_REMOTE = _pattern(
    r"\b(?:via |by |through |with |offers? |offering )?"
    r"(?:tele[- ]?health|tele[- ]?medicine|tele[- ]?psychiatry|tele[- ]?therapy)"
    r"(?: (?:visits?|appointments?|services?))?\b"
    r"|\b(?:virtual|online|remote|video|e-?) ?(?:visits?|appointments?|care|calls?|consult\w*|"
    r"chat|sessions?)\b"
    r"|\b(?:online|virtual|virtually|remotely)\b|\b(?:by|via|over|on) (?:video|phone|zoom)\b"
    r"|\b(?:por )?(?:telemedicina|telesalud|teleconsulta|videollamada|videoconsulta)\b"
    r"|\b(?:en linea|a distancia|por (?:video|telefono|internet)|en line|consulta virtual)\b"
    r"|\b(?:по )?(?:телемедицин\w*|телеврач\w*|видеосвязи|видеоконсультаци\w*)\b"
    r"|\b(?:онлайн|дистанционн?о?\w*|удаленн?о\w*|по видео)\b(?:[- ]?(?:консультаци\w*|прием\w*))?"
    r"|(?:可以|提供|能)?(?:远程|视频|网上|线上|在线)"
    r"(?:医疗|看诊|看病|问诊|会诊|就诊|咨询|门诊|预约)?(?:的)?"
)
_DOCTOR = "doctors?|dr|physicians?|providers?|md|specialists?"
_WOMAN, _MAN = "female|woman|women|lady", "male|man|men|gentleman"
_ASKED_GENDER = tuple(
    (gender, _pattern(text))
    for gender, text in (
        ("female", rf"\b(?:{_WOMAN})(?= (?:{_DOCTOR})\b)"),
        ("male", rf"\b(?:{_MAN})(?= (?:{_DOCTOR})\b)"),
        ("female", r"(?<=doctora )mujer\b|(?<=medica )mujer\b|\bmujer(?= (?:doctora|medica)\b)"),
        ("female", r"(?<=врач[- ])женщин\w*|\bженщин\w*(?=[- ](?:врач|доктор))|\bженского пола\b"),
        ("male", r"(?<=врач[- ])мужчин\w*|\bмужчин\w*(?=[- ](?:врач|доктор))|\bмужского пола\b"),
        ("female", r"女性?的?(?=医生|大夫|医师)"),
        ("male", r"男性?的?(?=医生|大夫|医师)"),
    )
)
_SURE_GENDER = tuple(
    (gender, _pattern(text))
    for gender, text in (
        ("female", r"\b(?:female|femenin[oa]|mujer|женщин(?:а|у|ы|е|ой))\b|女性的?|女(?=\0)"),
        ("male", r"\b(?:male|masculino|hombre|varon|мужчин(?:а|у|ы|е|ой))\b|男性的?|男(?=\0)"),
    )
)
_LIKELY_GENDER = (
    ("female", _pattern(r"\b(?:woman|lady)\b")),
    ("male", _pattern(r"\b(?:man|gentleman)\b")),
)


def take_asked(line: Line) -> tuple[tuple[str, ...], tuple[str, ...], bool, bool]:
    """Languages, genders, accepting and telehealth, where the words can hardly mean else."""
    accepting = line.take_match("accepting", _NEW_PATIENTS) is not None
    telehealth = line.take_match("telehealth", _REMOTE) is not None
    languages = _spoken(line)
    genders: tuple[str, ...] = ()
    for gender, pattern in _ASKED_GENDER:
        if not genders and line.take_match("gender", pattern):
            genders = (gender,)
    return languages, genders, accepting, telehealth


def _spoken(line: Line) -> tuple[str, ...]:
    for pattern in (*_SPOKEN, _CHINESE):
        found = line.take_match("language", pattern)
        if found is not None:
            return (_code(found),)
    return ()


def take_language(line: Line) -> tuple[str, ...]:
    """A language that stands by itself ("russian dentist"), where it is nobody's name.

    To be asked once other parts were read: what is left beside the word decides.
    """
    for found in _LANGUAGE.finditer(line.plain):
        if line.words and line.names_nobody(*found.span()):
            line.take("language", *found.span())
            return (_code(found),)
    return ()


def take_gender(line: Line) -> tuple[str, ...]:
    """A gender that stands by itself ("female gynecologist"), where it is nobody's name."""
    for is_sure, pairs in ((True, _SURE_GENDER), (False, _LIKELY_GENDER)):
        for gender, pattern in pairs:
            found = pattern.search(line.plain)
            if found is None or not line.words:
                continue
            before, _ = line.beside(*found.span())
            if line.names_nobody(*found.span()) or (is_sure and before not in ("dr", "dra")):
                line.take("gender", *found.span())
                return (gender,)
    return ()


def _code(found: re.Match[str]) -> str:
    named = found.groupdict()
    word = named.get("word") or named.get("stem") or ""
    word = " ".join(word.split())
    return _COMPOUNDS.get(word) or BY_WORD.get(word) or RUSSIAN_STEMS[word]
