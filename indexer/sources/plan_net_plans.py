"""Plan-Net's plans, networks and payers, and which plans a network stands for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from directory.model.plan import Issuer, Network, Plan
from indexer.clean.plan_ids import clean_plan_id, hios_parts, medicare_contract, medicare_id
from indexer.items import BookRow, FaultList
from indexer.sources import fhir
from indexer.sources.json_stream import records, text

if TYPE_CHECKING:
    from indexer.sources.plan_net_resolve import ResourceStore, Stored

_PRODUCTS = {
    "commppo": "PPO", "commhmo": "HMO", "commepo": "EPO", "commpos": "POS", "hmo": "HMO",
    "ppo": "PPO", "epo": "EPO", "pos": "POS", "hdhp": "HDHP", "mediadv": "Medicare Advantage",
    "medicare": "Medicare", "medicareadv": "Medicare Advantage", "medicaid": "Medicaid",
}  # fmt: skip


class PlanMaker:
    """Answers which plans use a network, and makes the rows of the plan book."""

    def __init__(self, store: "ResourceStore") -> None:
        self._store = store
        self._by_network: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._stubs: list[BookRow] = []

    def plans_of(self, network_key: str) -> tuple[str, tuple[str, ...]]:
        """A network's id and the ids of the plans that use it.

        A network that no plan names is a plan of its own (`id_type` NETWORK), so that its links
        can be searched like any other.
        """
        known = self._by_network.get(network_key)
        if known is None:
            known = self._by_network[network_key] = self._find(network_key)
        return known

    def take_stubs(self) -> tuple[BookRow, ...]:
        """Rows for networks met since the last call that no resource describes."""
        taken, self._stubs = tuple(self._stubs), []
        return taken

    def _find(self, network_key: str) -> tuple[str, tuple[str, ...]]:
        network = self._store.get(network_key)
        if network is None:
            name = network_key.rpartition("/")[2]
            self._stubs.append(_row(Network(id=name, name=name), stub=True))
            self._stubs.append(_row(Plan(id=name, name=name, id_type="NETWORK"), stub=True))
            return name, (name,)
        name = _id(network)
        plans = [plan_id(plan.body)[0] for plan in self._store.pointing("network", network)]
        return name, tuple(dict.fromkeys(plans)) or (name,)

    def book_of_plan(self, stored: "Stored", faults: FaultList) -> tuple[BookRow, ...]:
        """A plan with its networks and its issuer."""
        body = stored.body
        name, id_type = plan_id(body)
        networks = [self.plans_of(key)[0] for key in _networks(body, self._store, faults)]
        owner = self._issuer(body, faults)
        parts = hios_parts(name)
        product = next((words for words in _product(body)), "")
        what = Plan(
            id=name,
            name=text(body.get("name")) or name,
            issuer=owner.id if owner else parts[0] if parts else medicare_contract(name),
            id_type=id_type,
            type=product,
            states=(parts[1],) if parts and parts[1] else (),
            networks=tuple(dict.fromkeys(networks)),
        )
        return (_row(what), *([_row(owner)] if owner else []), *self.take_stubs())

    def book_of_organization(self, stored: "Stored", kinds: set[str]) -> tuple[BookRow, ...]:
        """The rows of a network or payer; nothing for other organizations."""
        name = text(stored.body.get("name")) or _id(stored)
        if "ntwk" in kinds:
            issuer = self._store.get(fhir.reference(stored.body.get("partOf")) or "-")
            owner = _id(issuer) if issuer else None
            network, plans = self.plans_of(stored.key)
            rows = [_row(Network(id=network, name=name, issuer=owner))]
            if plans == (network,):
                rows.append(_row(Plan(id=network, name=name, issuer=owner, id_type="NETWORK",
                                      networks=(network,))))  # fmt: skip
            return tuple(rows)
        if kinds & {"payer", "ins"}:
            return (_row(Issuer(id=_id(stored), name=name)),)
        return ()

    def _issuer(self, body: fhir.Resource, faults: FaultList) -> Issuer | None:
        for field in ("ownedBy", "administeredBy"):
            key = fhir.reference(body.get(field))
            if not key:
                continue
            owner = self._store.get(key)
            if owner is not None:
                return Issuer(id=_id(owner), name=text(owner.body.get("name")) or _id(owner))
            faults.add(field, key, "no such resource was loaded")
        return None


def plan_id(body: fhir.Resource) -> tuple[str, str]:
    """The id of an InsurancePlan and its type.

    HIOS and Medicare numbers among the identifiers come first; else the resource's own id.
    """
    values = [text(one.get("value")) for one in records(body.get("identifier"))]
    for value in values:
        if hios_parts(clean_plan_id(value)):
            return clean_plan_id(value), "HIOS-PLAN-ID"
        if medicare_contract(medicare_id(value)):
            return medicare_id(value), "MA-PLAN-ID"
    return text(body.get("id")) or next(iter(values), ""), "FHIR"


def _networks(body: fhir.Resource, store: "ResourceStore", faults: FaultList) -> Iterator[str]:
    keys = fhir.references(body.get("network"))
    for coverage in records(body.get("coverage")):
        keys.extend(fhir.references(coverage.get("network")))
    for key in dict.fromkeys(keys):
        if store.get(key) is None:
            faults.add("network", key, "no such resource was loaded")
        yield key


def _product(body: fhir.Resource) -> Iterator[str]:
    for _, code, words in fhir.codings(body.get("type")):
        yield _PRODUCTS.get(code.lower()) or words or code


def _id(stored: "Stored") -> str:
    return text(stored.body.get("id")) or stored.key


def _row(what: Plan | Network | Issuer, *, stub: bool = False) -> BookRow:
    return BookRow(source="plan-net", what=what, stub=stub)
