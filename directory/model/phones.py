"""Telephone numbers: as sources write them, and as a telephone dials them."""


def tel(phone: str) -> str:
    """A number to dial (RFC 3966), empty where the source gives no ten digits."""
    digits = "".join(c for c in phone if c.isdigit()).removeprefix("1")
    return f"+1{digits[:10]}" if len(digits) >= 10 else ""
