"""One faulty row for every hundred good ones, each of a named kind."""

from bench.generate import nppes, qhp
from bench.generate.people import Provider

NPPES_KINDS = ("wrong_check_digit", "short_npi", "impossible_date", "no_name", "short_row")
QHP_KINDS = ("null_npi", "short_npi", "wrong_check_digit")


def wrong(npi: str) -> str:
    """The same number with another check digit."""
    return npi[:9] + str((int(npi[9]) + 1) % 10)


def nppes_row(kind: str, like: Provider) -> str:
    """A row of the main file with the fault `kind`, else like the row of `like`."""
    if kind == "wrong_check_digit":
        return nppes.main_row(like, npi=wrong(like.npi))
    if kind == "short_npi":
        return nppes.main_row(like, npi=like.npi[:8])
    if kind == "impossible_date":
        return nppes.main_row(like, updated="02/30/2024")
    if kind == "no_name":
        return nppes.main_row(like, nameless=True)
    return nppes.short_row(like.npi)


def qhp_entry(kind: str, like: Provider, plans: str) -> str:
    """An element of providers.json with the fault `kind`, else like that of `like`."""
    faults = {"null_npi": "null", "short_npi": f'"{like.npi[:8]}"'}
    return qhp.entry(like, plans, npi=faults.get(kind, f'"{wrong(like.npi)}"'))
