"""Who a label leads to: its owner, the one bearer of the name, several to choose from, nobody."""

import msgspec
from rapidfuzz.distance import OSA

from directory.errors import DeactivatedProvider
from directory.hooks.services import Services
from directory.model.provider import Deactivated, Provider
from directory.search.engine import Engine
from directory.search.labels import LONGEST, label_of, labels_of
from directory.search.page import Holders
from directory.search.request import SearchRequest
from directory.store.labels import owner
from directory.vanity.label import Asked

SHOWN = 50
"""Bearers of one name on a page to choose from; a search shows all others."""
NEAREST = 5
LOOKED_AT = 10


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One provider. `right` is false where NAME-NPI has another name than the NPI's."""

    provider: Provider
    claimed: bool = False
    right: bool = True


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Several of the name: how many, and the best known of them."""

    total: int
    providers: tuple[Provider, ...]


class Nobody(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody has the name; `nearest` are those with similar ones."""

    nearest: tuple[Provider, ...] = ()


def look(asked: Asked, of: Services) -> Found | Choice | Nobody:
    """Where a label leads. Raises DeactivatedProvider, EngineUnavailable, StoreUnavailable."""
    if asked.npi is not None:
        return _numbered(asked, of.engine)
    if not asked.names:
        return Nobody()
    holder = owner(of.store, asked.names)
    if holder is not None:
        provider = _provider(of.engine, holder)
        return Found(provider=provider, claimed=True) if provider else Nobody()
    held = of.engine.holders(asked.names, SHOWN)
    if held.total > 1:
        return Choice(total=held.total, providers=held.providers)
    if held.total:
        return Found(provider=held.providers[0])
    return Nobody(nearest=_nearest(asked, held, of))


def own_label(provider: Provider) -> str:
    """The label that always leads to this provider: name and NPI, or the NPI alone."""
    name = label_of(provider.name)
    room = LONGEST - len(provider.npi) - 1
    return f"{name[:room]}-{provider.npi}" if name else provider.npi


def _numbered(asked: Asked, engine: Engine) -> Found | Nobody:
    provider = _provider(engine, asked.npi or "")
    if provider is None:
        return Nobody()
    cut = LONGEST - len(provider.npi) - 1
    own = {name[:cut] for name in labels_of(provider)}
    right = not asked.names or any(name[:cut] in own for name in asked.names)
    return Found(provider=provider, right=right)


def _provider(engine: Engine, npi: str) -> Provider | None:
    found = engine.get(npi)
    if isinstance(found, Deactivated):
        raise DeactivatedProvider(extra={"npi": npi, "deactivated_on": found.on})
    return found


def _nearest(asked: Asked, held: Holders, of: Services) -> tuple[Provider, ...]:
    """Bearers of similar names, the most similar first."""
    found: dict[str, tuple[int, Provider]] = {}
    for name in held.guesses:
        request = SearchRequest(as_of=of.today(), name=name, limit=LOOKED_AT)
        for hit in of.engine.search(request).hits:
            provider = hit.provider
            label = label_of(provider.name) or ""
            away = min(OSA.distance(label, name) for name in asked.names)
            if away <= max(3, len(label) // 2):
                found[provider.npi] = (away, provider)
    ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].npi))
    return tuple(provider for _, provider in ordered[:NEAREST])
