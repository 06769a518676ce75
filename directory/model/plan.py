"""Plans, the networks they use and the issuers that sell them."""

import msgspec


class Issuer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who issues plans: a HIOS issuer id, a Medicare contract or a payer organization."""

    id: str
    name: str
    states: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Network(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A set of providers under contract that one or more plans use."""

    id: str
    name: str
    issuer: str | None = None
    sources: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An insurance plan; `id` is HIOS (14 characters), contract-plan-segment or the source's own.

    `id_type` is `HIOS-PLAN-ID`, `MA-PLAN-ID`, `FHIR` or `NETWORK`; the last marks a network that
    no plan names, kept so that its links stay searchable. `type` is the product (HMO, PPO, EPO …).
    """

    id: str
    name: str
    issuer: str | None = None
    id_type: str = ""
    type: str = ""
    years: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    url: str = ""
    sources: tuple[str, ...] = ()
