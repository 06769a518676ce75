"""Names of people, organizations and places, brought from capitals to the way people write them."""

import re
from functools import lru_cache

from directory.model.provider import Name, OtherName

NONE = frozenset({"<UNAVAIL>", "UNAVAIL", "N/A", "NA", "NONE", "NULL", "--", "-", "."})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("de del della der den di du da dos das la las los le van von ter ten y e")
_SMALL = _words("of and the for at in on by to a an with de la del los las y")
_ROMAN = _words("II III IV VI VII VIII IX")
_UPPER = _words("""
    LLC LLP PLLC PC PA PSC LP USA US UCLA USC NYU VA ENT MRI CT OB GYN OBGYN ER ICU DME HIV AIDS NW
    NE SW SE PO EMS ABA CVS RN MD DO DDS DMD OD DPM DC NP PHD ASC SNF TMJ TMS IPA HMO NYC DBA APC
    APRN PLC LTC MHMR YMCA UPMC UNC UT UC SUNY CUNY II III IV VI VII VIII IX AK AZ
""")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_VOWEL = re.compile(r"[AEIOUY]")
_MAC = _words("""
    macdonald macdougall macintosh macintyre mackenzie mackinnon maclean macleod macmillan macneil
    macpherson macarthur macgregor macdowell maccallum macfarlane macauley macaulay macbeth
""")


def is_shouted(text: str) -> bool:
    """Whether a text is written in one case only, so that its capitals say nothing."""
    return text == text.upper() or text == text.lower()


def given(text: str) -> str:
    """A name with blanks tidied; empty for the ways to write "none" (NPPES: `<UNAVAIL>`)."""
    text = " ".join(text.split())
    return "" if text.upper() in NONE else text


@lru_cache(maxsize=50_000)
def person_case(text: str) -> str:
    """A first, middle or last name as people write it; text of mixed case is kept as it is."""
    text = given(text)
    if not text or not is_shouted(text):
        return text
    words = text.split(" ")
    many = len(words) > 1
    return " ".join(
        word.lower()
        if many and word.lower() in _PARTICLES and index < len(words) - 1
        else _WORD.sub(lambda found: _name_word(found[0]), word)
        for index, word in enumerate(words)
    )


@lru_cache(maxsize=50_000)
def organization_case(text: str) -> str:
    """An organization's name as people write it; text of mixed case is kept as it is."""
    text = given(text)
    if not text or not is_shouted(text):
        return text
    words = text.upper().split(" ")
    return " ".join(_organization_word(word, first=not index) for index, word in enumerate(words))


@lru_cache(maxsize=4096)
def suffix_case(text: str) -> str:
    """A suffix as people write it: `Jr.`, `III`."""
    text = given(text)
    bare = text.rstrip(".").upper()
    if bare in ("JR", "SR"):
        return bare.title() + "."
    return bare if bare in _ROMAN or bare in ("I", "V") else text


@lru_cache(maxsize=4096)
def prefix_case(text: str) -> str:
    """A form of address as people write it: `Dr.`, `Ms.`."""
    text = given(text)
    return text.capitalize() if is_shouted(text) else text


def person(
    first: str,
    middle: str,
    last: str,
    *,
    prefix: str = "",
    suffix: str = "",
    credential: str = "",
) -> Name:
    """A person's name; `full` is first, middle, last and suffix as given, without titles."""
    first, middle, last = person_case(first), person_case(middle), person_case(last)
    suffix = suffix_case(suffix)
    return Name(
        full=" ".join(filter(None, (first, middle, last, suffix))),
        prefix=prefix_case(prefix),
        first=first,
        middle=middle,
        last=last,
        suffix=suffix,
        credential=given(credential),
    )


def organization(text: str) -> Name:
    """An organization's name."""
    return Name(full=organization_case(text))


def as_other(name: Name) -> OtherName:
    """A name that another source gives, kept beside the chosen one."""
    return OtherName(full=name.full, first=name.first, middle=name.middle, last=name.last)


def _name_word(word: str) -> str:
    upper = word.upper()
    if upper in _ROMAN:
        return upper
    lower = word.lower()
    if len(word) > 3 and lower.startswith("mc"):
        return "Mc" + lower[2:].capitalize()
    if lower in _MAC:
        return "Mac" + lower[3:].capitalize()
    if "'" in word or "’" in word:
        head, mark, tail = re.split(r"(['’])", lower, maxsplit=1)
        # O'Brien, D'Angelo; but Sa'id keeps its small letter.
        return head.capitalize() + mark + (tail.capitalize() if len(head) == 1 else tail)
    return lower.capitalize()


def _organization_word(word: str, *, first: bool) -> str:
    bare = re.sub(r"\W", "", word)
    if re.fullmatch(r"\d+(?:ST|ND|RD|TH)", bare):
        return word.lower()
    if bare in _UPPER or any(c.isdigit() for c in bare):
        return word
    if re.fullmatch(r"(?:[A-Z]\.){2,}[A-Z]?,?", word):
        return word
    if not first and bare.lower() in _SMALL:
        return word.lower()
    if (
        2 <= len(bare) <= 4
        and not _VOWEL.search(bare)
        and bare not in ("ST", "DR", "MR", "MT", "FT")
    ):
        return word if bare not in ("LTD", "CTR", "PHYS", "SVCS", "SVC") else word.capitalize()
    return _WORD.sub(lambda found: _possessive(found[0]), word)


def _possessive(word: str) -> str:
    head, mark, tail = word.rpartition("'")
    if mark and tail in ("S", "T"):
        return _name_word(head) + "'" + tail.lower()
    return _name_word(word)
