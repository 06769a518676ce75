"""The kinds of pages that are looked at, one address each, and the size each may have."""

import msgspec

from scripts.audit.site import Site

LANGUAGES = ("en", "es", "zh", "ru")
PLAN = "90101NY0010001"


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of page; `most` is its whole weight in bytes over the wire, None for no limit.

    `who` looks at it: nobody in particular, a `reader` who accepted the license, `staff`, `admin`.
    `failing` is whether the page is one of an application that fails. `act` is the state that it is
    brought into before it is looked at: `offline`, or with `suggestions` open; such a kind has the
    weight of the page that it is a state of.
    """

    name: str
    path: str
    host: str = ""
    who: str = ""
    failing: bool = False
    act: str = ""
    most: int | None = 40_000
    status: int = 200

    def address(self, site: Site, language: str = "en") -> str:
        """The whole address in one language."""
        base = site.served.host(self.host) if self.host else site.served.url
        base = site.failing if self.failing else base
        path = self.path.format(report=site.report)
        if self.languages == ("en",):
            return base + path
        return f"{base}{path}{'&' if '?' in path else '?'}lang={language}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it comes in; staff work in English."""
        return LANGUAGES[:1] if self.path.startswith("/staff") else LANGUAGES


KINDS = (
    Kind(name="home", path="/", most=20_000),
    Kind(name="home, suggestions", path="/", act="suggestions"),
    Kind(name="results", path="/search?q=heart+doctor&place=zip:10001&radius=250"),
    Kind(name="results, long", path="/search?place=zip:10001&radius=250"),
    Kind(name="results, with a plan", path="/search?specialty=cardiology&place=zip:10001&radius=250"
         f"&plan={PLAN}&outside=true"),
    Kind(name="results, offline", path="/search?specialty=cardiology&place=zip:10001",
         act="offline"),
    Kind(name="nothing found", path="/search?specialty=cardiology&place=zip:10001&radius=5"
         "&accepting=true&telehealth=true&language=ka&widen=false"),
    Kind(name="choose a place", path="/search?q=pediatrics&where=Springfield"),
    Kind(name="choose a plan", path="/search?q=chen&coverage=hudson"),
    Kind(name="no such place", path="/search?q=chen&where=Zzyzxqville", status=404),
    Kind(name="faulty search", path="/search?radius=0", status=400),
    Kind(name="profile", path="/providers/2000000010", most=30_000),
    Kind(name="profile, with a plan", path=f"/providers/2000000010?plan={PLAN}&place=zip:10001",
         most=30_000),
    Kind(name="compare", path="/compare?npi=2000000010&npi=2000000119&npi=2000000606"
         f"&plan={PLAN}&place=zip:10001"),
    Kind(name="specialties", path="/specialties"),
    Kind(name="specialty", path="/specialties/cardiology?place=zip:10001"),
    Kind(name="plans", path="/plans"),
    Kind(name="plan", path=f"/plans/{PLAN}"),
    Kind(name="insurers", path="/issuers"),
    Kind(name="insurer", path="/issuers/90101"),
    Kind(name="about the facts", path="/about"),
    Kind(name="accessibility", path="/accessibility"),
    Kind(name="privacy", path="/privacy"),
    Kind(name="languages", path="/languages"),
    Kind(name="own address", path="/", host="serenachen", most=30_000),
    Kind(name="own address, several", path="/", host="mariagarcia"),
    Kind(name="own address, nobody", path="/", host="serenachan", status=404),
    Kind(name="report an error", path="/providers/2000000010/correct"),
    Kind(name="look up a report", path="/corrections"),
    Kind(name="state of a report", path="/corrections/{report}"),
    Kind(name="for providers", path="/join"),
    Kind(name="policies", path="/policies"),
    Kind(name="license", path="/license?next=/policies"),
    Kind(name="license, declined", path="/license/declined"),
    Kind(name="license, its text", path="/license/sample-disclaimer/1"),
    Kind(name="policy", path="/policies/CAR-101", who="reader"),
    Kind(name="policy, print", path="/policies/CAR-101/print", who="reader"),
    Kind(name="policy, what changed", path="/policies/DME-101/changes?from=1&to=3", who="reader"),
    Kind(name="policies, new", path="/policies/new"),
    Kind(name="404", path="/nowhere", status=404),
    Kind(name="410", path="/providers/2000000929", status=410),
    Kind(name="500", path="/broken", failing=True, status=500),
    Kind(name="503", path="/closed", failing=True, status=503),
    Kind(name="staff, log in", path="/staff/login"),
    Kind(name="staff, account", path="/staff/account", who="staff", most=60_000),
    Kind(name="staff, console", path="/staff?plan=90101NY0010001&outside=true&place=zip:10001",
         who="staff", most=60_000),
    Kind(name="staff, verdict", path="/staff/verdict?npi=2000000010&plan=90101NY0010001",
         who="staff", most=60_000),
    Kind(name="staff, answers", path="/staff/answers", who="staff", most=60_000),
    Kind(name="staff, questions", path="/staff/questions", who="staff", most=60_000),
    Kind(name="staff, supervision", path="/staff/supervision", who="staff", most=60_000),
    Kind(name="staff, log", path="/staff/audit", who="admin", most=60_000),
    Kind(name="staff, reports", path="/staff/reports", who="admin", most=60_000),
    Kind(name="staff, one report", path="/staff/reports/{report}", who="admin", most=60_000),
    Kind(name="staff, licenses", path="/staff/acceptances", who="admin", most=60_000),
    Kind(name="staff, people", path="/staff/users", who="admin", most=60_000),
    Kind(name="API documents", path="/api/v1/docs", most=None),
)  # fmt: skip
