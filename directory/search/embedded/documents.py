"""Whole providers as stored bytes: JSON, compressed against a preset of words that all share."""

import zlib

import msgspec

from directory.model.provider import Provider

_PRESET = (
    b'{"npi":"1","kind":"organization","kind":"individual","name":{"full":"","prefix":"","first":"",'
    b'"middle":"","last":"","suffix":"","credential":"MD","others":[]},"gender":"female","gender":'
    b'"male","languages":["en","es"],"specialties":[{"id":"family-medicine","code":"207Q00000X",'
    b'"text":"","primary":true}],"offices":[{"id":"","address":{"line1":"","line2":"SUITE ","city":'
    b'"","state":"","zip":""},"name":"","county":"","lat":40.0,"lon":-70.0,"located_by":"zip",'
    b'"phone":"(","fax":"(","accepting":"yes","telehealth":true,"accessibility":[],"specialties":['
    b'{"id":"","code":"","primary":true}],"participations":[{"plan":"","network":"","tier":'
    b'"PREFERRED","accepting":"yes","start":"2026-01-01","end":"2026-12-31","source":"qhp",'
    b'"verified_on":"2026-"}],"verified_on":"2026-","sources":["nppes","qhp"],"facts":[{"field":'
    b'"phone","source":"nppes","on":"2026-"},{"field":"address","source":"nppes","on":"20'
)
"""Part of the stored format: a change here needs a new SCHEMA_VERSION."""


class Documents:
    """Packs and unpacks providers."""

    def __init__(self) -> None:
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(Provider)

    def pack(self, provider: Provider) -> bytes:
        """A provider as stored bytes."""
        squeeze = zlib.compressobj(1, zlib.DEFLATED, -15, zdict=_PRESET)
        return squeeze.compress(self._encoder.encode(provider)) + squeeze.flush()

    def unpack(self, stored: bytes) -> Provider:
        """The provider that was packed."""
        return self._decoder.decode(zlib.decompressobj(-15, zdict=_PRESET).decompress(stored))
