"""What a line asks of a doctor beside the trade: language, gender, new patients, telehealth."""

import re

from directory.search.languages import BY_WORD, RUSSIAN_STEMS
from directory.search.line import Line, is_joint, plain

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
            rf"\b(?:по-|по |на )(?P<stem>{_STEM})(?:и|ом|ой|е)?(?: языке)?\b",
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
_AND = r"(?:,|/|&|\+|\band\b|\bor\b|\by\b|\be\b|\bo\b|\bи\b|\bили\b|和|或者?|、|跟)"
_ONE_MORE = _pattern(rf"(?: ?speaking)? ?{_AND} ?(?:на |по-|in |en )?(?:(?P<word>{_NAMED})\b"
                     rf"|(?P<stem>{_STEM})\w{{0,3}}\b)(?: ?speaking)?")  # fmt: skip
_ONE_BEFORE = _pattern(rf"\b(?P<word>{_NAMED}) ?{_AND} ?$")
# "Chinese medicine", "thai massage" are trades; a language's doctor or lessons, too.
_NO_LANGUAGE = _pattern(
    r"medicin|massage|masaje|herb|acupunct|bath|медицин|массаж|баня|medicina|therap|speech|sign"
    r"|teacher|interpret|translat|医|按摩|推拿|治疗"
)
# Languages that many people are called after.
_SURNAMES = frozenset(
    re.findall(
        r"\w+",
        "english french german welsh irish lao persian roman finnish norwegian kashmiri "
        "sindhi shona punjabi gujarati thai turkish ruso ingles frances aleman griego "
        "moreno romano ",
    )
)
_CHINESE = _pattern(rf"(?P<word>{'|'.join(w for w in BY_WORD if not w.isascii() and w > '一')})的?")

_PATIENTS = r"(?:patients?|patents?|patiens?|pts?|clients?|people|customers?|members)"
_NEW_PATIENTS = _pattern(
    r"\b(?:is |are |who(?:'s| is)? |that(?: is| are)? |currently |still |now |anyone )*"
    r"(?:acc?ept(?:s|ing)?|except(?:s|ing)?|tak(?:e|es|ing|in)|see(?:s|ing)?|"
    r"open(?:ings?)? (?:to|for)|welcom(?:es|ing|e)|book(?:s|ing)|receiv(?:e|es|ing)|"
    r"availab\w+ for|available to|room for) "
    rf"(?:any |on |more |the )?(?:new )?{_PATIENTS}\b"
    r"|\b(?:acc?ept(?:s|ing)?|excepting|taking|takes|open to|open for) new\b(?: ones)?"
    rf"|\bnew[- ]{_PATIENTS}(?: (?:appointments?|appts?|visits?|welcome|accepted|ok|okay|only|"
    r"exam|slots?|openings?|friendly|intake))?\b"
    r"|\b(?:open|not full) (?:panel|practice)\b|\bpanel (?:is )?(?:open|not full)\b"
    r"|\b(?:que )?(?:este |esta |esten |estan )?(?:acept(?:a|e|an|en|ando)|"
    r"recib(?:e|a|en|an|iendo)|atiend(?:e|a|en|an)|"
    r"tom(?:a|e|an|en|ando)|admit(?:e|a|en|an)|agarr(?:a|e|en)) (?:a )?"
    r"(?:nuevos pacientes|pacientes(?: nuevos)?|gente nueva|nuevos)\b"
    r"|\b(?:(?:para |con cupo para )?nuevos pacientes|pacientes nuevos|paciente nuev[oa]|"
    r"nuev[oa] paciente)\b"
    r"|\b(?:котор\w+ )?(?:принима(?:ет|ют|ющ\w+)|бер(?:е|у)т|набира(?:ет|ют)|возьм(?:е|у)т) "
    r"(?:новых )?(?:пациентов|больных|клиентов|новых)\b"
    r"|\b(?:для |открыта? (?:запись )?для )?нов(?:ые|ых|ым|ого|ому|ый) "
    r"(?:пациент|клиент)(?:ы|ов|ам|а|у)?\b"
    r"|(?:可以|正在|还|有|能|愿意)?(?:接受|接收|收取|收|招|看|接|欢迎|招收)新?的?"
    r"(?:病人|患者|病患|客户)的?(?:吗)?"
    r"|(?:可以|正在|还)?(?:接受|接收|收|接)新的?(?:人|客)的?|新(?:病人|患者|病患|客户)"
)
_REMOTE = _pattern(
    r"\b(?:via |by |through |with |over |on |offers? |offering |does |do |has |have |provides? )?"
    r"(?:tele[- ]?(?:health|medicine|psychiatry|therapy|visits?|doc(?:tor)?s?|consult\w*|med|care)|"
    r"tela?health|telehelth)(?: (?:visits?|appointments?|appts?|services?|sessions?|only|ok))?\b"
    r"|\b(?:via |by |through |over |on |for )?(?:a )?"
    r"(?:virtual|online|remote|video|e-?|phone|zoom|web|internet) ?"
    r"(?:visits?|appointments?|appts?|care|calls?|consult\w*|chat|sessions?|therapy|doctors?|meetings?)"
    r"\b"
    r"|\b(?:online|virtually|remotely|televisits?|evisits?|e-visits?|facetime|skype|webcam)\b"
    r"|\b(?:by |via |over |on |through |uses? |does )?(?:video|zoom)(?: only| ok)?\b"
    r"|\b(?:by|via|over) (?:the )?(?:phone|internet|computer)\b|\bfrom home\b"
    r"|\b(?:virtual|remote)\b(?! (?:access|plan|hmo|ppo|epo|bronze|silver|gold|care plan))"
    r"|\b(?:por )?(?:telemedicina|telesalud|teleconsultas?|video ?llamadas?|video ?consultas?|"
    r"video ?conferencia|teleterapia)\b"
    r"|\b(?:citas? |consultas? )?(?:en linea|a distancia|por (?:video|telefono|internet|zoom|"
    r"computadora)|en line|virtual(?:es|mente)?|remot[oa]s?|desde (?:mi )?casa)\b"
    r"|\b(?:по )?(?:телемедицин\w*|телеврач\w*|видео ?связи|"
    r"видео-?(?:консультаци|звон|прием|чат)\w*)"
    r"|\b(?:через |по |в )?(?:онлайн|дистанционн?о?\w*|удаленн?о\w*|виртуальн\w*|зуму?|скайпу?|"
    r"видео|интернету?|на расстоянии|не выходя из дома)\b"
    r"(?:[- ]?(?:консультаци\w*|прием\w*|запис\w*|врач\w*))?|\bпо телефону\b"
    r"|(?:可以|提供|能|通过|用|做|支持)?(?:远程|远距离?|视频|视讯|网上|线上|在线|云端|虚拟|互联网)"
    r"(?:医疗|看诊|看病|问诊|会诊|就诊|咨询|门诊|预约|治疗|服务)?(?:的)?"
    r"|(?:电话|网络|zoom)(?:看诊|看病|问诊|咨询|会诊)(?:的)?"
)
_DOCTOR = (
    "doctors?|docs?|docters?|drs?|physicians?|providers?|md|specialists?|pcps?|gps?|dentists?|gyns?"
    "|gynecologists?|obgyns?|ob|obs|therapists?|counselors?|nurses?|pediatricians?"
)
_WOMAN, _MAN = "female|woman|women|lady", "male|man|men|gentleman"
_ASKED_GENDER = tuple(
    (gender, _pattern(text))
    for gender, text in (
        ("female", rf"\b(?:{_WOMAN})(?= (?:{_DOCTOR})\b)"),
        ("male", rf"\b(?:{_MAN})(?= (?:{_DOCTOR})\b)"),
        ("female", r"(?<=doctora )mujer\b|(?<=medica )mujer\b|\bmujer(?= (?:doctora|medica)\b)"),
        (
            "female",
            r"(?<=врач[- ])женщин\w*|\bженского пола\b"
            r"|\bженщин\w*(?=[- ]\w*(?:врач|доктор|лог|терапевт|педиатр|хирург|ист))",
        ),
        (
            "male",
            r"(?<=врач[- ])мужчин\w*|\bмужского пола\b"
            r"|\bмужчин\w*(?=[- ]\w*(?:врач|доктор|лог|терапевт|хирург|ист))",
        ),
        ("female", r"女性?的?(?=医生|大夫|医师)"),
        ("male", r"男性?的?(?=医生|大夫|医师)"),
    )
)
_SURE_GENDER = tuple(
    (gender, _pattern(text))
    for gender, text in (
        (
            "female",
            r"\b(?:females?|femenin[oa]|mujer(?:es)?|женщин(?:а|у|ы|е|ой)|девушк(?:а|у))\b"
            r"|女性的?|女士的?|女的|女(?=\0|$)",
        ),
        (
            "male",
            r"\b(?:males?|masculino|hombres?|varon(?:es)?|мужчин(?:а|у|ы|е|ой))\b"
            r"|男性的?|男的|男(?=\0|$)",
        ),
    )
)
_LIKELY_GENDER = (
    ("female", _pattern(r"\b(?:woman|women|lady|ladies)\b")),
    ("male", _pattern(r"\b(?:man|men|gentleman)\b")),
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
        found = pattern.search(line.plain)
        if found is not None:
            return _with_others(line, found)
    return ()


def _with_others(line: Line, found: re.Match[str]) -> tuple[str, ...]:
    """The language found and those joined to it; English beside another asks for nothing."""
    codes, (start, end) = [_code(found)], found.span()
    while more := _ONE_MORE.match(line.plain, end):
        codes.append(_code(more))
        end = more.end()
    while more := _ONE_BEFORE.search(line.plain[:start]):
        codes.append(_code(more))
        start = more.start()
    line.take("language", start, end)
    asked = [code for code in dict.fromkeys(codes) if code != "en"]
    return tuple(asked or ["en"])


def take_language(line: Line) -> tuple[str, ...]:
    """A language that stands by itself ("russian dentist"), where it is nobody's name.

    To be asked once other parts were read: what is left beside the word decides. A line of
    nothing else ("korean doctor", "mandarin") asks for it too, unless people are called so.
    """
    for found in _LANGUAGE.finditer(line.plain):
        alone = not line.words and _is_all(line, found)
        if (line.words or alone) and line.names_nobody(*found.span()):
            return _with_others(line, found)
    return ()


def _is_all(line: Line, found: re.Match[str]) -> bool:
    before, after = line.plain[: found.start()].split(), line.plain[found.end() :].split()
    if not all(map(is_joint, (*before, *after))):
        return False
    return bool(before or after) or found[0] not in _SURNAMES


def language_within(phrase: str) -> tuple[str, ...]:
    """The language that the words for a trade name along: "russian dental clinic"."""
    text = plain(phrase)
    found = None if _NO_LANGUAGE.search(text) else _LANGUAGE.search(text)
    return (_code(found),) if found and found[0] != text else ()


def gender_within(phrase: str) -> tuple[str, ...]:
    """The gender that the words for a trade name along: "female gynecologist"."""
    return next((
        (gender,) for gender, pattern in _SURE_GENDER if pattern.search(plain(phrase))
    ), ())  # fmt: skip


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
