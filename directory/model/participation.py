"""Participation: an office takes part in a plan, through a network, from a day to a day."""

from datetime import date
from typing import Literal

import msgspec

Accepting = Literal["yes", "no", "existing", "unknown"]


class Participation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One office in one plan.

    `start` and `end` are the first and the last day in force, both included; None means that the
    source sets no bound. `accepting` is the flag for members of this plan, `unknown` where the
    source gives one flag for the whole office.
    """

    plan: str
    network: str | None = None
    tier: str | None = None
    accepting: Accepting = "unknown"
    start: date | None = None
    end: date | None = None
    source: str = ""
    verified_on: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether this participation covers `day`; first and last day count."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
