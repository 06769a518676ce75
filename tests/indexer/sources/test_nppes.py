"""NPPES rows become fragments; whole files that cannot be trusted are refused by name."""

import gzip
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from directory.model.provider import HeldSpecialty
from indexer.faults import UnusableInput
from indexer.files import InputFile
from indexer.items import Fragment, Refused, Taken
from indexer.sources import nppes as source
from indexer.sources.guess import jobs
from tests.indexer.conftest import CHEN, CLINIC, NOVAK, PERSON, items

Write = Callable[..., Path]
_PLACE = "Provider Business Practice Location Address"


def fragment(path: Path) -> Fragment:
    (item,) = items(source.read, path)
    assert isinstance(item, Taken)
    return item.fragments[0]


def refused(path: Path) -> Refused:
    (item,) = items(source.read, path)
    assert isinstance(item, Refused)
    return item


def test_person(nppes: Write) -> None:
    found = fragment(nppes(PERSON))
    assert found.name is not None
    assert (found.npi, found.kind, found.name.full, found.gender) == (
        CHEN, "individual", "Serena Chen", "female",
    )  # fmt: skip
    assert found.on == date(2024, 3, 18)
    assert found.specialties == (HeldSpecialty(id="cardiology", code="207RC0000X", primary=True),)
    (office,) = found.offices
    assert office.phone == "(212) 555-0101"
    assert (office.address.line1, office.address.line2) == ("412 Larkspur St", "Ste 900")
    assert office.address.zip == "10001-0001"


def test_organization_keeps_its_trade_name(nppes: Write) -> None:
    row = {
        **PERSON,
        "NPI": CLINIC,
        "Entity Type Code": "2",
        "Provider Organization Name (Legal Business Name)": "NIGHT OWL CARE LLC",
        "Provider Other Organization Name": "OWL CLINIC",
        "Provider Other Organization Name Type Code": "3",
    }
    found = fragment(nppes(row))
    assert found.name is not None
    assert found.name.full == "Night Owl Care LLC"
    assert [(o.full, o.kind) for o in found.name.others] == [("Owl Clinic", "doing-business-as")]


def test_unavailable_other_name_is_none(nppes: Write) -> None:
    found = fragment(nppes({**PERSON, "Provider Other Last Name": "<UNAVAIL>"}))
    assert found.name is not None
    assert found.name.others == ()


def test_former_name_fills_up_from_the_legal_one(nppes: Write) -> None:
    row = {
        **PERSON,
        "Provider Other Last Name": "APPLEWHITE",
        "Provider Other Last Name Type Code": "1",
    }
    found = fragment(nppes(row))
    assert found.name is not None
    (other,) = found.name.others
    assert (other.full, other.kind) == ("Serena Applewhite", "former")


def test_primary_specialty_is_the_switched_one(nppes: Write) -> None:
    row = {
        **PERSON,
        "Healthcare Provider Primary Taxonomy Switch_1": "N",
        "Healthcare Provider Taxonomy Code_15": "207R00000X",
        "Healthcare Provider Primary Taxonomy Switch_15": "Y",
    }
    found = fragment(nppes(row))
    assert [(one.code, one.primary) for one in found.specialties] == [
        ("207RC0000X", False), ("207R00000X", True),
    ]  # fmt: skip


def test_unknown_taxonomy_code_is_kept_and_noted(nppes: Write) -> None:
    path = nppes({**PERSON, "Healthcare Provider Taxonomy Code_1": "999Z99999X"})
    (item,) = items(source.read, path)
    assert isinstance(item, Taken)
    assert item.fragments[0].specialties[0].code == "999Z99999X"
    assert item.fragments[0].specialties[0].id is None
    assert [fault.value for fault in item.faults] == ["999Z99999X"]


def test_deactivated_row_is_taken(nppes: Write) -> None:
    (item,) = items(source.read, nppes({"NPI": CHEN, "NPI Deactivation Date": "03/16/2006"}))
    assert isinstance(item, Taken)
    assert item.deactivated
    assert item.fragments[0].deactivated_on == date(2006, 3, 16)


@pytest.mark.parametrize(("back", "gone"), [("03/20/2006", False), ("03/10/2006", True)])
def test_only_a_later_reactivation_counts(nppes: Write, back: str, gone: bool) -> None:
    row = {**PERSON, "NPI Deactivation Date": "03/16/2006", "NPI Reactivation Date": back}
    assert fragment(nppes(row)).deactivated is gone


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("NPI", "1234567892"),
        ("Last Update Date", "02/30/2026"),
        ("NPI Deactivation Date", "13/01/2006"),
        (f"{_PLACE} State Name", "XQ"),
        ("Provider Last Name (Legal Name)", ""),
        ("Entity Type Code", "3"),
    ],
)
def test_fatal_faults_name_field_and_value(nppes: Write, field: str, value: str) -> None:
    fault = refused(nppes({**PERSON, field: value})).faults[0]
    assert (fault.field, fault.value) == (field, value)
    assert fault.reason


def test_a_wrong_phone_costs_only_the_phone(nppes: Write) -> None:
    (item,) = items(source.read, nppes({**PERSON, f"{_PLACE} Telephone Number": "5550100"}))
    assert isinstance(item, Taken)
    assert item.fragments[0].offices[0].phone == ""
    assert item.faults[0].value == "5550100"


def test_foreign_address_is_kept_as_given(nppes: Write) -> None:
    row = {
        **PERSON,
        f"{_PLACE} City Name": "TORONTO",
        f"{_PLACE} State Name": "ONTARIO",
        f"{_PLACE} Postal Code": "M5V2T6",
        f"{_PLACE} Country Code (If outside U.S.)": "CA",
    }
    (office,) = fragment(nppes(row)).offices
    assert office.abroad
    assert (office.address.city, office.address.zip) == ("Toronto", "M5V2T6")


def test_foreign_province_is_not_taken_for_a_state(nppes: Write) -> None:
    row = {
        **PERSON,
        f"{_PLACE} State Name": "MO",
        f"{_PLACE} Country Code (If outside U.S.)": "CN",
    }
    assert fragment(nppes(row)).offices[0].address.state == "MO (CN)"


def test_practice_location_with_extension(nppes: Write) -> None:
    second = "Provider Secondary Practice Location Address"
    row = {
        "NPI": CHEN,
        f"{second}- Address Line 1": "77 HERONWOOD AVE",
        f"{second} - City Name": "FLUSHING",
        f"{second} - State Name": "NY",
        f"{second} - Postal Code": "11354",
        f"{second} - Telephone Number": "7185550102",
        f"{second} - Telephone Extension": "7",
    }
    (office,) = fragment(nppes(row, part="pl")).offices
    assert (office.address.city, office.phone) == ("Flushing", "(718) 555-0102 x7")


def test_short_row_is_refused_and_the_next_one_read(nppes: Write) -> None:
    path = nppes(PERSON)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], '"1","2"', "", lines[1]]) + "\n")
    first, second = items(source.read, path)
    assert isinstance(first, Refused)
    assert (first.row, "330" in first.faults[0].reason) == (1, True)
    assert isinstance(second, Taken)
    assert second.row == 2


def test_columns_count_by_name_not_by_place(nppes: Write) -> None:
    path = nppes(PERSON)
    header, row = (line[1:-1].split('","') for line in path.read_text().splitlines())
    turned = [header[::-1], row[::-1]]
    path.write_text("".join('"' + '","'.join(cells) + '"\n' for cells in turned))
    assert fragment(path).npi == CHEN


def test_byte_order_mark_is_skipped(nppes: Write) -> None:
    path = nppes(PERSON)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert fragment(path).npi == CHEN


def test_windows_letters_stay_readable(nppes: Write) -> None:
    path = nppes({**PERSON, "Provider First Name": "Jose"})
    path.write_bytes(path.read_bytes().replace(b"Jose", b"Jos\xe9"))
    found = fragment(path)
    assert found.name is not None
    assert found.name.first == "José"


def test_missing_column_is_named(nppes: Write) -> None:
    path = nppes(PERSON)
    path.write_text(path.read_text().replace(',"Certification Date"', "", 1))
    with pytest.raises(UnusableInput, match=r"329 columns and lacks 1 of 330: Certification Date"):
        items(source.read, path)


def test_older_name_of_the_sex_column_is_known(nppes: Write) -> None:
    path = nppes(PERSON)
    path.write_text(path.read_text().replace("Provider Sex Code", "Provider Gender Code", 1))
    assert fragment(path).gender == "female"


def test_truncated_gzip_is_refused(nppes: Write, tmp_path: Path) -> None:
    packed = tmp_path / "npi.csv.gz"
    data = gzip.compress(nppes(*[PERSON] * 500).read_bytes())
    packed.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnusableInput, match="cut short"):
        items(source.read, packed)


def test_monthly_archive_gives_its_four_files(nppes: Write, tmp_path: Path) -> None:
    archive = tmp_path / "NPPES.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(nppes(PERSON), "npidata_pfile_20260101-20260131.csv")
        out.write(nppes(PERSON), "npidata_pfile_20260101-20260131_FileHeader.csv")
        out.write(nppes(part="pl"), "pl_pfile_20260101-20260131.csv")
        out.write(nppes(part="othername"), "othername_pfile_20260101-20260131.csv")
        out.write(nppes(part="endpoint"), "endpoint_pfile_20260101-20260131.csv")
        out.write(nppes(PERSON), "folder/npidata_pfile_nested.csv")
        out.writestr("Readme.pdf", b"%PDF")
    assert [job.part for job in jobs([archive], None)] == ["main", "pl", "othername", "endpoint"]
    main = jobs([archive], None)[0]
    assert [type(item) for item in main.read(main.file)] == [Taken]


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("npidata_pfile.csv", b'"NPI"\n' + b" " * (32 << 20))
    with pytest.raises(UnusableInput, match="decompression bomb"):
        jobs([archive], None)


def test_gzip_bomb_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "bomb.csv.gz"
    packed.write_bytes(gzip.compress(b" " * (64 << 20)))
    with InputFile(packed).open() as file, pytest.raises(UnusableInput, match="bomb"):
        file.read()


def test_a_day_to_come_is_noted_and_the_row_undated(nppes: Write) -> None:
    row = {**PERSON, "Last Update Date": "12/31/2099", "Certification Date": "12/31/2099"}
    (item,) = items(source.read, nppes(row))
    assert isinstance(item, Taken)
    assert [fault.field for fault in item.faults] == ["Last Update Date", "Certification Date"]
    assert (item.fragments[0].on, item.fragments[0].verified_on) == (None, None)


def test_a_quote_left_open_swallows_no_row(nppes: Write) -> None:
    path = nppes(PERSON, {**PERSON, "NPI": CLINIC}, {**PERSON, "NPI": NOVAK})
    path.write_bytes(path.read_bytes().replace(b'"\r\n"2000001018"', b'\r\n"2000001018"'))
    found = items(source.read, path)
    assert [(item.row, item.fragments[0].npi) for item in found if isinstance(item, Taken)] == [
        (1, CHEN),
        (2, CLINIC),
        (3, NOVAK),
    ]


def test_a_damaged_line_is_the_only_one_lost(nppes: Write) -> None:
    path = nppes(PERSON, {**PERSON, "NPI": CLINIC})
    path.write_bytes(path.read_bytes().replace(b'"2000001018","1",', b'"2000001018","1",,"'))
    kept, lost = items(source.read, path)
    assert (isinstance(kept, Taken), isinstance(lost, Refused)) == (True, True)


def test_a_foreign_province_is_written_as_people_do(nppes: Write) -> None:
    abroad = {f"{_PLACE} Country Code (If outside U.S.)": "CA", f"{_PLACE} State Name": "ONTARIO"}
    (office,) = fragment(nppes({**PERSON, **abroad})).offices
    assert office.address.state == "Ontario"
