"""What stands before the base domain, read: the names it may spell, an NPI, or a reserved word."""

import re
import unicodedata

import msgspec

from directory.model.npi import is_npi
from directory.search.labels import LONGEST, words

RESERVED = frozenset(
    """
    about abuse accessibility account accounts admin administrator ads analytics api app apps assets
    auth autoconfig autodiscover backup billing blog broadcasthost bulk cache calendar cdn chat
    claim community console contact dashboard data db demo dev developer developers directory dns
    docs download elastic email fhir files forum ftp git gov graphql health healthz help home host
    hostmaster http https imap info internal intranet isatap jobs join legal license licenses list
    live localdomain localhost log login logout logs mail mailer mailerdaemon manage marketing
    master media metrics mobile monitor mx my network new news nobody noc noreply npi ns ns1 ns2
    ns3 ns4 oauth official old ops owner partner partners password payment plan plans policies
    policy pop pop3 portal postmaster press preview privacy production profile prometheus provider
    providers proxy public readyz register report reports root sandbox search secure security
    server service services shop sip site sitemap smtp sso staff staging static stats status store
    stun support survey system team terms test testing training turn update updates upload
    usenet user users vpn web webmail webmaster wpad ws www www1 www2 www3
    """.split()  # noqa: SIM905  one word a line would be two hundred lines
)
"""Labels that never name a provider; each is compared after hyphens and a leading `dr` are gone."""

_LDH = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_NAME_NPI = re.compile(r"(?:(.*)-)?([12][0-9]{9})")
_DR = re.compile(r"dr(?=.)-*")
_ENCODED = "xn--"
_TOGETHER = (
    frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC")),
    frozenset(("CJK", "HANGUL")),
)
"""Scripts that one name mixes: Japanese and Korean. Any other mixture looks like another name."""


class Refused(ValueError):
    """No label at all: the message says what a label is."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A label that was read.

    `names` are the run-together names it may spell, the plainest reading first; empty where it
    spells none (mixed scripts, damaged punycode). `npi` is set for NAME-NPI. `typed` is for people.
    """

    typed: str
    names: tuple[str, ...] = ()
    npi: str | None = None
    reserved: bool = False


def read_label(raw: str) -> Asked:
    """Read one label, as in a Host header or in Unicode as people write it.

    Case, hyphens, accents, a leading `dr` and the script do not matter. Raises Refused for what
    cannot be a label (RFC 1035, RFC 5891): longer than 63 bytes, or with other characters.
    """
    text = unicodedata.normalize("NFKC", raw).casefold().strip()
    if not text.isascii():
        _check_length(_encoded(text))
    else:
        _check_length(text)
        if not _LDH.fullmatch(text):
            raise Refused("use letters, digits and inner hyphens only, as in serenachen")
    shown = _decoded(text) if text.startswith(_ENCODED) else text
    if shown is None:
        return Asked(typed=text)
    return _read(shown)


def _read(shown: str) -> Asked:
    numbered = _NAME_NPI.fullmatch(shown)
    npi = numbered[2] if numbered and is_npi(numbered[2]) else None
    name = numbered[1] or "" if numbered and npi else shown
    names = _readings(name) if _one_script(name) else ()
    reserved = npi is None and not RESERVED.isdisjoint(names)
    return Asked(typed=shown, names=() if reserved else names, npi=npi, reserved=reserved)


def key_of(asked: Asked, own: frozenset[str]) -> str | None:
    """The name under which a provider claims a label, `own` being what spells the full name.

    Drew Barry claims `drewbarry`, not `ewbarry`; Dr. Chen claims `chen`, and `drchen` with it.
    """
    if not asked.names:
        return None
    return next((name for name in asked.names if name in own), asked.names[-1])


def _readings(text: str) -> tuple[str, ...]:
    """The name as it stands, then without a leading `dr`; Chinese and Korean names both ways."""
    titles = [text, *([_DR.sub("", text, count=1)] if _DR.match(text) else [])]
    found: list[str] = []
    for one in titles:
        parts = words(one)
        found.append("".join(parts))
        if len(parts) > 1 and "-" not in one and not one.isascii():
            # The family name stands first there; records keep it last.
            found.append("".join([*parts[1:], parts[0]]))
    return tuple(dict.fromkeys(name[:LONGEST] for name in found if name))


def _one_script(text: str) -> bool:
    """Whether the letters are of one script, a Latin `dr` in front aside."""
    letters = [c for c in _DR.sub("", text, count=1) if c.isalpha()]
    scripts = {_script(letter) for letter in letters} - {"MODIFIER"}
    return len(scripts) < 2 or any(scripts <= together for together in _TOGETHER)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _check_length(label: str) -> None:
    if not 1 <= len(label) <= LONGEST:
        raise Refused(f"a label has 1 to {LONGEST} bytes, punycode counted")


def _encoded(text: str) -> str:
    """Punycode of a label in Unicode. Raises Refused for characters that no name has."""
    if not all(c.isalnum() or unicodedata.combining(c) or c in "-·'’" for c in text):
        raise Refused("use letters, digits and inner hyphens only, as in serenachen")
    return _ENCODED + text.encode("punycode").decode("ascii")


def _decoded(label: str) -> str | None:
    """The Unicode behind punycode; None where it is damaged, or hides what could stand plainly."""
    try:
        text = label.removeprefix(_ENCODED).encode("ascii").decode("punycode")
    except UnicodeError:
        return None
    if text.isascii() or _ENCODED + text.encode("punycode").decode("ascii") != label:
        return None
    # Look-alike forms (full-width letters, ligatures) have no place in a host name (RFC 5891).
    if unicodedata.normalize("NFKC", text) != text:
        return None
    if not all(c.isalnum() or unicodedata.combining(c) or c == "-" for c in text):
        return None
    return text.casefold()
