"""The column names of the NPPES dissemination files (CMS, layout version 2), in file order."""

_PERSON = (
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Name Prefix Text",
    "Provider Name Suffix Text",
    "Provider Credential Text",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
    "Provider Other Last Name",
    "Provider Other First Name",
    "Provider Other Middle Name",
    "Provider Other Name Prefix Text",
    "Provider Other Name Suffix Text",
    "Provider Other Credential Text",
    "Provider Other Last Name Type Code",
)
_ADDRESS = (
    "Provider First Line Business {} Address",
    "Provider Second Line Business {} Address",
    "Provider Business {} Address City Name",
    "Provider Business {} Address State Name",
    "Provider Business {} Address Postal Code",
    "Provider Business {} Address Country Code (If outside U.S.)",
    "Provider Business {} Address Telephone Number",
    "Provider Business {} Address Fax Number",
)
_DATES = (
    "Provider Enumeration Date",
    "Last Update Date",
    "NPI Deactivation Reason Code",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Provider Sex Code",
)
_OFFICIAL = tuple(
    f"Authorized Official {part}"
    for part in ("Last Name", "First Name", "Middle Name", "Title or Position", "Telephone Number")
)
_TAXONOMY = (
    "Healthcare Provider Taxonomy Code_{}",
    "Provider License Number_{}",
    "Provider License Number State Code_{}",
    "Healthcare Provider Primary Taxonomy Switch_{}",
)
_OTHER_ID = (
    "Other Provider Identifier_{}",
    "Other Provider Identifier Type Code_{}",
    "Other Provider Identifier State_{}",
    "Other Provider Identifier Issuer_{}",
)
_LAST = (
    "Is Sole Proprietor",
    "Is Organization Subpart",
    "Parent Organization LBN",
    "Parent Organization TIN",
    "Authorized Official Name Prefix Text",
    "Authorized Official Name Suffix Text",
    "Authorized Official Credential Text",
)

TAXONOMY_SLOTS = 15

MAIN: tuple[str, ...] = (
    "NPI",
    "Entity Type Code",
    "Replacement NPI",
    "Employer Identification Number (EIN)",
    *_PERSON,
    *(column.format("Mailing") for column in _ADDRESS),
    *(column.format("Practice Location") for column in _ADDRESS),
    *_DATES,
    *_OFFICIAL,
    *(column.format(slot) for slot in range(1, TAXONOMY_SLOTS + 1) for column in _TAXONOMY),
    *(column.format(slot) for slot in range(1, 51) for column in _OTHER_ID),
    *_LAST,
    *(f"Healthcare Provider Taxonomy Group_{slot}" for slot in range(1, TAXONOMY_SLOTS + 1)),
    "Certification Date",
)

# The blanks before "Address Line 2" and around the dashes are CMS's own.
_SECONDARY = "Provider Secondary Practice Location Address"
PRACTICE_LOCATIONS: tuple[str, ...] = (
    "NPI",
    f"{_SECONDARY}- Address Line 1",
    f"{_SECONDARY}-  Address Line 2",
    f"{_SECONDARY} - City Name",
    f"{_SECONDARY} - State Name",
    f"{_SECONDARY} - Postal Code",
    f"{_SECONDARY} - Country Code (If outside U.S.)",
    f"{_SECONDARY} - Telephone Number",
    f"{_SECONDARY} - Telephone Extension",
    "Provider Practice Location Address - Fax Number",
)

OTHER_NAMES: tuple[str, ...] = (
    "NPI",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
)


def quoted(values: list[str] | tuple[str, ...]) -> str:
    """One CSV line as CMS writes it: every field quoted, quotes doubled, newline at the end."""
    return '"' + '","'.join(value.replace('"', '""') for value in values) + '"\n'
