"""The columns of the NPPES dissemination files (CMS, Data Dissemination Readme, February 2025)."""

from typing import Literal

NppesPart = Literal["main", "pl", "othername", "endpoint"]

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
_NUMBERED = ((15, _TAXONOMY), (50, _OTHER_ID))


def _address(which: str) -> tuple[str, ...]:
    start = f"Provider Business {which} Address"
    return (
        f"Provider First Line Business {which} Address",
        f"Provider Second Line Business {which} Address",
        *(
            f"{start} {part}"
            for part in (
                "City Name",
                "State Name",
                "Postal Code",
                "Country Code (If outside U.S.)",
                "Telephone Number",
                "Fax Number",
            )
        ),
    )


def _main() -> tuple[str, ...]:
    person = ("Last Name", "First Name", "Middle Name", "Name Prefix Text", "Name Suffix Text")
    official = ("Last Name", "First Name", "Middle Name", "Title or Position", "Telephone Number")
    names = (
        "NPI",
        "Entity Type Code",
        "Replacement NPI",
        "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)",
        "Provider Last Name (Legal Name)",
        *(f"Provider {part}" for part in (*person[1:], "Credential Text")),
        "Provider Other Organization Name",
        "Provider Other Organization Name Type Code",
        *(f"Provider Other {part}" for part in (*person, "Credential Text", "Last Name Type Code")),
        *_address("Mailing"),
        *_address("Practice Location"),
        "Provider Enumeration Date",
        "Last Update Date",
        "NPI Deactivation Reason Code",
        "NPI Deactivation Date",
        "NPI Reactivation Date",
        "Provider Sex Code",
        *(f"Authorized Official {part}" for part in official),
    )
    numbered = (
        name.format(number)
        for count, group in _NUMBERED
        for number in range(1, count + 1)
        for name in group
    )
    rest = (
        "Is Sole Proprietor",
        "Is Organization Subpart",
        "Parent Organization LBN",
        "Parent Organization TIN",
        *(f"Authorized Official {part}" for part in ("Name Prefix Text", "Name Suffix Text")),
        "Authorized Official Credential Text",
        *(f"Healthcare Provider Taxonomy Group_{number}" for number in range(1, 16)),
        "Certification Date",
    )
    return (*names, *numbered, *rest)


_SECOND = "Provider Secondary Practice Location Address"
COLUMNS: dict[NppesPart, tuple[str, ...]] = {
    "main": _main(),
    "pl": (
        "NPI",
        f"{_SECOND}- Address Line 1",
        f"{_SECOND}-  Address Line 2",
        f"{_SECOND} - City Name",
        f"{_SECOND} - State Name",
        f"{_SECOND} - Postal Code",
        f"{_SECOND} - Country Code (If outside U.S.)",
        f"{_SECOND} - Telephone Number",
        f"{_SECOND} - Telephone Extension",
        "Provider Practice Location Address - Fax Number",
    ),
    "othername": (
        "NPI",
        "Provider Other Organization Name",
        "Provider Other Organization Name Type Code",
    ),
    "endpoint": (
        "NPI", "Endpoint Type", "Endpoint Type Description", "Endpoint", "Affiliation",
        "Endpoint Description", "Affiliation Legal Business Name", "Use Code", "Use Description",
        "Other Use Description", "Content Type", "Content Description",
        "Other Content Description", "Affiliation Address Line One",
        "Affiliation Address Line Two", "Affiliation Address City", "Affiliation Address State",
        "Affiliation Address Country", "Affiliation Address Postal Code",
    ),
}  # fmt: skip
"""Every column of each file by its name; the order in a file does not matter."""

# Files made before 2025 name one column otherwise.
RENAMED = {"Provider Gender Code": "Provider Sex Code"}

_TELLING = {
    "main": "Provider Last Name (Legal Name)",
    "pl": f"{_SECOND}- Address Line 1",
    "endpoint": "Endpoint Type",
}


def part_of(header: list[str]) -> NppesPart | None:
    """Which of the four files a header belongs to, None where it is none of them."""
    for part, column in _TELLING.items():
        if column in header:
            return part  # type: ignore[return-value]  # the keys above are parts
    if "NPI" in header and "Provider Other Organization Name" in header:
        return "othername"
    # A main file that lacks its telling column is still recognized, to name what is missing.
    return "main" if "NPI" in header and "Entity Type Code" in header else None
