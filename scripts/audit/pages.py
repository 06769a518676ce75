"""The kinds of pages that are looked at, one address each, and the size each may have."""

import msgspec

from tests.served import Served

LANGUAGES = ("en", "es", "zh", "ru")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of page; `most` is its whole weight in bytes over the wire, None for no limit."""

    name: str
    path: str
    host: str = ""
    most: int | None = 40_000
    status: int = 200

    def address(self, served: Served, language: str = "en") -> str:
        """The whole address in one language."""
        base = served.host(self.host) if self.host else served.url
        return f"{base}{self.path}{'&' if '?' in self.path else '?'}lang={language}"


KINDS = (
    Kind(name="home", path="/", most=20_000),
    Kind(name="results", path="/search?q=heart+doctor&place=zip:10001&radius=250"),
    Kind(name="results, long", path="/search?place=zip:10001&radius=250"),
    Kind(name="nothing found", path="/search?specialty=cardiology&place=zip:10001&radius=5"
         "&accepting=true&telehealth=true&language=ka&widen=false"),
    Kind(name="choose a place", path="/search?q=pediatrics&where=Springfield"),
    Kind(name="faulty search", path="/search?radius=0", status=400),
    Kind(name="profile", path="/providers/2000000010", most=30_000),
    Kind(name="compare", path="/compare?npi=2000000010&npi=2000000119"),
    Kind(name="specialties", path="/specialties"),
    Kind(name="specialty", path="/specialties/cardiology"),
    Kind(name="plans", path="/plans"),
    Kind(name="insurers", path="/issuers"),
    Kind(name="about the facts", path="/about"),
    Kind(name="accessibility", path="/accessibility"),
    Kind(name="privacy", path="/privacy"),
    Kind(name="languages", path="/languages"),
    Kind(name="own address", path="/", host="serenachen", most=30_000),
    Kind(name="own address, several", path="/", host="mariagarcia"),
    Kind(name="own address, nobody", path="/", host="serenachan", status=404),
    Kind(name="report an error", path="/providers/2000000010/correct"),
    Kind(name="look up a report", path="/corrections"),
    Kind(name="for providers", path="/join"),
    Kind(name="policies", path="/policies"),
    Kind(name="license", path="/license?next=/policies"),
    Kind(name="404", path="/nowhere", status=404),
    Kind(name="API documents", path="/api/v1/docs", most=None),
)  # fmt: skip
