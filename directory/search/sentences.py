"""Short human sentences about a result: why a name was found, and what codes are called."""

from directory.search.page import MatchKind, NameMatch

_KINDS: dict[str, dict[MatchKind, str]] = {
    "en": {
        "exact": "same name {found}",
        "prefix": "{found} begins with {asked}",
        "nickname": "nickname {asked} → {found}",
        "transliteration": "{asked} is also spelt {found}",
        "phonetic": "{found} sounds like {asked}",
        "typo": "{found} is spelt like {asked}",
        "initial": "initial {asked} → {found}",
    },
    "es": {
        "exact": "mismo nombre {found}",
        "prefix": "{found} empieza por {asked}",
        "nickname": "apodo {asked} → {found}",
        "transliteration": "{asked} también se escribe {found}",
        "phonetic": "{found} suena como {asked}",
        "typo": "{found} se escribe parecido a {asked}",
        "initial": "inicial {asked} → {found}",
    },
    "zh": {
        "exact": "姓名相同:{found}",
        "prefix": "{found} 以 {asked} 开头",
        "nickname": "昵称 {asked} → {found}",
        "transliteration": "{asked} 也拼作 {found}",
        "phonetic": "{found} 与 {asked} 发音相近",
        "typo": "{found} 与 {asked} 拼写相近",
        "initial": "首字母 {asked} → {found}",
    },
    "ru": {
        "exact": "то же имя {found}",
        "prefix": "{found} начинается на {asked}",
        "nickname": "краткое имя {asked} → {found}",
        "transliteration": "{asked} пишется и так: {found}",
        "phonetic": "{found} звучит как {asked}",
        "typo": "{found} пишется похоже на {asked}",
        "initial": "инициал {asked} → {found}",
    },
}
_NAME = {"en": "name", "es": "nombre", "zh": "姓名", "ru": "имя"}
_SPECIALTY = {"en": "specialty", "es": "especialidad", "zh": "专科", "ru": "специальность"}

GENDERS = {"female": "Female", "male": "Male", "other": "Other", "unknown": "Not stated"}
ACCEPTING = {
    "yes": "Accepting new patients",
    "no": "Not accepting new patients",
    "existing": "Existing patients only",
    "unknown": "Not known whether new patients are accepted",
}
KINDS = {"individual": "Person", "organization": "Organization"}


def name_sentence(match: NameMatch, lang: str = "en") -> str:
    """Why a name was found, as one short line: `name: nickname Bob → Robert`.

    `lang` is an ISO 639-1 code; English where the sentence does not exist in it.
    """
    lang = lang if lang in _KINDS else "en"
    told = _KINDS[lang][match.kind].format(asked=match.asked.title(), found=match.found.title())
    return f"{_NAME[lang]}: {told}"


def specialty_sentence(asked: str, name: str, lang: str = "en") -> str:
    """Which specialty typed words were taken for: `specialty: heart doctor → Cardiology`.

    `name` is the specialty's name in the reader's language.
    """
    lang = lang if lang in _SPECIALTY else "en"
    return f"{_SPECIALTY[lang]}: {asked} → {name}"
