"""What decides between equals: named weights, each with its reason."""

import math
from datetime import date

from directory.model.provider import Provider

OFFICE = 8.0
"""Someone with several offices is meant more often, but not in proportion."""
PLAN = 4.0
"""Taking part in many plans is the best sign in public data that patients really go there."""
ORGANIZATION = 10.0
"""A hospital or clinic is looked for by more people than any one of its doctors."""


def prominence(provider: Provider) -> int:
    """How likely a searcher means this provider, all else equal: 0 to 255."""
    plans = {p.plan for office in provider.offices for p in office.participations}
    score = OFFICE * math.log2(1 + len(provider.offices)) + PLAN * math.log2(1 + len(plans))
    if provider.kind == "organization":
        score += ORGANIZATION
    return min(255, round(score))


def fresh_on(provider: Provider) -> date | None:
    """The last day any source verified the provider or one of its offices, None when never."""
    days = [office.verified_on for office in provider.offices if office.verified_on]
    return max([*days, *([provider.verified_on] if provider.verified_on else [])], default=None)
