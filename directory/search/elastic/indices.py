"""Names, settings and mappings of the indices: one per generation and kind."""

import re
from typing import Any

from directory.search.engine import EngineError

DEFAULT_PREFIX = "directory"

# A hospital group may list thousands of offices; the server's own limit of 10,000 is per document.
MOST_OFFICES = 50_000

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")

_KEYWORD: dict[str, Any] = {"type": "keyword"}
_FILTER: dict[str, Any] = {"type": "keyword", "doc_values": False}
_COUNTED: dict[str, Any] = {"type": "keyword", "index": False}
_KEPT: dict[str, Any] = {"type": "keyword", "index": False, "doc_values": False}

OFFICE_FIELDS: dict[str, Any] = {
    "location": {"type": "geo_point"},
    "specialties": _KEYWORD,
    "codes": _FILTER,
    "participations": _KEYWORD,
    "plans": _COUNTED,
    "plans_accepting": _COUNTED,
    "issuers": _COUNTED,
    "issuers_accepting": _COUNTED,
    "accepting": _KEYWORD,
    "telehealth": {"type": "boolean"},
    "accessibility": _FILTER,
    "state": _FILTER,
    "county": _FILTER,
    "verified_on": {"type": "date", "format": "strict_date"},
}

PROVIDER_FIELDS: dict[str, Any] = {
    "npi": _KEYWORD,
    "active": {"type": "boolean"},
    "kind": _FILTER,
    "gender": _KEYWORD,
    "languages": _KEYWORD,
    "names": _FILTER,
    "states": _FILTER,
    "offers": _FILTER,
    "phones": _FILTER,
    "sort_name": {"type": "keyword", "index": False},
    "prominence": {"type": "short", "index": False},
    "freshness": {"type": "integer", "index": False},
    "provider": _KEPT,
    "offices": {"type": "nested", "dynamic": "strict", "properties": OFFICE_FIELDS},
}

META_FIELDS: dict[str, Any] = {
    "kind": _KEYWORD,
    "part": {"type": "integer"},
    "bytes": {"type": "binary"},
}


class Indices:
    """The index and alias names under one prefix; aliases name the live generation."""

    def __init__(self, prefix: str = DEFAULT_PREFIX) -> None:
        if not _NAME.fullmatch(prefix):
            raise ValueError(
                f"index prefix {prefix!r}: use lower-case letters, digits, '_', '.' and '-'"
            )
        self.live_providers = f"{prefix}-providers"
        self.live_meta = f"{prefix}-meta"

    def providers(self, generation: str) -> str:
        """The index of a generation's providers."""
        return f"{self.live_providers}-{_part(generation)}"

    def meta(self, generation: str) -> str:
        """The index of what an engine keeps in memory for a generation."""
        return f"{self.live_meta}-{_part(generation)}"

    @property
    def patterns(self) -> str:
        """Every index of every generation."""
        return f"{self.live_providers}-*,{self.live_meta}-*"

    def both(self, generation: str) -> list[str]:
        """The two indices of a generation."""
        return [self.meta(generation), self.providers(generation)]


def _part(generation: str) -> str:
    name = generation.lower()
    if not _NAME.fullmatch(name):
        raise EngineError(
            f"generation {generation!r}: use letters, digits, '_', '.' and '-', at most 100"
        )
    return name


def providers_body(shards: int) -> dict[str, Any]:
    """Settings and mapping of an index of providers that is about to be filled."""
    return {
        "settings": {
            "number_of_shards": shards,
            # Copies are made once, of the finished index, instead of indexing everything twice.
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "mapping": {"nested_objects": {"limit": MOST_OFFICES}},
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": ["provider"]},
            "properties": PROVIDER_FIELDS,
        },
    }


def meta_body() -> dict[str, Any]:
    """Settings and mapping of an index of what engines keep in memory."""
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
        "mappings": {"dynamic": "strict", "properties": META_FIELDS},
    }
