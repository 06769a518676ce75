"""What is wrong with a search, in the reader's language: sentences for the faults of parameters."""

import re

import msgspec
from flask_babel import lazy_gettext

from directory.errors import Fault

_L = lazy_gettext
_FIELDS = {
    "q": _L("Who or what"),
    "name": _L("Name"),
    "specialty": _L("Specialty"),
    "plan": _L("Plan"),
    "issuer": _L("Insurer"),
    "place": _L("Where"),
    "radius": _L("Distance"),
    "gender": _L("Gender"),
    "language": _L("Language spoken"),
    "verified_within": _L("Last verified"),
    "sort": _L("Sort"),
    "as_of": _L("Date"),
}
_SAID = {
    r"has more than (?P<n>\d+) parameters": _L("has more than %(n)s parts"),
    r"is not valid UTF-8: .*": _L("is damaged: type it again"),
    r"holds a NUL byte: .*": _L("is damaged: type it again"),
    r"holds no letter and no digit": _L("holds no letter and no digit"),
    r"holds ten digits that are neither .*": _L(
        "holds ten digits that are neither an NPI nor a phone number"
    ),
    r"is given (?P<n>\d+) times: .*": _L("is given %(n)s times: give it once"),
    r"is not a parameter here": _L("is nothing that can be asked here"),
    r"must have 1 to (?P<n>\d+) characters": _L("must have 1 to %(n)s characters"),
    r"must be given at most (?P<n>\d+) times": _L("must be given at most %(n)s times"),
    r"must name at most (?P<n>\d+) NPIs": _L("must name at most %(n)s NPIs"),
    r"is not a value that is known here": _L("is not known here"),
    r"is not a language code: .*": _L("is not the code of a language, such as en, es or zh"),
    r"must be true or false": _L("must be true or false"),
    r"must be a number in plain digits.*": _L("must be a number, such as 25 or -73.99"),
    r"must be a whole number": _L("must be a whole number"),
    r"must be a date as YYYY-MM-DD": _L("must be a date, such as 2026-11-21"),
    r"is not a day of the calendar": _L("is not a day of the calendar"),
    r"must lie between (?P<low>\S+) and (?P<high>\S+)": _L("must lie between %(low)s and %(high)s"),
    r"must be ten digits": _L("must be ten digits"),
    r"is not an NPI: .*": _L("is not an NPI: a digit is wrong"),
    r"must be from (?P<low>\S+) to (?P<high>\S+) miles": _L(
        "must be from %(low)s to %(high)s miles"
    ),
    r"must be from (?P<low>\S+) to (?P<high>\S+) days": _L("must be from %(low)s to %(high)s days"),
    r"must be from (?P<low>\S+) to (?P<high>\S+)": _L("must be from %(low)s to %(high)s"),
    r"is given together with lat and lon: .*": _L("is given twice, as a place and as a point"),
    r"is missing: (?P<given>\w+) needs \w+": _L("is missing beside %(given)s"),
    r"is not a place id: .*": _L("is not a place that was picked from the list"),
    r"is neither a specialty id .*": _L("is not a specialty that is known here"),
    r"no plan has this id": _L("no plan has this number"),
    r"no issuer has this id": _L("no insurer has this number"),
    r"no network has this id": _L("no network has this number"),
    r"needs a place, or lat and lon": _L("needs a place"),
    r"is not a cursor .*": _L("is not the address of a further page: search again"),
    r"belongs to another question: .*": _L("belongs to another search: search again"),
}
_KNOWN = tuple((re.compile(pattern), said) for pattern, said in _SAID.items())


class FaultWords(msgspec.Struct, frozen=True):
    """What is faulty and why; `english` where the reason has no words of its own here."""

    field: str
    reason: str
    english: bool = False


def fault_words(fault: Fault) -> FaultWords:
    """The words for one fault; those of the API, in English, where the pages have none."""
    field = str(_FIELDS.get(fault.field, fault.field))
    for pattern, said in _KNOWN:
        found = pattern.fullmatch(fault.message)
        if found:
            return FaultWords(field, str(said) % found.groupdict())
    return FaultWords(field, fault.message, english=True)
