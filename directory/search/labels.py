"""The host label of a provider: the name as one DNS label."""

import re

from directory.model.provider import Name
from directory.search.text import fold

LONGEST = 63
_OTHER = re.compile(r"[^a-z0-9]")


def label_of(name: Name) -> str | None:
    """First and last name, or an organization's name, in ASCII letters and digits run together.

    None where the name holds none (a name in another script). At most 63 characters (RFC 1035).
    """
    spelt = f"{name.first} {name.last}" if name.last or name.first else name.full
    label = _OTHER.sub("", fold(spelt))[:LONGEST]
    return label or None
