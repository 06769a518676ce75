"""The catalog's line format, and what is said about a line that cannot be read."""

import pytest

from directory.specialties.source import CatalogFault, parse

LINES = """
# individual heart | Heart | Corazón | 心脏 | Сердце

@ cardiology 60 heart-surgery
codes 207RC0000X
en Cardiology | Doctors for the heart. | cardiologist; heart doctor | chest pain; cough~.2
es Cardiología | Médicos del corazón. | cardiólogo | dolor de pecho
zh 心脏内科 | 看心脏的医生。 | 心脏科 | 胸痛
ru Кардиология | Врачи для сердца. | кардиолог | боль в груди
""".splitlines()


def test_reads_a_category_with_its_specialty() -> None:
    (category,), (specialty,) = parse(LINES)
    assert category.names["ru"] == "Сердце"
    assert category.specialties == ("cardiology",)
    assert (specialty.weight, specialty.codes, specialty.related) == (
        60, ("207RC0000X",), ("heart-surgery",),
    )  # fmt: skip
    assert specialty.titles["en"] == ("cardiologist", "heart doctor")
    assert [(w.text, w.likely) for w in specialty.words["en"]] == [
        ("chest pain", 1.0),
        ("cough", 0.2),
    ]


@pytest.mark.parametrize(
    "line",
    ["fr Cardiologie | x | y | z", "# clinic heart | a | b | c | d", "# individual x | only",
     "en Cardiology | no words", "@ cardiology many"],
)  # fmt: skip
def test_names_the_line_that_is_wrong(line: str) -> None:
    with pytest.raises(CatalogFault, match=f"catalog line {len(LINES) + 1}"):
        parse([*LINES, line])
